/** What the columns of a table hold, told by their headers and by the values below. */

import type { Cell } from '../../grid/grid.ts'
import { columnName } from '../../grid/grid.ts'
import { holdsPersonalNumber } from '../../protocol/personal.ts'
import { type Dictionary, dictionaryOf } from '../../recognise/dictionary.ts'
import { keyOf, type Label, parseLabel, scaleOf } from '../../recognise/label.ts'
import type { Sheet } from '../../recognise/sheet.ts'
import { normalise } from '../../text/normalise.ts'
import { isNil } from '../../values/nil.ts'
import { readValue } from '../../values/read-value.ts'
import type { Field, FieldType, Form, Text } from '../form.ts'
import type { FoundTable } from './find-table.ts'
import { english, idMaker } from './glossary.ts'

/** A column of the sheet and the field proposed for it. */
export interface DraftColumn {
  column: number
  /** Column letters. */
  name: string
  /** What its header says, as a key to compare by; 其中 and the like left out. */
  leaf: string
  /** Key of the groups above it. */
  group: string
  /** The header says that it is a part of what stands before it. */
  isPart: boolean
  field: Field
}

const units: Record<string, string> = {
  元: 'yuan',
  人: 'people',
  户: 'households',
  亩: 'mu',
  吨: 't',
}
/** What is counted in whole pieces. */
const pieces =
  /^(?:人|名|人次|户|家|个|只|件|台|套|辆|张|份|本|项|次|批|处|所|床|顶|把|支|盒|包|头|条|例|栋|座)$/
const money = /金额|资金|经费|投资|贷款|补[贴助]|费用?$|[价款]$|产值|营收|销售额|工资|租金|税|损失/
const dated = /日期|时间|年月|[日期]$/
const share = /率$|占比|比例|比重|百分/
const coded = /代码|编码|编号|证号|号码|电话|手机|账号|卡号|车牌|邮编/
const private_ =
  /电话|手机|联系方式|身份证|证件号|姓名|联系人|经办人|领用人|责任人|负责人|填[表报]人|法人|户主|住址|银行卡|账号/
const listed = /状态|类[别型]|性质|等级|级别|方式|分类|种类|结果|是否|进度|情况$/
const yesNo = /^(?:是|否|有|无|√|×|✓|✗|y|n|yes|no)$/i

export function draftColumns(
  sheet: Sheet,
  { headers, rows }: FoundTable,
  forms: Form[],
  asOf: string,
): DraftColumn[] {
  const dictionary = dictionaryOf(forms)
  const leaves = headers.map(({ path }) => keyOf(leafOf(path).keys[0] ?? ''))
  const idFor = idMaker([])
  const columns = headers.map(({ column, path }, index): DraftColumn => {
    const leaf = leafOf(path)
    const groups = path.slice(0, -1).map((one) => titleOf(one))
    const plain = titleOf(path.at(-1) ?? '')
    const joined = groups.join('') + plain
    const alone = leaves.filter((one) => one === leaves[index]).length === 1
    const zh = (groups.length > 0 && (!alone || plain.length <= 2) ? joined : plain).slice(0, 60)
    const wordings = [plain, joined, ...(leaf.remarked ? [leaf.remarked.key] : [])]
    const cells = rows.records.map((row) => sheet.at(row, column)).filter(isFilled)
    const type = typeOf(cells, path, asOf)
    const known = wordOf(dictionary, forms, [...leaf.keys, keyOf(joined)], type)
    const { words, whole } = english(zh)
    const id = idFor(known ? [known.id] : whole || words.length >= 2 ? words : [], type)
    const title: Text = { zh, en: known?.title.en ?? (whole ? capital(words.join(' ')) : zh) }
    const measure = measureOf(path, cells, type)
    const personal =
      private_.test(zh) ||
      known?.personal ||
      cells.some((cell) => holdsPersonalNumber(String(cell)))
    return {
      column,
      name: columnName(column),
      leaf: leaves[index] ?? '',
      group: keyOf(groups.join('')),
      isPart: /其中/.test(path.join('')),
      field: {
        id,
        title,
        synonyms: [...new Set(wordings)].filter(
          (one) => one !== zh && one !== '' && one.length <= 60 && (alone || one !== plain),
        ),
        type,
        ...(measure && { unit: measure }),
        ...(personal && { personal: true }),
        ...(type === 'choice' && { choices: choicesOf(cells) }),
        ...(type === 'text' && isCarried(sheet, column, rows.records) && { carriesDown: true }),
      },
    }
  })
  const naming = namingOf(sheet, columns, rows.records)
  if (naming) naming.field.required = true
  return columns
}

function isFilled(cell: Cell): cell is NonNullable<Cell> {
  return cell !== null && !(typeof cell === 'string' && isNil(cell))
}

function leafOf(path: string[]): Label {
  return parseLabel(path.at(-1) ?? '')
}

/** A header as the title of a field: without its unit, its lead-in and its spaces. */
function titleOf(raw: string): string {
  const text = raw.normalize('NFKC')
  const han = /\p{Script=Han}/u.test(text)
  return text
    .replace(/[(（]([^()（）]*)[)）]/g, (whole, inner: string) =>
      scaleOf(normalise(inner)) === null ? whole : '',
    )
    .replace(/\s+/g, han ? '' : ' ')
    .replace(/^其中[:：,，、]?/, '')
    .replace(/\(/g, han ? '（' : '(')
    .replace(/\)/g, han ? '）' : ')')
    .replace(/\p{Cc}/gu, '')
    .trim()
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** A field of another form that the wording means there, and that holds the same kind of thing. */
function wordOf(dictionary: Dictionary, forms: Form[], keys: string[], type: FieldType) {
  for (const key of keys) {
    for (const [id, { field, strength }] of dictionary.lookUp(key) ?? []) {
      const found = forms.find((form) => form.id === id)?.fields.find((one) => one.id === field)
      if (found && strength >= 0.97 && isFigure(found.type) === isFigure(type)) return found
    }
  }
  return null
}

export function isFigure(type: FieldType): boolean {
  return type === 'count' || type === 'number' || type === 'amount'
}

function typeOf(cells: NonNullable<Cell>[], path: string[], asOf: string): FieldType {
  const title = titleOf(path.join(''))
  const leaf = titleOf(path.at(-1) ?? '')
  const measure = path.map((one) => parseLabel(one).measure).findLast((one) => one !== null) ?? ''
  const texts = cells.map((cell) => normalise(String(cell)))
  const most = (test: (cell: NonNullable<Cell>) => boolean) =>
    cells.length > 0 && cells.filter(test).length >= cells.length * 0.8
  const reads = (type: FieldType) => (cell: Cell) => {
    const field: Field = { id: 'x', title: { zh: leaf, en: leaf }, synonyms: [], type }
    const { value, issue } = readValue(cell, field, { asOf })
    return value !== null && issue?.severity !== 'error'
  }

  if (
    coded.test(leaf) ||
    (most((cell) => /^\d{8,}[\dxX]?$/.test(String(cell))) && !money.test(leaf))
  )
    return 'code'
  if (
    dated.test(leaf) ? most(reads('date')) || cells.length === 0 : isDayList(cells, reads('date'))
  )
    return 'date'
  if (measure === '%' || share.test(leaf) || most((cell) => /%$/.test(String(cell).trim())))
    return cells.length === 0 || most(reads('percent')) ? 'percent' : 'text'
  if (most(reads('number')) || (cells.length === 0 && (measure !== '' || /[数量额]$/.test(leaf)))) {
    if (/元$/.test(measure)) return 'amount'
    if (texts.some((text) => /\d[千万亿]?元$/.test(text))) return 'amount'
    if (measure === '' && money.test(title) && !/[数量]$/.test(leaf)) return 'amount'
    const unit = plainUnit(measure) || cellUnit(cells)
    const whole = cells.every((cell) => Number.isInteger(readNumber(cell)))
    return whole && (pieces.test(unit) || /人数|户数|[人户]次?$|个数|家数/.test(leaf))
      ? 'count'
      : 'number'
  }
  if (most((cell) => typeof cell === 'boolean' || yesNo.test(normalise(String(cell)))))
    return 'flag'
  const distinct = new Set(texts)
  const few =
    distinct.size <= 8 &&
    distinct.size >= 2 &&
    texts.length >= distinct.size * 2 &&
    texts.length >= 6
  return few && listed.test(leaf) && texts.every((text) => text.length <= 10) ? 'choice' : 'text'
}

/** Days as texts; bare numbers are days only under a header that says so. */
function isDayList(cells: NonNullable<Cell>[], isDay: (cell: Cell) => boolean): boolean {
  return (
    cells.length > 0 &&
    cells.every((cell) => typeof cell === 'string' && /[年月日\-/.]/.test(cell) && isDay(cell)) &&
    cells.some((cell) => /月|\d{4}[-/.]\d/.test(String(cell)))
  )
}

const bare: Field = { id: 'x', title: { zh: 'x', en: 'x' }, synonyms: [], type: 'number' }

/** A cell as a figure; NaN for none. */
export function readNumber(cell: Cell): number {
  const { value } = readValue(cell, bare, { asOf: '2000-01-01' })
  return typeof value === 'number' ? value : Number.NaN
}

function plainUnit(measure: string): string {
  return (
    measure
      .replace(/^单位[:：]?/, '')
      .replace(/^(?:百万|千万|[百千万亿])/, '')
      .split('/')[0] ?? ''
  )
}

/** The unit that the cells themselves name: 份 of `21份`. */
function cellUnit(cells: NonNullable<Cell>[]): string {
  const named = cells.flatMap(
    (cell) => /\d[千万亿]?(\p{Script=Han}{1,2})$/u.exec(String(cell))?.[1] ?? [],
  )
  const first = named[0] ?? ''
  return named.length >= cells.length / 2 && named.every((one) => one === first) ? first : ''
}

function measureOf(path: string[], cells: NonNullable<Cell>[], type: FieldType): Text | null {
  if (!isFigure(type)) return null
  const said = path.map((one) => parseLabel(one).measure).findLast((one) => one !== null) ?? ''
  const zh = type === 'amount' ? '元' : plainUnit(said) || cellUnit(cells)
  return zh === '' ? null : unitText(zh)
}

/** A unit of measure in both languages; in English empty where it is none of the common ones. */
export function unitText(zh: string): Text {
  return { zh, en: units[zh] ?? '' }
}

function choicesOf(cells: NonNullable<Cell>[]): NonNullable<Field['choices']> {
  return [...new Set(cells.map((cell) => normalise(String(cell))))]
    .map((zh, index) => {
      const { words, whole } = english(zh)
      return {
        value: whole ? words.join('_') + (words.length ? '' : index) : `choice_${index + 1}`,
        title: { zh, en: whole ? capital(words.join(' ')) : zh },
        words: [],
      }
    })
    .map((choice, index, all) =>
      all.findIndex(({ value }) => value === choice.value) === index
        ? choice
        : { ...choice, value: `${choice.value}_${index + 1}` },
    )
}

/** Merged over several records, or written once above blanks. */
function isCarried(sheet: Sheet, column: number, records: number[]): boolean {
  const merged = records.some((row) => {
    const merge = sheet.mergeAt(row, column)
    return merge !== undefined && merge.bottom > merge.top
  })
  const filled = records.filter((row) => sheet.at(row, column) !== null).length
  const first = sheet.at(records[0] ?? 0, column) !== null
  return merged || (first && column <= 2 && filled > 0 && filled <= records.length * 0.5)
}

const names = /名称|姓名|品名|项目|品种|物资|物品|企业|单位|村|社区|地点/

/** The column that says what a row is about: filled in every row, and best different in each. */
function namingOf(sheet: Sheet, columns: DraftColumn[], records: number[]): DraftColumn | null {
  const scored = columns
    .filter(({ field }) => field.type === 'text' && !field.carriesDown)
    .map((one, index) => {
      const texts = records.map((row) => sheet.at(row, one.column)).filter(isFilled)
      if (texts.length < records.length) return { one, score: 0 }
      const different = new Set(texts.map((text) => normalise(String(text)))).size
      const distinct = different / Math.max(1, texts.length)
      return { one, score: distinct + (names.test(one.field.title.zh) ? 0.5 : 0) - index * 0.1 }
    })
    .filter(({ score }) => score > 0.3)
    .sort((a, b) => b.score - a.score)
  return scored[0]?.one ?? null
}
