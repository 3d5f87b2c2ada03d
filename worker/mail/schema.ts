import { z } from '@hono/zod-openapi'
import { instant, periodId } from '../schema/common.ts'
import type { MailInfo } from './outbox.ts'
import type { Recipient } from './recipients.ts'

/** More belong on a mailing list of the county's own. */
const RECIPIENTS = 200

export const mailKind = z
  .enum(['summary', 'reminder'])
  .openapi({ description: 'Totals of a period; or, before the deadline, what is still owed' })
const lang = z.enum(['zh', 'en'])
const address = z.email().max(254).openapi({ example: 'office@example.com' })

const recipient = z
  .strictObject({
    address,
    kinds: z.array(mailKind).min(1).default(['summary']),
    lang: lang.default('zh'),
  })
  .openapi('MailRecipient') satisfies z.ZodType<Recipient>

export const recipientList = z
  .strictObject({ recipients: z.array(recipient).max(RECIPIENTS) })
  .openapi('MailRecipients')

const mailMembers = {
  id: z.int(),
  unit: z.string(),
  period: periodId,
  kind: mailKind,
  edition: z.int().openapi({ description: 'From 2 on: a correction, because figures changed' }),
  address,
  lang,
  subject: z.string(),
  state: z.enum(['queued', 'sending', 'sent', 'failed']),
  attempts: z.int(),
  sentAt: instant.nullable(),
  messageId: z.string().nullable(),
  error: z.string().nullable(),
}

export const mailInfo = z.object(mailMembers).openapi('MailInfo') satisfies z.ZodType<MailInfo>

export const mail = z.object({ ...mailMembers, text: z.string(), html: z.string() }).openapi('Mail')

export const issued = z
  .object({
    edition: z.int(),
    corrected: z.boolean().openapi({ description: 'The figures changed since the last edition' }),
    mails: z.array(mailInfo),
  })
  .openapi('IssuedSummary')
