import { type BookType, utils, write } from '@e965/xlsx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { openWorkbookFile } from '../../addin/workbook/file.ts'
import type { Cell } from '../../shared/grid/grid.ts'
import { gb18030 } from './fixtures.ts'

const rows: Cell[][] = [
  ['慈利县企业复工统计表'],
  ['企业名称', '统一社会信用代码', '职工总数', '是否复工'],
  ['甲公司', '91430821MA4L000010', 45, true],
  ['乙公司', '0012', 1.5, false],
]

function valuesOf(bytes: Uint8Array, name: string): Cell[][] | undefined {
  return openWorkbookFile(bytes, name).sheets[0]?.grid.values
}

describe('workbooks', () => {
  const types: [BookType, string][] = [
    ['xlsx', 'a.xlsx'],
    ['xlsm', 'a.xlsm'],
    ['xlsb', 'a.xlsb'],
    ['biff8', 'a.xls'],
    ['biff8', 'a.et'],
    ['xlml', 'a.xls'],
    ['ods', 'a.ods'],
    // The name lies; the content is read.
    ['xlsx', 'a.xls'],
    ['biff8', 'a.xlsx'],
  ]
  it.each(types)('%s named %s', (bookType, name) => {
    const sheet = utils.aoa_to_sheet(rows)
    sheet['!merges'] = [utils.decode_range('A1:D1')]
    const book = { SheetNames: ['第9周'], Sheets: { 第9周: sheet } }
    const bytes = new Uint8Array(write(book, { type: 'array', bookType }))
    const [first] = openWorkbookFile(bytes, name).sheets
    expect(first?.name).toBe('第9周')
    expect(first?.grid.values).toEqual(rows)
    expect(first?.grid.merges).toEqual([{ top: 0, left: 0, bottom: 0, right: 3 }])
  })

  it.each<BookType>(['xlsx', 'xlsb'])(
    '%s with a sheet that is a chart between others',
    (bookType) => {
      const sheet = utils.aoa_to_sheet(rows)
      const names = ['一', '图', '二']
      const book = { SheetNames: names, Sheets: Object.fromEntries(names.map((n) => [n, sheet])) }
      const parts = unzipSync(new Uint8Array(write(book, { type: 'array', bookType })))
      const [relations = ''] = Object.keys(parts).filter((name) =>
        /workbook\.\w+\.rels$/.test(name),
      )
      const text = strFromU8(parts[relations] ?? new Uint8Array())
      parts[relations] = strToU8(
        text.replace(/<Relationship [^>]*sheet2\.[^>]*>/, (one) =>
          one.replace('/worksheet"', '/chartsheet"'),
        ),
      )
      const { sheets } = openWorkbookFile(zipSync(parts), `a.${bookType}`)
      expect(sheets.map(({ name, grid }) => [name, grid.values])).toEqual([
        ['一', rows],
        ['二', rows],
      ])
    },
  )

  it('of Excel 95, in the code page of their country', () => {
    const book = { SheetNames: ['a'], Sheets: { a: utils.aoa_to_sheet([['____', 45]]) } }
    const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'biff5' }))
    const at = (wanted: number[]): number =>
      bytes.findIndex((_, index) => wanted.every((byte, step) => bytes[index + step] === byte))
    bytes.set([0xa8, 0x03], at([0x42, 0x00, 0x02, 0x00]) + 4)
    bytes.set(gb18030('企业'), at([0x5f, 0x5f, 0x5f, 0x5f]))
    expect(valuesOf(bytes, 'a.xls')).toEqual([['企业', 45]])
  })
})

describe('text', () => {
  const csv =
    '填报单位：双河镇,,\n企业名称,代码,人数\n"乙,公司",0012,"1,024"\n甲公司,91430821MA4L000010,45\n'
  const values = [
    ['填报单位：双河镇', null, null],
    ['企业名称', '代码', '人数'],
    ['乙,公司', '0012', '1,024'],
    ['甲公司', '91430821MA4L000010', 45],
  ]

  it.each([
    ['UTF-8', strToU8(csv)],
    ['UTF-8 with its mark', strToU8(`\ufeff${csv}`)],
    ['GB18030', gb18030(csv)],
    [
      'UTF-16, as “Unicode text”',
      Uint8Array.from([
        0xff,
        0xfe,
        ...new Uint8Array(new Uint16Array([...csv].map((sign) => sign.charCodeAt(0))).buffer),
      ]),
    ],
  ])('in %s', (_, bytes) => {
    expect(valuesOf(bytes, '双河镇.csv')).toEqual(values)
  })

  it.each([[';'], ['\t']])('separated by %j', (separator) => {
    const bytes = strToU8(`企业名称${separator}人数\n甲${separator}5\n`)
    expect(valuesOf(bytes, 'a.csv')).toEqual([
      ['企业名称', '人数'],
      ['甲', 5],
    ])
  })

  it('becomes a number only where the number would be written the same way', () => {
    const cells = [
      '45',
      '-3',
      '0.5',
      '45.0',
      '2.10',
      '007',
      '914308210000000012',
      '2020-02-25',
      '1e5',
      '４５',
      '45人',
      '="0012"',
    ]
    expect(valuesOf(strToU8(`${cells.join(',')}\n`), 'a.csv')).toEqual([
      [
        45,
        -3,
        0.5,
        '45.0',
        '2.10',
        '007',
        '914308210000000012',
        '2020-02-25',
        '1e5',
        '４５',
        '45人',
        '0012',
      ],
    ])
  })

  it('loses no line to a quotation mark left open', () => {
    const bytes = strToU8('企业名称,人数\n"甲公司,5\n乙公司,6\n')
    expect(valuesOf(bytes, 'a.csv')).toEqual([
      ['企业名称', '人数'],
      ['"甲公司', 5],
      ['乙公司', 6],
    ])
  })

  it('named .xls is read as the table it is', () => {
    expect(valuesOf(gb18030('企业名称\t人数\n甲公司\t5\n'), 'a.xls')).toEqual([
      ['企业名称', '人数'],
      ['甲公司', 5],
    ])
  })

  it('in an HTML shell named .xls, in GBK', () => {
    const page =
      '<html><head><meta charset="gb2312"></head><body><table><tr><td colspan=2>统计表</td></tr><tr><td>甲&amp;乙</td><td>0045</td></tr></table></body></html>'
    const [first] = openWorkbookFile(gb18030(page), '统计表.xls').sheets
    expect(first?.grid.values).toEqual([['统计表'], ['甲&乙', '0045']])
    expect(first?.grid.merges).toEqual([{ top: 0, left: 0, bottom: 0, right: 1 }])
  })
})
