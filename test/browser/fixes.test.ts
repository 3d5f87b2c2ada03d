import type { Browser, FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { workbookOf } from '../bench/workbook.ts'
import { County } from '../pane/county.ts'
import { openPane, SHEET, sheet, sound } from '../pane/open.ts'
import { trustServer } from '../run/server.ts'
import { launchChromium } from './chromium.ts'
import { openPage, picture, play } from './pages.ts'

const demo = inject('demo')

let browser: Browser
beforeAll(async () => {
  await trustServer(demo.url)
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** A county that holds last week's report of 甲, 乙 and 丙厂, of which 丙厂 stood still. */
async function reported(): Promise<County> {
  const county = new County()
  const { pane } = openPane([sheet('第8周', sound, '2020年2月21日')], { county })
  await pane.open()
  await expect.poll(() => pane.batch()?.target).toBeTruthy()
  await pane.letters.submit()
  expect(county.stored.size).toBe(1)
  return county
}

async function open(
  county: County,
  bytes: Uint8Array,
): Promise<{ page: Page; pane: FrameLocator }> {
  const { page } = await openPage(browser, { width: 1200, height: 900 })
  await play(page, county)
  await page.addInitScript((token) => localStorage.setItem('fugong.token', token), 'token-1')
  await page.goto(`${demo.url}/excel`)
  const file = { name: '溪口镇第9周.xlsx', mimeType: '', buffer: Buffer.from(bytes) }
  await page.getByTestId('file-input').first().setInputFiles(file)
  const pane = page.frameLocator('[data-testid=pane]')
  await pane.getByTestId('pane-form').waitFor()
  return { page, pane }
}

const shown = (page: Page, cell: string) => page.locator(`[data-cell="${cell}"]`).textContent()

async function type(page: Page, cell: string, text: string): Promise<void> {
  await page.locator(`[data-cell="${cell}"]`).click()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

test('fixes are shown before, made and undone, also after other edits', async () => {
  const grid = sheet(SHEET, [
    ['甲厂', '是', '45人', 40],
    ['乙厂', '是', '２５', 20],
    ['丙厂', '否', '8', null],
    ['合计', null, null, null],
  ])
  grid.values[6]![2] = 45
  grid.formulas.C7 = '=SUM(C4:C6)'
  const { page, pane } = await open(new County(), workbookOf(grid))
  const preview = pane.getByTestId('fix-preview')
  await preview.locator('summary').click()
  expect(await preview.locator('li').allTextContents()).toEqual([
    'C4：45人 改为 45',
    'C5：２５ 改为 25',
    'C6：文本“8”改为数字 8',
  ])
  await picture(page, 'fixes-01-preview')
  await pane.getByTestId('btn-fix-all').click()
  await expect.poll(() => shown(page, 'C4')).toBe('45')
  await expect.poll(() => shown(page, 'C7')).toBe('78')
  await type(page, 'C5', '26')
  await type(page, 'D6', '3')
  await pane.getByTestId('btn-undo').click()
  await expect.poll(() => shown(page, 'C4')).toBe('45人')
  expect([await shown(page, 'C5'), await shown(page, 'D6')]).toEqual(['26', '3'])
  expect(await pane.getByTestId('left-alone').textContent()).toContain('1')
  await picture(page, 'fixes-02-undone')
})

test('what came, went, resumed and stopped follows each edit', async () => {
  const grid = sheet(SHEET, [
    ['甲厂', '是', 45, 40],
    ['乙厂', '是', 25, 20],
    ['丁厂', '是', 12, 9],
  ])
  const { page, pane } = await open(await reported(), workbookOf(grid))
  const summary = (kind: string) => pane.getByTestId(`movement-${kind}`).locator('summary')
  await expect.poll(() => summary('vanished').textContent()).toBe('消失 1')
  expect(await summary('added').textContent()).toBe('新增 1')
  expect(await pane.getByTestId('movement-resumed').count()).toBe(0)
  await summary('added').click()
  await pane.getByTestId('movement-added').getByRole('button', { name: '丁厂' }).click()
  await expect.poll(() => page.getByTestId('name-box').inputValue()).toBe('A6')
  await picture(page, 'movement-01')

  await type(page, 'A6', '丙厂')
  await expect.poll(() => summary('resumed').textContent()).toBe('复工 1')
  expect(await pane.getByTestId('movement-added').count()).toBe(0)
  expect(await pane.getByTestId('movement-vanished').count()).toBe(0)
  await type(page, 'B5', '否')
  await expect.poll(() => summary('stopped').textContent()).toBe('停工 1')
  await pane.getByTestId('finding-B5').first().waitFor()
  await picture(page, 'movement-02')
})

test('a reason that is being typed stays when a row is inserted above it', async () => {
  const grid = sheet(SHEET, [
    ['甲厂', '是', 45, 50],
    ['乙厂', '是', 25, 20],
  ])
  const { page, pane } = await open(new County(), workbookOf(grid))
  await pane.getByTestId('explain-D4').click()
  await pane.getByTestId('explain-text').fill('邻厂借调五')
  const rows = '丁厂\t是\t5\t9\n甲厂\t是\t45\t50\n乙厂\t是\t25\t20'
  await page.locator('[data-cell="A4"]').click()
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
  }, rows)
  await pane.getByTestId('finding-D5').waitFor()
  const text = pane.getByTestId('finding-D5').getByTestId('explain-text')
  expect(await text.inputValue()).toBe('邻厂借调五')
  await text.focus()
  await text.press('End')
  await page.keyboard.type('人')
  await pane.getByTestId('finding-D5').getByRole('button', { name: '保存说明' }).click()
  await pane.getByTestId('finding-D5').getByText('已说明：邻厂借调五人').waitFor()
  expect(await pane.getByTestId('explain-D4').count()).toBe(1)
})
