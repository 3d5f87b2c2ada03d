import { NO_SEAL, type Seal, seal } from '../../shared/protocol/audit.ts'
import { deployment } from './deployment.ts'
import { eventsBelow } from './events.ts'

/** Events under one seal: what is read and hashed at once. */
const SEALED_AT_ONCE = 500
/** An invocation has 1,000 queries and limited time; what is left the next pass takes. */
const SEALS_A_PASS = 40

const COLUMNS = 'last_id AS lastId, count, hash, sealed_at AS sealedAt'

/** Seals by `lastId`, after one. */
export async function sealsAfter(db: D1Database, after: number, limit: number): Promise<Seal[]> {
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM seals WHERE last_id > ? ORDER BY last_id LIMIT ?`)
    .bind(after, limit)
    .run<Seal>()
  return results
}

/** The newest seal, or the newest up to an id. */
export async function lastSeal(
  db: D1Database,
  upTo: number = Number.MAX_SAFE_INTEGER,
): Promise<Seal> {
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM seals WHERE last_id <= ? ORDER BY last_id DESC LIMIT 1`)
    .bind(upTo)
    .run<Seal>()
  return results[0] ?? NO_SEAL
}

/**
 * Seals the events since the last seal. Two passes at once make one chain: a seal is written only where
 * the one it follows is still the last. None while an import is under way: its events come with seals.
 */
export async function sealEvents(db: D1Database, now: Date): Promise<void> {
  if ((await deployment(db)).importing !== null) return
  for (let pass = 0; pass < SEALS_A_PASS; pass += 1) {
    const before = await lastSeal(db)
    const events = await eventsBelow(db, null, { after: before.lastId, limit: SEALED_AT_ONCE })
    if (events.length === 0) return
    const { lastId, count, hash, sealedAt } = await seal(before, now.toISOString(), events)
    await db
      .prepare(
        `INSERT INTO seals (last_id, count, hash, sealed_at) SELECT ?1, ?2, ?3, ?4
         WHERE ?5 = (SELECT coalesce(max(last_id), 0) FROM seals)
           AND NOT EXISTS (SELECT 1 FROM deployment WHERE importing IS NOT NULL)`,
      )
      .bind(lastId, count, hash, sealedAt, before.lastId)
      .run()
    if (events.length < SEALED_AT_ONCE) return
  }
}
