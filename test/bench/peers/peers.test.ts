import { describe, expect, it } from 'vitest'
import { formById, forms } from '../../../shared/forms/index.ts'
import { gridOf } from '../../../shared/grid/grid.ts'
import { messySheet } from '../../messy/sheet.ts'
import { workbookOf } from '../workbook.ts'
import { readByFirstRow, readByToldHeader } from './first-row.ts'
import { ajvCheck, ajvRules, type RowCheck, tableSchemaCheck, zodCheck } from './row-types.ts'
import { edits, matchAsPublished, matchHeaders } from './spreadsheet-import.ts'

const form = formById('enterprises')
if (!form) throw new Error('no such form')
const table = [
  ['企业名称', '是否复工', '职工总数'],
  ['宏远机械厂', '是', 45],
  ['兴盛食品厂', '否', null],
]
const columns = { A: 'name', B: 'status', C: 'staff_total' }
const rows = [
  { name: '宏远机械厂', status: '是', staff_total: 45 },
  { name: '兴盛食品厂', status: '否', staff_total: null },
]

describe('the first row as the header', () => {
  it('reads a table without a title', () => {
    expect(readByFirstRow(workbookOf(gridOf('Sheet1', table)), form)).toEqual({ columns, rows })
  })

  it('takes a title for the header', () => {
    const bytes = workbookOf(gridOf('Sheet1', [['企业复工情况表'], ...table]))
    expect(readByFirstRow(bytes, form).columns).toEqual({})
  })

  it('reads the table under a title when told where', () => {
    const bytes = workbookOf(gridOf('Sheet1', [['企业复工情况表'], ...table]))
    const labels = ['企业名称', '是否复工', '职工总数']
    expect(readByToldHeader(bytes, form, { labels, firstRow: 3 })).toEqual({ columns, rows })
  })
})

describe('matching as react-spreadsheet-import does', () => {
  it('is told apart from its own code by nothing, where that is installed', () => {
    for (const one of forms) {
      for (let seed = 0; seed < 20; seed += 1) {
        const { grid, truth } = messySheet(one, seed)
        const labels = (grid.values[(truth.headerRows.at(-1) ?? 1) - 1] ?? []).map((label) =>
          String(label ?? ''),
        )
        expect(matchAsPublished(labels, one)).toEqual(matchHeaders(labels, one))
      }
    }
  })

  it('counts edits', () => {
    expect(edits('kitten', 'sitting')).toBe(3)
    expect(edits('', '备注')).toBe(2)
    expect(edits('备注', '备注')).toBe(0)
  })

  it('takes what is two edits away, and no more', () => {
    expect(matchHeaders(['企业名称', '职工总数（人）', '填报次数'], form)).toEqual({ A: 'name' })
    expect(matchHeaders(['备住'], form)).not.toEqual({})
  })

  it('gives a field that two headers want to one of them', () => {
    const fields = Object.values(matchHeaders(['企业名称', '单位名称'], form))
    expect(fields).toEqual(['name'])
  })
})

const tableSchema = await tableSchemaCheck(form, ['name', 'status', 'staff_total', 'resumed_on'])

describe('checks of types', () => {
  const typed = { name: '宏远机械厂', status: 'full', staff_total: 45, resumed_on: '2020-02-20' }
  const ids = Object.keys(typed)

  it.each<[string, RowCheck]>([
    ['ajv', ajvCheck(form, ids)],
    ['ajv with comparisons', ajvRules(form, ids)],
    ['zod', zodCheck(form, ids)],
    ...(tableSchema ? [['tableschema', tableSchema] as [string, RowCheck]] : []),
  ])('%s takes right rows and refuses wrong ones', (_name, check) => {
    expect(check(typed)).toBe(true)
    expect(check({ ...typed, staff_total: null, status: null })).toBe(true)
    expect(check({ ...typed, name: null })).toBe(false)
    expect(check({ ...typed, staff_total: -1 })).toBe(false)
    expect(check({ ...typed, staff_total: 1.5 })).toBe(false)
    expect(check({ ...typed, staff_total: '45人' })).toBe(false)
    expect(check({ ...typed, status: '另行通知' })).toBe(false)
    expect(check({ ...typed, resumed_on: '2月20日' })).toBe(false)
  })

  it('ajv compares the figures of a row where it is told to', () => {
    const check = ajvRules(form, [...ids, 'staff_back'])
    expect(check({ ...typed, staff_back: 45 })).toBe(true)
    expect(check({ ...typed, staff_back: 46 })).toBe(false)
  })
})
