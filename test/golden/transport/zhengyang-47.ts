import { documents, type GoldenCase } from '../case.ts'

export const golden: GoldenCase = {
  document: documents.zhumadian,
  says: '高速路口接企业返岗人员47人',
  form: 'transport',
  unit: '正阳县',
  asOf: '2020-03-04',
  sheets: [
    {
      values: [
        ['正阳县产业集聚区高速路口接返企业返岗人员台账'],
        ['单位：人', null, null, null, null, '截至2020年3月4日'],
        ['车牌', '出发时间', '接返地点', '到达地点', '核定人数', '接返人数'],
        ['豫Q26188', '2020-03-01', '正阳高速路口', '产业集聚区', 19, 16],
        ['豫Q26188', '2020-03-02', '正阳高速路口', '产业集聚区', 19, 17],
        ['豫QA5072', '2020-03-03', '正阳高速路口', '产业集聚区', 19, 14],
        ['合　计', null, null, null, 57, 47],
      ],
      tally: { trips: 3 },
    },
  ],
  tally: { passengers: 47 },
  display: { passengers: '47' },
  bulletin: '截至3月4日，正阳县点对点输送务工人员47人，发车3趟。',
}
