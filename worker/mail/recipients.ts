import type { Lang } from '../../shared/messages/index.ts'
import { type StoredUnit, type UnitRow, unitFrom } from '../store/units.ts'

export type MailKind = 'summary' | 'reminder'

/** An address that gets mail about a unit. */
export interface Recipient {
  address: string
  kinds: MailKind[]
  lang: Lang
}

/** A unit's list; of a kind of mail, only who gets it. */
export async function recipientsOf(
  db: D1Database,
  unit: string,
  kind?: MailKind,
): Promise<Recipient[]> {
  const { results } = await db
    .prepare('SELECT address, kinds, lang FROM mail_recipients WHERE unit = ? ORDER BY address')
    .bind(unit)
    .run<Omit<Recipient, 'kinds'> & { kinds: string }>()
  const all = results.map((row): Recipient => ({ ...row, kinds: JSON.parse(row.kinds) }))
  return kind === undefined ? all : all.filter(({ kinds }) => kinds.includes(kind))
}

/** Statements that replace a unit's list. */
export function recipientStatements(
  db: D1Database,
  unit: string,
  recipients: Recipient[],
): D1PreparedStatement[] {
  const list = JSON.stringify(recipients)
  return [
    db
      .prepare(
        `DELETE FROM mail_recipients WHERE unit = ?1
         AND address NOT IN (SELECT value ->> 'address' FROM json_each(?2))`,
      )
      .bind(unit, list),
    db
      .prepare(
        `INSERT INTO mail_recipients (unit, address, kinds, lang)
         SELECT ?1, value ->> 'address', value -> 'kinds', value ->> 'lang' FROM json_each(?2)
         WHERE TRUE
         ON CONFLICT DO UPDATE SET kinds = excluded.kinds, lang = excluded.lang
         WHERE (kinds, lang) IS NOT (excluded.kinds, excluded.lang)`,
      )
      .bind(unit, list),
  ]
}

/** Units that somebody is to get mail about, but for which the period's has not been composed. */
export async function unitsAwaiting(
  db: D1Database,
  kind: MailKind,
  period: string,
): Promise<StoredUnit[]> {
  const { results } = await db
    .prepare(
      `SELECT path, id, name, level, forms FROM units u
       WHERE EXISTS (SELECT 1 FROM mail_recipients r, json_each(r.kinds) k
           WHERE r.unit = u.id AND k.value = ?1)
         AND NOT EXISTS (SELECT 1 FROM mailings m
           WHERE m.unit = u.id AND m.period = ?2 AND m.kind = ?1)
       ORDER BY path`,
    )
    .bind(kind, period)
    .run<UnitRow>()
  return results.map(unitFrom)
}
