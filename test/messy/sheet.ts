import { Converter } from 'opencc-js/cn2t'
import type { Field, Form } from '../../shared/forms/form.ts'
import {
  type Cell,
  cellName,
  columnName,
  type Grid,
  gridOf,
  type Merge,
} from '../../shared/grid/grid.ts'
import type { Value } from '../../shared/read/table.ts'
import { type Random, randomOf } from './random.ts'
import { fullWidth, madeUpValue, makeAgree, written } from './values.ts'

/** A sheet as a clerk might keep it, and what is true of it. */
export interface MessySheet {
  grid: Grid
  file: string
  /** What was done to it, for whoever looks into a failure. */
  traits: string[]
  truth: {
    form: string
    unit: string | null
    asOf: string | null
    /** 1-based rows of the header block, the leaves last. */
    headerRows: number[]
    /** Column letter → field. */
    columns: Record<string, string>
    records: { row: number; values: Record<string, Value> }[]
    totalRows: number[]
  }
}

const traditional = Converter({ from: 'cn', to: 't' })
const units = ['双河镇', '零阳镇', '苗市镇', '洙湖镇', '褚堂街道', '楚王乡', '江垭镇', '酒店乡']
const foreign = [
  '邮政编码',
  '网址',
  '传真',
  '开户行',
  '注册资本',
  '成立年份',
  '经度',
  '填报次数',
  '信用等级',
  '主营产品',
]

/** Header wordings by field id, for use in place of those that the form lists. */
export type Wordings = Record<string, string[]>

/** Makes one sheet of a form from a seed; the same seed gives the same sheet. */
export function messySheet(form: Form, seed: number, wordings: Wordings = {}): MessySheet {
  const random = randomOf(seed)
  const traits: string[] = []
  const trait = (name: string, probability: number) => {
    const present = random.chance(probability)
    if (present) traits.push(name)
    return present
  }
  const tidy = !trait('untidy values', 0.5)

  const fields = chooseFields(form, random)
  const scales = new Map(
    fields.map((field) => [field.id, field.type === 'amount' && random.chance(0.5) ? 10_000 : 1]),
  )
  const left = trait('not at A1', 0.2) ? random.int(1, 2) : 0
  const serial = trait('serial', 0.7)
  const extras = trait('columns not ours', 0.3) ? random.int(1, 2) : 0

  // Columns, left to right: serial, fields, and now and then one that is blank or not ours.
  type Slot =
    | { kind: 'serial' }
    | { kind: 'field'; field: Field }
    | { kind: 'extra'; label: string }
    | { kind: 'blank' }
  const slots: Slot[] = fields.map((field) => ({ kind: 'field', field }))
  for (const label of random.shuffle(foreign).slice(0, extras)) {
    slots.splice(random.int(1, slots.length), 0, { kind: 'extra', label })
  }
  if (trait('blank column', 0.1))
    slots.splice(random.int(1, slots.length - 1), 0, { kind: 'blank' })
  if (serial) slots.unshift({ kind: 'serial' })

  const values: Cell[][] = []
  const merges: Merge[] = []
  const put = (row: number, column: number, value: Cell) => {
    while (values.length <= row) values.push([])
    const line = values[row] as Cell[]
    while (line.length <= column) line.push(null)
    line[column] = value
  }
  const right = left + slots.length - 1
  let row = trait('blank rows on top', 0.1) ? random.int(1, 2) : 0

  const unit = random.pick(units)
  const day = random.int(20, 26)
  let [said, asOf]: [string | null, string | null] = [null, null]
  const title = `${trait('unit in title', 0.4) ? unit : ''}${form.title.zh.replace(/台账|统计表/, '')}${random.pick(['情况统计表', '台账', '情况表', '统计表', '情况汇总表'])}`
  if (traits.includes('unit in title')) said = unit
  if (!trait('no title', 0.1)) {
    const parts = trait('title spaced', 0.1) ? [...title].join(' ') : title
    put(row, left, trait('attachment line', 0.1) ? `附件${random.int(1, 4)}` : parts)
    if (traits.includes('attachment line')) {
      row += 1
      put(row, left, parts)
    }
    if (random.chance(0.7)) merges.push({ top: row, left, bottom: row, right })
    row += 1
  } else if (traits.includes('unit in title')) said = null
  if (trait('info line', 0.7)) {
    said = unit
    asOf = `2020-02-${day}`
    const style = random.int(0, 3)
    const date = random.pick([`2020年2月${day}日`, `2020.2.${day}`, `2020-02-${day}`])
    if (style === 0) {
      put(row, left, `填报单位：${unit}　　　填报日期：${date}　　　单位：人、家`)
      if (random.chance(0.5)) merges.push({ top: row, left, bottom: row, right })
    } else if (style === 1) {
      put(row, left, `填报单位：${unit}`)
      put(row, left + Math.max(2, slots.length - 2), `填报时间：${date}`)
    } else if (style === 2) {
      put(row, left, '填报单位：')
      put(row, left + 1, unit)
      put(row, left + Math.max(2, slots.length - 2), '填报日期：')
      put(row, left + Math.max(3, slots.length - 1), date)
    } else {
      put(row, left, `填报单位（盖章）：${unit}人民政府`)
      put(row, left + 2, `数据截至：${date}`)
    }
    row += 1
  }

  // Header: one, two or three rows; neighbours may stand under a group.
  const depth = random.pick([1, 1, 2, 2, 3])
  if (depth > 1) traits.push(`header of ${depth}`)
  const top = row
  const bottom = row + depth - 1
  const label = (slot: Slot): string | null => {
    if (slot.kind === 'serial') return random.pick(['序号', '编号', '序 号', 'No.'])
    if (slot.kind === 'extra') return slot.label
    return slot.kind === 'blank'
      ? null
      : wording(slot.field, scales.get(slot.field.id) ?? 1, random, wordings[slot.field.id])
  }
  for (let index = 0; index < slots.length; index += 1) {
    const slot = slots[index] as Slot
    const column = left + index
    const next = slots[index + 1]
    const pair = depth > 1 && slot.kind === 'field' && next?.kind === 'field' && random.chance(0.3)
    if (pair) {
      const group = random.pick(['基本情况', '有关情况', '具体情况', '情况', '相关信息'])
      put(top, column, group)
      if (random.chance(0.8)) merges.push({ top, left: column, bottom: top, right: column + 1 })
      for (const [offset, one] of [slot, next].entries()) {
        put(bottom, column + offset, label(one))
        if (depth === 3) {
          if (random.chance(0.8))
            merges.push({ top: top + 1, left: column + offset, bottom, right: column + offset })
          const last = merges.at(-1)
          if (last?.top === top + 1 && last.left === column + offset) {
            put(top + 1, column + offset, values[bottom]?.[column + offset] ?? null)
            put(bottom, column + offset, null)
          }
        }
      }
      index += 1
      continue
    }
    const text = label(slot)
    if (text === null) continue
    const merged = depth > 1 && random.chance(0.8)
    put(merged ? top : random.chance(0.7) ? top : bottom, column, text)
    if (merged) merges.push({ top, left: column, bottom, right: column })
  }
  while (values.length <= bottom) values.push([])
  row = bottom + 1

  if (trait('numbering row', 0.2)) {
    slots.forEach((_slot, index) => {
      put(row, left + index, index === 0 && random.chance(0.5) ? '甲' : index + 1)
    })
    row += 1
  }

  // Records, with headings, blank rows and sub-totals between them.
  const truth: MessySheet['truth'] = {
    form: form.id,
    unit: said,
    asOf,
    headerRows: Array.from({ length: depth }, (_, index) => top + index + 1),
    columns: {},
    records: [],
    totalRows: [],
  }
  slots.forEach((slot, index) => {
    if (slot.kind === 'field') truth.columns[columnName(left + index)] = slot.field.id
  })
  const count = random.int(4, 40)
  const summed = fields.filter(({ type }) => ['count', 'number', 'amount'].includes(type))
  const totalStyle =
    summed.length >= 1 ? random.pick(['below', 'below', 'above', 'none', 'gap']) : 'none'
  const subtotals = summed.length >= 1 && count > 8 && trait('sub-totals', 0.15)
  const labelColumn = left + (serial && random.chance(0.5) ? 0 : serial ? 1 : 0)
  const addUp = (from: number, where: number, word: string) => {
    put(where, labelColumn, word)
    slots.forEach((slot, index) => {
      if (slot.kind !== 'field' || !summed.includes(slot.field) || left + index === labelColumn)
        return
      const sum = truth.records
        .slice(from)
        .reduce((total, { values: one }) => total + Number(one[slot.field.id] ?? 0), 0)
      put(where, left + index, Number((sum / (scales.get(slot.field.id) ?? 1)).toPrecision(12)))
      if (random.chance(0.2) && from === 0 && totalStyle === 'below' && !subtotals) {
        const [a, b] = [truth.records[0]?.row ?? 0, truth.records.at(-1)?.row ?? 0]
        formulas[cellName(where, left + index)] =
          `=SUM(${columnName(left + index)}${a}:${columnName(left + index)}${b})`
      }
    })
    truth.totalRows.push(where + 1)
  }
  const formulas: Record<string, string> = {}
  const totalWord = random.pick(['合计', '总计', '合　计', '合 计', '总计：', '合计：'])
  const totalAbove = totalStyle === 'above' ? row++ : -1
  let [since, names] = [0, new Set<string>()]
  for (let index = 0; index < count; index += 1) {
    if (random.chance(0.02) && index > 0 && trait('blank row', 1)) row += 1
    if (index > 0 && random.chance(0.02) && trait('heading row', 1)) {
      put(
        row,
        left,
        `${random.pick(['二', '三', '四'])}、${random.pick(['工业企业', '商贸服务', '重点部分'])}`,
      )
      merges.push({ top: row, left, bottom: row, right })
      row += 1
    }
    const record: Record<string, Value> = {}
    // Nobody keeps a row that names nothing and counts nothing.
    while (!form.identifiedBy.flat().some((id) => (record[id] ?? null) !== null)) {
      for (const field of fields) record[field.id] = madeUpValue(field, random, index, day)
      makeAgree(record, form, random)
    }
    for (const { id, carriesDown, required } of fields) {
      if (carriesDown && !required && record[id] === null)
        record[id] = truth.records.at(-1)?.values[id] ?? null
    }
    const key = String(record[fields[0]?.id ?? ''])
    if (names.has(key) && form.id === 'returnees') record.village = `第${index + 1}村`
    names = names.add(key)
    slots.forEach((slot, at) => {
      if (slot.kind === 'serial') put(row, left + at, index + 1)
      else if (slot.kind === 'extra')
        put(row, left + at, random.pick<Cell>([random.int(1, 99), '甲级', null]))
      else if (slot.kind === 'field') {
        const above = truth.records.at(-1)?.values[slot.field.id]
        const repeated =
          slot.field.carriesDown && !slot.field.required && above === record[slot.field.id]
        put(
          row,
          left + at,
          repeated && random.chance(0.3)
            ? null
            : written(
                record[slot.field.id] ?? null,
                slot.field,
                scales.get(slot.field.id) ?? 1,
                random,
                tidy,
              ),
        )
      }
    })
    truth.records.push({ row: row + 1, values: record })
    row += 1
    if (subtotals && truth.records.length - since >= 5 && index < count - 2) {
      addUp(since, row, '小计')
      row += 1
      since = truth.records.length
    }
  }
  if (subtotals) {
    addUp(since, row, '小计')
    row += 1
  }
  if (totalStyle === 'above') addUp(0, totalAbove, totalWord)
  if (totalStyle === 'gap') row += random.int(1, 4)
  if (totalStyle === 'below' || totalStyle === 'gap') {
    addUp(0, row, totalWord)
    row += 1
  }
  if (totalStyle !== 'none') traits.push(`total ${totalStyle}`)
  if (trait('numbered empty rows', 0.08) && serial) {
    for (let index = 0; index < 3; index += 1) put(row++, left, count + index + 1)
  }
  if (trait('signature', 0.4)) {
    if (random.chance(0.3)) row += 1
    put(row, left, '填表人：王芳')
    put(row, left + 2, '审核人：李强')
    if (random.chance(0.5)) put(row, left + 1, '联系电话：07360000000')
    row += 1
  }
  if (trait('note', 0.3)) {
    put(
      row,
      left,
      random.pick([
        '注：1.本表每周五前报送；2.数据截至填报当日。',
        '备注：如有变动请及时联系。',
        '填表说明：本表由乡镇填报。',
      ]),
    )
    if (random.chance(0.5)) merges.push({ top: row, left, bottom: row, right })
  }

  if (trait('Traditional', 0.1)) {
    for (const one of truth.records) {
      for (const { id, type } of fields) {
        if (type === 'text' && typeof one.values[id] === 'string')
          one.values[id] = traditional(String(one.values[id]))
      }
    }
    for (const line of values) {
      line.forEach((value, index) => {
        if (typeof value === 'string') line[index] = traditional(value)
      })
    }
  }
  const grid: Grid = {
    ...gridOf(random.pick(['Sheet1', '附件1', '1月', '汇总']), values, merges),
    formulas,
  }
  if (trait('hidden row', 0.1)) grid.hiddenRows.push((truth.records[1]?.row ?? 1) - 1)
  return {
    grid,
    file: random.pick(['新建工作表.xlsx', '报表(1).xlsx', '正式版.xlsx']),
    traits,
    truth,
  }
}

/** Required and identifying fields, and some of the others, in an order near the form's own. */
function chooseFields(form: Form, random: Random): Field[] {
  const must = new Set(form.fields.filter(({ required }) => required).map(({ id }) => id))
  const rolled = form.rollUp ? new Set([form.rollUp.when]) : new Set<string>()
  for (const group of form.identifiedBy) {
    if (group.some((id) => must.has(id))) continue
    must.add(random.pick(group.filter((id) => !rolled.has(id) && !personOnly(form, id))))
  }
  const chosen = form.fields.filter(
    ({ id }) => must.has(id) || (!rolled.has(id) && !personOnly(form, id) && random.chance(0.5)),
  )
  return random.chance(0.25) ? [chosen[0] as Field, ...random.shuffle(chosen.slice(1))] : chosen
}

/** Fields that only make sense on a sheet with a row per person. */
function personOnly(form: Form, id: string): boolean {
  return (
    form.rollUp !== undefined &&
    ['wants_return', 'has_returned', 'destination', 'identity', 'phone'].includes(id)
  )
}

function wording(field: Field, scale: number, random: Random, given?: string[]): string {
  let label =
    !given && random.chance(0.35)
      ? field.title.zh
      : random.pick(given ?? [field.title.zh, ...field.synonyms])
  if (scale === 10_000) label += random.pick(['（万元）', '(万元)', '／万元'])
  else if (field.unit && random.chance(0.3))
    label += random.pick([`（${field.unit.zh}）`, `(${field.unit.zh})`])
  else if (field.type === 'amount') label += '（元）'
  if (random.chance(0.05)) label = [...label].join(' ')
  if (random.chance(0.05) && label.length > 3) label = `${label.slice(0, 2)}\n${label.slice(2)}`
  if (random.chance(0.03)) label = fullWidth(label)
  return label
}
