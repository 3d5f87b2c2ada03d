import { FileError } from './file-error.ts'

/**
 * A sheet whose formatting reaches down to row 1 048 576 is a hundred megabytes of XML around a
 * handful of figures, and the reader would hold all of it. The sieve lets through only cells that
 * hold something, while the part is being inflated, and notes on the way what the reader does not
 * tell: hidden rows and columns, whether a filter is on, how many rows hold anything.
 */

export interface Sieved {
  /** Rows that hold something, counted also beyond the limit. */
  rows: number
  /** 0-based, like the columns. */
  hiddenRows: number[]
  hiddenColumns: number[]
  /** The area of a filter that is on (`A4:N60`). */
  filter: string | null
}

/** One row or head of a sheet is kilobytes; beyond this it is not a worksheet people made. */
const MAX_PENDING = 8 * 1024 * 1024
/** After the rows come merged areas, validation lists and the like. */
const MAX_TAIL = 64 * 1024 * 1024

const rowStart = /<(?:\w+:)?row\b([^>]*?)(\/?)>/g
const rowEnd = /<\/(?:\w+:)?row\s*>/g
const dataStart = /<((?:\w+:)?)sheetData\b[^>]*?(\/?)>/
const dataEnd = /<\/(?:\w+:)?sheetData\s*>/
const content = /<(?:\w+:)?(?:v|is|f)\b/
const hasFormula = /<(?:\w+:)?f\b/
const emptyCell = /<(?:\w+:)?c\b[^>]*(?:\/>|>\s*<\/(?:\w+:)?c\s*>)/g
const isHidden = /\bhidden=["'](?:1|true)["']/
const uncached =
  /<((?:\w+:)?)c\b((?:(?!\st=)[^>])*)>(\s*<(?:\w+:)?f\b(?:(?!<(?:\w+:)?[cv]\b)[\s\S])*?<\/(?:\w+:)?c\s*>)/g

/** Takes a worksheet part as text, piece by piece. */
export class Sieve {
  private readonly maxRows: number
  private pending = ''
  private state: 'head' | 'rows' | 'tail' = 'head'
  private readonly out: string[] = []
  private rows = 0
  private readonly hiddenRows: number[] = []
  private readonly hiddenColumns: number[] = []

  constructor(maxRows: number) {
    this.maxRows = maxRows
  }

  take(piece: string): void {
    this.pending += piece
    if (this.state === 'head') this.takeHead()
    if (this.state === 'rows') this.takeRows()
    if (this.pending.length > (this.state === 'tail' ? MAX_TAIL : MAX_PENDING)) {
      throw new FileError('damaged')
    }
  }

  /** @throws FileError `damaged` when the part ends in the middle of its rows */
  end(): Sieved & { xml: string } {
    if (this.state !== 'tail') throw new FileError('damaged')
    // Of what follows the rows only merged areas matter; a hyperlink over a whole sheet would cost
    // the reader one object a cell.
    this.out.push(
      /<(?:\w+:)?mergeCells\b[\s\S]*<\/(?:\w+:)?mergeCells\s*>/.exec(this.pending)?.[0] ?? '',
    )
    this.out.push(/<\/(?:\w+:)?worksheet\s*>/.exec(this.pending)?.[0] ?? '</worksheet>')
    const filter =
      /<(?:\w+:)?autoFilter\b[^>]*\bref=["']([^"']*)["'][^>]*>\s*<(?:\w+:)?filterColumn\b/
    return {
      xml: this.out.join(''),
      rows: this.rows,
      hiddenRows: this.hiddenRows,
      hiddenColumns: this.hiddenColumns,
      filter: filter.exec(this.pending)?.[1] ?? null,
    }
  }

  private takeHead(): void {
    const start = dataStart.exec(this.pending)
    if (!start) return
    const head = this.pending.slice(0, start.index)
    this.noteColumns(head)
    // The declared dimension may lie, column formats may reach anywhere: neither is let through.
    this.out.push(/^[\s\S]*?<(?:\w+:)?worksheet\b[^>]*>/.exec(head)?.[0] ?? head)
    this.out.push(`<${start[1]}sheetData>`)
    if (start[2]) this.out.push(`</${start[1]}sheetData>`)
    this.pending = this.pending.slice(start.index + start[0].length)
    this.state = start[2] ? 'tail' : 'rows'
  }

  private takeRows(): void {
    const text = this.pending
    let done = 0
    for (;;) {
      rowStart.lastIndex = done
      const start = rowStart.exec(text)
      if (!start) break
      const [tag, attributes = '', empty] = start
      let end = start.index + tag.length
      if (!empty) {
        rowEnd.lastIndex = end
        const close = rowEnd.exec(text)
        if (!close) break
        end = close.index + close[0].length
      }
      this.takeRow(text.slice(start.index, end), attributes)
      done = end
    }
    this.pending = text.slice(done)
    // The end of the rows, unless another row starts before it and is not whole yet.
    const end = dataEnd.exec(this.pending)
    if (!end || this.pending.slice(0, end.index).trim() !== '') return
    this.out.push(end[0])
    this.pending = this.pending.slice(end.index + end[0].length)
    this.state = 'tail'
  }

  private takeRow(row: string, attributes: string): void {
    const number = /\br=["'](\d+)["']/.exec(attributes)?.[1]
    const holds = content.test(row)
    if (number && isHidden.test(attributes) && holds) {
      this.hiddenRows.push(Number(number) - 1)
    }
    // A row that does not say its number counts for those after it, so it stays even when empty.
    if (!holds && number) return
    this.rows += holds ? 1 : 0
    if (this.rows > this.maxRows) return
    const full = row.replace(emptyCell, (cell) => (/\br=/.test(cell) ? '' : cell))
    // A formula that was never calculated has no value, and the reader would make it a 0.
    this.out.push(hasFormula.test(full) ? full.replace(uncached, '<$1c$2 t="str">$3') : full)
  }

  private noteColumns(head: string): void {
    for (const [, attributes = ''] of head.matchAll(/<(?:\w+:)?col\b([^>]*)>/g)) {
      if (!isHidden.test(attributes)) continue
      const first = Number(/\bmin=["'](\d+)["']/.exec(attributes)?.[1])
      const last = Math.min(Number(/\bmax=["'](\d+)["']/.exec(attributes)?.[1]), 16_384)
      for (let column = first; column <= last; column++) this.hiddenColumns.push(column - 1)
    }
  }
}
