import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { issueCode } from '../run/county.ts'
import { trustServer } from '../run/server.ts'
import { launchChromium } from './chromium.ts'
import { openPage } from './pages.ts'

/** Signing in to the county page, and staying so: an answer that is lost on the way costs nothing. */

const demo = inject('demo')

let browser: Browser
beforeAll(async () => {
  await trustServer(demo.url)
  browser = await launchChromium()
})
afterEach(async () => {
  const pages = browser.contexts().flatMap((context) => context.pages())
  for (const page of pages) await page.unrouteAll({ behavior: 'ignoreErrors' })
})
afterAll(() => browser.close())

/** The call arrives and is done, its answer never comes back; once. */
function loseAnswer(page: Page, path: string) {
  return page.route(
    `**/api/v1${path}`,
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
}

const token = (page: Page) => page.evaluate(() => localStorage.getItem('fugong.county.token'))

async function signedIn(): Promise<Page> {
  const { page } = await openPage(browser)
  const code = await issueCode(demo.url, demo.tokens.administrator.token, 'cili', 'reader')
  await page.goto(`${demo.url}/#code=${code}`)
  await page.getByTestId('period-state').waitFor()
  return page
}

/** What the page is told of its token. */
async function endsSoon(page: Page): Promise<void> {
  await page.route('**/api/v1/me', async (route) => {
    const response = await route.fetch()
    const soon = new Date(Date.now() + 20 * 86_400_000).toISOString()
    await route.fulfill({ response, json: { ...(await response.json()), expiresAt: soon } })
  })
}

/** The service has ended a token. */
function end(page: Page, ended: string | null) {
  return page.route('**/api/v1/**', async (route) => {
    const sent = (await route.request().allHeaders()).authorization
    if (sent !== `Bearer ${ended}`) return route.fallback()
    const problem = { type: 'urn:test:ended', title: '令牌已过期', status: 401 }
    await route.fulfill({ status: 401, json: problem })
  })
}

test('a lost answer to signing in costs no code, even if the page is closed meanwhile', async () => {
  const { page } = await openPage(browser)
  const code = await issueCode(demo.url, demo.tokens.administrator.token, 'cili', 'reader')
  await loseAnswer(page, '/enrol')
  await page.goto(`${demo.url}/#code=${code}`)
  await page.getByText('连接不上').or(page.getByRole('alert')).first().waitFor()
  expect(await token(page)).toBeNull()
  await page.reload()
  await page.getByTestId('signin-code').fill(` ${code} `)
  await page.keyboard.press('Enter')
  await page.getByTestId('period-state').waitFor()
  expect(await token(page)).toMatch(/^[0-9a-f]{64}$/)
})

test('a link that is opened where the page already asks for a code signs in', async () => {
  const { page } = await openPage(browser)
  await page.goto(`${demo.url}/`)
  await page.getByTestId('signin-code').waitFor()
  const code = await issueCode(demo.url, demo.tokens.administrator.token, 'cili', 'reader')
  await page.goto(`${demo.url}/#code=${code}`)
  await page.getByTestId('period-state').waitFor()
})

test('a token near its end is replaced as the page opens', async () => {
  const page = await signedIn()
  const before = await token(page)
  await endsSoon(page)
  const rotated = page.waitForResponse('**/api/v1/tokens/rotate')
  await page.reload()
  expect((await rotated).status()).toBe(200)
  await page.unroute('**/api/v1/me')
  await page.getByTestId('period-state').waitFor()
  const after = await token(page)
  expect(after).not.toBe(before)
  await page.reload()
  await page.getByTestId('period-state').waitFor()
  expect(await token(page)).toBe(after)
})

test('where the answer was lost, the new token is there once the old one has ended', async () => {
  const page = await signedIn()
  const before = await token(page)
  await endsSoon(page)
  await loseAnswer(page, '/tokens/rotate')
  await page.reload()
  await page.getByTestId('period-state').waitFor()
  expect(await token(page)).toBe(before)

  await page.unroute('**/api/v1/me')
  await end(page, before)
  await page.reload()
  await page.getByTestId('period-state').waitFor()
  expect(await token(page)).not.toBe(before)
})

test('another tab goes on with what the first one was given', async () => {
  const page = await signedIn()
  const before = await token(page)
  const other = await page.context().newPage()
  await other.goto(`${demo.url}/`)
  await other.getByTestId('period-state').waitFor()

  await endsSoon(page)
  const rotated = page.waitForResponse('**/api/v1/tokens/rotate')
  await page.reload()
  await rotated
  await expect.poll(() => token(page)).not.toBe(before)

  await end(other, before)
  const again = other.waitForResponse(
    (response) => response.url().endsWith('/me') && response.status() === 200,
  )
  await other.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await again
  await other.getByTestId('period-state').waitFor()
})
