/** `npm test`: every stage; `npm test -- unit office` only those named. */
import { runStages } from './stage-runner.ts'
import { stages } from './stages.ts'

const named = process.argv.slice(2)
const unknown = named.filter((name) => !stages.some(({ id }) => id === name))
if (unknown.length > 0) {
  const ids = stages.map(({ id }) => id).join(', ')
  console.error(`没有这一项 Unknown stage: ${unknown.join(', ')} (${ids})`)
  process.exit(2)
}
const chosen = named.length === 0 ? stages : stages.filter(({ id }) => named.includes(id))
const results = [...(await runStages(chosen)).values()]
const passed = results.reduce((sum, { tests }) => sum + (tests?.passed ?? 0), 0)
// A stage that fails without a failed test (types, lint, one that could not run) counts as one.
const failed = results.reduce(
  (sum, { ok, tests }) => sum + (ok ? 0 : Math.max(1, tests?.failed ?? 0)),
  0,
)
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
