import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Form } from '../../shared/forms/form.ts'
import { forms as builtIn } from '../../shared/forms/index.ts'
import type { Catalogue, Completeness, TotalsAnswer } from '../../shared/protocol/answers.ts'
import type { Receipt, StoredSubmission } from '../../shared/protocol/submission.ts'
import {
  addUnit,
  answer,
  call,
  enrolled,
  first,
  PERIOD,
  place,
  refusal,
  root,
  settle,
} from './county.ts'
import { type Meter, meter } from './metered.ts'
import { rowsOf } from './sheets.ts'

/** A small form of a county's own. */
function canteen(version = 1, change: Partial<Form> = {}): Form {
  return {
    id: 'canteen',
    version,
    title: { zh: '食堂用餐统计表', en: 'Canteens' },
    row: { zh: '食堂', en: 'canteen' },
    subjects: ['食堂'],
    identifiedBy: [['name'], ['meals']],
    fields: [
      { id: 'name', title: { zh: '食堂名称', en: 'Canteen' }, synonyms: ['食堂'], type: 'text' },
      { id: 'meals', title: { zh: '用餐人次', en: 'Meals' }, synonyms: [], type: 'count' },
    ],
    indicators: [
      {
        id: 'canteen.meals',
        title: { zh: '用餐人次', en: 'Meals' },
        overTime: 'sum',
        overUnits: 'sum',
        compute: { sum: 'meals' },
      },
    ],
    rules: [],
    bulletin: { zh: '食堂用餐{meals}人次。', en: '{meals} meals.' },
    ...change,
  }
}

/** The same with a figure more. */
const second = (): Form =>
  canteen(2, {
    indicators: [
      ...canteen().indicators,
      {
        id: 'canteen.count',
        title: { zh: '食堂数', en: 'Canteens' },
        overTime: 'last',
        overUnits: 'sum',
        compute: { count: 'all' },
      },
    ],
  })

const meals = (form: Form, ...served: number[]) =>
  rowsOf(
    form,
    served.map((count, index) => ({ name: `${index + 1}号食堂`, meals: count })),
  )

let county: string
let prefecture: string
let reporter: string

beforeAll(async () => {
  await settle()
  county = await enrolled('cili', 'administrator')
  prefecture = await enrolled('zhangjiajie', 'administrator')
  reporter = await enrolled('lingyang', 'reporter')
  for (const token of [county, prefecture, reporter]) await call('GET /me', { token })
})

const put = (body: unknown, unit = 'cili', id = 'canteen', token = county, spent?: Meter) =>
  call(`PUT /units/${unit}/forms/${id}`, { token, body, meter: spent })

const catalogue = async (unit: string, token = prefecture) =>
  answer<Catalogue>(await call(`GET /units/${unit}/forms`, { token }))

const idsOf = ({ forms }: Catalogue) => forms.map(({ id }) => id)

test('without a form of one’s own, the built-in ones are in force', async () => {
  expect(await catalogue('lingyang')).toEqual({
    unit: 'lingyang',
    forms: JSON.parse(JSON.stringify(builtIn)),
    definedBy: {},
  })
})

describe('defining a form', () => {
  test.each([
    ['a strange shape', { ...canteen(), fields: [] }, '/fields', /至少/],
    ['no object', [], '', /对象/],
    [
      'a field that is not there',
      canteen(1, { identifiedBy: [['nothing']] }),
      '/identifiedBy',
      /“nothing”/,
    ],
    [
      'another id than the address',
      canteen(1, { id: 'kitchen', indicators: [], bulletin: { zh: '无', en: 'none' } }),
      '/id',
      /“canteen”/,
    ],
  ])('is refused with %s, at its place', async (_, body, pointer, detail) => {
    const spent = meter()
    const refused = await refusal(await put(body, 'cili', 'canteen', county, spent))
    expect(refused).toMatchObject({ status: 422, problem: 'form-invalid' })
    expect(refused.errors).toContainEqual({ pointer, detail: expect.stringMatching(detail) })
    expect(spent.rowsWritten).toBe(0)
  })

  test('says it in English as well', async () => {
    const headers = { 'Accept-Language': 'en' }
    const body = { ...canteen(), colour: 'red' }
    const response = await call('PUT /units/cili/forms/canteen', { token: county, body, headers })
    expect((await refusal(response)).detail).toBe('/: unknown members: colour')
  })

  test('JSON that is none is refused', async () => {
    const response = await call('PUT /units/cili/forms/canteen', { token: county, raw: '{"id":' })
    expect(await refusal(response)).toMatchObject({ status: 400, problem: 'malformed-json' })
  })

  test('never in place of a built-in one', async () => {
    const own = { ...builtIn[0], version: 2 }
    expect(await refusal(await put(own, 'cili', 'enterprises'))).toMatchObject({
      status: 409,
      problem: 'form-id-taken',
      detail: expect.stringContaining('内置'),
    })
  })

  test('begins with version 1', async () => {
    expect(await refusal(await put(second()))).toMatchObject({
      status: 409,
      problem: 'form-version',
      next: 1,
    })
  })

  test('writes one version and one event; the same again writes nothing', async () => {
    const spent = meter()
    const created = await put(canteen(), 'cili', 'canteen', county, spent)
    expect(await answer(created, 201)).toEqual(canteen())
    // The row, its key, the event.
    expect(spent.rowsWritten).toBe(3)
    const { results } = await env.DB.prepare(
      "SELECT unit, form, detail FROM events WHERE kind = 'form-saved'",
    ).run()
    expect(results).toEqual([{ unit: 'cili', form: 'canteen', detail: '{"version":1}' }])

    const again = meter()
    const { title, ...rest } = canteen()
    expect(await answer(await put({ ...rest, title }, 'cili', 'canteen', county, again))).toEqual(
      canteen(),
    )
    expect(again.rowsWritten).toBe(0)
  })

  test('a version that is there does not change', async () => {
    const other = canteen(1, { row: { zh: '灶', en: 'stove' } })
    expect(await refusal(await put(other))).toMatchObject({ problem: 'form-version', next: 2 })
  })

  test('not above or below a unit that has one of that id; beside it, yes', async () => {
    for (const [unit, token] of [
      ['zhangjiajie', prefecture],
      ['lingyang', county],
    ] as const) {
      expect(await refusal(await put(canteen(), unit, 'canteen', token))).toMatchObject({
        status: 409,
        problem: 'form-id-taken',
        detail: expect.stringContaining('慈利县'),
      })
    }
    const beside = canteen(1, { title: { zh: '职工食堂表', en: 'Staff canteens' } })
    await answer(await put(beside, 'sangzhi', 'canteen', prefecture), 201)
    const { forms } = await catalogue('sangzhi')
    expect(forms.at(-1)?.title.zh).toBe('职工食堂表')
  })

  test('two at once make one version', async () => {
    const bodies = [1, 2, 3].map((n) => ({ ...race(), row: { zh: `${n}`, en: `${n}` } }))
    const answers = await Promise.all(bodies.map((body) => put(body, 'cili', 'race')))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409])
    const { results } = await env.DB.prepare("SELECT version FROM forms WHERE form = 'race'").run()
    expect(results).toEqual([{ version: 1 }])
  })
})

const race = (): Form =>
  canteen(1, { id: 'race', indicators: [], bulletin: { zh: '无。', en: 'None.' } })

describe('the catalogue', () => {
  test('holds for the unit and all below, not above or beside', async () => {
    expect(idsOf(await catalogue('lingyang'))).toEqual([
      ...builtIn.map(({ id }) => id),
      'canteen',
      'race',
    ])
    expect((await catalogue('lingyang')).definedBy).toEqual({ canteen: 'cili', race: 'cili' })
    expect(idsOf(await catalogue('zhangjiajie'))).not.toContain('canteen')
  })

  test('is answered anew only when it has changed', async () => {
    const asked = await call('GET /units/lingyang/forms', { token: reporter })
    const headers = { 'If-None-Match': `W/${asked.headers.get('ETag')}` }
    const again = await call('GET /units/lingyang/forms', { token: reporter, headers })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')

    await answer(await put({ ...race(), version: 2 }, 'cili', 'race'), 201)
    const changed = await call('GET /units/lingyang/forms', { token: reporter, headers })
    const { forms } = await answer<Catalogue>(changed)
    expect(forms.find(({ id }) => id === 'race')?.version).toBe(2)
  })

  test('each version can be read', async () => {
    const read = (query: string) => call(`GET /units/lingyang/forms/${query}`, { token: reporter })
    expect(await answer<Form>(await read('race'))).toMatchObject({ version: 2 })
    expect(await answer<Form>(await read('race?version=1'))).toMatchObject({ version: 1 })
    expect(await answer<Form>(await read('enterprises?version=1'))).toMatchObject({ version: 1 })
    for (const none of [
      'race?version=3',
      'enterprises?version=99',
      'nothing',
      'nothing?version=1',
    ]) {
      expect(await refusal(await read(none))).toMatchObject({
        status: 404,
        problem: 'form-unknown',
      })
    }
    expect((await read('race?version=x')).status).toBe(400)
  })

  test('follows a unit that is moved; the nearer form holds', async () => {
    await addUnit('far', '远县', 'county', 'zhangjiajie')
    const body = { name: '远县', level: 'county', parent: 'sangzhi' }
    const own = canteen(1, { title: { zh: '远县食堂表', en: 'Far canteens' } })
    await answer(await put(own, 'far', 'canteen', prefecture), 201)
    await answer(await call('PUT /units/far', { token: await root(), body }))
    const { forms, definedBy } = await catalogue('far')
    expect(forms.filter(({ id }) => id === 'canteen')).toEqual([own])
    expect(definedBy).toEqual({ canteen: 'far' })
  })

  test('has an end', async () => {
    const many = (n: number): Form => ({ ...race(), id: `many_${n}` })
    await addUnit('many', '多县', 'county', 'zhangjiajie')
    for (let n = 0; n < 20; n++) {
      await answer(await put(many(n), 'many', `many_${n}`, prefecture), 201)
    }
    expect(await refusal(await put(many(20), 'many', 'many_20', prefecture))).toMatchObject({
      status: 409,
      problem: 'forms-too-many',
    })
    await answer(await put({ ...many(3), version: 2 }, 'many', 'many_3', prefecture), 201)
  })
})

describe('submissions by it', () => {
  const send = (form: Form, headers: Record<string, string>, ...served: number[]) =>
    call(`PUT ${place('lingyang', 'canteen')}`, {
      token: reporter,
      body: meals(form, ...served),
      headers,
    })

  test('are judged by it, and cost one query more', async () => {
    const spent = meter()
    const wrong = { ...meals(canteen(), 30), tally: { 'canteen.meals': 31 } }
    const request = `PUT ${place('lingyang', 'canteen')}`
    const refused = await call(request, {
      token: reporter,
      body: wrong,
      headers: first,
      meter: spent,
    })
    expect(await refusal(refused)).toMatchObject({ problem: 'tally-differs' })
    expect(spent.queries).toBeLessThanOrEqual(5)

    const receipt = await answer<Receipt>(await send(canteen(), first, 30, 12), 201)
    expect(receipt.tally).toEqual({ 'canteen.meals': 42 })
  })

  test('of an older or a newer version are refused, the one in force is named', async () => {
    await answer(await put(second()), 201)
    for (const form of [canteen(), canteen(3)]) {
      expect(await refusal(await send(form, { 'If-Match': '*' }, 1))).toMatchObject({
        status: 422,
        problem: 'catalogue-mismatch',
        catalogue: 'canteen@2',
      })
    }
  })

  test('keep the version they were made with', async () => {
    const path = `GET ${place('lingyang', 'canteen')}`
    const stored = await answer<StoredSubmission>(await call(path, { token: county }))
    expect(stored.submission.catalogue).toBe('canteen@1')
    expect(stored.tally).toEqual({ 'canteen.meals': 42 })
    await answer(await send(second(), { 'If-Match': '*' }, 30, 12, 8))
    const earlier = await answer<StoredSubmission>(
      await call(`${path}?revision=1`, { token: county }),
    )
    expect(earlier.submission.catalogue).toBe('canteen@1')
    const newest = await answer<StoredSubmission>(await call(path, { token: county }))
    expect(newest.submission.catalogue).toBe('canteen@2')
  })

  test('are decided on, added up, expected and exported', async () => {
    const token = await enrolled('cili', 'aggregator')
    await answer(await call(`POST ${place('lingyang', 'canteen')}/accept`, { token }))
    const body = meals(second(), 50)
    await answer(
      await call(`PUT ${place('jiangya', 'canteen')}`, { token, body, headers: first }),
      201,
    )
    for (const query of [`period=${PERIOD}`, `period=${PERIOD}&form=canteen`]) {
      const { totals, display, forms } = await answer<TotalsAnswer>(
        await call(`GET /units/cili/totals?${query}`, { token }),
      )
      expect(forms).toContain('canteen')
      expect(totals).toMatchObject({ 'canteen.meals': 100, 'canteen.count': 4 })
      expect(display['canteen.meals']).toBe('100')
    }
    const { entries } = await answer<Completeness>(
      await call(`GET /units/cili/completeness?period=${PERIOD}&form=canteen`, { token }),
    )
    expect(entries.map(({ name, state }) => [name, state])).toEqual([
      ['东岳观镇', 'missing'],
      ['江垭镇', 'submitted'],
      ['零阳镇', 'accepted'],
    ])
    const csv = await call(`GET /units/cili/totals.csv?period=${PERIOD}`, { token })
    expect(await csv.text()).toContain('食堂用餐统计表：用餐人次')
  })

  test('are nobody’s where it is not in force', async () => {
    const token = await root()
    const body = meals(canteen(), 1)
    const request = `PUT ${place('zhangjiajie', 'canteen')}`
    expect(await refusal(await call(request, { token, body, headers: first }))).toMatchObject({
      status: 404,
      problem: 'form-unknown',
    })
    const query = `GET /units/zhangjiajie/totals?period=${PERIOD}&form=canteen`
    expect((await call(query, { token })).status).toBe(404)
  })
})
