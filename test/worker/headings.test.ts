import { beforeAll, describe, expect, test } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import { type Grid, gridOf } from '../../shared/grid/grid.ts'
import type { ApprovedHeadings, Catalogue } from '../../shared/protocol/answers.ts'
import { contentHash } from '../../shared/protocol/build.ts'
import type { Receipt, StoredSubmission } from '../../shared/protocol/submission.ts'
import { recognise } from '../../shared/recognise/recognise.ts'
import {
  answer,
  call,
  enrolled,
  enterpriseSheet,
  first,
  place,
  refusal,
  root,
  settle,
  WEDNESDAY,
} from './county.ts'

let aggregator: string
let reporter: string

beforeAll(async () => {
  await settle()
  aggregator = await enrolled('cili', 'aggregator')
  reporter = await enrolled('jiangya', 'reporter')
})

const approve = (wordings: unknown, field = 'staff_back', token = aggregator, unit = 'cili') =>
  call(`PUT /units/${unit}/forms/enterprises/headings/${field}`, { token, body: { wordings } })

const catalogueOf = async (unit: string, headers: Record<string, string> = {}) =>
  call(`GET /units/${unit}/forms`, { token: await root(), headers })

/** A sheet whose last column no form knows. */
const sheet = (heading: string): Grid =>
  gridOf('第9周', [
    ['江垭镇企业复工复产情况统计表', null, null, null],
    ['序号', '企业名称', '复工状态', heading],
    [1, '甲厂', '全面复工', 12],
    [2, '乙厂', '部分复工', 8],
  ])

/** What the last column of such a sheet is by the catalogue of a unit. */
async function readBy(unit: string, heading: string) {
  const { forms } = await answer<Catalogue>(await catalogueOf(unit))
  const [found] = recognise(sheet(heading), { forms, now: '2020-02-26', only: 'enterprises' })
  return { field: found?.layout?.columns.D, asked: found?.layout?.unmapped }
}

describe('a heading approved by the county', () => {
  test('is known to every township from then on, and the catalogue is another', async () => {
    expect(await readBy('jiangya', '到厂人头')).toEqual({ field: undefined, asked: ['D'] })
    const before = await catalogueOf('jiangya')
    const tag = before.headers.get('ETag') ?? ''
    const outside = (await catalogueOf('sangzhi')).headers.get('ETag') ?? ''
    expect((await catalogueOf('jiangya', { 'If-None-Match': tag })).status).toBe(304)

    const [kept] = await answer<ApprovedHeadings[]>(await approve(['到厂人头']))
    expect(kept).toEqual({
      unit: 'cili',
      form: 'enterprises',
      field: 'staff_back',
      version: 1,
      wordings: ['到厂人头'],
      savedAt: WEDNESDAY,
      savedBy: '慈利县',
    })
    expect((await catalogueOf('jiangya', { 'If-None-Match': tag })).status).toBe(200)
    expect((await catalogueOf('sangzhi', { 'If-None-Match': outside })).status).toBe(304)
    expect(await readBy('jiangya', '到厂人头')).toEqual({ field: 'staff_back', asked: [] })
    expect(await readBy('sangzhi', '到厂人头')).toEqual({ field: undefined, asked: ['D'] })
  })

  test('is known with another unit of measure, lead-in or date', async () => {
    await answer(await approve(['截至2月19日到厂人头（人）']))
    for (const heading of ['截至2月26日到厂人头（人）', '其中：到厂人头', '到厂人头/人']) {
      expect(await readBy('jiangya', heading), heading).toEqual({ field: 'staff_back', asked: [] })
    }
  })

  test('leaves the form itself as it is: version, figures and what is judged by', async () => {
    const read = await call('GET /units/cili/forms/enterprises', { token: aggregator })
    expect(await answer(read)).toEqual(JSON.parse(JSON.stringify(enterprises)))
    const { forms } = await answer<Catalogue>(await catalogueOf('cili'))
    const served = forms.find(({ id }) => id === 'enterprises')
    const plain = (form: typeof served) =>
      form && { ...form, fields: form.fields.map((field) => ({ ...field, synonyms: [] })) }
    expect(plain(served)).toEqual(JSON.parse(JSON.stringify(plain(enterprises))))
  })

  test('stands beside those of the units above, in versions', async () => {
    const own = await enrolled('jiangya', 'aggregator')
    await answer(await approve(['到厂人头']))
    await answer(await approve(['来了几个'], 'staff_back', own, 'jiangya'))
    const seen = await answer<ApprovedHeadings[]>(
      await call('GET /units/jiangya/headings', { token: reporter }),
    )
    expect(seen.map(({ unit, version, wordings }) => [unit, version, wordings])).toEqual([
      ['cili', 3, ['到厂人头']],
      ['jiangya', 1, ['来了几个']],
    ])
    expect((await readBy('jiangya', '来了几个')).field).toBe('staff_back')
    expect((await readBy('jiangya', '到厂人头')).field).toBe('staff_back')
    expect((await readBy('lingyang', '来了几个')).field).toBeUndefined()
    const again = await answer<ApprovedHeadings[]>(await approve(['到厂人头']))
    expect(again.map(({ version }) => version)).toEqual([3])
  })

  test('is withdrawn by leaving it out', async () => {
    await answer(await approve([]))
    expect((await readBy('lingyang', '到厂人头')).field).toBeUndefined()
  })
})

describe('a submission', () => {
  const answers = [{ sheet: 'Sheet1', column: 'D', label: '到厂人头', field: 'staff_back' }]
  const send = (body: unknown, headers = first) =>
    call(`PUT ${place('jiangya')}`, { token: reporter, body, headers })

  test('says which columns a person had to name, and is kept with that', async () => {
    const plain = enterpriseSheet(1, 1)
    const { hash } = await answer<Receipt>(await send({ ...plain, answers }), 201)
    expect(hash).toBe(await contentHash({ ...plain, answers }))
    expect(hash).not.toBe(await contentHash(plain))
    const read = await call(`GET ${place('jiangya')}`, { token: aggregator })
    expect((await answer<StoredSubmission>(read)).submission.answers).toEqual(answers)
  })

  test('is refused with a number of a person in a heading', async () => {
    const wrong = answers.map((one) => ({ ...one, label: '电话13800138000' }))
    const found = await refusal(
      await call(`PUT ${place('lingyang')}`, {
        token: aggregator,
        body: { ...enterpriseSheet(1, 1), answers: wrong },
        headers: first,
      }),
    )
    expect(found).toMatchObject({ status: 422, problem: 'personal-values' })
  })
})

describe('refused', () => {
  test('is a heading that means another field: its title, a synonym, or an approved one', async () => {
    await answer(await approve(['花名册人头'], 'staff_total'))
    for (const wording of ['企业名称', '企业', '花名册人头（人）']) {
      const found = await refusal(await approve([wording]))
      expect(found, wording).toMatchObject({ status: 422, problem: 'heading-taken', wording })
      expect(found.detail).toContain(wording)
    }
    const { field, detail } = await refusal(await approve(['花名册人头']))
    expect(field).toBe('staff_total')
    const title = enterprises.fields.find(({ id }) => id === 'staff_total')?.title.zh
    expect(detail).toContain(title)
  })

  test.each([
    ['none', ''],
    ['too long', '长'.repeat(61)],
    ['two lines', '到厂\n人头'],
    ['a control character', '到厂\u0007人头'],
    ['only a unit', '（人）'],
    ['only punctuation', '——'],
    ['a telephone number', '电话13800138000'],
    ['half a character', '到厂\ud800'],
    ['no text', 3],
  ])('is %s', async (_, wording) => {
    const found = await refusal(await approve([wording]))
    expect(found).toMatchObject({ status: 422, problem: 'malformed-body' })
    expect(found.errors).toMatchObject([{ pointer: '/wordings/0' }])
  })

  test('are more than sixty, an unknown field or form, and other units', async () => {
    const many = Array.from({ length: 61 }, (_, n) => `到厂人头${n}号`)
    expect((await refusal(await approve(many))).status).toBe(422)
    expect(await refusal(await approve(['到厂人头'], 'none'))).toMatchObject({
      status: 404,
      problem: 'field-unknown',
    })
    const unknown = await call('PUT /units/cili/forms/none/headings/staff_back', {
      token: aggregator,
      body: { wordings: [] },
    })
    expect((await refusal(unknown)).problem).toBe('form-unknown')
    const abroad = await approve(['到厂人头'], 'staff_back', aggregator, 'sangzhi')
    expect((await refusal(abroad)).problem).toBe('unit-out-of-reach')
    const low = await approve(['到厂人头'], 'staff_back', reporter, 'jiangya')
    expect((await refusal(low)).problem).toBe('role-insufficient')
  })
})
