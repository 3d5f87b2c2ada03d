import { documents, type GoldenCase } from '../case.ts'

/** 一厂一策: three classes of admission, and the seven conditions. */
export const golden: GoldenCase = {
  document: documents.zhumadian,
  says: '新蔡县坚持一厂一策；在落实疫情防控七个百分之百的基础上，立即开工',
  form: 'enterprises',
  unit: '新蔡县',
  asOf: '2020-03-02',
  sheets: [
    {
      values: [
        ['新蔡县企业复工“一厂一策”台账', null, null, '填报日期：2020年3月2日'],
        ['企业名称', '复工状态', '一厂一策分类', '七个百分之百'],
        ['桂柳禽业', '全面复工', '生活保障', '达标'],
        ['新蔡口罩厂', '全面复工', '防疫物资', '√'],
        ['天成数控', '部分复工', '自动化程度高', '是'],
        ['佳宏制衣', '未复工', '劳动密集型', '未达标'],
        ['永兴鞋业', '部分复工', '劳动密集', '合格'],
      ],
    },
  ],
  tally: { resumed: 4, essential: 2, automated: 1, labour: 2, checklist: 4 },
  display: { essential: '2', checklist: '4' },
  bulletin: '截至3月2日，新蔡县已有4家企业复工复产，复工率80%。',
}
