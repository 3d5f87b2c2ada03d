import type { Finding } from '../../shared/check/finding.ts'
import type { Severity } from '../../shared/forms/form.ts'
import type { MessageId } from '../../shared/messages/zh.ts'

/** A finding that says a message; `by form`: the rule of the form says how severe it is. */
export interface Sample extends Pick<Finding, 'params' | 'fix'> {
  severity: Severity | 'by form'
  cell?: string
  field?: string
  /** `enterprises` unless said. */
  form?: string
}

type Plain = Exclude<MessageId, `compare.${string}`>

const error = (params: Finding['params'], more: Partial<Sample> = {}): Sample => ({
  severity: 'error',
  params,
  ...more,
})
const warning = (params: Finding['params'], more: Partial<Sample> = {}): Sample => ({
  severity: 'warning',
  params,
  ...more,
})
const byForm = (params: Finding['params'], more: Partial<Sample> = {}): Sample => ({
  severity: 'by form',
  params,
  ...more,
})

const ofStaff = { cell: 'F12', field: 'staff_back' }
const ofDay = { cell: 'H8', field: 'resumed_on' }
const ofSheet = { cell: '' }

export const samples: Record<Plain, Sample> = {
  'cell-error': error({ text: '#REF!' }, ofStaff),
  'not-a-number': error({ text: '45-50' }, ofStaff),
  'number-as-text': warning({ text: '45人', value: 45 }, { ...ofStaff, fix: { value: 45 } }),
  'number-approximate': warning({ text: '50余人', value: 50 }, ofStaff),
  'number-with-note': warning({ text: '45（其中女12）', value: 45 }, ofStaff),
  'unit-differs': warning({ text: '45箱', value: 45 }, { cell: 'N12', field: 'mask_stock' }),
  negative: error({ text: '-3', value: -3 }, ofStaff),
  'not-whole': error({ text: '45.5', value: 45.5 }, ofStaff),
  'percent-over-100': warning(
    { text: '120%', value: 1.2 },
    { cell: 'J12', field: 'interest', form: 'financing' },
  ),
  'not-a-date': error({ text: '待定' }, ofDay),
  'date-incomplete': warning({ text: '2月' }, ofDay),
  'date-range': warning({ text: '2月20日至25日' }, ofDay),
  'date-ambiguous': warning({ text: '3.1', value: '2020-03-01', other: '2020-03-10' }, ofDay),
  'date-approximate': warning({ text: '2月20日左右', value: '2020-02-20' }, ofDay),
  'date-with-note': warning({ text: '2月20日（仅仓库）', value: '2020-02-20' }, ofDay),
  'date-as-text': warning({ text: '2.27', value: '2020-02-27' }, ofDay),
  'not-yes-no': error({ text: '待定' }, { cell: 'E12', field: 'above_scale' }),
  'not-in-list': error(
    {
      text: '破产',
      allowed: '未复工、部分复工、全面复工',
      allowedEn: 'not resumed, in part, in full',
    },
    { cell: 'G12', field: 'status' },
  ),
  'code-as-number': error({ text: '4.12727E+17' }, { cell: 'B12', field: 'uscc' }),

  'missing-required': error({}, { cell: 'A12', field: 'name' }),
  duplicate: byForm({ value: '宏远机械厂', first: 'A7' }, { cell: 'A12', field: 'name' }),
  'credit-code-invalid': byForm({ value: '91430821MA4L00008X' }, { cell: 'B12', field: 'uscc' }),
  'date-future': byForm({ value: '2020-03-09', limit: '2020-03-01' }, ofDay),
  'date-past': byForm({ value: '2020-02-20', limit: '2020-02-28' }, ofDay),
  'stock-identity': byForm(
    { previous: 50, received: 80, issued: 30, found: 90, expected: 100 },
    { cell: 'J12', field: 'stock', form: 'supplies' },
  ),
  'total-mismatch': error({ found: 310, expected: 311, from: 5, to: 40 }, ofStaff),
  'subtotal-mismatch': error({ found: 45, expected: 52, from: 5, to: 12 }, ofStaff),
  'sum-leaves-out-rows': warning({ formula: '=SUM(F7:F40)', from: 5, to: 40 }, ofStaff),
  'serial-gap': warning({ found: 9, expected: 8 }, { cell: 'A12' }),
  'serial-duplicate': warning({ found: 8, expected: 9 }, { cell: 'A12' }),
  'hidden-rows': warning({ count: 2, rows: '7、9' }, ofSheet),
  'filtered-rows': warning({ count: 1, rows: '7' }, ofSheet),
  'hidden-columns': warning({ count: 2, columns: 'F、G' }, ofSheet),

  'layout-missing-column': error(
    {
      ...{ formTitle: '企业复工复产台账', formTitleEn: 'Resumption of enterprises' },
      ...{ titles: '企业名称', titlesEn: 'Enterprise' },
    },
    { cell: 'A3' },
  ),
  'layout-ambiguous-column': warning(
    { label: '人数', title: '职工总数', titleEn: 'Staff' },
    { cell: 'F3' },
  ),
  'rows-left-out': warning({ row: 42 }, { cell: 'A42' }),
  'table-repeated': warning({ count: 12 }, { cell: '' }),
  'layout-no-records': warning({}, { cell: 'A3' }),
  'other-unit': byForm({ unit: '苗市镇', own: '零阳镇' }, { cell: 'C12', field: 'village' }),
  'opening-differs': byForm(
    { found: '100', expected: '70' },
    { cell: 'G12', field: 'previous', form: 'supplies' },
  ),
  vanished: byForm({ count: 2, names: '宏远机械厂、兴盛食品厂' }, ofSheet),
  'stopped-again': byForm(
    { was: '全面复工', wasEn: 'in full', now: '未复工', nowEn: 'not resumed' },
    { cell: 'G12', field: 'status' },
  ),
  fell: byForm({ was: '52', now: '45' }, ofStaff),
  leapt: byForm({ was: 45, now: 450 }, { cell: 'F12', field: 'staff_total' }),
  shrank: byForm({ was: 450, now: 45 }, { cell: 'F12', field: 'staff_total' }),
  outlier: byForm(
    { title: '返岗人数', titleEn: 'Staff back', found: 4500, weeks: 6, low: 430, high: 470 },
    ofSheet,
  ),
  'unknown-field': error({ text: '未知栏' }, { cell: 'F12' }),
  'not-a-text': error({ text: '45' }, { cell: 'A12', field: 'name' }),
  'weeks-differ': warning({ name: '第10周', week: 9, other: 10 }, ofSheet),
  'days-differ': warning({ name: '2.28', day: '2020-02-21', other: '2020-02-28' }, ofSheet),
  'as-of-outside-period': warning({ asOf: '2020-02-21', year: 2020, week: 9 }, ofSheet),

  'personal-value': error({ kind: 'field' }, { cell: 'D12', field: 'phone' }),
  'personal-value.identity-card': error(
    { kind: 'identity-card' },
    { cell: 'P12', field: 'remark' },
  ),
  'personal-value.mobile': error({ kind: 'mobile' }, { cell: 'P12', field: 'remark' }),
  'personal-value.file-name': error({ kind: 'file-name' }, ofSheet),
  'personal-value.sheet-name': error({ kind: 'sheet-name' }, ofSheet),
  'personal-value.heading': error({ kind: 'heading' }, ofSheet),
  'personal-value.total-label': error({ kind: 'total-label' }, ofSheet),
  'personal-value.unit-name': error({ kind: 'unit-name' }, ofSheet),
  'personal-value.address': error({ kind: 'address' }, ofSheet),
  'personal-value.elsewhere': error({ kind: 'elsewhere' }, ofSheet),
  'personal-value.reason': error({ kind: 'reason' }, { cell: 'F12' }),

  rule: byForm(
    {
      given: '复工状态 未复工，复工日期 2020-02-25',
      givenEn: 'State not resumed, Resumed on 2020-02-25',
    },
    { cell: 'G12' },
  ),
  unknown: error({}, { cell: 'F12' }),
}
