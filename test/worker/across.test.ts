import { readXlsx } from 'hucre/xlsx'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import type { Form } from '../../shared/forms/form.ts'
import { liaison } from '../../shared/forms/liaison.ts'
import type { BulletinAnswer, TotalsAnswer } from '../../shared/protocol/answers.ts'
import { zeroSubmission } from '../../shared/protocol/build.ts'
import type { Submission } from '../../shared/protocol/submission.ts'
import {
  addUnit,
  answer,
  at,
  call,
  enrolled,
  enterpriseSheet,
  first,
  place,
  returneeSheet,
  root,
  SATURDAY,
  settle,
  WEDNESDAY,
} from './county.ts'
import { type Meter, meter } from './metered.ts'
import { rowsOf } from './sheets.ts'

let aggregator: string

beforeAll(async () => {
  await settle()
  aggregator = await enrolled('zhangjiajie', 'aggregator')
  await call('GET /me', { token: aggregator })
})

beforeEach(() => at(WEDNESDAY))

let week = 9
const weeks = () => `2020-W${String(++week).padStart(2, '0')}`

/** Officers who cover so many enterprises. */
function officers(covered: number): Submission {
  return rowsOf(
    liaison,
    Array.from({ length: covered }, (_, index) => ({
      officer: `联络员${index + 1}`,
      enterprise: `企业${index + 1}`,
    })),
  )
}

async function submit(unit: string, period: string, ...sheets: Submission[]) {
  for (const body of sheets) {
    const form = body.catalogue.split('@')[0]
    const sent = await call(`PUT ${place(unit, form, period)}`, {
      token: aggregator,
      body,
      headers: first,
    })
    await answer(sent, 201)
  }
}

async function totals(unit: string, period: string, query = '', spent?: Meter) {
  const path = `GET /units/${unit}/totals?period=${period}${query}`
  const options = { token: aggregator, ...(spent ? { meter: spent } : {}) }
  return answer<TotalsAnswer>(await call(path, options))
}

const coverage = 'liaison.coverage'
const zero = (form: Form) => zeroSubmission(form, { asOf: '2020-02-25', file: '第9周.xlsx' })

describe('coverage', () => {
  test('is made of both forms, for the whole and for every unit', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(40, 20), officers(30))
    await submit('jiangya', period, enterpriseSheet(10, 5), officers(10))
    for (const query of ['', '&form=liaison']) {
      const answered = await totals('cili', period, query)
      expect(answered.totals[coverage]).toBe(40 / 50)
      expect(answered.display[coverage]).toBe('80%')
      const parts = answered.parts.filter(({ form }) => form === 'liaison')
      expect(parts.map(({ unit, tally }) => [unit, tally[coverage]])).toEqual([
        ['jiangya', 1],
        ['lingyang', 0.75],
      ])
      expect(answered.rates[coverage]).toMatchObject({
        part: 40,
        whole: 50,
        units: ['jiangya', 'lingyang'],
        without: [],
      })
      expect(answered.rates[coverage]?.sources).toHaveLength(4)
    }
  })

  test('leaves out a unit that has sent only one of the two, and says so', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(40, 20), officers(30))
    await submit('jiangya', period, officers(25))
    await submit('dongyueguan', period, enterpriseSheet(100, 5))
    const answered = await totals('cili', period, '&form=liaison')
    // The figures themselves are everybody's.
    expect(answered.totals['liaison.covered']).toBe(55)
    expect(answered.totals[coverage]).toBe(0.75)
    expect(answered.rates[coverage]).toMatchObject({
      part: 30,
      whole: 40,
      units: ['lingyang'],
      without: [
        { unit: 'dongyueguan', name: '东岳观镇', missing: ['liaison.covered'] },
        { unit: 'jiangya', name: '江垭镇', missing: ['enterprises.total'] },
      ],
    })
    expect(answered.rates[coverage]?.sources.map(({ unit, form }) => `${unit} ${form}`)).toEqual([
      'lingyang liaison',
      'lingyang enterprises',
    ])
    const jiangya = answered.parts.find(({ unit }) => unit === 'jiangya')
    expect(jiangya?.tally[coverage]).toBeNull()
  })

  test('is unknown where no unit has sent both', async () => {
    const period = weeks()
    await submit('jiangya', period, officers(25))
    const answered = await totals('cili', period, '&form=liaison')
    expect(answered.totals[coverage]).toBeNull()
    expect(answered.display[coverage]).toBe('—')
  })

  test('of a county that sends its officers itself waits for all of its townships', async () => {
    const period = weeks()
    await submit('cili', period, officers(30))
    await submit('lingyang', period, enterpriseSheet(40, 20))
    await submit('jiangya', period, enterpriseSheet(10, 5))
    const before = await totals('zhangjiajie', period, '&form=liaison')
    expect(before.totals[coverage]).toBeNull()
    expect(before.rates[coverage]?.without).toEqual([
      { unit: 'cili', name: '慈利县', missing: ['enterprises.total'] },
    ])
    await submit('dongyueguan', period, zero(enterprises))
    const after = await totals('zhangjiajie', period, '&form=liaison')
    expect(after.totals[coverage]).toBe(30 / 50)
    expect(after.parts.map(({ unit, tally }) => [unit, tally[coverage]])).toEqual([
      ['cili', 30 / 50],
    ])
  })

  test('goes by the view asked for', async () => {
    const period = '2020-W09'
    await submit('lingyang', period, officers(30))
    at(SATURDAY)
    await submit('lingyang', period, enterpriseSheet(40, 20))
    expect((await totals('cili', period, '&form=liaison')).totals[coverage]).toBe(0.75)
    const cutoff = await totals('cili', period, '&form=liaison&view=cutoff')
    expect(cutoff.totals[coverage]).toBeNull()
  })

  test('stands in the files, with what it counts over', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(40, 20), officers(30))
    await submit('jiangya', period, officers(25))
    const path = `GET /units/cili/totals.xlsx?period=${period}&form=liaison`
    const response = await call(path, { token: aggregator })
    const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()))
    const [figures, , notes] = sheets
    const column = figures?.rows[0]?.indexOf('联络员覆盖率') ?? -1
    const shown = figures?.rows.map((row) => [row[1], row[column]])
    expect(shown).toContainEqual(['零阳镇', 0.75])
    expect(shown).toContainEqual(['合计（慈利县）', 0.75])
    expect(notes?.rows).toContainEqual([
      '联络员覆盖率',
      '30/40，只计两张表都报了的单位；未计入：江垭镇',
    ])
  })

  test('a form of the county’s own may have one', async () => {
    const period = weeks()
    await addUnit('own', '自立县', 'county', 'zhangjiajie')
    await addUnit('east', '城东镇', 'township', 'own')
    const outlets: Form = {
      id: 'outlets',
      version: 1,
      title: { zh: '网点统计表', en: 'Outlets' },
      row: { zh: '网点', en: 'outlet' },
      subjects: ['网点'],
      identifiedBy: [['name'], ['open']],
      fields: [
        { id: 'name', title: { zh: '网点名称', en: 'Outlet' }, synonyms: [], type: 'text' },
        { id: 'open', title: { zh: '是否营业', en: 'Open' }, synonyms: [], type: 'flag' },
      ],
      indicators: [
        {
          id: 'outlets.total',
          title: { zh: '网点数', en: 'Outlets' },
          overTime: 'last',
          overUnits: 'sum',
          compute: { count: 'all' },
        },
        {
          id: 'outlets.per_enterprise',
          title: { zh: '每家企业网点数', en: 'Outlets per enterprise' },
          unit: { zh: '个', en: '' },
          overTime: 'last',
          overUnits: 'ratio',
          compute: { ratio: ['outlets.total', 'enterprises.total'] },
        },
      ],
      rules: [
        {
          id: 'outlets.some',
          severity: 'warning',
          title: { zh: '网点不多于企业', en: 'Outlets within enterprises' },
          kind: 'across',
          left: { figure: 'outlets.total' },
          op: '<=',
          right: { figure: 'enterprises.total' },
        },
      ],
      bulletin: { zh: '{unit}网点{total}个。', en: '{total} outlets.' },
    }
    const path = 'PUT /units/own/forms/outlets'
    await answer(await call(path, { token: await root(), body: outlets, headers: first }), 201)
    const sheet = rowsOf(outlets, [
      { name: '一', open: true },
      { name: '二', open: false },
    ])
    await submit('east', period, sheet, enterpriseSheet(4, 2))
    const spent = meter()
    const answered = await totals('own', period, '&form=outlets', spent)
    expect(answered.totals['outlets.per_enterprise']).toBe(0.5)
    expect(answered.across).toMatchObject([{ rule: 'outlets.some', unit: 'east', state: 'holds' }])
  })
})

describe('rules across forms', () => {
  const within = 'liaison.covered-within-enterprises'

  test('are evaluated for every unit', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(40, 20), officers(41))
    await submit('jiangya', period, enterpriseSheet(10, 5), officers(10))
    await submit('dongyueguan', period, officers(3))
    const { across } = await totals('cili', period, '&form=liaison')
    const found = across.filter(({ rule }) => rule === within)
    const told = { rule: within, form: 'liaison' }
    expect(found).toEqual([
      {
        ...{ ...told, unit: 'dongyueguan', name: '东岳观镇', state: 'unknown', left: 3 },
        right: null,
        missing: [{ figure: 'enterprises.total', form: 'enterprises', reported: false }],
      },
      {
        ...{ ...told, unit: 'jiangya', name: '江垭镇', state: 'holds', left: 10, right: 10 },
        missing: [],
      },
      {
        ...{ ...told, unit: 'lingyang', name: '零阳镇', state: 'broken', left: 41, right: 40 },
        missing: [],
      },
    ])
  })

  test('tell a form that has not come from one without the figure', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(4, 2), returneeSheet(10, 5), officers(3))
    const { across } = await totals('cili', period)
    const missing = (rule: string) => across.find((one) => one.rule === rule)?.missing
    expect(missing('liaison.covered-within-projects')).toEqual([
      { figure: 'liaison.projects_covered', form: 'liaison', reported: true },
      { figure: 'projects.total', form: 'projects', reported: false },
    ])
    // Four enterprises with 20 people back at each.
    expect(across.find((one) => one.rule === 'enterprises.back-within-workforce')).toMatchObject({
      state: 'broken',
      left: 80,
      right: 10,
    })
  })

  test('are silent of units of which nothing has come', async () => {
    expect((await totals('cili', weeks())).across).toEqual([])
  })
})

describe('one form with the figures of others', () => {
  test('costs no query and no row more than without', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(40, 20), officers(30))
    await submit('jiangya', period, enterpriseSheet(10, 5, '江垭'), officers(10))
    // Permits speak of no other form.
    const [alone, joint] = [meter(), meter()]
    await totals('cili', period, '&form=permits', alone)
    await totals('cili', period, '&form=liaison', joint)
    expect(joint).toEqual(alone)
    expect(joint.queries).toBe(3)
  })
})

describe('the bulletin', () => {
  async function bulletin(period: string, query = '') {
    const path = `GET /units/cili/bulletin?period=${period}${query}`
    return answer<BulletinAnswer>(await call(path, { token: aggregator }))
  }

  test('says each figure with the submissions behind it', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(40, 20), officers(30))
    await submit('jiangya', period, enterpriseSheet(10, 5))
    const said = await bulletin(period)
    const figures = said.sentences.flatMap(({ parts }) =>
      parts.flatMap((part) => ('indicator' in part ? [part] : [])),
    )
    const sourcesOf = (indicator: string) =>
      figures
        .find((part) => part.indicator === indicator)
        ?.sources.map(({ unit, form, revision }) => `${unit} ${form} ${revision}`)
    expect(sourcesOf('enterprises.resumed')).toEqual([
      'jiangya enterprises 1',
      'lingyang enterprises 1',
    ])
    expect(sourcesOf('liaison.coverage')).toEqual(['lingyang enterprises 1', 'lingyang liaison 1'])
    for (const { sources } of figures) {
      expect(sources.length).toBeGreaterThan(0)
      for (const { hash } of sources) expect(hash).toMatch(/^[0-9a-f]{64}$/)
    }
    expect(said.text).toBe(
      said.sentences.map(({ parts }) => parts.map(({ text }) => text).join('')).join('\n'),
    )
    const [lead, ...rest] = said.text.split('\n')
    expect(lead).toMatch(
      /^截至\d+月\d+日，慈利县已复工企业25家，复工率50%；覆盖企业30家，联络员覆盖率75%。$/,
    )
    expect(rest[0]).toContain('慈利县已有25家企业复工复产')
    // Jiangya has sent one form and not the other.
    expect(rest[1]).toContain('覆盖率75%')
    expect(rest[1]).toContain('已报1个单位，应报3个，尚缺：东岳观镇、江垭镇，共2个单位')
  })

  test('speaks English when asked, and of one form', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(40, 20), officers(30))
    const { lang, sentences } = await bulletin(period, '&lang=en&form=enterprises')
    expect(lang).toBe('en')
    expect(sentences.map(({ form }) => form)).toEqual(['enterprises', null])
  })

  test('of nobody says so, without a figure', async () => {
    const { sentences, text } = await bulletin(weeks())
    expect(sentences).toHaveLength(1)
    expect(text).toMatch(/应报的3个单位均未报送，尚缺：东岳观镇、江垭镇、零阳镇。$/)
  })

  test('names a correction after the cut-off as one', async () => {
    const period = '2020-W09'
    const send = async (body: Submission, headers: Record<string, string>, status: number) => {
      const path = `PUT ${place('jiangya', 'enterprises', period)}`
      await answer(await call(path, { token: aggregator, body, headers }), status)
    }
    await send(enterpriseSheet(10, 5), first, 201)
    at(SATURDAY)
    await send(enterpriseSheet(10, 6), { 'If-Match': '*' }, 200)
    expect((await bulletin(period)).text).toContain('江垭镇在截止后作了更正。')
    expect((await bulletin(period, '&view=cutoff')).text).not.toContain('更正')
  })
})
