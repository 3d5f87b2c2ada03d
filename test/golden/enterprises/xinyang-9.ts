import { documents, firms, type GoldenCase } from '../case.ts'

const resumed = ['明阳风电', '圆创磁电', '羚锐制药', ...firms(6)]
const planned = firms(16).slice(6)

/** Nine resumed by the 23rd; five more plan to by early March, the rest later. */
export const golden: GoldenCase = {
  document: documents.xinyang,
  says: '截至23日17时，全区共有9家企业复工，预计到3月初规模以上企业可复工14家以上',
  form: 'enterprises',
  unit: '信阳高新区',
  asOf: '2020-02-23',
  expectedBy: '2020-03-05',
  sheets: [
    {
      values: [
        ['信阳高新区规模以上企业复工复产及防控管理情况表'],
        ['数据截至2020年2月23日17时'],
        ['企业名称', '是否复工', '复工时间', '预计复工时间', '管理方式'],
        ...resumed.map((name, index) => [
          name,
          '是',
          `2月${13 + index}日`,
          null,
          index % 2 === 0 ? '全封闭式管理' : '定点管理',
        ]),
        ...planned.map((name, index) => [
          name,
          '否',
          null,
          index < 5 ? `3月${index + 1}日` : '3月20日',
          null,
        ]),
      ],
    },
  ],
  tally: { total: 19, resumed: 9, expected_by: 14, closed: 5, fixed: 4 },
  display: { resumed: '9', expected_by: '14' },
  bulletin: '截至2月23日，信阳高新区已有9家企业复工复产，复工率47.4%。',
}
