/** Pages of a real browser, and a picture of each step they are led through. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { County } from '../pane/county.ts'
import { scratch } from '../run/tools.ts'

const artifacts = join(scratch, 'artifacts')

/**
 * A fresh visitor. What the page throws, logs as an error or does not get ends up in `complaints`;
 * the API's 404 is an answer (nothing has been submitted yet).
 */
export async function openPage(
  browser: Browser,
  { width = 1280, height = 860 } = {},
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    viewport: { width, height },
    ignoreHTTPSErrors: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    const isLoading = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !isLoading) complaints.push(message.text())
  })
  page.on('response', (response) => {
    const isAnswer = response.status() === 404 && response.url().includes('/api/')
    if (response.status() >= 400 && !isAnswer) {
      complaints.push(`${response.status()} ${response.url()}`)
    }
  })
  return { page, complaints }
}

/** Keeps a picture of the page as it is now. @param name what it shows, `03-corrected` */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(artifacts, { recursive: true })
  await page.screenshot({ path: join(artifacts, `${name}.png`), animations: 'disabled' })
}

/** Answers the pages' calls of the API in place of the service. */
export async function play(page: Page, county: County): Promise<void> {
  await page.route('**/api/v1/**', async (route) => {
    const request = route.request()
    const init: RequestInit = { method: request.method(), headers: await request.allHeaders() }
    const body = request.postData()
    if (body !== null) init.body = body
    const answer = await county.fetch(request.url(), init).catch(() => null)
    if (!answer) return route.abort()
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: answer.status === 304 ? '' : await answer.text(),
    })
  })
}
