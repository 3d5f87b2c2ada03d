import type { Cell } from '../../../shared/grid/grid.ts'
import { documents, firms, type GoldenCase } from '../case.ts'

const names = firms(311)
const slice = (from: number, to: number) => names.slice(from, to)

/** Three townships, three sheets: by state, by yes and no, and by the day of resumption alone. */
export const golden: GoldenCase = {
  document: documents.cili,
  says: '截至到2月25日，该县已有213家企业正式复工复产，复工率达68.5%',
  form: 'enterprises',
  unit: '慈利县',
  asOf: '2020-02-25',
  sheets: [
    {
      values: [
        ['零阳镇企业复工复产情况统计表'],
        ['填报单位：零阳镇', null, '填报日期：2020年2月25日'],
        ['序号', '企业名称', '复工状态'],
        ...slice(0, 140).map((name, index): Cell[] => [
          index + 1,
          name,
          index < 96 ? (index % 3 === 0 ? '部分复工' : '全面复工') : '未复工',
        ]),
      ],
      tally: { total: 140, resumed: 96, resumed_full: 64 },
    },
    {
      values: [
        ['苗市镇规模以上和规模以下企业复工台账', null, null, '2020.2.25'],
        ['单位名称', '企业规模', '是否复工', '备注'],
        ...slice(140, 231).map((name, index): Cell[] => [
          name,
          index < 30 ? '规上' : '规下',
          index < 62 ? '√' : '×',
          null,
        ]),
      ],
      tally: { total: 91, resumed: 62, above_total: 30, above_resumed: 30 },
    },
    {
      values: [
        ['江垭镇复工企业一览表（数据截至2020年2月25日）'],
        ['企业全称', '复工时间', '计划复工时间'],
        ...slice(231, 311).map((name, index): Cell[] => [
          name,
          index < 55 ? `2月${10 + (index % 16)}日` : null,
          index < 55 ? null : '3月2日',
        ]),
      ],
      tally: { total: 80, resumed: 55 },
    },
  ],
  tally: { total: 311, resumed: 213 },
  display: { total: '311', resumed: '213', rate: '68.5%' },
  bulletin:
    '截至2月25日，慈利县已有213家企业复工复产，复工率68.5%；规模以上企业复工30家，复工率100%。',
}
