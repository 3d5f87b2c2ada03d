import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import type { TotalsAnswer } from '../../shared/protocol/answers.ts'
import { api, issueCode } from '../run/county.ts'
import { trustServer } from '../run/server.ts'
import { rowsOf } from '../worker/sheets.ts'
import { launchChromium } from './chromium.ts'
import { openPage, picture } from './pages.ts'

const demo = inject('demo')
/** A week of which no other test speaks. */
const WEEK = '2019-W48'
const [one = '', other = ''] = Object.keys(demo.units).filter(
  (id) => demo.units[id]?.parent === 'cili',
)

let browser: Browser
beforeAll(async () => {
  await trustServer(demo.url)
  browser = await launchChromium()
})
afterAll(() => browser.close())

async function send(unit: string, rows: Record<string, string | number>[]): Promise<void> {
  const sheet = rows.map((row) => ({ status: 'full', staff_total: 40, ...row }))
  const response = await fetch(
    `${demo.url}/api/v1/units/${unit}/forms/enterprises/periods/${WEEK}`,
    {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${demo.tokens.administrator.token}`,
        'Content-Type': 'application/json',
        'If-None-Match': '*',
      },
      body: JSON.stringify({ ...rowsOf(enterprises, sheet), asOf: '2019-11-26' }),
    },
  )
  expect(response.status, await response.clone().text()).toBe(201)
}

test('the county sees what two townships report, opens the cells, and decides what is one', async () => {
  await send(one, [
    { name: '慈利县宏达机械有限公司', uscc: '91430821MA4L00008R', staff_back: 30 },
    { name: '红星砖厂', staff_back: 5 },
  ])
  await send(other, [
    { name: '宏达机械（慈利）公司', uscc: '91430821MA4L00008R', staff_back: 28 },
    { name: '红星 砖厂', staff_back: 6 },
  ])
  const { get } = api(demo.url, demo.tokens.aggregator.token)
  const total = async () => {
    const path = `/units/cili/totals?period=${WEEK}&form=enterprises`
    return (await get<TotalsAnswer>(path)).totals['enterprises.total']
  }
  expect(await total()).toBe(3)

  const { page, complaints } = await openPage(browser, { height: 1400 })
  const code = await issueCode(demo.url, demo.tokens.administrator.token, 'cili', 'aggregator')
  await page.goto(`${demo.url}/#code=${code}`)
  await page.getByTestId('period-state').waitFor()
  await page.goto(`${demo.url}/#/cili/${WEEK}`)
  const card = page.getByTestId('duplicates')
  await card.getByText('重复填报：1条只计一次，1条待认定').click()
  await card.getByText('Sheet1!D3').first().waitFor()
  await picture(page, 'duplicates-01-found')

  await card.getByRole('button', { name: '是同一企业，只计一次' }).click()
  await card.getByText('《企业复工复产台账》红星砖厂：同一企业，只计一次').waitFor()
  await picture(page, 'duplicates-02-decided')
  expect(await total()).toBe(2)

  await card.getByRole('button', { name: '各自计入' }).first().click()
  await card.getByText('不是同一企业，各自计入').waitFor()
  expect(await total()).toBe(3)
  const said = card.getByRole('listitem').filter({ hasText: '不是同一企业，各自计入' })
  await said.getByRole('button', { name: '撤销' }).click()
  await card.getByText('不是同一企业，各自计入').waitFor({ state: 'detached' })
  expect(await total()).toBe(2)

  await card.getByRole('link').first().click()
  await page.getByText('宏达机械').first().waitFor()
  await picture(page, 'duplicates-03-sheet')
  expect(complaints).toEqual([])
})
