import { documents, type GoldenCase } from '../case.ts'

/** The enterprise, the resumption office and the inspectors: three levels in charge. */
export const golden: GoldenCase = {
  document: documents.xinyang,
  says: '首席服务员兼任包保责任人；实行严格的三级包保责任制',
  form: 'liaison',
  unit: '信阳高新区',
  asOf: '2020-02-23',
  sheets: [
    {
      values: [
        ['信阳高新区企业三级包保责任台账'],
        ['填报日期：2020年2月23日'],
        ['企业名称', '首席服务员', '企业主体责任人', '复工办责任人', '督查责任人', '联系电话'],
        ['明阳风电', '王建国', '赵强', '周明', '李峰', '13912345678'],
        ['圆创磁电', '刘芳', '钱伟', '周明', '李峰', '13812345678'],
        ['羚锐制药', '陈晓明', '孙丽', '周明', '/', '13712345678'],
      ],
    },
  ],
  tally: { officers: 3, covered: 3, three_levels: 2 },
  display: { three_levels: '2' },
  bulletin: '截至2月23日，信阳高新区驻企联络情况：选派驻企联络员3人，覆盖企业3家。',
}
