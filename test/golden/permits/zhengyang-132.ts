import { documents, type GoldenCase } from '../case.ts'

export const golden: GoldenCase = {
  document: documents.zhumadian,
  says: '办理货车、小车通行证132张',
  form: 'permits',
  unit: '正阳县',
  asOf: '2020-03-04',
  sheets: [
    {
      values: [
        ['正阳县产业集聚区车辆通行证办理统计表'],
        ['截至时间：2020-03-04'],
        ['办理时间', '服务点', '通行证（张）'],
        ['2020-02-24', '集聚区便民窗口', 45],
        ['2020-02-26', '集聚区便民窗口', 38],
        ['2020-03-02', '集聚区便民窗口', 49],
        ['合计', null, '132张'],
      ],
    },
  ],
  tally: { vehicle_passes: 132, service_points: 1 },
  display: { vehicle_passes: '132' },
  bulletin: '截至3月4日，正阳县为返岗群众办理证照，车辆通行证132张；设服务点1个。',
}
