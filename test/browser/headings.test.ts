import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import type { ApprovedHeadings } from '../../shared/protocol/answers.ts'
import { api, issueCode } from '../run/county.ts'
import { trustServer } from '../run/server.ts'
import { rowsOf } from '../worker/sheets.ts'
import { launchChromium } from './chromium.ts'
import { openPage, picture } from './pages.ts'

const demo = inject('demo')
/** A week of which no other test speaks. */
const WEEK = '2019-W50'
const [township] = Object.keys(demo.units).filter((id) => demo.units[id]?.parent === 'cili')

let browser: Browser
beforeAll(async () => {
  await trustServer(demo.url)
  browser = await launchChromium()
})
afterAll(() => browser.close())

test('the county approves a heading that a clerk had to name, and a contradiction is said', async () => {
  const rows = [{ name: '甲厂', status: 'full', staff_total: 40, staff_back: 12 }]
  const answers = [
    { sheet: 'Sheet1', column: 'D', label: '到厂\n人头（人）', field: 'staff_back' },
    { sheet: 'Sheet1', column: 'C', label: '到厂人头', field: 'staff_total' },
  ]
  const sent = { ...rowsOf(enterprises, rows), asOf: '2019-12-10', answers }
  const response = await fetch(
    `${demo.url}/api/v1/units/${township}/forms/enterprises/periods/${WEEK}`,
    {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${demo.tokens.administrator.token}`,
        'Content-Type': 'application/json',
        'If-None-Match': '*',
      },
      body: JSON.stringify(sent),
    },
  )
  expect(response.status, await response.clone().text()).toBe(201)

  const { page } = await openPage(browser)
  const code = await issueCode(demo.url, demo.tokens.administrator.token, 'cili', 'aggregator')
  await page.goto(`${demo.url}/#code=${code}`)
  await page.getByTestId('period-state').waitFor()
  await page.goto(`${demo.url}/#/cili/${WEEK}/${township}/enterprises`)
  const lines = page.getByRole('region', { name: '填报人手工指定的列' }).getByRole('listitem')
  await lines.getByText('“到厂 人头（人）” → ').waitFor()
  await picture(page, 'heading-01-asked')

  await lines.first().getByRole('button', { name: '慈利县通用' }).click()
  await lines.first().getByText('已通用').waitFor()
  await lines.last().getByRole('button', { name: '慈利县通用' }).click()
  await page.getByText(/“到厂人头”在这张表中已指/).waitFor()
  await picture(page, 'heading-02-approved')

  const { get } = api(demo.url, demo.tokens.aggregator.token)
  const kept = await get<ApprovedHeadings[]>('/units/cili/headings')
  expect(kept.map(({ field, wordings }) => [field, wordings])).toEqual([
    ['staff_back', ['到厂 人头（人）']],
  ])

  // What was approved is listed with who and when, and can be withdrawn.
  await page.goto(`${demo.url}/#/cili/${WEEK}`)
  await page.getByTestId('words').click()
  const row = page.getByRole('row', { name: /到厂 人头（人）/ })
  await row
    .getByText(/慈利县$/)
    .last()
    .waitFor()
  await picture(page, 'heading-03-words')
  await page.setViewportSize({ width: 400, height: 860 })
  await picture(page, 'heading-04-words-narrow')
  await row.getByRole('button', { name: '撤回“到厂 人头（人）”' }).click()
  await page.getByText('还没有认可过列名或叫法。').waitFor()
  const left = await get<ApprovedHeadings[]>('/units/cili/headings')
  expect(left.flatMap(({ wordings }) => wordings)).toEqual([])
})
