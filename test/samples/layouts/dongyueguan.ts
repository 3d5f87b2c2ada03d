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
  state,
} from './book.ts'

/** Units in the header, blank rows between the records, the unit only in the signature below. */
export const dongyueguan: BookLayout = ({ unit, asOf, enterprises, slips, corrected }) => {
  const sheet = new Sheet('附件1')
  const columns = [
    serial(['序号']),
    column('village', ['所属村（社区）']),
    name(['复工企业名称']),
    creditCode(['统一社会信用代码']),
    aboveScale(['是否规模以上工业企业'], '是', '否'),
    state(['复工复产状态'], ['全面复产', '部分复产', '未复产']),
    day('resumedOn', ['复工复产日期'], 'serial'),
    figure('staffTotal', ['企业员工总数（人）']),
    figure('staffBack', ['已返岗人数（人）']),
    figure('maskStock', ['口罩库存(个)']),
    column('officer', ['包联领导']),
  ]
  sheet.put(0, 0, '附件1', 'line')
  sheet.band(1, 0, columns.length - 1, '企业复工复产情况统计表', 'title')
  const table = drawTable(sheet, {
    top: 3,
    left: 0,
    columns,
    records: enterprises,
    slips,
    corrected,
    blankBefore: [9, 18],
    total: { label: '合计：', place: 'below', formulas: true },
  })
  sheet.put(table.next + 1, 0, `填报单位：${unit}人民政府（盖章）`, 'line')
  sheet.put(table.next + 1, 6, `填报日期：${spell(asOf, '2020年2月17日')}`, 'line')
  return { file: `附件1-${unit}`, sheets: [sheet], placed: table.placed }
}
