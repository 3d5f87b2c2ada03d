import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Completeness, TotalsAnswer, UpwardAnswer } from '../../shared/protocol/answers.ts'
import { buildWorker } from '../run/worker-script.ts'
import { ciliUnits, figures } from '../samples/load.ts'
import { openPlace, type Place, submitSamples } from './levels.ts'

/**
 * Townships report to their county, that to its prefecture, and that to its province: three deployments in
 * processes of their own, which reach each other over the network and are killed on the way.
 */

const PERIOD = figures.cili.period
/** When the week is due, Friday 17:00 in Shanghai, or so many hours later. */
const friday = (hours: number) =>
  new Date(Date.parse('2020-02-28T09:00:00Z') + hours * 3_600_000).toISOString()

const folder = mkdtempSync(join(tmpdir(), 'fugong-levels-'))
const open: Place[] = []
let province: Place
let prefecture: Place
let county: Place

beforeAll(async () => {
  const script = await buildWorker('worker/index.ts', join(folder, 'built'), { SETUP_CODE: 'none' })
  const start = async (name: string, units: typeof ciliUnits, above?: Place, as = '') => {
    const token = await above?.enrol(as, 'reporter')
    const place = await openPlace({
      script,
      folder: join(folder, name),
      units,
      ...(above && token && { above: { url: above.url, token } }),
    })
    open.push(place)
    return place
  }
  province = await start('province', [
    { id: '43', name: '湖南省', level: 'province', parent: null },
    { id: '4308', name: '张家界市', level: 'prefecture', parent: '43' },
  ])
  const units: typeof ciliUnits = [
    { id: 'zjj', name: '张家界市', level: 'prefecture', parent: null },
    { id: '430821', name: '慈利县', level: 'county', parent: 'zjj' },
  ]
  prefecture = await start('prefecture', units, province, '4308')
  county = await start('county', ciliUnits, prefecture, '430821')
}, 240_000)

afterAll(async () => {
  await Promise.all(open.map(({ stop }) => stop()))
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

const submit = (which: (late: boolean) => boolean) =>
  submitSamples(county, folder, ({ period, late }) => period === PERIOD && which(late))

const totals = (place: Place, unit: string) =>
  place.admin.get<TotalsAnswer>(`/units/${unit}/totals?period=${PERIOD}`)

/** All figures of the county, of whoever has them. */
async function expectSameFigures(): Promise<TotalsAnswer> {
  const below = await totals(county, 'cili')
  expect(Object.keys(below.totals).length).toBeGreaterThan(20)
  for (const [place, unit] of [
    [prefecture, 'zjj'],
    [province, '43'],
  ] as const) {
    const above = await totals(place, unit)
    expect(above.totals).toEqual(below.totals)
    expect(above.display).toEqual(below.display)
    expect(above.coverage).toEqual({ expected: 1, submitted: 1, missing: [] })
  }
  return below
}

const enterprises = ({ forms }: UpwardAnswer) => forms.find(({ form }) => form === 'enterprises')

test('townships report, and the prefecture is down when the county does', async () => {
  await submit((late) => !late)
  const before = await county.standing(PERIOD)
  expect(before.to).toBe(new URL(prefecture.url).host)
  expect(enterprises(before)).toMatchObject({
    state: null,
    changed: true,
    coverage: { expected: 12, submitted: 11, missing: ['龙潭河镇'] },
  })
  await prefecture.restart(async () => {
    await county.pass(friday(0))
    const { forms } = await county.standing(PERIOD)
    expect(forms.length).toBeGreaterThan(1)
    for (const one of forms) {
      expect(one).toMatchObject({ state: null, trouble: { problem: 'unreachable' } })
    }
  })
  await county.pass(friday(1))
  for (const one of (await county.standing(PERIOD)).forms) {
    expect(one).toMatchObject({ state: 'submitted', revision: 1, changed: false, trouble: null })
  }
}, 240_000)

test('it goes on to the province, killed in between, with every figure as the county has it', async () => {
  await prefecture.pass(friday(1))
  await county.restart()
  await Promise.all([county.pass(friday(2)), prefecture.pass(friday(2))])
  await province.restart()
  const { totals: known, display } = await expectSameFigures()
  expect(known).toMatchObject({
    'enterprises.total': figures.cili['enterprises.total'],
    'enterprises.resumed': figures.cili['enterprises.resumed'],
    'enterprises.above_total': figures.cili['enterprises.above_total'],
  })
  expect(display['enterprises.rate']).toBe('68.5%')
  const { entries } = await prefecture.admin.get<Completeness>(
    `/units/zjj/completeness?period=${PERIOD}`,
  )
  expect(entries.find(({ form }) => form === 'enterprises')).toMatchObject({
    kind: 'totals',
    revision: 1,
    within: { expected: 12, submitted: 11, missing: ['龙潭河镇'] },
  })
}, 240_000)

test('returned from level to level, corrected, reported by hand and accepted', async () => {
  const form = `forms/enterprises/periods/${PERIOD}`
  const [high, low] = ['市里缺一个乡镇，请补报', '龙潭河镇没有报，请补报']
  await province.admin.post(`/units/4308/${form}/return`, { reason: high })
  await prefecture.pass(friday(3))
  expect(enterprises(await prefecture.standing(PERIOD))).toMatchObject({
    state: 'returned',
    decision: { reason: high },
  })
  await prefecture.admin.post(`/units/430821/${form}/return`, { reason: low })
  await county.pass(friday(3))
  expect(enterprises(await county.standing(PERIOD))).toMatchObject({
    state: 'returned',
    decision: { reason: low },
  })

  await submit((late) => late)
  expect(enterprises(await county.report(PERIOD))).toMatchObject({
    state: 'submitted',
    revision: 2,
  })
  expect(enterprises(await prefecture.report(PERIOD))).toMatchObject({
    state: 'submitted',
    revision: 2,
    changed: false,
    decision: null,
  })
  const { totals: known } = await expectSameFigures()
  expect(known['enterprises.total']).toBeGreaterThan(figures.cili['enterprises.total'])

  await province.admin.post(`/units/4308/${form}/accept`)
  await prefecture.admin.post(`/units/430821/${form}/accept`)
  await Promise.all([county.pass(friday(4)), prefecture.pass(friday(4))])
  for (const place of [county, prefecture]) {
    expect(enterprises(await place.standing(PERIOD))).toMatchObject({
      state: 'accepted',
      revision: 2,
      changed: false,
      coverage: { missing: [] },
      trouble: null,
    })
  }
}, 240_000)
