import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { fugong, sample } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'fugong-draft-'))
const inFolder = (name: string): string => join(folder, name)

beforeAll(() => {
  writeFileSync(
    inFolder('tents.csv'),
    '双河镇救灾物资发放表\n品名,发放数量（件）,经办人\n帐篷,19,张三\n大衣,10件,李四\n合计,29,\n',
  )
  writeFileSync(inFolder('notice.csv'), '关于开会的通知\n请于明日到会\n')
})

it('drafts a form that check then goes by', async () => {
  const { status, out, err } = await fugong(
    'draft',
    inFolder('tents.csv'),
    '-o',
    inFolder('f.json'),
  )
  expect({ status, err }).toEqual({ status: 0, err: '' })
  expect(out).toContain('起草《救灾物资发放表》')
  expect(out).toContain('记录 2 条；品名数 2，发放数量 29')
  const form = JSON.parse(readFileSync(inFolder('f.json'), 'utf8'))
  expect(form.fields.map(({ personal = false }) => personal)).toEqual([false, false, true])

  const checked = await fugong(
    'check',
    inFolder('tents.csv'),
    '--forms',
    inFolder('f.json'),
    '--json',
  )
  const [sheet] = JSON.parse(checked.out).files[0].sheets
  expect(sheet).toMatchObject({ form: form.id, records: 2, unit: '双河镇' })
  expect(
    sheet.findings.map(({ rule, cell }: { rule: string; cell: string }) => [rule, cell]),
  ).toEqual([['number-as-text', 'B4']])
})

it('prints the form where no file is named, in valid JSON', async () => {
  const { status, out } = await fugong('draft', inFolder('tents.csv'))
  expect(status).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ version: 1, title: { zh: '救灾物资发放表' } })
})

it('says what is wrong in one line and ends with 2', async () => {
  for (const [args, line] of [
    [[inFolder('notice.csv')], /没有找到表格/],
    [[inFolder('tents.csv'), '--sheet', '没有'], /没有工作表“没有”；有：/],
    [[inFolder('tents.csv'), '-o', inFolder('tents.csv')], /-o 不能是原文件/],
    [[], /至少一个文件/],
  ] as [string[], RegExp][]) {
    const { status, out, err } = await fugong('draft', ...args)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatch(line)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  }
})

it('keeps clear of the ids of forms in force, also from a sheet that is one of ours', async () => {
  const { status, out } = await fugong(
    'draft',
    sample('cili/2020-W09/零阳镇企业复工复产情况统计表.xlsx'),
  )
  expect(status).toBe(0)
  expect(JSON.parse(out).id).not.toBe('enterprises')
})
