import { describe, expect, it, vi } from 'vitest'
import type { Form } from '../../shared/forms/form.ts'
import { forms } from '../../shared/forms/index.ts'
import { gridOf } from '../../shared/grid/grid.ts'
import { printing } from '../samples/printing.ts'
import { County } from './county.ts'
import { openPane, SHEET, sound, sheet as usual } from './open.ts'

const branches = () =>
  gridOf(SHEET, [
    ['溪口镇网点印刷品用量表'],
    ['填报单位：溪口镇　　填报日期：2020年2月28日'],
    ['网点', '印刷品名称', '用量', '金额'],
    ['溪口镇', '存款凭条', 21, 42],
    ['溪口镇', '取款凭条', 30, 60],
  ])

const PATH = '/units/xikou/forms/printing/periods/2020-W09'

function countyWith(...own: Form[]): County {
  const county = new County()
  county.forms = [...forms, ...own]
  return county
}

const formOf = (pane: ReturnType<typeof openPane>['pane']) => pane.batch()?.form.id ?? null

describe('the county’s own forms', () => {
  it('are fetched at the start, and sheets are read by them', async () => {
    const { pane, county } = openPane([branches()], { county: countyWith(printing) })
    await pane.open()
    expect(formOf(pane)).toBe('printing')
    expect(pane.batch()?.submission.tally['printing.used']).toBe(51)
    await pane.letters.submit()
    expect(county.stored.get(PATH)?.submission.catalogue).toBe('printing@1')
  })

  it('are fetched after enrolling; before, such a sheet is none of ours', async () => {
    const { pane } = openPane([branches()], { county: countyWith(printing), enrolled: false })
    await pane.open()
    expect(formOf(pane)).toBeNull()
    await pane.person.enrol('GOOD-CODE')
    expect(formOf(pane)).toBe('printing')
  })

  it('are known without a line, once they have been fetched', async () => {
    const county = countyWith(printing)
    const { pane: before, values } = openPane([branches()], { county })
    await before.open()
    county.reachable = false
    const { pane } = openPane([branches()], { county, values })
    await pane.open()
    expect(formOf(pane)).toBe('printing')
    expect(pane.store.get().online).toBe(false)
  })

  it('are forgotten with the token', async () => {
    const { pane, values } = openPane([branches()], { county: countyWith(printing) })
    await pane.open()
    pane.person.signOut()
    await vi.waitFor(() => expect(formOf(pane)).toBeNull())
    expect(values.has('forms')).toBe(false)
  })

  it('that appear while the pane is open are found by checking again', async () => {
    const { pane, county } = openPane([branches()])
    await pane.open()
    expect(formOf(pane)).toBeNull()
    county.forms = [...forms, printing]
    await pane.checkAgain()
    expect(formOf(pane)).toBe('printing')
  })

  it('in a new version take the place of the one it was made with, once the county says so', async () => {
    const { pane, county } = openPane([branches()], { county: countyWith(printing) })
    await pane.open()
    county.forms = [...forms, { ...printing, version: 2 }]
    await pane.letters.submit()
    expect(county.stored.has(PATH)).toBe(false)
    expect(pane.store.get().waiting[0]?.stop?.kind).toBe('refused')
    expect(pane.batch()?.submission.catalogue).toBe('printing@2')
    await pane.letters.submit()
    expect(county.stored.get(PATH)?.submission.catalogue).toBe('printing@2')
    expect(pane.store.get().waiting).toEqual([])
  })
})

it('what is kept from the last time and cannot be read is no hindrance', async () => {
  for (const kept of ['{', '[]', '{"forms":1}']) {
    const county = new County()
    county.reachable = false
    const values = new Map([['forms', kept]])
    const { pane } = openPane([usual(SHEET, sound)], { county, values })
    await pane.open()
    expect(formOf(pane)).toBe('enterprises')
  }
})

it('forms that the county has as the pane does make nothing be read again', async () => {
  const { pane, county } = openPane([usual(SHEET, sound)])
  await pane.open()
  expect(county.calls).toContain('GET /units/xikou/forms')
  expect(pane.store.get().forms).toBe(forms)
})
