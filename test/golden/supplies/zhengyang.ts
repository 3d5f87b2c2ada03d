import { documents, type GoldenCase } from '../case.ts'

/** Eight enterprises buy together; alcohol and disinfectant are noted in 万. */
export const golden: GoldenCase = {
  document: documents.zhumadian,
  says: '帮助企业购买复工复产所需口罩10万个、酒精2.5万瓶、消毒液1500桶',
  form: 'supplies',
  unit: '正阳县',
  asOf: '2020-03-04',
  sheets: [
    {
      name: '防疫物资',
      values: [
        ['正阳县产业集聚区企业防疫物资购进发放台账'],
        ['填报单位：正阳县', null, null, null, null, '2020年3月4日'],
        ['序号', '品名', '规格', '单位', '本周购进', '发放数量', '备注'],
        [1, '一次性口罩', '50只/盒', '个', 60000, 52000, null],
        [2, 'N95口罩', null, '个', '40,000', 31000, null],
        [3, '医用酒精', '500ml', '瓶', '2.5万', 21000, null],
        [4, '84消毒液', '25kg', '桶', 900, 650, null],
        [5, '含氯消毒剂', '25kg', '桶', 600, 480, null],
        [null, null, null, null, null, null, null],
        ['审核人：', null, null, '填表人：'],
      ],
      findings: ['number-as-text E5', 'number-as-text E6'],
    },
  ],
  tally: {
    masks_received: 100_000,
    alcohol_received: 25_000,
    disinfectant_received: 1500,
    received: 126_500,
    masks: null,
    days_left: null,
  },
  display: { masks_received: '10万', alcohol_received: '2.5万', disinfectant_received: '1500' },
  bulletin: '截至3月4日，正阳县防疫物资储备情况；本期筹集口罩10万个，酒精2.5万瓶，消毒液1500桶。',
}
