import { documents, type GoldenCase } from '../case.ts'

export const golden: GoldenCase = {
  document: documents.zhengzhou,
  says: '成功为润弘制药争取金融扶持资金1亿元，为冠达食品争取金融扶持资金2000万元',
  form: 'financing',
  unit: '新村镇',
  asOf: '2020-03-20',
  sheets: [
    {
      values: [
        ['新村镇重点企业金融扶持资金台账'],
        ['填报单位：新村镇', null, '2020年3月20日', '单位：亿元'],
        ['融资企业', '金融机构', '融资需求', '已到位资金'],
        ['润弘制药', '中国银行', 1, 1],
      ],
      display: { granted: '1亿', received_rate: '100%' },
    },
    {
      values: [
        ['新村镇企业资金需求解决情况'],
        ['单位：万元', null, null, '截至2020年3月20日'],
        ['企业名称', '申请额度', '发放金额', '发放时间'],
        ['冠达食品', '2000', '2,000', '2020.3.12'],
      ],
      display: { granted: '2000万' },
      findings: ['number-as-text B4', 'number-as-text C4'],
    },
  ],
  tally: { applied: 120_000_000, granted: 120_000_000, received_rate: 1 },
  display: { granted: '1.2亿', received_rate: '100%' },
  bulletin: '截至3月20日，新村镇帮助企业申请融资贷款1.2亿元，已到账1.2亿元，到账率100%。',
}
