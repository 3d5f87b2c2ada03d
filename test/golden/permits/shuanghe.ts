import { documents, type GoldenCase } from '../case.ts'

/** One window in the yard of the township's office, day by day. */
export const golden: GoldenCase = {
  document: documents.zhumadian,
  says: '双河镇每天有400-500人只需跑一次就办齐了返工的所有证明',
  form: 'permits',
  unit: '双河镇',
  asOf: '2020-03-01',
  sheets: [
    {
      values: [
        ['双河镇出行证、健康证集中办理情况统计表'],
        ['填报单位：双河镇', null, null, '填报日期：2020年3月1日'],
        ['办理日期', '办理窗口', '健康证', '出行证', '办理人数'],
        ['2月24日', '镇政府大院', 396, 371, 400],
        ['2月25日', null, 438, 402, 447],
        ['2月26日', null, 500, 466, 500],
        ['2月27日', null, 472, 430, 478],
        ['2月28日', null, 419, 395, 425],
        ['总计', null, 2225, 2064, 2250],
        ['注：双休日照常办理。'],
      ],
      tally: { service_points: 1, service_days: 5 },
    },
  ],
  tally: {
    people_served: 2250,
    served_per_day: 450,
    health_certificates: 2225,
    travel_permits: 2064,
    vehicle_passes: null,
  },
  display: { served_per_day: '450', people_served: '2250', service_points: '1' },
  bulletin:
    '截至3月1日，双河镇为返岗群众办理证照，服务2250人次，其中健康证2225张，出行证2064张；设服务点1个。',
}
