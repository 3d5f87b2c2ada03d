import fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, Zip, ZipDeflate, zipSync } from 'fflate'
import { readXlsx } from 'hucre'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../addin/workbook/archive.ts'
import { openWorkbookFile } from '../../addin/workbook/file.ts'
import { FileError } from '../../addin/workbook/file-error.ts'
import { patchFile } from '../../addin/workbook/patch/patch-file.ts'
import { patchGrids } from '../../addin/workbook/patch/patch-grids.ts'
import { patchXlsx } from '../../addin/workbook/patch/patch-xlsx.ts'
import { type Cell, cellName, type Grid } from '../../shared/grid/grid.ts'
import type { Patch } from '../../shared/read/table.ts'
import { readWorkbook, workbooks } from '../samples/load.ts'
import { type SheetParts, text, xlsx, xlsxParts } from './fixtures.ts'

const SHEET = '表1'
const PART = 'xl/worksheets/sheet1.xml'
const DAY = 'yyyy-mm-dd'

function patch(cell: string, value: Cell, format?: string): Patch {
  return { sheet: SHEET, cell, value, ...(format !== undefined && { format }) }
}

function partOf(bytes: Uint8Array, part: string): string {
  return strFromU8(unzipSync(Uint8Array.from(bytes))[part] ?? new Uint8Array())
}

/** The rows of the sheet after patches. */
function rowsAfter(rows: string, patches: Patch[], rest: Omit<SheetParts, 'rows'> = {}): string {
  const xml = partOf(patchXlsx(xlsx(rows, rest), patches), PART)
  return /<(?:x:)?sheetData>(.*)<\/(?:x:)?sheetData>/s.exec(xml)?.[1] ?? xml
}

function gridsOf(bytes: Uint8Array): Grid[] {
  return openWorkbookFile(bytes, 'a.xlsx').sheets.map(({ grid }) => grid)
}

/** What is in the cells, by sheet and cell; blank text is nothing. */
function filled(grids: Grid[]): Record<string, Cell> {
  const cells: Record<string, Cell> = {}
  for (const { sheet, values } of grids) {
    values.forEach((row, at) => {
      row.forEach((value, column) => {
        const blank = value === null || (typeof value === 'string' && value.trim() === '')
        if (!blank) cells[`${sheet}!${cellName(at, column)}`] = value
      })
    })
  }
  return cells
}

function codeOf(work: () => unknown): string {
  try {
    work()
    return 'nothing thrown'
  } catch (error) {
    return error instanceof FileError ? error.code : String(error)
  }
}

describe('a cell is written where it stands', () => {
  const shared = '<c r="B2" s="3" t="s"><v>7</v></c>'
  it.each<[what: string, before: string, patches: Patch[], after: string]>([
    [
      'shared text becomes a number',
      `<row r="2" ht="30"><c r="A2"><v>1</v></c>${shared}<c r="C2"/></row>`,
      [patch('B2', 14)],
      '<row r="2" ht="30"><c r="A2"><v>1</v></c><c r="B2" s="3"><v>14</v></c><c r="C2"/></row>',
    ],
    [
      'a result kept as text becomes a number',
      '<row r="1"><c r="A1" t="str"><v>14人</v></c></row>',
      [patch('A1', 14)],
      '<row r="1"><c r="A1"><v>14</v></c></row>',
    ],
    [
      'rich text in the cell becomes plain text, kept to the blank',
      '<row r="1"><c r="A1" t="inlineStr" s="2"><is><r><rPr><b/></rPr><t>甲</t></r></is></c></row>',
      [patch('A1', ' <甲> & "乙"\n')],
      '<row r="1"><c r="A1" t="inlineStr" s="2"><is><t xml:space="preserve"> &lt;甲&gt; &amp; &quot;乙&quot;\n</t></is></c></row>',
    ],
    [
      'nothing clears the value and keeps the look',
      `<row r="2">${shared}</row>`,
      [patch('B2', null)],
      '<row r="2"><c r="B2" s="3"/></row>',
    ],
    [
      'an empty cell is filled',
      '<row r="1"><c r="A1" s="4" /></row>',
      [patch('A1', true)],
      '<row r="1"><c r="A1" s="4" t="b"><v>1</v></c></row>',
    ],
    [
      'a missing cell is added in its place, with the style of its row',
      '<row r="1" spans="1:3" s="5" customFormat="1"><c r="A1"/> <c r="C1"/></row>',
      [patch('D1', 3), patch('B1', 2)],
      '<row r="1" s="5" customFormat="1"><c r="A1"/> <c r="B1" s="5"><v>2</v></c><c r="C1"/><c r="D1" s="5"><v>3</v></c></row>',
    ],
    [
      'a missing row is added in its place; one without cells is opened',
      '<row r="2"/><row r="5"><c r="A5"/></row>',
      [patch('A1', 1), patch('A2', 2), patch('A4', 4), patch('B9', 9)],
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row><row r="4"><c r="A4"><v>4</v></c></row><row r="5"><c r="A5"/></row><row r="9"><c r="B9"><v>9</v></c></row>',
    ],
    [
      'rows and cells that do not say where they stand are counted',
      '<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>',
      [patch('B1', 7), patch('A2', 8), patch('B2', 9)],
      '<row><c><v>1</v></c><c><v>7</v></c></row><row><c><v>8</v></c><c r="B2"><v>9</v></c></row>',
    ],
    [
      'what only looks like a cell is passed over',
      '<!-- <row r="1"><c r="A1"/></row> --><row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[<c r="B1"/>]]></t></is></c></row>',
      [patch('B1', 2)],
      '<!-- <row r="1"><c r="A1"/></row> --><row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[<c r="B1"/>]]></t></is></c><c r="B1"><v>2</v></c></row>',
    ],
    [
      'metadata of the old value goes with it',
      '<row r="1"><c r="A1" vm="1" cm="2" ph="1"><v>1</v></c></row>',
      [patch('A1', 2)],
      '<row r="1"><c r="A1" ph="1"><v>2</v></c></row>',
    ],
    [
      'of several values for a cell the last one counts',
      '<row r="1"><c r="A1"><v>1</v></c></row>',
      [patch('A1', 2), patch('A1', 3)],
      '<row r="1"><c r="A1"><v>3</v></c></row>',
    ],
  ])('%s', (_, before, patches, after) => {
    expect(rowsAfter(before, patches)).toBe(after)
  })

  it('in a sheet without rows, and in one whose elements have a prefix', () => {
    const parts = xlsxParts([{ rows: '' }])
    const emptied = strFromU8(parts[PART]!).replace('<sheetData></sheetData>', '<sheetData/>')
    parts[PART] = strToU8(emptied)
    expect(partOf(patchXlsx(zipSync(parts), [patch('B2', 1)]), PART)).toContain(
      '<sheetData><row r="2"><c r="B2"><v>1</v></c></row></sheetData>',
    )
    parts[PART] = strToU8(
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    )
    expect(partOf(patchXlsx(zipSync(parts), [patch('A1', '甲'), patch('C2', 1)]), PART)).toBe(
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t xml:space="preserve">甲</x:t></x:is></x:c></x:row><x:row r="2"><x:c r="C2"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    )
  })

  it('with the style of its column where the row has none, and the declared area grows', () => {
    const head =
      '<dimension ref="A1:B2"/><cols><col min="2" max="3" width="9" style="6"/><col min="4" max="4"/></cols>'
    const bytes = xlsx('<row r="1"><c r="A1"><v>1</v></c></row>', { head })
    const xml = partOf(patchXlsx(bytes, [patch('C1', 2), patch('D4', 3)]), PART)
    expect(xml).toContain('<c r="C1" s="6"><v>2</v></c>')
    expect(xml).toContain('<c r="D4"><v>3</v></c>')
    expect(xml).toContain('<dimension ref="A1:D4"/>')
    const within = partOf(patchXlsx(bytes, [patch('B2', 2), patch('Z9', null)]), PART)
    expect(within).toContain('<dimension ref="A1:B2"/>')
  })

  it('on the sheet of that name, whatever signs are in it', () => {
    const name = `甲 & "乙"'s 表`
    const parts = xlsxParts([{ rows: '' }, { rows: '', name: '甲 &amp; &quot;乙&quot;&apos;s 表' }])
    const out = patchXlsx(zipSync(parts), [{ sheet: name, cell: 'A1', value: 1 }])
    expect(partOf(out, PART)).not.toContain('<v>')
    expect(filled(gridsOf(out))).toEqual({ [`${name}!A1`]: 1 })
  })
})

describe('what formulas fill', () => {
  const formulas = [
    ['a formula', '<c r="A1"><f>1+1</f><v>2</v></c>', 'A1'],
    ['a shared formula', '<c r="A1"><f t="shared" si="0"/><v>2</v></c>', 'A1'],
    [
      'a cell of an array formula',
      '<c r="A1"><f t="array" ref="A1:B1">C1:D1</f><v>2</v></c><c r="B1"><v>3</v></c>',
      'B1',
    ],
    ['a cell yet missing of one', '<c r="A1"><f t="array" ref="A1:A9">C1:C9</f></c>', 'A5'],
    [
      'a cell of a data table',
      '<c r="A1"><f t="dataTable" ref="A1:A2" r1="D1"/><v>2</v></c>',
      'A2',
    ],
  ]
  it.each(formulas)('%s is refused, and said', (_, cells, cell) => {
    const bytes = xlsx(`<row r="1">${cells}</row>`)
    expect(() => patchXlsx(bytes, [patch(cell, 5)])).toThrow(
      expect.objectContaining({ code: 'formula-cell', params: { cell } }),
    )
  })

  it('is known as a formula in every cell of an array formula, so that nothing offers to fix it', () => {
    const [grid] = gridsOf(xlsx(`<row r="1">${formulas[2]?.[1]}</row>`))
    expect(grid?.formulas).toEqual({ A1: '=C1:D1', B1: '=C1:D1' })
  })

  it('is summed anew, and what is no sum has no result until Excel calculates', () => {
    const cell = (r: string, formula: string, value: string) =>
      `<c r="${r}" s="1"><f>${formula}</f>${value && `<v>${value}</v>`}</c>`
    const row = (r: number, cells: string) => `<row r="${r}">${cells}</row>`
    const first = [
      row(1, `${text('A1', '14人')}<c r="B1"><v>2</v></c>${cell('C1', 'A1/B1', '9')}`),
      row(2, `<c r="A2"><v>5</v></c><c r="B2"><v>3</v></c>${cell('C2', 'A2/B2', '8')}`),
      row(3, `${cell('A3', 'SUM(A1:A2)', '5')}${cell('B3', 'SUM(B1:B2)', '5')}`),
      row(4, `${cell('A4', 'SUM(A3,B3)', '10')}${cell('B4', 'SUM($A:$A) * 2', '1')}`),
      row(6, cell('A6', 'SUM(A1:A2 A2:A9)', '5')),
    ].join('')
    const second = row(
      1,
      `${cell('A1', `'${SHEET}'!A3`, '5')}${cell('B1', `SUM(${SHEET}!A1:B1)`, '2')}`,
    )
    const parts = xlsxParts([{ rows: first }, { rows: second, name: '汇总' }])
    const bytes = zipSync(parts)
    const file = openWorkbookFile(bytes, 'a.xlsx')
    const out = patchFile(bytes, file, [patch('A1', 14)])
    expect(partOf(out, PART)).toBe(
      strFromU8(parts[PART]!)
        .replace(text('A1', '14人'), '<c r="A1"><v>14</v></c>')
        .replace(cell('C1', 'A1/B1', '9'), cell('C1', 'A1/B1', ''))
        .replace(cell('A3', 'SUM(A1:A2)', '5'), cell('A3', 'SUM(A1:A2)', '19'))
        .replace(cell('A4', 'SUM(A3,B3)', '10'), cell('A4', 'SUM(A3,B3)', '24'))
        .replace(cell('B4', 'SUM($A:$A) * 2', '1'), cell('B4', 'SUM($A:$A) * 2', ''))
        .replace(cell('A6', 'SUM(A1:A2 A2:A9)', '5'), cell('A6', 'SUM(A1:A2 A2:A9)', '')),
    )
    expect(filled(gridsOf(out))).toMatchObject({ '汇总!B1': 16 })
    expect(filled(gridsOf(out))).not.toHaveProperty(['汇总!A1'])
  })

  it.each([
    ['<calcPr calcId="191029" calcMode="manual"/>', 'calcPr calcId="191029" calcMode="manual" '],
    ['<definedNames/>', 'definedNames/><calcPr '],
    ['<definedNames/><pivotCaches/>', 'definedNames/><calcPr '],
    ['', '</sheets><calcPr '],
  ])('is calculated when Excel opens the file, with %j', (after, expected) => {
    const parts = xlsxParts([{ rows: '' }])
    const workbook = strFromU8(parts['xl/workbook.xml']!)
    parts['xl/workbook.xml'] = strToU8(workbook.replace('</workbook>', `${after}</workbook>`))
    const xml = partOf(patchXlsx(zipSync(parts), [patch('A1', 1)]), 'xl/workbook.xml')
    expect(xml).toContain(`${expected}fullCalcOnLoad="1"/>`)
    if (after.includes('pivot')) expect(xml).toContain('fullCalcOnLoad="1"/><pivotCaches/>')
  })
})

describe('a number is seen as what it is', () => {
  const xfs = [
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="3" xfId="0" applyFont="1"><alignment horizontal="center"/></xf>',
    '<xf numFmtId="176" fontId="1" fillId="0" borderId="0"/>',
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" quotePrefix="1"/>',
    '<xf numFmtId="31" fontId="1" fillId="0" borderId="0"/>',
    '<xf numFmtId="2" fontId="1" fillId="0" borderId="0"/>',
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" quotePrefix="1"/>',
    '<xf numFmtId="9" fontId="1" fillId="0" borderId="0"/>',
  ]
  const styles = `<styleSheet><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><fonts/><cellXfs count="${xfs.length}">${xfs.join('')}</cellXfs><cellStyles/><dxfs count="0"/></styleSheet>`

  function styled(style: number, given: Patch, settings = '') {
    const parts = xlsxParts([{ rows: `<row r="1"><c r="A1" s="${style}"/></row>` }], settings)
    const relations = strFromU8(parts['xl/_rels/workbook.xml.rels']!)
    parts['xl/_rels/workbook.xml.rels'] = strToU8(
      relations.replace(
        '</Relationships>',
        '<Relationship Id="s" Type="http://x/styles" Target="styles.xml"/></Relationships>',
      ),
    )
    parts['xl/styles.xml'] = strToU8(styles)
    const out = patchXlsx(zipSync(parts), [given])
    const [, found, value] = /<c r="A1" s="(\d+)"><v>(.*)<\/v>/.exec(partOf(out, PART)) ?? []
    return { style: Number(found), value, styles: partOf(out, 'xl/styles.xml') }
  }

  it('a day under General, with the same font, fill, border and alignment', () => {
    const { style, styles: xml } = styled(1, patch('A1', 43888, DAY))
    expect(style).toBe(xfs.length)
    const added = xfs[1]
      ?.replace('numFmtId="0"', 'numFmtId="177"')
      .replace('>', ' applyNumberFormat="1">')
    expect(xml).toBe(
      styles
        .replace('<numFmts count="1">', '<numFmts count="2">')
        .replace('</numFmts>', `<numFmt numFmtId="177" formatCode="${DAY}"/></numFmts>`)
        .replace(`<cellXfs count="${xfs.length}">`, `<cellXfs count="${xfs.length + 1}">`)
        .replace('</cellXfs>', `${added}</cellXfs>`),
    )
  })

  it.each<[what: string, style: number, given: Patch, becomes: string | null]>([
    ['a day under a date format of the person’s own', 2, patch('A1', 43888, DAY), null],
    ['a day under a Chinese date format', 4, patch('A1', 43888, DAY), null],
    ['a day under two decimals', 5, patch('A1', 43888, DAY), 'numFmtId="177"'],
    ['a day under text', 3, patch('A1', 43888, DAY), 'numFmtId="177"'],
    ['a head count under two decimals', 5, patch('A1', 14), null],
    ['a head count under text', 3, patch('A1', 14), 'numFmtId="0"'],
    ['a head count under a date format', 4, patch('A1', 14), 'numFmtId="0"'],
    ['a head count after an apostrophe', 6, patch('A1', 14), 'numFmtId="0"'],
    ['a rate under a percent format', 7, patch('A1', 0.685, '0.00%'), null],
    ['a rate under General', 1, patch('A1', 0.685, '0.00%'), 'numFmtId="10"'],
  ])('%s', (_, style, given, becomes) => {
    const result = styled(style, given)
    expect(result.value).toBe(String(given.value))
    if (becomes === null) {
      expect([result.style, result.styles]).toEqual([style, styles])
      return
    }
    const made = [...result.styles.matchAll(/<xf [^>]*>/g)][result.style]?.[0] ?? ''
    expect(made).toContain(becomes)
    expect(made).toContain('fontId="1"')
    expect(made).not.toContain('quotePrefix')
  })

  it('counts days from 1904 where the workbook does', () => {
    const settings = '<workbookPr date1904="1"/>'
    expect(styled(1, patch('A1', 43888, DAY), settings).value).toBe('42426')
    expect(styled(1, patch('A1', 43888), settings).value).toBe('43888')
  })

  it('in a workbook that has no styles yet', async () => {
    const parts = xlsxParts([{ rows: '<row r="1"><c r="A1"/></row>' }])
    const root =
      'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'
    parts['_rels/.rels'] = strToU8(
      `<Relationships><Relationship Id="a" Type="${root}" Target="xl/workbook.xml"/></Relationships>`,
    )
    const out = patchXlsx(zipSync(parts), [patch('A1', 43888, DAY)])
    expect(gridsOf(out)[0]?.values).toEqual([[43888]])
    const { sheets } = await readXlsx(out, { readStyles: true })
    expect(sheets[0]?.cells?.get('0,0')?.style?.numFmt).toBe(DAY)
  })

  it('one style serves all cells that look the same', () => {
    const cells = ['A', 'B', 'C'].map((column) => patch(`${column}1`, 43888, DAY))
    const out = patchXlsx(xlsx(''), cells)
    expect(partOf(out, 'xl/styles.xml')).toContain('<cellXfs count="2">')
  })
})

describe('the rest of the file', () => {
  it('is the same to the byte, as stored, in its order and with its times', () => {
    const parts: Record<string, Uint8Array> = {
      ...xlsxParts([{ rows: `<row r="1">${text('A1', '14人')}</row>` }, { rows: '' }]),
      'xl/vbaProject.bin': crypto.getRandomValues(new Uint8Array(5000)),
      'xl/drawings/图 1.xml': strToU8('<d/>'),
      'customXml/item1.xml': strToU8('<a>甲</a>'),
      'xl/media/': new Uint8Array(),
    }
    const bytes = zipSync(parts, { mtime: '2020-02-25T17:00:00' })
    const before = openArchive(bytes)
    const after = openArchive(patchXlsx(bytes, [patch('A1', 14)]))
    expect(after.map(({ name }) => name)).toEqual(before.map(({ name }) => name))
    for (const [index, entry] of after.entries()) {
      const former = before[index]!
      const changed = entry.name === PART || entry.name === 'xl/workbook.xml'
      expect(Buffer.compare(entry.packed(), former.packed()) !== 0).toBe(changed)
      expect([...entry.record.subarray(12, 16)]).toEqual([...former.record.subarray(12, 16)])
    }
  })

  it('is the same to the letter within the worksheet and the workbook, but for the cells written', () => {
    const head =
      '<sheetPr codeName="Sheet1"><tabColor rgb="FFFF0000"/></sheetPr><dimension ref="A1:C3"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="14.4"/><cols><col min="1" max="1" width="33.7" customWidth="1"/></cols>'
    const tail =
      '<sheetProtection sheet="0"/><autoFilter ref="A1:C3"/><mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells><conditionalFormatting sqref="A1:A3"><cfRule type="cellIs" dxfId="0" priority="1" operator="lessThan"><formula>5</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="list" sqref="C1:C3"><formula1>"是,否"</formula1></dataValidation></dataValidations><hyperlinks><hyperlink ref="A1" location="表1!C3"/></hyperlinks><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><drawing r:id="rId1"/><legacyDrawing r:id="rId2"/><tableParts count="1"><tablePart r:id="rId3"/></tableParts><extLst><ext uri="{甲}"><x14:sparklineGroups/></ext></extLst>'
    const row = (first: string) =>
      `<row r="1" spans="1:3" ht="30" customHeight="1" hidden="1">${first}<c r="B1" s="0" cm="1"><f t="shared" ref="B1:B2" si="0">A1*2</f><v>28</v></c><c r="C1" t="s"><v>0</v></c></row><row r="2"><c r="B2"/></row>`
    const names =
      '<definedNames><definedName name="员工" localSheetId="0">表1!$A$1</definedName></definedNames>'
    const parts = xlsxParts([{ rows: row(text('A1', '14人')), head, tail }])
    const workbook = strFromU8(parts['xl/workbook.xml']!).replace('</sheets>', `</sheets>${names}`)
    const bytes = zipSync({ ...parts, 'xl/workbook.xml': strToU8(workbook) })
    const out = patchXlsx(bytes, [patch('A1', 14)])
    expect(partOf(out, PART).replace(/<c r="A1".*?<\/c>/, '')).toBe(
      partOf(bytes, PART).replace(/<c r="A1".*?<\/c>/, ''),
    )
    expect(partOf(out, 'xl/workbook.xml').replace(/<calcPr[^>]*\/>/, '')).toBe(workbook)
  })

  it('does not touch the bytes it was given', () => {
    const bytes = Buffer.from(xlsx('<row r="1"><c r="A1"/></row>'))
    const copy = Uint8Array.from(bytes)
    patchXlsx(bytes, [patch('A1', 14)])
    expect(Buffer.compare(bytes, copy)).toBe(0)
  })

  it('of an archive written as a stream, whose sizes stand behind the entries', () => {
    const pieces: Uint8Array[] = []
    const zip = new Zip((_, piece) => pieces.push(piece))
    for (const [name, content] of Object.entries(xlsxParts([{ rows: '<row r="1"/>' }]))) {
      const entry = new ZipDeflate(name)
      zip.add(entry)
      entry.push(content, true)
    }
    zip.end()
    const out = patchXlsx(Uint8Array.from(Buffer.concat(pieces)), [patch('A1', 14)])
    expect(gridsOf(out)[0]?.values).toEqual([[14]])
    expect(partOf(out, 'xl/_rels/workbook.xml.rels')).toContain('worksheets/sheet1.xml')
  })

  const books = [...new Map(workbooks.map((book) => [book.path, book])).keys()]
  it.each(books)('%s: random cells change, and nothing else', async (path) => {
    const bytes = Uint8Array.from(readWorkbook(path))
    const file = openWorkbookFile(bytes, path)
    const grids = file.sheets.map(({ grid }) => grid)
    const looks = await looksOf(bytes)
    await fc.assert(
      fc.asyncProperty(fc.array(anyPatch(grids), { minLength: 1, maxLength: 30 }), async (list) => {
        const patches = [...new Map(list.map((one) => [`${one.sheet}!${one.cell}`, one])).values()]
        const out = patchFile(bytes, file, patches)
        const back = gridsOf(out)
        expect(filled(back)).toEqual(filled(patchGrids(grids, patches).grids))
        expect(back.map(({ formulas }) => formulas)).toEqual(grids.map(({ formulas }) => formulas))
        expect(back.map(({ hiddenRows, hiddenColumns }) => [hiddenRows, hiddenColumns])).toEqual(
          grids.map(({ hiddenRows, hiddenColumns }) => [hiddenRows, hiddenColumns]),
        )
        const patched = new Set(patches.map(({ sheet, cell }) => `${sheet}!${cell}`))
        for (const [cell, look] of await looksOf(out)) {
          const before = looks.get(cell)
          if (before === undefined) expect(patched).toContain(cell)
          else if (patched.has(cell))
            expect({ ...look, numFmt: 0 }).toEqual({ ...before, numFmt: 0 })
          else expect(look).toEqual(before)
        }
        for (const [name, content] of Object.entries(unzipSync(out))) {
          if (/worksheets|workbook\.xml$|styles\.xml$/.test(name)) continue
          expect(Buffer.compare(content, unzipSync(bytes)[name]!)).toBe(0)
        }
      }),
      { numRuns: 4 },
    )
  })
})

/** How another reader sees every cell's look. */
async function looksOf(bytes: Uint8Array): Promise<Map<string, object>> {
  const looks = new Map<string, object>()
  for (const { name, cells } of (await readXlsx(bytes, { readStyles: true })).sheets) {
    for (const [place, { style }] of cells ?? []) {
      const [row = 0, column = 0] = place.split(',').map(Number)
      looks.set(`${name}!${cellName(row, column)}`, style ?? {})
    }
  }
  return looks
}

/** A value for some cell that no formula fills; mostly for one that is there. */
function anyPatch(grids: Grid[]): fc.Arbitrary<Patch> {
  const sign = fc.constantFrom('甲', '１', '<', '&', '"', '_x0041_', '\u0001', ' ', '\n', '=', '人')
  const number = fc.oneof(
    fc.integer({ min: -1e6, max: 1e6 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  )
  return fc.constantFrom(...grids).chain(({ sheet, values, formulas }) => {
    const width = Math.max(1, ...values.map((row) => row.length))
    return fc
      .record({
        row: fc.nat(values.length + 2),
        column: fc.nat(width + 2),
        value: fc.oneof(
          fc.record({ value: number, format: fc.constantFrom(undefined, DAY, '0.00%') }),
          fc.record({ value: fc.string({ unit: sign, maxLength: 12 }) }),
          fc.record({ value: fc.constantFrom(true, false, null) }),
        ),
      })
      .map(({ row, column, value }): Patch => {
        const { format, ...rest } = { format: undefined, ...value }
        const patch = { sheet, cell: cellName(row, column), ...rest }
        return format === undefined ? patch : { ...patch, format }
      })
      .filter(({ cell }) => formulas[cell] === undefined)
  })
}

describe('what cannot be written into', () => {
  const bytes = xlsx(`<row r="1">${text('A1', '甲')}</row>`)
  it.each<[what: string, code: string, work: () => unknown]>([
    [
      'a sheet there is not',
      'cell-missing',
      () => patchXlsx(bytes, [{ ...patch('A1', 1), sheet: '无' }]),
    ],
    ['a cell beyond a sheet', 'cell-missing', () => patchXlsx(bytes, [patch('A1048577', 1)])],
    ['a column beyond a sheet', 'cell-missing', () => patchXlsx(bytes, [patch('XFE1', 1)])],
    ['what is no cell', 'cell-missing', () => patchXlsx(bytes, [patch('甲', 1)])],
    ['a zip of something else', 'not-a-workbook', () => patchXlsx(zipSync({ a: bytes }), [])],
    ['no zip', 'damaged', () => patchXlsx(strToU8('甲'), [])],
    ['a part cut short', 'damaged', () => rowsAfter('<row r="1"><c r="A1"', [patch('A1', 1)])],
    ['rows in disorder', 'damaged', () => rowsAfter('<row r="2"/><row r="1"/>', [patch('A1', 1)])],
    [
      'cells in disorder',
      'damaged',
      () => rowsAfter('<row r="1"><c r="B1"/><c r="A1"/></row>', [patch('A1', 1)]),
    ],
    [
      'text that is not UTF-8',
      'damaged',
      () => {
        const parts = xlsxParts([{ rows: '' }])
        parts[PART] = Uint8Array.of(...parts[PART]!, 0xff)
        patchXlsx(zipSync(parts), [patch('A1', 1)])
      },
    ],
  ])('%s: %s', (_, code, work) => {
    expect(codeOf(work)).toBe(code)
  })

  it('and any damaged file, with one clear reason', () => {
    const whole = xlsx(`<row r="1">${text('A1', '甲')}<c r="B1"><v>1</v></c></row>`)
    const cases = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), cut: fc.boolean() })
    fc.assert(
      fc.property(cases, ({ at, byte, cut }) => {
        const hurt = cut ? whole.slice(0, at) : whole.with(at, byte)
        expect(codeOf(() => patchXlsx(hurt, [patch('A1', 14, DAY)]))).toMatch(
          /^(nothing thrown|[a-z-]+)$/,
        )
      }),
      { numRuns: 500 },
    )
  })
})
