import type { Lang } from '../messages/index.ts'

interface Wording {
  /** In front of a form's sentence that does not name the day itself. */
  asOf: string
  nothing: string
  complete: string
  partial: string
  none: string
  /** Between the names of units. */
  comma: string
  /** After the names, where there are too many to give all. */
  more: string
  /** After a form's sentence, where other units are missing of it than of the week. */
  ofForm: string
  corrected: string
  /** The sentence that joins the main figures of all forms, and what stands in it. */
  lead: string
  ofTitle: string
  figure: string
  /** Between a figure and its unit. */
  ofUnit: string
  clause: string
  next: string
  stop: string
}

/** The bulletin's own sentences; what a form says is in the form. */
export const wording: Record<Lang, Wording> = {
  zh: {
    asOf: '截至{asOf}，',
    nothing: '截至{asOf}，{unit}“{form}”尚无数据。',
    complete: '以上为全部{expected}个单位的数据。',
    partial:
      '以上为{submitted}个单位的数据（应报{expected}个）[，尚缺：{names}（共{missing}个单位未报）]。',
    none: '截至{asOf}，应报的{expected}个单位均未报送[，尚缺：{names}]。',
    comma: '、',
    more: '{names}等',
    ofForm: '（该表已报{submitted}个单位，应报{expected}个，尚缺：{names}，共{missing}个单位）',
    corrected: '{names}在截止后作了更正。',
    lead: '截至{asOf}，{unit}',
    ofTitle: '',
    figure: '{title}',
    ofUnit: '',
    clause: '，',
    next: '；',
    stop: '。',
  },
  en: {
    asOf: 'As of {asOf}: ',
    nothing: 'As of {asOf}, there are no figures of {unit} for “{form}”.',
    complete: 'These are the figures of all {expected} units.',
    partial:
      'These are the figures of {submitted} of {expected} units[; missing: {names} ({missing} not reported)].',
    none: 'As of {asOf}, none of the {expected} units has reported[; missing: {names}].',
    comma: ', ',
    more: '{names} and others',
    ofForm: ' (This form: {submitted} of {expected} units; missing: {names}, {missing} in all.)',
    corrected: ' Corrected after the deadline: {names}.',
    lead: 'As of {asOf}, {unit}: ',
    ofTitle: '“{form}” – ',
    figure: '{title} ',
    ofUnit: ' ',
    clause: ', ',
    next: '; ',
    stop: '.',
  },
}
