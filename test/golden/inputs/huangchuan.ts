import { documents, type GoldenCase } from '../case.ts'

/** Villages order, the county merges, the shop delivers. One sheet lists households by name. */
export const golden: GoldenCase = {
  document: documents.huangchuan,
  says: '“种子、化肥、农药，村里登记好，统一配送！”群众点单，我们汇总反馈，超市建立采购清单并采购',
  form: 'inputs',
  unit: '伞陂镇',
  asOf: '2020-02-20',
  sheets: [
    {
      values: [
        ['伞陂镇瓦岗村春耕农资需求登记表'],
        ['填报单位：伞陂镇瓦岗村', null, null, null, null, '2020年2月20日'],
        ['序号', '村组', '农户姓名', '联系方式', '农资名称', '规格', '单位', '需求数量'],
        [1, '瓦岗村一组', '李大海', '13812345678', '杂交稻种', '1kg/袋', '袋', 6],
        [2, null, '张玉兰', '13912345678', '杂交稻种', '1kg/袋', '袋', 6],
        [3, null, '张玉兰', '13912345678', '复合肥', '40kg/袋', '袋', 10],
        [4, '瓦岗村二组', '王有田', '13712345678', '尿素', '40kg/袋', '袋', 8],
        [5, null, '王有田', '13712345678', '除草剂', '100ml', '瓶', 12],
      ],
      tally: { villages: 2, ordered: 42, seed_ordered: 12, film_ordered: null, delivered: null },
    },
    {
      values: [
        ['伞陂镇各村农资订购配送情况表', null, null, null, null, '截至2020年2月20日'],
        [
          '行政村',
          '农资类别',
          '农资品种',
          '计量单位',
          '订购数量',
          '已配送数量',
          '农资超市',
          '需求户数',
        ],
        ['万营村', '种子', '玉米种子', '袋', 120, 120, '伞陂农资超市', 40],
        [null, '化肥', '复合肥', '袋', 300, 260, '伞陂农资超市', 52],
        ['徐营村', '肥料', '复合肥', '袋', 180, 100, '伞陂农资超市', 35],
        [null, '农药', '杀虫剂', '瓶', 90, '无', '伞陂农资超市', 30],
        ['合计', null, null, null, 690, 480, null, 157],
      ],
      tally: { villages: 2, delivered: 480, households: 157 },
    },
  ],
  tally: {
    ordered: 732,
    delivered: 480,
    villages: 4,
    seed_ordered: 132,
    fertiliser_ordered: 498,
    pesticide_ordered: 102,
  },
  display: { ordered: '732', delivery_rate: '65.6%' },
  bulletin:
    '截至2月20日，伞陂镇4个村157户登记春耕农资需求732件，其中种子132件，化肥498件，农药102件；已配送480件，到位率65.6%。',
}
