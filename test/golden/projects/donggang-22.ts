import type { Cell } from '../../../shared/grid/grid.ts'
import { documents, firms, type GoldenCase } from '../case.ts'

const carried = firms(22, '工程').map((name, index): Cell[] => [
  name,
  '2019年转接',
  '是',
  30 + index,
  25 + index,
])

/** Carried over from 2019, and one that is new. */
export const golden: GoldenCase = {
  document: documents.donggang,
  says: '对2019年转接的22个项目及时与施工单位进行沟通',
  form: 'projects',
  unit: '东港市',
  asOf: '2020-03-31',
  sheets: [
    {
      values: [
        ['东港市房地产建筑工地开复工情况表'],
        ['数据截至2020年3月31日'],
        ['工程名称', '项目性质', '是否开复工', '应返岗人数', '返岗人数'],
        ...carried,
        ['兴港小学', '新开工', '是', 60, 60],
      ],
    },
  ],
  tally: { total: 23, carried_over: 22, resumed: 23, rate: 1, attendance: 841 / 951 },
  display: { carried_over: '22', rate: '100%', attendance: '88.4%' },
  bulletin:
    '截至3月31日，东港市23个重点项目已复工23个，复工率100%，其中续建项目22个；到岗841人，到岗率88.4%。',
}
