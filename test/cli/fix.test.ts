import {
  existsSync,
  linkSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openWorkbookFile } from '../../addin/workbook/file.ts'
import { patchFile } from '../../addin/workbook/patch/patch-file.ts'
import { patchOf } from '../../shared/check/fix.ts'
import { forms } from '../../shared/forms/index.ts'
import { inspect, type SheetReport } from '../../shared/inspect.ts'
import { gb18030, text, xlsx } from '../files/fixtures.ts'
import { readWorkbook, workbooks } from '../samples/load.ts'
import { fugong, sample } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'fugong-fix-'))
const inFolder = (name: string): string => join(folder, name)
const dated = sample('cili/2020-W09/零溪镇复工返岗周报.xlsx')
const clean = sample('cili/2020-W09/零阳镇企业复工复产情况统计表.xlsx')

/** A small ledger; the count of the first enterprise as it is typed. */
const ledger = (count: string, day: string) => `双河镇企业复工复产情况统计表
填报单位：双河镇,,,,填报日期：2020年2月25日
序号,企业名称,复工情况,复工日期,职工总数,返岗人数
1,甲茶业有限公司,已复工,${day},${count},12
2,乙建材有限公司,未复工,,30,0
3,丙食品有限公司,已复工,2020-02-20,20,20
`

function ledgerWorkbook(): Uint8Array {
  const lines = ledger('14人', '2.27').trim().split('\n')
  const rows = lines.map((line, row) => {
    const cells = line.split(',').map((value, column) => {
      const name = `${'ABCDEF'[column]}${row + 1}`
      const isNumber = /^\d+$/.test(value)
      return isNumber ? `<c r="${name}"><v>${value}</v></c>` : text(name, value)
    })
    return `<row r="${row + 1}">${cells.join('')}</row>`
  })
  const total = `<row r="7">${text('B7', '合计')}<c r="E7"><f>SUM(E4:E6)</f><v>50</v></c><c r="F7"><f>SUM(F4:F6)</f><v>32</v></c></row>`
  return xlsx(rows.join('') + total, { name: '台账' })
}

describe('fix', () => {
  it('says what it changes, writes a copy, and ends with 0 when nothing is wrong any more', async () => {
    const out = inFolder('dated.xlsx')
    const before = readFileSync(dated)
    const said = await fugong('fix', dated, '-o', out)
    expect(said.err).toBe('')
    expect(said.out).toContain('F4：复工日期“2.9”→ 2020-02-09')
    expect(said.out).toContain(`改正 12 处，已写入 ${out}`)
    expect(said.out).toContain('没有发现问题')
    expect(said.status).toBe(0)
    expect(readFileSync(dated)).toEqual(before)
    expect(openWorkbookFile(readFileSync(out), out).sheets[0]?.grid.values[3]?.[5]).toBe(43870)
    const again = await fugong('check', '--json', out)
    const [file] = JSON.parse(again.out).files
    expect(file.sheets.flatMap(({ findings }: SheetReport) => findings)).toEqual([])
  })

  it('leaves what a person must decide, says it, and ends with 1', async () => {
    const { status, out } = await fugong(
      'fix',
      sample('cili/2020-W09/江垭镇（复工复产台账）.xlsx'),
      '-o',
      inFolder('wrong.xlsx'),
    )
    expect(status).toBe(1)
    expect(out).toMatch(/✗ 错误 [A-Z]+\d+：返岗人数 \d+ 大于职工总数/)
  })

  it('copies to the byte what needs no fixing, and says so', async () => {
    const out = inFolder('clean.xlsx')
    const said = await fugong('fix', clean, '-o', out, '--lang', 'en')
    expect(said.status).toBe(0)
    expect(said.out).toContain(`nothing to fix; copied as it is to ${out}`)
    expect(readFileSync(out)).toEqual(readFileSync(clean))
  })

  it('puts right the sum that left the corrected figure out', async () => {
    const [path, out] = [inFolder('双河镇.xlsx'), inFolder('双河镇-改.xlsx')]
    writeFileSync(path, ledgerWorkbook())
    const checked = await fugong('check', path)
    expect([checked.status, checked.out]).toEqual([1, expect.stringContaining('✗ 错误 E7')])
    const said = await fugong('fix', path, '-o', out)
    expect(said.out).toContain('E4：职工总数“14人”→ 14')
    expect(said.out).toContain('D4：复工日期“2.27”→ 2020-02-27')
    expect(said.status).toBe(0)
    const values = openWorkbookFile(readFileSync(out), out).sheets[0]?.grid.values
    expect(values?.[6]).toEqual([null, '合计', null, null, 64, 32])
  })

  it('keeps the encoding and everything else of a CSV', async () => {
    const [path, out] = [inFolder('双河镇.csv'), inFolder('双河镇-改.csv')]
    writeFileSync(path, gb18030(ledger('14人', '2.27')))
    const { status } = await fugong('fix', path, '-o', out)
    expect(status).toBe(0)
    expect(Uint8Array.from(readFileSync(out))).toEqual(gb18030(ledger('14', '2020-02-27')))
  })

  it('takes the year of a day from the week it is told', async () => {
    const [path, out] = [inFolder('未注日期.csv'), inFolder('未注日期-改.csv')]
    const undated = (day: string) => ledger('14', day).replace(/填报日期.*/, '')
    writeFileSync(path, undated('2.27'))
    await fugong('fix', path, '-o', out, '--period', '2019-W10')
    expect(readFileSync(out, 'utf8')).toBe(undated('2019-02-27'))
  })

  it('never writes over the file itself, by whatever name', async () => {
    const [path, link, hard] = ['a.xlsx', 'link.xlsx', 'hard.xlsx'].map(inFolder)
    if (!path || !link || !hard) throw new Error('names')
    const bytes = ledgerWorkbook()
    writeFileSync(path, bytes)
    symlinkSync(path, link)
    linkSync(path, hard)
    for (const out of [path, join(folder, '.', 'a.xlsx'), link, hard]) {
      const said = await fugong('fix', path, '-o', out)
      expect(said).toMatchObject({
        status: 2,
        out: '',
        err: `${out}：-o 不能是原文件，请另取文件名\n`,
      })
    }
    expect(Uint8Array.from(readFileSync(path))).toEqual(bytes)
  })

  const rows = ledger('14人', '2.27')
    .split('\n')
    .map((line) => `<tr><td>${line.replaceAll(',', '</td><td>')}</td></tr>`)
  const html = `<html><table>${rows.join('')}</table></html>`

  it.each<[what: string, args: string[], content: string | null, line: string]>([
    ['no output is named', [], html, '缺少选项 -o'],
    [
      'the kind of file differs',
      ['-o', inFolder('x.xlsx')],
      html,
      'x.xlsx：-o 的扩展名应与原文件相同（.xls）',
    ],
    [
      'the format cannot be written into',
      ['-o', inFolder('x.xls')],
      html,
      '请用 Excel 打开后另存为 .xlsx 再试',
    ],
    ['there is no such file', ['-o', inFolder('x.xls')], null, '没有这个文件'],
    ['the file is no workbook', ['-o', inFolder('x.xls')], '甲', '不是工作簿'],
  ])('ends with 2, one line and no copy when %s', async (what, args, content, line) => {
    const path = inFolder(`${what}.xls`)
    if (content !== null) writeFileSync(path, content)
    const { status, err } = await fugong('fix', path, ...args)
    expect(status).toBe(2)
    expect(err).toContain(line)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
    expect(['x.xls', 'x.xlsx'].map((name) => existsSync(inFolder(name)))).toEqual([false, false])
  })
})

describe('every sample workbook, once fixed,', () => {
  const inspected = (bytes: Uint8Array, path: string) => {
    const file = openWorkbookFile(bytes, path)
    const options = { forms, now: '2020-03-06', file: file.name }
    const reports = file.sheets.flatMap(({ grid }) => inspect(grid, options))
    const patches = reports.flatMap(({ sheet, findings }) =>
      findings.map((finding) => patchOf(sheet, finding, forms)).filter((patch) => patch !== null),
    )
    return { file, reports, patches }
  }

  it.each(workbooks.map(({ path }) => path))(
    '%s counts the same and has nothing left to fix',
    (path) => {
      const bytes = readWorkbook(path)
      const before = inspected(bytes, path)
      const after = inspected(patchFile(bytes, before.file, before.patches), path)
      expect(after.patches).toEqual([])
      expect(after.reports.map(({ tally }) => tally)).toEqual(
        before.reports.map(({ tally }) => tally),
      )
      expect(after.reports.flatMap(({ findings }) => findings)).toEqual(
        before.reports.flatMap(({ findings }) => findings.filter(({ fix }) => !fix)),
      )
    },
  )

  it('are enough to prove it: several need fixes', () => {
    const needy = workbooks.filter(
      ({ path }) => inspected(readWorkbook(path), path).patches.length > 0,
    )
    expect(needy.length).toBeGreaterThan(2)
  })
})
