import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { TotalsAnswer } from '../../shared/protocol/answers.ts'
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

/** What the service says of a week: other tests lead the late township through its report meanwhile. */
async function enterprisesOf(period: string) {
  const address = `${demo.url}/api/v1/units/cili/totals?period=${period}&form=enterprises`
  const headers = { Authorization: `Bearer ${demo.tokens.administrator.token}` }
  const answer = (await (await fetch(address, { headers })).json()) as TotalsAnswer
  const figure = (name: string) => answer.totals[`enterprises.${name}`] ?? 0
  const [total, resumed] = [figure('total'), figure('resumed')]
  return { ...answer.coverage, total, resumed, rate: `${((resumed / total) * 100).toFixed(1)}%` }
}

test('a reader sees the weeks side by side, and which of them lacks a unit', async () => {
  const { page, complaints } = await county()
  await page.getByTestId('trends').click()
  const table = page.getByTestId('trends-table')
  await table.waitFor()
  const week = table.getByRole('row', { name: '2020年第9周' })
  const {
    expected,
    submitted,
    missing,
    total,
    resumed,
    rate: shown,
  } = await enterprisesOf('2020-W09')
  const said = [`${submitted}/${expected}个单位`, ...missing, total, resumed, shown]
  expect(await week.textContent()).toMatch(new RegExp(said.join('.*'), 's'))
  const rate = page.getByTestId('trend-enterprises.rate')
  expect(await rate.locator('circle').count()).toBe(2)
  expect(await rate.locator('circle.part').count()).toBe(missing.length > 0 ? 1 : 0)
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
  const { total, resumed } = await enterprisesOf('2020-W09')
  expect(value.map(({ Value }) => Value)).toEqual([resumed / total])
  expect(await (await fetch(web, { headers })).text()).toContain(
    `<td>${total}</td><td>${resumed}</td>`,
  )
  expect(await (await fetch(csv, { headers })).text()).toContain(
    `合计（慈利县）,${total},${resumed}`,
  )
  expect(complaints).toEqual([])
})
