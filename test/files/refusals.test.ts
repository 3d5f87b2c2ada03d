import { utils, write } from '@e965/xlsx'
import { strToU8, zipSync } from 'fflate'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { MAX_ROWS, openWorkbookFile } from '../../addin/workbook/file.ts'
import {
  describeFileError,
  FileError,
  type FileErrorCode,
} from '../../addin/workbook/file-error.ts'
import { ods, text, xlsx, xlsxParts } from './fixtures.ts'

function refusal(bytes: Uint8Array, name: string): FileError {
  try {
    openWorkbookFile(bytes, name)
  } catch (error) {
    if (error instanceof FileError) return error
    throw error
  }
  throw new Error(`${name} was read`)
}

const good = xlsx(`<row r="1">${text('A1', '企业名称')}</row>`)
const rowOf = (row: number): string => `<row r="${row}">${text(`A${row}`, '甲')}</row>`
const manyRows = (count: number): string =>
  Array.from({ length: count }, (_, index) => rowOf(index + 1)).join('')

/** Changes the bytes of the first central directory entry at an offset within it. */
function patchedDirectory(bytes: Uint8Array, offset: number, value: number): Uint8Array {
  const copy = bytes.slice()
  const view = new DataView(copy.buffer)
  for (let at = 0; at < copy.length - 4; at++) {
    if (view.getUint32(at, true) !== 0x02014b50) continue
    view.setUint32(at + offset, value, true)
    return copy
  }
  throw new Error('no central directory')
}

const cases: [what: string, name: string, bytes: Uint8Array, code: FileErrorCode][] = [
  ['an empty file', 'a.xlsx', new Uint8Array(), 'empty-file'],
  ['a text named .xlsx', 'a.xlsx', strToU8('企业名称,职工总数\n甲,5\n'), 'not-a-workbook'],
  [
    'an HTML page named .xlsx',
    'a.xlsx',
    strToU8('<table><tr><td>a</td></tr></table>'),
    'not-a-workbook',
  ],
  ['prose named .xls', 'a.xls', strToU8('今天没有数据。\n明天再报。\n'), 'not-a-workbook'],
  ['a page without a table', 'a.xls', strToU8('<html><body>登录</body></html>'), 'not-a-workbook'],
  ['a picture', 'a.csv', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13), 'not-a-workbook'],
  [
    'a zip of something else',
    'a.xlsx',
    zipSync({ 'word/document.xml': strToU8('<w/>') }),
    'not-a-workbook',
  ],
  ['SYLK', 'a.xls', strToU8('ID;PSheet;N\nC;Y1;X1;K"a"\nE\n'), 'not-a-workbook'],
  ['bytes of no Chinese encoding', 'a.csv', Uint8Array.of(0x61, 0xff, 0xff, 0x0a), 'encoding'],
  ['half a zip', 'a.xlsx', good.slice(0, good.length / 2), 'damaged'],
  [
    'a sheet broken off',
    'a.xlsx',
    zipSync({
      ...xlsxParts([{ rows: '' }]),
      'xl/worksheets/sheet1.xml': strToU8('<worksheet><sheetData><row r="1"><c r="A1"><v>1'),
    }),
    'damaged',
  ],
  ['a size that lies low', 'a.xlsx', patchedDirectory(good, 24, 5), 'damaged'],
  ['a size beyond all bounds', 'a.xlsx', patchedDirectory(good, 24, 0x7fffffff), 'too-large'],
  ['a directory that points nowhere', 'a.xlsx', patchedDirectory(good, 42, 0x7ffffff0), 'damaged'],
  ['an encrypted entry', 'a.xlsx', patchedDirectory(good, 8, 0x00080001), 'encrypted'],
  ['no cell at all', 'a.xlsx', xlsx(''), 'empty-workbook'],
  ['only white space', 'a.xlsx', xlsx(`<row r="1">${text('A1', '　 ')}</row>`), 'empty-workbook'],
  ['only blank lines', 'a.csv', strToU8('\n \n'), 'empty-workbook'],
  [
    'repetitions beyond all bounds',
    'a.ods',
    ods(
      '<table:table-row table:number-rows-repeated="1000"><table:table-cell office:value-type="string" table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell></table:table-row>',
    ),
    'too-many-cells',
  ],
  [
    'an OpenDocument row repeated',
    'a.ods',
    ods(
      '<table:table-row table:number-rows-repeated="100001"><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>',
    ),
    'too-many-rows',
  ],
  [
    'a row far beyond any sheet',
    'a.xls',
    strToU8(
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table><Row ss:Index="900000000"><Cell><Data ss:Type="String">x</Data></Cell></Row></Table></Worksheet></Workbook>',
    ),
    'damaged',
  ],
  [
    'an OpenDocument with a password',
    'a.ods',
    zipSync({
      'content.xml': strToU8('?'),
      'META-INF/manifest.xml': strToU8('<manifest:encryption-data/>'),
    }),
    'encrypted',
  ],
]

describe('a file that cannot be read', () => {
  it.each(cases)('%s (%s)', (_, name, bytes, code) => {
    const error = refusal(bytes, name)
    expect(error.code).toBe(code)
    for (const lang of ['zh', 'en'] as const) {
      const line = describeFileError(error, lang)
      expect(line).not.toBe('')
      expect(line).not.toMatch(/undefined|\{|\n/)
    }
  })

  it('with a password, as Excel encrypts it', async () => {
    const bytes = await writeXlsx({
      sheets: [{ name: 'a', rows: [['甲']] }],
      encryption: { password: 'secret', spinCount: 1 },
    })
    expect(describeFileError(refusal(bytes, 'a.xlsx'))).toBe('工作簿有密码，请先取消密码再报送')
  })

  it('in the old format with a password', () => {
    const book = { SheetNames: ['a'], Sheets: { a: utils.aoa_to_sheet([['甲', 1]]) } }
    const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'biff8' }))
    // In place of WriteAccess (0x005c, 0x70 bytes): FilePass (0x002f) with XOR, and less WriteAccess.
    const at = bytes.findIndex(
      (byte, index) => byte === 0x5c && bytes[index + 1] === 0 && bytes[index + 2] === 0x70,
    )
    bytes.set([0x2f, 0, 6, 0, 0, 0, 0x12, 0x34, 0x56, 0x78, 0x5c, 0, 0x66, 0], at)
    expect(refusal(bytes, 'a.xls').code).toBe('encrypted')
  })

  it('has too many rows, and says on which sheet and how many', () => {
    const bytes = zipSync(
      xlsxParts([{ rows: rowOf(1) }, { name: '明细', rows: manyRows(MAX_ROWS + 1) }]),
      { level: 1 },
    )
    const error = refusal(bytes, 'a.xlsx')
    expect(error.params).toEqual({ sheet: '明细', rows: 100_001, limit: 100_000 })
    expect(describeFileError(error)).toContain('“明细”有 100001 行')
  })

  it('declares more entries than a workbook has', () => {
    const entries = Object.fromEntries(
      Array.from({ length: 5001 }, (_, index) => [`${index}.xml`, new Uint8Array()]),
    )
    expect(refusal(zipSync(entries), 'a.xlsx').code).toBe('too-large')
  })
})

it('reads exactly as many rows as it allows', () => {
  const { sheets } = openWorkbookFile(
    zipSync(xlsxParts([{ rows: manyRows(MAX_ROWS) }]), { level: 1 }),
    'a.xlsx',
  )
  expect(sheets[0]?.grid.values).toHaveLength(MAX_ROWS)
})
