/** Friday, 17:00: every township sends every form at once, and whoever waits waits. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nextPeriod } from '../../../shared/periods/periods.ts'
import { contentHash } from '../../../shared/protocol/build.ts'
import { randomOf } from '../../messy/random.ts'
import { TOWNSHIPS } from './county.ts'
import { type Body, everyForm, firstCall } from './documents.ts'
import { type Fugong, startFugong } from './fugong.ts'
import { type Load, openLoop } from './load.ts'

export interface Friday extends Load {
  /** Seconds over which the moments of sending are strewn; 0: one moment. */
  within: number
  townships: number
  forms: number
  /** Milliseconds of processor time of the server, all in all; null: unknown. */
  processor: number | null
  /** Submissions that are not kept as they were sent, or not once. */
  lost: number
}

const spans = [30, 0]

/** @param script the bundled Worker */
export async function measureFriday(script: string, seed: number): Promise<Friday[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fugong-bench-'))
  const fugong = await startFugong(script, folder)
  try {
    const bodies = everyForm(seed)
    const results: Friday[] = []
    // A first week for nothing: a deployment in use is warm.
    let period = '2020-W09'
    await friday(fugong, bodies, period, 10, seed)
    for (const within of spans) {
      period = nextPeriod(period)
      results.push(await friday(fugong, bodies, period, within, seed))
    }
    return results
  } finally {
    await fugong.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function friday(
  { origin, towns, query, processor }: Fugong,
  bodies: Body[],
  period: string,
  within: number,
  seed: number,
): Promise<Friday> {
  const calls = towns.flatMap((town) => bodies.map((body) => firstCall(town, body, period)))
  const random = randomOf(seed)
  const moments = calls.map(() => random.next() * within * 1000)
  const before = processor()
  const { answers: _, ...load } = await openLoop(origin, calls, moments)
  const after = processor()

  const rows = await query<{ place: string; hash: string; revision: number }>(
    `SELECT unit || ' ' || form AS place, hash, revision FROM revisions WHERE period = '${period}'`,
  )
  const kept = new Map(rows.map((row) => [row.place, row]))
  let lost = Math.abs(rows.length - calls.length)
  for (const { form, json } of bodies) {
    const hash = await contentHash(JSON.parse(json.toString()))
    for (const { id } of towns) {
      const row = kept.get(`${id} ${form}`)
      if (row?.hash !== hash || row.revision !== 1) lost += 1
    }
  }
  return {
    within,
    townships: TOWNSHIPS,
    forms: bodies.length,
    ...load,
    processor: before === null || after === null ? null : after - before,
    lost,
  }
}
