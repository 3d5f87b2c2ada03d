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

/** The unit below the title in a cell of its own; serial numbers prepared for more; a hidden sheet. */
export const gaoqiao: BookLayout = ({ unit, asOf, enterprises, slips, corrected }) => {
  const sheet = new Sheet('2020年2月')
  const columns = [
    serial(['序号']),
    name(['企业名称']),
    creditCode(['统一社会信用代码']),
    column('village', ['所在村']),
    aboveScale(['是否规上'], '是', '否'),
    state(['复工状态'], ['全面复工', '部分复工', '未复工']),
    day('resumedOn', ['复工时间'], 'serial'),
    day('fullOn', ['全面复工时间'], 'serial'),
    day('plannedOn', ['预计复工时间'], 'serial'),
    figure('staffTotal', ['应返岗人数']),
    figure('staffBack', ['实际返岗人数']),
    column('officer', ['首席服务员']),
    phone(['电话']),
  ]
  sheet.band(0, 0, columns.length - 1, '企业复工复产工作台账', 'title')
  sheet.put(1, 0, `${unit}（公章）`, 'line')
  sheet.put(1, 9, `报送时间：${spell(asOf, '2020/2/17')}`, 'line')
  const table = drawTable(sheet, {
    top: 2,
    left: 0,
    columns,
    records: enterprises,
    slips,
    corrected,
    numbering: true,
    spare: 5,
    total: { label: '总计', place: 'below', formulas: true },
  })
  return { file: `附件-${unit}`, sheets: [sheet], placed: table.placed }
}
