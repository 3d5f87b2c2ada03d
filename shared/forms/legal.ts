import type { Form } from './form.ts'
import { indicatorsOf, phone, remark, township, watched } from './parts.ts'

const { last, sum } = indicatorsOf('legal')
const people = { zh: '人', en: 'people' }
const cases = { zh: '例', en: '' }

export const legal: Form = {
  id: 'legal',
  version: 1,
  title: { zh: '法律服务台账', en: 'Legal services' },
  row: { zh: '一批咨询', en: 'consultation batch' },
  subjects: ['法律服务', '法律咨询', '律师', '法律援助', '公共法律', '法治体检', '普法'],
  identifiedBy: [
    ['firm', 'lawyer', 'lawyers'],
    ['lawyers', 'lawyer', 'consultations', 'people_in_groups', 'groups', 'topic'],
  ],
  fields: [
    township,
    {
      id: 'date',
      title: { zh: '服务日期', en: 'Date' },
      synonyms: ['咨询日期', '咨询时间', '服务时间', '值班日期', '值守日期', '登记日期'],
      families: ['[法律]{服务|咨询|值班|值守|登记|接待|受理}{日期|时间}', '{日期|时间}'],
      type: 'date',
      carriesDown: true,
    },
    {
      id: 'firm',
      title: { zh: '律师事务所', en: 'Law firm' },
      synonyms: ['律所', '律所名称', '律师事务所名称', '法律服务团', '服务团队', '法律服务机构'],
      families: [
        '[所属|所在|参与|律师]{律师事务所|律所|事务所|律师团|律师团队|律师服务团}[名称]',
        '[法律|公益法律|律师][法律]{服务团|服务团队|服务队|服务机构|服务分队|志愿服务队|咨询服务团}[名称]',
      ],
      type: 'text',
      carriesDown: true,
    },
    {
      id: 'lawyer',
      title: { zh: '律师姓名', en: 'Lawyer' },
      synonyms: ['律师', '值班律师', '服务律师', '值守律师', '律师名单', '法律顾问'],
      families: [
        '[值班|服务|值守|参与|志愿|咨询|主办]律师[姓名|名单]',
        '[村居|企业]法律顾问[姓名]',
      ],
      type: 'text',
    },
    {
      id: 'lawyers',
      title: { zh: '律师人数', en: 'Number of lawyers' },
      synonyms: [
        '参与律师数',
        '律师数',
        '服务律师人数',
        '值守律师人数',
        '参加律师人数',
        '法律服务人员数',
      ],
      families: [
        '[参与|参加|服务|值守|值班|在岗|志愿|出动|选派|共]{律师|法律服务人员|律师志愿者|法律服务工作者}{人数|数|总数|数量}',
      ],
      underTitle: ['律师人次', '人数', '参与律师'],
      type: 'count',
      unit: people,
    },
    {
      id: 'channel',
      title: { zh: '服务方式', en: 'Channel' },
      synonyms: ['咨询方式', '服务形式', '咨询渠道', '服务渠道'],
      families: ['[法律]{服务|咨询|解答}{方式|形式|渠道|途径}'],
      type: 'text',
    },
    {
      id: 'place',
      title: { zh: '值守地点', en: 'Place' },
      synonyms: ['值班地点', '服务地点', '服务点位', '值守点位', '防控点'],
      families: ['{值守|值班|服务|咨询|防控}{地点|点位|点|场所|卡口}'],
      type: 'text',
    },
    {
      id: 'groups',
      title: { zh: '微信群数', en: 'Groups' },
      synonyms: ['服务群数', '法律服务群数', '群数量', '建群数量'],
      families: [
        '[建立|组建|法律|法律服务|律师]{微信群|服务群|咨询群|微信服务群}{数|数量|个数}',
        '[微信群|服务群|咨询群]群{数|数量}',
        '建[立]群{数|数量|个数}',
      ],
      type: 'count',
      unit: { zh: '个', en: '' },
    },
    {
      id: 'people_in_groups',
      title: { zh: '入群人数', en: 'People in groups' },
      synonyms: ['群成员数', '群人数', '微信群人数', '入群咨询人数', '入群咨询人员数', '群内人数'],
      families: [
        '[累计|目前|微信群|服务群|咨询群]{入群|进群|加群|群内}[咨询]{人数|人员数|人员|人次|成员数}',
        '[法律|服务|法律服务|咨询]{微信群|群|服务群|咨询群}{人数|成员数|总人数|成员}',
        '入群企业人[数|员数]',
      ],
      type: 'count',
      unit: people,
    },
    {
      id: 'consultations',
      title: { zh: '咨询件数', en: 'Consultations' },
      synonyms: [
        '咨询数量',
        '法律咨询数',
        '解答咨询数',
        '咨询例数',
        '咨询次数',
        '解答法律咨询件数',
      ],
      families: [
        '[累计|本周|本期|当日|接受|提供|解答|办理|接待|共][各类|企业|群众|线上|免费]{咨询|法律咨询|法律问题|咨询解答}[解答|问题]{件数|数|数量|例数|次数|条数|人次|件次|起数}',
        '{接受|提供|解答|办理}[各类]{咨询|法律咨询}',
        '接待[法律]咨询[人次|件数|数]',
      ],
      underTitle: ['咨询', '法律咨询'],
      type: 'count',
      unit: cases,
    },
    {
      id: 'enterprises',
      title: { zh: '服务企业数', en: 'Enterprises served' },
      synonyms: ['惠及企业数', '服务企业家数', '咨询企业数', '涉及企业数'],
      families: ['{服务|惠及|咨询|涉及|走访|体检|法治体检}企业{数|家数|户数|数量|总数}'],
      type: 'count',
      unit: { zh: '家', en: '' },
    },
    {
      id: 'topic',
      title: { zh: '咨询内容', en: 'Topic' },
      synonyms: ['咨询事项', '法律问题', '涉及领域', '咨询类别', '主要咨询内容', '服务内容'],
      families: [
        '[法律]咨询[的]主要{内容|问题|事项}',
        '[主要|法律][法律]{咨询|服务|涉及|问题}{内容|事项|类别|类型|领域|问题}',
      ],
      type: 'text',
    },
    {
      id: 'client',
      title: { zh: '服务对象', en: 'Client' },
      synonyms: ['咨询对象', '咨询单位', '咨询企业', '服务单位', '咨询人类别'],
      families: ['{服务|咨询|受助}{对象|单位|企业|主体}[名称|类别|类型]'],
      type: 'text',
    },
    phone,
    remark,
  ],
  indicators: [
    last('lawyers', { zh: '参与律师', en: 'Lawyers' }, people, {
      first: [{ sum: 'lawyers', each: ['township', 'firm'] }, { distinct: ['firm', 'lawyer'] }],
    }),
    last(
      'firms',
      { zh: '参与律师事务所', en: 'Law firms' },
      { zh: '家', en: '' },
      {
        distinct: 'firm',
      },
    ),
    last('people_in_groups', { zh: '入群人数', en: 'People in groups' }, people, {
      sum: 'people_in_groups',
      each: ['township', 'firm'],
    }),
    sum('consultations', { zh: '法律咨询', en: 'Consultations' }, cases, { sum: 'consultations' }),
    sum(
      'enterprises',
      { zh: '服务企业', en: 'Enterprises served' },
      { zh: '家', en: '' },
      {
        sum: 'enterprises',
      },
    ),
  ],
  rules: [
    {
      id: 'legal.lawyers-for-consultations',
      severity: 'warning',
      title: { zh: '有咨询的应填参与律师', en: 'A lawyer for every consultation' },
      kind: 'condition',
      field: 'lawyers',
      where: { field: 'consultations', op: '>', than: { value: 0 } },
      must: { field: 'lawyers', op: '>', than: { value: 0 } },
    },
    {
      id: 'legal.enterprises-within-consultations',
      severity: 'warning',
      title: { zh: '服务企业数不大于咨询件数', en: 'Enterprises within consultations' },
      kind: 'compare',
      left: { field: 'enterprises' },
      op: '<=',
      right: { field: 'consultations' },
      missing: 'skip-any',
    },
    {
      id: 'legal.people-in-groups',
      severity: 'warning',
      title: { zh: '有微信群的应填入群人数', en: 'People where there are groups' },
      kind: 'condition',
      field: 'people_in_groups',
      where: { field: 'groups', op: '>', than: { value: 0 } },
      must: { field: 'people_in_groups', op: '>', than: { value: 0 } },
    },
    {
      id: 'legal.date-in-future',
      severity: 'error',
      title: { zh: '服务日期不晚于数据截至日', en: 'Not after the day of the figures' },
      kind: 'named',
      check: 'date-not-future',
      fields: ['date'],
    },
    {
      id: 'legal.duplicate',
      severity: 'warning',
      title: { zh: '同一律所同一日期同一方式只填一行', en: 'A batch once' },
      kind: 'named',
      check: 'duplicate',
      fields: ['firm', 'date', 'channel', 'place', 'lawyer', 'topic', 'client'],
    },
    watched('legal', ['people_in_groups']),
  ],
  bulletin: {
    zh: '截至{asOf}，{unit}组织律师{lawyers}名参与法律服务[，涉及律师事务所{firms}家][，入群{people_in_groups}人][，接受法律咨询{consultations}例][，服务企业{enterprises}家]。',
    en: 'As of {asOf}, {lawyers} lawyers of {unit} give legal services[, from {firms} firms][; {people_in_groups} people are in their groups][; they answered {consultations} questions][ of {enterprises} enterprises].',
  },
}
