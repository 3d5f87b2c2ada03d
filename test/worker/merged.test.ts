import { beforeAll, describe, expect, test } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import type { Form } from '../../shared/forms/form.ts'
import { liaison } from '../../shared/forms/liaison.ts'
import type { Completeness, ListAnswer, TotalsAnswer } from '../../shared/protocol/answers.ts'
import { contentHash, totalsSubmission } from '../../shared/protocol/build.ts'
import type {
  MergedTotals,
  Receipt,
  StoredSubmission,
  Submission,
} from '../../shared/protocol/submission.ts'
import type { Tally } from '../../shared/tally/tally.ts'
import {
  addUnit,
  answer,
  call,
  enrolled,
  enterpriseSheet,
  first,
  PERIOD,
  place,
  refusal,
  root,
  settle,
} from './county.ts'
import { placesOf, put } from './walk.ts'

/** What a receiver makes of totals that another deployment sends. */

let token: string

beforeAll(async () => {
  await settle()
  token = await enrolled('zhangjiajie', 'aggregator')
})

const HASH = 'a'.repeat(64)

function part(path: string, name: string, tally: Tally) {
  return { path, name, revision: 1, hash: HASH, state: 'submitted' as const, late: false, tally }
}

function merged(parts: MergedTotals['parts'], missing: string[] = []): MergedTotals {
  const coverage = { expected: parts.length + missing.length, submitted: parts.length, missing }
  return { parts, coverage, address: 'https://sangzhi.test/#/sangzhi/2020-W09' }
}

const options = { asOf: '2020-02-25', file: '' }

/** Two townships with 10 of 20 and 30 of 40 enterprises back, and one that owes its sheet. */
function totals(): Submission {
  const own = (total: number, resumed: number) => enterpriseSheet(total, resumed).tally
  const parts = [part('liyuan/', '澧源镇', own(20, 10)), part('ruitapu/', '瑞塔铺镇', own(40, 30))]
  return totalsSubmission(enterprises, merged(parts, ['陈家河镇']), options)
}

const send = (body: unknown, unit = 'sangzhi', form = 'enterprises') =>
  call(`PUT ${place(unit, form)}`, { token, body, headers: first })

describe('totals of another deployment', () => {
  test('are merged again, kept whole, and counted', async () => {
    const body = totals()
    const receipt = await answer<Receipt>(await send(body), 201)
    expect(receipt.hash).toBe(await contentHash(body))
    expect(receipt.tally).toMatchObject({
      'enterprises.total': 60,
      'enterprises.resumed': 40,
      'enterprises.rate': 40 / 60,
    })
    expect(receipt.findings).toEqual([])
    const stored = await answer<StoredSubmission>(await call(`GET ${place('sangzhi')}`, { token }))
    expect(stored.submission).toEqual(body)
    // The same again writes nothing.
    expect((await answer<Receipt>(await send(body))).revision).toBe(1)
  })

  test('say in the completeness above who is not in them', async () => {
    const query = `GET /units/zhangjiajie/completeness?period=${PERIOD}&form=enterprises`
    const { expected, submitted, entries } = await answer<Completeness>(
      await call(query, { token }),
    )
    expect([expected, submitted]).toEqual([4, 1])
    const within = { expected: 3, submitted: 2, missing: ['陈家河镇'] }
    expect(entries.filter((entry) => entry.within)).toMatchObject([
      { unit: 'sangzhi', kind: 'totals', state: 'submitted', within },
    ])
  })

  test('are named where their records would be: in lists, in their files and in the feed', async () => {
    const list = '/units/zhangjiajie/lists/enterprises.resumed-by'
    const drawn = await answer<ListAnswer>(await call(`GET ${list}?period=${PERIOD}`, { token }))
    expect(drawn.totalsOnly).toEqual(['桑植县'])
    expect(drawn.coverage.submitted).toBe(1)
    const csv = await call(`GET ${list}/lines.csv?period=${PERIOD}`, { token })
    expect((await csv.text()).trim().split('\r\n').at(-1)).toBe(
      '只报了汇总、名单里没有的单位,桑植县',
    )
    const filter = encodeURIComponent(`Period eq '${PERIOD}' and Form eq 'enterprises'`)
    const feed = await call(`GET /odata/Completeness?$filter=${filter}`, { token })
    const { value } = await answer<{ value: Record<string, unknown>[] }>(feed)
    const within = (unit: string) =>
      value.flatMap(({ Unit, WithinExpected, WithinSubmitted, WithinMissing }) =>
        Unit === unit ? [[WithinExpected, WithinSubmitted, WithinMissing]] : [],
      )
    expect(within('sangzhi')).toEqual([[3, 2, '陈家河镇']])
    expect(within('lingyang')).toEqual([[null, null, null]])
  })

  test('can be returned and accepted, and revised in between', async () => {
    const reason = '陈家河镇未报，请催报后重新上报'
    const at = place('sangzhi')
    await answer(await call(`POST ${at}/return`, { token, body: { reason } }))
    const parts = [...(totals().merged?.parts ?? [])]
    parts.push(part('chenjiahe/', '陈家河镇', enterpriseSheet(5, 5).tally))
    const body = totalsSubmission(enterprises, merged(parts), options)
    const headers = { 'If-Match': '*' }
    const again = await call(`PUT ${at}`, { token, body, headers })
    expect(await answer<Receipt>(again)).toMatchObject({ revision: 2, state: 'submitted' })
    await answer(await call(`POST ${at}/accept`, { token }))
    const locked = await call(`PUT ${at}`, { token, body: totals(), headers })
    expect(await refusal(locked)).toMatchObject({ problem: 'submission-accepted' })
  })
})

describe('what is refused, with nothing written', () => {
  const wrong = (path: (string | number)[], by: unknown) => put(totals(), path, by)
  test.each<[string, unknown, string, string]>([
    [
      'a total that its parts do not come to',
      wrong(['tally', 'enterprises.resumed'], 41),
      'tally-differs',
      'enterprises.resumed',
    ],
    [
      'a rate of a part that does not follow from its figures',
      wrong(['merged', 'parts', 1, 'tally', 'enterprises.rate'], 0.9),
      'tally-differs',
      '瑞塔铺镇 enterprises.rate',
    ],
    [
      'a figure that the form does not have',
      wrong(['merged', 'parts', 0, 'tally', 'enterprises.unheard'], 1),
      'tally-differs',
      '澧源镇 enterprises.unheard',
    ],
    [
      'a unit that is there twice',
      wrong(['merged', 'parts', 1, 'path'], 'liyuan/'),
      'malformed-body',
      '/merged/parts/1/path',
    ],
    [
      'a unit inside of another',
      wrong(['merged', 'parts', 1, 'path'], 'liyuan/yicun/'),
      'malformed-body',
      '/merged/parts/1/path',
    ],
    [
      'all of the sender beside its units',
      wrong(['merged', 'parts', 1, 'path'], ''),
      'malformed-body',
      '/merged/parts/0/path',
    ],
    [
      'a coverage that is none',
      wrong(['merged', 'coverage', 'expected'], 2),
      'malformed-body',
      '/merged/coverage',
    ],
    ['no parts', wrong(['merged', 'parts'], []), 'malformed-body', '/merged/parts'],
    ['no merged figures at all', wrong(['merged'], undefined), 'malformed-body', '/merged'],
    ['parts of a zero report', wrong(['kind'], 'zero'), 'malformed-body', '/merged'],
    ['tables', wrong(['tables'], enterpriseSheet(1, 1).tables), 'malformed-body', '/tables'],
    [
      'a script for an address',
      wrong(['merged', 'address'], 'javascript:alert(1)'),
      'malformed-body',
      '/merged/address',
    ],
    [
      'the number of a person in a name',
      wrong(['merged', 'parts', 0, 'name'], '澧源镇 13800138000'),
      'personal-values',
      '',
    ],
    [
      'the number of a person among the missing',
      wrong(['merged', 'coverage', 'missing', 0], '陈家河镇430821197001011234'),
      'personal-values',
      '',
    ],
    ['another catalogue', wrong(['catalogue'], 'enterprises@99'), 'catalogue-mismatch', '99'],
  ])('%s', async (_, body, problem, says) => {
    const found = await refusal(await send(body, 'cili'))
    expect(found).toMatchObject({ status: 422, problem, detail: expect.stringContaining(says) })
    const missing = await call(`GET ${place('cili')}`, { token })
    expect((await refusal(missing)).problem).toBe('submission-missing')
  })

  test('any place of the document with something else in it is a problem, never a failure', async () => {
    const things = [null, -1, {}, '\ud800']
    for (const { path } of placesOf(totals())) {
      for (const by of things) {
        const response = await send(put(totals(), path, by), 'cili')
        expect(response.status, `${path.join('/')} ${JSON.stringify(by)}`).toBeLessThan(500)
        if (response.ok) await answer(response, response.status)
      }
    }
  })
})

test('what was sent before has the hash it had', async () => {
  const hash = '7e97033e'
  expect((await contentHash(enterpriseSheet(2, 1))).slice(0, 8)).toBe(hash)
})

describe('mixed with counties whose townships are here', () => {
  const week = '2020-W12'
  const sheets: [unit: string, form: Form, tally: Tally][] = []
  const total = async (unit: string) => {
    const query = `GET /units/${unit}/totals?period=${week}`
    return answer<TotalsAnswer>(await call(query, { token: await root() }))
  }

  beforeAll(async () => {
    // The same sheets under two prefectures: here all townships are, there one county has its own place.
    for (const id of ['here', 'there']) {
      await addUnit(id, '某市', 'prefecture', null)
      await addUnit(`${id}-a`, '甲县', 'county', id)
      await addUnit(`${id}-b`, '乙县', 'county', id)
      await addUnit(`${id}-b-1`, '乙一镇', 'township', `${id}-b`)
    }
    for (const one of ['1', '2', '3']) {
      await addUnit(`here-a-${one}`, `甲${one}镇`, 'township', 'here-a')
    }
    const officers = (covered: number): Tally => ({
      'liaison.officers': 3,
      'liaison.covered': covered,
    })
    sheets.push(
      ['a-1', enterprises, enterpriseSheet(10, 4).tally],
      ['a-2', enterprises, enterpriseSheet(20, 5).tally],
      ['a-1', liaison, officers(8)],
      // Officers for more enterprises than anyone has listed: no rate may be made of it.
      ['a-3', liaison, officers(90)],
      ['b-1', enterprises, enterpriseSheet(7, 7).tally],
      ['b-1', liaison, officers(7)],
    )
  })

  test('figures, rates across forms and rules across forms are the same', async () => {
    const asTotals = (form: Form, own: Tally[]) =>
      totalsSubmission(
        form,
        merged(own.map((tally, index) => part(`x${index}/`, `${index}`, complete(tally, form)))),
        options,
      )
    const to = async (unit: string, form: Form, body: Submission) =>
      answer(
        await call(`PUT ${place(unit, form.id, week)}`, {
          token: await root(),
          body,
          headers: first,
        }),
        201,
      )
    for (const [unit, form, tally] of sheets) {
      await to(`here-${unit}`, form, asTotals(form, [tally]))
      if (unit.startsWith('b')) await to(`there-${unit}`, form, asTotals(form, [tally]))
    }
    for (const form of [enterprises, liaison]) {
      const own = sheets.filter(([unit, of]) => unit.startsWith('a') && of === form)
      const parts = own.map(([unit, , tally]) =>
        part(`${unit}/`, unit.replace(/^a-/, '甲'), complete(tally, form)),
      )
      await to('there-a', form, totalsSubmission(form, merged(parts), options))
    }
    const [here, there] = [await total('here'), await total('there')]
    expect(there.totals).toEqual(here.totals)
    expect(there.totals['liaison.coverage']).toBe(15 / 17)
    expect(there.rates['liaison.coverage']).toMatchObject({
      part: 15,
      whole: 17,
      units: ['there-a', 'there-b-1'],
      without: [
        { unit: 'there-a', name: '甲县甲2' },
        { unit: 'there-a', name: '甲县甲3' },
      ],
    })
    expect(there.rates['liaison.coverage']?.sources).toHaveLength(4)
    // What is not known for want of a form is said of the county here, of its townships there.
    const states = ({ across }: TotalsAnswer) =>
      across
        .filter(({ state }) => state !== 'unknown')
        .map(({ rule, state, left, right }) => [rule, state, left, right].join(' '))
        .toSorted()
    expect(states(there)).toEqual(states(here))
    expect(there.parts.map(({ unit, form }) => `${unit} ${form}`)).toEqual([
      'there-a enterprises',
      'there-b-1 enterprises',
      'there-a liaison',
      'there-b-1 liaison',
    ])
  })
})

/** With every figure of the form, as a sender's tally has. */
function complete(tally: Tally, form: Form): Tally {
  return Object.fromEntries(form.indicators.map(({ id }) => [id, tally[id] ?? null]))
}
