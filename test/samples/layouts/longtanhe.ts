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

/** Two header rows, no total: what the browser story opens, corrects and sends. */
export const longtanhe: BookLayout = ({ unit, asOf, enterprises, slips, corrected }) => {
  const sheet = new Sheet('复工台账')
  const columns = [
    serial(['序号']),
    name(['企业名称']),
    creditCode(['统一社会信用代码']),
    column('village', ['所属村']),
    aboveScale(['是否规上'], '是', '否'),
    state(['复工状态'], ['全面复工', '部分复工', '未复工']),
    day('resumedOn', ['复工日期'], '2020-02-17'),
    figure('staffTotal', ['职工情况（人）', '职工总数']),
    figure('staffBack', ['职工情况（人）', '返岗人数']),
    figure('maskStock', ['口罩存量（个）']),
    phone(['联系电话']),
  ]
  sheet.band(0, 0, columns.length - 1, `${unit}企业复工复产台账`, 'title')
  sheet.put(1, 0, `填报单位：${unit}`, 'line')
  sheet.put(1, 6, `填报日期：${spell(asOf, '2020年2月17日')}`, 'line')
  const table = drawTable(sheet, {
    top: 2,
    left: 0,
    columns,
    records: enterprises,
    slips,
    corrected,
  })
  sheet.put(table.next, 0, '填表人：　　　　　审核人：', 'line')
  return { file: `${unit}复工复产台账`, sheets: [sheet], placed: table.placed }
}
