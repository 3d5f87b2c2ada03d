import { documents, type GoldenCase } from '../case.ts'

const firms = ['大沧海', '国银', '泰豫恒', '荣康', '邦科', '中豫', '成务', '明商', '经东']
const lawyers = [15, 13, 12, 11, 11, 10, 10, 9, 8]

export const golden: GoldenCase = {
  document: documents.zhengzhou,
  says: '大沧海、国银、泰豫恒、荣康、邦科、中豫、成务、明商、经东等多家律师事务所近100名律师参加',
  form: 'legal',
  unit: '金水区',
  asOf: '2020-03-07',
  sheets: [
    {
      values: [
        ['金水区法律服务分队防控点值守律师统计表'],
        ['填报时间：2020-03-07', null, null, '单位：人'],
        ['序号', '律所名称', '参与律师数', '值守地点'],
        ...firms.map((firm, index) => [
          index + 1,
          `${firm}律师事务所`,
          lawyers[index] ?? 0,
          ['丰产路', '凤凰台', '杜岭'][index % 3] ?? '',
        ]),
        [null, '合计', 99, null],
      ],
    },
  ],
  tally: { lawyers: 99, firms: 9, consultations: null },
  display: { lawyers: '99' },
  bulletin: '截至3月7日，金水区组织律师99名参与法律服务，涉及律师事务所9家。',
}
