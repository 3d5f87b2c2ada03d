import type { CellStyle, Cell as HucreCell, WriteSheet } from 'hucre/xlsx'

type Row = { height?: number; hidden?: boolean }

export type Plain = string | number | boolean | null

/** A formula and the figure it shows. */
export interface Formula {
  formula: string
  result: number
}

/** Looks that township sheets have. */
export type Look = 'title' | 'line' | 'head' | 'body' | 'figure' | 'total'

const thin = { style: 'thin', color: { rgb: '000000' } } as const
const box = { top: thin, right: thin, bottom: thin, left: thin }

const looks: Record<Look, CellStyle> = {
  title: {
    font: { name: '宋体', size: 16, bold: true },
    alignment: { horizontal: 'center', vertical: 'center' },
  },
  line: { font: { name: '宋体', size: 11 }, alignment: { vertical: 'center' } },
  head: {
    font: { name: '宋体', size: 11, bold: true },
    alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
    border: box,
  },
  body: { font: { name: '宋体', size: 11 }, alignment: { vertical: 'center' }, border: box },
  figure: {
    font: { name: '宋体', size: 11 },
    alignment: { horizontal: 'center', vertical: 'center' },
    border: box,
  },
  total: {
    font: { name: '宋体', size: 11, bold: true },
    alignment: { horizontal: 'center', vertical: 'center' },
    border: box,
  },
}

/** A sheet being drawn; rows and columns are 0-based. */
export class Sheet {
  readonly name: string
  private readonly cells = new Map<string, Partial<HucreCell>>()
  private readonly merges: NonNullable<WriteSheet['merges']> = []
  private readonly hidden = new Set<number>()
  private readonly heights = new Map<number, number>()
  private readonly widths: number[] = []

  constructor(name: string) {
    this.name = name
  }

  put(row: number, column: number, value: Plain | Formula, look: Look, format?: string): void {
    if (look === 'title' || look === 'head') this.heights.set(row, 30)
    const style = format ? { ...looks[look], numFmt: format } : looks[look]
    const key = `${row},${column}`
    if (value === null) this.cells.set(key, { type: 'empty', value: null, style })
    else if (typeof value === 'object') {
      const { formula, result } = value
      this.cells.set(key, { type: 'formula', value: result, formula, formulaResult: result, style })
    } else this.cells.set(key, { type: typeof value as 'string', value, style })
  }

  merge(top: number, left: number, bottom: number, right: number): void {
    if (top === bottom && left === right) return
    this.merges.push({ startRow: top, startCol: left, endRow: bottom, endCol: right })
  }

  /** A text in cells merged into one. */
  band(row: number, left: number, right: number, text: string, look: Look): void {
    this.put(row, left, text, look)
    this.merge(row, left, row, right)
  }

  hide(row: number): void {
    this.hidden.add(row)
  }

  /** At least so wide: two tables may share a column. */
  width(column: number, characters: number): void {
    this.widths[column] = Math.max(characters, this.widths[column] ?? 0)
  }

  finish(): WriteSheet {
    return {
      name: this.name,
      rows: [],
      cells: this.cells as Map<string, Partial<HucreCell>>,
      merges: this.merges,
      rowDefs: new Map([
        ...[...this.heights].map(([row, height]): [number, Row] => [row, { height }]),
        ...[...this.hidden].map((row): [number, Row] => [row, { hidden: true }]),
      ]),
      columns: Array.from(this.widths, (width) => ({ width: width ?? 10 })),
      pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    }
  }
}
