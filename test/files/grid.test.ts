import { zipSync } from 'fflate'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { openWorkbookFile } from '../../addin/workbook/file.ts'
import { Sieve } from '../../addin/workbook/sieve.ts'
import type { Grid } from '../../shared/grid/grid.ts'
import { ods, type SheetParts, text, xlsx, xlsxParts } from './fixtures.ts'

function gridOf(rows: string, rest: Omit<SheetParts, 'rows'> = {}): Grid {
  const grid = openWorkbookFile(xlsx(rows, rest), 'a.xlsx').sheets[0]?.grid
  if (!grid) throw new Error('no sheet')
  return grid
}

describe('values', () => {
  it('are what Excel gives: dates as serial numbers, errors as text, nothing as null', () => {
    const row = [
      text('B1', '甲 公司'),
      '<c r="C1"><v>43886</v></c>',
      '<c r="D1" t="e"><v>#REF!</v></c>',
      '<c r="E1" t="b"><v>1</v></c>',
      '<c r="F1" t="d"><v>2020-02-25</v></c>',
      '<c r="G1" t="e"><v>#DIV/0!</v></c>',
      '<c r="H1"><v>0.685</v></c>',
    ].join('')
    expect(gridOf(`<row r="1">${row}</row>`).values).toEqual([
      [null, '甲 公司', 43886, '#REF!', true, 43886, '#DIV/0!', 0.685],
    ])
  })

  it('of formulas are those last shown; never calculated is nothing, not 0', () => {
    const row =
      '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>SUM(C1:C9)</f></c><c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><v>5</v></c>'
    const grid = gridOf(`<row r="1">${row}</row>`)
    expect(grid.values).toEqual([[2, null, null, 5]])
    expect(grid.formulas).toEqual({ A1: '=1+1', B1: '=SUM(C1:C9)', C1: '=""' })
  })

  it('stand in their rows where rows between are missing', () => {
    const grid = gridOf(
      `<row r="2"><c r="B2"><v>1</v></c></row><row r="5"><c r="A5"><v>2</v></c></row>`,
    )
    expect(grid.values).toEqual([[], [null, 1], [], [], [2]])
  })

  it('count rows and cells that do not say where they are', () => {
    const grid = gridOf(
      '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>4</v></c></row>',
    )
    expect(grid.values[0]).toEqual([1, null, 3])
    expect(grid.values.at(-1)).toEqual([4])
  })

  it('of the 1904 system are moved to the 1900 system where they are dates', async () => {
    const date = new Date('2020-02-25T00:00:00Z')
    const cells = new Map([
      ['0,0', { value: date, type: 'date' as const, style: { numFmt: 'yyyy-mm-dd' } }],
      ['0,1', { value: 45, type: 'number' as const }],
    ])
    const bytes = await writeXlsx({ sheets: [{ name: 'a', rows: [], cells }], dateSystem: '1904' })
    expect(openWorkbookFile(bytes, 'a.xlsx').sheets[0]?.grid.values).toEqual([[43886, 45]])
  })
})

describe('a sheet that pretends to be large', () => {
  const data = `<row r="1">${text('A1', '企业')}</row>`

  it('by its declared dimension and column formats', () => {
    const head = '<dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" width="9"/></cols>'
    expect(gridOf(data, { head }).values).toEqual([['企业']])
  })

  it('by formatting alone', () => {
    const formatted = Array.from(
      { length: 3000 },
      (_, index) =>
        `<row r="${index + 2}" ht="14"><c r="A${index + 2}" s="1"/><c r="B${index + 2}" s="1"></c></row>`,
    )
    const grid = gridOf(
      `${data}${formatted.join('')}<row r="1048576"><c r="XFD1048576" s="1"/></row>`,
    )
    expect(grid.values).toEqual([['企业']])
  })

  it('by white space in a far corner', () => {
    const far = `<row r="1048576">${text('XFD1048576', ' ')}</row>`
    expect(gridOf(data + far).values).toEqual([['企业']])
  })

  it('by a hyperlink and a merged area over all of it', () => {
    const tail =
      '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells><hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'
    const grid = gridOf(
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>',
      { tail },
    )
    expect(grid.values).toEqual([[1], [null, 2]])
    expect(grid.merges).toEqual([{ top: 0, left: 0, bottom: 1, right: 1 }])
  })

  it('keeps only what holds something while it is being unpacked', () => {
    const sieve = new Sieve(10)
    sieve.take('<worksheet><sheetData>')
    for (let row = 1; row <= 50_000; row++)
      sieve.take(`<row r="${row}"><c r="A${row}" s="3"/></row>`)
    sieve.take('<row r="50001"><c r="A50001"><v>7</v></c></row></sheetData></worksheet>')
    const { xml, rows } = sieve.end()
    expect(rows).toBe(1)
    expect(xml.length).toBeLessThan(200)
  })
})

describe('what is out of sight', () => {
  const rows = [1, 2, 3, 4].map((row) => {
    const hidden = row > 2 ? ' hidden="1"' : ''
    return `<row r="${row}"${hidden}><c r="A${row}"><v>${row}</v></c><c r="C${row}"><v>0</v></c></row>`
  })

  it('rows and columns hidden by hand', () => {
    const head =
      '<cols><col min="2" max="3" hidden="1"/><col min="9" max="16384" hidden="1"/></cols>'
    const grid = gridOf(rows.join(''), { head })
    expect(grid).toMatchObject({ hiddenRows: [2, 3], hiddenColumns: [1, 2], filteredRows: [] })
  })

  it('rows a filter hides, below the first row of its area', () => {
    const tail =
      '<autoFilter ref="A1:C3"><filterColumn colId="0"><filters><filter val="2"/></filters></filterColumn></autoFilter>'
    expect(gridOf(rows.join(''), { tail })).toMatchObject({ hiddenRows: [3], filteredRows: [2] })
  })

  it('rows hidden by hand under a filter that is off', () => {
    const tail = '<autoFilter ref="A1:C3"/>'
    expect(gridOf(rows.join(''), { tail })).toMatchObject({ hiddenRows: [2, 3], filteredRows: [] })
  })

  it('hidden sheets', () => {
    const parts = xlsxParts([
      { name: '报表', rows: rows.join('') },
      { name: '旧数据', rows: rows.join(''), state: 'hidden' },
    ])
    const { sheets } = openWorkbookFile(zipSync(parts), 'a.xlsx')
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['报表', false],
      ['旧数据', true],
    ])
  })

  it('in OpenDocument', () => {
    const cell =
      '<table:table-cell office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell>'
    const grid = openWorkbookFile(
      ods(
        `<table:table-row>${cell}</table:table-row><table:table-row table:visibility="collapse">${cell}</table:table-row><table:table-row table:visibility="filter">${cell}</table:table-row><table:table-row table:number-rows-repeated="1048573"><table:table-cell/></table:table-row>`,
        '<table:table-column table:visibility="collapse"/>',
      ),
      'a.ods',
    ).sheets[0]?.grid
    expect(grid).toMatchObject({
      values: [[5], [5], [5]],
      hiddenRows: [1],
      filteredRows: [2],
      hiddenColumns: [0],
    })
  })
})
