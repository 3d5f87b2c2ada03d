import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Field, FieldType } from '../../shared/forms/form.ts'
import type { Cell } from '../../shared/grid/grid.ts'
import { dayNumber, dayOfNumber } from '../../shared/periods/days.ts'
import type { Value } from '../../shared/read/table.ts'
import { readValue } from '../../shared/values/read-value.ts'
import { dayOfSerial, serialOfDay } from '../../shared/values/serial.ts'

const AS_OF = '2020-02-28'

function field(type: FieldType, more: Partial<Field> = {}): Field {
  return { id: 'f', title: { zh: '某列', en: 'Some column' }, synonyms: [], type, ...more }
}

const people = field('count', { unit: { zh: '人', en: 'people' } })
const number = field('number')
const amount = field('amount', { unit: { zh: '元', en: 'yuan' } })
const percent = field('percent')
const date = field('date', { title: { zh: '复工日期', en: 'Resumed on' } })
const status = field('choice', {
  choices: [
    { value: 'none', title: { zh: '未复工', en: 'Closed' }, words: ['停工', '没复工', '停产'] },
    { value: 'partial', title: { zh: '部分复工', en: 'Partly' }, words: ['部分'] },
    {
      value: 'full',
      title: { zh: '全面复工', en: 'Fully' },
      words: ['复工', '全部复工', '完全复工'],
    },
  ],
})

type Case = [cell: Cell, value: Value, rule?: string | null, fix?: Cell]

/** One line a case: the cell, its value, the rule (none), the fix (none). */
function check(which: Field, cases: Case[], context: { scale?: number; asOf?: string } = {}) {
  test.each(cases)('%j → %j %s', (cell, value, rule = null, fix = undefined) => {
    const reading = readValue(cell, which, { asOf: AS_OF, ...context })
    expect([reading.value, reading.issue?.rule ?? null, reading.issue?.fix?.value]).toEqual([
      value,
      rule,
      fix,
    ])
  })
}

describe('count', () => {
  check(people, [
    [45, 45],
    [0, 0],
    [45.00000000001, 45],
    [-0, 0],
    [null, null],
    ['', null],
    ['45', 45, 'number-as-text', 45],
    ['0', 0, 'number-as-text', 0],
    ["'45", 45, 'number-as-text', 45],
    ['45人', 45, 'number-as-text', 45],
    [' 45 人 ', 45, 'number-as-text', 45],
    ['４５', 45, 'number-as-text', 45],
    ['４５人', 45, 'number-as-text', 45],
    ['45名', 45, 'number-as-text', 45],
    ['45个', 45, 'number-as-text', 45],
    ['45名员工', 45, 'number-as-text', 45],
    ['共45人', 45, 'number-as-text', 45],
    ['45人。', 45, 'number-as-text', 45],
    ['1,024', 1024, 'number-as-text', 1024],
    ['1，024', 1024, 'number-as-text', 1024],
    ['1 024', 1024, 'number-as-text', 1024],
    ['1\u00a0024人', 1024, 'number-as-text', 1024],
    ['１　０２４', 1024, 'number-as-text', 1024],
    ['1,234,567', 1234567, 'number-as-text', 1234567],
    ['39.71万', 397100, 'number-as-text', 397100],
    ['39.71萬人', 397100, 'number-as-text', 397100],
    ['3千', 3000, 'number-as-text', 3000],
    ['1.2亿', 120000000, 'number-as-text', 120000000],
    ['二十三', 23, 'number-as-text', 23],
    ['二十三人', 23, 'number-as-text', 23],
    ['一百二十', 120, 'number-as-text', 120],
    ['一百零五', 105, 'number-as-text', 105],
    ['两千三', 2300, 'number-as-text', 2300],
    ['3万5', 35000, 'number-as-text', 35000],
    ['1万2千', 12000, 'number-as-text', 12000],
    ['壹佰贰拾叁', 123, 'number-as-text', 123],
    ['廿三', 23, 'number-as-text', 23],
    ['零', 0, 'number-as-text', 0],
    ['约50', 50, 'number-approximate'],
    ['约50人', 50, 'number-approximate'],
    ['50余', 50, 'number-approximate'],
    ['50餘人', 50, 'number-approximate'],
    ['50余人', 50, 'number-approximate'],
    ['近100', 100, 'number-approximate'],
    ['1000多', 1000, 'number-approximate'],
    ['1000多人', 1000, 'number-approximate'],
    ['1万多人', 10000, 'number-approximate'],
    ['50人左右', 50, 'number-approximate'],
    ['50左右', 50, 'number-approximate'],
    ['50人以上', 50, 'number-approximate'],
    ['50+', 50, 'number-approximate'],
    ['>50', 50, 'number-approximate'],
    ['1.2E+05', 120000, 'number-approximate'],
    ['45家', 45, 'unit-differs'],
    ['45元', 45, 'unit-differs'],
    ['￥45', 45, 'unit-differs'],
    ['45（其中女12）', 45, 'number-with-note'],
    ['45人(含3名外省)', 45, 'number-with-note'],
    [-3, -3, 'negative'],
    ['-3', -3, 'negative'],
    ['－3人', -3, 'negative'],
    ['负3', -3, 'negative'],
    [45.5, 45.5, 'not-whole'],
    ['45.5人', 45.5, 'not-whole'],
    ['45-50', null, 'not-a-number'],
    ['45/50', null, 'not-a-number'],
    ['18/38', null, 'not-a-number'],
    ['30+15', null, 'not-a-number'],
    ['12 34', null, 'not-a-number'],
    ['12\n345', null, 'not-a-number'],
    ['1,0', null, 'not-a-number'],
    ['1,02,4', null, 'not-a-number'],
    ['4O', null, 'not-a-number'],
    ['45abc', null, 'not-a-number'],
    ['35%', null, 'not-a-number'],
    ['10²', null, 'not-a-number'],
    ['几十人', null, 'not-a-number'],
    ['十五六人', null, 'not-a-number'],
    ['三四', null, 'not-a-number'],
    ['百', null, 'not-a-number'],
    ['人', null, 'not-a-number'],
    ['全部', null, 'not-a-number'],
    ['是', null, 'not-a-number'],
    ['1e999', null, 'not-a-number'],
    ['.', null],
    [true, null, 'not-a-number'],
    [Number.NaN, null, 'not-a-number'],
    ['#REF!', null, 'cell-error'],
    ['#DIV/0!', null, 'cell-error'],
    ['#N/A', null, 'cell-error'],
    ['#NAME?', null, 'cell-error'],
    ['Err:502', null, 'cell-error'],
    ['######', null, 'cell-error'],
  ])
})

describe('nothing', () => {
  const nothing = [
    ...['', ' ', '　', '\u200b', '-', '--', '—', '——', '－', '–', '/', '／', '//', '\\', '…', '……'],
    ...[
      '无',
      '無',
      '没有',
      '沒有',
      '暂无',
      'N/A',
      'n/a',
      'NA',
      'nil',
      'NIL',
      '无。',
      ' 无 ',
      '无困难',
    ],
  ]
  for (const type of ['text', 'code', 'count', 'number', 'amount', 'percent', 'date'] as const) {
    check(
      field(type),
      nothing.map((cell): Case => [cell, null]),
    )
  }
  check(
    status,
    ['', '-', '／', '无', 'N/A'].map((cell): Case => [cell, null]),
  )
  check(
    field('flag'),
    ['', '-', '／', '…', 'N/A', '待定'].map((cell): Case => [cell, null]),
  )
})

describe('number and amount', () => {
  check(number, [
    [16.2, 16.2],
    [-16.2, -16.2, 'negative'],
    ['16.2', 16.2, 'number-as-text', 16.2],
    ['16。2', 16.2, 'number-as-text', 16.2],
    ['.5', 0.5, 'number-as-text', 0.5],
    ['16.2㎡', 16.2, 'number-as-text'],
    ['21份', 21, 'number-as-text'],
    ['16.2.3', null, 'not-a-number'],
  ])
  check(field('number', { unit: { zh: '㎡', en: 'm²' } }), [
    ['16.2㎡', 16.2, 'number-as-text', 16.2],
    ['16.2平方米', 16.2, 'number-as-text', 16.2],
    ['16.2亩', 16.2, 'unit-differs'],
  ])
  check(field('count', { title: { zh: '返岗人数', en: 'Staff back' } }), [
    ['45人', 45, 'number-as-text', 45],
    ['45家', 45, 'number-as-text'],
  ])
  check(field('count', { unit: { zh: '个', en: 'pieces' } }), [
    ['300只', 300, 'number-as-text', 300],
    ['300个', 300, 'number-as-text', 300],
    ['3箱', 3, 'unit-differs'],
    ['300株', 300, 'unit-differs'],
  ])
  check(amount, [
    [620, 620],
    ['620元', 620, 'number-as-text', 620],
    ['￥1,200.00', 1200, 'number-as-text', 1200],
    ['¥1,200.50元', 1200.5, 'number-as-text', 1200.5],
    ['350元/套', 350, 'unit-differs'],
    ['2600万元', 26000000, 'number-as-text', 26000000],
    ['2600万', 26000000, 'number-as-text', 26000000],
    ['1.5亿元', 150000000, 'number-as-text', 150000000],
    ['叁佰元整', 300, 'number-as-text', 300],
    ['$100', 100, 'unit-differs'],
    ['约2600万元', 26000000, 'number-approximate'],
  ])
})

describe('amount under 万元', () => {
  check(
    amount,
    [
      [2600, 26000000],
      [19954.8, 199548000],
      ['2600', 26000000, 'number-as-text', 2600],
      ['2,600.5', 26005000, 'number-as-text', 2600.5],
      ['2600万元', 26000000, 'number-as-text', 2600],
      ['2600万', 26000000, 'number-as-text', 2600],
      ['350元', 350, 'unit-differs'],
      ['0.26亿元', 26000000, 'number-as-text', 2600],
    ],
    { scale: 10000 },
  )
})

describe('count under 万人', () => {
  check(
    people,
    [
      [39.71, 397100],
      ['39.71', 397100, 'number-as-text', 39.71],
      ['39.71万', 397100, 'number-as-text', 39.71],
      [0.00001, 0.1, 'not-whole'],
    ],
    { scale: 10000 },
  )
})

describe('percent', () => {
  check(percent, [
    [0.685, 0.685],
    [68.5, 0.685],
    [1, 1],
    [100, 1],
    [0, 0],
    ['35%', 0.35, 'number-as-text', 0.35],
    ['３５％', 0.35, 'number-as-text', 0.35],
    ['35 %', 0.35, 'number-as-text', 0.35],
    ['0.5%', 0.005, 'number-as-text', 0.005],
    ['68.5', 0.685, 'number-as-text', 0.685],
    ['百分之三十五', 0.35, 'number-as-text', 0.35],
    ['100%', 1, 'number-as-text', 1],
    ['约35%', 0.35, 'number-approximate'],
    [120, 1.2, 'percent-over-100'],
    ['120%', 1.2, 'percent-over-100'],
    [-0.1, -0.1, 'negative'],
    ['-0', 0, 'number-as-text', 0],
    ['大部分', null, 'not-a-number'],
  ])
  check(
    percent,
    [
      [0.5, 0.005],
      [68.5, 0.685],
      ['68.5%', 0.685, 'number-as-text', 68.5],
    ],
    { scale: 0.01 },
  )
})

describe('date', () => {
  check(date, [
    [43888, '2020-02-27'],
    [43888.75, '2020-02-27'],
    ['2020-02-27', '2020-02-27'],
    ['2020/2/27', '2020-02-27'],
    ['2020.2.27', '2020-02-27'],
    ['２０２０．２．２７', '2020-02-27'],
    ['2020—2—27', null, 'not-a-date'],
    ['2020年2月27日', '2020-02-27'],
    ['2020年 2月 27日', '2020-02-27'],
    ['2020年2月27日（星期四）', '2020-02-27'],
    ['2020年2月27日上午', '2020-02-27'],
    ['2020年2月27日17时', '2020-02-27'],
    ['2月27日', '2020-02-27'],
    ['2月27号', '2020-02-27'],
    ['2月27', '2020-02-27'],
    ['二月二十七日', '2020-02-27'],
    ['二〇二〇年二月二十七日', '2020-02-27'],
    ['二零二零年二月廿七日', '2020-02-27'],
    ['民國109年2月27日', '2020-02-27'],
    ['109年2月27日', '2020-02-27'],
    ['20年2月27日', '2020-02-27'],
    ['2月27日复工', '2020-02-27'],
    ['已于2月27日复工', '2020-02-27'],
    ['2020-02-27 00:00:00', '2020-02-27'],
    ['2020-02-27T08:30:00', '2020-02-27'],
    ['2020-02-27T08:30:00+08:00', '2020-02-27'],
    ['2020-02-26T17:00:00Z', '2020-02-27'],
    ['12月30日', '2019-12-30'],
    ['2.27', '2020-02-27', 'date-as-text', 43888],
    [2.27, '2020-02-27', 'date-as-text', 43888],
    ['2。27', '2020-02-27', 'date-as-text', 43888],
    ['2-27', '2020-02-27', 'date-as-text', 43888],
    ['2/27', '2020-02-27', 'date-as-text', 43888],
    [20200227, '2020-02-27', 'date-as-text', 43888],
    ['20200227', '2020-02-27', 'date-as-text', 43888],
    ['20200227 00:00:00', '2020-02-27', 'date-as-text', 43888],
    ['20200227083000', '2020-02-27', 'date-as-text', 43888],
    ['109.2.27', '2020-02-27', 'date-as-text', 43888],
    ['1090227', '2020-02-27', 'date-as-text', 43888],
    ['20.2.27', '2020-02-27', 'date-as-text', 43888],
    ['2/27/2020', '2020-02-27', 'date-as-text', 43888],
    ['27/2/2020', '2020-02-27', 'date-as-text', 43888],
    ['2/27/20', '2020-02-27', 'date-as-text', 43888],
    ['7.26号进', '2020-07-26', 'date-as-text', 44038],
    ['43888', '2020-02-27', 'date-as-text', 43888],
    ['2020，2，27', '2020-02-27'],
    ['2020、2、27', '2020-02-27'],
    ['2020 2 27', '2020-02-27'],
    ['2/3/2020', '2020-03-02', 'date-ambiguous'],
    [3.1, '2020-03-01', 'date-ambiguous'],
    [2.3, '2020-02-03', 'date-as-text', 43864],
    ['3月10日前', '2020-03-10', 'date-approximate'],
    ['3月10日左右', '2020-03-10', 'date-approximate'],
    ['预计3月10日', '2020-03-10', 'date-with-note'],
    ['2月27日停工', '2020-02-27', 'date-with-note'],
    ['2月底', null, 'date-incomplete'],
    ['3月初', null, 'date-incomplete'],
    ['2020年3月上旬', null, 'date-incomplete'],
    ['2017/6/', null, 'date-incomplete'],
    ['2017-6', null, 'date-incomplete'],
    ['2020年二月', null, 'date-incomplete'],
    ['201806', null, 'date-incomplete'],
    [201806, null, 'date-incomplete'],
    ['2020', null, 'date-incomplete'],
    [2020, null, 'date-incomplete'],
    ['27日', null, 'date-incomplete'],
    ['6月', null, 'date-incomplete'],
    ['2017-6-24至2017-7-24', null, 'date-range'],
    ['2017-6-24-2017-7-24', null, 'date-range'],
    ['2月24日-28日', null, 'date-range'],
    ['2月24-28日', null, 'date-range'],
    ['2.24-2.28', null, 'date-range'],
    ['2.24～2.28', null, 'date-range'],
    ['2020.2.24—2020.2.28', null, 'date-range'],
    ['2月24日、3月5日', null, 'date-range'],
    ['未复工', null],
    ['尚未复工', null],
    ['春节未停产', null],
    ['一直未停工', null],
    [72.54, null, 'not-a-date'],
    ['72.54', null, 'not-a-date'],
    ['18/38', null, 'not-a-date'],
    [45, null, 'not-a-date'],
    [0, null, 'not-a-date'],
    [1e9, null, 'not-a-date'],
    ['2月30日', null, 'not-a-date'],
    ['2020-02-30', null, 'not-a-date'],
    ['2019-02-29', null, 'not-a-date'],
    ['20201327', null, 'not-a-date'],
    ['2220年2月27日', null, 'not-a-date'],
    ['已复工', null, 'not-a-date'],
    ['13812345678', null, 'not-a-date'],
    ['正月初五', null, 'not-a-date'],
    [true, null, 'not-a-date'],
    ['#REF!', null, 'cell-error'],
  ])
})

describe('date asked for as a plan', () => {
  check(field('date', { title: { zh: '预计复工日期', en: 'Expected' } }), [
    ['预计3月10日', '2020-03-10'],
    ['拟于3月10日复工', '2020-03-10'],
    ['3月10日前', '2020-03-10', 'date-approximate'],
  ])
})

describe('date across the turn of the year', () => {
  check(
    date,
    [
      ['12月30日', '2020-12-30'],
      ['1月5日', '2021-01-05'],
    ],
    { asOf: '2021-01-08' },
  )
  check(
    date,
    [
      ['1月5日', '2021-01-05'],
      ['12月30日', '2020-12-30'],
    ],
    { asOf: '2020-12-25' },
  )
})

describe('flag', () => {
  const yes = [
    '是',
    '√',
    '✓',
    '✔',
    '☑',
    '有',
    'Y',
    'y',
    'YES',
    '1',
    1,
    true,
    'TRUE',
    '已复工',
    '达标',
    '对',
  ]
  const no = [
    '否',
    '×',
    '✗',
    'X',
    '无',
    '沒有',
    '暂无',
    'N',
    '0',
    0,
    false,
    'no',
    '未复工',
    '未达标',
    '不',
  ]
  check(field('flag'), [
    ...yes.map((cell): Case => [cell, true]),
    ...no.map((cell): Case => [cell, false]),
  ])
  check(field('flag', { title: { zh: '是否消毒', en: 'Disinfected' }, synonyms: ['是否规上'] }), [
    ['☑是□否', true],
    ['□是☑否', false],
    ['☑是 □否', true],
    ['□是  √否', false],
    ['是☑否□', true],
    ['是□ 否☑', false],
    ['是（√） 否（ ）', true],
    ['□是□否', null],
    ['☑是☑否', null, 'not-yes-no'],
    ['消毒', true],
    ['未消毒', false],
    ['是，每天两次', true],
    ['否（缺原料）', false],
    ['是/否', null, 'not-yes-no'],
    ['部分', null, 'not-yes-no'],
    [2, null, 'not-yes-no'],
    ['12', null, 'not-yes-no'],
    ['大概', null, 'not-yes-no'],
    ['#N/A', null, 'cell-error'],
  ])
})

describe('flag with words of its own', () => {
  const aboveScale = field('flag', {
    title: { zh: '是否规上', en: 'Above designated size' },
    choices: [
      { value: 'yes', title: { zh: '规上', en: 'above' }, words: ['规模以上'] },
      { value: 'no', title: { zh: '规下', en: 'below' }, words: ['规模以下', '非规上'] },
    ],
  })
  check(aboveScale, [
    ['规上', true],
    ['規上', true],
    ['规下', false],
    ['规模以上工业企业', true],
    ['非规上', false],
    ['不是规上', false],
    ['未上规', false],
    ['是', true],
    ['无', false],
    ['-', null],
    ['□规上☑规下', false],
    ['小微', null, 'not-yes-no'],
  ])
})

describe('choice', () => {
  check(status, [
    ['全面复工', 'full'],
    ['已全面复工', 'full'],
    ['已复工', 'full'],
    ['复工', 'full'],
    ['復工', 'full'],
    [' 复 工 ', 'full'],
    ['全部复工（2月27日）', 'full'],
    ['full', 'full'],
    ['Fully', 'full'],
    ['部分复工', 'partial'],
    ['已部分复工', 'partial'],
    ['未复工', 'none'],
    ['尚未复工', 'none'],
    ['暂未复工', 'none'],
    ['停工停产', 'none'],
    ['☑全面复工□部分复工□未复工', 'full'],
    ['□全面复工□部分复工☑未复工', 'none'],
    ['未复工（计划3月全面复工）', 'none'],
    ['停工（曾部分复工）', null, 'not-in-list'],
    ['半停产', null, 'not-in-list'],
    ['未全面复工', null, 'not-in-list'],
    ['未完全复工', null, 'not-in-list'],
    ['不复工', null, 'not-in-list'],
    ['拟复工', null, 'not-in-list'],
    ['预计3月5日全面复工', null, 'not-in-list'],
    ['部分停工', null, 'not-in-list'],
    ['破产', null, 'not-in-list'],
    ['fully booked', null, 'not-in-list'],
    [3, null, 'not-in-list'],
    [true, null, 'not-in-list'],
  ])
  test('names what is allowed', () => {
    const { issue } = readValue('破产', status, { asOf: AS_OF })
    expect(issue?.params).toEqual({
      text: '破产',
      allowed: '未复工、部分复工、全面复工',
      allowedEn: 'Closed, Partly, Fully',
    })
  })
})

describe('choice with a rest', () => {
  const category = field('choice', {
    choices: [
      { value: 'labour', title: { zh: '用工', en: 'labour' }, words: ['缺工'] },
      { value: 'other', title: { zh: '其他', en: 'other' }, words: [] },
    ],
    otherwise: 'other',
  })
  check(category, [
    ['用工', 'labour'],
    ['其他', 'other'],
    ['证照', 'other', 'not-in-list'],
    ['-', null],
    ['无', null],
    ['', null],
  ])
  test('is warned of, not refused', () => {
    const { issue } = readValue('证照', category, { asOf: AS_OF })
    expect([issue?.severity, issue?.params.value, issue?.params.valueEn]).toEqual([
      'warning',
      '其他',
      'other',
    ])
  })
})

describe('code', () => {
  check(field('code'), [
    ['91430821MA4L16JQ9B', '91430821MA4L16JQ9B'],
    [' 91430821MA4L16JQ9B\n', '91430821MA4L16JQ9B'],
    ['９１４３０８２１ＭＡ４Ｌ１６ＪＱ９Ｂ', '91430821MA4L16JQ9B'],
    ['9143 0821 MA4L 16JQ 9B', '91430821MA4L16JQ9B'],
    ['00123', '00123'],
    ['13812345678 13912345678', '13812345678 13912345678'],
    [13812345678, '13812345678'],
    ['12E5', '12E5'],
    [Number('412727199001011234'), null, 'code-as-number'],
    [4.12727e17, null, 'code-as-number'],
    ['4.12727E+17', null, 'code-as-number'],
    ['4.12727e17', null, 'code-as-number'],
    ['#VALUE!', null, 'cell-error'],
  ])
})

describe('text', () => {
  check(field('text'), [
    ['  慈利县\r\n 某厂 ', '慈利县 某厂'],
    ['慈利　某厂', '慈利 某厂'],
    ['無錫某廠', '無錫某廠'],
    [360, '360'],
    ['0', '0'],
    ['无锡某厂', '无锡某厂'],
    [true, 'TRUE'],
    ['#REF!', null, 'cell-error'],
  ])
})

describe('whatever a cell holds', () => {
  const types: FieldType[] = [
    ...(['text', 'code', 'count', 'number', 'amount'] as const),
    ...(['percent', 'date', 'flag', 'choice'] as const),
  ]
  const fragments = fc.constantFrom(
    ...[
      '人',
      '万',
      '亿',
      '约',
      '余',
      '年',
      '月',
      '日',
      '号',
      '至',
      '-',
      '/',
      '.',
      ',',
      ' ',
      '%',
      '#',
    ],
    ...[
      '未',
      '已',
      '复工',
      '□',
      '☑',
      '是',
      '否',
      '（',
      '）',
      '1',
      '2',
      '27',
      '2020',
      '０',
      '三',
      '十',
    ],
  )
  const cells = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(fragments, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  )
  const anyField = fc
    .constantFrom(...types)
    .map((type) => (type === 'choice' ? status : field(type, { unit: { zh: '人', en: 'people' } })))

  test('is read without an exception, to a value of the type of its field', () => {
    fc.assert(
      fc.property(cells, anyField, fc.constantFrom(1, 10000), (cell, which, scale) => {
        const { value, issue } = readValue(cell, which, { asOf: AS_OF, scale })
        if (value !== null) expect(typeof value).toBe(kindOf(which.type))
        if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true)
        if (which.type === 'date' && value !== null) expect(dayNumber(String(value))).not.toBeNull()
        if (issue?.severity === 'error' && !['negative', 'not-whole'].includes(issue.rule)) {
          expect(value).toBeNull()
        }
      }),
      { numRuns: 5000 },
    )
  })

  test('a fix reads as what the cell was read as, without a word', () => {
    fc.assert(
      fc.property(cells, anyField, fc.constantFrom(1, 10000), (cell, which, scale) => {
        const context = { asOf: AS_OF, scale }
        const { value, issue } = readValue(cell, which, context)
        if (issue?.fix) expect(readValue(issue.fix.value, which, context)).toEqual({ value })
      }),
      { numRuns: 5000 },
    )
  })
})

describe('one figure in any spelling', () => {
  const spellings: ((n: number) => string)[] = [
    (n) => String(n),
    (n) => `${n}人`,
    (n) => ` ${n} 人 `,
    (n) => n.toLocaleString('en-US'),
    (n) => n.toLocaleString('en-US').replaceAll(',', ' '),
    (n) => String(n).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
    (n) => `${n / 10000}万`,
    (n) => `${n / 10000}万人`,
    chineseNumeral,
  ]
  test('is that figure', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 999 })),
        fc.constantFrom(...spellings),
        (n, spell) => {
          const { value, issue } = readValue(spell(n), people, { asOf: AS_OF })
          expect([value, issue?.rule, issue?.fix?.value]).toEqual([n, 'number-as-text', n])
        },
      ),
      { numRuns: 3000 },
    )
  })
})

describe('one day in any spelling', () => {
  const spellings: ((y: number, m: number, d: number) => Cell)[] = [
    (y, m, d) => `${y}-${pad(m)}-${pad(d)}`,
    (y, m, d) => `${y}/${m}/${d}`,
    (y, m, d) => `${y}.${m}.${d}`,
    (y, m, d) => `${y}年${m}月${d}日`,
    (y, m, d) => `${y}年${pad(m)}月${pad(d)}日`,
    (y, m, d) => `民国${y - 1911}年${m}月${d}日`,
    (y, m, d) => `${y > 2010 ? '' : '民国'}${y - 1911}年${m}月${d}日`,
    (y, m, d) =>
      `${[...String(y)].map((c) => '〇一二三四五六七八九'[Number(c)]).join('')}年${chineseNumeral(m)}月${chineseNumeral(d)}日`,
    (y, m, d) => `${y}${pad(m)}${pad(d)}`,
    (y, m, d) => Number(`${y}${pad(m)}${pad(d)}`),
    (y, m, d) => `${y}${pad(m)}${pad(d)} 00:00:00`,
    (y, m, d) => serialOfDay(`${y}-${pad(m)}-${pad(d)}`),
    (y, m, d) => `${y}-${pad(m)}-${pad(d)}T12:00:00+08:00`,
  ]
  const day = fc.integer({ min: 4018, max: 47_481 }).map(dayOfNumber)
  test('is that day', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(...spellings), (which, spell) => {
        const [y, m, d] = which.split('-').map(Number) as [number, number, number]
        expect(readValue(spell(y, m, d), date, { asOf: AS_OF }).value).toBe(which)
      }),
      { numRuns: 5000 },
    )
  })

  test('without its year is the nearest such day', () => {
    const yearless: ((m: number, d: number) => string)[] = [
      (m, d) => `${m}月${d}日`,
      (m, d) => `${m}.${d}`,
      (m, d) => `${m}/${d}`,
      (m, d) => `${pad(m)}-${pad(d)}`,
    ]
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: -180, max: 180 }),
        fc.constantFrom(...yearless),
        (asOf, away, spell) => {
          const which = dayOfNumber((dayNumber(asOf) ?? 0) + away)
          const [, m, d] = which.split('-').map(Number) as [number, number, number]
          expect(readValue(spell(m, d), date, { asOf }).value).toBe(which)
        },
      ),
      { numRuns: 3000 },
    )
  })
})

describe('serial numbers of the 1900 system', () => {
  test.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [25569, '1970-01-01'],
    [43888, '2020-02-27'],
    [73050, '2099-12-31'],
  ])('%d is %s', (serial, day) => {
    expect(dayOfSerial(serial)).toBe(day)
    expect(serialOfDay(day)).toBe(serial)
  })
  test('60 is the 29 February that 1900 did not have', () => {
    expect(dayOfSerial(60)).toBeNull()
  })
  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2_958_466])('%d is no day', (serial) => {
    expect(dayOfSerial(serial)).toBeNull()
  })
})

function kindOf(type: FieldType): string {
  if (type === 'flag') return 'boolean'
  return ['text', 'code', 'date', 'choice'].includes(type) ? 'string' : 'number'
}

function pad(n: number): string {
  return String(n).padStart(2, '0')
}

/** Writes a whole number below 10^8 as a numeral (一千零二十四), for the tests to read back. */
function chineseNumeral(n: number): string {
  if (n === 0) return '零'
  if (n >= 10000) {
    const rest = n % 10000
    const gap = rest > 0 && rest < 1000 ? '零' : ''
    return `${chineseNumeral(Math.floor(n / 10000))}万${gap}${rest ? chineseNumeral(rest) : ''}`
  }
  let text = ''
  let gap = false
  for (const [index, unit] of ['千', '百', '十', ''].entries()) {
    const digit = Math.floor(n / 10 ** (3 - index)) % 10
    if (digit === 0) gap = text !== ''
    else {
      text += `${gap ? '零' : ''}${'零一二三四五六七八九'[digit]}${unit}`
      gap = false
    }
  }
  return text.replace(/^一十/, '十')
}
