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

async function county() {
  const { page, complaints } = await openPage(browser)
  const code = await issueCode(demo.url, demo.tokens.administrator.token, 'cili', 'reader')
  await page.goto(`${demo.url}/#code=${code}`)
  await page.getByTestId('period-state').waitFor()
  await page.goto(`${demo.url}/#/cili/2020-W09`)
  return { page, complaints }
}

test('a reader sees the weeks side by side, and which of them lacks a unit', async () => {
  const { page, complaints } = await county()
  await page.getByTestId('trends').click()
  const table = page.getByTestId('trends-table')
  await table.waitFor()
  const week = table.getByRole('row', { name: '2020年第9周' })
  expect(await week.textContent()).toMatch(/11\/12个单位.*龙潭河镇.*311.*213.*68\.5%/s)
  const rate = page.getByTestId('trend-enterprises.rate')
  expect(await rate.locator('circle').count()).toBe(2)
  expect(await rate.locator('circle.part').count()).toBe(1)
  await picture(page, 'trends-01')

  await week.getByRole('link').click()
  await page.getByTestId('total-enterprises.rate').waitFor()
  expect(complaints).toEqual([])
})

test('what the page gives out for Excel answers with these figures', async () => {
  const { page, complaints } = await county()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByTestId('download').click()
  await page.getByTestId('connect-open').click()
  const buttons = page.getByTestId('connect').getByRole('button')
  await buttons.first().waitFor()
  const given: string[] = []
  for (const button of await buttons.all()) {
    await button.click()
    given.push(await page.evaluate(() => navigator.clipboard.readText()))
  }
  await picture(page, 'connect-01')
  const [odata = '', web = '', csv = '', password = ''] = given
  expect(await page.getByTestId('connect').textContent()).not.toContain(password)

  const headers = { Authorization: `Basic ${btoa(`excel:${password}`)}` }
  const query = "Totals?$filter=Period eq '2020-W09' and Indicator eq 'enterprises.rate'"
  const answer = await fetch(new URL(query, odata), { headers })
  const { value } = (await answer.json()) as { value: { Value: number }[] }
  expect(value.map(({ Value }) => Value)).toEqual([213 / 311])
  expect(await (await fetch(web, { headers })).text()).toContain('<td>311</td><td>213</td>')
  expect(await (await fetch(csv, { headers })).text()).toContain('合计（慈利县）,311,213')
  expect(complaints).toEqual([])
})
