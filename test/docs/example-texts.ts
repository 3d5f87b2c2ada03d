import type { Field, Form } from '../../shared/forms/form.ts'
import type { Value } from '../../shared/read/table.ts'

const enterprises = ['宏远机械厂', '兴盛食品有限公司', '金牧饲料有限公司']

/** What people write into a column of text, by its field, where its form says nothing else. */
const texts: Record<string, string[]> = {
  name: enterprises,
  enterprise: enterprises,
  employer: enterprises,
  holder: enterprises,
  village: ['大兴村', '申中村', '石门社区'],
  township: ['零阳镇', '零阳镇', '零阳镇'],
  vehicle: ['湘G12086', '湘G20317', '湘G35502'],
  from: ['慈利县', '慈利县', '石门县'],
  to: ['东莞市', '长沙市', '佛山市'],
  point: ['均张村服务点', '大兴村服务点', '石门社区服务点'],
  item: ['口罩', '酒精', '消毒液'],
  description: ['一线工人不足', '原料运不进来', '口罩只够三天'],
  handler: ['县人社局', '县交通局', '县商务局'],
  officer: ['张伟', '李娜', '王建国'],
  leader: ['陈晓明', '刘芳', '杨柳'],
  project: ['城东大桥', '兴港小学', '污水处理厂'],
  rectification: ['补齐隔离室', '补做消毒记录', '增设测温点'],
  post: ['普工', '电工', '质检员'],
  bank: ['农商银行', '中国银行', '邮储银行'],
  supplier: ['供销社', '农资公司', '供销社'],
  unit_of_measure: ['个', '瓶', '桶'],
  goods: ['棉被', '大衣', '棉被'],
  donor: ['市残联', '县侨联', '宏远机械厂'],
  recipient: ['县人民医院', '零阳镇卫生院', '县疾控中心'],
  firm: ['国银律师事务所', '中豫律师事务所', '天勤律师事务所'],
  lawyer: ['赵贺', '黄志强', '周敏'],
  topic: ['劳动合同', '货款纠纷', '厂房租金'],
}

/** Where the same field says something else on another form. */
const ofForm: Record<string, Record<string, string[]>> = {
  projects: { name: ['城东大桥', '兴港小学', '污水处理厂'] },
  inputs: { item: ['复合肥', '水稻种子', '地膜'], unit_of_measure: ['袋', '斤', '卷'] },
  welfare: {
    name: ['羊山敬老院', '夕阳红养老院', '县儿童福利院'],
    unit_of_measure: ['床', '件', '床'],
  },
  donations: { unit_of_measure: ['只', '瓶', '套'], item: ['口罩', '酒精', '防护服'] },
}

/** What makes a row believable, by form and field; all other values are drawn. */
export const likely: Record<string, Value[]> = {
  'enterprises.status': ['full', 'partial', 'stopped'],
  'enterprises.resumed_on': ['2020-02-18', '2020-02-24', null],
  'enterprises.full_on': ['2020-02-24', null, null],
  'enterprises.planned_on': [null, null, '2020-03-05'],
  'enterprises.staff_back': [42, 17, 0],
  'enterprises.staff_outside': [6, 3, 0],
  'problems.raised_on': ['2020-02-24', '2020-02-25', '2020-02-27'],
  'problems.due_on': ['2020-02-24', '2020-02-28', '2020-03-02'],
  'problems.resolved_on': ['2020-02-24', '2020-02-27', null],
  'problems.state': ['on_the_spot', 'solved', 'escalated'],
  'problems.escalated_to': [null, null, '县商务局'],
  'problems.category': ['labour', 'materials', 'supplies'],
  'problems.people': [12, 30, 25],
  'inputs.households': [12, 30, 8],
  'inputs.category': ['fertiliser', 'seed', 'film'],
  'liaison.manager_in_charge': ['赵贺', '黄志强', '周敏'],
  'liaison.inspector_in_charge': ['孙涛', '孙涛', '何静'],
  'liaison.rectification': ['补齐隔离室', null, '增设测温点'],
  'liaison.rectified': ['done', 'none', 'open'],
  'welfare.kind': ['institution', 'institution', 'institution'],
  'welfare.abnormal': [0, 0, 1],
  'welfare.disinfections': [2, 2, 3],
  'welfare.temperature_rounds': [2, 3, 2],
  'welfare.method': [null, null, 'escorted'],
  'welfare.helped': [null, null, 5],
  'welfare.goods_quantity': [null, null, null],
  'donations.value': [2_000, 1_500, 30_000],
  'donations.cash': [null, 50_000, null],
  'supplies.shortfall': [300, 0, 0],
  'legal.lawyers': [1, 1, 1],
  'legal.people_in_groups': [120, 80, 45],
  'projects.investment': [28_000_000, 6_000_000, 51_000_000],
  'projects.status': ['resumed', 'resumed', 'stopped'],
  'projects.resumed_on': ['2020-02-18', '2020-02-25', null],
  'projects.workers': [20, 26, 0],
  'jobs.positions': [10, 6, 20],
  'jobs.filled': [4, 6, 0],
}

/** A text for a row; a field nobody has thought of yet gives its title and a count. */
export function exampleText(form: Form, field: Field, index: number): string {
  const known = ofForm[form.id]?.[field.id] ?? texts[field.id]
  return known?.[index % known.length] ?? `${field.title.zh}${'甲乙丙丁'.charAt(index)}`
}
