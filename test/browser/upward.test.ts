import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Page as List, Role } from '../../shared/protocol/answers.ts'
import { openPlace, type Place, submitSamples } from '../levels/levels.ts'
import { buildWorker } from '../run/worker-script.ts'
import { ciliUnits } from '../samples/load.ts'
import { launchChromium } from './chromium.ts'
import { openPage, picture } from './pages.ts'

/** The pages of a county and of the prefecture that it reports to: two deployments of their own. */

const PERIOD = '2020-W09'
const REASON = '龙潭河镇没有报，请补报'

const folder = mkdtempSync(join(tmpdir(), 'fugong-upward-'))
const open: Place[] = []
let browser: Browser
let county: Place
let prefecture: Place
let token = ''

beforeAll(async () => {
  const script = await buildWorker('worker/index.ts', join(folder, 'built'), { SETUP_CODE: 'none' })
  const start = async (
    name: string,
    options: Pick<Parameters<typeof openPlace>[0], 'units' | 'above'>,
  ) => {
    const place = await openPlace({
      script,
      folder: join(folder, name),
      site: inject('site'),
      ...options,
    })
    open.push(place)
    return place
  }
  prefecture = await start('prefecture', {
    units: [
      { id: 'zjj', name: '张家界市', level: 'prefecture', parent: null },
      { id: '430821', name: '慈利县', level: 'county', parent: 'zjj' },
    ],
  })
  token = await prefecture.enrol('430821', 'reporter')
  county = await start('county', { units: ciliUnits, above: { url: prefecture.url, token } })
  const first = ['cili-lingyang', 'cili-jiangya']
  await submitSamples(
    county,
    folder,
    ({ unit, period }) => period === PERIOD && first.includes(unit),
  )
  browser = await launchChromium()
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await Promise.all(open.map(({ stop }) => stop()))
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

async function signedIn(place: Place, unit: string, role: Role, size = {}) {
  const { page, complaints } = await openPage(browser, size)
  const code = (await place.admin.post<{ code: string }>(`/units/${unit}/codes`, { role })).code
  await page.goto(`${place.url}/#code=${code}`)
  await page.getByTestId('period-state').waitFor()
  await page.goto(`${place.url}/#/${unit}/${PERIOD}`)
  return { page, complaints }
}

const card = (page: Page) => page.getByTestId('upward')
const row = (page: Page) => card(page).getByRole('row', { name: '企业复工复产台账' })
const report = (page: Page) => page.getByTestId('btn-report').click()
const says = (page: Page, text: string) => row(page).getByText(text).waitFor()

async function pictures(page: Page, name: string): Promise<void> {
  for (const width of [1280, 400]) {
    await page.setViewportSize({ width, height: 860 })
    await card(page).scrollIntoViewIfNeeded()
    // Whoever has to do something reads the whole of it without moving anything.
    const hidden = await card(page).evaluate((element) =>
      [document.documentElement, ...element.querySelectorAll('*')].some(
        ({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth,
      ),
    )
    expect([name, width, hidden]).toEqual([name, width, false])
    await picture(page, `${name}-${width}`)
  }
  await page.setViewportSize({ width: 1280, height: 860 })
}

test('what goes up is said, is sent, returned with a reason, corrected, and accepted', async () => {
  const { page, complaints } = await signedIn(county, 'cili', 'aggregator')
  await card(page).waitFor()
  await says(page, '未上报')
  await says(page, '本报表上报 2/12 个单位的汇总；未报、未计入：')
  expect(await row(page).textContent()).toContain('龙潭河镇')
  await pictures(page, 'upward-01-before')

  await prefecture.restart(async () => {
    await report(page)
    await says(page, '没有报上去：连不上上级系统')
    await pictures(page, 'upward-02-down')
  })
  await report(page)
  await says(page, '第1版')
  expect(await row(page).textContent()).not.toContain('没有报上去')

  const above = await signedIn(prefecture, 'zjj', 'aggregator')
  await above.page
    .getByTestId('unit-row-430821')
    .getByRole('button', { name: '企业复工复产台账' })
    .click()
  const merged = above.page.getByTestId('merged')
  await merged.getByRole('row', { name: '江垭镇' }).waitFor()
  expect(await merged.getByRole('row').count()).toBe(3)
  expect(await merged.textContent()).toContain('龙潭河镇')
  await picture(above.page, 'upward-03-above')
  await above.page.getByTestId('btn-return').click()
  await above.page.getByTestId('return-reason').fill(REASON)
  await above.page.getByTestId('btn-confirm').click()
  await above.page.getByText(REASON).first().waitFor()

  // Its records stay in the county: no list here can be taken for whole.
  const address = `${prefecture.url}/#/zjj/${PERIOD}?list=enterprises.resumed-by`
  const lists = await signedIn(prefecture, 'zjj', 'reader')
  await lists.page.goto(address)
  await lists.page.getByTestId('totals-only').getByText('慈利县').waitFor()
  await picture(lists.page, 'upward-03-list')

  await report(page)
  await says(page, `张家界市退回：${REASON}`)
  await pictures(page, 'upward-04-returned')
  await page.getByRole('button', { name: 'English' }).click()
  await card(page).getByText(`Returned by 张家界市: ${REASON}`).waitFor()
  await pictures(page, 'upward-05-english')
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByTestId('btn-report').isVisible()).toBe(false)
  expect(await card(page).isVisible()).toBe(true)
  await card(page).scrollIntoViewIfNeeded()
  await picture(page, 'upward-06-print')
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('button', { name: '中文' }).click()

  await submitSamples(county, folder, ({ period, late }) => period === PERIOD && late)
  await report(page)
  await says(page, '第2版')
  await above.page.reload()
  await above.page.getByTestId('btn-accept').click()
  await above.page.getByRole('button', { name: '已通过' }).waitFor()
  await report(page)
  await says(page, '已通过')
  expect(await row(page).textContent()).not.toContain('退回')
  await pictures(page, 'upward-07-accepted')
  expect([...complaints, ...above.complaints, ...lists.complaints]).toEqual([])
})

test('a token that was revoked above is said, with what to do, to whoever looks', async () => {
  const { page } = await signedIn(county, 'cili', 'aggregator')
  const { items } = await prefecture.admin.get<List<{ id: string }>>('/units/430821/tokens')
  const response = await fetch(`${prefecture.url}/api/v1/tokens/${items[0]?.id}`, {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${prefecture.administrator}` },
  })
  expect([items.length, response.status]).toEqual([1, 204])
  await report(page)
  const notice = page.getByTestId('upward-token')
  await notice.waitFor()
  expect(await notice.textContent()).toContain('上级发的令牌已被上级撤销。请向上级索取新的登记码')
  expect(await page.content()).not.toContain(token)
  await pictures(page, 'upward-08-revoked')

  const reader = await signedIn(county, 'cili', 'reader')
  await reader.page.getByTestId('upward-token').waitFor()
  expect(await reader.page.getByTestId('btn-report').count()).toBe(0)
  expect(reader.complaints).toEqual([])
})
