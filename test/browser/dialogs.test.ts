import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import type { Completeness, ExplanationsAnswer } from '../../shared/protocol/answers.ts'
import { api, issueCode } from '../run/county.ts'
import { trustServer } from '../run/server.ts'
import { rowsOf } from '../worker/sheets.ts'
import { launchChromium } from './chromium.ts'
import { openPage, picture } from './pages.ts'

/** What the county decides in a dialog: over reasons, and over deadlines. */

const demo = inject('demo')
/** Weeks of which no other test speaks. */
const [REASONS, DEADLINES] = ['2019-W42', '2019-W44']
const [unit = '', other = ''] = Object.keys(demo.units).filter(
  (id) => demo.units[id]?.parent === 'cili',
)
const name = demo.units[unit]?.name ?? ''

let browser: Browser
beforeAll(async () => {
  await trustServer(demo.url)
  browser = await launchChromium()
})
afterAll(() => browser.close())

const { get } = api(demo.url, demo.tokens.aggregator.token)

/** One of its enterprises has more people back than it has: the clerk says why. */
async function send(from: string, period: string, asOf: string, reasons: string[]): Promise<void> {
  const rows = [
    { name: '红星砖厂', status: 'full', staff_total: 40, staff_back: 30 },
    ...reasons.map((_, at) => ({
      name: `借调${at + 1}厂`,
      status: 'full',
      staff_total: 40,
      staff_back: 45,
    })),
  ]
  const explanations = reasons.map((reason, at) => ({
    sheet: 'Sheet1',
    rule: 'enterprises.back-within-total',
    cell: `D${at + 4}`,
    reason,
  }))
  const response = await fetch(
    `${demo.url}/api/v1/units/${from}/forms/enterprises/periods/${period}`,
    {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${demo.tokens.administrator.token}`,
        'Content-Type': 'application/json',
        'If-None-Match': '*',
      },
      body: JSON.stringify({ ...rowsOf(enterprises, rows), asOf, explanations }),
    },
  )
  expect(response.status, await response.clone().text()).toBe(201)
}

async function open(period: string): Promise<{ page: Page; complaints: string[] }> {
  const opened = await openPage(browser, { height: 1000 })
  const code = await issueCode(demo.url, demo.tokens.administrator.token, 'cili', 'aggregator')
  await opened.page.goto(`${demo.url}/#code=${code}`)
  await opened.page.getByTestId('period-state').waitFor()
  await opened.page.goto(`${demo.url}/#/cili/${period}`)
  return opened
}

/** The dialog fits on a screen and on a telephone, in both languages. */
async function pictures(page: Page, title: string, open: () => Promise<void>): Promise<void> {
  for (const [width, height] of [
    [1280, 900],
    [400, 800],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const lang of ['zh', 'en']) {
      const switched = page.getByRole('button', { name: lang === 'zh' ? '中文' : 'English' })
      if ((await switched.count()) > 0) await switched.click()
      await open()
      await page.getByRole('dialog').waitFor()
      await picture(page, `${title}-${width}-${lang}`)
      const box = await page.getByRole('dialog').boundingBox()
      expect(box && [box.x >= 0, box.x + box.width <= width, box.y + box.height <= height]).toEqual(
        [true, true, true],
      )
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
  }
  await page.setViewportSize({ width: 1280, height: 1000 })
  await page.getByRole('button', { name: '中文' }).click()
}

test('a reason is refused with a why, accepted for a time, and looked at again', async () => {
  await send(unit, REASONS, '2019-10-18', ['邻厂借调五人', '食堂帮工也算在内'])
  const { page, complaints } = await open(REASONS)
  const card = page.getByTestId('explanations')
  const line = (cell: string) => page.getByTestId(`explanation-${unit}-${cell}`)
  await card.getByText('2条待定').waitFor()
  await pictures(page, 'reason-refuse', () => line('D5').getByTestId('btn-refuse-reason').click())

  await line('D5').getByTestId('btn-refuse-reason').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('食堂帮工也算在内').waitFor()
  await dialog.getByTestId('btn-refuse-confirm').click()
  await dialog.getByText('请写明为什么').waitFor()
  await dialog.getByTestId('refuse-why').fill('食堂的人不是本厂职工')
  expect(await dialog.getByText('请写明为什么').count()).toBe(0)
  await dialog.getByTestId('btn-refuse-confirm').click()
  await dialog.waitFor({ state: 'detached' })
  await line('D5').getByText('食堂的人不是本厂职工').waitFor()

  await line('D4').getByTestId('btn-accept-reason').click()
  await picture(page, 'reason-accept-menu')
  await page.getByRole('menuitem').first().click()
  await line('D4').getByText('认可').first().waitFor()
  await picture(page, 'reason-decided')
  const states = async () =>
    (await get<ExplanationsAnswer>(`/units/cili/explanations?period=${REASONS}`)).explanations
      .toSorted((a, b) => ((a.cell ?? '') < (b.cell ?? '') ? -1 : 1))
      .map(({ decision }) => [decision?.state, decision?.until, decision?.why])
  expect(await states()).toEqual([
    ['accepted', REASONS, ''],
    ['refused', null, '食堂的人不是本厂职工'],
  ])
  // Decided otherwise after another look: what was said is there to go on from.
  await line('D5').getByTestId('btn-refuse-reason').click()
  expect(await dialog.getByTestId('refuse-why').inputValue()).toBe('食堂的人不是本厂职工')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
})

test('a deadline is extended, changed and taken back; the dialog says what is missing', async () => {
  await send(other, DEADLINES, '2019-11-01', [])
  const { page, complaints } = await open(DEADLINES)
  const row = page.getByTestId(`unit-row-${unit}`)
  const give = page.getByTestId(`btn-extend-${unit}`)
  await give.waitFor()
  expect(await page.getByTestId(`btn-extend-${other}`).count()).toBe(0)
  await pictures(page, 'extend', () => give.click())

  await give.click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(name).first().waitFor()
  await dialog.getByTestId('btn-extension-confirm').click()
  const missing = dialog.getByText('请写明延到什么时候、为什么')
  expect(await missing.count()).toBe(1)
  await dialog.getByTestId('extension-reason').fill('全镇停电，周一补报')
  expect(await missing.count()).toBe(0)
  await dialog.getByTestId('extension-due').fill('2019-10-20T17:00')
  await dialog.getByTestId('btn-extension-confirm').click()
  // Earlier than what holds: the county's own words, and what was typed stays.
  await dialog.getByTestId('error').waitFor()
  await picture(page, 'extend-refused')
  expect(await dialog.getByTestId('extension-reason').inputValue()).toBe('全镇停电，周一补报')
  await dialog.getByTestId('extension-due').fill('2019-11-04T17:00')
  await dialog.getByTestId('btn-extension-confirm').click()
  await dialog.waitFor({ state: 'detached' })
  await row.getByText('全镇停电，周一补报').waitFor()
  await picture(page, 'extend-given')

  const extensions = async () =>
    (await get<Completeness>(`/units/cili/completeness?period=${DEADLINES}`)).extensions.map(
      (one) => [one.unit, one.due, one.reason],
    )
  expect(await extensions()).toEqual([[unit, '2019-11-04T09:00:00.000Z', '全镇停电，周一补报']])
  await give.click()
  expect(await dialog.getByTestId('extension-due').inputValue()).toBe('2019-11-04T17:00')
  await dialog.getByTestId('btn-extension-withdraw').click()
  await dialog.waitFor({ state: 'detached' })
  await row.getByText('全镇停电，周一补报').waitFor({ state: 'detached' })
  expect(await extensions()).toEqual([])
  expect(complaints.filter((one) => !one.startsWith('422 ') && !one.startsWith('409 '))).toEqual([])
})
