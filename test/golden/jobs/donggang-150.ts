import { documents, firms, type GoldenCase, parts } from '../case.ts'

const employers = firms(150)
const positions = parts(2036, employers.length)

export const golden: GoldenCase = {
  document: documents.donggang,
  says: '累计发布150家招工单位信息，提供就业岗位2000多个',
  form: 'jobs',
  unit: '东港市',
  asOf: '2020-03-31',
  sheets: [
    {
      values: [
        ['东港市“春风行动”网上招聘岗位信息表'],
        ['填报单位：东港市人社局', null, null, null, '填报日期：2020-03-31'],
        ['序号', '招工单位', '工种', '岗位数', '录用人数', '招聘截止日期'],
        ...employers.map((employer, index) => [
          index + 1,
          employer,
          index % 2 === 0 ? '操作工' : '机修工',
          positions[index] ?? 0,
          index % 5,
          '2020-04-30',
        ]),
        ['合计', null, null, 2036, 300, null],
      ],
    },
  ],
  tally: { employers: 150, positions: 2036, filled: 300 },
  display: { employers: '150', positions: '2036' },
  bulletin:
    '截至3月31日，东港市共发布岗位信息2036个，涉及招聘单位150家，已招聘300人，到位率14.7%。',
}
