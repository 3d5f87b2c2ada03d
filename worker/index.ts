import { createApp } from './app.ts'
import { scheduled } from './schedule.ts'

const app = createApp()

export default {
  fetch: app.fetch,
  scheduled,
} satisfies ExportedHandler<Env>
