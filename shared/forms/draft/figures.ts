/** Figures that add up, shares that are made of two others, and rules that hold on the sheet. */
import type { Sheet } from '../../recognise/sheet.ts'
import { compare } from '../../tally/condition.ts'
import { withoutNoise } from '../../values/noise.ts'
import type { Indicator, Rule, Text } from '../form.ts'
import { type DraftColumn, isFigure, readNumber } from './columns.ts'
import type { FoundTable } from './find-table.ts'

/** What stands in a column of figures and is no quantity: adding it up says nothing. */
const noSum = /单价|价格|均价|平均|人均|户均|每|标准|年龄|温度|年份|届|排名|名次|[率比]$|编号|度$/
/** What happens in a week and adds up over weeks; the rest is a state, of which the latest holds. */
const flow = /本[周期月日]|当[周日]|新增|今日/

export function draftIndicators(
  sheet: Sheet,
  table: FoundTable,
  columns: DraftColumn[],
  form: string,
  row: Text,
): Indicator[] {
  const sums = columns
    .filter((one) => isFigure(one.field.type) && addsUp(sheet, table, columns, one))
    .map(
      ({ field }): Indicator => ({
        id: `${form}.${field.id}`,
        title: field.title,
        ...(field.unit && { unit: field.unit }),
        overTime: flow.test(field.title.zh) ? 'sum' : 'last',
        overUnits: 'sum',
        compute: { sum: field.id },
      }),
    )
  const summed = new Set(sums.map(({ id }) => id))
  const rates = columns.flatMap(({ field, column }): Indicator[] => {
    if (field.type !== 'percent') return []
    const ratio = ratioOf(
      sheet,
      table,
      columns.filter((one) => summed.has(`${form}.${one.field.id}`)),
      column,
    )
    if (!ratio) return []
    return [
      {
        id: `${form}.${field.id}`,
        title: field.title,
        overTime: 'last',
        overUnits: 'ratio',
        compute: { ratio: [`${form}.${ratio[0].field.id}`, `${form}.${ratio[1].field.id}`] },
      },
    ]
  })
  const rows: Indicator = {
    id: `${form}.rows`,
    title: { zh: `${row.zh}数`.slice(0, 60), en: `Number of rows (${row.en})` },
    overTime: 'last',
    overUnits: 'sum',
    compute: { count: 'all' },
  }
  return [rows, ...[...sums, ...rates].filter(({ id }) => id !== rows.id)].slice(0, 80)
}

/** The sheet's own total knows best: it leaves prices and rates blank. */
function addsUp(
  sheet: Sheet,
  { rows }: FoundTable,
  columns: DraftColumn[],
  { column, field }: DraftColumn,
): boolean {
  if (noSum.test(field.title.zh)) return false
  const totals = rows.totals.filter((row) =>
    columns.some((one) => isFigure(one.field.type) && sheet.at(row, one.column) !== null),
  )
  return totals.length === 0 || totals.some((row) => sheet.at(row, column) !== null)
}

function figuresOf(sheet: Sheet, { rows }: FoundTable, column: number): number[] {
  return rows.records.map((row) => readNumber(sheet.at(row, column)))
}

/** The two columns of which a column of shares is part and whole, on every row that has all three. */
function ratioOf(
  sheet: Sheet,
  table: FoundTable,
  figures: DraftColumn[],
  column: number,
): [DraftColumn, DraftColumn] | null {
  const shares = table.rows.records.map((row) => {
    const cell = sheet.at(row, column)
    const share = readNumber(typeof cell === 'string' ? cell.replace(/[%％]\s*$/, '') : cell)
    return typeof cell === 'string' || share > 1 ? share / 100 : share
  })
  if (new Set(shares.filter((share) => !Number.isNaN(share))).size < 2) return null
  for (const part of figures) {
    for (const whole of figures) {
      if (part === whole) continue
      const parts = figuresOf(sheet, table, part.column)
      const wholes = figuresOf(sheet, table, whole.column)
      const gaps = shares
        .map((share, index) => Math.abs((parts[index] ?? 0) / (wholes[index] ?? 0) - share))
        .filter((gap) => Number.isFinite(gap))
      if (gaps.length >= 2 && gaps.every((gap) => gap <= 0.0051)) return [part, whole]
    }
  }
  return null
}

export function draftRules(
  sheet: Sheet,
  table: FoundTable,
  columns: DraftColumn[],
  form: string,
): Rule[] {
  const naming = columns.find(({ field }) => field.required)
  return [
    ...columns.flatMap((part) => partOfWhole(sheet, table, columns, part, form)),
    ...columns.flatMap((one) => sumOfOthers(sheet, table, columns, one, form)),
    ...(naming ? eachOnce(sheet, table, columns, naming, form) : []),
  ].slice(0, 80)
}

/** 其中 says that a column is a part of the nearest one before it that is none itself. */
function partOfWhole(
  sheet: Sheet,
  table: FoundTable,
  columns: DraftColumn[],
  part: DraftColumn,
  form: string,
): Rule[] {
  if (!part.isPart || !isFigure(part.field.type)) return []
  const whole = columns
    .filter((one) => one.column < part.column && !one.isPart && one.field.type === part.field.type)
    .at(-1)
  if (!whole || whole.field.unit?.zh !== part.field.unit?.zh) return []
  const wholes = figuresOf(sheet, table, whole.column)
  const holds = figuresOf(sheet, table, part.column).every(
    (figure, index) => !(figure > (wholes[index] ?? Number.NaN)),
  )
  if (!holds) return []
  return [
    {
      id: `${form}.${part.field.id}-within-${whole.field.id}`.slice(0, 80),
      severity: 'warning',
      title: {
        zh: `${part.field.title.zh}不大于${whole.field.title.zh}`,
        en: `${part.field.title.en} within ${whole.field.title.en}`,
      },
      kind: 'compare',
      left: { field: part.field.id },
      op: '<=',
      right: { field: whole.field.id },
      missing: 'skip-any',
    },
  ]
}

/** A column called 合计 that on every row is the sum of those beside it. */
function sumOfOthers(
  sheet: Sheet,
  table: FoundTable,
  columns: DraftColumn[],
  total: DraftColumn,
  form: string,
): Rule[] {
  if (!/(?:合计|小计|共计|总计|总数)$/.test(total.leaf) || !isFigure(total.field.type)) return []
  const at = columns.indexOf(total)
  const sums = figuresOf(sheet, table, total.column)
  const alike = (one: DraftColumn | undefined) => one?.field.type === total.field.type
  for (const step of [1, -1]) {
    const run: DraftColumn[] = []
    for (let next = at + step; alike(columns[next]); next += step) {
      run.push(columns[next] as DraftColumn)
      if (run.length < 2) continue
      const each = run.map(({ column }) => figuresOf(sheet, table, column))
      const agree = sums.every((sum, index) =>
        compare(
          sum,
          '==',
          withoutNoise(each.reduce((all, figures) => all + (figures[index] || 0), 0)),
        ),
      )
      if (!agree || sums.every((sum) => sum === 0)) continue
      return [
        {
          id: `${form}.${total.field.id}-adds-up`,
          severity: 'warning',
          title: {
            zh: `${total.field.title.zh}等于各项之和`,
            en: `${total.field.title.en} is the sum of its parts`,
          },
          kind: 'compare',
          left: { field: total.field.id },
          op: '==',
          right: { sum: run.map(({ field }) => field.id) },
          missing: 'skip-any',
        },
      ]
    }
  }
  return []
}

/** What occurs once on the sheet should occur once next week. */
function eachOnce(
  sheet: Sheet,
  { rows }: FoundTable,
  columns: DraftColumn[],
  naming: DraftColumn,
  form: string,
): Rule[] {
  const apart = columns.filter(({ field }) => field.carriesDown)
  const keys = rows.records.map((row) =>
    [naming, ...apart].map(({ column }) => sheet.seen(row, column)).join('／'),
  )
  if (new Set(keys).size < keys.length) return []
  const { title } = naming.field
  return [
    {
      id: `${form}.duplicate`,
      severity: 'warning',
      title: { zh: `同一${title.zh}只填一行`.slice(0, 200), en: `${title.en} once` },
      kind: 'named',
      check: 'duplicate',
      fields: [naming, ...apart].map(({ field }) => field.id),
    },
  ]
}
