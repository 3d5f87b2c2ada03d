import type { Lang } from '../../shared/messages/index.ts'
import type { Caller } from '../http/context.ts'
import type { Removal } from '../store/deployment.ts'
import { eventStatement } from '../store/events.ts'
import { type StoredUnit, subtreeRange } from '../store/units.ts'
import type { Figures } from './figures.ts'
import type { Mail } from './letter.ts'
import { words } from './messages/index.ts'
import type { MailKind, Recipient } from './recipients.ts'

/** Attempts at one mail, a pass an hour: a day. Then it stays in the archive as failed. */
const ATTEMPTS = 24
/** A pass that has not come back after this long is taken for dead, and its mails are sent again. */
const LOST_AFTER_MINUTES = 30
/** Mails of one pass. Each costs two queries and a call, of 1,000 an invocation may make. */
const PASS_SIZE = 200

export interface MailingKey {
  unit: string
  period: string
  kind: MailKind
}

export interface Mailing extends MailingKey {
  edition: number
  composedAt: string
  /** What a summary said; null for a reminder. */
  figures: Figures | null
}

/** The newest edition of a mailing; null when nothing has been composed. */
export async function newestMailing(db: D1Database, key: MailingKey): Promise<Mailing | null> {
  const { results } = await db
    .prepare(
      `SELECT edition, composed_at AS composedAt, figures FROM mailings
       WHERE unit = ? AND period = ? AND kind = ? ORDER BY edition DESC LIMIT 1`,
    )
    .bind(key.unit, key.period, key.kind)
    .run<{ edition: number; composedAt: string; figures: string | null }>()
  const row = results[0]
  if (!row) return null
  return { ...key, ...row, figures: row.figures === null ? null : JSON.parse(row.figures) }
}

/** One wording of an edition, and the addresses that get it. */
export interface Variant {
  lang: Lang
  mail: Mail
  addresses: string[]
}

/** One variant per language that a recipient reads. */
export function variantsOf(recipients: Recipient[], compose: (lang: Lang) => Mail): Variant[] {
  const langs = [...new Set(recipients.map(({ lang }) => lang))]
  return langs.map((lang) => ({
    lang,
    mail: compose(lang),
    addresses: recipients.filter((one) => one.lang === lang).map(({ address }) => address),
  }))
}

/**
 * Claims an edition and puts its mails into the outbox, in one batch. Whoever comes second adds
 * nothing but the addresses that have not had the edition yet.
 *
 * @param by who asked for it; the audit says so, in the same batch, where a mail is added
 * @returns how many mails were added
 */
export async function enqueue(
  db: D1Database,
  mailing: Mailing,
  variants: Variant[],
  by: Caller | null = null,
): Promise<number> {
  const { unit, period, kind, edition, composedAt, figures } = mailing
  const mails = variants.map(({ lang, mail, addresses }) =>
    db
      .prepare(
        `INSERT INTO mails (unit, period, kind, edition, lang, subject, text, html, address)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, value FROM json_each(?9) WHERE TRUE
         ON CONFLICT DO NOTHING`,
      )
      .bind(
        unit,
        period,
        kind,
        edition,
        lang,
        mail.subject,
        mail.text,
        mail.html,
        JSON.stringify(addresses),
      ),
  )
  const addresses = JSON.stringify(variants.flatMap((variant) => variant.addresses))
  const results = await db.batch([
    db
      .prepare(
        `INSERT INTO mailings (unit, period, kind, edition, composed_at, figures)
         VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      )
      .bind(unit, period, kind, edition, composedAt, figures && JSON.stringify(figures)),
    ...(by === null ? [] : [issuedStatement(db, mailing, by, addresses)]),
    ...mails,
  ])
  const added = results.slice(results.length - mails.length)
  return added.reduce((sum, { meta }) => sum + meta.changes, 0)
}

/** Recorded before the mails are, because then it still shows who has not had the edition. */
function issuedStatement(
  db: D1Database,
  { unit, period, kind, edition, composedAt }: Mailing,
  by: Caller,
  addresses: string,
): D1PreparedStatement {
  return eventStatement(
    db,
    { kind: 'summary-issued', at: new Date(composedAt), by, unit, period, detail: { edition } },
    `EXISTS (SELECT 1 FROM json_each(?10) WHERE value NOT IN
       (SELECT address FROM mails WHERE unit = ?5 AND period = ?7 AND kind = ?11 AND edition = ?12))`,
    [addresses, kind, edition],
  )
}

interface Waiting {
  id: number
  address: string
  lang: Lang
  subject: string
  text: string
  html: string
}

/**
 * Sends what waits in the outbox. A mail is claimed before it is sent, so that two passes at once
 * send it once; one that cannot be sent waits for the next pass and holds up no other.
 */
export async function deliver(
  env: Pick<Env, 'DB' | 'EMAIL' | 'MAIL_FROM'>,
  now: Date,
): Promise<{ sent: number; failed: number }> {
  const lost = new Date(now.getTime() - LOST_AFTER_MINUTES * 60_000)
  const { results } = await env.DB.prepare(
    `UPDATE mails SET state = 'sending', attempts = attempts + 1, tried_at = ?1
     WHERE id IN (SELECT id FROM mails
       WHERE state = 'queued' OR (state = 'sending' AND tried_at < ?2) ORDER BY id LIMIT ?3)
     RETURNING id, address, lang, subject, text, html`,
  )
    .bind(now.toISOString(), lost.toISOString(), PASS_SIZE)
    .run<Waiting>()

  const done = { sent: 0, failed: 0 }
  for (const mail of results) {
    if (await send(env, mail, now)) done.sent += 1
    else done.failed += 1
  }
  return done
}

async function send(
  env: Pick<Env, 'DB' | 'EMAIL' | 'MAIL_FROM'>,
  { id, address, lang, subject, text, html }: Waiting,
  now: Date,
): Promise<boolean> {
  const from = { email: env.MAIL_FROM, name: words(lang)('sender') }
  let messageId: string
  try {
    const result = await env.EMAIL.send({ from, to: address, subject, text, html })
    messageId = result.messageId
  } catch (error) {
    await env.DB.prepare(
      `UPDATE mails SET error = ?1, state = iif(attempts >= ?2, 'failed', 'queued') WHERE id = ?3`,
    )
      .bind(error instanceof Error ? error.message : String(error), ATTEMPTS, id)
      .run()
    return false
  }
  await env.DB.prepare(
    "UPDATE mails SET state = 'sent', sent_at = ?, message_id = ?, error = NULL WHERE id = ?",
  )
    .bind(now.toISOString(), messageId, id)
    .run()
  return true
}

/** A mail as it is listed. */
export interface MailInfo extends MailingKey {
  id: number
  edition: number
  address: string
  lang: Lang
  subject: string
  state: 'queued' | 'sending' | 'sent' | 'failed'
  attempts: number
  sentAt: string | null
  messageId: string | null
  error: string | null
}

const INFO = `m.id, m.unit, m.period, m.kind, m.edition, m.address, m.lang, m.subject, m.state,
  m.attempts, m.sent_at AS sentAt, m.message_id AS messageId, m.error`

/** Mails about a unit and those below it, the newest first; `after` is the last id seen. */
export async function mailsBelow(
  db: D1Database,
  reach: StoredUnit,
  query: { period?: string; kind?: MailKind; after?: number; limit: number },
): Promise<MailInfo[]> {
  const { period = null, kind = null, after = null, limit } = query
  const { results } = await db
    .prepare(
      `SELECT ${INFO} FROM mails m JOIN units u ON u.id = m.unit
       WHERE u.path >= ?1 AND u.path < ?2
         AND (?3 IS NULL OR m.period = ?3) AND (?4 IS NULL OR m.kind = ?4)
         AND (?5 IS NULL OR m.id < ?5)
       ORDER BY m.id DESC LIMIT ?6`,
    )
    .bind(...subtreeRange(reach), period, kind, after, limit)
    .run<MailInfo>()
  return results
}

/** One mail with what it says; null when there is none of that id about the unit or one below it. */
export async function mailById(
  db: D1Database,
  reach: StoredUnit,
  id: number,
): Promise<(MailInfo & Mail & { removed: Removal | null }) | null> {
  const { results } = await db
    .prepare(
      `SELECT ${INFO}, m.text, m.html, m.removed FROM mails m JOIN units u ON u.id = m.unit
       WHERE m.id = ?3 AND u.path >= ?1 AND u.path < ?2`,
    )
    .bind(...subtreeRange(reach), id)
    .run<MailInfo & Mail & { removed: string | null }>()
  const row = results[0]
  return row ? { ...row, removed: row.removed === null ? null : JSON.parse(row.removed) } : null
}
