import { documents, firms, type GoldenCase } from '../case.ts'

const enterprises = firms(8)
const officers = ['王伟', '李强', '张敏', '刘洋', '陈杰', '杨帆', '赵磊', '黄涛']

export const golden: GoldenCase = {
  document: documents.zhumadian,
  says: '对已复工的8家企业派驻8名“驻企红帮手”',
  form: 'liaison',
  unit: '正阳县',
  asOf: '2020-03-04',
  sheets: [
    {
      values: [
        ['正阳县产业集聚区“驻企红帮手”派驻表', null, null, '2020年3月4日'],
        ['派驻企业', '驻企红帮手', '入驻时间', '单位及职务'],
        ...enterprises.map((name, index) => [
          name,
          officers[index] ?? '',
          '2月20日',
          '集聚区管委会',
        ]),
      ],
    },
  ],
  tally: { officers: 8, covered: 8, coverage: null },
  display: { officers: '8', covered: '8', coverage: '—' },
  bulletin: '截至3月4日，正阳县驻企联络情况：选派驻企联络员8人，覆盖企业8家。',
}
