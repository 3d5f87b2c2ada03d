/**
 * The sample areas for whoever runs something on them: units, workbooks as committed, the mistakes
 * planted in them, and the same workbooks as a clerk leaves them after correcting.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Unit } from '../../shared/protocol/answers.ts'
import { type SampleBook, sampleBooks } from './books.ts'
import { county, townships } from './data/cili.ts'
import { counties, prefecture } from './data/zhumadian.ts'
import { type Planted, plantedOf } from './lists.ts'
import { bytesOf } from './write.ts'

export type { Planted } from './lists.ts'

/** A workbook of the samples, without what draws it. */
export type SampleWorkbook = Omit<SampleBook, 'sheets' | 'placed'>

/** Cili county and its townships, the county first. */
export const ciliUnits: Unit[] = [
  { id: county.id, name: county.name, level: 'county', parent: null },
  ...townships.map(({ id, name }): Unit => ({ id, name, level: 'township', parent: county.id })),
]

/** Zhumadian and its counties, the prefecture first. */
export const zhumadianUnits: Unit[] = [
  { id: prefecture.id, name: prefecture.name, level: 'prefecture', parent: null },
  ...counties.map(({ id, name }): Unit => ({ id, name, level: 'county', parent: prefecture.id })),
]

/** What the samples come to, as the documents print it. */
export const figures = {
  cili: {
    unit: county.id,
    period: '2020-W09',
    asOf: '2020-02-25',
    'enterprises.total': 311,
    'enterprises.resumed': 213,
    'enterprises.above_total': 91,
  },
  zhumadian: {
    unit: prefecture.id,
    period: '2020-W10',
    asOf: '2020-03-04',
    'enterprises.above_total': 1029,
    'enterprises.above_resumed': 1024,
    'returnees.workforce': prefecture.workforce,
    'returnees.returned': prefecture.returned,
  },
} as const

/** Every workbook, in the order of weeks and units; the late one too. */
export const workbooks: SampleWorkbook[] = sampleBooks().map(
  ({ sheets: _, placed: __, ...workbook }) => workbook,
)

/** Every planted mistake, with its cell and what is right. */
export const planted: Planted[] = plantedOf(sampleBooks())

/** The committed file. @param path under `test/samples/` */
export function readWorkbook(path: string): Uint8Array {
  return readFileSync(join(import.meta.dirname, path))
}

let corrected: SampleBook[] | undefined

/** The file after its clerk has put every planted mistake right. */
export async function correctedBytes(path: string): Promise<Uint8Array> {
  corrected ??= sampleBooks(true)
  const book = corrected.find((one) => one.path === path)
  if (!book) throw new Error(`No sample workbook ${path}`)
  return bytesOf(book)
}
