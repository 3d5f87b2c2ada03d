import type { Cell } from '../../../shared/grid/grid.ts'
import { documents, firms, type GoldenCase } from '../case.ts'

const names = firms(1029)

export const golden: GoldenCase = {
  document: documents.zhumadian,
  says: '截至3月4日，全市规模以上工业企业复工复产达1024家，复工率99.5%',
  form: 'enterprises',
  unit: '全市',
  asOf: '2020-03-04',
  sheets: [
    {
      values: [
        ['驻马店市规模以上工业企业复工复产台账'],
        ['数据截至：2020年3月4日'],
        ['序号', '企业名称', '是否规上', '是否复工复产'],
        ...names.map((name, index): Cell[] => [
          index + 1,
          name,
          '是',
          index % 200 === 7 && index > 7 ? '否' : '是',
        ]),
      ],
    },
  ],
  tally: { above_total: 1029, above_resumed: 1024 },
  display: { above_resumed: '1024', above_rate: '99.5%' },
  bulletin:
    '截至3月4日，全市已有1024家企业复工复产，复工率99.5%；规模以上企业复工1024家，复工率99.5%。',
}
