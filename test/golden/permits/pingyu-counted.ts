import type { GoldenCase } from '../case.ts'
import { parts } from '../case.ts'
import { golden as list } from './pingyu-224.ts'

const townships = list.sheets[0]?.values.flatMap(([name]) =>
  typeof name === 'string' && name.endsWith('乡') ? [name] : [],
)
const counts = parts(224, 19)

export const golden: GoldenCase = {
  ...list,
  sheets: [
    {
      values: [
        ['平舆县各乡镇就业创业服务站建立情况统计表', null, null, '截至2020年3月4日'],
        ['序号', '乡镇', '服务站个数', '行政村数'],
        ...(townships ?? []).map((name, index) => [index + 1, name, counts[index] ?? 0, 12]),
        ['合计', null, 224, 228],
      ],
    },
  ],
  tally: { service_points: 224, townships: 19, villages_covered: 228 },
  bulletin: '截至3月4日，平舆县为返岗群众办理证照；设服务点224个，覆盖228个村。',
}
