import { cellName, columnIndex, columnName, type Grid } from '../grid/grid.ts'
import type { Table } from '../read/table.ts'
import { isErrorValue } from '../values/nil.ts'
import type { Finding } from './finding.ts'

/*
 * What only the sheet itself can tell, beyond its values: rows and columns out of sight, sums that
 * leave rows out, formulas that show an error, serial numbers. All are warnings: the figures are read
 * either way.
 */

/** Rows and columns that are hidden, and count all the same. */
export function outOfSight(grid: Grid, { layout, records }: Table): Finding[] {
  const { hiddenRows, filteredRows, hiddenColumns } = grid
  if (hiddenRows.length + filteredRows.length + hiddenColumns.length === 0) return []
  const rows = new Set(records.map(({ row }) => row - 1))
  const columns = new Set(Object.keys(layout.columns).map(columnIndex))
  const hidden = hiddenRows.filter((row) => rows.has(row))
  const filtered = filteredRows.filter((row) => rows.has(row))
  const away = hiddenColumns.filter((column) => columns.has(column))
  const say = (rule: string, params: Finding['params']): Finding[] =>
    params.count === 0 ? [] : [{ rule, severity: 'warning', cell: null, params }]
  const list = (items: (string | number)[]) =>
    items.length <= 5 ? items.join('、') : `${items.slice(0, 5).join('、')}…`
  return [
    ...say('hidden-rows', { count: hidden.length, rows: list(hidden.map((row) => row + 1)) }),
    ...say('filtered-rows', { count: filtered.length, rows: list(filtered.map((row) => row + 1)) }),
    ...say('hidden-columns', { count: away.length, columns: list(away.map(columnName)) }),
  ]
}

const simpleSum = /^=\s*SUM\(\s*\$?([A-Z]{1,3})\$?(\d+)\s*:\s*\$?([A-Z]{1,3})\$?(\d+)\s*\)$/i

/** A SUM over its own column that begins after the first or ends before the last row it should add. */
export function narrowSums(grid: Grid, { layout, totals }: Table): Finding[] {
  return totals.flatMap((total) =>
    Object.entries(layout.columns).flatMap(([column, field]): Finding[] => {
      const cell = `${column}${total.row}`
      const found = simpleSum.exec(grid.formulas[cell] ?? '')
      if (!found || found[1]?.toUpperCase() !== column || found[3]?.toUpperCase() !== column)
        return []
      const [first, last] = [Number(found[2]), Number(found[4])]
      if (first <= total.from && last >= total.to) return []
      const params = { formula: grid.formulas[cell] ?? '', from: total.from, to: total.to, column }
      return [{ rule: 'sum-leaves-out-rows', severity: 'warning', cell, field, params }]
    }),
  )
}

/**
 * Errors of Excel where no figure of ours is read: in the sheet's own totals, and in columns that are no
 * field's, of which the first cell stands for all.
 */
export function brokenCells(grid: Grid, { layout, records }: Table): Finding[] {
  const { columns, unmapped, totalRows } = layout
  const rows = records.map(({ row }) => row)
  const errorIn = (column: string) => (row: number) => {
    const value = grid.values[row - 1]?.[columnIndex(column)]
    return typeof value === 'string' && isErrorValue(value)
  }
  const cells = [
    ...Object.keys(columns).flatMap((column) =>
      totalRows.filter(errorIn(column)).map((row) => ({ column, row })),
    ),
    ...unmapped.flatMap((column) => {
      const row = [...rows, ...totalRows].find(errorIn(column))
      return row === undefined ? [] : [{ column, row }]
    }),
  ]
  return cells.map(({ column, row }): Finding => {
    const text = String(grid.values[row - 1]?.[columnIndex(column)])
    const field = columns[column]
    const cell = `${column}${row}`
    const params = { text }
    return { rule: 'cell-error', severity: 'warning', cell, ...(field && { field }), params }
  })
}

/** Serial numbers that occur twice or skip; a list may begin anew after a heading or a sub-total. */
export function serials(grid: Grid, { layout, records }: Table): Finding[] {
  if (!layout.serial) return []
  const column = columnIndex(layout.serial)
  const numbers = records.map(({ row }) => {
    const value = grid.values[row - 1]?.[column] ?? null
    const number =
      typeof value === 'string' ? Number(value.normalize('NFKC').trim() || Number.NaN) : value
    return typeof number === 'number' && Number.isInteger(number) ? number : null
  })
  const counted = numbers.filter((number) => number !== null).length
  if (counted < records.length * 0.8) return []

  const findings: Finding[] = []
  let last: number | null = null
  for (const [index, { row }] of records.entries()) {
    const number = numbers[index] ?? null
    if (number === null) continue
    const rule =
      last === null || number === last + 1 || number === 1
        ? null
        : number === last
          ? 'serial-duplicate'
          : 'serial-gap'
    if (rule) {
      const cell = cellName(row - 1, column)
      findings.push({
        rule,
        severity: 'warning',
        cell,
        params: { found: number, expected: (last ?? 0) + 1 },
      })
    }
    last = number
  }
  // A list that is not counted at all (codes, years) is not wrong in every line.
  return findings.length > Math.max(3, counted * 0.2) ? [] : findings
}
