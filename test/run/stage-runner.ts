import type { Result, Stage } from './stages.ts'

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`

/** Runs the stages one after another, says how each ended and returns the results by stage id. */
export async function runStages(stages: Stage[]): Promise<Map<string, Result>> {
  const results = new Map<string, Result>()
  const lines: string[] = []
  for (const stage of stages) {
    console.log(`\n▶ ${stage.title}`)
    const started = Date.now()
    const result = await stage.run().catch(
      (error: unknown): Result => ({
        ok: false,
        reason: error instanceof Error ? error.message : String(error),
      }),
    )
    results.set(stage.id, result)
    const counts = result.tests && `${result.tests.passed} passed, ${result.tests.failed} failed`
    const facts = [counts, result.ok ? '' : result.reason, seconds(started)].filter(Boolean)
    const line = `${result.ok ? '✓' : '✗'} ${stage.title}  (${facts.join('; ')})`
    console.log(line)
    lines.push(line)
  }
  console.log(`\n${lines.join('\n')}`)
  return results
}
