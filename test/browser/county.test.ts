import type { Browser, Page } from 'playwright-core'
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

async function signedIn(): Promise<{ page: Page; complaints: string[] }> {
  const code = await issueCode(demo.url, demo.tokens.administrator.token, 'cili', 'aggregator')
  const opened = await openPage(browser)
  await opened.page.goto(`${demo.url}/#code=${code}`)
  await opened.page.getByTestId('coverage').waitFor()
  return opened
}

test('the county sees who has reported, the totals, and what a figure is made of', async () => {
  const { page, complaints } = await signedIn()
  await picture(page, 'county')
  expect(complaints).toEqual([])
})
