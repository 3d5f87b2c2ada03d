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
  serial,
} from './book.ts'

/** Dates only, no column for the state; the total four blank rows below. */
export const xiangshi: BookLayout = ({ unit, asOf, enterprises, slips, corrected }) => {
  const sheet = new Sheet('1')
  const columns = [
    serial(['自编号']),
    name(['企业名称']),
    creditCode(['统一社会信用代码']),
    aboveScale(['是否规上'], '是', '否'),
    day('resumedOn', ['企业复产时间'], '2月17日'),
    day('plannedOn', ['计划复工时间'], '2月17日'),
    figure('staffTotal', ['企业用工人数']),
    figure('staffBack', ['今日上岗人数']),
    column('difficulty', ['备注'], { width: 20 }),
  ]
  sheet.band(
    0,
    0,
    columns.length - 1,
    `${spell(asOf, '2020年2月17日')}${unit}企业复工情况`,
    'title',
  )
  sheet.put(1, 0, `填报单位：${unit}`, 'line')
  const table = drawTable(sheet, {
    top: 2,
    left: 0,
    columns,
    records: enterprises,
    slips,
    corrected,
    total: { label: '合计', place: 4, formulas: true },
  })
  return { file: `${unit}`, sheets: [sheet], placed: table.placed }
}
