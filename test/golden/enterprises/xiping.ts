import { documents, type GoldenCase } from '../case.ts'

/** In part on 27 February, in full expected on 10 March: not in full yet on 4 March. */
export const golden: GoldenCase = {
  document: documents.zhumadian,
  says: '我们公司2月27日已开始部分复产，预计3月10日将实现全部复产',
  form: 'enterprises',
  unit: '西平县',
  asOf: '2020-03-04',
  sheets: [
    {
      values: [
        ['西平县产业集聚区企业复产情况表', null, null, '2020年3月4日'],
        ['企业名称', '复产情况', '部分复产时间', '预计全面复产时间', '返岗人数'],
        ['河南金牧人机械设备有限公司', '部分复产', '2月27日', '3月10日', 70],
        ['西平制衣厂', '全部复产', '2月18日', '2月24日', 156],
      ],
    },
  ],
  tally: { resumed: 2, resumed_full: 1, staff_back: 226 },
  display: { resumed: '2', resumed_full: '1' },
  bulletin: '截至3月4日，西平县已有2家企业复工复产，复工率100%。',
}
