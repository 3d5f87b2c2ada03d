import { spell } from '../draw/days.ts'
import { Sheet } from '../draw/sheet.ts'
import { drawTable } from '../draw/table.ts'
import {
  aboveScale,
  type BookLayout,
  column,
  creditCode,
  day,
  figure,
  name,
  phone,
  serial,
  state,
} from './book.ts'

/** 填报单位 in cells of its own, a header of three rows, the total above the records, ticks. */
export const jiangya: BookLayout = ({ unit, asOf, enterprises, slips, corrected }) => {
  const sheet = new Sheet('Sheet1')
  const columns = [
    serial(['序号']),
    name(['企业基本情况', '单位名称']),
    creditCode(['企业基本情况', '信用代码']),
    aboveScale(['企业基本情况', '规上企业'], '√', '×'),
    column('industry', ['企业基本情况', '行业类型'], { width: 18 }),
    state(['复工情况', '是否复工'], ['√', '√', '×']),
    day('resumedOn', ['复工情况', '复工时间'], '2月17日'),
    day('plannedOn', ['复工情况', '计划复工时间'], '2月17日'),
    figure('staffTotal', ['员工情况（人）', '职工总数']),
    figure('staffBack', ['员工情况（人）', '返岗情况', '返岗人数']),
    figure('staffOutside', ['员工情况（人）', '返岗情况', '其中外省籍']),
    column('contact', ['联系人']),
    phone(['手机号码']),
  ]
  sheet.band(0, 0, columns.length - 1, `慈利县${unit}复工复产企业台账`, 'title')
  sheet.put(1, 0, '填报单位', 'line')
  sheet.put(1, 1, unit, 'line')
  sheet.put(1, 5, '填报时间', 'line')
  sheet.put(1, 6, spell(asOf, 'serial'), 'line', 'yyyy/m/d')
  const table = drawTable(sheet, {
    top: 2,
    left: 0,
    columns,
    records: enterprises,
    slips,
    corrected,
    total: { label: '合计', place: 'above', formulas: true },
  })
  return { file: `${unit}（复工复产台账）`, sheets: [sheet], placed: table.placed }
}
