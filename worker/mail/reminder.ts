import type { Form } from '../../shared/forms/form.ts'
import type { Lang } from '../../shared/messages/index.ts'
import type { Period } from '../../shared/protocol/answers.ts'
import { momentTitle, periodTitle } from '../reading/when.ts'
import { letterHtml } from './html.ts'
import type { Letter, Mail } from './letter.ts'
import { words } from './messages/index.ts'
import { oneLine } from './one-line.ts'
import { letterText } from './text.ts'

export interface Reminder {
  unitName: string
  period: Period
  /** The forms of which nothing has come. */
  missing: Form[]
}

/** The mail that asks one unit for the sheets it has not sent; it names no other unit. */
export function composeReminder(reminder: Reminder, lang: Lang): Mail {
  const t = words(lang)
  const unit = oneLine(reminder.unitName)
  const period = periodTitle(reminder.period.id, lang)
  const due = momentTitle(reminder.period.due, lang, reminder.period.id)
  const forms = reminder.missing.map((form) => form.title[lang]).join(t('list.separator'))
  const letter: Letter = {
    lang,
    title: t('reminder.title', { unit, period }),
    meta: t('reminder.meta', { due }),
    blocks: [
      {
        kind: 'prose',
        tone: 'plain',
        paragraphs: [t('reminder.forms') + forms, t('reminder.what'), t('reminder.late')],
      },
    ],
    link: null,
    footer: t('reminder.footer'),
  }
  return {
    subject: t('reminder.subject', { unit, period, due }),
    text: letterText(letter),
    html: letterHtml(letter),
  }
}
