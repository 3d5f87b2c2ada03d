import { spell } from '../draw/days.ts'
import { Sheet } from '../draw/sheet.ts'
import { drawTable } from '../draw/table.ts'
import {
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

/**
 * What the prefecture's template became in its counties: the same two tables, each county with its
 * own order, wordings and extras.
 */
export function countyLayout(variant: 0 | 1 | 2): BookLayout {
  return ({ unit, asOf, enterprises, places, slips, corrected }) => {
    const workers = new Sheet(['务工人员返岗', 'Sheet1', '表1'][variant] ?? '')
    const filled = spell(asOf, (['2020年2月17日', '2020.2.17', '2020-02-17'] as const)[variant])
    const area = serial<(typeof places)[number]>(['序号'])
    const placeColumns = [
      [
        area,
        place('name', ['乡镇（街道）']),
        place('workforce', ['外出务工人员总数']),
        place('willing', ['有返岗意愿人数']),
        place('returned', ['已返岗', '人数']),
        place('inProvince', ['已返岗', '省内']),
        place('outProvince', ['已返岗', '省外']),
      ],
      [
        place('name', ['乡镇街道']),
        place('workforce', ['农民工总数（人）']),
        place('returned', ['返岗就业人数（人）']),
        place('outProvince', ['其中：省外']),
        place('inProvince', ['其中：省内']),
      ],
      [
        area,
        place('name', ['所属乡镇']),
        place('willing', ['愿意返岗人数']),
        place('workforce', ['外出务工人数']),
        place('returned', ['累计返岗人数']),
      ],
    ][variant]
    workers.band(0, 0, (placeColumns?.length ?? 1) - 1, `${unit}务工人员返岗情况统计表`, 'title')
    workers.put(1, 0, `填报单位：${unit}　　填报日期：${filled}`, 'line')
    drawTable(workers, {
      top: 2,
      left: 0,
      columns: placeColumns ?? [],
      records: places,
      slips: [],
      total: {
        label: variant === 1 ? '全县合计' : '合计',
        place: variant === 1 ? 'above' : 'below',
        formulas: true,
      },
    })

    const sheet = new Sheet(['规上工业企业', 'Sheet2', '表2'][variant] ?? '')
    const scale = { ...column('aboveScale', ['企业规模']), value: () => '规上' }
    const columns = [
      serial<(typeof enterprises)[number]>(['序号']),
      name([['企业名称', '企业全称', '单位全称'][variant] ?? '']),
      creditCode(['统一社会信用代码']),
      scale,
      column('industry', ['所属行业'], { width: 18 }),
      state(['复工复产情况'], ['全面复工', '部分复工', '未复工']),
      day('resumedOn', ['复工时间'], (['serial', '2月17日', '2020/2/17'] as const)[variant]),
      figure('staffTotal', ['在册职工数']),
      figure('staffBack', ['已到岗人数']),
    ]
    sheet.band(0, 0, columns.length - 1, `${unit}规模以上工业企业复工复产情况表`, 'title')
    sheet.put(1, 0, `填报单位：${unit}　　截至日期：${filled}`, 'line')
    const table = drawTable(sheet, {
      top: 2,
      left: 0,
      columns,
      records: enterprises,
      slips,
      corrected,
      total: { label: '合　计', place: 'below', formulas: variant !== 2 },
    })
    return { file: `${unit}复工返岗周报`, sheets: [workers, sheet], placed: table.placed }
  }
}
