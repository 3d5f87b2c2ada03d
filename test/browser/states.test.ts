import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Finding } from '../../shared/check/finding.ts'
import type { StoredSubmission } from '../../shared/protocol/submission.ts'
import { County } from '../pane/county.ts'
import { PATH } from '../pane/open.ts'
import { trustServer } from '../run/server.ts'
import { launchChromium } from './chromium.ts'
import { openPage, picture, play } from './pages.ts'

/**
 * Whatever keeps a report from being sent or from staying as it was sent is said in the pane, in both
 * languages, in its narrowest width: the pages are real, the county behind them is played.
 */

const demo = inject('demo')

let browser: Browser
beforeAll(async () => {
  await trustServer(demo.url)
  browser = await launchChromium()
})
afterAll(() => browser.close())

const report = (rows: string) => ({
  name: '溪口镇第9周.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    `溪口镇企业复工复产情况统计表\n填报单位：溪口镇  填报日期：2020年2月28日\n企业名称,是否复工,职工总数,已返岗人数\n${rows}\n`,
  ),
})
const sound = report('甲厂,是,45,40\n乙厂,是,25,20\n丙厂,否,8,')

async function open(county: County, { width = 320, enrolled = true } = {}): Promise<Page> {
  const { page } = await openPage(browser, { width, height: 900 })
  await show(page, county, enrolled)
  return page
}

/** @param page new, in a browser of its own or beside another of the same machine */
async function show(page: Page, county: County, enrolled = true): Promise<void> {
  await play(page, county)
  if (enrolled) {
    await page.addInitScript((token) => localStorage.setItem('fugong.token', token), 'token-1')
  }
  await page.goto(`${demo.url}/taskpane.html`)
}

async function choose(page: Page, file = sound): Promise<void> {
  await page.getByTestId('file-input').setInputFiles(file)
  await page.getByTestId('pane-form').waitFor()
}

async function submit(page: Page): Promise<void> {
  const button = page.getByTestId('btn-submit')
  await expect.poll(() => button.isEnabled()).toBe(true)
  await button.click()
}

/** Nothing is wider than the pane, and nothing of what is said is cut off. */
async function fits(page: Page): Promise<void> {
  const over = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const cut = [...document.querySelectorAll('main *, footer *')].filter((one) => {
      const { overflowX, clip } = getComputedStyle(one)
      const isHidden = clip !== 'auto' || one.closest('svg, select, input')
      return !isHidden && overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1
    })
    return { wider: scrollWidth - clientWidth, cut: cut.map(({ textContent }) => textContent) }
  })
  expect(over).toEqual({ wider: 0, cut: [] })
}

const decidedAt = '2020-02-28T09:00:00Z'

interface State {
  name: string
  /** What the county does, and the person, until it shows. */
  until: (county: County) => Promise<Page>
  zh: RegExp
  en: RegExp
  /** The report can be sent from here. */
  sendable: boolean
}

/** The report was sent, and then the county decided. */
async function sent(county: County, change: Partial<StoredSubmission> = {}): Promise<Page> {
  const page = await open(county)
  await choose(page)
  await submit(page)
  await page.getByTestId('receipt-revision').waitFor()
  await county.put(PATH, change)
  await page.getByTestId('btn-check').click()
  return page
}

/** It is sent, and the county answers so in place of taking it. */
function refused(status: number, slug: string, words: object = {}) {
  return async (county: County): Promise<Page> => {
    county.refusal = { status, slug, more: words }
    const page = await open(county)
    await choose(page)
    await submit(page)
    await page.getByTestId('waiting').waitFor()
    return page
  }
}

const finding: Finding = {
  rule: 'enterprises.back-within-total',
  severity: 'error',
  cell: 'D5',
  field: 'staff_back',
  params: {
    op: '<=',
    left: 25,
    right: 20,
    leftTitle: '已返岗人数',
    rightTitle: '职工总数',
    sheet: '溪口镇第9周',
  },
}

const states: State[] = [
  {
    name: 'not-enrolled',
    async until(county) {
      const page = await open(county, { enrolled: false })
      await choose(page)
      return page
    },
    zh: /请先用登记码登记单位/,
    en: /enrol/i,
    sendable: false,
  },
  {
    name: 'reader',
    async until(county) {
      county.me = { ...county.me, role: 'reader' }
      const page = await open(county)
      await choose(page)
      return page
    },
    zh: /只能查看，不能报送/,
    en: /may read, not submit/,
    sendable: false,
  },
  {
    name: 'accepted',
    until: (county) =>
      sent(county, {
        state: 'accepted',
        decision: { state: 'accepted', reason: '', cells: [], decidedAt, decidedBy: '慈利县' },
      }),
    zh: /县里已通过，不能再改/,
    en: /accepted/i,
    sendable: false,
  },
  {
    name: 'returned',
    until: (county) =>
      sent(county, {
        state: 'returned',
        decision: {
          ...{ state: 'returned', decidedAt, decidedBy: '慈利县' },
          reason: '乙厂返岗人数与上周相差太大，请核对后重报；丙厂停工原因没有写。',
          cells: ['D5', 'B6'],
        },
      }),
    zh: /慈利县退回：乙厂返岗人数与上周相差太大[\s\S]*D5[\s\S]*B6/,
    en: /returned[\s\S]*D5[\s\S]*B6/i,
    sendable: true,
  },
  {
    name: 'late',
    until(county) {
      county.late = true
      return sent(county)
    },
    zh: /迟报/,
    en: /late/i,
    sendable: true,
  },
  {
    name: 'closed',
    until: refused(423, 'period-closed', {
      title: '报告期已关闭',
      detail: '2020-W09 已由“慈利县”于 2020-03-01 12:00 关闭，如需补报请联系其重新开放。',
    }),
    zh: /现在不能报送[\s\S]*已由“慈利县”于 2020-03-01 12:00 关闭/,
    en: /慈利县/,
    sendable: true,
  },
  {
    name: 'out-of-reach',
    until: refused(403, 'unit-out-of-reach', {
      title: '不在管辖范围',
      detail: '“xikou”不在您的管辖范围内。',
    }),
    zh: /县里没有收下[\s\S]*不在您的管辖范围内/,
    en: /not taken|did not take/i,
    sendable: true,
  },
  {
    name: 'token-expired',
    async until(county) {
      const page = await open(county)
      await choose(page)
      await expect.poll(() => page.getByTestId('btn-submit').isEnabled()).toBe(true)
      county.token = 'another'
      await page.getByTestId('btn-submit').click()
      await page.getByTestId('waiting').waitFor()
      return page
    },
    zh: /登记已失效，请重新输入登记码[\s\S]*数据还在本机/,
    en: /expired[\s\S]*still on this machine|kept/i,
    sendable: false,
  },
  {
    name: 'rejected',
    until: refused(422, 'unexplained-findings', { title: '有未处理的问题', findings: [finding] }),
    zh: /县里没有收下：查出 1 个问题[\s\S]*D5/,
    en: /1[\s\S]*D5/,
    sendable: true,
  },
  {
    name: 'tally-differs',
    until: refused(422, 'tally-differs', {
      title: '小计不一致',
      detail: '系统重新统计的结果与报送的小计不一致（enterprises.total），请更新后重新报送。',
    }),
    zh: /小计不一致/,
    en: /小计不一致/,
    sendable: true,
  },
  {
    name: 'too-large',
    until: refused(413, 'body-too-large', {
      title: '内容过大',
      detail: '内容超过 2 MB 的上限，请拆分后报送。',
    }),
    zh: /内容超过 2 MB 的上限/,
    en: /2 MB/,
    sendable: true,
  },
  {
    name: 'busy',
    until: refused(429, 'too-many'),
    zh: /还没有送到县里[\s\S]*自动发送/,
    en: /not reached|automatically|by itself/i,
    sendable: true,
  },
  {
    name: 'server-error',
    until: refused(500, 'internal'),
    zh: /还没有送到县里[\s\S]*自动发送/,
    en: /not reached|automatically|by itself/i,
    sendable: true,
  },
  {
    name: 'no-line',
    async until(county) {
      const page = await open(county)
      await choose(page)
      await expect.poll(() => page.getByTestId('btn-submit').isEnabled()).toBe(true)
      county.reachable = false
      await page.getByTestId('btn-submit').click()
      await page.getByTestId('offline').waitFor()
      return page
    },
    zh: /现在连不上县里/,
    en: /cannot be reached|no line|offline/i,
    sendable: true,
  },
  {
    name: 'catalogue-mismatch',
    until: refused(422, 'catalogue-mismatch', {
      title: '报表版本不一致',
      detail:
        '报送使用的报表版本是“enterprises@1”，系统现用的是“enterprises@2”，请重新检查表格后再报送。',
    }),
    zh: /报表版本不一致/,
    en: /enterprises@2/,
    sendable: true,
  },
  {
    name: 'conflict',
    async until(county) {
      const page = await open(county)
      await choose(page)
      await expect.poll(() => page.getByTestId('btn-submit').isEnabled()).toBe(true)
      const other = await open(county, { width: 400 })
      await choose(other, report('甲厂,是,45,45\n乙厂,是,25,20\n丙厂,是,8,6\n丁厂,是,5,5'))
      await submit(other)
      await other.getByTestId('receipt-revision').waitFor()
      await page.getByTestId('btn-submit').click()
      await page.getByTestId('conflict').waitFor()
      return page
    },
    zh: /县里已有另一版[\s\S]*以我为准重报/,
    en: /another|other version/i,
    sendable: true,
  },
]

describe('the pane says', () => {
  test.each(states)('$name', async ({ name, until, zh, en, sendable }) => {
    const page = await until(new County())
    const said = () => page.evaluate(() => document.body.textContent)
    await expect.poll(said).toMatch(zh)
    await expect.poll(() => page.getByTestId('btn-submit').isEnabled()).toBe(sendable)
    await page.evaluate(() => window.scrollTo(0, 0))
    await picture(page, `state-${name}-320`)
    await fits(page)
    await page.setViewportSize({ width: 400, height: 900 })
    await page.getByTestId('btn-lang').click()
    await expect.poll(said).toMatch(en)
    await fits(page)
    await picture(page, `state-${name}-400-en`)
    // Twice as large: half as wide.
    await page.setViewportSize({ width: 200, height: 450 })
    await fits(page)
  })
})

const inFocus = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: one } = document
    return one?.getAttribute('data-testid') ?? one?.tagName.toLowerCase()
  })

test('what was on its way when the pane closed is sent again, and counts once', async () => {
  const county = new County()
  const page = await open(county)
  await choose(page)
  const keys: (string | null)[] = []
  const { fetch } = county
  /** It arrives; the answer does not. */
  const unanswered: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init)
    if (init?.method !== 'PUT') return answer
    keys.push(new Headers(init.headers).get('Idempotency-Key'))
    return keys.length === 1 ? new Promise(() => {}) : answer
  }
  county.fetch = unanswered
  await submit(page)
  await expect.poll(() => keys.length).toBe(1)
  const later = await page.context().newPage()
  await page.close()
  await show(later, county)
  await choose(later)
  await expect.poll(() => keys.length).toBe(2)
  expect(keys[1]).toBe(keys[0])
  const revision = later.getByTestId('receipt-revision')
  await revision.waitFor()
  expect(await revision.getAttribute('data-value')).toBe('1')
  expect(await later.getByTestId('waiting').count()).toBe(0)
})

test('two panes open at once: the same report is no conflict, and is said in both', async () => {
  const county = new County()
  const one = await open(county)
  const other = await one.context().newPage()
  await show(other, county)
  for (const page of [one, other]) await choose(page)
  for (const page of [one, other]) {
    await submit(page)
    await page.getByTestId('receipt-revision').waitFor()
    await expect.poll(() => page.getByTestId('submit-block').textContent()).toContain('第 1 版')
  }
  expect(county.stored.get(PATH)?.revision).toBe(1)
})

test('what a column is, is asked once: a fresh file is read by the answer, and one click takes it back', async () => {
  const county = new County()
  const page = await open(county)
  const weekly = (day: number) => ({
    name: `溪口镇2月${day}日.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from(
      `溪口镇企业复工复产情况统计表\n填报单位：溪口镇  填报日期：2020年2月${day}日\n企业名称,是否复工,人员甲（人）,已返岗人数\n甲厂,是,45,40\n乙厂,是,25,20\n`,
    ),
  })
  await choose(page, weekly(21))
  const question = page.getByTestId('column-C3')
  await page.getByText('其他列（1）').click()
  await question.locator('select').selectOption('staff_total')
  await question.getByRole('button').click()
  const total = page.getByTestId('tally-enterprises.staff_total')
  await expect.poll(() => total.textContent()).toBe('70 人')

  await page.reload()
  await choose(page, weekly(28))
  const remembered = page.getByTestId('remembered')
  await remembered.waitFor()
  expect(await remembered.textContent()).toContain('C 列“人员甲（人）”是“职工总数”')
  expect(await total.textContent()).toBe('70 人')
  await remembered.scrollIntoViewIfNeeded()
  await fits(page)
  await picture(page, 'memory-320')
  await page.getByTestId('forget-C3').click()
  await remembered.waitFor({ state: 'detached' })
  expect(await total.count()).toBe(0)
  await page.reload()
  await choose(page, weekly(28))
  await page.getByText('其他列（1）').waitFor()
  expect(await remembered.count()).toBe(0)
})

test('why it was not sent is beside the button, and leads to its card', async () => {
  const county = new County()
  const page = await refused(423, 'period-closed', { title: '报告期已关闭' })(county)
  await page.setViewportSize({ width: 320, height: 400 })
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  const said = page.getByTestId('submit-block')
  await expect.poll(() => said.textContent()).toContain('没有报上去')
  await page.getByTestId('btn-why').click()
  expect(await inFocus(page)).toBe('waiting')
  const top = await page.getByTestId('waiting').evaluate((card) => card.getBoundingClientRect().top)
  expect(top).toBeGreaterThanOrEqual(0)
  expect(top).toBeLessThan(300)
})

test('the keyboard alone explains an error and submits; the focus stays where the work is', async () => {
  const county = new County()
  const page = await open(county)
  await choose(page, report('甲厂,是,45,50\n乙厂,是,25,20\n丙厂,否,8,'))
  const passed: (string | undefined)[] = []
  const tabTo = async (id: string) => {
    for (let presses = 0; presses < 40; presses += 1) {
      const at = await inFocus(page)
      passed.push(at)
      if (at === id) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`${id} is not reached: ${passed.join(' ')}`)
  }
  await page.getByTestId('btn-check').focus()
  await tabTo('btn-lang')
  await tabTo('btn-file')
  await tabTo('btn-period')
  await page.keyboard.press('Enter')
  expect(await inFocus(page)).toBe('period-choice')
  const week = page.getByTestId('period-choice')
  const now = await week.inputValue()
  const weeks = week.locator('option')
  const other = (
    await weeks.evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value))
  ).find((one) => one !== now)!
  await week.selectOption(other)
  await expect.poll(() => week.inputValue()).toBe(other)
  // The week that the sheet names can be gone back to, however long ago it was.
  await week.selectOption(now)
  expect(await inFocus(page)).toBe('period-choice')
  await tabTo('explain-D4')
  expect(await page.getByTestId('pane-period').getAttribute('data-value')).toBe(now)
  await page.keyboard.press('Enter')
  expect(await inFocus(page)).toBe('explain-text')
  await page.keyboard.type('借调五人')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  // What was pressed is gone; the next Tab goes on from its card.
  await expect.poll(() => inFocus(page)).toBe('findings-card')
  await tabTo('btn-submit')
  await page.keyboard.press('Enter')
  await page.getByTestId('receipt-revision').waitFor()
  expect(await inFocus(page)).toBe('btn-submit')
  expect(county.stored.get(PATH)?.submission.explanations).toMatchObject([{ reason: '借调五人' }])
})
