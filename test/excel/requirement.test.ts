import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { gridOf } from '../../shared/grid/grid.ts'
import type { Kind } from './host/kind.ts'
import { bookOf } from './host/load.ts'
import { applicationKind } from './host/objects/application.ts'
import { areasKind } from './host/objects/areas.ts'
import { conditionalFormatsKind } from './host/objects/conditional.ts'
import { filterKind } from './host/objects/filter.ts'
import { formatKind } from './host/objects/format.ts'
import { namesKind } from './host/objects/names.ts'
import { rangeKind } from './host/objects/range.ts'
import { settingsKind } from './host/objects/settings.ts'
import { tablesKind } from './host/objects/tables.ts'
import { viewKind } from './host/objects/view.ts'
import { workbookKind } from './host/objects/workbook.ts'
import { worksheetKind } from './host/objects/worksheet.ts'
import { worksheetsKind } from './host/objects/worksheets.ts'
import { excelOver } from './node.ts'

const open = (api: string) => excelOver(bookOf('旧.xlsx', [gridOf('表', [['甲', 1]])]), { api })

const asks: [string, (context: Excel.RequestContext) => unknown][] = [
  ['1.2', (context) => sheet(context).getRange('A1').load('rowHidden')],
  ['1.2', (context) => Object.assign(sheet(context).getRange('1:1'), { rowHidden: true })],
  ['1.4', (context) => sheet(context).getUsedRangeOrNullObject().load('address')],
  ['1.4', (context) => context.workbook.settings.add('a', 'b')],
  ['1.6', (context) => sheet(context).getRange('A1').conditionalFormats.add('Custom')],
  ['1.7', (context) => context.workbook.load('name')],
  ['1.7', (context) => sheet(context).onChanged.add(async () => undefined)],
  ['1.9', (context) => context.workbook.worksheets.onChanged.add(async () => undefined)],
  ['1.9', (context) => sheet(context).getRange('A1:B1').getRowProperties({ rowHidden: true })],
  ['1.13', (context) => sheet(context).getUsedRange().getMergedAreasOrNullObject()],
]

describe.each(['1.1', '1.7', '1.14', '1.17'])('Excel with ExcelApi %s', (api) => {
  test.each(asks)('a call of %s', async (since, ask) => {
    const { Excel, Office } = open(api)
    const known = Number(since.slice(2)) <= Number(api.slice(2))
    expect(Office.context.requirements.isSetSupported('ExcelApi', since)).toBe(known)
    const run = Excel.run(async (context) => {
      ask(context)
      await context.sync()
    })
    if (known) await run
    else await expect(run).rejects.toMatchObject({ code: 'ApiNotFound' })
  })
})

test('loading all properties leaves out those of a later set', async () => {
  const { Excel } = open('1.1')
  await Excel.run(async (context) => {
    const range = sheet(context).getRange('A1').load()
    await context.sync()
    expect(range.values).toEqual([['甲']])
    expect(() => range.rowHidden).toThrowError(/not available/)
  })
})

/** Every check the library itself makes: `Range.rowHidden` → 2. */
function libraryLevels(): Map<string, number> {
  const path = createRequire(import.meta.url).resolve(
    '@microsoft/office-js/dist/excel-web-16.00.debug.js',
  )
  const checks = readFileSync(path, 'utf8').matchAll(
    /_throwIfApiNotSupported\("(\w+\.\w+)", _defaultApiSetName, "1\.(\d+)"/g,
  )
  return new Map([...checks].map(([, member, level]) => [member as string, Number(level)]))
}

test('each member of the host came with the set the library names', () => {
  const levels = libraryLevels()
  const kinds: Pick<Kind<never>, 'name' | 'properties' | 'links' | 'methods'>[] = [
    applicationKind,
    areasKind,
    conditionalFormatsKind,
    filterKind,
    formatKind,
    namesKind,
    rangeKind,
    settingsKind,
    tablesKind,
    viewKind,
    workbookKind,
    worksheetKind,
    worksheetsKind,
  ]
  const members = kinds.flatMap(({ name, properties, links, methods }) =>
    Object.entries({ ...properties, ...links, ...methods }).map(([member, { since }]) => ({
      member: `${name}.${member}`,
      since: since ?? 1,
    })),
  )
  expect(members.length).toBeGreaterThan(150)
  expect(members).toEqual(members.map(({ member }) => ({ member, since: levels.get(member) ?? 1 })))
})

const sheet = (context: Excel.RequestContext): Excel.Worksheet =>
  context.workbook.worksheets.getItem('表')
