import { documents, type GoldenCase } from '../case.ts'

export const golden: GoldenCase = {
  document: documents.xinxian,
  says: '目前，已累计向省内外输出劳动力300多人',
  form: 'returnees',
  unit: '酒店乡',
  asOf: '2020-02-23',
  sheets: [
    {
      values: [
        ['酒店乡务工人员返岗意愿及劳务输出情况表'],
        ['填报单位：酒店乡', null, null, null, null, '填报日期：2020年2月23日'],
        ['村', '务工人员总数', '有返岗意愿', '已返岗', null, null, '本周输出人数'],
        [null, null, null, '人数', '省内', '省外', null],
        ['酒店村', 412, 260, 118, 31, 87, 96],
        ['刘大湾村', 385, 241, 104, 22, 82, 88],
        ['陈店社区', 296, 180, 79, 19, 60, '71人'],
        ['石屋村', 240, 133, 55, 12, 43, 53],
        ['合计', 1333, 814, 356, 84, 272, 308],
      ],
      merges: [{ top: 2, left: 3, bottom: 2, right: 5 }],
      findings: ['number-as-text G7'],
    },
  ],
  tally: { exported: 308, willing: 814, in_province: 84, out_province: 272 },
  display: { exported: '308' },
  bulletin:
    '截至2月23日，酒店乡返岗就业的务工人员达356人，返岗率26.71%，其中省外272人；本期输出308人。',
}
