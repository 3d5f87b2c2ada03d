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
  place,
  serial,
  state,
  weekName,
} from './book.ts'

/** Two sheets; title over the table, all about the unit in one merged line, grouped header, numbers. */
export const lingyang: BookLayout = ({ unit, asOf, enterprises, places, slips, corrected }) => {
  const sheet = new Sheet(weekName(asOf))
  const columns = [
    serial(['序号']),
    name(['企业名称']),
    creditCode(['统一社会信用代码']),
    column('village', ['所属村（社区）']),
    column('industry', ['所属行业'], { width: 18 }),
    aboveScale(['是否规上'], '是', '否'),
    state(['复工状态'], ['全面复工', '部分复工', '未复工']),
    day('resumedOn', ['复工日期'], 'serial'),
    figure('staffTotal', ['员工情况', '总数']),
    figure('staffBack', ['员工情况', '已返岗']),
    figure('staffOutside', ['员工情况', '其中:省外']),
    figure('maskStock', ['口罩存量（个）']),
    column('officer', ['包保责任人']),
    phone(['联系电话']),
    column('difficulty', ['存在困难'], { width: 20 }),
  ]
  const last = columns.length - 1
  sheet.band(0, 0, last, `${unit}企业复工复产情况统计表`, 'title')
  const filled = spell(asOf, '2020年2月17日')
  sheet.band(1, 0, last, `填报单位：${unit}　　　　填报日期：${filled}　　　　单位：人、个`, 'line')
  const table = drawTable(sheet, {
    top: 2,
    left: 0,
    columns,
    records: enterprises,
    slips,
    corrected,
    numbering: true,
    total: { label: '合　计', place: 'below', formulas: true },
  })
  sheet.put(table.next, 0, '填表人：　　　　　　审核人：　　　　　　（盖章）', 'line')

  const workers = new Sheet('务工人员')
  const placeColumns = [
    serial<(typeof places)[number]>(['序号']),
    place('name', ['村（社区）']),
    place('workforce', ['外出务工人数']),
    place('willing', ['有返岗意愿人数']),
    place('returned', ['已返岗人数']),
    place('inProvince', ['其中', '省内']),
    place('outProvince', ['其中', '省外']),
  ]
  workers.band(0, 0, 6, `${unit}务工人员返岗统计表`, 'title')
  workers.put(1, 0, `填报单位：${unit}　　填报日期：${filled}`, 'line')
  drawTable(workers, {
    top: 2,
    left: 0,
    columns: placeColumns,
    records: places,
    slips: [],
    total: { label: '合计', place: 'below', formulas: true },
  })
  return {
    file: `${unit}企业复工复产情况统计表`,
    sheets: [sheet, workers],
    placed: table.placed,
  }
}
