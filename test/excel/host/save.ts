import type { ConditionalRule, Cell as FileCell, RowDef, WriteSheet } from 'hucre'
import { writeXlsx } from 'hucre/xlsx'
import type { Cell } from '../../../shared/grid/grid.ts'
import { type Area, formatArea } from './area.ts'
import type { Book } from './book.ts'
import { isError } from './entry.ts'
import type { CellState, ConditionalFormat, Sheet } from './sheet.ts'
import { plain, type Style } from './style.ts'

/** The workbook as an .xlsx file: values, formulas, formats, merged and hidden parts, marks. */
export function saveBook(book: Book): Promise<Uint8Array> {
  return writeXlsx({
    sheets: book.sheets.map(sheetOf),
    namedRanges: book.names.map(({ name, formula, comment }) => ({
      name,
      range: formula.replace(/^=/, ''),
      ...(comment && { comment }),
    })),
    activeSheet: book.sheets.indexOf(book.active),
  })
}

function sheetOf(sheet: Sheet): WriteSheet {
  const used = sheet.usedArea(false)
  const cells = new Map<string, Partial<FileCell>>()
  const rows: Cell[][] = []
  for (let row = 0; used && row <= used.bottom; row++) {
    const line: Cell[] = []
    for (let column = 0; column <= used.right; column++) {
      const state = sheet.state(row, column)
      line.push(state.value)
      if (state.formula || state.style !== plain) cells.set(`${row},${column}`, cellOf(state))
    }
    rows.push(line)
  }
  return {
    name: sheet.name,
    rows,
    cells,
    columns: columnsOf(sheet, used?.right ?? 0),
    rowDefs: rowsOf(sheet),
    merges: sheet.merges.map(({ top, left, bottom, right }) => ({
      startRow: top,
      startCol: left,
      endRow: bottom,
      endCol: right,
    })),
    conditionalRules: sheet.conditionalFormats.flatMap((format, index) =>
      ruleOf(format, index + 1),
    ),
    ...(sheet.filter && { autoFilter: { range: formatArea(sheet.filter) } }),
    ...(sheet.visibility === 'Hidden' && { hidden: true }),
    ...(sheet.visibility === 'VeryHidden' && { veryHidden: true }),
    tables: sheet.tables.map(({ name, area, style, totals }) => ({
      name,
      range: formatArea(area),
      style,
      showTotalRow: totals,
      columns: headersOf(sheet, area),
    })),
  }
}

const headersOf = (sheet: Sheet, area: Area): { name: string }[] =>
  (sheet.read({ ...area, bottom: area.top })[0] ?? []).map((value) => ({ name: String(value) }))

function cellOf({ value, formula, style }: CellState): Partial<FileCell> {
  return {
    value,
    ...(formula && { formula: formula.replace(/^=/, ''), formulaResult: value }),
    ...(isError(value) && !formula && { type: 'error' as const }),
    ...(style !== plain && { style: styleOf(style) }),
  }
}

const line = { style: 'thin', color: { rgb: '000000' } } as const

function styleOf(style: Style): NonNullable<FileCell['style']> {
  const { fill, color, horizontal, vertical } = style
  return {
    numFmt: style.numberFormat,
    ...(fill && {
      fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: fill.slice(1) } },
    }),
    font: {
      bold: style.bold,
      italic: style.italic,
      underline: style.underline,
      size: style.fontSize,
      name: style.fontName ?? '宋体',
      ...(color && { color: { rgb: color.slice(1) } }),
    },
    alignment: {
      horizontal: horizontal.toLowerCase() as 'left',
      vertical: vertical.toLowerCase() as 'center',
      wrapText: style.wrap,
    },
    ...(style.border && { border: { top: line, right: line, bottom: line, left: line } }),
  }
}

function columnsOf(sheet: Sheet, last: number): NonNullable<WriteSheet['columns']> {
  return Array.from({ length: last + 1 }, (_, index) => ({
    ...(sheet.columnWidths.has(index) && { width: sheet.columnWidths.get(index) as number }),
    ...(sheet.hiddenColumns.has(index) && { hidden: true }),
  }))
}

function rowsOf(sheet: Sheet): Map<number, RowDef> {
  const rows = new Map<number, RowDef>()
  for (const [row, height] of sheet.rowHeights) rows.set(row, { height })
  for (const row of [...sheet.hiddenRows, ...sheet.filteredRows]) {
    rows.set(row, { ...rows.get(row), hidden: true })
  }
  return rows
}

function ruleOf(format: ConditionalFormat, priority: number): ConditionalRule[] {
  const range = format.areas.map(formatArea).join(' ')
  if (format.source) return [{ ...(format.source as ConditionalRule), priority, range }]
  const { fill, color, bold } = format
  return [
    {
      type: 'expression',
      priority,
      range,
      formula: format.formula.replace(/^=/, ''),
      stopIfTrue: format.stopIfTrue,
      style: {
        ...(fill && {
          fill: {
            type: 'pattern' as const,
            pattern: 'solid' as const,
            bgColor: { rgb: fill.slice(1) },
          },
        }),
        ...((color || bold) && {
          font: { bold, ...(color && { color: { rgb: color.slice(1) } }) },
        }),
      },
    },
  ]
}
