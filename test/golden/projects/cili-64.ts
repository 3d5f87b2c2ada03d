import type { Cell } from '../../../shared/grid/grid.ts'
import { documents, firms, type GoldenCase } from '../case.ts'

const rows = firms(64, '项目').map((name, index): Cell[] => {
  const resumed = index % 4 !== 3
  return [
    index + 1,
    name,
    index % 3 === 0 ? '新建' : '续建',
    2000 + (index % 5) * 500,
    resumed ? '已复工' : '未复工',
    resumed ? `2月${10 + (index % 14)}日` : '—',
    resumed ? 40 : 0,
  ]
})

export const golden: GoldenCase = {
  document: documents.cili,
  says: '43名县级领导干部联系全县64个重点建设项目',
  form: 'projects',
  unit: '慈利县',
  asOf: '2020-02-25',
  sheets: [
    {
      values: [
        ['慈利县重点建设项目复工情况台账'],
        ['填报单位：慈利县', null, null, null, '截至：2020年2月25日'],
        [
          '序号',
          '项目名称',
          '建设性质',
          '总投资（万元）',
          '是否复工',
          '复工时间',
          '现场人数（人）',
        ],
        ...rows,
        ['合计', null, null, 191000, null, null, 1920],
      ],
    },
  ],
  tally: { total: 64, resumed: 48, rate: 0.75, workers: 1920, investment: 1_910_000_000 },
  display: { total: '64', rate: '75%', investment: '19.1亿' },
  bulletin:
    '截至2月25日，慈利县64个重点项目已复工48个，复工率75%，其中续建项目42个；到岗1920人；总投资19.1亿元。',
}
