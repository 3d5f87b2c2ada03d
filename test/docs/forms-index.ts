import type { Form } from '../../shared/forms/form.ts'
import { cell, code, table } from './markdown.ts'

/** The index of the forms' pages. */
export function formsIndex(forms: Form[]): string {
  const rows = forms.map(({ id, title, row, fields, indicators, rules }) => [
    `[${cell(title.zh)}](${id}.md)`,
    `[${cell(title.en)}](${id}.md#english)`,
    code(id),
    cell(row.zh),
    cell(row.en),
    ...[fields, indicators, rules].map(({ length }) => String(length)),
  ])
  return `<!-- node test/docs/generate.ts -->

# 报表 Forms

系统自带 ${forms.length} 种报表。每种报表一页：有哪些字段、怎样算出指标、检查哪些规则，并附一张示例表；先中文，后英文。
县里自己增加的报表与这些写法相同，不必改程序。

There are ${forms.length} forms built in. Each has a page: its fields, how its figures are computed, what is
checked, and a small example; in Chinese first, then in English. A county's own forms are written in the same way.

${table(
  ['报表', 'Form', '编码 Id', '一行是', 'A row is', '字段 Fields', '指标 Indicators', '规则 Rules'],
  rows,
)}

界面、检查、邮件上的每句话见[全部用语](../messages.md)。 Every sentence a person may see is in [Messages](../messages.md).
`
}
