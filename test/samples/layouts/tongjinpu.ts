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
  state,
} from './book.ts'

/** No title and no line about the unit: township and day stand in the file name alone. */
export const tongjinpu: BookLayout = ({ unit, asOf, enterprises, slips, corrected }) => {
  const sheet = new Sheet('Sheet1')
  const table = drawTable(sheet, {
    top: 0,
    left: 0,
    columns: [
      name(['公司名称']),
      state(['是否已复工'], ['已复工', '已复工', '未复工']),
      day('resumedOn', ['复工时间'], '20200217'),
      figure('staffBack', ['目前在岗人数']),
      figure('staffTotal', ['企业总人数']),
      aboveScale(['规模'], '规模以上', '规模以下'),
      creditCode(['企业统一社会信用代码']),
      column('village', ['所在村']),
      column('difficulty', ['说明'], { width: 20 }),
    ],
    records: enterprises,
    slips,
    corrected,
  })
  return {
    file: `${unit}复工情况${spell(asOf, '20200217')}`,
    sheets: [sheet],
    placed: table.placed,
  }
}
