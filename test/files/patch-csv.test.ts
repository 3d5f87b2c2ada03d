import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openWorkbookFile } from '../../addin/workbook/file.ts'
import { FileError } from '../../addin/workbook/file-error.ts'
import { patchFile } from '../../addin/workbook/patch/patch-file.ts'
import type { Cell } from '../../shared/grid/grid.ts'
import { gb18030, ods } from './fixtures.ts'

const encodings: Record<string, (content: string) => Uint8Array> = {
  'UTF-8': (content) => new TextEncoder().encode(content),
  'UTF-8 with a mark': (content) => new TextEncoder().encode(`\ufeff${content}`),
  GB18030: gb18030,
  'UTF-16LE': (content) => Uint8Array.from(Buffer.from(`\ufeff${content}`, 'utf16le')),
  'UTF-16BE': (content) => Uint8Array.from(Buffer.from(`\ufeff${content}`, 'utf16le').swap16()),
}

function patched(bytes: Uint8Array, changes: Record<string, Cell>, format?: string): Uint8Array {
  const file = openWorkbookFile(bytes, '双河镇.csv')
  const patches = Object.entries(changes).map(([cell, value]) => ({
    sheet: '双河镇',
    cell,
    value,
    ...(format !== undefined && { format }),
  }))
  return patchFile(bytes, file, patches)
}

function valuesOf(bytes: Uint8Array): Cell[][] {
  return openWorkbookFile(bytes, '双河镇.csv').sheets[0]?.grid.values ?? []
}

function unlessRefused(work: () => Uint8Array): Uint8Array | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof FileError && error.code === 'not-rewritable') return null
    throw error
  }
}

describe.each(Object.entries(encodings))('a CSV in %s', (_, encode) => {
  it.each([
    [',', '\r\n'],
    [';', '\n'],
    ['\t', '\r'],
    ['|', '\r\n'],
  ])('separated by %j keeps %j and all its other fields', (separator, end) => {
    const lines = (count: string, day: string) =>
      [
        ['企业名称', '"职工\n总数"', '复工日期', '备注'],
        ['"甲""厂"', count, '2.27', '  丨俙'],
        ['', '"36"', day, `"a${separator}b"`],
        ['', '', '', ''],
      ]
        .map((row) => row.join(separator))
        .join(end) + end
    const out = patched(encode(lines('14人', '')), { B2: 14 })
    expect(out).toEqual(encode(lines('14', '')))
    expect(patched(out, { C3: 43888 }, 'yyyy-mm-dd')).toEqual(encode(lines('14', '2020-02-27')))
  })
})

describe('a field', () => {
  it.each<[before: string, value: Cell, after: string]>([
    ['"14人"', 14, '"14"'],
    ['14人', null, ''],
    ['14人', 39.71, '39.71'],
    ['14人', 'a,b', '"a,b"'],
    ['14人', 'a"b', '"a""b"'],
    ['14人', 'a\nb', '"a\nb"'],
    ['14人', '0012', '0012'],
    ['14人', '12', '"=""12"""'],
    ['14人', '=1+1', '"=""=1+1"""'],
    ['14人', '+86', '"=""+86"""'],
    ['14人', true, 'TRUE'],
  ])('%j that becomes %j is %j', (before, value, after) => {
    const csv = (field: string) => encodings['UTF-8']!(`a,b\n${field},x`)
    const out = patched(csv(before), { A2: value })
    expect(new TextDecoder().decode(out)).toBe(new TextDecoder().decode(csv(after)))
    expect(valuesOf(out)[1]?.[0]).toBe(value === true ? 'TRUE' : value)
  })

  it('with Chinese text makes a GB18030 file UTF-8, with its mark', () => {
    const out = patched(gb18030('企业,人数\n甲,1\n'), { A2: '乙' })
    expect(out).toEqual(encodings['UTF-8 with a mark']!('企业,人数\n乙,1\n'))
  })

  it('that the file does not have is refused', () => {
    const bytes = encodings['UTF-8']!('a,b\nc')
    for (const cell of ['B2', 'A3']) {
      expect(() => patched(bytes, { [cell]: 1 })).toThrow(
        expect.objectContaining({ code: 'cell-missing', params: { cell } }),
      )
    }
  })

  it('that holds half a pair of quotation marks is refused, not the file divided anew', () => {
    const two = encodings['UTF-8']!('a,b\n14",x\n"甲,y')
    expect(unlessRefused(() => patched(two, { A2: 14 }))).toBeNull()
    const one = encodings['UTF-8']!('a,b\n14",x\n甲,y')
    expect(valuesOf(patched(one, { A2: 14 }))).toEqual([
      ['a', 'b'],
      [14, 'x'],
      ['甲', 'y'],
    ])
  })

  it('is divided as it is read, whatever the text', () => {
    const sign = fc.constantFrom(',', '"', '\n', '\r', '\r\n', 'a', '甲', ' ', '1', ';', '""')
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 40 }), fc.nat(), (content, seed) => {
        const bytes = encodings['UTF-8']!(`a,b,c\n${content}`)
        const before = valuesOf(bytes)
        const row = seed % before.length
        const width = before[row]?.length ?? 1
        const column = Math.floor(seed / before.length) % width
        const cell = `${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[column]}${row + 1}`
        const out = unlessRefused(() => patched(bytes, { [cell]: 14 }))
        fc.pre(out !== null)
        const after = valuesOf(out)
        const expected = before.map((line) => [...line])
        ;(expected[row] as Cell[])[column] = 14
        expect(after).toEqual(expected)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a format of its own way', () => {
  it.each([
    [
      'a.ods',
      ods(
        '<table:table-row><table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>',
      ),
    ],
    [
      'a.xls',
      new TextEncoder().encode('<html><table><tr><td>1</td><td>2</td></tr></table></html>'),
    ],
  ])('is not written into: %s', (name, bytes) => {
    const file = openWorkbookFile(bytes, name)
    const sheet = file.sheets[0]?.name ?? ''
    const patches = [{ sheet, cell: 'A1', value: 2 }]
    expect(unlessRefused(() => patchFile(bytes, file, patches))).toBeNull()
  })
})
