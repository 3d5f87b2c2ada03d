import type { SampleBook } from './books.ts'
import type { Plain } from './draw/sheet.ts'

/** One workbook as a page offers it to be opened. */
export interface IndexEntry {
  /** Under `test/samples/`. */
  path: string
  title: string
  /** Id of the unit. */
  unit: string
  period: string
}

/** A mistake in a sample workbook, and what should stand there. */
export interface Planted {
  /** Path of the workbook under `test/samples/`. */
  file: string
  sheet: string
  /** Null where it is about the sheet as a whole. */
  cell: string | null
  rule: string
  severity: 'error' | 'warning'
  wrong: Plain
  right: Plain
}

export function indexOf(books: SampleBook[]): IndexEntry[] {
  return books.map(({ path, name, unit, period, late, placed }) => {
    const errors = placed.filter(({ severity }) => severity === 'error').length
    const notes = [
      errors ? `${errors} 处错误` : placed.length ? '有提示' : '无误',
      ...(late ? ['未报送'] : []),
    ]
    return { path, title: `${name} ${period}（${notes.join('，')}）`, unit, period }
  })
}

export function plantedOf(books: SampleBook[]): Planted[] {
  return books.flatMap(({ path, placed }) => placed.map((one) => ({ file: path, ...one })))
}
