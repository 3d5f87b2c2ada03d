import { describe, expect, it } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import { forms } from '../../shared/forms/index.ts'
import { type Cell, gridOf } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'
import { buildSubmission, contentHash, zeroSubmission } from '../../shared/protocol/build.ts'
import { aboutIn, type ExplanationDecision } from '../../shared/protocol/explained.ts'
import { judge } from '../../shared/protocol/judge.ts'
import type { Submission } from '../../shared/protocol/submission.ts'
import type { Table } from '../../shared/read/table.ts'

const now = '2020-02-28'

function submitted(rows: Cell[][], explanations: Submission['explanations'] = []): Submission {
  const header = [
    '企业名称',
    '统一社会信用代码',
    '是否复工',
    '职工总数',
    '返岗人数',
    '联系电话',
    '存在困难',
  ]
  const reports = inspect(gridOf('第9周', [['企业复工复产台账'], header, ...rows]), { forms, now })
  const tables = reports.map(({ table }) => table).filter((table): table is Table => table !== null)
  return buildSubmission(tables, enterprises, { asOf: '2020-02-25', file: 'a.xlsx', explanations })
}

const clean: Cell[][] = [
  ['宏远机械厂', '91350100M000100Y43', '是', 45, 40, '13800138000', '缺口罩'],
  ['兴盛食品厂', null, '否', 20, 0, null, null],
]

describe('a submission', () => {
  it('carries no personal value', () => {
    const submission = submitted(clean)
    expect(JSON.stringify(submission)).not.toContain('13800138000')
    expect(submission.tables[0]?.records[0]?.values).not.toHaveProperty('phone')
    expect(judge(submission, enterprises, now)).toMatchObject({
      unexplained: [],
      personal: [],
      tallyDiffers: [],
      tally: { 'enterprises.total': 2, 'enterprises.resumed': 1, 'enterprises.rate': 0.5 },
    })
  })

  it('has one hash for one content, whatever the order of its members', async () => {
    const submission = submitted(clean)
    const shuffled = JSON.parse(
      JSON.stringify(Object.fromEntries(Object.entries(submission).reverse())),
    ) as Submission
    expect(await contentHash(shuffled)).toBe(await contentHash(submission))
    expect(await contentHash({ ...submission, file: 'b.xlsx' })).not.toBe(
      await contentHash(submission),
    )
  })

  it('may keep, with one reason, a value that must be there and could not be read', () => {
    const rows: Cell[][] = [['#REF!', null, '是', 45, 40, null, null]]
    const [report] = inspect(
      gridOf('第9周', [['企业复工复产台账'], ['企业名称', '是否复工'], ['#REF!', '是']]),
      { forms, now },
    )
    expect(report?.findings.map(({ rule, cell }) => [rule, cell])).toEqual([['cell-error', 'A3']])
    const reason = { sheet: '第9周', rule: 'cell-error', cell: 'A3', reason: '等企业报名称' }
    expect(judge(submitted(rows), enterprises, now).unexplained).toHaveLength(1)
    expect(judge(submitted(rows, [reason]), enterprises, now).unexplained).toEqual([])
  })

  it('may say that there is nothing to report', () => {
    const submission = zeroSubmission(enterprises, { asOf: '2020-02-25', file: '' })
    expect(judge(submission, enterprises, now)).toMatchObject({
      findings: [],
      tallyDiffers: [],
      tally: { 'enterprises.total': 0, 'enterprises.rate': null },
    })
  })
})

describe('the receiver', () => {
  it('counts again and says where the sender differs', () => {
    const submission = submitted(clean)
    submission.tally['enterprises.resumed'] = 2
    expect(judge(submission, enterprises, now).tallyDiffers).toEqual(['enterprises.resumed'])
  })

  it('finds errors by itself, and takes a reason for them', () => {
    const rows: Cell[][] = [['宏远机械厂', null, '是', 45, 52, null, null]]
    const judged = judge(submitted(rows), enterprises, now)
    expect(judged.unexplained).toMatchObject([
      { rule: 'enterprises.back-within-total', cell: 'E3' },
    ])
    const explained = submitted(rows, [
      {
        sheet: '第9周',
        rule: 'enterprises.back-within-total',
        cell: 'E3',
        reason: '含外派支援人员',
      },
    ])
    expect(judge(explained, enterprises, now).unexplained).toEqual([])
    const blank = submitted(rows, [
      { sheet: '第9周', rule: 'enterprises.back-within-total', cell: 'E3', reason: '  ' },
    ])
    expect(judge(blank, enterprises, now).unexplained).toHaveLength(1)
  })

  it('refuses what must not leave a workbook, wherever it was typed', () => {
    for (const difficulty of [
      '联系张三13812345678',
      '联系 138-1234-5678',
      '张三 430821199001011234',
      '43082119900101123X 需要返岗',
    ]) {
      const rows: Cell[][] = [['宏远机械厂', null, '是', 45, 40, null, difficulty]]
      expect(judge(submitted(rows), enterprises, now).personal, difficulty).toMatchObject([
        { rule: 'personal-value', cell: 'G3', field: 'difficulty' },
      ])
    }
    const submission = submitted(clean)
    const record = submission.tables[0]?.records[0]
    if (record) record.values.phone = '0736-1234567'
    expect(judge(submission, enterprises, now).personal).toMatchObject([{ field: 'phone' }])
  })

  it('does not take a credit code, a year or a sum of money for a person', () => {
    const rows: Cell[][] = [
      [
        '宏远机械厂',
        '91350100M000100Y43',
        '是',
        45,
        40,
        null,
        '2020年2月需资金13800000000元'.slice(0, 8),
      ],
    ]
    expect(judge(submitted(rows), enterprises, now).personal).toEqual([])
  })

  it('does not believe the types of what it was sent', () => {
    const submission = submitted(clean)
    const values = submission.tables[0]?.records[0]?.values ?? {}
    Object.assign(values, { staff_total: '45', staff_back: -1, status: 'maybe', extra: 1 })
    const rules = judge(submission, enterprises, now).unexplained.map(({ rule, field }) => [
      rule,
      field,
    ])
    expect(rules).toEqual(
      expect.arrayContaining([
        ['not-a-number', 'staff_total'],
        ['negative', 'staff_back'],
        ['not-in-list', 'status'],
        ['unknown-field', 'extra'],
      ]),
    )
  })
})

describe('a reason that was decided on', () => {
  const odd: Cell[] = ['借调厂', null, '是', 40, 45, null, null]
  const given = (cell: string, reason = '借调五人') => [
    { sheet: '第9周', rule: 'enterprises.back-within-total', cell, reason },
  ]
  const first = submitted([odd], given('E3'))
  const about = aboutIn(first.tables, enterprises)(first.explanations[0]!)
  const decided = (change: Partial<ExplanationDecision>): ExplanationDecision => ({
    ...{ id: 'x', about, state: 'accepted', reason: '借调五人', since: '2020-W09', until: null },
    ...{ why: '', decidedAt: '2020-02-26T02:00:00Z', decidedBy: '慈利县', ...change },
  })
  const judged = (submission: Submission, change: Partial<ExplanationDecision>) => {
    const { unexplained, refused } = judge(submission, enterprises, now, undefined, {
      period: '2020-W10',
      decisions: [decided(change)],
    })
    return [unexplained.length, refused.length]
  }
  const later = submitted([...clean, odd], given('E5'))

  it('is about the record, whatever its row', () => {
    expect(about).toEqual({
      rule: 'enterprises.back-within-total',
      field: 'staff_back',
      record: '借调厂',
      cell: null,
    })
    expect(aboutIn(later.tables, enterprises)(later.explanations[0]!)).toEqual(about)
  })

  it.each([
    [{}, 0],
    [{ until: '2020-W10' }, 0],
    [{ until: '2020-W09' }, 1],
    [{ state: 'refused', why: '不实' }, 1],
  ] as const)('%j: %d refused', (change, count) => {
    expect(judged(later, change)).toEqual([count, count])
  })

  it('is these words only, however they are spaced', () => {
    const refused = { state: 'refused', why: '不实' } as const
    expect(judged(submitted([odd], given('E3', ' 借调五人。')), refused)).toEqual([1, 1])
    expect(judged(submitted([odd], given('E3', '五人是新招')), refused)).toEqual([0, 0])
  })

  it('is this record and this column only', () => {
    const refused = { state: 'refused', why: '不实' } as const
    const other = submitted([['另一厂', ...odd.slice(1)]], given('E3'))
    expect(judged(other, refused)).toEqual([0, 0])
    expect(judged(later, { ...refused, about: { ...about, field: 'staff_total' } })).toEqual([0, 0])
  })
})
