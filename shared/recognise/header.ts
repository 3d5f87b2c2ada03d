import { normalise } from '../text/normalise.ts'
import { remembered } from '../text/remembered.ts'
import { findDays, prepareDays } from '../values/day-text.ts'
import type { Dictionary, Meaning } from './dictionary.ts'
import { type Label, parseLabel, scaleOf } from './label.ts'
import type { Sheet } from './sheet.ts'

/** The labels over one column, from the top group down to the leaf. */
export interface ColumnHeader {
  column: number
  /** As written, top down, each once. */
  path: string[]
  /** Factor of a unit in the leaf or in a group. */
  scale: number
  /** Form id → fields it may mean, the surest first. */
  meanings: Map<string, Meaning[]>
  /** Form id → column letters → choice, where this and the next columns ask one question by ticks. */
  ticks?: Map<string, Record<string, string>>
}

/** Labels longer than this are sentences. */
const longestLabel = 60

/** Groups that only say what kind of thing is below add nothing to the leaf and take nothing away. */
const neutralGroup =
  /^(?:全部|全体|合计|总计|小计|累计|总|全[镇乡村县市区省]|全街道|企业|单位|公司|工业|员工|职工|用工|人员|人数|务工|外出|农民工|劳动力|复工|复产|开工|返岗|到岗|上岗|生产|经营|疫情|防疫|防控|防护|物资|储备|管理|责任|包保|联系|基本|主要|具体|本周|本期|目前|已|数量|项目|资金|岗位|村|对象|车辆|行程|线路|证照|证件|问题|诉求|工程|农资|法律|融资|贷款|招聘|需求|落实|对接|履职|收发|咨询|捐赠|配送|救助|使用|领用|用量|费用|情况|信息|统计|登记|内容|明细|状况|方面|数据|台账|和|及|与|的|其中|相关|有关|其他|其它|综合|详细|总体|自身)*$/

/** Leaves that stand for the whole of their group: 总数 under 已返岗人数 counts all who are back. */
const wholeLeaf =
  /^(?:总数|总人数|总量|总额|总计|合计|小计|共计|累计|计|全部|人数|数量|数|户数|家数|金额)$/

/** Leaves that say when: the figure of this week, beside that of the last. */
const nowLeaf =
  /^(?:(?:本|当|这)(?:周|期|次|一周)|目前|当前|现在|截[至止](?:目前|本周|本期))(?:数|人数|数量)?$/
/** What a figure was before, what has become of it since, and shares: none is the figure itself. */
const thenLeaf =
  /^(?:上|前)(?:一?(?:周|期|次|日|天|旬|月)|年)|^(?:昨日|去年)|^[较比与]|增减|增长|增加|减少|变化|环比|同比|升降|增幅|[率比]$/

/** Leaves that only repeat what kind of value stands below; others (湖北籍) say which part is meant. */
const kindLeaf =
  /^(?:[总合小共累]计|总?[人户家个件次只台]?数|[人户家个件次只台名元]|总?[数金][量额]|(?:具体|起止)?(?:日期|时间|年月日?|月日)|年|名称|全称|姓名|内容|情况|说明|类别|类型|状态|进度|是否|有无)$/

/** Reads the labels of all columns of a header block (0-based rows, both included). */
export function readHeader(sheet: Sheet, top: number, bottom: number, dictionary: Dictionary) {
  const grid: (string | null)[][] = []
  for (let row = top; row <= bottom; row += 1) {
    const labels: (string | null)[] = []
    for (let column = 0; column < sheet.columns; column += 1) {
      const value = sheet.seen(row, column)
      labels.push(typeof value === 'string' && value.length <= longestLabel ? value : null)
    }
    grid.push(labels)
  }
  carryGroups(grid, sheet, top)

  const labelled = grid.map((labels) => labels.filter((label) => label !== null).length)
  const widest = Math.max(...labelled)
  const headers: ColumnHeader[] = []
  for (let column = 0; column < sheet.columns; column += 1) {
    const path: string[] = []
    for (let depth = 0; depth < grid.length; depth += 1) {
      const label = grid[depth]?.[column]
      if (!label || path.at(-1) === label) continue
      if (depth < grid.length - 1 && isTitle(sheet, top + depth, column, widest)) continue
      path.push(label)
    }
    measured(path)
    if (path.length > 0) headers.push({ column, ...described(path, dictionary) })
  }
  return ofLastDay(headers, dictionary).map((header) => ofThisWeek(header, headers, dictionary))
}

/** Of the same columns under several days side by side, those of the last day are this report's. */
function ofLastDay(headers: ColumnHeader[], dictionary: Dictionary): ColumnHeader[] {
  const dated = headers.flatMap(({ column, path }) => {
    const label = path.length > 1 ? path.find((one) => isDay(one)) : undefined
    return label === undefined ? [] : [{ column, label, rest: path.filter((one) => one !== label) }]
  })
  const first = dated[0] && dayOf(dated[0].label, SOME_DAY)
  if (!first) return headers
  const all = dated.map(({ label }) => dayOf(label, first) ?? first)
  const last = all.toSorted().at(-1)
  if (new Set(all).size < 2) return headers
  return headers.map((header) => {
    const at = dated.findIndex(({ column }) => column === header.column)
    const own = dated[at]
    if (!own) return header
    if (all[at] !== last) return { ...header, meanings: new Map() }
    return { ...header, meanings: described(own.rest, dictionary).meanings }
  })
}

/** Days without a year are told apart wherever they lie. */
const SOME_DAY = '2020-01-15'

const isDay = (label: string) => DAY_LIKE.test(label) && dayOf(label, SOME_DAY) !== null
const DAY_LIKE = /^[(（\s截至止]*\S{1,5}[月年./-]\S{1,7}[)）\s止]*$/

/** The day that a label is, and says nothing else: `3月6日`, `（2.28）`. */
function dayOf(label: string, near: string): string | null {
  const { days, rest } = findDays(prepareDays(label), near)
  return days.length === 1 && /^[\s()（）截至止日]*$/.test(rest) ? (days[0]?.day ?? null) : null
}

const now = /^(?:本|当|这一?)(?:周|期|次)/
const then = /^(?:上|前)一?(?:周|期|次)/

/** 本周返岗人数 beside 上周返岗人数 is 返岗人数; alone, it may be those who came back this week. */
function ofThisWeek(one: ColumnHeader, all: ColumnHeader[], dictionary: Dictionary): ColumnHeader {
  const { column, path } = one
  const [leaf = ''] = parseLabel(path.at(-1) ?? '').keys
  const plain = leaf.replace(now, '')
  if (plain === leaf || plain === '' || one.meanings.size > 0) return one
  const isBeside = all.some(({ path: other }) => {
    const [label = ''] = parseLabel(other.at(-1) ?? '').keys
    return then.test(label) && label.replace(then, '') === plain
  })
  return isBeside ? { column, ...described([...path.slice(0, -1), plain], dictionary), path } : one
}

/** A unit that has a row of its own under the label it belongs to: 库存 over 个 is 库存（个）. */
function measured(path: string[]): void {
  const [label, unit] = path.slice(-2)
  if (label === undefined || unit === undefined || !isMeasure(unit)) return
  path.splice(-2, 2, `${label}（${normalise(unit)}）`)
}

/** Whether all that a row says under these columns are units: it belongs to the header. */
export function isRowOfUnits(sheet: Sheet, row: number, headers: ColumnHeader[]): boolean {
  const cells = headers.flatMap(({ column, path }) => {
    const value = sheet.at(row, column)
    return value === null ? [] : [{ value, label: path.at(-1) ?? '' }]
  })
  return (
    cells.length > 0 &&
    cells.length < headers.length &&
    cells.every(
      ({ value, label }) =>
        typeof value === 'string' && isMeasure(value) && !/单位$/.test(normalise(label)),
    )
  )
}

/**
 * Whether a row holds leaves of these labels: texts only, none below the first label, and some right of
 * a label over columns that have none of their own, as a group leaves them whose merge is lost.
 */
export function hasLeavesBelow(sheet: Sheet, row: number, headers: ColumnHeader[]): boolean {
  const labelled = new Set(headers.map(({ column }) => column))
  const first = Math.min(...labelled)
  if (sheet.seen(row, first) !== null) return false
  let [texts, beside] = [0, 0]
  for (let column = first + 1; column < sheet.columns; column += 1) {
    const value = sheet.at(row, column)
    if (value === null) continue
    if (typeof value !== 'string' || /\d/.test(value) || value.length > longestLabel) return false
    texts += 1
    const hasLeft = labelled.has(column - 1) || sheet.at(row, column - 1) !== null
    if (!labelled.has(column) && hasLeft) beside += 1
  }
  return texts > 1 && beside > 0
}

function isMeasure(text: string): boolean {
  return scaleOf(normalise(text).replace(/^[(](.*)[)]$/, '$1')) !== null
}

/** A text merged over (nearly) the whole table is its title, not a group. */
function isTitle(sheet: Sheet, row: number, column: number, widest: number): boolean {
  const merge = sheet.mergeAt(row, column)
  return merge !== undefined && merge.right - merge.left + 1 >= Math.max(3, widest * 0.8)
}

/** A group label typed into its first column only, without merging, stands over the next ones too. */
function carryGroups(grid: (string | null)[][], sheet: Sheet, top: number): void {
  for (let depth = 0; depth < grid.length - 1; depth += 1) {
    const [groups, leaves] = [grid[depth], grid[depth + 1]]
    if (!groups || !leaves) continue
    // A text alone in its row is a title.
    if (groups.filter((label) => label !== null).length === 1) continue
    for (let column = 1; column < groups.length; column += 1) {
      const left = groups[column - 1]
      const leftIsGroup = leaves[column - 1] && leaves[column - 1] !== left
      if (groups[column] || !left || !leftIsGroup || !leaves[column]) continue
      if (sheet.mergeAt(top + depth, column - 1)) continue
      groups[column] = left
    }
  }
}

/** What a column is called: its label, and those of its groups that say more than what kind of thing is below. */
export function headingOf({ path }: Pick<ColumnHeader, 'path'>): string {
  const telling = path
    .slice(0, -1)
    .filter((group) => !parseLabel(group).keys.some((key) => neutralGroup.test(key)))
  return [...telling, path.at(-1) ?? ''].join('／')
}

type Described = Omit<ColumnHeader, 'column'>

const byDictionary = new WeakMap<Dictionary, (labels: string) => Described>()

/** The same labels mean the same in every block and in every column. */
function described(path: string[], dictionary: Dictionary): Described {
  let known = byDictionary.get(dictionary)
  if (!known) {
    known = remembered((labels) => describe(JSON.parse(labels), dictionary))
    byDictionary.set(dictionary, known)
  }
  return known(JSON.stringify(path))
}

function describe(path: string[], dictionary: Dictionary): Described {
  const labels = path.map(parseLabel)
  const leaf = labels.at(-1) as Label
  const groups = labels.slice(0, -1)
  const meanings = new Map<string, Meaning[]>()
  // Where a form knows a remark as part of the wording, the wording without it means something else.
  const { remarked } = leaf
  const known = (remarked && dictionary.lookUp(remarked.key)) || new Map<string, Meaning>()
  const note = (
    key: string,
    factor: number,
    factorOfFigures = factor,
    factorOfFlows = factorOfFigures,
  ) => {
    for (const [form, meaning] of dictionary.lookUp(key) ?? []) {
      if (isPartOfAnother(form, meaning)) continue
      const by = meaning.flow ? factorOfFlows : meaning.figure ? factorOfFigures : factor
      if (by === 0) continue
      if (remarked && key.endsWith(remarked.without) && known.has(form) && key !== remarked.key)
        continue
      const list = meanings.get(form) ?? []
      meanings.set(form, list)
      const present = list.find(({ field }) => field === meaning.field)
      const isName = !meaning.figure && things.test(leaf.measure ?? '')
      const strength = meaning.strength * by * (isName ? 0.7 : 1)
      if (!present) list.push({ ...meaning, strength })
      else if (strength > present.strength) list[list.indexOf(present)] = { ...meaning, strength }
    }
  }

  // 省内 under 外出务工人数 is no part of 已返岗人数.
  const isPartOfAnother = (form: string, { partOf }: Meaning) => {
    if (partOf === undefined) return false
    const [whole] = groups.flatMap(({ keys }) =>
      keys.flatMap((key) => dictionary.lookUp(key)?.get(form) ?? []),
    )
    return whole?.figure === true && !whole.underTitle && whole.field !== partOf
  }

  for (const key of counted(remarked ? [remarked.key, ...leaf.keys] : leaf.keys, leaf)) {
    const alone = groups.every((group) =>
      group.keys.some((one) => neutralGroup.test(one) || key.includes(withoutKind(one))),
    )
    // A group that says more than its leaf (湖北籍员工 over 返岗人数) changes whom a figure counts.
    note(key, alone ? 0.98 : 0.9, alone ? 0.98 : 0.5)
    for (const stem of stems(groups)) {
      note(stem + key, 1)
      // 计划 under 复工时间 is 计划复工时间.
      note(key + stem, 0.99)
    }
  }
  const group = groups.at(-1)?.keys ?? []
  if (leaf.keys.some((key) => wholeLeaf.test(key))) {
    // 累计 is what a stock amounts to by now; of a flow it adds weeks to this one.
    const flows = leaf.keys.includes('累计') ? 0.9 : 0.97
    for (const key of group) note(key, 0, 0.97, flows)
  }
  if (leaf.keys.some((key) => nowLeaf.test(key))) {
    for (const key of group) note(key, 0, 0.92, 0.97)
  }
  if (meanings.size === 0 && !leaf.keys.some((key) => thenLeaf.test(key))) {
    const says = leaf.keys.some((key) => kindLeaf.test(key)) ? 0.8 : 0.7
    for (const key of group) note(key, says)
  }
  // Of two that mean the same, a flow is that of this week, and a stock what there is by now.
  const [isTotal, isNow] = [/^累计/, now].map((word) => leaf.keys.some((key) => word.test(key)))
  for (const list of meanings.values()) {
    for (const [at, meaning] of list.entries()) {
      if (!meaning.figure || (meaning.flow ? !isTotal : !isNow)) continue
      list[at] = { ...meaning, strength: meaning.strength * 0.97 }
    }
  }
  for (const list of meanings.values()) list.sort((a, b) => b.strength - a.strength)
  return { path, scale: labels.reduce((scale, one) => scale * one.scale, 1), meanings }
}

/** What comes by the piece. */
const things = /^[个家户名人所条项辆趟]$/

/** What has such a unit is counted: 服务点（个） is 服务点数, and no name. */
function counted(keys: string[], { measure }: Label): string[] {
  if (measure === null || !things.test(measure)) return keys
  return [...keys.flatMap((key) => (/[数量]$/.test(key) ? [] : `${key}数`)), ...keys]
}

/** The groups over a leaf as prefixes of its wording: each alone, and all joined. */
function stems(groups: Label[]): Set<string> {
  const each = groups.map(({ keys }) => keys.flatMap((key) => [key, withoutKind(key)]))
  const joined = each.reduce<string[]>(
    (prefixes, keys) => prefixes.flatMap((prefix) => keys.map((key) => prefix + key)),
    [''],
  )
  return new Set([...each.flat(), ...joined].filter((stem) => stem !== ''))
}

function withoutKind(key: string): string {
  return key
    .replace(/^(?:全部|全体|全[镇乡村县市区省])(?=.)/, '')
    .replace(/(?:基本)?(?:情况|信息|统计|明细|状况|方面|数据)$/, '')
}

/** Serial-number columns: their header, or a header-less run of 1, 2, 3. */
export function isSerialLabel(text: string): boolean {
  return /^(?:序号?|编号|自编号|号|no|nr|num|序列号?|行号|#)$/.test(
    normalise(text)
      .toLowerCase()
      .replace(/[.．:：]/g, ''),
  )
}
