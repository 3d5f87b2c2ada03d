import { normalise } from '../text/normalise.ts'
import { isNil } from '../values/nil.ts'
import type { Sheet } from './sheet.ts'

/** What a row under the header is. */
export type RowKind = 'record' | 'blank' | 'numbering' | 'total' | 'subtotal' | 'section' | 'end'

const totalWord =
  /^(?:.{0,10}?)(?:合计|总计|共计|总合计|累计|总数|grandtotal|total|sum)(?:数|\d*[家人个户项]?)?[:：]?$|^(?:计|总)[:：]?$/
/** `3家` where a name belongs: so many there are. */
const counted = /^[共计]?\d+[家个户项人名村所条笔辆趟](?:企业|单位|项目)?$/
/** In every one of these words: most labels are names, and are not. */
const anyTotal = /[计总]|total|sum/
const subtotalWord = /^(?:.{0,12}?)(?:小计|subtotal)[:：]?$/
const signature =
  /^(?:[(（]?(?:单位)?(?:公章|盖章|签章)[)）]?|(?:填表|填报|制表|制单|统计|经办|报送|上报|编制|审核|复核|审批|审签|签发|主管|分管|单位|部门)(?:人|者|单位|负责人|领导|日期|时间|人员|科室)?(?:签[字名章])?[(（]?(?:公章|盖章|签章|签字|签名)?[)）]?|负责人(?:签[字名章])?|(?:联系|咨询)(?:人|电话)|日期|(?:填报|填表|报送|上报)(?:日期|时间))[:：]/
const note =
  /^(?:附?注|备注|说明|填表说明|填报说明|附注|数据来源|填写说明|注意事项?)(?:[:：\d(（]|$)|^(?:\*|※|★)/
/** `二、商贸企业`, `(三)其他` */
const headed = /^(?:[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十]+[)）])/
const ordinals = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥'

/** Plain text of a cell for comparing with the words above; empty for numbers and blanks. */
function wordAt(sheet: Sheet, row: number, column: number): string {
  const value = sheet.at(row, column)
  return typeof value === 'string' && value.length <= 200 ? normalise(value).toLowerCase() : ''
}

/**
 * A row of column numbers under the header: `1 2 3 …`, `甲 乙 1 2 …`, `(1) (2)`, `栏次 1 2`. Numbers may
 * be left out (real ones skip some), but they only rise, by little.
 */
export function isNumbering(sheet: Sheet, row: number, columns: number[]): boolean {
  let [filled, fitting, last] = [0, 0, -1]
  for (const column of columns) {
    const value = sheet.at(row, column)
    if (value === null) continue
    filled += 1
    const word = normalise(String(value)).toLowerCase()
    if (word.length === 1 && ordinals.includes(word)) {
      fitting += 1
      continue
    }
    if (/^(?:栏次|列次|序号|项目|[a-z])$/.test(word)) {
      fitting += 1
      continue
    }
    const digits = /^[(]?(\d{1,2})[)]?(?:=.*)?$/.exec(word)
    const number = digits ? Number(digits[1]) : Number.NaN
    if (number > last && (last < 0 ? number <= 3 : number <= last + 3)) {
      last = number
      fitting += 1
    }
  }
  return filled >= 2 && fitting === filled && last > 0 && filled >= columns.length * 0.6
}

/** How the rows of one table are told apart. */
export interface RowReader {
  sheet: Sheet
  /** 0-based mapped columns, the serial column left out. */
  columns: number[]
  /** Columns whose text names the record (village, enterprise, item). */
  keys: number[]
  /** Columns that hold figures. */
  figures: number[]
  /** First and last column of the table. */
  left: number
  right: number
}

/**
 * What a row below the header is, by itself; whether unlabelled figures are a total is decided where
 * the records are known.
 */
export function rowKind(
  { sheet, columns, keys, figures, left, right }: RowReader,
  row: number,
): RowKind {
  const cells = sheet.grid.values[row]
  if (!cells) return 'blank'
  let first = -1
  let filled = 0
  for (let column = left; column <= right && column < cells.length; column += 1) {
    if (sheet.at(row, column) === null) continue
    if (first < 0) first = column
    filled += 1
  }
  if (first < 0) return 'blank'

  const hasFigures = figures.some((column) => {
    const value = sheet.at(row, column)
    const word = wordAt(sheet, row, column)
    return (
      typeof value === 'number' ||
      (value !== null && word.length < 20 && !signature.test(word) && !note.test(word))
    )
  })
  const lastLabel = Math.max(first, ...keys)
  for (let column = first; column <= lastLabel; column += 1) {
    const word = wordAt(sheet, row, column)
    if (!word) continue
    if ((hasFigures || filled <= 2) && anyTotal.test(word)) {
      if (subtotalWord.test(word)) return 'subtotal'
      if (totalWord.test(word)) return 'total'
    }
    const isName = keys.includes(column) && !figures.includes(column)
    if (isName && hasFigures && counted.test(word)) return 'total'
    if (column !== first) continue
    if (!hasFigures && note.test(word)) return 'end'
    // What stands beside a signature may be its day, in a column of figures.
    if (signature.test(word) && !figures.some((one) => typeof sheet.at(row, one) === 'number')) {
      return 'end'
    }
  }

  if (columns.every((column) => sheet.at(row, column) === null)) {
    return filled === 1 && typeof sheet.at(row, first) === 'string' ? 'section' : 'blank'
  }
  if (saysNothing(sheet, row, columns, keys)) return 'blank'
  // One text over several columns is a heading of what follows (一、工业企业), or a closing sentence.
  const merge = sheet.mergeAt(row, first)
  const wide = merge !== undefined && merge.right - merge.left >= Math.min(2, right - left)
  if (filled === 1 && headed.test(wordAt(sheet, row, first))) return 'section'
  if (filled === 1 && wide && typeof sheet.at(row, first) === 'string') {
    return wordAt(sheet, row, first).length > 30 ? 'end' : 'section'
  }
  // A village merged over several rows makes each of them a record, however little it says.
  const named = keys.some((column) => sheet.seen(row, column) !== null)
  if (filled === 1 && !named && typeof sheet.at(row, first) === 'string') {
    return wordAt(sheet, row, first).length > 20 ? 'end' : 'section'
  }
  if (filled === 1 && wordAt(sheet, row, first).length > 40) return 'end'
  return 'record'
}

/** 无 in place of a name, and nothing or nought beside it: that there is nothing to report. */
function saysNothing(sheet: Sheet, row: number, columns: number[], keys: number[]): boolean {
  const said = (column: number) => {
    const value = sheet.at(row, column)
    return typeof value === 'string' && isNil(value)
  }
  return (
    keys.some(said) &&
    columns.every((column) => {
      const value = sheet.at(row, column)
      return value === null || value === 0 || value === '0' || said(column)
    })
  )
}

/** Label and kind of a total row (0-based); a row without any label is a total. */
export function totalLabel(
  sheet: Sheet,
  row: number,
): { label: string; kind: 'total' | 'subtotal' } {
  for (let column = 0; column < (sheet.grid.values[row]?.length ?? 0); column += 1) {
    const word = wordAt(sheet, row, column)
    if (subtotalWord.test(word)) return { label: word, kind: 'subtotal' }
    if (totalWord.test(word)) return { label: word, kind: 'total' }
  }
  return { label: '', kind: 'total' }
}
