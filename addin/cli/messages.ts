import type { Text } from '../../shared/forms/form.ts'
import { fill } from '../../shared/messages/fill.ts'
import type { Lang } from '../../shared/messages/index.ts'

/** What the command line says. `{name}` is filled in; a part in `[…]` falls away where it has none. */
export const wordings = {
  help: {
    zh: `用法：
  fugong check  文件… [--json] [--form 报表] [--unit 单位名称] [--period 2020-W09]
                [--previous 上期文件] [--forms 报表定义.json]
  fugong fix    文件 -o 改正后的文件 [--period 2020-W09] [--forms 报表定义.json]
  fugong submit 文件… --server 网址 --token 令牌 [--unit 单位编码] [--period 2020-W09]
                [--previous 上期文件] [--forms 报表定义.json]
  fugong submit --zero | --reason 原因  --form 报表 --period 2020-W09 --server 网址 --token 令牌
                没有情况报零报告；有情况而不能报送的，说明原因
  fugong totals --server 网址 --token 令牌 --unit 单位编码 --period 2020-W09
                [--form 报表] [--view current|cutoff] [--format table|json|csv|xlsx] [-o 文件]
  fugong list   --server 网址 --token 令牌 --unit 单位编码 --period 2020-W09 --list 清单
                [--day 2020-02-29] [--view current|cutoff] [--format table|json|csv|xlsx] [-o 文件]
  fugong forms  [--json] [--forms 报表定义.json]
  fugong draft  文件 [--sheet 工作表] [-o 报表定义.json] [--forms 报表定义.json]
                用一张现成的表起草报表定义
  fugong export --server 网址 --token 令牌 -o 文件
                导出管辖范围内的全部数据；中断后再次运行即接着导出
  fugong import 文件 --server 网址 --token 令牌
                导入到另一个（没有单位的）系统，或补回原系统缺失的数据

读取 .xlsx .xls .et .ods .csv。每个命令都可加 --lang en（英文）。
网址是 localhost 或 127.0.0.1 时，接受自签名证书。
退出码：0 没有问题；1 有错误，或本系统的报表无法识别；2 文件或参数不可用。
`,
    en: `Usage:
  fugong check  FILE… [--json] [--form ID] [--unit NAME] [--period 2020-W09]
                [--previous FILE] [--forms FORMS.json]
  fugong fix    FILE -o OUT [--period 2020-W09] [--forms FORMS.json]
  fugong submit FILE… --server URL --token T [--unit ID] [--period 2020-W09]
                [--previous FILE] [--forms FORMS.json]
  fugong submit --zero | --reason WHY  --form ID --period 2020-W09 --server URL --token T
                there is nothing to report, or why it cannot be reported
  fugong totals --server URL --token T --unit ID --period 2020-W09
                [--form ID] [--view current|cutoff] [--format table|json|csv|xlsx] [-o OUT]
  fugong list   --server URL --token T --unit ID --period 2020-W09 --list ID
                [--day 2020-02-29] [--view current|cutoff] [--format table|json|csv|xlsx] [-o OUT]
  fugong forms  [--json] [--forms FORMS.json]
  fugong draft  FILE [--sheet NAME] [-o FORM.json] [--forms FORMS.json]
                drafts a form from a sheet that is already kept
  fugong export --server URL --token T -o FILE
                all data within reach; interrupted, the same command goes on
  fugong import FILE --server URL --token T
                into another deployment, one without units, or back into its own

Reads .xlsx .xls .et .ods .csv. Every command takes --lang zh|en.
Self-signed certificates are accepted from localhost and 127.0.0.1 only.
Exit status: 0 nothing wrong; 1 errors, or a sheet of ours that could not be mapped; 2 unusable
files or arguments.
`,
  },
  commandUnknown: {
    zh: '没有命令“{command}”；可用：check、fix、submit、totals、list、forms、draft、export、import',
    en: 'No command “{command}”; there are check, fix, submit, totals, list, forms, draft, export and import',
  },
  commandMissing: {
    zh: '请给出命令：check、fix、submit、totals、list、forms、draft、export 或 import（fugong --help 查看用法）',
    en: 'Give a command: check, fix, submit, totals, list, forms, draft, export or import (see fugong --help)',
  },
  optionUnknown: { zh: '没有选项 {option}', en: 'No option {option}' },
  optionValueMissing: { zh: '选项 {option} 后面要有值', en: 'Option {option} needs a value' },
  optionMissing: { zh: '缺少选项 {option}', en: 'Option {option} is missing' },
  optionValueWrong: {
    zh: '{option} 的值“{value}”不对，应为：{allowed}',
    en: 'Value “{value}” of {option} is wrong; allowed: {allowed}',
  },
  filesMissing: { zh: '请给出至少一个文件', en: 'Give at least one file' },
  argumentExtra: { zh: '多余的参数“{argument}”', en: 'Argument “{argument}” is one too many' },
  periodWrong: {
    zh: '“{value}”不是报告期，应写成 2020-W09（年份-W周次）',
    en: '“{value}” is no reporting week; write it as 2020-W09',
  },
  formUnknown: {
    zh: '没有报表“{form}”；可用：{forms}',
    en: 'No form “{form}”; there are {forms}',
  },
  serverWrong: {
    zh: '--server“{value}”不是网址，应以 https:// 开头',
    en: '--server “{value}” is no address; it begins with https://',
  },
  fileUnusable: { zh: '{what}', en: '{what}' },
  fileMissing: { zh: '没有这个文件', en: 'No such file' },
  fileFolder: { zh: '这是文件夹，请给出文件', en: 'This is a folder; give a file' },
  fileForbidden: { zh: '没有读取权限', en: 'No permission to read it' },
  fileUnreadable: { zh: '无法读取（{code}）', en: 'Cannot be read ({code})' },
  outputUnwritable: { zh: '无法写入（{code}）', en: 'Cannot be written ({code})' },
  outputNeeded: {
    zh: 'xlsx 格式请用 -o 指定要写入的文件',
    en: 'For xlsx, give the file to write with -o',
  },
  outputIsInput: {
    zh: '-o 不能是原文件，请另取文件名',
    en: '-o must not be the file itself; give another name',
  },
  outputKind: {
    zh: '-o 的扩展名应与原文件相同（{kind}）',
    en: '-o must end as the file does ({kind})',
  },
  fixLine: { zh: '{cell}：{title}“{text}”→ {value}', en: '{cell}: {title} “{text}” → {value}' },
  fixesNone: {
    zh: '没有可自动改正的地方，已原样复制到 {file}',
    en: 'nothing to fix; copied as it is to {file}',
  },
  fixesDone: { zh: '改正 {count} 处，已写入 {file}', en: '{count} fixed, written to {file}' },
  fileTrouble: { zh: '{file}：{trouble}', en: '{file}: {trouble}' },
  formsNotJson: { zh: '不是有效的 JSON', en: 'Not valid JSON' },
  formsWrong: { zh: '{path} 处：{what}', en: 'at {path}: {what}' },
  draftNoTable: {
    zh: '没有找到表格：要有一行表头（至少两栏不同的栏名），下面是数据',
    en: 'no table found: a header of at least two different labels, and rows below it',
  },
  draftNoRecords: {
    zh: '表头下面没有数据，请先填几行示例',
    en: 'there are no rows below the header; fill in a few as an example',
  },
  draftUnclear: {
    zh: '表头不足以区分各栏，请把重复或空白的栏名写明后再试',
    en: 'the header does not tell the columns apart; name those that are repeated or blank',
  },
  draftWritten: {
    zh: '已按工作表“{sheet}”起草《{form}》（{id}，{fields} 栏），写入 {file}；请核对后使用',
    en: 'Drafted “{form}” ({id}, {fields} columns) from sheet “{sheet}”, written to {file}; look it over before use',
  },
  draftReads: {
    zh: '按此定义读原表：记录 {records} 条；{figures}',
    en: 'The sheet read by it: {records} records; {figures}',
  },
  draftTaken: {
    zh: '注意：原表会先被认作[《{form}》]，不必另建报表；确要另建，请改表名或栏名',
    en: 'Note: the sheet is taken for [“{form}”] first, so that no form of its own is needed',
  },
  sheetUnknown: {
    zh: '没有工作表“{sheet}”；有：{sheets}',
    en: 'no sheet “{sheet}”; there are {sheets}',
  },
  notOurs: { zh: '不是要报送的报表', en: 'not a sheet to report' },
  unmappable: {
    zh: '像是本系统的报表，但无法识别',
    en: 'looks like a form of ours, but cannot be mapped',
  },
  hiddenSheet: { zh: '（隐藏的工作表）', en: ' (hidden sheet)' },
  sheetLine: {
    zh: '{form}（{id}，把握 {confidence}）[ · {unit}][ · {period}][ · 数据截至 {asOf}]',
    en: '{form} ({id}, certainty {confidence})[ · {unit}][ · {period}][ · as of {asOf}]',
  },
  recordsLine: {
    zh: '记录 {records} 条[，第 {first}–{last} 行][；合计行 {totals}][；未识别的列 {unmapped}]',
    en: '{records} records[, rows {first}–{last}][; total rows {totals}][; columns not recognised {unmapped}]',
  },
  change: { zh: '（上期 {previous}，{change}）', en: ' (before {previous}, {change})' },
  error: { zh: '错误', en: 'error' },
  warning: { zh: '提醒', en: 'warning' },
  moreFindings: {
    zh: '同类问题还有 {count} 处（--json 列出全部）',
    en: '{count} more of this kind (all of them with --json)',
  },
  clean: { zh: '没有发现问题', en: 'nothing wrong' },
  summary: {
    zh: '共 {files} 个文件，{tables} 张报表：{errors} 处错误，{warnings} 处提醒[，{unusable} 个文件无法读取]',
    en: '{files} files, {tables} tables: {errors} errors, {warnings} warnings[, {unusable} files unreadable]',
  },
  zeroOrReason: {
    zh: '--zero（没有情况）和 --reason（不能报送的原因）只能用一个',
    en: 'give --zero (nothing to report) or --reason (why it cannot be reported), not both',
  },
  nothingToSubmit: { zh: '没有可报送的报表', en: 'no table to submit' },
  notSubmitted: {
    zh: '有错误，未报送；请改正后再报送',
    en: 'has errors and was not submitted; correct them first',
  },
  sinceReported: {
    zh: '“{form}”与上次报送[（{period}）]相比：',
    en: '“{form}”, since the last report[ ({period})]:',
  },
  reasonCarried: {
    zh: '[{cell}：]上级已认可的理由“{reason}”随表报送',
    en: '[{cell}: ]sent with the reason accepted above: {reason}',
  },
  pastUnknown: {
    zh: '没有取到上次的报送，未与上次比较',
    en: 'the last report could not be fetched; nothing was compared with it',
  },
  unitUnclear: {
    zh: '看不出填报单位，请用 --unit 指定单位编码',
    en: 'the reporting unit is unclear; give its id with --unit',
  },
  unitNotYours: {
    zh: '填报单位“{unit}”不在令牌管辖的单位里；如要替别的单位报送，请用 --unit 指定单位编码',
    en: 'the unit “{unit}” is none of this token’s; to report for another one, give its id with --unit',
  },
  periodUnclear: {
    zh: '看不出报告期，请用 --period 指定，例如 --period 2020-W09',
    en: 'the reporting week is unclear; give it with --period, as in --period 2020-W09',
  },
  periodsSeveral: {
    zh: '工作簿里有几个报告期（{periods}），请用 --period 指定要报送的一期',
    en: 'the workbook holds several weeks ({periods}); say with --period which to submit',
  },
  periodSkipped: {
    zh: '工作表“{sheet}”属于 {period}，不在本次报送',
    en: 'sheet “{sheet}” belongs to {period} and is not submitted now',
  },
  repeatSkipped: {
    zh: '工作表“{sheet}”的记录都已在其他工作表中，不在本次报送',
    en: 'the records of sheet “{sheet}” are all on other sheets; it is not submitted',
  },
  hiddenSkipped: {
    zh: '工作表“{sheet}”是隐藏的，不在本次报送',
    en: 'sheet “{sheet}” is hidden and is not submitted',
  },
  targetTwice: {
    zh: '与 {other} 是同一单位、同一期的同一张报表，未报送',
    en: 'is the same form of the same unit and week as {other}; not submitted',
  },
  receipt: {
    zh: '{unit} {period} {form}：已收到，第 {revision} 版，{state}[，{late}]',
    en: '{unit} {period} {form}: received, revision {revision}, {state}[, {late}]',
  },
  receiptSame: {
    zh: '{unit} {period} {form}：内容与上次相同，未重复写入（第 {revision} 版，{state}）',
    en: '{unit} {period} {form}: the same content as before, nothing written (revision {revision}, {state})',
  },
  late: { zh: '迟报', en: 'late' },
  submitted: { zh: '待审核', en: 'awaiting review' },
  returned: { zh: '已退回', en: 'returned' },
  accepted: { zh: '已通过', en: 'accepted' },
  conflict: {
    zh: '刚刚有人报送了另一版（第 {revision} 版），未覆盖；请核对后重试',
    en: 'another revision ({revision}) has just come in; nothing was overwritten: compare and try again',
  },
  rejected: {
    zh: '服务器检查后没有接收：{detail}',
    en: 'not received after the server’s own check: {detail}',
  },
  signedOut: {
    zh: '令牌无效或已过期，请重新登记',
    en: 'the token is unknown or has expired; enrol again',
  },
  unreachable: {
    zh: '连不上服务器 {server}，没有得到回执；请稍后重试',
    en: 'no answer from {server} and no receipt; try again later',
  },
  busyWaiting: {
    zh: '服务器正忙，约 {seconds} 秒后自动再试…',
    en: 'the server is busy; trying again in about {seconds} seconds …',
  },
  busy: {
    zh: '服务器正忙，没有得到回执；请 {seconds} 秒后再运行一次，已收到的不会重复记录',
    en: 'the server is busy and gave no receipt; run this again in {seconds} seconds: nothing is recorded twice',
  },
  problem: { zh: '{title}[：{detail}]', en: '{title}[: {detail}]' },
  totalsTitle: {
    zh: '{name}（{unit}）{period} 汇总，数据截至 {asOf}：应报 {expected}，已报 {submitted}[；未报：{missing}]',
    en: 'Totals of {name} ({unit}), {period}, as of {asOf}: {submitted} of {expected} submitted[; missing: {missing}]',
  },
  totalsCounted: { zh: '（计入）', en: ' (counted)' },
  totalsTwice: {
    zh: '重复填报[：{same} 条由多个单位填报，只计一次][；{possible} 条同名，可能重复，待县级认定][；{unopened} 份报表重复过多，仍重复计入]',
    en: 'Reported by several units[: {same} counted once][; {possible} of one name, to be decided][; {unopened} sheets have too many and count twice]',
  },
  listTitle: {
    zh: '{name}（{unit}）{period} {title}，以 {day} 为准：{count} 条[，另有 {undecided} 条缺日期等，无法判定]；应报 {expected}，已报 {submitted}[；未报：{missing}]',
    en: '{title} of {name} ({unit}), {period}, by {day}: {count} lines[, and {undecided} that lack what decides]; {submitted} of {expected} submitted[; missing: {missing}]',
  },
  listTotalsOnly: {
    zh: '只报了汇总、名单里没有的单位：{names}；请到它们自己的系统里查',
    en: 'Sent totals only, and are not in the list: {names}; look in their own deployments',
  },
  listUndecided: { zh: '无法判定：', en: 'Cannot be decided:' },
  exported: { zh: '已导出 {rows} 行到 {file}', en: '{rows} rows exported to {file}' },
  exportUnquiet: {
    zh: '导出期间一直有新的报送或改动，前后对不上，未保存；请在空闲时再导出',
    en: 'something kept coming in while it was exported, so that it would not agree with itself; nothing was kept: export at a quieter hour',
  },
  imported: {
    zh: '已导入 {rows} 行（{name}，{exportedAt} 导出）。令牌没有随数据迁移，请给各单位重新发放登记码',
    en: '{rows} rows imported (exported by {name} at {exportedAt}). Tokens do not move: issue new enrolment codes',
  },
  importPresent: {
    zh: '数据本来就在这里，补回缺失的 {rows} 行（{name}，{exportedAt} 导出）',
    en: 'these data are here already; {rows} missing rows restored (exported by {name} at {exportedAt})',
  },
  importNoExport: {
    zh: '不是 fugong export 导出的文件',
    en: 'not a file that fugong export has written',
  },
  importNotWhole: {
    zh: '导出不完整，没有发送；请先用同样的 fugong export 命令完成导出',
    en: 'the export is not complete, and nothing was sent; finish it by the same fugong export command',
  },
  importLine: {
    zh: '第 {line} 行：{title}[：{detail}]',
    en: 'line {line}: {title}[: {detail}]',
  },
  written: { zh: '已写入 {file}', en: 'Written to {file}' },
  formLine: {
    zh: '{title}（{id}，第 {version} 版）：一行是：{row}',
    en: '{title} ({id}, version {version}): a row is: {row}',
  },
  fieldsHead: { zh: '字段', en: 'Fields' },
  indicatorsHead: { zh: '指标', en: 'Indicators' },
  rulesHead: { zh: '规则', en: 'Rules' },
  personal: { zh: '个人信息，不报送', en: 'personal, never sent' },
  required: { zh: '必填', en: 'required' },
  overTimeLast: { zh: '取最新', en: 'latest holds' },
  overTimeSum: { zh: '累加', en: 'adds up' },
  unexpected: { zh: '意外错误：{what}', en: 'Unexpected error: {what}' },
} satisfies Record<string, Text>

export type MessageId = keyof typeof wordings

/** Says something in the language chosen. */
export type Say = (id: MessageId, values?: Record<string, string | number | undefined>) => string

export function sayIn(lang: Lang): Say {
  return (id, values = {}) =>
    // A help text has signs of its own and no values.
    id === 'help'
      ? wordings.help[lang]
      : fill(
          wordings[id][lang],
          Object.fromEntries(
            Object.entries(values).map(([name, value]) => [
              name,
              value === undefined ? undefined : String(value),
            ]),
          ),
        )
}
