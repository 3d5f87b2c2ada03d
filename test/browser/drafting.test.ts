import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { api, issueCode } from '../run/county.ts'
import { trustServer } from '../run/server.ts'
import { launchChromium } from './chromium.ts'
import { openPage, picture } from './pages.ts'

const demo = inject('demo')
/** A county beside those of the demo. */
const county = 'yongding'
const period = '2020-W09'

let browser: Browser
const root = api(demo.url, demo.tokens.administrator.token)
beforeAll(async () => {
  await trustServer(demo.url)
  browser = await launchChromium()
  await root.put(`/units/${county}`, { name: '永定区', level: 'county', parent: null })
  const township = { name: '沅古坪镇', level: 'township', parent: county, forms: ['flood'] }
  await root.put('/units/yongding-yuanguping', township)
})
afterAll(() => browser.close())

const code = (role: 'administrator' | 'aggregator') =>
  issueCode(demo.url, demo.tokens.administrator.token, county, role)

const sheet = `沅古坪镇2020年第9周洪涝灾情统计表
填报单位：沅古坪镇
村,受灾户数（户）,其中：转移安置户数（户）,倒塌房屋（间）,直接经济损失（万元）,联系人,联系电话,排查日期
大兴村,12,5,3,4.5,张三,13800000001,2月24日
申中村,7,2,0,1.2,李四,13800000002,2月25日
坪牛村,3,1,1,0.8,王五,13800000003,2月25日
`

/** Nothing is wider than the pane. */
async function fits(page: Page): Promise<void> {
  const over = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
  expect(over).toBe(0)
}

test('an administrator makes a form of a sheet in the pane; the county has its figures', async () => {
  const { page } = await openPage(browser, { width: 320, height: 900 })
  await page.goto(`${demo.url}/taskpane.html`)
  await page.getByTestId('enrol-code').fill(await code('administrator'))
  await page.getByTestId('btn-enrol').click()
  await page.getByTestId('btn-account').waitFor()
  const file = { name: '洪涝.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) }
  await page.getByTestId('file-input').setInputFiles(file)
  await page.getByTestId('btn-draft').click()
  await page.getByTestId('draft-records').waitFor()
  await fits(page)
  await picture(page, '40-draft')

  await page.getByTestId('btn-lang').click()
  await page.getByTestId('draft-records').scrollIntoViewIfNeeded()
  await fits(page)
  await picture(page, '47-draft-in-english')
  await page.getByTestId('btn-lang').click()

  await page.getByTestId('draft-id').fill('洪涝')
  await page.getByRole('alert').first().waitFor()
  expect(await page.getByTestId('btn-draft-save').isDisabled()).toBe(true)
  await picture(page, '41-draft-fault')
  await page.getByTestId('draft-id').fill('flood')
  const column = page.locator('details', { hasText: '倒塌房屋' })
  await column.locator('summary').click()
  await fits(page)
  await picture(page, '42-draft-column')
  const records = page.getByTestId('draft-records')
  expect(await records.getAttribute('data-value')).toBe('3')
  await page.setViewportSize({ width: 400, height: 900 })
  await records.scrollIntoViewIfNeeded()
  await fits(page)
  await picture(page, '43-draft-outcome')
  await page.getByTestId('btn-draft-save').click()

  const form = page.getByTestId('pane-form')
  await form.waitFor()
  expect(await form.getAttribute('data-value')).toBe('flood')
  await page.getByTestId('unit-choice').selectOption('yongding-yuanguping')
  await picture(page, '44-draft-recognised')
  await page.getByTestId('btn-submit').click()
  await page.getByTestId('receipt-revision').waitFor()

  // Its next version is made on the same sheet.
  await page.getByTestId('btn-draft').click()
  await page.getByTestId('draft').waitFor()
  await picture(page, '45-draft-next-version')

  const reader = await openPage(browser)
  await reader.page.goto(`${demo.url}/#code=${await code('aggregator')}`)
  await reader.page.getByTestId('coverage').waitFor()
  await reader.page.goto(`${demo.url}/#/${county}/${period}`)
  const rows = reader.page.getByTestId('total-flood.rows')
  await rows.waitFor()
  expect(await rows.textContent()).toBe('3')
  expect(await reader.page.locator('main').textContent()).toContain('洪涝灾情共3条')
  await picture(reader.page, '46-draft-in-county')
  expect(reader.complaints).toEqual([])
})
