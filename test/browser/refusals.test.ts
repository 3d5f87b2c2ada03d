import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { StoredSubmission } from '../../shared/protocol/submission.ts'
import { api } from '../run/county.ts'
import { trustServer } from '../run/server.ts'
import { root } from '../run/tools.ts'
import { correctedBytes, figures, workbooks } from '../samples/load.ts'
import { launchChromium } from './chromium.ts'
import { openPage, picture } from './pages.ts'

const demo = inject('demo')
const late = workbooks.find((workbook) => workbook.late)!
const closedWeek = '2020-W08'

let browser: Browser
let folder: string
let file: string
beforeAll(async () => {
  await trustServer(demo.url)
  browser = await launchChromium()
  folder = mkdtempSync(join(tmpdir(), 'fugong-'))
  file = join(folder, 'report.xlsx')
  writeFileSync(file, await correctedBytes(late.path))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await browser.close()
})

function fugong(...args: string[]) {
  const done = spawnSync(process.execPath, [join(root, 'addin/cli/main.ts'), ...args], {
    encoding: 'utf8',
  })
  return { status: done.status, lines: done.stderr.trim().split('\n'), out: done.stdout }
}

/** The revisions of the week that is closed. */
async function kept(): Promise<Pick<StoredSubmission, 'revision' | 'hash'>> {
  const path = `/units/${late.unit}/forms/enterprises/periods/${closedWeek}`
  const { revision, hash } = await api(
    demo.url,
    demo.tokens.aggregator.token,
  ).get<StoredSubmission>(path)
  return { revision, hash }
}

test('an unknown token is refused in one line, and nothing is written', async () => {
  const before = await kept()
  const { status, lines, out } = fugong(
    ...['submit', file, '--server', demo.url, '--token', 'unknown', '--period', closedWeek],
  )
  expect({ status, out }).toEqual({ status: 2, out: '' })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/令牌|登记|登录/)
  expect(await kept()).toEqual(before)
})

test('a closed week is refused in one line that says so, and nothing is written', async () => {
  const county = api(demo.url, demo.tokens.aggregator.token)
  const week = `/units/${figures.cili.unit}/periods/${closedWeek}`
  await county.post(`${week}/close`)
  try {
    const before = await kept()
    const { status, lines } = fugong(
      ...['submit', file, '--server', demo.url, '--token', demo.reporters[late.unit] ?? ''],
      ...['--period', closedWeek],
    )
    expect(status).toBe(2)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/关闭/)
    expect(await kept()).toEqual(before)
  } finally {
    await county.post(`${week}/reopen`)
  }
})

test('a wrong enrolment code is said beside the code', async () => {
  const { page } = await openPage(browser)
  await page.goto(`${demo.url}/#code=AAAA-AAAA-AAAA-AAAA`)
  await page.getByRole('alert').waitFor()
  expect(await page.getByTestId('signin-code').inputValue()).toBe('AAAA-AAAA-AAAA-AAAA')
  await picture(page, 'wrong-code')
})

test.each([
  ['zh-CN', 1280],
  ['en-US', 400],
])('a sheet that is no longer kept is said so, in %s at %d pixels', async (locale, width) => {
  const { page, complaints } = await openPage(browser, { width })
  const reporting = workbooks[0]!.unit
  const lang = locale === 'zh-CN' ? 'zh' : 'en'
  const said = {
    zh: '第 1 版的表格内容已于 2020-12-01 删除：被新版取代的内容只保存 90 天。',
    en: 'The sheet of revision 1 was removed on 2020-12-01: such sheets are kept for 90 days.',
  }[lang]
  await page.route('**/enterprises/periods/2020-W09?revision=1', (route) =>
    route.fulfill({
      status: 410,
      contentType: 'application/problem+json',
      json: { type: 'https://fugong.invalid/problems/document-removed', status: 410, detail: said },
    }),
  )
  await page.addInitScript(
    ([token, chosen]) => {
      localStorage.setItem('fugong.county.token', token)
      localStorage.setItem('fugong.lang', chosen)
    },
    [demo.tokens.aggregator.token, lang] as const,
  )
  await page.goto(`${demo.url}/#/cili/2020-W09/${reporting}/enterprises?revision=1`)
  await page.getByText(said).waitFor()
  await picture(page, `removed-${lang}`)
  const over = () => document.documentElement.scrollWidth - document.documentElement.clientWidth
  expect(await page.evaluate(over)).toBe(0)
  // What stands now is one press away.
  await page.getByTestId('submission').getByRole('button').nth(1).click()
  await page.getByTestId('hash').waitFor()
  expect(complaints.filter((one) => !one.startsWith('410 '))).toEqual([])
})
