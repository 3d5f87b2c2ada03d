import type { Step } from './step.ts'

/**
 * The shortest tail of steps that still fails when it is played from the beginning, without the steps
 * and messages in it that do not matter; all of them where none shorter does.
 */
export async function minimal(
  played: Step[],
  fails: (steps: Step[]) => Promise<string | null>,
  replays: number,
): Promise<Step[]> {
  let left = replays
  const stillFails = async (steps: Step[]) => left-- > 0 && (await fails(steps)) !== null

  let tail = played
  for (let length = 1; length < played.length; length *= 2) {
    const shorter = played.slice(-length)
    if (!(await stillFails(shorter))) continue
    tail = shorter
    break
  }
  // Whole stretches first, then step by step.
  for (let size = tail.length >> 1; size >= 1; size >>= 1) {
    for (let from = 0; from + size < tail.length; ) {
      const without = tail.toSpliced(from, size)
      if (await stillFails(without)) tail = without
      else from += size
    }
  }
  for (const [index, { deliveries, seed }] of tail.entries()) {
    for (const delivery of deliveries) {
      const others = tail[index]!.deliveries.filter((one) => one !== delivery)
      const without = tail.with(index, { deliveries: others, seed })
      if (others.length > 0 && (await stillFails(without))) tail = without
    }
  }
  return tail
}

/** Steps as a person reads them: what arrived together is indented alike. */
export function story(steps: Step[]): string {
  return steps
    .map(({ deliveries, seed }, index) => {
      const lines = deliveries.map(({ message: { ask, by, ...rest }, at, fault }) => {
        const broken = fault ? `  (${fault.how} ${fault.when} call ${fault.call})` : ''
        return `     ${at} ${by} ${ask} ${JSON.stringify(rest)}${broken}`
      })
      return `${String(index + 1).padStart(3)}. turns by ${seed}\n${lines.join('\n')}`
    })
    .join('\n')
}
