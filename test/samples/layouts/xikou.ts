import { Converter } from 'opencc-js/cn2t'
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

const traditional = Converter({ from: 'cn', to: 't' })

/** Everything in Traditional characters, one header row. */
export const xikou: BookLayout = ({ unit, asOf, enterprises, slips, corrected }) => {
  const title = traditional(unit)
  const sheet = new Sheet('復工復產')
  const columns = [
    serial(['編號']),
    name(['企業名稱']),
    creditCode(['統一社會信用代碼']),
    column('village', ['所屬村']),
    column('industry', ['所屬行業'], { width: 18 }),
    aboveScale(['是否規模以上'], '是', '否'),
    state(['復工情況'], ['全面復工', '部分復工', '未復工']),
    day('resumedOn', ['復工日期'], '2020/2/17'),
    figure('staffTotal', ['職工人數']),
    figure('staffBack', ['返崗人數']),
    phone(['聯繫電話']),
    column('difficulty', ['備註'], { width: 20 }),
  ]
  sheet.band(0, 0, columns.length - 1, `${title}企業復工復產情況統計表`, 'title')
  sheet.put(1, 0, `填報單位：${title}　　填報日期：${spell(asOf, '2020-02-17')}`, 'line')
  const table = drawTable(sheet, {
    top: 2,
    left: 0,
    columns,
    records: enterprises.map((one) => ({
      ...one,
      name: traditional(one.name),
      village: traditional(one.village),
      industry: traditional(one.industry),
      difficulty: traditional(one.difficulty),
    })),
    slips,
    corrected,
    total: { label: '總　計', place: 'below', formulas: true },
  })
  return { file: `${title}復工復產`, sheets: [sheet], placed: table.placed }
}
