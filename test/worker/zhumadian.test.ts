import { beforeAll, expect, test } from 'vitest'
import { openWorkbookFile } from '../../addin/workbook/file.ts'
import { forms } from '../../shared/forms/index.ts'
import { inspect } from '../../shared/inspect.ts'
import type { BulletinAnswer, TotalsAnswer } from '../../shared/protocol/answers.ts'
import { buildSubmission } from '../../shared/protocol/build.ts'
import type { Submission } from '../../shared/protocol/submission.ts'
import type { FormRecord, Table } from '../../shared/read/table.ts'
import { type SampleBook, sampleBooks } from '../samples/books.ts'
import { counties } from '../samples/data/zhumadian.ts'
import { bytesOf } from '../samples/write.ts'
import { answer, first, place } from './county.ts'
import { Deployment, databases, Network } from './deployments.ts'

/** Ten counties, each with a deployment and townships of its own, and Zhumadian above them. */

const PERIOD = '2020-W10'
const FRIDAY = '2020-03-06T09:00:00Z'
const TOWNSHIPS = ['a', 'b', 'c']

const network = new Network()
const [above, ...rest] = databases
const prefecture = new Deployment('zhumadian.test', above as D1Database, network)
const below = counties.map(
  ({ id }, index) => new Deployment(`${id}.test`, rest[index] as D1Database, network),
)

beforeAll(async () => {
  await prefecture.open()
  prefecture.now = new Date('2020-03-05T02:00:00Z')
  await prefecture.addUnit('zhumadian', '驻马店市', 'prefecture', null)
  const books = new Map(
    sampleBooks(true)
      .filter(({ period }) => period === PERIOD)
      .map((book) => [book.unit, book]),
  )
  for (const [index, { id, name }] of counties.entries()) {
    await prefecture.addUnit(id, name, 'county', 'zhumadian')
    const county = below[index] as Deployment
    await county.open()
    county.now = new Date('2020-03-05T02:00:00Z')
    await county.addUnit('county', name, 'county', null)
    for (const one of TOWNSHIPS) await county.addUnit(one, `${name}${one}镇`, 'township', 'county')
    county.upward = {
      url: 'https://zhumadian.test',
      token: await prefecture.enrol(id, 'reporter'),
    }
    for (const [form, tables, asOf] of await tablesOf(books.get(id) as SampleBook)) {
      for (const [at, township] of TOWNSHIPS.entries()) {
        const body = shareOf(tables, form, asOf, at)
        if (!body) continue
        const request = `PUT ${place(township, form, PERIOD)}`
        await answer(await county.call(request, { body, headers: first }), 201)
      }
    }
  }
})

/** The tables of a county's workbook, as its clerk leaves it, by form. */
async function tablesOf(book: SampleBook): Promise<[string, Table[], string][]> {
  const { sheets } = openWorkbookFile(await bytesOf(book), `${book.name}.xlsx`)
  const tables = sheets
    .flatMap(({ grid }) => inspect(grid, { forms, now: book.asOf, period: PERIOD }))
    .flatMap(({ table }) => table ?? [])
  const ids = [...new Set(tables.map(({ form }) => form))]
  return ids.map((id) => [id, tables.filter(({ form }) => form === id), book.asOf])
}

/** What one of the townships sends of them: every third record, without the county's sums. */
function shareOf(tables: Table[], id: string, asOf: string, at: number): Submission | null {
  const form = forms.find((one) => one.id === id)
  const own = (_: FormRecord, index: number) => index % TOWNSHIPS.length === at
  const share = tables.map((table) => ({
    ...table,
    records: table.records.filter(own),
    totals: [],
  }))
  if (!form || share.every(({ records }) => records.length === 0)) return null
  const explanations = share.flatMap(({ sheet, findings }) =>
    findings.map(({ rule, cell }) => ({ sheet, rule, cell, reason: '已核实' })),
  )
  return buildSubmission(share, form, { asOf, file: '周报.xlsx', explanations })
}

test('39.71万, 45.13 %, 1 024 of 1 029 and 99.5 % come out of ten deployments, whatever gets lost', async () => {
  // Of six messages one is lost, one answer and one comes twice; the passes of the day make up for it.
  const fates = ['arrives', 'answer-lost', 'arrives', 'lost', 'doubled', 'arrives'] as const
  let turn = 0
  network.fate = () => fates[turn++ % fates.length] ?? 'arrives'
  for (let hour = 0; hour < 12; hour += 1) {
    const now = new Date(Date.parse(FRIDAY) + hour * 3_600_000)
    prefecture.now = now
    for (const county of below) await county.pass(now.toISOString())
  }
  const query = 'units/zhumadian'
  const totals = await answer<TotalsAnswer>(
    await prefecture.call(`GET /${query}/totals?period=${PERIOD}`),
  )
  expect(totals.coverage).toEqual({ expected: 10, submitted: 10, missing: [] })
  expect(totals.totals).toMatchObject({
    'returnees.workforce': 879_902,
    'returnees.returned': 397_100,
    'enterprises.above_total': 1029,
    'enterprises.above_resumed': 1024,
  })
  expect(totals.display).toMatchObject({
    'returnees.returned': '39.71万',
    'returnees.rate': '45.13%',
    'enterprises.above_rate': '99.5%',
  })
  expect(totals.parts.every(({ revision }) => revision === 1)).toBe(true)
  const bulletin = await answer<BulletinAnswer>(
    await prefecture.call(`GET /${query}/bulletin?period=${PERIOD}&lang=zh`),
  )
  expect(bulletin.text).toContain('39.71万')
  expect(bulletin.text).toContain('45.13%')
})
