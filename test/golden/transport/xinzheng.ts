import { documents, type GoldenCase } from '../case.ts'

/** Two offices of one city, each with a sheet of its own. */
export const golden: GoldenCase = {
  document: documents.zhengzhou,
  says: '新建路街道办安排车辆接送周口市太康县的32名关键岗位技术工人；新村镇为郑州欧普陶瓷有限公司接回员工100多人',
  form: 'transport',
  unit: '新郑市',
  asOf: '2020-03-20',
  sheets: [
    {
      values: [
        ['新建路街道办务工人员“点对点”接送情况统计表'],
        ['填报单位：新建路街道办', null, null, null, '数据截至：2020年3月20日'],
        ['序号', '发车日期', '车牌号', '上车地点', '送达地点', '乘车人数（人）', '备注'],
        [1, '3月16日', '豫A3K218', '周口市太康县', '新郑市', 18, '关键岗位技术工人'],
        [2, '3月17日', '豫A9M076', '周口市太康县', '新郑市', '14人', '关键岗位技术工人'],
        ['合计', null, null, null, null, 32],
      ],
      tally: { trips: 2, passengers: 32, gates_passed: null, planned: null },
      findings: ['number-as-text F5'],
    },
    {
      values: [
        ['新村镇企业员工接返台账'],
        ['填报单位：新村镇', null, null, '2020年3月20日'],
        ['接返日期', '用工企业', '接返地点', '接返人数', '联系电话'],
        ['3.18', '郑州欧普陶瓷有限公司', '驻马店市', 41, '13800138000'],
        ['3.18', '郑州欧普陶瓷有限公司', '洛阳市', 35, '13800138000'],
        ['3.19', '郑州欧普陶瓷有限公司', '周口市', 30, '13800138000'],
        ['填表人：王芳', null, '审核人：李强'],
      ],
      tally: { trips: 3, passengers: 106 },
      findings: ['date-as-text A4', 'date-as-text A5', 'date-as-text A6'],
    },
  ],
  tally: { trips: 5, passengers: 138 },
  display: { trips: '5', passengers: '138' },
  bulletin: '截至3月20日，新郑市点对点输送务工人员138人，发车5趟。',
}
