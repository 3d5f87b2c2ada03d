import { bulletin } from '../../shared/bulletin/bulletin.ts'
import { bulletinOf } from '../../shared/bulletin/of-totals.ts'
import { findingAcross } from '../../shared/check/across.ts'
import { acrossRules } from '../../shared/forms/across.ts'
import type { Form } from '../../shared/forms/form.ts'
import { describe, type Lang } from '../../shared/messages/index.ts'
import type { Completeness, TotalsAnswer, Unit } from '../../shared/protocol/answers.ts'
import type { Seal } from '../../shared/protocol/audit.ts'
import { display } from '../../shared/tally/display.ts'
import { owedOf } from '../reading/coverage.ts'
import { isShare } from '../reading/headline.ts'
import { dayTitle, momentTitle, periodTitle } from '../reading/when.ts'
import { changesBetween, type Figures, figuresOf } from './figures.ts'
import { formBlocks } from './form-blocks.ts'
import { letterHtml } from './html.ts'
import type { Block, Letter, Line, Mail } from './letter.ts'
import { type Words, words } from './messages/index.ts'
import { oneLine } from './one-line.ts'
import { letterText } from './text.ts'

/** How many missing units a subject names; more would push the figures out of sight. */
const NAMED_IN_SUBJECT = 3

/** How many things that several units report are named; the page has all of them. */
const NAMED_TWICE = 5

export interface Summary {
  totals: TotalsAnswer
  completeness: Completeness
  /** The forms the unit collects, in the order to show them. */
  forms: Form[]
  /** The unit's subtree. */
  units: Unit[]
  /** RFC 3339, when the figures were added up. */
  now: string
  /** What an earlier edition said, where this one corrects it. */
  corrects: Figures | null
  /** The newest seal over the events: a mailbox keeps it where nobody who may write to the database can. */
  seal: Seal
  /** Address of the page that shows the period; null where the service does not know its own. */
  link: string | null
}

/** The summary a leader receives: who has reported, what it adds up to, how each unit stands. */
export function composeSummary(summary: Summary, lang: Lang): Mail {
  const t = words(lang)
  const { totals, completeness, corrects, forms } = summary
  const base = t('summary.title', {
    unit: oneLine(totals.name),
    period: periodTitle(totals.period.id, lang),
  })
  const changes = corrects
    ? changesBetween(corrects, figuresOf(totals, completeness), forms, lang)
    : []
  const title = changes.length > 0 ? t('correction.title', { title: base }) : base
  const letter: Letter = {
    lang,
    title,
    meta: t('summary.meta', {
      asOf: dayTitle(totals.period.asOf, lang, totals.period.id),
      due: momentTitle(totals.period.due, lang, totals.period.id),
      now: momentTitle(summary.now, lang, totals.period.id),
    }),
    blocks: [
      coverage(completeness, forms, t, lang),
      ...corrections(changes, t),
      ...(totals.parts.length === 0 ? nothing(t) : body(summary, t, lang)),
    ],
    link: summary.link === null ? null : { label: t('summary.open'), href: summary.link },
    footer: [t('summary.footer'), ...sealed(summary.seal, t)].join(t('footer.separator')),
  }
  return {
    subject: subject(title, summary, t, lang),
    text: letterText(letter),
    html: letterHtml(letter),
  }
}

/** Characters of a hash that are said: nobody finds another chain with the same 80 bits. */
const SAID_OF_HASH = 20

function sealed({ lastId, hash }: Seal, t: Words): string[] {
  return hash === '' ? [] : [t('summary.seal', { lastId, hash: hash.slice(0, SAID_OF_HASH) })]
}

function subject(title: string, summary: Summary, t: Words, lang: Lang): string {
  const { totals, completeness, forms } = summary
  const { expected, submitted, missing } = completeness
  if (totals.parts.length === 0) return t('summary.subject.none', { title, expected })

  const rate = forms
    .flatMap((form) => form.indicators)
    .find((indicator) => isShare(indicator) && (totals.totals[indicator.id] ?? null) !== null)
  const few = missing.length <= NAMED_IN_SUBJECT
  return t('summary.subject', {
    title,
    submitted,
    expected,
    missing: few ? names(missing, t) : '',
    missingCount: few ? '' : missing.length,
    figure: rate?.title[lang] ?? '',
    value: rate ? display(totals.totals[rate.id] ?? null, rate, lang) : '',
  })
}

function coverage(completeness: Completeness, forms: Form[], t: Words, lang: Lang): Block {
  const { expected, submitted } = completeness
  const owed = owedOf(completeness, forms)
  const line = (label: string, found: string[], tone: Line['tone']): Line[] =>
    found.length === 0 ? [] : [{ label, text: names(found, t), tone }]
  const lines: Line[] = [
    ...line(t('coverage.missing'), owed.missing, 'alert'),
    ...owed.excused.flatMap(({ name, form, reason }) =>
      line(
        t('coverage.excused', { name: oneLine(name), form: form.title[lang] }),
        [reason],
        'alert',
      ),
    ),
    ...owed.incomplete.flatMap(({ form, names: owing, nobody }) =>
      line(
        t('coverage.incomplete', { form: form.title[lang] }),
        nobody ? [t('coverage.nobody')] : owing,
        'alert',
      ),
    ),
    ...owed.returned.flatMap(({ form, names: owing }) =>
      line(t('coverage.returned', { form: form.title[lang] }), owing, 'alert'),
    ),
    ...owed.partial.flatMap(({ name, form, submitted: sent, expected: of, missing }) => {
      const place = { name: oneLine(name), form: form.title[lang], submitted: sent, expected: of }
      return line(t('coverage.partial', place), missing, 'alert')
    }),
    ...line(t('coverage.late'), owed.late, 'quiet'),
  ]
  const said =
    expected === 0 ? t('coverage.none-expected') : owed.complete ? t('coverage.complete') : null
  return {
    kind: 'coverage',
    headline: t('coverage.headline', { submitted, expected }),
    share: expected === 0 ? 0 : submitted / expected,
    lines: said === null ? lines : [{ label: '', text: said, tone: 'plain' }, ...lines],
  }
}

function corrections(changes: string[], t: Words): Block[] {
  if (changes.length === 0) return []
  const title = t('correction.heading')
  return [{ kind: 'prose', title, tone: 'alert', paragraphs: changes.map(oneLine) }]
}

function nothing(t: Words): Block[] {
  return [{ kind: 'prose', tone: 'plain', paragraphs: [t('summary.none')] }]
}

function body(summary: Summary, t: Words, lang: Lang): Block[] {
  const { totals, completeness, forms } = summary
  const reported = forms.filter((form) => totals.parts.some((part) => part.form === form.id))
  const named = <Named extends { name: string }>(one: Named) => ({
    ...one,
    name: oneLine(one.name),
  })
  const { expected, submitted, missing } = completeness
  const spoken: TotalsAnswer = {
    ...named(totals),
    parts: totals.parts.map(named),
    coverage: { expected, submitted, missing: missing.map(oneLine) },
  }
  const sentences = bulletin(bulletinOf(spoken, forms, completeness.entries.map(named)), lang)
  return [
    { kind: 'prose', title: t('bulletin.title'), tone: 'plain', paragraphs: sentences },
    ...disagreements(totals, forms, t, lang),
    ...twice(totals, t),
    ...reported.flatMap((form) => formBlocks(form, summary, lang)),
  ]
}

/** What units say on one form against what they say on another. */
function disagreements(totals: TotalsAnswer, forms: Form[], t: Words, lang: Lang): Block[] {
  const paragraphs = forms.flatMap((form) =>
    acrossRules(form).flatMap((rule) =>
      totals.across
        .filter((one) => one.rule === rule.id && one.state === 'broken')
        .map((one) => {
          const said = describe(findingAcross(rule, one, forms), lang, form)
          return t('across.of', { name: oneLine(one.name), said: oneLine(said) })
        }),
    ),
  )
  if (paragraphs.length === 0) return []
  return [{ kind: 'prose', title: t('across.title'), tone: 'alert', paragraphs }]
}

/** What several units report: it explains why their figures add up to more than the total. */
function twice(
  { duplicates, duplicateCounts: { same, possible, unopened } }: TotalsAnswer,
  t: Words,
): Block[] {
  const named = duplicates.slice(0, NAMED_TWICE).map(({ name, units }) =>
    t('twice.one', {
      name: oneLine(name),
      units: names([...new Set(units.map((one) => one.name))], t),
    }),
  )
  const paragraphs = [
    ...(same > 0
      ? [
          t('twice.same', {
            n: same,
            names: named.join(t('list.separator')),
            more: same > named.length ? t('twice.more') : '',
          }),
        ]
      : []),
    ...(possible > 0 ? [t('twice.possible', { n: possible })] : []),
    ...(unopened > 0 ? [t('twice.unopened', { n: unopened })] : []),
  ]
  if (paragraphs.length === 0) return []
  return [{ kind: 'prose', title: t('twice.title'), tone: 'plain', paragraphs }]
}

function names(list: string[], t: Words): string {
  return list.map(oneLine).join(t('list.separator'))
}
