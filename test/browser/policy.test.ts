import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import { issueCode } from '../run/county.ts'
import { trustServer } from '../run/server.ts'
import { workbooks } from '../samples/load.ts'
import { rowsOf } from '../worker/sheets.ts'
import { launchChromium } from './chromium.ts'
import { openPage } from './pages.ts'

/**
 * Every page and whatever opens on it, under the headers a deployment sends: nothing breaks the pages'
 * own policy, nothing is written to the console as an error, no request is blocked.
 */

const demo = inject('demo')
/** A week of which no other test speaks. */
const WEEK = '2019-W46'
const [township] = Object.keys(demo.units).filter((id) => demo.units[id]?.parent === 'cili')

/** What Office.js opens outside Excel, and the pane's policy does not (worker/http/security.ts). */
const TELEMETRY = 'https://telemetryservice.firstpartyapps.oaspapps.com'

let browser: Browser
beforeAll(async () => {
  await trustServer(demo.url)
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** A page that tells of all that was refused in it or failed. */
async function watched() {
  const { page, complaints } = await openPage(browser)
  await page.exposeFunction('refused', (what: string) => complaints.push(what))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { refused } = window as unknown as { refused(what: string): void }
      refused(`${event.effectiveDirective} refuses ${event.blockedURI}`)
    })
  })
  page.on('requestfailed', (request) => {
    const cause = request.failure()?.errorText ?? ''
    // A page that is left takes its calls back.
    if (cause !== 'net::ERR_ABORTED') complaints.push(`${request.url()} ${cause}`)
  })
  return { page, complaints }
}

/** Nothing that is pressed here changes the county: its calls are answered as too late. */
async function refuseChanges(page: Page): Promise<void> {
  const problem = { type: 'urn:test:late', title: '已经有人改过', status: 409 }
  await page.route('**/api/v1/**', async (route) => {
    if (route.request().method() === 'GET') return route.fallback()
    await route.fulfill({ status: 409, json: problem, contentType: 'application/problem+json' })
  })
}

const opened = '[role=dialog], [role=alertdialog], [role=menu]'

/**
 * What there is to press, each kind once: the twenty figures of a row are one kind.
 * @param kind presses the first of this kind
 */
function pressable(page: Page, within: string, kind: string | null = null): Promise<string[]> {
  return page.evaluate(
    ([place, wanted]) => {
      const kinds = new Map<string, HTMLElement>()
      for (const one of document.querySelectorAll<HTMLElement>(
        `:is(${place}) :is(button:enabled, summary, [role=menuitem])`,
      )) {
        if (!one.checkVisibility() || one.closest('[aria-hidden=true]')) continue
        const name = one.dataset.testid ?? one.getAttribute('aria-label') ?? one.textContent ?? ''
        const cell = one.closest<HTMLTableCellElement>('td, th')
        const kind = cell ? `column ${cell.cellIndex}` : name.replace(/[0-9.].*/u, '')
        if (!kinds.has(kind)) kinds.set(kind, one)
      }
      if (wanted) kinds.get(wanted)?.click()
      return [...kinds.keys()]
    },
    [within, kind] as const,
  )
}

/** Presses whatever can be pressed at an address, and whatever is to be pressed on what that opens. */
async function pressAll(page: Page, address: string, pressed: Set<string>): Promise<void> {
  const place = `${demo.url}/${address}`
  const isOpen = async () => (await page.locator(opened).count()) > 0
  const anew = async () => {
    await page.goto('about:blank')
    await page.goto(place)
    await ready(page)
  }
  /** As it was before anything was pressed: by the key, or by opening the page again. */
  const back = async (kind: string) => {
    await page.keyboard.press('Escape')
    const there = page.url() === place && !(await isOpen())
    if (!there || !(await pressable(page, 'body')).includes(kind)) await anew()
  }
  await anew()
  for (const kind of await pressable(page, 'body')) {
    if (pressed.has(kind)) continue
    pressed.add(kind)
    await back(kind)
    await pressable(page, 'body', kind)
    await ready(page)
    for (const inner of await pressable(page, opened)) {
      pressed.add(`${kind} > ${inner}`)
      if (!(await isOpen())) {
        await back(kind)
        await pressable(page, 'body', kind)
      }
      await pressable(page, opened, inner)
      await ready(page)
    }
  }
}

/** The page shows what it asked for. */
async function ready(page: Page): Promise<void> {
  await page.locator('main').waitFor()
  await page.waitForFunction(() => !document.querySelector('.skeleton'))
}

/** A report with an error and its reason, so that there is a reason to decide on. */
async function sendExplained(): Promise<void> {
  const row = { name: '借调厂', status: 'resumed', staff_total: 40, staff_back: 45 }
  const rule = 'enterprises.back-within-total'
  const explained = { sheet: 'Sheet1', rule, cell: 'D3', reason: '五人借调自隔壁厂' }
  const response = await fetch(
    `${demo.url}/api/v1/units/${township}/forms/enterprises/periods/${WEEK}`,
    {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${demo.tokens.administrator.token}`,
        'Content-Type': 'application/json',
        'If-None-Match': '*',
      },
      body: JSON.stringify({
        ...rowsOf(enterprises, [row], [explained]),
        asOf: '2019-11-12',
      }),
    },
  )
  expect(response.status).toBe(201)
}

test('every view of the county page keeps to its policy, with all that opens on it', async () => {
  await sendExplained()
  const { page, complaints } = await watched()
  const code = await issueCode(demo.url, demo.tokens.administrator.token, 'cili', 'administrator')
  await page.goto(`${demo.url}/#code=${code}`)
  await page.getByTestId('period-state').waitFor()
  const token = await page.evaluate(() => localStorage.getItem('fugong.county.token') ?? '')
  await page.addInitScript((kept) => {
    window.print = () => {}
    if (location.origin === 'null') return
    localStorage.setItem('fugong.county.token', kept)
    localStorage.setItem('fugong.lang', 'zh')
  }, token)
  await refuseChanges(page)

  const pressed = new Set<string>()
  for (const address of [
    '#/cili/2020-W09',
    '#/cili/2020-W09?view=cutoff',
    '#/cili/2020-W09?list=any',
    '#/cili/2020-W09?trends=any',
    `#/cili/2020-W09/${workbooks[0]!.unit}/enterprises`,
    `#/cili/${WEEK}`,
    `#/cili/${WEEK}/${township}/enterprises`,
  ]) {
    await pressAll(page, address, pressed)
  }
  expect(pressed.size).toBeGreaterThan(50)
  expect([...pressed]).toEqual(
    expect.arrayContaining([
      'btn-close > btn-confirm',
      'btn-return > btn-confirm',
      'btn-refuse-reason > btn-refuse-confirm',
    ]),
  )
  await page.goto(`${demo.url}/#/cili/2020-W09`)
  await page.getByTestId('bulletin').getByRole('button').click()
  await page.getByText('浏览器不让复制').waitFor()
  expect(complaints.filter((one) => !one.startsWith('409 '))).toEqual([])
}, 120_000)

test('the task pane keeps to its policy in Excel', async () => {
  const { page, complaints } = await watched()
  // Office.js loads this part of itself last.
  const last = page.waitForResponse((response) => response.url().includes('/office/telemetry/'))
  const file = encodeURIComponent(`/samples/${workbooks.find(({ late }) => late)!.path}`)
  await page.goto(`${demo.url}/excel?file=${file}`)
  const pane = page.frameLocator('[data-testid=pane]')
  await pane.getByTestId('btn-mark').click()
  await last
  expect(complaints).toEqual([])
})

test('outside Excel it lacks the one frame that is kept shut', async () => {
  const { page, complaints } = await watched()
  await page.goto(`${demo.url}/taskpane.html`)
  await expect.poll(() => complaints, { timeout: 10_000 }).toHaveLength(2)
  expect(complaints.toSorted()).toEqual([
    expect.stringContaining(`Framing '${TELEMETRY}/' violates`),
    expect.stringContaining(`frame-src refuses ${TELEMETRY}`),
  ])
})

/** Where the county's pages are seen, so that no browser takes its pane for a page of this machine. */
const COUNTY = 'https://fugong.example.net'

test.each([
  'https://contoso.sharepoint.com https://euc-excel.officeapps.live.com',
  'https://contoso.sharepoint.cn https://sha-excel.partner.officewebapps.cn',
  'https://excel.cloud.microsoft https://usc-excel.officeapps.live.com',
  'https://onedrive.live.com https://jpn-excel.officeapps.live.com',
  'https://excel.example.org',
  'https://excel.example.org https://usc-excel.officeapps.live.com',
])('who may frame the pane: %s', async (around) => {
  const origins = around.split(' ')
  const { page, complaints } = await watched()
  await page.route(`${COUNTY}/**`, async (route) => {
    const { pathname } = new URL(route.request().url())
    await route.fulfill({ response: await route.fetch({ url: demo.url + pathname }) })
  })
  for (const [place, origin] of origins.entries()) {
    const inner = origins[place + 1] ?? `${COUNTY}/taskpane.html`
    const body = `<iframe src="${inner}"></iframe>`
    await page.route(`${origin}/`, (route) => route.fulfill({ contentType: 'text/html', body }))
  }
  const framed = page.waitForResponse((response) => response.url().startsWith(COUNTY))
  await page.goto(`${origins[0]}/`)
  await framed
  // Long enough for a refusal, as the last two show.
  await page.waitForTimeout(500)
  const isRefused = complaints.join().includes('frame-ancestors')
  expect(isRefused).toBe(origins[0] === 'https://excel.example.org')
})

test('whatever the manifest names is there, and no error page breaks the policy', async () => {
  const { page, complaints } = await watched()
  const manifest = await (await fetch(`${demo.url}/manifest.xml`)).text()
  const named = [...manifest.matchAll(/DefaultValue="(https:[^"]+)"/g)].map(
    ([, address]) => address!,
  )
  expect(named.length).toBeGreaterThan(8)
  for (const address of new Set(named)) expect((await page.goto(address))?.status()).toBe(200)
  expect(complaints).toEqual([])

  const unknown = [`${demo.url}/no-such-page`, `${demo.url}/api/v1/no-such-route`]
  for (const address of unknown) expect((await page.goto(address))?.status()).toBe(404)
  expect(complaints).toEqual([`404 ${unknown[0]}`])
})

test('what breaks the policy is noticed here', async () => {
  const { page, complaints } = await watched()
  await page.goto(`${demo.url}/`)
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.broken = true'
    document.head.append(script)
  })
  await expect.poll(() => complaints).toContain('script-src-elem refuses inline')
})
