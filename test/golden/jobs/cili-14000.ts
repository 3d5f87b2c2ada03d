import type { Cell } from '../../../shared/grid/grid.ts'
import { documents, firms, type GoldenCase, parts } from '../case.ts'

const posts = ['普工', '缝纫工', '电焊工', '质检员']
const positions = parts(14_000, 200)
/** Each employer is written once and has four posts. */
const rows = firms(50).flatMap((employer, index) =>
  posts.map((post, at): Cell[] => [
    at === 0 ? employer : null,
    post,
    positions[index * posts.length + at] ?? 0,
    '18-45岁',
    '4000-5000元/月',
  ]),
)

export const golden: GoldenCase = {
  document: documents.cili,
  says: '连日来，慈利县共发布岗位信息1.4万个',
  form: 'jobs',
  unit: '慈利县',
  asOf: '2020-02-25',
  sheets: [
    {
      values: [
        ['慈利县企业招聘信息（第一期）'],
        ['2020年2月25日'],
        ['企业全称', '招聘岗位', '招聘人数', '年龄要求', '薪资待遇'],
        ...rows,
      ],
    },
  ],
  tally: { positions: 14_000, employers: 50, filled: null },
  display: { positions: '1.4万' },
  bulletin: '截至2月25日，慈利县共发布岗位信息1.4万个，涉及招聘单位50家。',
}
