/**
 * A workbook for every golden case: the sheets behind a figure of a document, as files that can be
 * opened, checked and sent. Written under `test/samples/documents/`, in the folder of their form.
 */
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { formById } from '../../shared/forms/index.ts'
import type { GoldenCase, GoldenSheet } from '../golden/case.ts'
import { type Look, Sheet } from './draw/sheet.ts'

/** One golden case as a workbook. */
export interface DocumentBook {
  /** Under `test/samples/`. */
  path: string
  golden: GoldenCase
  asOf: string
  sheets: Sheet[]
}

const cases = join(import.meta.dirname, '..', 'golden')

/** All of them, in the order of their paths. */
export async function documentBooks(): Promise<DocumentBook[]> {
  const files = globSync('*/*.ts', { cwd: cases }).sort()
  return Promise.all(
    files.map(async (file) => {
      const { golden }: { golden: GoldenCase } = await import(join(cases, file))
      const title = formById(golden.form)?.title.zh ?? golden.form
      const stem = file.replace(/\.ts$/, '').split(/[\\/]/).at(-1)
      return {
        path: `documents/${golden.form}/${stem}-${golden.unit}${title}.xlsx`,
        golden,
        asOf: golden.asOf,
        sheets: golden.sheets.map((sheet, index) => drawn(sheet, index)),
      }
    }),
  )
}

function drawn({ name, values, merges = [] }: GoldenSheet, index: number): Sheet {
  const sheet = new Sheet(name ?? `Sheet${index + 1}`)
  // What stands over the table has few cells; the first row with most of its columns is the header.
  const width = Math.max(...values.map(filled))
  const head = values.findIndex((row) => filled(row) > width / 2)
  values.forEach((row, at) => {
    row.forEach((value, column) => {
      if (value === null && at < head) return
      sheet.put(at, column, value, lookOf(at, head, typeof value === 'number'))
      if (typeof value === 'string' && at >= head) sheet.width(column, widthOf(value))
    })
  })
  for (const { top, left, bottom, right } of merges) sheet.merge(top, left, bottom, right)
  return sheet
}

function filled(row: GoldenSheet['values'][number]): number {
  return row.filter((value) => value !== null).length
}

function lookOf(row: number, head: number, isFigure: boolean): Look {
  if (row < head) return row === 0 ? 'title' : 'line'
  if (row === head) return 'head'
  return isFigure ? 'figure' : 'body'
}

/** Characters of the font's digits; a Chinese character is as wide as two. */
function widthOf(text: string): number {
  return Math.min(40, text.length * 2 + 2)
}
