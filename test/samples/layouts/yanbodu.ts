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
  state,
} from './book.ts'

/** The table begins at B2; one merged village for its enterprises, sub-totals, a general total. */
export const yanbodu: BookLayout = ({ unit, asOf, enterprises, places, slips, corrected }) => {
  const sheet = new Sheet('复工情况')
  const columns = [
    column('village', ['村/社区'], { merged: true }),
    name(['企业全称']),
    creditCode(['统一社会信用代码']),
    aboveScale(['企业规模'], '规上', '规下'),
    state(['是否复工复产'], ['是', '是', '否']),
    day('resumedOn', ['复工日期'], '2020.2.17'),
    figure('staffTotal', ['员工总人数(人)']),
    figure('staffBack', ['实际返岗人数(人)']),
    column('officer', ['驻企联络员']),
    column('difficulty', ['存在的困难和问题'], { width: 22 }),
  ]
  const day2 = spell(asOf, '2020.2.17')
  sheet.band(0, 1, columns.length, `${unit}企业复工复产统计表（截至${day2}）`, 'title')
  const table = drawTable(sheet, {
    top: 1,
    left: 1,
    columns,
    records: enterprises,
    slips,
    corrected,
    subtotals: { label: '小计', by: (one) => one.village },
    total: { label: '总　　计', place: 'below', formulas: false },
  })
  sheet.put(table.next, 1, `填报单位：${unit}人民政府`, 'line')
  sheet.put(table.next + 1, 1, '审批：　　　　　审核：　　　　　制表：', 'line')

  const workers = new Sheet('返岗')
  workers.put(0, 0, `${unit}农民工返岗情况统计表（${day2}）`, 'title')
  drawTable(workers, {
    top: 2,
    left: 0,
    columns: [
      place('name', ['村居']),
      place('workforce', ['劳动力外出务工人数']),
      place('returned', ['已返岗就业人数']),
      place('inProvince', ['省内务工']),
      place('outProvince', ['省外务工']),
    ],
    records: places,
    slips: [],
    total: { label: '总计', place: 'below', formulas: true },
  })
  return { file: `2.${unit}复工复产统计表`, sheets: [sheet, workers], placed: table.placed }
}
