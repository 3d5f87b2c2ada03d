import { documents, type GoldenCase } from '../case.ts'

export const golden: GoldenCase = {
  document: documents.zhumadian,
  says: '遂平县褚堂街道于楼社区：多方筹集口罩1400个、酒精200瓶',
  form: 'supplies',
  unit: '褚堂街道',
  asOf: '2020-03-03',
  sheets: [
    {
      values: [
        ['于楼社区扶贫车间防疫物资收发存情况'],
        ['填报单位：褚堂街道', null, null, null, null, '填报日期：2020.3.3'],
        ['物资品名', '计量单位', '期初库存', '接收数量', '领用数量', '期末库存', '日均用量'],
        ['口罩', '只', '-', 1400, 380, 1020, 85],
        ['酒精', '瓶', '-', 200, 44, 156, '/'],
      ],
      tally: { masks_days_left: 12, stock: 1176 },
    },
  ],
  tally: { masks_received: 1400, alcohol_received: 200, masks: 1020, alcohol: 156 },
  display: { masks_received: '1400', alcohol_received: '200' },
  bulletin:
    '截至3月3日，褚堂街道防疫物资储备情况：口罩1020个（可用12天），酒精156瓶；本期筹集口罩1400个，酒精200瓶。',
}
