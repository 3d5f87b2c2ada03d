import { documents, type GoldenCase } from '../case.ts'

export const golden: GoldenCase = {
  document: documents.zhengzhou,
  says: '捐赠防护隔离服1000套、医用口罩、成人尿不湿、84消毒液等物资，折合现金700多万元',
  form: 'donations',
  unit: '中牟县',
  asOf: '2020-03-20',
  sheets: [
    {
      values: [
        ['中牟县统一战线成员抗疫捐赠物资统计表'],
        ['填报单位：中牟县委统战部', null, null, null, null, '截至：2020年3月20日'],
        ['序号', '捐赠单位（个人）', '接收单位', '捐赠物资', '单位', '数量', '折合人民币（万元）'],
        [1, '县工商联', '县红十字会', '防护隔离服', '套', 600, 21.6],
        [2, '县侨联', '县人民医院', '隔离衣', '套', 400, '14.4'],
        [3, '在外中牟商会', '县慈善总会', '医用口罩', '只', 200000, 60],
        [4, '县工商联', '县人民医院', '成人尿不湿', '包', 3000, 9],
        [5, '民营企业家协会', '县慈善总会', '84消毒液', '斤', 50000, 25],
        [6, '民营企业家协会', '县慈善总会', '抗疫设备', '批', 1, 576.5],
        ['合计', null, null, null, null, null, 706.5],
      ],
      findings: ['number-as-text G5'],
    },
  ],
  tally: { suits: 1000, value: 7_065_000, donations: 6, cash: null, sprayers: null },
  display: { suits: '1000', value: '706.5万' },
  bulletin:
    '截至3月20日，中牟县共接收捐赠6笔，物资折合706.5万元；防护隔离服1000套，口罩20万只，消毒液5万斤。',
}
