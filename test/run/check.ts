/** `npm run check`: types, format and lint. */
import { runStages } from './stage-runner.ts'
import { checks } from './stages.ts'

const results = await runStages(checks)
process.exitCode = [...results.values()].every(({ ok }) => ok) ? 0 : 1
