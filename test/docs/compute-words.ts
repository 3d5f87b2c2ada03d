/** How a figure is computed, in words, from the declarative `compute` of its indicator. */
import type {
  Comparison,
  Condition,
  Count,
  Field,
  Form,
  Indicator,
  Operand,
  Text,
} from '../../shared/forms/form.ts'
import { forms } from '../../shared/forms/index.ts'
import type { Lang } from '../../shared/messages/index.ts'

export function computeWords(form: Form, { compute }: Indicator, lang: Lang): string {
  const speaker = speakerOf(form, lang)
  if ('ratio' in compute) return compute.ratio.map((id) => figureTitle(id, lang)).join(' ÷ ')
  if (!('first' in compute)) return speaker.count(compute)
  const ways = compute.first.map((way) => speaker.count(way))
  return lang === 'zh'
    ? `表上有哪一种就用哪一种，依次为：${ways.map((way, index) => `（${index + 1}）${way}`).join('；')}`
    : `by the first way the sheet has columns for: ${ways.map((way, index) => `(${index + 1}) ${way}`).join('; ')}`
}

function figureTitle(id: string, lang: Lang): string {
  const found = forms.flatMap(({ indicators }) => indicators).find((one) => one.id === id)
  return quoted(found?.title[lang] ?? id)
}

function quoted(text: string): string {
  return `“${text}”`
}

const comparisons: Record<'figure' | 'day', Record<Comparison, Text>> = {
  figure: {
    '==': { zh: '等于', en: 'equals' },
    '!=': { zh: '不等于', en: 'differs from' },
    '>': { zh: '大于', en: 'is more than' },
    '>=': { zh: '不小于', en: 'is at least' },
    '<': { zh: '小于', en: 'is less than' },
    '<=': { zh: '不大于', en: 'is at most' },
  },
  day: {
    '==': { zh: '就是', en: 'is' },
    '!=': { zh: '不是', en: 'is not' },
    '>': { zh: '晚于', en: 'is after' },
    '>=': { zh: '不早于', en: 'is not before' },
    '<': { zh: '早于', en: 'is before' },
    '<=': { zh: '不晚于', en: 'is not after' },
  },
}

const days: Record<'asOf' | 'due' | 'expectedBy' | 'day', Text> = {
  asOf: { zh: '数据截至日', en: 'the day of the figures' },
  due: { zh: '截止报送日', en: 'the day they are due' },
  day: { zh: '所选的日期', en: 'the day chosen' },
  expectedBy: { zh: '所问的日期', en: 'the day asked for' },
}

/** Speaks of the counts and conditions of one form. */
function speakerOf(form: Form, lang: Lang) {
  const zh = lang === 'zh'
  const fieldOf = (id: string): Field | undefined => form.fields.find((field) => field.id === id)
  const field = (id: string) => quoted(fieldOf(id)?.title[lang] ?? id)
  const fields = (ids: string[]) => ids.map(field).join(zh ? '、' : ', ')
  const either = (texts: string[]) => texts.join(zh ? '或' : ' or ')

  function count(way: Count): string {
    if ('count' in way) {
      if (way.count === 'all') return zh ? '行数' : 'the number of rows'
      return zh ? `符合条件的行数：${condition(way.count)}` : `rows where ${condition(way.count)}`
    }
    const where = way.where ? [condition(way.where)] : []
    if ('distinct' in way) {
      const names = [way.distinct].flat().map(field)
      const different =
        names.length === 1
          ? { zh: `不同的${names[0]}有几个`, en: `how many different values of ${names[0]}` }
          : {
              zh: `${names.join('与')}合起来，不同的有几个`,
              en: `how many different combinations of ${names.join(' and ')}`,
            }
      return zh
        ? [different.zh, ...where.map((text) => `只计${text}的行`)].join('，')
        : [different.en, ...where.map((text) => `where ${text}`)].join(' ')
    }
    const each = way.each ? fields(way.each) : null
    const of = way.of ? condition(way.of) : null
    return zh
      ? [
          `${field(way.sum)}相加`,
          ...where.map((text) => `只计${text}的行`),
          ...(each ? [`${each}相同的几行只取最后一个数`] : []),
          ...(of ? [`只计${of}的行，一行也没有则为“—”`] : []),
        ].join('，')
      : [
          `sum of ${field(way.sum)}`,
          ...where.map((text) => `of rows where ${text}`),
          ...(each ? [`of rows alike in ${each} only the last figure`] : []),
          ...(of ? [`of rows where ${of}; unknown (—) where there is none`] : []),
        ].join(', ')
  }

  function condition(one: Condition): string {
    if ('is' in one) {
      const values = [one.is].flat().map((value) => choice(one.field, value))
      return `${field(one.field)}${zh ? '为' : ' is '}${either(values)}`
    }
    if ('contains' in one) {
      const words = either(one.contains.map((word) => quoted(word)))
      return `${field(one.field)}${zh ? '含' : ' contains '}${words}`
    }
    if ('op' in one) {
      const kind = fieldOf(one.field)?.type === 'date' ? 'day' : 'figure'
      const verb = comparisons[kind][one.op][lang]
      return zh
        ? `${field(one.field)}${verb}${operand(one.than)}`
        : `${field(one.field)} ${verb} ${operand(one.than)}`
    }
    if ('present' in one) {
      return zh ? `填了${field(one.present)}` : `${field(one.present)} is filled in`
    }
    if ('missing' in one) return zh ? `没填${field(one.missing)}` : `${field(one.missing)} is empty`
    if ('all' in one) return one.all.map(part).join(zh ? '，且' : ' and ')
    if ('any' in one) return one.any.map(part).join(zh ? '，或' : ' or ')
    if ('present' in one.not) return condition({ missing: one.not.present })
    if ('contains' in one.not) {
      const words = either(one.not.contains.map((word) => quoted(word)))
      return `${field(one.not.field)}${zh ? '不含' : ' contains none of '}${words}`
    }
    return zh ? `不是（${condition(one.not)}）` : `not (${condition(one.not)})`
  }

  /** A condition within others: brackets tell what belongs together. */
  function part(one: Condition): string {
    const several = 'all' in one || 'any' in one
    if (!several) return condition(one)
    return zh ? `（${condition(one)}）` : `(${condition(one)})`
  }

  function choice(id: string, value: string | number | boolean): string {
    if (typeof value === 'boolean') {
      const own = fieldOf(id)?.choices?.find((one) => one.value === (value ? 'yes' : 'no'))
      return quoted(own?.title[lang] ?? (value ? { zh: '是', en: 'yes' } : no)[lang])
    }
    const title = fieldOf(id)?.choices?.find((one) => one.value === value)?.title[lang]
    return quoted(title ?? String(value))
  }

  function operand(than: Operand): string {
    if ('value' in than) return String(than.value)
    return 'field' in than ? field(than.field) : days[than.date][lang]
  }

  return { count }
}

const no = { zh: '否', en: 'no' }
