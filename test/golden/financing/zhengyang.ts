import { documents, type GoldenCase } from '../case.ts'

/** Money in 万元: by the headers here, by the info line in `xinzheng`. */
export const golden: GoldenCase = {
  document: documents.zhumadian,
  says: '帮助开复工企业申请融资贷款2600万元，已到账450万元',
  form: 'financing',
  unit: '正阳县',
  asOf: '2020-03-04',
  sheets: [
    {
      values: [
        ['正阳县产业集聚区企业融资贷款情况统计表'],
        ['填报单位：正阳县', null, null, null, null, '填报日期：2020年3月4日'],
        ['序号', '企业名称', '贷款银行', '申请贷款金额(万元)', '放款金额（万元）', '放款日期'],
        [1, '鲁花花生油有限公司', '正阳农商行', 1000, 300, '3月2日'],
        [2, '恒丰鞋业有限公司', '邮储银行', 800, 150, '3月3日'],
        [3, '牧原养殖有限公司', '建设银行', 500, '-', null],
        [4, '金盛包装有限公司', '中原银行', '300万', 0, null],
        ['合计', null, null, 2600, 450, null],
      ],
      findings: ['number-as-text D7'],
    },
  ],
  tally: { applied: 26_000_000, granted: 4_500_000, requests: 4, approved: null },
  display: { applied: '2600万', granted: '450万', received_rate: '17.3%' },
  bulletin: '截至3月4日，正阳县帮助企业申请融资贷款2600万元，已到账450万元，到账率17.3%。',
}
