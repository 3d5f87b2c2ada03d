/** A form drafted from an example sheet, for a person to look over. */
import type { Grid } from '../../grid/grid.ts'
import { readContext } from '../../recognise/context.ts'
import { recognise } from '../../recognise/recognise.ts'
import { type Sheet, sheetOf } from '../../recognise/sheet.ts'
import type { Form, Indicator, Text } from '../form.ts'
import { readForm } from '../read-form.ts'
import { type DraftColumn, draftColumns, isFigure } from './columns.ts'
import { draftIndicators, draftRules } from './figures.ts'
import { type FoundTable, findTable } from './find-table.ts'
import { english, idMaker } from './glossary.ts'

export interface DraftOptions {
  /** Day of today in Asia/Shanghai, for dates without a year. */
  now: string
  /** File name; a title of last resort. */
  file?: string
  /** The forms in force: their ids are taken, their words are known. */
  forms: Form[]
}

/** Why no form can be drafted. */
export type NoDraft = { why: 'no-table' | 'no-records' | 'unclear-columns' }

/**
 * Proposes a form for the first table of a sheet: fields by its headers and values, figures that add
 * up, rules that hold on it. The form is valid, and reads the very sheet it came from.
 */
export function draftForm(grid: Grid, options: DraftOptions): Form | NoDraft {
  const sheet = sheetOf(grid)
  const table = findTable(sheet)
  if (!table) return { why: 'no-table' }
  // An empty template is an example too, where it is plainly a header.
  if (table.rows.records.length === 0 && table.headers.length < 3) return { why: 'no-records' }
  const context = readContext(
    sheet,
    { from: 0, to: table.top - 1 },
    { from: table.rows.end, to: table.rows.end + 8 },
    options,
  )
  const asOf = context.asOf ?? options.now
  const columns = draftColumns(sheet, table, options.forms, asOf)
  const title = titleFor(grid, context, options.file)
  const taken = options.forms.map(({ id }) => id)
  const form = compose(sheet, table, columns, title, taken)
  const read = readForm(form, options.forms)
  if (Array.isArray(read)) return { why: 'unclear-columns' }
  return asRead(grid, read, options)
}

export function isForm(draft: Form | NoDraft): draft is Form {
  return !('why' in draft)
}

/** Leaves out what the form could not find again on its own sheet: two columns that say the same. */
function asRead(grid: Grid, form: Form, { now }: DraftOptions): Form | NoDraft {
  const [found] = recognise(grid, { forms: [form], now })
  return found?.form ? form : { why: 'unclear-columns' }
}

const surname = /(?:情况)?(?:汇总|统计|登记|明细|调查|一览|[日周月季年快简]?报)*表?$|台账$/

/** The sheet's title without its unit and its day, else the name of the sheet or of the file. */
function titleFor(grid: Grid, { title, unit }: { title: string; unit: string | null }, file = '') {
  const stem = file.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '')
  const names = [title, grid.sheet, stem].map((text) =>
    text
      .normalize('NFKC')
      .replace(/\s+/g, '')
      .replace(/^附件\d*[:：]?/, '')
      .replace(/[(（][^()（）]*[\d日月年周][^()（）]*[)）]/g, '')
      .replace(/(?:\d{4}年)?(?:第?\d{1,2}[月周期])?(?:\d{1,2}[日号])?/g, '')
      .replace(/\p{Cc}/gu, ''),
  )
  const name = names.find(
    (text) => /[\p{L}]{2}/u.test(text) && !/^(?:sheet|工作表|模板表?|表)\d*$/i.test(text),
  )
  if (name === undefined) return '自定义报表'
  const plain = unit && name.startsWith(unit) ? name.slice(unit.length) : name
  return (plain || name).slice(0, 60)
}

function compose(
  sheet: Sheet,
  table: FoundTable,
  columns: DraftColumn[],
  title: string,
  taken: string[],
): Form {
  const subject = title.replace(surname, '')
  const known = english(subject || title)
  const id = idMaker(taken)(known.whole || known.words.length >= 2 ? known.words : [], 'own_form')
  const naming = columns.find(({ field }) => field.required)
  const row = rowOf(naming)
  const indicators = draftIndicators(sheet, table, columns, id, row)
  const en = known.whole ? known.words.join(' ') : title
  const named = { zh: title, en: (en.slice(0, 1).toUpperCase() + en.slice(1)).slice(0, 60) }
  return {
    id,
    version: 1,
    title: named,
    row,
    subjects: subject.length >= 2 ? [subject] : [],
    identifiedBy: identifying(columns, naming),
    fields: columns.map(({ field }) => field),
    indicators,
    rules: draftRules(sheet, table, columns, id),
    bulletin: draftBulletin(named, indicators),
  }
}

/** The sentence of a drafted form: its rows and its first figures, each left out where it is missing. */
export function draftBulletin(title: Text, indicators: Indicator[]): Text {
  const nameOf = ({ id }: Indicator) => id.slice(id.indexOf('.') + 1)
  const hasRows = indicators.some((one) => nameOf(one) === 'rows')
  const parts = (lang: keyof Text) =>
    indicators
      .filter((one) => nameOf(one) !== 'rows')
      .slice(0, 7)
      .map((one) => {
        const figure = `{${nameOf(one)}}`
        return lang === 'zh'
          ? `[，${one.title.zh}${figure}${one.unit?.zh ?? ''}]`
          : `[, ${one.title.en.toLowerCase()} ${figure}${one.unit?.en ? ` ${one.unit.en}` : ''}]`
      })
      .join('')
  const subject = title.zh.replace(surname, '') || title.zh
  return {
    zh: `截至{asOf}，{unit}${subject}${hasRows ? '共{rows}条' : '已报送'}${parts('zh')}。`,
    en: `As of {asOf}, {unit} ${hasRows ? 'lists {rows} rows' : 'has reported'}${parts('en')}.`,
  }
}

function rowOf(naming: DraftColumn | undefined): Text {
  const zh = naming?.field.title.zh.replace(/名称$|姓名$|[（(].*$/, '') ?? ''
  return { zh: zh || '记录', en: naming?.field.title.en.toLowerCase() || 'record' }
}

/** A sheet is this form when it names the same thing and has the figures asked of it. */
function identifying(columns: DraftColumn[], naming: DraftColumn | undefined): string[][] {
  const figures = columns.filter(({ field }) => isFigure(field.type)).map(({ field }) => field.id)
  const others = columns.filter((one) => one !== naming).map(({ field }) => field.id)
  const rest = figures.length > 0 ? figures : others
  const groups = rest.length <= 2 ? rest.map((one) => [one]) : [rest.slice(0, 1), rest.slice(1, 20)]
  return [...(naming ? [[naming.field.id]] : []), ...groups].slice(0, 10)
}
