import { documents, type GoldenCase } from '../case.ts'

export const golden: GoldenCase = {
  document: documents.zhumadian,
  says: '解决企业员工住宿问题86人次',
  form: 'problems',
  unit: '正阳县',
  asOf: '2020-03-04',
  sheets: [
    {
      values: [
        ['正阳县产业集聚区“驻企红帮手”解决企业问题台账', null, null, null, null, '2020年3月4日'],
        ['单位名称', '问题描述', '涉及人数（人）', '是否解决', '处理结果', '联系人'],
        ['恒丰鞋业', '返岗员工住宿', 46, '是', '安排到职教中心宿舍', '张伟'],
        ['鲁花花生油', '外地员工住宿', 40, '√', '协调人才公寓', '李娜'],
        ['牧原养殖', '饲料车辆通行', 12, '否', '正在协调', '刘芳'],
      ],
      tally: { raised: 3, solved: 2, open: 1, solved_on_the_spot: 0, overdue: null, labour: null },
    },
  ],
  tally: { people_helped: 86 },
  display: { people_helped: '86' },
  bulletin:
    '截至3月4日，正阳县共收集企业问题诉求3个，已解决2个，其中当场解决0个，上报协调0个，未办结1个；惠及86人次。',
}
