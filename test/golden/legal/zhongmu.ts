import { documents, type GoldenCase } from '../case.ts'

/** The same twenty lawyers and a growing group, day by day: stocks are not added over the days. */
export const golden: GoldenCase = {
  document: documents.zhengzhou,
  says: '成立20名律师组成的法律咨询服务团，入群咨询人员已达四百多人，接受各类法律咨询100多例',
  form: 'legal',
  unit: '中牟县',
  asOf: '2020-03-20',
  sheets: [
    {
      values: [
        ['中牟县疫期律师免费法律咨询服务情况统计表'],
        ['填报单位：中牟县', null, null, null, null, '数据截至2020年3月20日'],
        ['服务日期', '服务团队', '律师人数', '咨询方式', '入群人数', '咨询件数（例）'],
        ['3月2日-3月6日', '疫期律师免费法律咨询服务团', 20, '热线电话、微信', 286, 37],
        ['3月13日', '疫期律师免费法律咨询服务团', 20, '微信', 361, 41],
        ['3月20日', '疫期律师免费法律咨询服务团', 20, '微信', 418, 29],
        ['合计', null, null, null, null, 107],
      ],
      findings: ['date-range A4'],
    },
  ],
  tally: { lawyers: 20, people_in_groups: 418, consultations: 107 },
  display: { lawyers: '20', people_in_groups: '418', consultations: '107' },
  bulletin:
    '截至3月20日，中牟县组织律师20名参与法律服务，涉及律师事务所1家，入群418人，接受法律咨询107例。',
}
