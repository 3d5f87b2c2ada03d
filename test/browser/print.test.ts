import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { issueCode } from '../run/county.ts'
import { trustServer } from '../run/server.ts'
import { launchChromium } from './chromium.ts'
import { openPage, picture } from './pages.ts'

/** The county's pages on paper, in both languages: a browser cuts what is wider than the sheet. */

const demo = inject('demo')
const [township] = Object.keys(demo.units).filter((id) => demo.units[id]?.parent === 'cili')
const pages = {
  overview: '#/cili/2020-W09',
  submission: `#/cili/2020-W09/${township}/enterprises`,
  list: '#/cili/2020-W09?list=enterprises',
  trends: '#/cili/2020-W09?trends=enterprises',
  figure: '#/cili/2020-W09?figure=enterprises.rate',
}

/** Between the margins of an A4 sheet lying down: 273 mm of 96 dots an inch. */
const PAPER = { width: 1032, height: 703 }

let browser: Browser
beforeAll(async () => {
  await trustServer(demo.url)
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** What stands out over the paper, or over the frame of its card. */
function standsOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const paper = document.documentElement.clientWidth
    return [...document.querySelectorAll('main *')].flatMap((one) => {
      const { width, right } = one.getBoundingClientRect()
      const card = one.closest('.card')?.getBoundingClientRect()
      const limit = Math.min(paper, card?.right ?? paper)
      return width > 0 && right > limit + 1 ? [`${one.tagName} ${one.textContent}`] : []
    })
  })
}

test('nothing is cut on paper, and what is only for the screen is left out', async () => {
  const { page, complaints } = await openPage(browser)
  const code = await issueCode(demo.url, demo.tokens.administrator.token, 'cili', 'reader')
  await page.goto(`${demo.url}/#code=${code}`)
  await page.getByTestId('period-state').waitFor()
  for (const lang of ['zh', 'en']) {
    await page.emulateMedia({ media: 'screen' })
    await page.goto(`${demo.url}/${pages.overview}`)
    if (lang === 'en') await page.getByRole('button', { name: 'English' }).click()
    for (const [name, address] of Object.entries(pages)) {
      await page.emulateMedia({ media: 'screen' })
      await page.goto(`${demo.url}/${address}`)
      await page.locator('main table tbody tr').first().waitFor()
      if (name === 'figure') await page.getByRole('dialog').getByRole('row').nth(1).waitFor()
      await page.setViewportSize(PAPER)
      await page.emulateMedia({ media: 'print' })
      await picture(page, `print-${name}-${lang}`)
      expect([name, lang, await standsOut(page)]).toEqual([name, lang, []])
      expect(await page.getByRole('button', { name: /English|中文/ }).count()).toBe(0)
      // A figure's parts are printed in place of the page that they lie over.
      expect(await page.locator('main').isVisible()).toBe(name !== 'figure')
      expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(5_000)
    }
  }
  expect(complaints).toEqual([])
})
