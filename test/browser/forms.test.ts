import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { api, issueCode } from '../run/county.ts'
import { trustServer } from '../run/server.ts'
import { printing } from '../samples/printing.ts'
import { launchChromium } from './chromium.ts'
import { openPage, picture } from './pages.ts'

const demo = inject('demo')
/** A county beside those of the demo, with a form of its own. */
const county = 'wuling'
const period = '2020-W09'

let browser: Browser
const administrator = api(demo.url, demo.tokens.administrator.token)
beforeAll(async () => {
  await trustServer(demo.url)
  browser = await launchChromium()
  await administrator.put(`/units/${county}`, {
    name: '武陵区',
    level: 'county',
    parent: null,
    forms: ['printing'],
  })
  for (const [id, name] of [
    ['wuling-nanping', '南坪街道'],
    ['wuling-hefu', '河洑镇'],
  ]) {
    await administrator.put(`/units/${id}`, { name, level: 'township', parent: county })
  }
})
afterAll(() => browser.close())

const code = (unit: string, role: 'reporter' | 'aggregator') =>
  issueCode(demo.url, demo.tokens.administrator.token, unit, role)

const sheet = `南坪街道2020年第9周网点印刷品用量表
网点,印刷品名称,用量,金额
城关支行,存款凭条,21份,42元
东街支行,取款凭条,310份,620元
`

test('a form defined while a pane is open is reported by it and shown to the county', async () => {
  const { page } = await openPage(browser, { width: 420, height: 900 })
  await page.goto(`${demo.url}/taskpane.html`)
  await page.getByTestId('enrol-code').fill(await code('wuling-nanping', 'reporter'))
  await page.getByTestId('btn-enrol').click()
  await page.getByTestId('btn-sign-out').or(page.getByTestId('btn-account')).first().waitFor()
  const file = { name: '南坪.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) }
  await page.getByTestId('file-input').setInputFiles(file)
  await page.getByTestId('pane-not-ours').waitFor()

  await administrator.put(`/units/${county}/forms/printing`, printing)
  await page.getByTestId('btn-check').click()
  const form = page.getByTestId('pane-form')
  await form.waitFor()
  expect(await form.getAttribute('data-value')).toBe('printing')
  await picture(page, '30-own-form-in-pane')
  await page.getByTestId('btn-submit').click()
  await page.getByTestId('receipt-revision').waitFor()

  // A long sheet is checked in a web worker, by the same forms.
  const rows = Array.from({ length: 7000 }, (_, n) => `城关支行,凭条${n},1,2`)
  const long = Buffer.from(`${sheet.split('\n').slice(0, 2).join('\n')}\n${rows.join('\n')}\n`)
  const started = page.waitForEvent('worker')
  await page.getByTestId('file-input').setInputFiles({ ...file, name: '长表.csv', buffer: long })
  await started
  const records = page.getByTestId('pane-records')
  await expect.poll(() => records.getAttribute('data-value')).toBe('7000')
  expect(await form.getAttribute('data-value')).toBe('printing')

  const reader = await openPage(browser)
  await reader.page.goto(`${demo.url}/#code=${await code(county, 'aggregator')}`)
  await reader.page.getByTestId('coverage').waitFor()
  await reader.page.goto(`${demo.url}/#/${county}/${period}`)
  const used = reader.page.getByTestId('total-printing.used')
  await used.waitFor()
  expect(await used.textContent()).toBe('331')
  expect(await reader.page.locator('main').textContent()).toContain('使用印刷品331份，金额662元')
  await picture(reader.page, '31-own-form-in-county')

  // A new version: the submission is still shown by the one it was made with.
  const second = { ...printing, version: 2, title: { zh: '印刷品新表', en: 'New table' } }
  await administrator.put(`/units/${county}/forms/printing`, second)
  await reader.page.reload()
  await reader.page.getByRole('heading', { name: '印刷品新表' }).first().waitFor()
  await used.click()
  await reader.page.getByTestId('figure-parts').getByRole('link', { name: '南坪街道' }).click()
  const submission = reader.page.getByTestId('submission')
  await submission.locator('[data-cell="C4"]').waitFor()
  expect(await submission.getByRole('heading', { level: 1 }).textContent()).toContain(
    '网点印刷品用量表',
  )
  await picture(reader.page, '32-earlier-version')
  expect(reader.complaints).toEqual([])
})
