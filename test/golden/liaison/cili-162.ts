import type { Cell } from '../../../shared/grid/grid.ts'
import { documents, firms, type GoldenCase } from '../case.ts'

const units = ['县工信局', '县发改局', '县人社局', '县住建局', '县教育督导室']
const enterprises = firms(170)
/** Eight of them have two enterprises each. */
const rows = enterprises.map((enterprise, index): Cell[] => {
  const officer = `联络员${String((index % 162) + 1).padStart(3, '0')}`
  return [index + 1, enterprise, officer, units[index % units.length] ?? '', '副科级', 5, 5]
})

export const golden: GoldenCase = {
  document: documents.cili,
  says: '选派162名副科级以上党员干部担任驻企防疫联络员；对个别工作不到位的，限期整改',
  form: 'liaison',
  unit: '慈利县',
  asOf: '2020-02-25',
  sheets: [
    {
      values: [
        ['慈利县驻企防疫联络员名单及履职情况'],
        ['填报单位：慈利县委组织部', null, null, null, '数据截至：2020-02-25'],
        ['序号', '企业名称', '驻企防疫联络员', '工作单位', '职务职级', '本周签到', '日报告次数'],
        ...rows,
        ['合计', null, null, null, null, 850, 850],
      ],
    },
    {
      values: [
        ['驻企联络员整改台账（截至2020年2月25日）'],
        ['联络员', '派驻企业', '整改事项', '整改时限', '整改情况'],
        ['联络员007', enterprises[6] ?? '', '企业情况掌握不全面', '2月26日', '正在整改'],
        ['联络员019', enterprises[18] ?? '', '工作措施不到位', '2月24日', '整改到位'],
      ],
    },
  ],
  oneWorkbook: true,
  tally: {
    officers: 162,
    covered: 170,
    check_ins: 850,
    daily_reports: 850,
    rectifications_open: 1,
    leaders: null,
  },
  display: { officers: '162' },
  bulletin:
    '截至2月25日，慈利县驻企联络情况：选派驻企联络员162人，覆盖企业170家；签到850次，日报告850次；未完成整改1个。',
}
