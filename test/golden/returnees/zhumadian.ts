import { documents, type GoldenCase, parts } from '../case.ts'

const counties = [
  '驿城区',
  '遂平县',
  '西平县',
  '上蔡县',
  '汝南县',
  '平舆县',
  '新蔡县',
  '正阳县',
  '确山县',
  '泌阳县',
]
const workforce = parts(879_902, counties.length)
const returned = parts(397_100, counties.length)

export const golden: GoldenCase = {
  document: documents.zhumadian,
  says: '截至3月4日，全市返岗就业的农民工达39.71万人，返岗就业率45.13%',
  form: 'returnees',
  unit: '全市',
  asOf: '2020-03-04',
  sheets: counties.map((county, index) => {
    const [all = 0, back = 0] = [workforce[index], returned[index]]
    return {
      values: [
        [`${county}农民工返岗就业情况统计表`],
        [`填报单位：${county}`, null, null, '截至2020年3月4日'],
        ['乡镇', '外出务工人数', '已返岗人数'],
        ['城关镇', all - 40_000, back - 20_000],
        ['其余乡镇', 40_000, 20_000],
        ['总计', all, back],
      ],
      tally: { workforce: all, returned: back },
    }
  }),
  tally: { workforce: 879_902, returned: 397_100 },
  display: { returned: '39.71万', rate: '45.13%' },
  bulletin: '截至3月4日，全市返岗就业的务工人员达39.71万人，返岗率45.13%。',
}
