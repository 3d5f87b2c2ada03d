import { describe, expect, it } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import { zeroSubmission } from '../../shared/protocol/build.ts'
import { holdsPersonalNumber, personalValues } from '../../shared/protocol/personal.ts'

/** All made up: no such person, no such number in use. */
describe('a personal number is found', () => {
  it.each([
    '430821199003071234',
    '43082119900307123X',
    '43082119900307123x',
    '４３０８２１１９９００３０７１２３４',
    '430821 19900307 1234',
    '430821-19900307-123x',
    '身份证ID430821199003071234',
    '430821900307123',
    '台账430821900307123.xlsx',
    '430821 900307 123',
    '430821-900307-123',
    '430821 – 19900307 – 1234',
    '430821  19900307  1234',
    '138 - 0013 - 8000',
    '138——0013——8000',
    '138　0013　8000',
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '138-001-38000',
    '1380 013 8000',
    '138.0013.8000',
    '138–0013–8000',
    '+8613800138000',
    '+86 138 0013 8000',
    '86-13800138000',
    '0086 13800138000',
    '(+86)13800138000',
    '１３８００１３８０００',
    '138\u200b0013\u200b8000',
    '138\u00a00013\u00a08000',
    '张三13800138000（经理）',
    'Tel13800138000',
    '缺口罩，联系人：李四，电话：19912345678。',
    '台账-13800138000.xlsx',
    '13800138000元旦前联系',
  ])('%s', (text) => {
    expect(holdsPersonalNumber(text)).toBe(true)
  })
})

describe('and what is none is left', () => {
  it.each([
    '91350100M000100Y43',
    '91430821MA4L16JQ9X',
    '13800138000元',
    '贷款 13800138000 元',
    '13800138000.55',
    '138001380001',
    '13,800,138,000',
    '13 20 45 12 30 9',
    '2020-02-25',
    '2020.02.27 15:30',
    '202002251200',
    '企业台账20200225.xlsx',
    '企业台账202002281700123.xlsx',
    '订单202002191003071234',
    '编号430821000012345',
    '企业台账202002291530123.xlsx',
    '430821900230123',
    '430021900307123',
    '430821199002301234',
    '150020200228153',
    '合同150000200228001',
    'SN13800138000A1',
    '值班电话0744-1234567',
    '缺口罩1000只、酒精500瓶',
  ])('%s', (text) => {
    expect(holdsPersonalNumber(text)).toBe(false)
  })
})

describe('a submission', () => {
  const zero = zeroSubmission(enterprises, { asOf: '2020-02-25', file: '' })

  it('has none in the name of its file', () => {
    const found = personalValues({ ...zero, file: '李四13800138000.xlsx' }, enterprises)
    expect(found).toMatchObject([{ rule: 'personal-value', params: { kind: 'file-name' } }])
  })

  it('has none in an explanation, nor does the finding repeat it', () => {
    const reason = '问李四 138 0013 8000'
    const explanations = [{ sheet: '第9周', rule: 'missing', cell: 'B3', reason }]
    const found = personalValues({ ...zero, explanations }, enterprises)
    expect(found).toMatchObject([{ cell: 'B3', params: { kind: 'reason' } }])
    expect(JSON.stringify(found)).not.toContain('138')
  })

  it('has none in the name of a sheet or the label of a total', () => {
    const sheet = '李四13800138000'
    const total = { row: 9, label: '合计 13800138000', kind: 'total' as const, from: 3, to: 8 }
    const layout = {
      headerRows: [2],
      firstRow: 3,
      lastRow: 8,
      totalRows: [9],
      skippedRows: [],
      columns: {},
      unmapped: [],
      scales: {},
    }
    const tables = [{ sheet, layout, records: [], totals: [{ ...total, values: {} }] }]
    const found = personalValues({ ...zero, tables }, enterprises)
    expect(found.map(({ params }) => params.kind)).toEqual(['sheet-name', 'total-label'])
    expect(JSON.stringify(found)).not.toContain('138')
  })
})
