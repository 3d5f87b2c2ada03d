import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { forms } from '../../shared/forms/index.ts'
import { planted } from '../samples/load.ts'
import { fugong, sample } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'fugong-cli-'))
const inFolder = (name: string): string => join(folder, name)
const clean = sample('cili/2020-W09/零阳镇企业复工复产情况统计表.xlsx')
const wrong = 'cili/2020-W09/江垭镇（复工复产台账）.xlsx'

beforeAll(() => {
  writeFileSync(inFolder('text.xlsx'), '这不是工作簿')
  writeFileSync(inFolder('empty.xls'), '')
  writeFileSync(inFolder('other.csv'), '菜名,价格\n豆腐,3\n青菜,2\n')
  writeFileSync(
    inFolder('almost.csv'),
    '双河镇企业复工复产情况统计表\n序号,企业名称,统一社会信用代码,所属行业\n1,甲公司,91430821MA4L000014,建材\n2,乙公司,91430821MA4L000027,食品\n',
  )
})

describe('check', () => {
  it('of a clean workbook says so and ends with 0', async () => {
    const { status, out, err } = await fugong('check', clean)
    expect(status).toBe(0)
    expect(err).toBe('')
    expect(out).toContain('零阳镇 · 2020-W09 · 数据截至 2020-02-25')
    expect(out).toContain('企业数 62，已复工企业 48')
    expect(out).toContain('没有发现问题')
    expect(out).toContain('共 1 个文件，2 张报表：0 处错误，0 处提醒')
  })

  it('names the cell of a mistake and ends with 1', async () => {
    const [slip] = planted.filter(({ file }) => file === wrong)
    const { status, out } = await fugong('check', sample(wrong))
    expect(status).toBe(1)
    expect(out).toContain(`✗ 错误 ${slip?.cell}：返岗人数 ${slip?.wrong} 大于职工总数`)
  })

  it('speaks English when asked', async () => {
    const { out } = await fugong('check', sample(wrong), '--lang', 'en')
    expect(out).toMatch(/✗ error [A-Z]+\d+: Staff back \d+ is more than Staff \d+/)
  })

  it('as JSON has the shape of the contract', async () => {
    const { status, out } = await fugong('check', '--json', sample(wrong))
    expect(status).toBe(1)
    const document = JSON.parse(out)
    expect(document).toMatchObject({
      version: 1,
      files: [
        {
          file: sample(wrong),
          sheets: [
            {
              name: 'Sheet1',
              form: 'enterprises',
              unit: '江垭镇',
              period: '2020-W09',
              asOf: '2020-02-25',
              layout: {
                headerRows: [3, 4, 5],
                firstRow: 7,
                lastRow: 47,
                totalRows: [6],
                columns: { B: 'name', C: 'uscc', I: 'staff_total', J: 'staff_back', M: 'phone' },
                unmapped: [],
              },
              records: 41,
              tally: { 'enterprises.total': 41, 'enterprises.resumed': 29 },
            },
          ],
        },
      ],
    })
    const [sheet] = document.files[0].sheets
    expect(Object.keys(sheet.layout).sort()).toEqual(
      ['columns', 'firstRow', 'headerRows', 'lastRow', 'totalRows', 'unmapped'].sort(),
    )
    expect(sheet.confidence).toBeGreaterThan(0.5)
    expect(sheet.confidence).toBeLessThanOrEqual(1)
    expect(sheet.findings).toEqual([
      {
        rule: 'enterprises.back-within-total',
        severity: 'error',
        cell: planted.find(({ file }) => file === wrong)?.cell,
        field: 'staff_back',
        message: expect.stringContaining('大于职工总数'),
      },
    ])
  })

  it('leaves a sheet of something else alone', async () => {
    const { status, out } = await fugong('check', '--json', inFolder('other.csv'))
    expect(status).toBe(0)
    expect(JSON.parse(out).files[0].sheets).toMatchObject([
      { name: 'other', form: null, layout: null, findings: [] },
    ])
  })

  it('ends with 1 where a sheet looks like ours and cannot be mapped, saying what is missing', async () => {
    const { status, out } = await fugong('check', '--json', inFolder('almost.csv'))
    expect(status).toBe(1)
    const [sheet] = JSON.parse(out).files[0].sheets
    expect(sheet.form).toBeNull()
    expect(sheet.findings).not.toHaveLength(0)
  })

  it('reports the other files when some cannot be read, and ends with 2', async () => {
    const files = [
      inFolder('text.xlsx'),
      clean,
      inFolder('empty.xls'),
      inFolder('none.xlsx'),
      folder,
    ]
    const { status, out, err } = await fugong('check', '--json', ...files)
    expect(status).toBe(2)
    const lines = err.trim().split('\n')
    expect(lines).toEqual([
      expect.stringMatching(/text\.xlsx：不是工作簿/),
      expect.stringMatching(/empty\.xls：文件是空的/),
      expect.stringMatching(/none\.xlsx：没有这个文件/),
      expect.stringMatching(/：这是文件夹/),
    ])
    expect(err).not.toMatch(/\bat .*\.ts:/)
    const sheets = JSON.parse(out).files.map((file: { sheets: unknown[] }) => file.sheets.length)
    expect(sheets).toEqual([0, 2, 0, 0, 0])
  })

  it('shows a person twenty findings of a kind and counts the rest; the JSON has them all', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => `${index + 1},第${index + 1}公司,是,5,9`)
    const head = '企业复工情况表\n序号,企业名称,是否复工,职工总数,返岗人数'
    writeFileSync(inFolder('many.csv'), [head, ...rows].join('\n'))
    const { out } = await fugong('check', inFolder('many.csv'))
    expect(out.match(/✗ 错误/g)).toHaveLength(20)
    expect(out).toContain('… 同类问题还有 10 处')
    const json = JSON.parse((await fugong('check', '--json', inFolder('many.csv'))).out)
    expect(json.files[0].sheets[0].findings).toHaveLength(30)
  })

  it('takes unit and period from the command line', async () => {
    const args = ['--unit', '某镇', '--period', '2020-W08', '--form', 'enterprises']
    const { out } = await fugong('check', '--json', clean, ...args)
    const sheets: { form: string | null; unit: string; period: string }[] =
      JSON.parse(out).files[0].sheets
    const ours = sheets.filter(({ form }) => form !== null)
    expect(ours).toMatchObject([{ form: 'enterprises', unit: '某镇', period: '2020-W08' }])
  })

  it('says what changed since the last report, and what is gone', async () => {
    const last = sample('cili/2020-W08/江垭镇（复工复产台账）.xlsx')
    const { out } = await fugong('check', clean, '--previous', last)
    expect(out).toMatch(/企业数 62（上期 41，\+21）/)
    expect(out).toMatch(/上期有/)
  })
})

describe('a county’s own forms', () => {
  const own = {
    ...forms.find(({ id }) => id === 'returnees'),
    id: 'kitchen',
    title: { zh: '食堂价格表', en: 'Canteen prices' },
    subjects: ['菜名'],
    identifiedBy: [['dish'], ['price']],
    fields: [
      { id: 'dish', title: { zh: '菜名', en: 'Dish' }, synonyms: [], type: 'text', required: true },
      { id: 'price', title: { zh: '价格', en: 'Price' }, synonyms: [], type: 'number' },
    ],
    rollUp: undefined,
    indicators: [
      {
        id: 'kitchen.sum',
        title: { zh: '价格合计', en: 'Sum' },
        overTime: 'last',
        overUnits: 'sum',
        compute: { sum: 'price' },
      },
    ],
    rules: [],
    bulletin: { zh: '价格合计{sum}元。', en: 'Prices add up to {sum} yuan.' },
  }

  it('are recognised, checked and tallied', async () => {
    writeFileSync(inFolder('own.json'), JSON.stringify([own]))
    const { out } = await fugong(
      'check',
      inFolder('other.csv'),
      '--json',
      '--forms',
      inFolder('own.json'),
    )
    expect(JSON.parse(out).files[0].sheets).toMatchObject([
      { form: 'kitchen', records: 2, tally: { 'kitchen.sum': 5 } },
    ])
  })

  it('have the shape of the built-in ones, all of which pass', async () => {
    writeFileSync(inFolder('built-in.json'), JSON.stringify(forms))
    const { status, err } = await fugong('forms', '--forms', inFolder('built-in.json'))
    expect(err).toBe('')
    expect(status).toBe(0)
  })

  const slips: [string, unknown, RegExp][] = [
    [
      'a type nobody knows',
      { ...own, fields: [{ ...own.fields[0], type: 'colour' }] },
      /fields\[0\]\.type 处/,
    ],
    ['a member nobody knows', { ...own, colour: 1 }, /\(form\) 处.*colour/],
    [
      'a field that is not there',
      { ...own, identifiedBy: [['name']] },
      /identifiedBy 处：没有字段“name”/,
    ],
    [
      'an indicator of a field that is not there',
      [
        own,
        {
          ...own,
          id: 'b',
          indicators: [{ ...own.indicators[0], id: 'b.sum', compute: { sum: 'cost' } }],
        },
      ],
      /\[1\]\.indicators\[0\]\.compute\.sum 处：没有字段“cost”/,
    ],
    [
      'an indicator of another form',
      { ...own, indicators: [{ ...own.indicators[0], id: 'x.sum' }] },
      /indicators\[0\]\.id 处：指标编码应以“kitchen\.”开头/,
    ],
    [
      'a field twice',
      { ...own, fields: [...own.fields, own.fields[0]] },
      /fields\[2\]\.id 处：“dish”出现了两次/,
    ],
  ]
  it.each(slips)('with %s are refused at the place', async (_, content, line) => {
    writeFileSync(inFolder('slip.json'), JSON.stringify(content))
    const { status, err } = await fugong('forms', '--forms', inFolder('slip.json'))
    expect(status).toBe(2)
    expect(err.trim()).toMatch(line)
    expect(err.trim().split('\n')).toHaveLength(1)
  })
})

describe('forms', () => {
  it('--json gives the catalogue as the contract has it', async () => {
    const { status, out } = await fugong('forms', '--json')
    expect(status).toBe(0)
    const listed = JSON.parse(out)
    expect(listed.map(({ id }: { id: string }) => id)).toEqual(forms.map(({ id }) => id))
    for (const form of listed) {
      expect(Object.keys(form)).toEqual(
        expect.arrayContaining(['id', 'title', 'fields', 'indicators', 'rules']),
      )
      for (const field of form.fields) {
        expect(Object.keys(field)).toEqual([
          'id',
          'title',
          'synonyms',
          'type',
          'unit',
          'required',
          'personal',
        ])
      }
      for (const one of form.indicators) {
        expect(Object.keys(one)).toEqual(['id', 'title', 'unit', 'overTime', 'overUnits'])
      }
      for (const rule of form.rules) expect(Object.keys(rule)).toEqual(['id', 'severity', 'title'])
    }
  })
})

describe('arguments that cannot be used', () => {
  const cases: [string[], string][] = [
    [[], '请给出命令'],
    [['chek'], '没有命令“chek”'],
    [['check'], '请给出至少一个文件'],
    [['check', 'a.xlsx', '--jsn'], '没有选项 --jsn'],
    [['check', 'a.xlsx', '--period'], '选项 --period 后面要有值'],
    [['check', 'a.xlsx', '--period', '2021-W53'], '“2021-W53”不是报告期'],
    [['check', 'a.xlsx', '--form', 'zzz'], '没有报表“zzz”'],
    [['check', 'a.xlsx', '--lang', 'fr'], '--lang 的值“fr”不对'],
    [['check', 'a.xlsx', '--forms', 'none.json'], 'none.json：没有这个文件'],
    [['forms', 'a.xlsx'], '多余的参数“a.xlsx”'],
    [['submit', 'a.xlsx', '--token', 't'], '缺少选项 --server'],
    [['submit', 'a.xlsx', '--server', 'https://localhost:1'], '缺少选项 --token'],
    [['submit', 'a.xlsx', '--server', 'localhost', '--token', 't'], '不是网址'],
    [
      ['totals', '--server', 'https://a', '--token', 't', '--period', '2020-W09'],
      '缺少选项 --unit',
    ],
  ]
  it.each(cases)('%j: one clear line, status 2', async (args, line) => {
    const { status, out, err } = await fugong(...args)
    expect(status).toBe(2)
    expect(out).toBe('')
    expect(err).toContain(line)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  it('--help explains every command and ends with 0', async () => {
    const { status, out } = await fugong('check', '--help')
    expect(status).toBe(0)
    for (const command of ['check', 'submit', 'totals', 'forms'])
      expect(out).toContain(`fugong ${command}`)
  })
})
