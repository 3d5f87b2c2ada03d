import { cellName, columnName } from '../../../shared/grid/grid.ts'
import type { Plain, Sheet } from './sheet.ts'

/** A column of a drawn table. */
export interface Column<Row> {
  /** Labels from the top header row down; fewer labels than rows stretch over the rest. */
  head: string[]
  /** Name under which mistakes are planted in it. */
  field: string
  value: (row: Row, index: number) => Plain
  /** Number format, for true dates. */
  format?: string
  width?: number
  /** Added up in total rows. */
  adds?: boolean
  /** A habit of this sheet that is a small mistake in every cell of the column. */
  habit?: { rule: string; severity: 'warning'; right: (row: Row) => Plain }
  /** Equal values below each other share one merged cell. */
  merged?: boolean
}

/** A mistake somebody made in a sheet. */
export interface Slip {
  /** What is found there, as the findings name it. */
  rule: string
  severity: 'error' | 'warning'
  /** 0-based place of the record; `total` for the total row. */
  at: number | 'total'
  field: string
  /** What stands there instead of what should. */
  write: (right: Plain, column: Plain[]) => Plain
}

/** A slip where it ended up. */
export interface Placed {
  sheet: string
  /** Null where the finding is about the sheet as a whole. */
  cell: string | null
  rule: string
  severity: 'error' | 'warning'
  wrong: Plain
  right: Plain
}

export interface TableOptions<Row> {
  top: number
  left: number
  columns: Column<Row>[]
  records: Row[]
  slips: Slip[]
  /** The sheet as it is once the mistakes are put right. */
  corrected?: boolean
  /** 1 2 3 … under the header. */
  numbering?: boolean
  /** Rows left blank before these records. */
  blankBefore?: number[]
  total?: {
    label: string
    /** Above the records, below them, or below them after blank rows. */
    place: 'above' | 'below' | number
    /** SUM formulas, or figures somebody added up. */
    formulas: boolean
  }
  /** A sub-total after each run of records with the same value of a field. */
  subtotals?: { label: string; by: (row: Row) => string }
  /** Empty rows with serial numbers, prepared for more records. */
  spare?: number
}

export interface Drawn {
  placed: Placed[]
  /** Rows of the records, 0-based. */
  rows: number[]
  firstHeader: number
  lastHeader: number
  /** First row after the table. */
  next: number
}

/** Draws header, records and totals, with the slips in them. */
export function drawTable<Row>(sheet: Sheet, options: TableOptions<Row>): Drawn {
  const { top, left, columns, records, slips, total, subtotals } = options
  const depth = Math.max(...columns.map(({ head }) => head.length))
  drawHeader(sheet, top, left, columns, depth)
  let next = top + depth
  if (options.numbering) {
    for (const [index] of columns.entries()) sheet.put(next, left + index, index + 1, 'head')
    next++
  }
  const totalAbove = total?.place === 'above' ? next++ : null

  const placed: Placed[] = []
  const values = columns.map(({ value }) => records.map(value))
  const shown = values.map((column) => [...column])
  const rows: number[] = []
  const subtotalRows: { row: number; from: number; to: number }[] = []
  let from = 0
  for (const [index, record] of records.entries()) {
    if (options.blankBefore?.includes(index)) next++
    rows.push(next)
    for (const [at, column] of columns.entries()) {
      const usual = values[at]?.[index] ?? null
      const right = column.habit ? column.habit.right(record) : usual
      const planted = slips.find((one) => one.at === index && one.field === column.field)
      const slip = planted ?? (usual === null ? undefined : column.habit)
      const made = planted ? planted.write(right, values[at] ?? []) : usual
      const wrong = options.corrected ? right : made
      if (slip) placed.push(placedAt(sheet, next, left + at, slip, wrong, right))
      if (shown[at]) shown[at][index] = wrong
      sheet.put(
        next,
        left + at,
        wrong,
        column.adds || column.field === 'serial' ? 'figure' : 'body',
        column.format,
      )
    }
    next++
    const following = records[index + 1]
    if (subtotals && (!following || subtotals.by(following) !== subtotals.by(record))) {
      subtotalRows.push({ row: next++, from, to: index })
      from = index + 1
    }
  }
  for (let spare = 0; spare < (options.spare ?? 0); spare++) {
    for (const [at] of columns.entries()) {
      sheet.put(next, left + at, at === 0 ? records.length + spare + 1 : null, 'body')
    }
    next++
  }
  mergeEqual(sheet, left, columns, values, rows)

  const drawTotal = (row: number, label: string, first: number, last: number, sums: boolean) => {
    let labelled = false
    for (const [at, column] of columns.entries()) {
      if (!column.adds) {
        sheet.put(row, left + at, labelled ? null : label, 'total')
        if (!labelled && label.length > 6) sheet.merge(row, left, row, left + 1)
        labelled = true
        continue
      }
      const right = sumOf(shown[at], first, last)
      const slip = slips.find((one) => one.at === 'total' && one.field === column.field)
      if (slip && row !== subtotalRows.find((one) => one.row === row)?.row) {
        const wrong = options.corrected ? right : slip.write(right, [])
        placed.push(placedAt(sheet, row, left + at, slip, wrong, right))
        sheet.put(row, left + at, wrong, 'total')
      } else if (sums && right !== null) {
        const letter = columnName(left + at)
        const area = `${letter}${(rows[first] ?? 0) + 1}:${letter}${(rows[last] ?? 0) + 1}`
        sheet.put(row, left + at, { formula: `SUM(${area})`, result: right }, 'total')
      } else sheet.put(row, left + at, right, 'total')
    }
  }
  for (const part of subtotalRows) {
    drawTotal(part.row, subtotals?.label ?? '', part.from, part.to, true)
  }
  if (total && totalAbove !== null) {
    drawTotal(totalAbove, total.label, 0, records.length - 1, total.formulas)
  } else if (total) {
    next += typeof total.place === 'number' ? total.place : 0
    drawTotal(next++, total.label, 0, records.length - 1, total.formulas && !subtotals)
  }
  columns.forEach(({ width, adds }, at) => {
    sheet.width(left + at, width ?? (adds ? 10 : 14))
  })
  return { placed, rows, firstHeader: top, lastHeader: top + depth - 1, next }
}

function placedAt(
  sheet: Sheet,
  row: number,
  column: number,
  { rule, severity }: Pick<Slip, 'rule' | 'severity'>,
  wrong: Plain,
  right: Plain,
): Placed {
  return { sheet: sheet.name, cell: cellName(row, column), rule, severity, wrong, right }
}

/** Same labels side by side under the same group are one merged cell; a last label stretches down. */
function drawHeader<Row>(
  sheet: Sheet,
  top: number,
  left: number,
  columns: Column<Row>[],
  depth: number,
): void {
  for (const [at, { head }] of columns.entries()) {
    for (let level = 0; level < depth; level++) {
      sheet.put(top + level, left + at, head[level] ?? null, 'head')
    }
    sheet.merge(top + head.length - 1, left + at, top + depth - 1, left + at)
  }
  for (let level = 0; level < depth - 1; level++) {
    const group = (at: number): string | null => {
      const head = columns[at]?.head ?? []
      return head.length > level + 1 ? head.slice(0, level + 1).join('\n') : null
    }
    for (let first = 0; first < columns.length; first++) {
      const label = group(first)
      let last = first
      while (label !== null && group(last + 1) === label) last++
      for (let at = first + 1; at <= last; at++) sheet.put(top + level, left + at, null, 'head')
      sheet.merge(top + level, left + first, top + level, left + last)
      first = last
    }
  }
}

function mergeEqual<Row>(
  sheet: Sheet,
  left: number,
  columns: Column<Row>[],
  values: Plain[][],
  rows: number[],
): void {
  for (const [at, column] of columns.entries()) {
    if (!column.merged) continue
    const list = values[at] ?? []
    let first = 0
    for (let index = 1; index <= list.length; index++) {
      const together = list[index] === list[first] && rows[index] === (rows[index - 1] ?? 0) + 1
      if (together) {
        sheet.put(rows[index] ?? 0, left + at, null, 'body')
        continue
      }
      sheet.merge(rows[first] ?? 0, left + at, rows[index - 1] ?? 0, left + at)
      first = index
    }
  }
}

/** What SUM makes of cells: text adds nothing. Null when there is no number at all. */
function sumOf(values: Plain[] | undefined, first: number, last: number): number | null {
  const numbers = (values ?? []).slice(first, last + 1).filter((one) => typeof one === 'number')
  return numbers.length ? numbers.reduce((a, b) => a + b, 0) : null
}
