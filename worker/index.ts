import { createApp } from './app.ts'
import { logToConsole } from './http/request-log.ts'
import { scheduled } from './schedule.ts'

const app = createApp(() => new Date(), logToConsole)

export default {
  fetch: app.fetch,
  scheduled: (controller, env) => scheduled(controller, env),
} satisfies ExportedHandler<Env>
