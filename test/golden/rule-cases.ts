/** For every rule about one sheet: rows that break it, and rows that keep it. */
import type { Field, Form } from '../../shared/forms/form.ts'
import { forms } from '../../shared/forms/index.ts'
import { type Cell, gridOf } from '../../shared/grid/grid.ts'
import { inspect, type SheetReport } from '../../shared/inspect.ts'
import type { Tally } from '../../shared/tally/tally.ts'

export type Row = Record<string, Cell>
/**
 * Rows that break a rule in the last of them, and rows that keep it; for some, the last report, or the
 * figures of the weeks before.
 */
export type Case = { breaks: Row[]; keeps: Row[]; before?: Row[]; history?: Tally[] }

/** Figures are as of Friday, 28 February 2020; its week ends on 1 March. */
export const asOf = '2020-02-28'
const [firm, other] = ['宏远机械厂', '兴盛食品厂']

/** What every row of a form has, where a case does not say otherwise. */
const base: Record<string, Row> = {
  enterprises: { name: firm, status: '已复工' },
  returnees: { village: '大兴村', workforce: 100 },
  transport: { passengers: 30, vehicle: '豫Q18236' },
  permits: { point: '均张村服务点', people_served: 50 },
  supplies: { item: '口罩', stock: 100 },
  problems: { enterprise: firm, description: '缺少口罩' },
  liaison: { officer: '张伟', enterprise: firm },
  projects: { name: '兴港小学', status: '已复工' },
  jobs: { employer: firm, positions: 10 },
  financing: { enterprise: firm, applied: 500_000 },
  inputs: { village: '大兴村', item: '复合肥', ordered: 10 },
  welfare: { name: '羊山敬老院', residents: 60 },
  donations: { donor: '市残联', item: '口罩' },
  legal: { firm: '国银律师事务所', lawyers: 5 },
}

const one = (row: Row): Row[] => [row]
const many = (row: (index: number) => Row): Row[] =>
  Array.from({ length: 450 }, (_, index) => row(index))
const weeks = (indicator: string): Tally[] =>
  [430, 445, 470, 452].map((figure) => ({ [indicator]: figure }))
/** By id of the rule; rules about one sheet only. */
export const cases: Record<string, Case> = {
  'enterprises.back-within-total': {
    breaks: one({ staff_total: 45, staff_back: 52 }),
    keeps: one({ staff_total: 45, staff_back: 45 }),
  },
  'enterprises.outside-within-total': {
    breaks: one({ staff_total: 45, staff_outside: 46 }),
    keeps: one({ staff_total: 45, staff_outside: 0 }),
  },
  'enterprises.full-after-resumed': {
    breaks: one({ resumed_on: '2020-02-20', full_on: '2020-02-19' }),
    keeps: one({ resumed_on: '2020-02-20', full_on: '2020-02-20' }),
  },
  'enterprises.back-without-state': {
    breaks: one({ status: null, resumed_on: null, staff_back: 5 }),
    keeps: [
      { status: null, resumed_on: '2020-02-20', staff_back: 5 },
      { name: other, status: null, resumed_on: null, staff_back: 0 },
    ],
  },
  'enterprises.back-while-stopped': {
    breaks: one({ status: '未复工', staff_back: 1 }),
    keeps: [
      { status: '未复工', staff_back: 0 },
      { name: other, staff_back: 9 },
    ],
  },
  'enterprises.resumed-in-future': {
    breaks: one({ resumed_on: '2020-03-02' }),
    keeps: [
      { resumed_on: '2020-03-01' },
      { name: other, status: '未复工', resumed_on: '2020-03-09' },
    ],
  },
  'enterprises.resumed-while-stopped': {
    breaks: one({ status: '未复工', resumed_on: '2020-02-28' }),
    keeps: one({ status: '未复工', resumed_on: '2020-02-29' }),
  },
  'enterprises.credit-code': {
    breaks: one({ uscc: '111111111111111111' }),
    keeps: one({ uscc: '91430821MA4L00008R' }),
  },
  'enterprises.duplicate-code': {
    breaks: [{ uscc: '91430821MA4L00008R' }, { name: other, uscc: '91430821ma4l00008r' }],
    keeps: [{ uscc: '91430821MA4L00008R' }, { name: other, uscc: null }],
  },
  'enterprises.duplicate-name': {
    breaks: [{}, { name: '宏远 机械厂' }],
    keeps: [{}, { name: other }],
  },
  'enterprises.vanished': {
    before: [{}, { name: other }],
    breaks: one({}),
    keeps: [{ name: other }, {}],
  },
  'enterprises.stopped-again': {
    before: one({ status: '部分复工' }),
    breaks: one({ status: '未复工' }),
    keeps: one({ status: '全面复工' }),
  },
  'returnees.returned-within-workforce': {
    breaks: one({ returned: 101 }),
    keeps: one({ returned: 100 }),
  },
  'returnees.willing-within-workforce': {
    breaks: one({ willing: 101 }),
    keeps: one({ willing: null }),
  },
  'returnees.parts-within-returned': {
    breaks: one({ returned: 50, in_province: 30, out_province: 21 }),
    keeps: one({ returned: 50, in_province: 30, out_province: 20 }),
  },
  'returnees.duplicate-village': {
    breaks: [{}, {}],
    keeps: [{}, { village: '申中村' }],
  },
  'returnees.vanished': {
    before: [{}, { village: '申中村' }],
    breaks: one({}),
    keeps: [{}, { village: '申中村' }],
  },
  'returnees.returned-fell': {
    before: one({ returned: 60 }),
    breaks: one({ returned: 59 }),
    keeps: one({ returned: 60 }),
  },
  'transport.passengers-within-seats': {
    breaks: one({ seats: 29 }),
    keeps: one({ seats: 30 }),
  },
  'transport.date-in-future': {
    breaks: one({ date: '2020-03-02' }),
    keeps: one({ date: '2020-03-01' }),
  },
  'transport.gates': {
    breaks: one({ gate_before: '合格', gate_on_way: '未检测', gate_on_arrival: '合格' }),
    keeps: one({ gate_before: '合格', gate_on_way: '正常', gate_on_arrival: '√' }),
  },
  'transport.duplicate-trip': {
    breaks: [{ date: '2020-02-25' }, { date: '2020-02-25' }],
    keeps: [{ date: '2020-02-25' }, { date: '2020-02-26' }],
  },
  'permits.health-within-served': {
    breaks: one({ health_certificates: 51 }),
    keeps: one({ health_certificates: 50 }),
  },
  'permits.travel-within-served': {
    breaks: one({ travel_permits: 51 }),
    keeps: one({ travel_permits: 0 }),
  },
  'permits.date-in-future': {
    breaks: one({ date: '2020-03-02' }),
    keeps: one({ date: '2020-02-28' }),
  },
  'permits.duplicate-point-day': {
    breaks: [{ date: '2020-02-25' }, { date: '2020-02-25' }],
    keeps: [{ date: '2020-02-25' }, { date: '2020-02-26' }],
  },
  'supplies.stock-identity': {
    breaks: one({ previous: 50, received: 80, issued: 29, stock: 100 }),
    keeps: one({ previous: 50, received: 80, issued: 30, stock: 100 }),
  },
  'supplies.opening': {
    before: [{ holder: firm }, { holder: other, stock: 70 }],
    breaks: one({ holder: other, previous: 100 }),
    keeps: [
      { holder: other, previous: 70 },
      { holder: firm, previous: 100 },
      { item: '酒精', holder: firm, previous: 9 },
    ],
  },
  'supplies.issued-within-held': {
    breaks: one({ previous: 50, received: 80, issued: 131 }),
    keeps: [
      { previous: 50, received: 80, issued: 130 },
      { item: '酒精', previous: null, received: 1, issued: 9 },
    ],
  },
  'supplies.shortfall-within-need': {
    breaks: one({ need: 100, shortfall: 101 }),
    keeps: one({ need: 100, shortfall: 100 }),
  },
  'supplies.lasts-a-day': {
    breaks: one({ daily_use: 101 }),
    keeps: one({ daily_use: 100 }),
  },
  'supplies.masks-by-piece': {
    breaks: one({ unit_of_measure: '盒' }),
    keeps: [{ unit_of_measure: '只' }, { item: '酒精', unit_of_measure: '箱' }],
  },
  'supplies.duplicate-item': {
    breaks: [{ holder: firm }, { holder: firm }],
    keeps: [{ holder: firm }, { holder: other }],
  },
  'problems.resolved-after-raised': {
    breaks: one({ raised_on: '2020-02-25', resolved_on: '2020-02-24' }),
    keeps: one({ raised_on: '2020-02-25', resolved_on: '2020-02-25' }),
  },
  'problems.due-after-raised': {
    breaks: one({ raised_on: '2020-02-25', due_on: '2020-02-24' }),
    keeps: one({ raised_on: '2020-02-25', due_on: '当天' }),
  },
  'problems.raised-in-future': {
    breaks: one({ raised_on: '2020-03-02' }),
    keeps: one({ raised_on: '2020-03-01' }),
  },
  'problems.resolved-in-future': {
    breaks: one({ resolved_on: '2020-03-02' }),
    keeps: one({ resolved_on: '2020-03-01' }),
  },
  'problems.open-with-date': {
    breaks: one({ state: '办理中', resolved_on: '2020-02-25' }),
    keeps: [
      { state: '办理中', resolved_on: null },
      { enterprise: other, state: '已解决', resolved_on: '2020-02-25' },
    ],
  },
  'problems.solved-without-date': {
    breaks: one({ state: '已解决', resolved_on: null }),
    keeps: [
      { state: '已解决', resolved_on: '2020-02-25' },
      { enterprise: other, state: '当场解决', resolved_on: null },
    ],
  },
  'problems.overdue': {
    breaks: one({ state: '办理中', raised_on: '2020-02-24', due_on: '3天内' }),
    keeps: [
      { state: '办理中', raised_on: '2020-02-25', due_on: '3天内' },
      { enterprise: other, state: '已解决', raised_on: '2020-02-20', due_on: '2020-02-21' },
    ],
  },
  'problems.handler': {
    breaks: one({ state: '办理中', handler: null }),
    keeps: [
      { state: '办理中', handler: '县人社局' },
      { enterprise: other, state: '已解决', handler: null },
    ],
  },
  'problems.duplicate': {
    breaks: [{ raised_on: '2020-02-25' }, { raised_on: '2020-02-25' }],
    keeps: [{}, { enterprise: other }],
  },
  'liaison.officer-named': {
    breaks: one({ officer: null, leader: '王建国' }),
    keeps: one({ leader: '王建国' }),
  },
  'liaison.enterprise-named': {
    breaks: one({ enterprise: null }),
    keeps: [{}, { officer: '李娜', enterprise: null, project: '兴港小学' }],
  },
  'liaison.check-ins-within-week': {
    breaks: one({ check_ins: 8 }),
    keeps: one({ check_ins: 7 }),
  },
  'liaison.reports-within-week': {
    breaks: one({ daily_reports: 8 }),
    keeps: one({ daily_reports: 7 }),
  },
  'liaison.arrived-in-future': {
    breaks: one({ arrived_on: '2020-03-02' }),
    keeps: one({ arrived_on: '2020-02-28' }),
  },
  'liaison.rectification-overdue': {
    breaks: one({ rectified: '整改中', rectify_by: '2020-02-27' }),
    keeps: [
      { rectified: '整改中', rectify_by: '2020-02-28' },
      { enterprise: other, rectified: '已整改', rectify_by: '2020-02-20' },
    ],
  },
  'liaison.duplicate': {
    breaks: [{}, {}],
    keeps: [{}, { officer: '李娜' }],
  },
  'projects.workers-within-needed': {
    breaks: one({ workers_total: 60, workers: 61 }),
    keeps: one({ workers_total: 60, workers: 60 }),
  },
  'projects.planned-within-investment': {
    breaks: one({ investment: 1_000_000, planned_investment: 1_000_001 }),
    keeps: one({ investment: 1_000_000, planned_investment: 1_000_000 }),
  },
  'projects.done-within-investment': {
    breaks: one({ investment: 1_000_000, done_investment: 1_000_001 }),
    keeps: one({ investment: 1_000_000, done_investment: 0 }),
  },
  'projects.complete-after-resumed': {
    breaks: one({ resumed_on: '2020-02-20', complete_on: '2020-02-19' }),
    keeps: one({ resumed_on: '2020-02-20', complete_on: '2020-12-31' }),
  },
  'projects.workers-while-stopped': {
    breaks: one({ status: '未复工', workers: 3 }),
    keeps: [
      { status: '未复工', workers: 0 },
      { name: '城东大桥', workers: 3 },
    ],
  },
  'projects.resumed-in-future': {
    breaks: one({ resumed_on: '2020-03-02' }),
    keeps: one({ resumed_on: '2020-02-28' }),
  },
  'projects.resumed-while-stopped': {
    breaks: one({ status: '停工', resumed_on: '2020-02-20' }),
    keeps: one({ status: '停工', resumed_on: '2020-03-09' }),
  },
  'projects.vanished': {
    before: [{}, { name: '城东大桥' }],
    breaks: one({}),
    keeps: [{}, { name: '城东大桥' }],
  },
  'projects.stopped-again': {
    before: one({}),
    breaks: one({ status: '停工' }),
    keeps: one({}),
  },
  'projects.duplicate-name': {
    breaks: [{ contractor: firm }, { contractor: firm }],
    keeps: [{ contractor: firm }, { contractor: other }],
  },
  'jobs.filled-within-positions': {
    breaks: one({ filled: 11 }),
    keeps: one({ filled: 10 }),
  },
  'jobs.open-until-after-posted': {
    breaks: one({ posted_on: '2020-02-20', open_until: '2020-02-19' }),
    keeps: one({ posted_on: '2020-02-20', open_until: '2020-03-31' }),
  },
  'jobs.posted-in-future': {
    breaks: one({ posted_on: '2020-03-02' }),
    keeps: one({ posted_on: '2020-02-28' }),
  },
  'jobs.expired': {
    breaks: one({ open_until: '2020-02-27' }),
    keeps: [{ open_until: '2020-02-28' }, { employer: other, open_until: null }],
  },
  'jobs.some-positions': {
    breaks: one({ positions: 0 }),
    keeps: one({ positions: 1 }),
  },
  'jobs.duplicate-post': {
    breaks: [{ post: '普工' }, { post: '普工' }],
    keeps: [{ post: '普工' }, { employer: other, post: '普工' }],
  },
  'financing.granted-within-applied': {
    breaks: one({ granted: 500_001 }),
    keeps: one({ granted: 500_000 }),
  },
  'financing.granted-within-approved': {
    breaks: one({ approved: 300_000, granted: 400_000 }),
    keeps: one({ approved: 300_000, granted: 300_000 }),
  },
  'financing.approved-within-applied': {
    breaks: one({ approved: 600_000 }),
    keeps: one({ approved: 500_000 }),
  },
  'financing.granted-after-applied': {
    breaks: one({ applied_on: '2020-02-20', granted_on: '2020-02-19' }),
    keeps: one({ applied_on: '2020-02-20', granted_on: '2020-02-28' }),
  },
  'financing.granted-in-future': {
    breaks: one({ granted: 100_000, granted_on: '2020-03-02' }),
    keeps: one({ granted: 0, granted_on: '2020-03-02' }),
  },
  'financing.date-without-amount': {
    breaks: one({ granted: null, granted_on: '2020-02-20' }),
    keeps: [
      { granted: 100_000, granted_on: '2020-02-20' },
      { enterprise: other, granted: null, granted_on: null },
    ],
  },
  'financing.smaller-than-ten-thousand': {
    breaks: one({ applied: 500 }),
    keeps: [{ applied: 10_000 }, { enterprise: other, applied: 0 }],
  },
  'financing.duplicate-request': {
    breaks: [{ bank: '中国银行' }, { bank: '中国银行' }],
    keeps: [{ bank: '中国银行' }, { bank: '农商银行' }],
  },
  'inputs.delivered-within-ordered': {
    breaks: one({ delivered: 11 }),
    keeps: one({ delivered: 10 }),
  },
  'inputs.ordered-positive': {
    breaks: one({ ordered: -5 }),
    keeps: one({ ordered: 0 }),
  },
  'inputs.delivered-in-future': {
    breaks: one({ delivered: 5, delivered_on: '2020-03-02' }),
    keeps: one({ delivered: 0, delivered_on: '2020-03-02' }),
  },
  'inputs.late': {
    breaks: one({ needed_by: '2020-02-27', delivered: 9 }),
    keeps: [
      { needed_by: '2020-02-27', delivered: 10 },
      { village: '申中村', needed_by: '2020-02-28', delivered: null },
    ],
  },
  'inputs.unit-of-measure': {
    breaks: one({ unit_of_measure: null }),
    keeps: one({ unit_of_measure: '袋' }),
  },
  'inputs.duplicate-order': {
    breaks: [{ household: '李大海' }, { household: '李大海' }],
    keeps: [{ household: '李大海' }, { household: '王有田' }],
  },
  'welfare.disinfected-twice': {
    breaks: one({ disinfections: 1 }),
    keeps: one({ disinfections: 2 }),
  },
  'welfare.measured-twice': {
    breaks: one({ temperature_rounds: 1 }),
    keeps: one({ temperature_rounds: 3 }),
  },
  'welfare.abnormal-within-institution': {
    breaks: one({ staff: 10, abnormal: 71 }),
    keeps: one({ staff: 10, abnormal: 70 }),
  },
  'welfare.quantity-of-goods': {
    breaks: one({ goods: '帐篷', goods_quantity: null }),
    keeps: [
      { goods: '帐篷', goods_quantity: 19 },
      { name: '夕阳红养老院', goods: null, goods_quantity: null },
    ],
  },
  'welfare.people-helped': {
    breaks: one({ method: '护送救助', helped: null }),
    keeps: one({ method: '护送救助', helped: 5 }),
  },
  'welfare.date-in-future': {
    breaks: one({ date: '2020-03-02' }),
    keeps: one({ date: '2020-02-28' }),
  },
  'welfare.duplicate-institution': {
    breaks: [{}, {}],
    keeps: [{}, { name: '夕阳红养老院' }],
  },
  'donations.something-given': {
    breaks: one({ item: null, cash: null }),
    keeps: [{ cash: null }, { donor: '县侨联', item: null, cash: 50_000 }],
  },
  'donations.quantity-of-item': {
    breaks: one({ quantity: null }),
    keeps: [{ quantity: 500 }, { donor: '县侨联', item: null, quantity: null }],
  },
  'donations.quantity-positive': {
    breaks: one({ quantity: 0 }),
    keeps: one({ quantity: 0.5 }),
  },
  'donations.value-positive': {
    breaks: one({ value: -1 }),
    keeps: one({ value: 0 }),
  },
  'donations.date-in-future': {
    breaks: one({ donated_on: '2020-03-02' }),
    keeps: one({ donated_on: '2020-02-28' }),
  },
  'donations.duplicate': {
    breaks: [{ quantity: 500 }, { quantity: 500 }],
    keeps: [{ quantity: 500 }, { quantity: 600 }],
  },
  'legal.lawyers-for-consultations': {
    breaks: one({ lawyers: null, consultations: 3 }),
    keeps: [{ consultations: 3 }, { firm: '中豫律师事务所', lawyers: null, consultations: 0 }],
  },
  'legal.enterprises-within-consultations': {
    breaks: one({ consultations: 3, enterprises: 4 }),
    keeps: one({ consultations: 3, enterprises: 3 }),
  },
  'legal.people-in-groups': {
    breaks: one({ groups: 1, people_in_groups: null }),
    keeps: [
      { groups: 1, people_in_groups: 40 },
      { firm: '中豫律师事务所', groups: 0, people_in_groups: 0 },
    ],
  },
  'legal.date-in-future': {
    breaks: one({ date: '2020-03-02' }),
    keeps: one({ date: '2020-02-28' }),
  },
  'legal.duplicate': {
    breaks: [{ date: '2020-02-25' }, { date: '2020-02-25' }],
    keeps: [{ date: '2020-02-25' }, { date: '2020-02-26' }],
  },
  'enterprises.staff-total-jump': {
    breaks: one({ staff_total: 450 }),
    keeps: one({ staff_total: 52 }),
    before: one({ staff_total: 45 }),
  },
  'enterprises.outlier': {
    breaks: one({ staff_total: 4500 }),
    keeps: one({ staff_total: 455 }),
    history: weeks('enterprises.staff_total'),
  },
  'returnees.workforce-jump': {
    breaks: one({ workforce: 30 }),
    keeps: one({ workforce: 290 }),
    before: one({ workforce: 300 }),
  },
  'returnees.outlier': {
    breaks: one({ workforce: 4500 }),
    keeps: one({ workforce: 455 }),
    history: weeks('returnees.workforce'),
  },
  'transport.outlier': {
    breaks: one({ passengers: 4500 }),
    keeps: one({ passengers: 455 }),
    history: weeks('transport.passengers'),
  },
  'permits.outlier': {
    breaks: one({ people_served: 4500 }),
    keeps: one({ people_served: 455 }),
    history: weeks('permits.people_served'),
  },
  'supplies.outlier': {
    breaks: one({ daily_use: 4500 }),
    keeps: one({ daily_use: 455 }),
    history: weeks('supplies.daily_use'),
  },
  'problems.outlier': {
    breaks: one({}),
    keeps: many((index) => ({ description: `缺少第${index}批口罩` })),
    history: weeks('problems.raised'),
  },
  'liaison.outlier': {
    breaks: one({}),
    keeps: many((index) => ({ officer: `张伟${index}` })),
    history: weeks('liaison.officers'),
  },
  'projects.investment-jump': {
    breaks: one({ investment: 50_000_000 }),
    keeps: one({ investment: 5_500_000 }),
    before: one({ investment: 5_000_000 }),
  },
  'projects.outlier': {
    breaks: one({ investment: 4500 }),
    keeps: one({ investment: 455 }),
    history: weeks('projects.investment'),
  },
  'jobs.outlier': {
    breaks: one({ positions: 4500 }),
    keeps: one({ positions: 455 }),
    history: weeks('jobs.positions'),
  },
  'welfare.residents-jump': {
    breaks: one({ residents: 600 }),
    keeps: one({ residents: 62 }),
    before: one({ residents: 60 }),
  },
  'welfare.outlier': {
    breaks: one({ residents: 4500 }),
    keeps: one({ residents: 455 }),
    history: weeks('welfare.residents'),
  },
  'legal.outlier': {
    breaks: one({ groups: 9, people_in_groups: 4500 }),
    keeps: one({ groups: 9, people_in_groups: 455 }),
    history: weeks('legal.people_in_groups'),
  },
}

/** The fields that a sheet of these rows has columns for, in their order. */
export function fieldsOf(form: Form, rows: Row[]): Field[] {
  const full = completed(form, rows)
  return form.fields.filter(({ id }) => full.some((row) => id in row))
}

const completed = (form: Form, rows: Row[]): Row[] =>
  rows.map((row) => ({ ...base[form.id], ...row }))

/** What comes of a sheet with the plain titles of its fields. */
export function inspected(
  form: Form,
  rows: Row[],
  { before, history }: Partial<Case> = {},
): SheetReport {
  const fields = fieldsOf(form, rows)
  const grid = gridOf('Sheet1', [
    [`双河镇${form.title.zh}`],
    [`填报日期：${asOf}`],
    fields.map(({ title }) => title.zh),
    ...completed(form, rows).map((row) => fields.map(({ id }) => row[id] ?? null)),
  ])
  const last = before && inspected(form, before).table
  const [report] = inspect(grid, {
    ...{ forms, now: asOf },
    ...(last ? { previous: [last] } : {}),
    ...(history ? { history } : {}),
  })
  return report as SheetReport
}
