import { describe, expect, it } from 'vitest'
import { forms } from '../../shared/forms/index.ts'
import { type Cell, gridOf } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'
import { describe as sentence } from '../../shared/messages/index.ts'
import { together } from '../../shared/together.ts'

const now = '2020-02-28'

/** Name of a sheet, its title and rows. */
type Sheet = [name: string, values: Cell[][]]

const enterpriseSheet = (total: number, unit = '双河镇', day = '2020-02-25'): Sheet => [
  `企业${unit}${day}`,
  [
    [`${unit}企业复工复产情况统计表`],
    [`填报单位：${unit}`, null, `填报日期：${day}`],
    ['企业名称', '是否复工', '职工总数'],
    ...Array.from({ length: total }, (_, index): Cell[] => [`企业${index + 1}`, '是', 20]),
  ],
]

const officerSheet = (covered: number, info: Cell[] = ['填报单位：双河镇']): Sheet => [
  '联络员',
  [
    ['驻企联络员统计表'],
    info,
    ['联络员姓名', '派驻企业', '本周签到'],
    ...Array.from({ length: covered }, (_, index): Cell[] => [
      `联络员${index + 1}`,
      `企业${index + 1}`,
      5,
    ]),
  ],
]

function workbook(sheets: Sheet[], hidden: string[] = []) {
  const reports = sheets.flatMap(([name, values]) => inspect(gridOf(name, values), { forms, now }))
  return together(reports, { forms, now, hidden })
}

const within = 'liaison.covered-within-enterprises'

function liaisonIn(sheets: Sheet[], hidden: string[] = []) {
  const { reports, across } = workbook(sheets, hidden)
  const report = reports.find(({ form }) => form === 'liaison')
  return {
    coverage: report?.tally['liaison.coverage'] ?? null,
    broken: report?.findings.filter(({ rule }) => rule === within) ?? [],
    states: across.filter(({ rule }) => rule === within).map(({ state }) => state),
  }
}

describe('a workbook with both forms', () => {
  it('shows coverage as the county will', () => {
    const found = liaisonIn([enterpriseSheet(40), officerSheet(30)])
    expect(found).toEqual({ coverage: 0.75, broken: [], states: ['holds'] })
  })

  it('has what does not agree on the sheet of the form that owns the rule', () => {
    const { coverage, broken } = liaisonIn([enterpriseSheet(4), officerSheet(5)])
    expect(coverage).toBe(1.25)
    expect(broken.map((finding) => sentence(finding, 'zh', forms[6]))).toEqual([
      '《驻企联络员台账》覆盖企业 5 大于《企业复工复产台账》企业数 4（联络员覆盖的企业应都在企业台账上），请核对',
    ])
    const { reports } = workbook([enterpriseSheet(4), officerSheet(5)])
    expect(reports[0]?.findings.map(({ rule }) => rule)).not.toContain(within)
  })

  it('compares nothing of another unit, another week, or a hidden sheet', () => {
    const nothing = { coverage: null, broken: [], states: ['unknown', 'unknown'] }
    expect(liaisonIn([enterpriseSheet(4, '江垭镇'), officerSheet(5)])).toEqual(nothing)
    const later = officerSheet(5, ['填报单位：双河镇', null, '填报日期：2020-03-03'])
    expect(liaisonIn([enterpriseSheet(4), later])).toEqual(nothing)
    const hidden = enterpriseSheet(4)
    expect(liaisonIn([hidden, officerSheet(5)], [hidden[0]])).toEqual({
      ...nothing,
      states: ['unknown'],
    })
  })

  it('takes a sheet that names no unit for that of the only one, but not of one among two', () => {
    const nameless = officerSheet(3, [null])
    expect(liaisonIn([enterpriseSheet(4), nameless]).coverage).toBe(0.75)
    const two = [enterpriseSheet(4), enterpriseSheet(9, '江垭镇'), nameless]
    expect(liaisonIn(two).coverage).toBeNull()
  })

  it('leaves a workbook with one form as it is', () => {
    const reports = inspect(gridOf(...officerSheet(5)), { forms, now })
    const found = together(reports, { forms, now })
    expect(found.reports[0]?.findings).toEqual(reports[0]?.findings)
    expect(found.across.map(({ state }) => state)).toEqual(['unknown', 'unknown'])
    expect(found.across[0]?.missing).toEqual([
      { figure: 'enterprises.total', form: 'enterprises', reported: false },
    ])
  })
})
