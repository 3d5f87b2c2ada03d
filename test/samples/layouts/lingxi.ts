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
  place,
  serial,
  state,
} from './book.ts'

/** Enterprises above, migrant workers below, on one sheet. */
export const lingxi: BookLayout = ({ unit, asOf, enterprises, places, slips, corrected }) => {
  const sheet = new Sheet(`${unit}周报`)
  const columns = [
    serial(['序号']),
    name(['企业名称']),
    creditCode(['统一社会信用代码']),
    aboveScale(['是否规上'], '是', '否'),
    state(['是否复工'], ['是', '是', '否']),
    day('resumedOn', ['复工日期'], '2.17'),
    figure('staffTotal', ['员工总数']),
    figure('staffBack', ['已返岗人数']),
    figure('staffOutside', ['外省员工']),
    column('difficulty', ['企业诉求'], { width: 20 }),
  ]
  sheet.put(0, 0, `填报单位：${unit}　填报日期：${spell(asOf, '2020.2.17')}`, 'line')
  sheet.band(1, 0, columns.length - 1, '一、企业复工复产情况', 'title')
  const table = drawTable(sheet, {
    top: 2,
    left: 0,
    columns,
    records: enterprises,
    slips,
    corrected,
    total: { label: '合计', place: 'below', formulas: true },
  })
  const top = table.next + 2
  sheet.band(top, 0, columns.length - 1, '二、务工人员返岗情况', 'title')
  drawTable(sheet, {
    top: top + 1,
    left: 0,
    columns: [
      serial<(typeof places)[number]>(['序号']),
      place('name', ['行政村']),
      place('workforce', ['务工人员总数']),
      place('willing', ['有返岗意愿人数']),
      place('returned', ['已返岗', '合计']),
      place('inProvince', ['已返岗', '省内']),
      place('outProvince', ['已返岗', '省外']),
    ],
    records: places,
    slips: [],
    total: { label: '合计', place: 'below', formulas: true },
  })
  return { file: `${unit}复工返岗周报`, sheets: [sheet], placed: table.placed }
}
