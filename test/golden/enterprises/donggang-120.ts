import type { Cell } from '../../../shared/grid/grid.ts'
import { documents, firms, type GoldenCase, parts } from '../case.ts'

const staff = parts(50_860, 120)

export const golden: GoldenCase = {
  document: documents.donggang,
  says: '截至3月底，全市120户规模以上工业企业全部复工，上岗人数5万余人',
  form: 'enterprises',
  unit: '东港市',
  asOf: '2020-03-31',
  sheets: [
    {
      values: [
        ['东港市规模以上工业企业复工情况表'],
        ['截至2020年3月31日', null, null, null, '单位：户、人'],
        ['企业名称', '规上企业', '复工情况', '员工情况', null],
        [null, null, null, '应到岗人数', '上岗人数'],
        ...firms(120).map((name, index): Cell[] => {
          const back = staff[index] ?? 0
          return [name, '√', '已复工', back + 10, back]
        }),
        ['合计', 120, null, 52_060, 50_860],
      ],
      merges: [{ top: 2, left: 3, bottom: 2, right: 4 }],
    },
  ],
  tally: { above_total: 120, above_resumed: 120, staff_back: 50_860 },
  display: { above_resumed: '120', above_rate: '100%', staff_back: '5.09万' },
  bulletin:
    '截至3月31日，东港市已有120家企业复工复产，复工率100%；规模以上企业复工120家，复工率100%；返岗5.09万人，返岗率97.7%。',
}
