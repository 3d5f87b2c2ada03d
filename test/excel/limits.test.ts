import { expect, test } from 'vitest'
import { gridOf } from '../../shared/grid/grid.ts'
import { payloadLimit } from './host/host.ts'
import { bookOf } from './host/load.ts'
import { excelOver } from './node.ts'

const long = '口'.repeat(1000)

test('a request of more than 5 MB is refused whole, counted in bytes', async () => {
  const { Excel, host } = excelOver(bookOf('大.xlsx', [gridOf('表', [[1]])]))
  const write = (rows: number) =>
    Excel.run(async (context) => {
      const values = Array.from({ length: rows }, () => [long])
      context.workbook.worksheets.getItem('表').getRange(`A1:A${rows}`).values = values
      await context.sync()
    })
  await write(1600)
  await expect(write(1800)).rejects.toMatchObject({
    code: 'RequestPayloadSizeLimitExceeded',
    httpStatusCode: 400,
  })
  expect(host.trips.at(-1)?.requestBytes).toBeGreaterThan(payloadLimit)
  expect(host.book.sheets[0]?.value(1599, 0)).toBe(long)
  expect(host.book.sheets[0]?.value(1700, 0)).toBeNull()
})

test('a response of more than 5 MB is refused; in row chunks it can be read', async () => {
  const rows = Array.from({ length: 2000 }, (_, row) => [long, row])
  const { Excel, host } = excelOver(bookOf('大.xlsx', [gridOf('表', rows)]))
  const read = (address: string) =>
    Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem('表').getRange(address).load('values')
      await context.sync()
      return range.values.length
    })
  await expect(read('A1:B2000')).rejects.toMatchObject({ code: 'ResponsePayloadSizeLimitExceeded' })
  expect(host.trips.some(({ responseBytes }) => responseBytes > payloadLimit)).toBe(true)
  expect((await read('A1:B1000')) + (await read('A1001:B2000'))).toBe(2000)
})

test('more than five million cells tell null', async () => {
  const { Excel } = excelOver(bookOf('大.xlsx', [gridOf('表', [[1]])]))
  await Excel.run(async (context) => {
    const range = context.workbook.worksheets.getItem('表').getRange('A1:Z200000').load('values')
    await context.sync()
    expect(range.values).toBeNull()
  })
})

test('round trips and their bytes are counted, the library’s own apart', async () => {
  const { Excel, host } = excelOver(bookOf('小.xlsx', [gridOf('表', [['甲']])]))
  await Excel.run(async (context) => {
    context.workbook.worksheets.getItem('表').getRange('A1').load('values')
    await context.sync()
    context.workbook.worksheets.getItem('表').getRange('A2').values = [['乙']]
    await context.sync()
  })
  await expect.poll(() => host.trips.length).toBe(3)
  expect(host.syncs).toBe(2)
  expect(host.trips.map(({ byLibrary }) => byLibrary)).toEqual([false, false, true])
  expect(host.trips.every(({ requestBytes, responseBytes }) => requestBytes && responseBytes)).toBe(
    true,
  )
})
