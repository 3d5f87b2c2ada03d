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

/** The telephone list comes first; labels with line breaks; a total somebody typed. */
export const miaoshi: BookLayout = ({ unit, asOf, enterprises, slips, corrected }) => {
  const contacts = new Sheet('通讯录')
  contacts.band(0, 0, 3, `${unit}驻企工作组通讯录`, 'title')
  drawTable(contacts, {
    top: 1,
    left: 0,
    columns: [
      serial<(typeof enterprises)[number]>(['序号']),
      column('officer', ['姓名']),
      { field: 'office', head: ['部门'], value: () => '经济发展办' },
      phone(['手机']),
    ],
    records: enterprises.slice(0, 6),
    slips: [],
  })

  const sheet = new Sheet('统计表')
  const columns = [
    serial(['序号']),
    name(['企业\n名称']),
    creditCode(['统一社会\n信用代码']),
    aboveScale(['是否\n规上'], '是', '否'),
    state(['复工\n情况'], ['全部复工', '部分复工', '未复工']),
    day('resumedOn', ['复工\n时间'], '2020-02-17'),
    figure('staffTotal', ['职工\n总数']),
    figure('staffBack', ['返岗\n人数']),
    figure('staffOutside', ['其中\n省外']),
  ]
  sheet.band(0, 0, columns.length - 1, `${unit}企业复工情况表`, 'title')
  sheet.put(1, 0, `单位：${unit}`, 'line')
  sheet.put(1, 6, spell(asOf, '2020年2月17日'), 'line')
  const table = drawTable(sheet, {
    top: 2,
    left: 0,
    columns,
    records: enterprises,
    slips,
    corrected,
    total: { label: '合             计:', place: 'below', formulas: false },
  })
  return { file: `${unit}（复件）`, sheets: [contacts, sheet], placed: table.placed }
}
