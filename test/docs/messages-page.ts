import { wordings as commandLine } from '../../addin/cli/messages.ts'
import { en as paneEn } from '../../addin/pane/messages/en.ts'
import { zh as paneZh } from '../../addin/pane/messages/zh.ts'
import { wordings as fileErrors } from '../../addin/workbook/file-error.ts'
import { wording as bulletinWords } from '../../shared/bulletin/wording.ts'
import type { Finding } from '../../shared/check/finding.ts'
import type { Text } from '../../shared/forms/form.ts'
import { messages as formErrors } from '../../shared/forms/form-errors.ts'
import { formById } from '../../shared/forms/index.ts'
import { describe } from '../../shared/messages/index.ts'
import { type MessageId, zh } from '../../shared/messages/zh.ts'
import { en as mailEn } from '../../worker/mail/messages/en.ts'
import { zh as mailZh } from '../../worker/mail/messages/zh.ts'
import { exportWords } from '../../worker/messages/exports.ts'
import { problemWords } from '../../worker/messages/problems.ts'
import { conditions } from '../../worker/messages/schema.ts'
import { en as pageEn } from '../../worker/pages/messages/en.ts'
import { zh as pageZh } from '../../worker/pages/messages/zh.ts'
import { cell, code, table } from './markdown.ts'
import { type Sample, samples } from './message-samples.ts'

const severities = {
  error: '错误 error',
  warning: '提醒 warning',
  'by form': '由规则定 by the rule',
}

/** Every sentence a person may see, in both languages. */
export function messagesPage(): string {
  const sections: [title: string, about: string, rows: string[][]][] = [
    ['任务窗格 Task pane', '`{…}` 处填入实际内容。 `{…}` is filled in.', pairs(paneZh, paneEn)],
    [
      '县级页面 County page',
      '`[…]` 中的内容不知道时整段省去，以下各表相同。 A part in `[…]` is left out where something in it is not known, here and below.',
      pairs(pageZh, pageEn),
    ],
    ['邮件 Mail', '汇总、更正、催报。 Summaries, corrections, reminders.', pairs(mailZh, mailEn)],
    [
      '简报 Bulletin',
      '各报表自己的句子见[报表](forms/README.md)。 Each form’s own sentence is on [its page](forms/README.md).',
      pairs(bulletinWords.zh, bulletinWords.en),
    ],
    [
      '汇总表文件 Totals as a file',
      'Excel 和 CSV 的表头与说明。 Headings and notes in Excel and CSV.',
      pairs(flat(exportWords.zh), flat(exportWords.en)),
    ],
    [
      '服务器的答复 Answers of the service',
      '标题说是什么问题，正文说怎么办。 The title names the problem, the text says what to do.',
      pairs(flat(problemWords.zh), flat(problemWords.en)),
    ],
    [
      '请求不合规定 Requests that are not as described',
      '填入上表的 `{what}`。 Stands for `{what}` above.',
      texts(conditions),
    ],
    [
      '报表定义有误 Mistakes in a form’s definition',
      '县里自己写报表时看到。 For whoever writes a form in JSON.',
      texts(formErrors),
    ],
    [
      '文件读不了 Files that cannot be read',
      '前面写明是哪个文件。 The file is named in front.',
      texts(fileErrors),
    ],
    ['命令行 Command line', '`fugong --help`', texts(commandLine)],
  ]
  return `<!-- node test/docs/generate.ts -->

# 全部用语 Messages

系统里人能看到的每一句话，中文和英文。各报表的规则另见[报表](forms/README.md)。

Every sentence a person may see, in Chinese and in English. The rules of each form are on [its page](forms/README.md).

## 检查结果 Findings

例句多取自《企业复工复产台账》，数字是举例。错误要改正或说明原因才能报送；提醒不影响报送。

Most examples are from “Resumption of enterprises”. An error must be corrected or explained before the sheet can be
submitted; a warning need not.

${table(['规则 Rule', '程度 Severity', '中文', 'English'], (Object.keys(zh) as MessageId[]).map(findingRow))}
${sections
  .map(
    ([title, about, rows]) =>
      `\n## ${title}\n\n${about}\n\n${table(['名称 Name', '中文', 'English'], rows)}\n`,
  )
  .join('')}`
}

function findingRow(id: MessageId): string[] {
  const { severity, ...said } = sampleOf(id)
  const finding: Finding = {
    rule: id.replace(/^(personal-value)\..*/, '$1'),
    cell: said.cell || null,
    severity: severity === 'by form' ? 'error' : severity,
    params: said.params,
    ...(said.field ? { field: said.field } : {}),
    ...(said.fix ? { fix: said.fix } : {}),
  }
  if (id === 'rule') finding.rule = 'enterprises.resumed-while-stopped'
  if (id === 'unknown') finding.rule = 'county.own-rule'
  const form = formById(said.form ?? 'enterprises')
  const [chinese, english] = [describe(finding, 'zh', form), describe(finding, 'en', form)]
  return [code(id), severities[severity], cell(chinese), cell(english)]
}

function sampleOf(id: MessageId): Sample {
  if (!isComparison(id)) return samples[id]
  const [, op = '', variant = ''] = /^compare\.([^.]+)(?:\.(\w+))?$/.exec(id) ?? []
  const isLess = op === '>=' || op === '>'
  const [left, right] =
    variant === 'date'
      ? isLess
        ? ['2020-02-20', '2020-02-25']
        : ['2020-02-25', '2020-02-20']
      : isLess
        ? [45, 52]
        : [52, 45]
  const titles =
    variant === 'date'
      ? ['全面复工日期', 'Resumed in full on', '复工日期', 'Resumed on']
      : ['返岗人数', 'Staff back', '职工总数', 'Staff']
  const [leftTitle = '', leftTitleEn = '', rightTitle = '', rightTitleEn = ''] = titles
  const alone = variant === 'value'
  return {
    severity: 'by form',
    cell: variant === 'date' ? 'I8' : 'F12',
    params: {
      ...{ op, left: op === '!=' ? right : left, right, leftTitle, leftTitleEn },
      ...{ rightTitle: alone ? '' : rightTitle, rightTitleEn: alone ? '' : rightTitleEn },
    },
  }
}

function isComparison(id: MessageId): id is Exclude<MessageId, keyof typeof samples> {
  return id.startsWith('compare.')
}

function pairs<Key extends string>(zhTable: Record<Key, string>, enTable: Record<Key, string>) {
  return (Object.keys(zhTable) as Key[]).map((key) => row(key, zhTable[key], enTable[key]))
}

function texts(both: Record<string, Text>): string[][] {
  return Object.entries(both).map(([key, text]) => row(key, text.zh, text.en))
}

function row(key: string, chinese: string, english: string): string[] {
  return [code(key), cell(chinese), cell(english)]
}

/** A table with tables, lists and functions in it, as one; what a function is given is left open. */
function flat(words: object, before = ''): Record<string, string> {
  const entries = Object.entries(words).flatMap(([key, value]): [string, string][] => {
    const name = `${before}${key}`
    if (typeof value === 'string') return [[name, value]]
    if (typeof value === 'function') return [[name, value(...Array(value.length).fill('…'))]]
    return Object.entries(flat(value, `${name}.`))
  })
  return Object.fromEntries(entries)
}
