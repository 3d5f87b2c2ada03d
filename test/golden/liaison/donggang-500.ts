import { documents, firms, type GoldenCase, parts } from '../case.ts'

const departments = firms(23, '局')
const officers = parts(506, departments.length)

/** A table of counts: one officer an enterprise, a sign-in and a report every working day. */
export const golden: GoldenCase = {
  document: documents.donggang,
  says: '选派500多名党员干部驻企“一对一”帮扶，采取“日签到、日报告”的形式',
  form: 'liaison',
  unit: '东港市',
  asOf: '2020-03-27',
  sheets: [
    {
      values: [
        ['东港市机关干部驻企帮扶情况统计表'],
        ['截至2020年3月27日', null, null, null, null, '单位：人、家、次'],
        ['序号', '选派单位', '派驻干部人数', '派驻企业数', '本周签到次数', '日报次数'],
        ...departments.map((department, index) => {
          const count = officers[index] ?? 0
          return [index + 1, department, count, count, count * 5, count * 5]
        }),
        ['总计', null, 506, 506, 2530, 2530],
      ],
    },
  ],
  tally: { officers: 506, covered: 506, check_ins: 2530, daily_reports: 2530 },
  display: { officers: '506', covered: '506' },
  bulletin:
    '截至3月27日，东港市驻企联络情况：选派驻企联络员506人，覆盖企业506家；签到2530次，日报告2530次。',
}
