import { bulletin } from '../../shared/bulletin/bulletin.ts'
import type { Field, FieldType, Form, Indicator, Rule, Text } from '../../shared/forms/form.ts'
import { describe, type Lang } from '../../shared/messages/index.ts'
import { displayExact } from '../../shared/tally/display.ts'
import { computeWords } from './compute-words.ts'
import { type ExampleSheet, exampleSheet } from './example-sheet.ts'
import { cell, code, table } from './markdown.ts'
import { brokenRule } from './rule-examples.ts'

/** The page of a form: in Chinese, then in English. */
export function formPage(form: Form): string {
  const example = exampleSheet(form)
  return [
    '<!-- node test/docs/generate.ts -->',
    `# ${form.title.zh} ${form.title.en}`,
    '[English](#english) · [全部报表 All forms](README.md)',
    ...section(form, example, 'zh'),
    '---',
    '## English',
    ...section(form, example, 'en'),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n')
}

const words = {
  about: {
    zh: '编码 {id}，第 {version} 版。一行是：{row}。表名里常见的字样：{subjects}。',
    en: 'Id {id}, version {version}. A row is: {row}. Words in the title that speak for it: {subjects}.',
  },
  rollUp: {
    zh: '一人一行的名单也认：按“{by}”数出人数，只报人数，名单不出工作簿。',
    en: 'A list with a row per person is read too: people are counted by “{by}”, and only the counts are sent.',
  },
  example: { zh: '示例', en: 'Example' },
  comesTo: { zh: '这张表的小计：', en: 'What this sheet comes to: ' },
  fields: { zh: '字段', en: 'Fields' },
  fieldsNote: {
    zh: '表头写成标题或下列任何一种说法都能认出；常见的组合写法（例如加上“本周”“企业”）也能认出，不必逐一列出。',
    en: 'A header may say the title or any of these wordings; usual combinations (本周, 企业 and the like in front) are read as well.',
  },
  indicators: { zh: '指标', en: 'Indicators' },
  rules: { zh: '规则', en: 'Rules' },
  rulesNote: {
    zh: '错误要改正或说明原因才能报送，提醒不影响报送。例句中的数字是举例。',
    en: 'An error must be corrected or explained before the sheet can be submitted, a warning need not. Figures are examples.',
  },
  bulletin: { zh: '简报', en: 'Bulletin' },
  heads: {
    zh: ['字段', '编码', '类型', '单位', '要求', '其他说法'],
    en: ['Field', 'Id', 'Type', 'Unit', 'Notes', 'Other wordings'],
  },
  figureHeads: {
    zh: ['指标', '编码', '单位', '各期之间', '各单位之间', '算法'],
    en: ['Indicator', 'Id', 'Unit', 'Over time', 'Over units', 'How it is computed'],
  },
  ruleHeads: {
    zh: ['规则', '编码', '程度', '填报人看到的话'],
    en: ['Rule', 'Id', 'Severity', 'What the clerk reads'],
  },
  required: { zh: '必填', en: 'required' },
  personal: { zh: '个人信息，不报送', en: 'personal, never sent' },
  carriesDown: { zh: '可合并或只写一次', en: 'may be merged or written once' },
  last: { zh: '取最新', en: 'latest holds' },
  sumTime: { zh: '累加', en: 'adds up' },
  sumUnits: { zh: '相加', en: 'adds up' },
  ratio: { zh: '由合计的两部分重算', en: 'computed again from summed parts' },
  error: { zh: '错误', en: 'error' },
  warning: { zh: '提醒', en: 'warning' },
} satisfies Record<string, Text | Record<Lang, string[]>>

const types: Record<FieldType, Text> = {
  text: { zh: '文字', en: 'text' },
  code: { zh: '编号', en: 'code' },
  count: { zh: '整数', en: 'whole number' },
  number: { zh: '数字', en: 'number' },
  amount: { zh: '金额', en: 'amount of money' },
  percent: { zh: '百分比', en: 'percentage' },
  date: { zh: '日期', en: 'date' },
  flag: { zh: '是否', en: 'yes or no' },
  choice: { zh: '选项', en: 'choice' },
}

function section(form: Form, example: ExampleSheet, lang: Lang): string[] {
  const level = lang === 'zh' ? '##' : '###'
  const heading = (text: Text) => `${level} ${text[lang]}`
  const { row, rollUp } = form
  const about = words.about[lang]
    .replace('{id}', code(form.id))
    .replace('{version}', String(form.version))
    .replace('{row}', row[lang])
    .replace('{subjects}', form.subjects.join(lang === 'zh' ? '、' : ', '))
  const by = form.fields.find(({ id }) => id === rollUp?.by)?.title[lang] ?? ''
  return [
    about,
    ...(rollUp ? [words.rollUp[lang].replace('{by}', by)] : []),
    heading(words.example),
    `**${example.title}**<br>${example.info}`,
    table(
      example.head.map(cell),
      example.rows.map((cells) => cells.map(cell)),
    ),
    `${words.comesTo[lang]}${figures(form, example, lang)}`,
    heading(words.fields),
    words.fieldsNote[lang],
    table(
      words.heads[lang],
      form.fields.map((field) => fieldRow(field, lang)),
    ),
    heading(words.indicators),
    table(
      words.figureHeads[lang],
      form.indicators.map((indicator) => indicatorRow(form, indicator, lang)),
    ),
    heading(words.rules),
    words.rulesNote[lang],
    table(
      words.ruleHeads[lang],
      form.rules.map((rule) => ruleRow(form, rule, lang)),
    ),
    heading(words.bulletin),
    `> ${cell(sentence(form, example, lang))}`,
  ]
}

function figures(form: Form, { tally }: ExampleSheet, lang: Lang): string {
  const known = form.indicators.filter(({ id }) => (tally[id] ?? null) !== null)
  const shown = known.map((indicator) => {
    const unit = indicator.unit?.[lang] ?? ''
    const figure = displayExact(tally[indicator.id] ?? null, indicator, lang)
    return `${indicator.title[lang]} ${figure}${unit ? ` ${unit}` : ''}`
  })
  return cell(lang === 'zh' ? `${shown.join('，')}。` : `${shown.join(', ')}.`)
}

function fieldRow(field: Field, lang: Lang): string[] {
  const { title, id, type, unit, choices, synonyms } = field
  const options = (choices ?? []).map((choice) => choice.title[lang])
  const comma = lang === 'zh' ? '、' : ', '
  const kind = [types[type][lang], ...(options.length > 0 ? [options.join(comma)] : [])]
  const notes = [
    ...(field.required ? [words.required[lang]] : []),
    ...(field.personal ? [words.personal[lang]] : []),
    ...(field.carriesDown ? [words.carriesDown[lang]] : []),
  ]
  return [
    cell(title[lang]),
    code(id),
    cell(kind.join(lang === 'zh' ? '：' : ': ')),
    cell(unit?.[lang] || unit?.zh || ''),
    notes.join(lang === 'zh' ? '；' : '; '),
    cell(synonyms.join(comma)),
  ]
}

function indicatorRow(form: Form, indicator: Indicator, lang: Lang): string[] {
  const { id, title, unit, overTime, overUnits } = indicator
  const isRate = overUnits === 'ratio' && !unit
  return [
    cell(title[lang]),
    code(id),
    isRate ? '%' : cell(unit?.[lang] || unit?.zh || ''),
    (overTime === 'last' ? words.last : words.sumTime)[lang],
    (overUnits === 'ratio' ? words.ratio : words.sumUnits)[lang],
    cell(computeWords(form, indicator, lang)),
  ]
}

function ruleRow(form: Form, rule: Rule, lang: Lang): string[] {
  return [
    cell(rule.title[lang]),
    code(rule.id),
    words[rule.severity][lang],
    cell(describe(brokenRule(form, rule), lang, form)),
  ]
}

function sentence(form: Form, { unit, asOf, tally }: ExampleSheet, lang: Lang): string {
  const coverage = { expected: 1, submitted: 1, missing: [] }
  const forms = [{ form, totals: tally }]
  return bulletin({ unitName: unit, asOf, forms, coverage }, lang)[0] ?? ''
}
