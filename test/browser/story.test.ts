import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { api, issueCode } from '../run/county.ts'
import { trustServer } from '../run/server.ts'
import { figures, planted, workbooks } from '../samples/load.ts'
import { launchChromium } from './chromium.ts'
import { openPage, picture } from './pages.ts'

const demo = inject('demo')
const mailFolder = inject('mailFolder')
const { unit, period } = figures.cili
const late = workbooks.find((workbook) => workbook.late)!
const mistakes = planted.filter(({ file }) => file === late.path)
const wrong = mistakes.find(({ severity }) => severity === 'error')!
const untidy = mistakes.find(({ severity }) => severity === 'warning')!
const expected = (id: string) => late.expected[id] ?? 0

let browser: Browser
beforeAll(async () => {
  await trustServer(demo.url)
  browser = await launchChromium()
})
afterAll(() => browser.close())

async function code(of: string, role: 'reporter' | 'aggregator'): Promise<string> {
  return issueCode(demo.url, demo.tokens.administrator.token, of, role)
}

/** The figures the county page shows now. */
async function countyFigures(page: Page) {
  const figure = (id: string) => page.getByTestId(`total-${id}`).textContent()
  return {
    total: Number(await figure('enterprises.total')),
    resumed: Number(await figure('enterprises.resumed')),
    coverage: (await page.getByTestId('coverage').locator('strong').first().textContent())?.trim(),
  }
}

async function countyPage(): Promise<{ page: Page; complaints: string[] }> {
  const opened = await openPage(browser)
  const { page } = opened
  await page.goto(`${demo.url}/#code=${await code(unit, 'aggregator')}`)
  await page.getByTestId('coverage').waitFor()
  await page.goto(`${demo.url}/#/${unit}/${period}`)
  await page.getByTestId('missing').waitFor()
  return opened
}

/** The cell the grid has selected. */
const selected = (page: Page) => page.getByTestId('name-box').inputValue()

async function typeInto(page: Page, cell: string, text: string) {
  await page.locator(`[data-cell="${cell}"]`).click()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

test('a late township corrects its sheet and submits; the county’s totals and mail follow', async () => {
  const county = await countyPage()
  const before = await countyFigures(county.page)
  expect(before).toEqual({
    total: figures.cili['enterprises.total'],
    resumed: figures.cili['enterprises.resumed'],
    coverage: '11/12',
  })
  expect(await county.page.getByTestId('missing').textContent()).toContain(late.name)
  await picture(county.page, '01-county-before')

  // The clerk opens last week's habit of a sheet; the pane says at once what is wrong and where.
  const clerk = await openPage(browser, { width: 1440, height: 900 })
  const { page } = clerk
  await page.goto(`${demo.url}/excel?file=${encodeURIComponent(`/samples/${late.path}`)}`)
  const pane: FrameLocator = page.frameLocator('[data-testid=pane]')
  const finding = pane.getByTestId(`finding-${wrong.cell}`)
  await finding.waitFor()
  expect(await pane.getByTestId('pane-form').getAttribute('data-value')).toBe('enterprises')
  expect(await pane.getByTestId('pane-unit').textContent()).toContain(late.name)
  expect(await pane.getByTestId('pane-period').getAttribute('data-value')).toBe(period)
  expect(await pane.getByTestId('btn-submit').isDisabled()).toBe(true)
  await picture(page, '02-opened')

  await pane.getByTestId('enrol-code').fill(await code(late.unit, 'reporter'))
  await pane.getByTestId('btn-enrol').click()
  await pane.getByTestId('state').waitFor()
  await picture(page, '03-enrolled')

  await pane.getByTestId('btn-mark').click()
  await finding.getByRole('button').first().click()
  await expect.poll(() => selected(page)).toBe(wrong.cell)
  await picture(page, '04-jumped')

  await typeInto(page, wrong.cell ?? '', String(wrong.right))
  await finding.waitFor({ state: 'detached' })
  await pane.getByTestId(`fix-${untidy.cell}`).click()
  const fixed = page.locator(`[data-cell="${untidy.cell}"]`)
  await expect.poll(() => fixed.textContent()).toBe(String(untidy.right))
  await expect.poll(() => pane.getByTestId('btn-submit').isEnabled()).toBe(true)
  await picture(page, '05-corrected')

  await pane.getByTestId('btn-submit').click()
  const revision = pane.getByTestId('receipt-revision')
  await revision.waitFor()
  expect(await revision.getAttribute('data-value')).toBe('1')
  expect(await pane.getByTestId('state').getAttribute('data-value')).toBe('submitted')
  await picture(page, '06-receipt')

  await county.page.reload()
  await county.page.getByTestId('complete').waitFor()
  expect(await countyFigures(county.page)).toEqual({
    total: before.total + expected('enterprises.total'),
    resumed: before.resumed + expected('enterprises.resumed'),
    coverage: '12/12',
  })
  await picture(county.page, '07-county-after')

  // Any figure opens down to the cell it came from.
  await county.page.getByTestId('total-enterprises.staff_back').click()
  await county.page.getByTestId('figure-parts').getByRole('link', { name: late.name }).click()
  const cell = county.page.locator(`[data-cell="${wrong.cell}"]`)
  await cell.click()
  expect(await cell.textContent()).toBe(String(wrong.right))
  await picture(county.page, '08-submission')

  const letters = readdirSync(mailFolder)
  await api(demo.url, demo.tokens.administrator.token).post(
    `/units/${unit}/periods/${period}/summary`,
  )
  const fresh = () => readdirSync(mailFolder).filter((name) => !letters.includes(name))
  await expect.poll(() => fresh().some((name) => name.endsWith('.html'))).toBe(true)
  const html = fresh().find((name) => name.endsWith('.html')) ?? ''
  const mail = await openPage(browser, { width: 760, height: 1000 })
  await mail.page.goto(pathToFileURL(join(mailFolder, html)).href)
  const said = await mail.page.locator('body').textContent()
  expect(said).toContain('12/12')
  expect(said).toContain(String(before.total + expected('enterprises.total')))
  expect(said).toContain(String(before.resumed + expected('enterprises.resumed')))
  expect(said).toContain(late.name)
  await picture(mail.page, '09-mail')

  expect([...clerk.complaints, ...county.complaints, ...mail.complaints]).toEqual([])
})
