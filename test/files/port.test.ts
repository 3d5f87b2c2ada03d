import { expect, it } from 'vitest'
import { openWorkbookFile } from '../../addin/workbook/file.ts'
import { fileWorkbook } from '../../addin/workbook/file-port.ts'
import { text, xlsx } from './fixtures.ts'

const bytes = xlsx(`<row r="1">${text('A1', '企业')}<c r="B1"><f>1+1</f><v>2</v></c></row>`, {
  name: '报表',
})

it('keeps corrections while the file is open, and tells of them as Excel does', async () => {
  const file = openWorkbookFile(bytes, 'C:\\报送\\双河镇.xlsx')
  const workbook = fileWorkbook(file)
  const changes: unknown[] = []
  const stop = await workbook.onChange((change) => changes.push(change))
  await workbook.write([
    { sheet: '报表', cell: 'B1', value: 45 },
    { sheet: '报表', cell: 'C3', value: '是' },
  ])
  await stop()
  await workbook.write([{ sheet: '报表', cell: 'A1', value: '企业名称' }])

  const grid = await workbook.read('报表')
  expect(grid.values).toEqual([['企业名称', 45], [], [null, null, '是']])
  expect(grid.formulas).toEqual({})
  expect(changes).toEqual([
    { sheet: '报表', address: 'B1' },
    { sheet: '报表', address: 'C3' },
  ])
  expect(file.sheets[0]?.grid.values).toEqual([['企业', 2]])
  expect(await workbook.name()).toBe('双河镇.xlsx')
})

it('keeps sheets it is given, and settings', async () => {
  const workbook = fileWorkbook(openWorkbookFile(bytes, 'a.xlsx'))
  await workbook.writeSheet('汇总', [['合计', 311]])
  await workbook.setSetting('fugong', 'x')
  expect(await workbook.sheets()).toMatchObject([
    { name: '报表', hidden: false },
    { name: '汇总', hidden: false },
  ])
  expect((await workbook.read('汇总')).values).toEqual([['合计', 311]])
  expect(await workbook.setting('fugong')).toBe('x')
  expect(await workbook.activeSheet()).toBe('报表')
})
