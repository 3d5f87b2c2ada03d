import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { App } from '../../addin/pane/parts/App.tsx'
import { FileChoice } from '../../addin/pane/parts/FileChoice.tsx'
import { type Cell, gridOf } from '../../shared/grid/grid.ts'
import { openPane, PATH, SHEET, sheet, sound } from './open.ts'

type Opened = ReturnType<typeof openPane>

/** What the pane shows, as HTML; everything a reader sees is in it at first render. */
const shown = ({ pane }: Opened, inExcel = true) =>
  renderToString(
    <App pane={pane} inExcel={inExcel}>
      {inExcel ? null : <FileChoice />}
    </App>,
  )

async function opened(...args: Parameters<typeof openPane>): Promise<Opened> {
  const result = openPane(...args)
  await result.pane.open()
  return result
}

/** Text of the element with that test id, without what is nested. */
function textAt(html: string, id: string): string | null {
  const found = new RegExp(`data-testid="${id}"[^>]*>([^<]*)`).exec(html)
  return found?.[1] ?? null
}

const valueAt = (html: string, id: string) =>
  new RegExp(
    `data-value="([^"]*)"[^>]*data-testid="${id}"|data-testid="${id}"[^>]*data-value="([^"]*)"`,
  )
    .exec(html)
    ?.slice(1)
    .find((value) => value !== undefined)

const isDisabled = (html: string, id: string) =>
  new RegExp(`<button[^>]*data-testid="${id}"[^>]*>`)
    .exec(html)?.[0]
    .match(/ (?:aria-disabled="true"|disabled="")/) !== null

describe('the pane says, in this order', () => {
  test('what the sheet is, what is wrong, what comes out, and why it cannot be sent yet', async () => {
    const html = shown(await opened())
    expect(textAt(html, 'pane-form')).toBe('企业复工复产台账')
    expect(textAt(html, 'pane-unit')).toBe('溪口镇')
    expect(textAt(html, 'pane-period')).toContain('2020年第9周')
    expect(valueAt(html, 'pane-period')).toBe('2020-W09')
    expect(html).toContain('data-testid="finding-D5"')
    expect(textAt(html, 'tally-enterprises.resumed')).toBe('2 家')
    expect(textAt(html, 'tally-enterprises.rate')).toBe('66.7%')
    expect(isDisabled(html, 'btn-submit')).toBe(true)
    expect(textAt(html, 'submit-block')).toBe('还有 1 处错误，请改正或说明原因')
    const order = ['pane-form', 'state', 'findings', 'tally-enterprises.total', 'btn-submit']
    const places = order.map((id) => html.indexOf(`data-testid="${id}"`))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places).not.toContain(-1)
    expect(html.indexOf('finding-D5')).toBeLessThan(html.indexOf('finding-C4'))
  })

  test('the same in English', async () => {
    const it = await opened()
    it.pane.setLang('en')
    const html = shown(it)
    expect(textAt(html, 'pane-form')).toBe('Resumption of enterprises')
    expect(textAt(html, 'submit-block')).toBe('Errors left: 1. Correct or explain them')
    expect(it.values.get('lang')).toBe('en')
  })

  test('what came, went, resumed and stopped since last week, each with its names', async () => {
    const before = sheet('第8周', [...sound, ['丁厂', '是', 12, 9]], '2020年2月21日')
    const rows: Cell[][] = [
      ['甲厂', '是', 45, 40],
      ['乙厂', '否', 25, 0],
      ['丙厂', '是', 8, 5],
      ['戊厂', '是', 30, 21],
    ]
    const html = shown(await opened([sheet(SHEET, rows), before], { enrolled: false }))
    const part = (kind: string) =>
      new RegExp(`data-testid="movement-${kind}">(.*?)</details>`).exec(html)?.[1]
    expect(part('added')).toMatch(/新增 1.*戊厂/)
    expect(part('resumed')).toMatch(/复工 1.*丙厂/)
    expect(part('stopped')).toMatch(/停工 1.*乙厂/)
    expect(part('vanished')).toMatch(/消失 1.*丁厂/)
    expect(html).toContain('与本工作簿中上一期的表相比：2020年第8周')
  })

  test('calmly, that a sheet is none of ours', async () => {
    const html = shown(await opened([gridOf('通讯录', [['姓名', '电话']])]))
    expect(html).toContain('这张表不是要报的报表')
    expect(html).not.toContain('data-testid="findings"')
    expect(html).toContain('data-testid="btn-zero"')
  })

  test('that it reads, before it has read', () => {
    const html = shown(openPane())
    expect(html).toContain('正在读取并检查工作表')
    expect(html).not.toContain('这张表不是要报的报表')
  })

  test('who has to enrol first', async () => {
    const html = shown(await opened([sheet(SHEET, sound)], { enrolled: false }))
    expect(html).toContain('data-testid="enrol-code"')
    expect(isDisabled(html, 'btn-submit')).toBe(true)
    expect(textAt(html, 'submit-block')).toBe('请先用登记码登记单位')
  })
})

describe('the county’s side', () => {
  test('the receipt: revision, time in China, checksum, the county’s count', async () => {
    const it = await opened([sheet(SHEET, sound)])
    expect(valueAt(shown(it), 'state')).toBe('none')
    expect(isDisabled(shown(it), 'btn-submit')).toBe(false)
    await it.pane.letters.submit()
    const html = shown(it)
    expect(valueAt(html, 'state')).toBe('submitted')
    expect(textAt(html, 'receipt-revision')).toBe('1')
    expect(html).toContain('16:03')
    expect(textAt(html, 'receipt-hash')).toBe(it.county.stored.get(PATH)?.hash.slice(0, 8))
    expect(textAt(html, 'receipt-enterprises.resumed')).toBe('2 家')
    expect(textAt(html, 'btn-submit')).toBe('重新报送')
  })

  test('a return: the reason, and the cells to go to', async () => {
    const it = await opened([sheet(SHEET, sound)])
    await it.pane.letters.submit()
    const decision = {
      state: 'returned' as const,
      reason: '乙厂人数不实',
      cells: ['D5'],
      decidedAt: '2020-02-28T09:00:00Z',
      decidedBy: '慈利县',
    }
    await it.county.put(PATH, { state: 'returned', decision })
    await it.pane.checkAgain()
    const html = shown(it)
    expect(valueAt(html, 'state')).toBe('returned')
    expect(textAt(html, 'return-reason')).toBe('慈利县退回：乙厂人数不实')
    expect(html).toMatch(/<button[^>]*>D5<\/button>/)
    expect(isDisabled(html, 'btn-submit')).toBe(false)
  })

  test('no line: kept, said, and not called submitted', async () => {
    const it = await opened([sheet(SHEET, sound)])
    it.county.reachable = false
    await it.pane.letters.submit()
    const html = shown(it)
    expect(valueAt(html, 'waiting')).toBe('waiting')
    expect(html).toContain('还没有送到县里')
    expect(html).toContain('data-testid="offline"')
    expect(html).not.toContain('data-testid="receipt"')
  })

  test('a conflict: who, when, what differs, and the two ways out', async () => {
    const mine = await opened([sheet(SHEET, sound)])
    const theirs = await opened([sheet(SHEET, [...sound, ['丁厂', '是', 5, 5]])], {
      county: mine.county,
    })
    await theirs.pane.letters.submit()
    await mine.pane.letters.submit()
    const html = shown(mine)
    expect(valueAt(html, 'waiting')).toBe('conflict')
    expect(html).toContain('溪口镇于 2月28日 16:03 报送了第 1 版')
    expect(html).toMatch(/企业数<\/th><td>3 家<\/td><td>4 家<\/td>/)
    expect(html).toContain('data-testid="btn-keep-mine"')
    expect(html).toContain('data-testid="btn-keep-theirs"')
  })

  test('a closed week: the county’s own words', async () => {
    const it = await opened([sheet(SHEET, sound)])
    it.county.refusal = { status: 423, slug: 'period-closed' }
    await it.pane.letters.submit()
    expect(textAt(shown(it), 'problem')).toBe('period-closed')
  })

  test('findings of the county stand at their cells', async () => {
    const it = await opened([sheet(SHEET, sound)])
    const finding = { rule: 'duplicate', severity: 'error', cell: 'A6', field: 'name' }
    const findings = [{ ...finding, params: { sheet: SHEET, value: '丙厂', first: 'A4' } }]
    it.county.refusal = { status: 422, slug: 'unexplained-findings', more: { findings } }
    await it.pane.letters.submit()
    const html = shown(it)
    expect(valueAt(html, 'waiting')).toBe('rejected')
    expect(html).toContain('data-testid="finding-A6"')
    expect(html).toContain('A6：企业名称“丙厂”与 A4 重复')
  })
})

test('of many findings of a kind some are shown, the rest on demand', async () => {
  const rows = Array.from({ length: 40 }, (_, row): Cell[] => [`厂${row}`, '是', `${row + 5}人`, 5])
  const html = shown(await opened([sheet(SHEET, rows)]))
  expect(html.match(/data-rule="number-as-text"/g)).toHaveLength(5)
  expect(html).toContain('同类还有 35 处')
  expect(html).toContain('全部修正（40）')
})

test('outside of Excel: a file can be chosen, nothing promises to touch cells', async () => {
  const it = await opened()
  const html = shown(it, false)
  expect(html).toContain('改正请在原文件里做')
  expect(html).toContain('data-testid="file-input"')
  expect(html).toContain('data-testid="finding-D5"')
  expect(html).not.toContain('data-testid="btn-mark"')
  expect(html).not.toContain('data-testid="fix-C4"')
})

test('what a clerk typed is text, never markup', async () => {
  const rows: Cell[][] = [['<img src=x onerror=alert(1)>', '是', '<b>45</b>', 40]]
  const html = shown(await opened([sheet(SHEET, rows)]))
  expect(html).not.toContain('<img src=x')
  expect(html).not.toContain('<b>45')
  expect(html).toContain('&lt;b&gt;45')
})
