import { describe, expect, it, vi } from 'vitest'
import { fileWorkbook } from '../../addin/workbook/file-port.ts'
import type { Form } from '../../shared/forms/form.ts'
import { forms } from '../../shared/forms/index.ts'
import { readForm } from '../../shared/forms/read-form.ts'
import { type Cell, gridOf } from '../../shared/grid/grid.ts'
import { printing } from '../samples/printing.ts'
import { County } from './county.ts'
import { openPane, SHEET, sound, sheet as usual } from './open.ts'

const head: Cell[] = ['村', '受灾户数（户）', '倒塌房屋（间）', '经济损失（万元）', '联系人']
const flood = (rows: Cell[][] = []) =>
  gridOf(SHEET, [
    ['溪口镇洪涝灾情统计表'],
    ['填报单位：溪口镇　　填报日期：2020年2月28日'],
    head,
    ['大兴村', 12, 3, 4.5, '张三'],
    ['申中村', 7, 0, 1.2, '李四'],
    ['坪牛村', 3, 1, 0.8, '王五'],
    ...rows,
  ])

function administered(...own: Form[]): County {
  const county = new County()
  county.me = { ...county.me, role: 'administrator' }
  county.forms = [...forms, ...own]
  county.definedBy = Object.fromEntries(own.map(({ id }) => [id, 'xikou']))
  return county
}

/** A pane in which the form of the sheet in front is opened to be edited. */
async function drafting(grid = flood(), county = administered()) {
  const opened = openPane([grid], { county })
  await opened.pane.open()
  await opened.pane.definitions.open()
  const { definitions, store } = opened.pane
  const draft = () => store.get().drafting!
  /** The field whose column bears that title. */
  const field = (title: string) => draft().original.fields.find((one) => one.title.zh === title)!.id
  const read = () => vi.waitFor(() => expect(draft().report).not.toBeNull())
  return { ...opened, definitions, draft, field, read }
}

describe('a form of the sheet in front', () => {
  it('is drafted, edited, saved, and recognised at once; the sheet is sent by it', async () => {
    const { pane, county, definitions, draft, field, read } = await drafting()
    await read()
    expect(draft().report?.records).toBe(3)
    definitions.edit({ id: 'flood', title: { zh: '洪涝灾情日报', en: 'Flood' } })
    definitions.editField(field('受灾户数'), { title: { zh: '受灾户', en: 'Hit households' } })
    definitions.editField(field('倒塌房屋'), { out: true })
    const lost = field('经济损失')
    definitions.editFigure(lost, { overTime: 'sum' })
    await vi.waitFor(() => expect(draft().report?.tally[`flood.${lost}`]).toBe(65_000))
    await definitions.save()

    expect(pane.store.get().drafting).toBeNull()
    expect(pane.batch()?.form.id).toBe('flood')
    const saved = county.forms.at(-1)!
    expect(readForm(saved, forms)).toEqual(saved)
    expect(saved.fields.map(({ title }) => title.zh)).toEqual([
      '村',
      '受灾户',
      '经济损失',
      '联系人',
    ])
    expect(saved.bulletin.zh).toContain('{unit}洪涝灾情共{rows}条')
    expect(JSON.stringify(saved)).not.toContain('倒塌')
    expect(saved.indicators.find(({ id }) => id === `flood.${lost}`)?.overTime).toBe('sum')

    await pane.letters.submit()
    const sent = county.stored.get('/units/xikou/forms/flood/periods/2020-W09')
    expect(sent?.tally).toMatchObject({ 'flood.rows': 3, [`flood.${lost}`]: 65_000 })
    expect(JSON.stringify(sent)).not.toContain('张三')
  })

  it('is offered to administrators only, and only of a sheet that is none of ours', async () => {
    for (const [county, grid] of [
      [new County(), flood()],
      [administered(), usual(SHEET, sound)],
    ] as const) {
      const { pane } = openPane([grid], { county })
      await pane.open()
      await pane.definitions.open()
      expect(pane.store.get().drafting).toBeNull()
    }
  })

  it('cannot be drafted of nothing: that is said, with the reason', async () => {
    const { pane } = openPane([gridOf(SHEET, [['大家好']])], { county: administered() })
    await pane.open()
    await pane.definitions.open()
    expect(pane.store.get()).toMatchObject({ drafting: null, noDraft: { why: 'no-table' } })
  })

  it('says what is wrong where it is, and is not sent until it is right', async () => {
    const { county, definitions, draft, field } = await drafting()
    definitions.edit({ id: '洪涝' })
    definitions.editField(field('村'), { title: { zh: '', en: '' } })
    expect(draft().faults.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/id', '/fields/0/title/zh']),
    )
    expect(draft().report).toBeNull()
    await definitions.save()
    expect(county.calls.filter((call) => call.startsWith('PUT'))).toEqual([])
  })

  it('is read again as the sheet is edited', async () => {
    const { draft, read, type, elapse } = await drafting()
    await read()
    type(6, 0, '新村')
    type(6, 1, '8')
    await vi.waitFor(() => {
      elapse()
      expect(draft().report?.records).toBe(4)
    })
  })

  it('refused by the county stays as it is, with the refusal at its place', async () => {
    const { pane, county, definitions, draft } = await drafting()
    const errors = [{ pointer: '/fields/1/unit/zh', detail: '不得超过 20 个字符' }]
    county.refusal = { status: 422, slug: 'form-invalid', more: { errors, detail: '单位太长' } }
    await definitions.save()
    expect(draft()).toMatchObject({ saving: false, refusal: '单位太长', faults: errors })
    county.refusal = { status: 409, slug: 'form-id-taken', more: { detail: '编码已用于别的报表' } }
    definitions.edit({ id: 'taken' })
    await definitions.save()
    expect(draft().faults).toEqual([{ pointer: '/id', detail: '编码已用于别的报表' }])
    county.refusal = null
    county.reachable = false
    definitions.edit({ id: 'flood' })
    await definitions.save()
    expect(draft()).toMatchObject({ saving: false, refusal: 'unreachable', faults: [] })
    county.reachable = true
    await definitions.save()
    expect(pane.batch()?.form.id).toBe('flood')
  })

  it('outlives an enrolment that has expired', async () => {
    const { pane, county, definitions, draft } = await drafting()
    county.token = 'another'
    await definitions.save()
    expect(pane.store.get().me).toBeNull()
    expect(draft().saving).toBe(false)
    await pane.person.enrol('GOOD-CODE')
    await definitions.save()
    expect(pane.batch()?.form.id).toBe(county.forms.at(-1)?.id)
  })
})

it('is defined for the unit that whoever reaches all of them chooses', async () => {
  const county = administered()
  const another = { id: 'sangzhi', name: '桑植县', level: 'county' as const, parent: null }
  county.me = { ...county.me, unit: null, units: [another, ...county.me.units] }
  const { pane, definitions, draft } = await drafting(flood(), county)
  expect(draft().unit).toBe('sangzhi')
  definitions.chooseUnit('xikou')
  await definitions.save()
  expect(pane.batch()?.form.id).toBe(county.forms.at(-1)?.id)
})

it('outlives the same file chosen again, and not another one', async () => {
  const { pane, draft, definitions } = await drafting()
  definitions.edit({ id: 'flood' })
  const fileOf = (name: string) =>
    fileWorkbook({
      name,
      sheets: [{ name: SHEET, hidden: false, grid: flood([['新村', 1, 1, 1]]) }],
    })
  await pane.openWorkbook(fileOf(pane.store.get().book))
  expect(draft().form.id).toBe('flood')
  await vi.waitFor(() => expect(draft().report?.records).toBe(4))
  await pane.openWorkbook(fileOf('别的.xlsx'))
  expect(pane.store.get().drafting).toBeNull()
})

describe('what leans on a column', () => {
  it('goes with it, and comes back with it', async () => {
    const { definitions, draft, field } = await drafting()
    const before = draft().form
    const houses = field('倒塌房屋')
    definitions.editField(houses, { type: 'text' })
    expect(draft().faults).toEqual([])
    expect(draft().form.indicators.some(({ id }) => id.endsWith(`.${houses}`))).toBe(false)
    expect(draft().form.bulletin.zh).not.toContain(`{${houses}}`)
    definitions.editField(houses, { type: 'number' })
    expect(draft().form).toEqual({ ...before, fields: draft().form.fields })
    definitions.editField(houses, { personal: true })
    expect(draft().form.indicators.some(({ id }) => id.endsWith(`.${houses}`))).toBe(false)
  })

  it('every column left out or turned into any type leaves a form that is right', async () => {
    const { definitions, draft } = await drafting()
    for (const { id } of draft().original.fields) {
      for (const type of ['text', 'code', 'count', 'amount', 'percent', 'date', 'flag'] as const) {
        definitions.editField(id, { type })
        expect(draft().faults, `${id} ${type}`).toEqual([])
      }
      definitions.editField(id, { out: true })
      if (draft().form.fields.length > 1) expect(draft().faults, id).toEqual([])
    }
  })
})

describe('a form in force', () => {
  const branches = gridOf(SHEET, [
    ['溪口镇网点印刷品用量表'],
    ['填报单位：溪口镇　　填报日期：2020年2月28日'],
    ['网点', '印刷品名称', '用量', '金额', '库存余量（箱）'],
    ['城关支行', '存款凭条', 21, 42, 3],
    ['东街支行', '存款凭条', 30, 60, 4],
  ])

  it('is changed on a sheet of it and saved as its next version, with a column it had not', async () => {
    const county = administered(printing)
    const { pane, definitions, draft, read } = await drafting(branches, county)
    await read()
    expect(draft()).toMatchObject({ isNew: false, form: { id: 'printing', version: 2 } })
    expect(draft().form).toEqual({ ...printing, version: 2 })
    const added = draft().original.fields.at(-1)!
    expect(added.title.zh).toBe('库存余量')
    definitions.editField(added.id, { out: false })
    definitions.editFigure(added.id, { on: true })
    await definitions.save()
    expect(pane.batch()?.submission).toMatchObject({
      catalogue: 'printing@2',
      tally: { 'printing.used': 51, [`printing.${added.id}`]: 7 },
    })
  })

  it('without one of its columns is right still', async () => {
    for (const { id } of printing.fields) {
      const { definitions, draft } = await drafting(branches, administered(printing))
      definitions.editField(id, { out: true })
      const elsewhere = draft().faults.filter(({ pointer }) => !pointer.startsWith('/bulletin'))
      expect(elsewhere, id).toEqual([])
    }
  })

  it('of a unit that is not the administrator’s is not offered to be changed', async () => {
    const county = administered(printing)
    county.definedBy = { printing: 'cili' }
    const { pane } = openPane([branches], { county })
    await pane.open()
    await pane.definitions.open()
    expect(pane.store.get().drafting).toBeNull()
  })
})
