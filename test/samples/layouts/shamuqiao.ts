import { cellName } from '../../../shared/grid/grid.ts'
import { spell } from '../draw/days.ts'
import { Sheet } from '../draw/sheet.ts'
import { drawTable, type Placed } from '../draw/table.ts'
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

/** Title in C1 over a blank A1, notes below; a row somebody hid. */
export const shamuqiao: BookLayout = ({ unit, asOf, enterprises, slips, corrected }) => {
  const sheet = new Sheet(unit)
  const columns = [
    serial(['No.']),
    name(['企业名称']),
    creditCode(['统一社会信用代码']),
    column('industry', ['企业类型'], { width: 18 }),
    aboveScale(['是否规上企业'], '是', '否'),
    state(['生产状态'], ['满产', '部分开工', '停工']),
    day('resumedOn', ['开工时间'], '2020年2月17日'),
    figure('staffTotal', ['从业人员数']),
    figure('staffBack', ['到岗人数']),
    column('contact', ['企业负责人']),
    phone(['联系方式']),
  ]
  sheet.put(0, 2, `${unit}规上规下企业复工复产进度表`, 'title')
  sheet.put(1, 2, `填报人：　　　　统计时间：${spell(asOf, '2020-02-17')}`, 'line')
  const [hidden] = slips.filter(({ rule }) => rule === 'hidden-rows')
  const table = drawTable(sheet, {
    top: 2,
    left: 0,
    columns,
    records: enterprises,
    slips: slips.filter((slip) => slip !== hidden),
    corrected,
    total: { label: '累计', place: 'below', formulas: true },
  })
  const placed: Placed[] = [...table.placed]
  if (hidden && typeof hidden.at === 'number') {
    const row = table.rows[hidden.at] ?? 0
    if (!corrected) sheet.hide(row)
    const { rule, severity } = hidden
    placed.push({
      sheet: sheet.name,
      cell: null,
      rule,
      severity,
      wrong: cellName(row, 0),
      right: null,
    })
  }
  sheet.put(table.next, 0, '注：1.停工企业不填开工时间；', 'line')
  sheet.put(table.next + 1, 0, '　　2.本表每周五前报送。', 'line')
  return { file: `${unit}进度表正式版`, sheets: [sheet], placed }
}
