import type { Cell, Merge } from '../../../shared/grid/grid.ts'
import { documents, firms, type GoldenCase } from '../case.ts'

const leaders = Array.from({ length: 43 }, (_, index) => {
  const [surname, given] = [
    '李王张刘陈杨赵黄周吴'[index % 10],
    '军平华明强伟'[Math.floor(index / 10)],
  ]
  return `${surname}${given}`
})
const objects = [
  ...firms(91).map((name): Cell[] => [name, null]),
  ...firms(64, '建设项目').map((name): Cell[] => [null, name]),
]
const first = 4
/** The name of a leader is merged over the objects that are theirs. */
const merges: Merge[] = []
const rows = leaders.flatMap((leader, index) => {
  const mine = objects.filter((_object, at) => at % leaders.length === index)
  const top = first + (merges.at(-1)?.bottom ?? first - 1) - (first - 1)
  merges.push({ top, left: 0, bottom: top + mine.length - 1, right: 0 })
  return mine.map((object, at): Cell[] => [at === 0 ? leader : null, ...object])
})

export const golden: GoldenCase = {
  document: documents.cili,
  says: '43名县级领导干部联系全县64个重点建设项目和91家规上工业企业',
  form: 'liaison',
  unit: '慈利县',
  asOf: '2020-02-25',
  sheets: [
    {
      values: [
        ['慈利县县级领导联系重点项目和规上工业企业安排表'],
        ['2020年2月25日'],
        ['县级领导', '联系对象', null],
        [null, '规上工业企业名称', '重点建设项目名称'],
        ...rows,
      ],
      merges: [
        { top: 0, left: 0, bottom: 0, right: 2 },
        { top: 2, left: 0, bottom: 3, right: 0 },
        { top: 2, left: 1, bottom: 2, right: 2 },
        ...merges,
      ],
    },
  ],
  tally: { leaders: 43, covered: 91, projects_covered: 64, officers: null, coverage: null },
  display: { leaders: '43', covered: '91', projects_covered: '64' },
  bulletin: '截至2月25日，慈利县驻企联络情况，覆盖企业91家；43名领导联系重点项目64个。',
}
