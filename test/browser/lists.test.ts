import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { issueCode } from '../run/county.ts'
import { trustServer } from '../run/server.ts'
import { launchChromium } from './chromium.ts'
import { openPage, picture } from './pages.ts'

const demo = inject('demo')

let browser: Browser
beforeAll(async () => {
  await trustServer(demo.url)
  browser = await launchChromium()
})
afterAll(() => browser.close())

test('the county draws the list of a subsidy, keeps it with its day, and opens a line', async () => {
  const { page, complaints } = await openPage(browser)
  const code = await issueCode(demo.url, demo.tokens.administrator.token, 'cili', 'administrator')
  await page.goto(`${demo.url}/#code=${code}`)
  await page.getByTestId('period-state').waitFor()
  await page.goto(`${demo.url}/#/cili/2020-W09`)
  await page.getByTestId('lists').click()
  const count = page.getByTestId('list-count')
  const counted = async () => Number(/共(\d+)条/.exec((await count.textContent()) ?? '')?.[1])
  await count.waitFor()
  const all = await counted()
  expect(all).toBeGreaterThanOrEqual(213)
  await picture(page, 'list-01-all')

  await page.getByTestId('list-day').fill('2020-02-20')
  await count.getByText('截至2月20日').waitFor()
  const lines = await counted()
  expect(lines).toBeGreaterThan(0)
  expect(lines).toBeLessThan(all)

  await page.getByTestId('list-keep').click()
  await page.getByTestId('list-name').fill('2月20日前复工补贴企业')
  await page.getByTestId('list-save').click()
  await page.getByRole('heading', { name: '2月20日前复工补贴企业' }).waitFor()
  await count.getByText(`共${lines}条`).waitFor()
  await picture(page, 'list-02-kept')

  await page.locator('td a').first().click()
  await page.getByTestId('submission').waitFor()
  expect(complaints).toEqual([])
})
