import { dayNumber } from '../periods/days.ts'
import { type PeriodText, readPeriodText } from '../periods/period-text.ts'
import { daysOfPeriod } from '../periods/periods.ts'
import { simplify } from '../text/normalise.ts'
import { scaleOf } from './label.ts'
import type { Sheet } from './sheet.ts'

/** What the texts around a table say about it. */
export interface Context {
  /** Reporting unit as written (双河镇), or null. */
  unit: string | null
  /** Day the figures stand for, `YYYY-MM-DD`. */
  asOf: string | null
  /** ISO week, where it is named rather than dated. */
  period: string | null
  /** Title of the table, for telling forms apart. */
  title: string
  /** A week or a day that the sheet's or the file's name says and the sheet itself does not. */
  otherwise: { name: string; said: string; named: string } | null
  /** Factors of columns of money and of people that name no unit of their own (单位：万元、千人). */
  scales: { 元: number; 人: number }
}

export interface ContextOptions {
  /** Day of today in Asia/Shanghai, for dates without a year. */
  now: string
  file?: string
}

/** Where no line names a year: a day that the rows of the table are near to, null where today will do. */
export type NearRows = () => string | null

const reportedBy =
  /(?:填报|报送|上报|填表|填制|编制|编报|制表)\s*(?:单位|乡镇|镇街|部门|地区)\s*(?:[(（]\s*(?:公章|盖章|签章|章)\s*[)）])?\s*[:：]?\s*(.*)$/
/** A name asked for, which may also be that of an enterprise: believed where it is a place's. */
const named =
  /(?:^|\s)(?:(?:(?:统计|报表)?单位|乡镇|镇街|街道|县区|区县|村|社区)(?:名称)?|乡[(（]镇[)）])\s*[:：]\s*(.*)$/
const nextLabel =
  /\s{2,}|\s+(?=\S{2,8}[:：])|[;；,，]|(?:填报|报送|填表|审核|单位|日期|时间|负责)\S{0,4}[:：]/

/**
 * Reads the lines above a table (and below it, where signatures stand), its sheet's name and its
 * file's name, the nearest to the table first.
 *
 * @param above 0-based rows before the header
 * @param below 0-based rows after the last record
 * @param near asked only where a day or a week is named without a year
 */
export function readContext(
  sheet: Sheet,
  above: { from: number; to: number },
  below: { from: number; to: number },
  options: ContextOptions,
  near: NearRows = () => null,
): Context {
  const heading = textsOf(sheet, above.from, above.to)
  const footing = signed(textsOf(sheet, below.from, below.to))
  const stem = (options.file ?? '').replace(/\.[^.]*$/, '').replace(/^.*[\\/]/, '')
  const title = titleOf(heading)
  const names = [sheet.grid.sheet, stem]

  const labelled = [...heading, ...footing].map((text) => labelledUnit(text, sheet))
  const unit =
    labelled.find((found) => found !== null) ??
    [title, ...names].map(unitInText).find((found) => found !== null) ??
    null

  let [asOf, period]: [string | null, string | null] = [null, null]
  let otherwise: Context['otherwise'] = null
  const info = heading.filter(({ text }) => text !== title)
  const lines = [...info, ...footing].map(dated).flatMap((text) => (text ? piecesOf(text) : []))
  const said = [
    ...[...lines, title].map((text) => ({ text, name: false })),
    ...names.map((text) => ({ text, name: true })),
  ].flatMap(({ text, name }) => (text ? [{ text, name }] : []))
  // 第8周 of a sheet dated 2020 is that of 2020, whatever year it is read in.
  const now = yearSaid(said) ?? (said.some(isDated) ? near() : null) ?? options.now
  for (const { text, name } of said) {
    const found = readPeriodText(text, { now: asOf ?? now, name })
    if (name && found) otherwise ??= contradiction(text, found, { asOf, period })
    if (found?.asOf && asOf === null) asOf = found.asOf
    if (found?.period && period === null) period = found.period
  }
  return { unit, asOf, period, title, otherwise, scales: scalesOf(heading) }

  /** A line with its right neighbour where the date has a cell of its own, true dates included. */
  function dated({ text, row, column }: Text): string | null {
    if (!/[日期间时截止至]\s*[:：]?$/.test(text.trim())) return text
    const value = neighbour(sheet, row, column)
    if (typeof value === 'number') return `${text} ${serialDay(value)}`
    return value === null ? text : `${text} ${value}`
  }
}

/** Rows of a signature; a row of several texts without a label is one of another table. */
function signed(footing: Text[]): Text[] {
  const byRow = Map.groupBy(footing, ({ row }) => row)
  return footing.filter(({ row }) => {
    const texts = byRow.get(row) ?? []
    return texts.length < 3 || texts.some(({ text }) => /[:：]/.test(text))
  })
}

function isDated({ text, name }: Said): boolean {
  return readPeriodText(text, { now: '2000-01-01', name }) !== null
}

/** What stands apart in one cell: `填报单位：塔山乡　　2020年3月6日　　单位：人`, the whole of it first. */
function piecesOf(line: string): string[] {
  const pieces = line.split(/(?<![:：\s])\s{2,}|(?<![:：\s])\s+(?=[^\s:：]{2,8}[:：])/)
  return pieces.length > 1 ? [line, ...pieces] : [line]
}

/** A year by itself; 2019年末, 2019年12月31日用工数 are what figures are compared with. */
const YEAR = /(?<!\d)20\d{2}(?=年(?!\s*\d|[底末初]|以来))/g

/**
 * A day near those that the texts leave without a year: one that has its year, else the end of the
 * one year they name (2020年返岗周报). Null where none is named.
 */
function yearSaid(said: Said[]): string | null {
  for (const { text, name } of said) {
    const found = readPeriodText(text, { now: '2000-01-01', name })
    if (!found?.year) continue
    return found.asOf ?? (found.period ? daysOfPeriod(found.period).last : null)
  }
  const years = new Set(said.flatMap(({ text }) => text.match(YEAR) ?? []))
  // A month before its end, so that no day of the next year is nearer.
  return years.size === 1 ? `${[...years][0]}-11-30` : null
}

/** Half width and Simplified; spaces stay, they separate. */
function plainOf(text: string): string {
  return simplify(text.normalize('NFKC'))
}

/** What a sheet says, or the name of it or of its file. */
interface Said {
  text: string
  name: boolean
}

interface Text {
  text: string
  row: number
  column: number
}

function textsOf(sheet: Sheet, from: number, to: number): Text[] {
  const texts: Text[] = []
  for (let row = Math.max(0, from); row <= to && row < sheet.rows; row += 1) {
    for (let column = 0; column < (sheet.grid.values[row]?.length ?? 0); column += 1) {
      const value = sheet.at(row, column)
      if (typeof value === 'string' && value.length <= 300) texts.push({ text: value, row, column })
    }
  }
  return texts
}

/** The longest line that reads like a title; a line with a colon is an info line. */
function titleOf(heading: Text[]): string {
  const candidates = heading
    .map(({ text }) => text)
    .filter(
      (text) => !/[:：]/.test(text) && /[\u4e00-\u9fff]{4}|[a-z]{5}/i.test(text.replace(/\s/g, '')),
    )
  return candidates.reduce((best, text) => (text.length > best.length ? text : best), '')
}

function neighbour(sheet: Sheet, row: number, column: number) {
  const width = sheet.grid.values[row]?.length ?? 0
  for (let next = column + 1; next < width; next += 1) {
    const value = sheet.at(row, next)
    if (value !== null) return value
  }
  return null
}

function labelledUnit({ text, row, column }: Text, sheet: Sheet): string | null {
  const plain = plainOf(text)
  const found = reportedBy.exec(plain) ?? named.exec(plain)
  if (!found) return null
  const rest = (found[1] ?? '').trim()
  const value = rest ? rest.split(nextLabel)[0] : neighbour(sheet, row, column)
  if (typeof value !== 'string') return null
  const name = unitName(untilElse(value.trim()))
  return reportedBy.test(plain) || (name !== null && endsInPlace.test(name)) ? name : null
}

/** A name up to a day, and up to what follows a place after a blank: 青山乡 截止2020年3月6日, 双河镇 张三. */
function untilElse(text: string): string {
  const undated = text.replace(someDay, '')
  const words = (undated || text).split(/\s+/)
  const last = words.findLastIndex((word) => endsInUnit.test(word))
  return last < 0 ? undated || text : words.slice(0, last + 1).join('')
}

const someDay =
  /(?<=\S)\s*(?:[(（]?截[至止]|(?<!\d)(?:19|20)\d{2}\s*[年./-]|(?<!\d)\d{1,2}\s*月\s*\d|(?<=\s)\d{1,2}[./-]\d|[二贰][〇○零OＯ0]).*$/s

const suffixes = '街道|镇|乡|社区|村|县|区|市|州|盟|旗|开发区|管委会|园区|林场|农场'
const office =
  /(?:人民政府|党委政府|党委|政府|办事处|委员会|居委会|村委会|复工办|经济发展办公室|经发办|办公室|指挥部)+$/
/** An office of a place reports for it: 双桥镇人社所, 江高镇经济发展办, 确山县城乡建设局. */
const department =
  /(?<=.(?:街道|镇|(?<!城)乡|社区|县|区|市|旗))(?!.*街道)(?:城乡|乡村|村镇|市场|[^镇乡县区市村旗]){0,14}(?:办|办公室|所|站|局|科|组|股|室|处|队|专班|中心)$/
const endsInUnit = new RegExp(
  `(?:街道|镇|乡|社区|村|县|区|市|州|盟|旗|管委会|林场|农场)$|${office.source}`,
)
const higher =
  /^(?:[\u4e00-\u9fff]{2,7}?(?:省|自治区))?(?:[\u4e00-\u9fff]{2,7}?(?:市|州|盟))?(?:[\u4e00-\u9fff]{2,6}?(?:县|区|旗|市))?(?=[\u4e00-\u9fff]{1,12}(?:街道|镇|乡|社区|村|县|区|市|州|盟|旗)$)/

/** A unit's own name: `慈利县零阳镇人民政府（盖章）` → `零阳镇`. Null for an empty text. */
export function unitName(text: string): string | null {
  const plain = plainOf(text)
    .replace(/[(（【[].*?[)）】\]]/g, '')
    .replace(/[\s_.。:：、]+/g, '')
  if (!plain || plain.length > 30) return null
  const place = plain.replace(office, '').replace(department, '')
  if (!place) return plain
  return place.replace(higher, '') || place
}

/** What a title says before it comes to its subject. */
const subject =
  /企业|务工|农民工|复工|復工|企業|務工|返岗|返乡|防疫|防控|疫情|重点|规模|规上|项目|岗位|招聘|融资|关于|外出|农村|劳动力|就业|驻企|点对点|捐赠|法律|证照|便民|春耕|物资|各类|各?[县市]区|[各全本所][镇县市区乡村街有]|[镇县市区乡村]级|\d|[一二三四五六七八九十]+月|第.{1,3}[周期]/
const endsInPlace = new RegExp(`.(?:${suffixes})$`)
const placeName = new RegExp(`[\\u4e00-\\u9fff]{1,18}(?:${suffixes})(?![镇乡县区市村])`)

function unitInText(text: string): string | null {
  const plain = plainOf(text).trim()
  // A title spaced out letter by letter is one piece.
  const whole = /^(?:\S\s+)+\S$/.test(plain) ? plain.replace(/\s+/g, '') : plain
  for (const piece of whole.split(/[\s_\-—–()（）【】[\]·.,，、]+/)) {
    const end = piece.search(subject)
    const head = end < 0 ? piece : piece.slice(0, end)
    const found = placeName.exec(head)
    if (found && found[0].length <= 20) return unitName(found[0])
  }
  return null
}

/**
 * A sheet is copied from last week's, its tab renamed, and its title forgotten: two weeks by name, or
 * two days just weeks apart. Other days that differ are those of reporting.
 */
function contradiction(
  name: string,
  { asOf: day, period: week }: PeriodText,
  { asOf, period }: Pick<Context, 'asOf' | 'period'>,
): Context['otherwise'] {
  if (week && period) return week === period ? null : { name, said: period, named: week }
  if (!day || !asOf) return null
  const apart = Math.abs((dayNumber(day) ?? 0) - (dayNumber(asOf) ?? 0))
  return apart > 0 && apart <= 28 && apart % 7 === 0 ? { name, said: asOf, named: day } : null
}

/** `单位：万元、人`, also within a title: `…表（单位：万元）`, `…表（万元）`. */
const statedUnit = /单位\s*[:：]?\s*([^\s()[\]【】]+)|[(【[]([^()[\]【】]*[元人])[)\]】]/g

function scalesOf(heading: Text[]): Context['scales'] {
  return { 元: statedScale(heading, '元'), 人: statedScale(heading, '人') }
}

function statedScale(heading: Text[], of: string): number {
  for (const { text } of heading) {
    for (const [, after, within] of plainOf(text).matchAll(statedUnit)) {
      const list = after ?? within ?? ''
      for (const one of list.split(/[、,，/;；]/)) {
        const factor = one.endsWith(of) ? scaleOf(one) : null
        if (factor !== null) return factor
      }
    }
  }
  return 1
}

/** Day of an Excel serial number (1900 system), `YYYY-MM-DD`; the number itself where it is no day. */
function serialDay(serial: number): string {
  if (serial < 20_000 || serial > 80_000) return String(serial)
  return new Date(Math.round((Math.floor(serial) - 25_569) * 86_400_000)).toISOString().slice(0, 10)
}
