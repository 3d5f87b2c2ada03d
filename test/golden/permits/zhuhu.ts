import { documents, type GoldenCase } from '../case.ts'

/** The villages of a point are written once; its days follow. */
export const golden: GoldenCase = {
  document: documents.zhumadian,
  says: '洙湖镇党委把全镇24个行政村划分为6个服务点，由镇卫生院派出医生到各服务点',
  form: 'permits',
  unit: '洙湖镇',
  asOf: '2020-03-02',
  sheets: [
    {
      values: [
        ['洙湖镇健康证明办理服务点情况表'],
        ['填报单位：洙湖镇人民政府', null, null, null, '2020年3月2日'],
        ['序号', '服务点名称', '覆盖行政村数', '日期', '健康证明（份）', '医护人员数'],
        [1, '均张村服务点', 4, '3月1日', 36, 2],
        [2, '均张村服务点', null, '3月2日', 41, 2],
        [3, '洙湖村服务点', 5, '3月1日', 52, 2],
        [4, '洙湖村服务点', 5, '3月2日', 47, 2],
        [5, '大王村服务点', 4, '3月1日', 28, 1],
        [6, '任桥村服务点', 3, '3月1日', 25, 1],
        [7, '李庄村服务点', 4, '3月2日', 30, 1],
        [8, '程老村服务点', 4, '3月2日', 33, 1],
        ['合计', null, null, null, 292, null],
      ],
    },
  ],
  tally: { service_points: 6, villages_covered: 24, health_certificates: 292 },
  display: { service_points: '6', villages_covered: '24' },
  bulletin: '截至3月2日，洙湖镇为返岗群众办理证照，其中健康证292张；设服务点6个，覆盖24个村。',
}
