import { createRoute, z } from '@hono/zod-openapi'
import { unitOf } from '../http/context.ts'
import { page, pageQuery } from '../http/paging.ts'
import { ProblemError } from '../http/problem.ts'
import { bearer, json, jsonBody, problems, router } from '../http/router.ts'
import { pageOf, periodId } from '../schema/common.ts'
import { eventStatement } from '../store/events.ts'
import { issueSummary } from './issue.ts'
import { deliver, mailById, mailsBelow } from './outbox.ts'
import { type Recipient, recipientStatements, recipientsOf } from './recipients.ts'
import { issued, mail, mailInfo, mailKind, recipientList } from './schema.ts'

const params = z.object({ unit: z.string() })

/** No more digits than a number holds exactly. */
const MAIL_ID = /^\d{1,15}$/

const recipientsRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/recipients',
  summary: 'Who gets mail about a unit',
  security: bearer,
  request: { params },
  responses: { 200: json('The list', recipientList), ...problems(401, 403, 404) },
})

const setRecipientsRoute = createRoute({
  method: 'put',
  path: '/units/{unit}/recipients',
  summary: 'Replace the list of who gets mail about a unit',
  description:
    '`summary` after the deadline, with the totals of the unit and all below it; `reminder` before it, while the unit itself owes sheets.',
  security: bearer,
  request: { params, ...jsonBody(recipientList) },
  responses: {
    200: json('The list', recipientList),
    ...problems(400, 401, 403, 404, 413, 415, 422),
  },
})

const mailsRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/mails',
  summary: 'Mails about a unit and the units below, the newest first',
  security: bearer,
  request: {
    params,
    query: pageQuery(1, z.string().regex(MAIL_ID)).extend({
      period: periodId.optional(),
      kind: mailKind.optional(),
    }),
  },
  responses: { 200: json('A page of mails', pageOf(mailInfo)), ...problems(400, 401, 403, 404) },
})

const mailRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/mails/{id}',
  summary: 'A mail as it was composed',
  security: bearer,
  request: {
    params: params.extend({
      id: z
        .string()
        .regex(/^\d{1,15}(\.html|\.txt)?$/)
        .openapi({ description: 'With `.html` or `.txt`: the mail as its reader sees it' }),
    }),
  },
  responses: {
    200: {
      description: 'The mail',
      content: {
        'application/json': { schema: mail },
        'text/html': { schema: z.string() },
        'text/plain': { schema: z.string() },
      },
    },
    ...problems(400, 401, 403, 404),
  },
})

const summaryRoute = createRoute({
  method: 'post',
  path: '/units/{unit}/periods/{period}/summary',
  summary: "Compose a period's summary now and send it to whoever has not had it",
  description:
    'The same figures are sent to nobody twice. If figures have changed, a new edition says what.',
  security: bearer,
  request: { params: params.extend({ period: periodId }) },
  responses: { 200: json('The newest edition', issued), ...problems(400, 401, 403, 404, 409) },
})

export const mails = router()
  .openapi(recipientsRoute, async (c) => {
    const recipients = await recipientsOf(c.env.DB, unitOf(c).id)
    return c.json({ recipients }, 200)
  })
  .openapi(setRecipientsRoute, async (c) => {
    const { recipients } = c.req.valid('json')
    const [unit, at, db] = [unitOf(c).id, c.get('now'), c.env.DB]
    if (sameRecipients(recipients, await recipientsOf(db, unit))) return c.json({ recipients }, 200)
    const detail = { count: recipients.length }
    await db.batch([
      eventStatement(
        db,
        { kind: 'recipients-set', at, by: c.get('caller'), unit, detail },
        'TRUE',
        [unit],
        `SELECT json_object('count', count(*)) FROM mail_recipients WHERE unit = ?10`,
      ),
      ...recipientStatements(db, unit, recipients),
    ])
    return c.json({ recipients }, 200)
  })
  .openapi(mailsRoute, async (c) => {
    const { cursor, limit, period, kind } = c.req.valid('query')
    const after = cursor === undefined ? undefined : Number(cursor[0])
    const found = await mailsBelow(c.env.DB, unitOf(c), { period, kind, after, limit: limit + 1 })
    return c.json(
      page(
        found,
        limit,
        ({ id }) => [String(id)],
        (one) => one,
      ),
      200,
    )
  })
  .openapi(mailRoute, async (c) => {
    const [id = '', ending] = c.req.valid('param').id.split('.')
    const found = await mailById(c.env.DB, unitOf(c), Number(id))
    if (!found) throw new ProblemError('mail-unknown', { params: { id } })
    if (found.removed !== null) {
      const { at, days } = found.removed
      throw new ProblemError('mail-removed', {
        params: { at: at.slice(0, 10), days },
        members: { removed: found.removed },
      })
    }
    if (ending === 'html') return c.html(found.html, 200)
    if (ending === 'txt') return c.text(found.text, 200)
    return c.json(found, 200)
  })
  .openapi(summaryRoute, async (c) => {
    const { period } = c.req.valid('param')
    const [unit, now, db] = [unitOf(c), c.get('now'), c.env.DB]
    const recipients = await recipientsOf(db, unit.id, 'summary')
    if (recipients.length === 0) {
      throw new ProblemError('recipients-missing', { params: { unit: unit.name } })
    }
    const { edition, corrected } = await issueSummary(c.env, {
      unit,
      period,
      recipients,
      now,
      by: c.get('caller'),
    })
    await deliver(c.env, now)
    const sent = await mailsBelow(db, unit, { period, kind: 'summary', limit: -1 })
    return c.json(
      {
        edition,
        corrected,
        mails: sent.filter((one) => one.unit === unit.id && one.edition === edition),
      },
      200,
    )
  })

function sameRecipients(sent: Recipient[], listed: Recipient[]): boolean {
  const keys = (list: Recipient[]) =>
    list.map(({ address, kinds, lang }) => JSON.stringify([address, kinds, lang])).toSorted()
  return JSON.stringify(keys(sent)) === JSON.stringify(keys(listed))
}
