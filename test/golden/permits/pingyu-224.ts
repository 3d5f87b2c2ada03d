import type { Cell } from '../../../shared/grid/grid.ts'
import { documents, type GoldenCase, parts } from '../case.ts'

const townships =
  '古槐 清河 东皇 阳城 东和店 高杨店 万冢 西洋店 射桥 杨埠 庙湾 辛店 李屯 郭楼 双庙 十字路 玉皇庙 老王岗 万金店'.split(
    ' ',
  )
/** Stations are numbered anew in every township. */
const listed = townships.flatMap((township, index) =>
  Array.from({ length: parts(224, townships.length)[index] ?? 0 }, (_, station): Cell[] => [
    station === 0 ? `${township}乡` : null,
    `第${station + 1}就业创业服务站`,
    20 + ((index + station) % 7),
  ]),
)

/** The county's list of stations; `pingyu-counted` is the same as a table of counts. */
export const golden: GoldenCase = {
  document: documents.zhumadian,
  says: '平舆县在全县19个乡镇（街道）建立就业创业服务站224个',
  form: 'permits',
  unit: '平舆县',
  asOf: '2020-03-04',
  sheets: [
    {
      values: [
        ['平舆县就业创业服务站一览表'],
        ['截至2020年3月4日'],
        ['乡镇（街道）', '服务站名称', '服务人次'],
        ...listed,
      ],
    },
  ],
  tally: { service_points: 224, townships: 19 },
  display: { service_points: '224', townships: '19' },
  bulletin: '截至3月4日，平舆县为返岗群众办理证照，服务5153人次；设服务点224个。',
}
