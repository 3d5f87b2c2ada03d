import type { Condition, Field, Form } from './form.ts'
import { indicatorsOf, phone, remark, township, watched } from './parts.ts'

const { last, sum, ratio } = indicatorsOf('liaison')
const people = { zh: '人', en: 'people' }
const enterprisesUnit = { zh: '家', en: '' }
const items = { zh: '个', en: '' }
const times = { zh: '次', en: '' }

const rectifying: Condition = {
  any: [
    { field: 'rectified', is: 'open' },
    { all: [{ missing: 'rectified' }, { present: 'rectification' }] },
  ],
}

/** A column of how many there are, on sheets that count instead of listing. */
function counted(id: string, title: Field['title'], synonyms: string[], family: string): Field {
  return { id, title, synonyms, families: [family], type: 'count' }
}

export const liaison: Form = {
  id: 'liaison',
  version: 1,
  title: { zh: '驻企联络员台账', en: 'Officers at enterprises' },
  row: { zh: '联络员与企业', en: 'officer and enterprise' },
  subjects: ['联络员', '驻企', '包保', '包联', '首席服务员', '驻厂', '红帮手', '联系企业'],
  identifiedBy: [
    ['officer', 'leader', 'officers'],
    ['enterprise', 'project', 'enterprises'],
  ],
  fields: [
    township,
    {
      id: 'leader',
      title: { zh: '联系领导', en: 'Leader' },
      synonyms: [
        '包联领导',
        '县级领导',
        '县级联系领导',
        '挂点领导',
        '包保领导',
        '牵头领导',
        '挂联领导',
      ],
      families: [
        '[县级|市级|县|市|县处级|班子]{联系|包联|挂点|包保|牵头|挂联|包抓|包扎|包干|帮扶}{领导|县领导|市领导|县级领导|领导干部}[姓名]',
        '{县级|市级|县处级}{领导|领导干部}[姓名]',
      ],
      type: 'text',
      carriesDown: true,
    },
    {
      id: 'officer',
      title: { zh: '驻企联络员', en: 'Officer' },
      synonyms: [
        '联络员',
        '驻企干部',
        '联络员姓名',
        '驻企防疫联络员',
        '派驻干部',
        '首席服务员',
        '驻企红帮手',
      ],
      families: [
        '[驻企|驻厂|防疫|驻企防疫|企业|派驻|包联|选派]{联络员|特派员|指导员|服务员|红帮手|服务专员|服务官|首席服务员|联络官}[姓名|名单]',
        '{驻企|驻厂|派驻|包联|包保|驻点|选派|下派}{干部|党员干部|人员|党员|工作人员|机关干部}[姓名|名单]',
        '{联系|包企|挂联|包抓|帮扶}{干部|人员}',
        '驻{厂|企|点}代表',
        '干部姓名',
      ],
      type: 'text',
      carriesDown: true,
    },
    {
      id: 'officer_unit',
      title: { zh: '派出单位', en: 'Sent by' },
      synonyms: ['选派单位', '工作单位', '所在单位', '联络员单位', '单位及职务', '原单位'],
      families: [
        '[联络员|驻企干部|干部|派驻干部]{派出|选派|工作|所在|原|所属}单位[及职务|名称|职务]',
        '[联络员|驻企干部|干部|工作|所在]单位{及|和|与|}职务',
      ],
      type: 'text',
      carriesDown: true,
    },
    {
      id: 'post',
      title: { zh: '职务', en: 'Post' },
      synonyms: ['职级', '职务职级', '现任职务', '联络员职务', '职务级别'],
      families: ['[现任|联络员|干部|驻企干部]{职务|职级|职务职级|行政职务|职务级别}'],
      type: 'text',
      carriesDown: true,
    },
    {
      id: 'enterprise',
      title: { zh: '联系企业', en: 'Enterprise' },
      synonyms: [
        '企业名称',
        '企业',
        '驻点企业',
        '派驻企业',
        '包保企业',
        '包联企业',
        '帮扶企业',
        '所驻企业',
      ],
      families: [
        '[规上|规上工业|复工|工业|重点]{联系|驻点|派驻|包保|包联|帮扶|所驻|服务|入驻|联络|对口|挂点|对接|包干}{企业|工业企业|规上企业|规上工业企业|公司}[名称|名单]',
        '[规上|规上工业|规模以上|规模以上工业|工业|重点]{企业|公司}{名称|全称}',
      ],
      type: 'text',
    },
    {
      id: 'project',
      title: { zh: '联系项目', en: 'Project' },
      synonyms: ['项目名称', '包联项目', '包保项目', '联系重点项目', '重点项目'],
      families: [
        '{联系|驻点|派驻|包保|包联|帮扶|服务|挂点}{项目|重点项目|重点建设项目|建设项目}[名称|名单]',
        '[重点|重点建设|建设]项目名称',
      ],
      type: 'text',
    },
    counted(
      'officers',
      { zh: '联络员人数', en: 'Number of officers' },
      ['选派联络员人数', '派驻干部人数', '驻企干部人数', '联络员数', '选派干部人数'],
      '[选派|派驻|派出|驻企|共|现有][驻企|防疫|驻企防疫]{联络员|干部|驻企干部|党员干部|驻企联络员|联络员干部|首席服务员}{人数|数|总数|名数}',
    ),
    counted(
      'leaders',
      { zh: '联系领导人数', en: 'Number of leaders' },
      ['县级领导人数', '包联领导人数', '联系领导数', '包保领导人数'],
      '[县级|市级|县处级|包联|联系|包保|挂点]{领导|县级领导|领导干部}{人数|数|总数}',
    ),
    counted(
      'enterprises',
      { zh: '联系企业数', en: 'Number of enterprises' },
      ['覆盖企业数', '派驻企业数', '包联企业数', '联系企业户数', '驻点企业数'],
      '{联系|覆盖|派驻|包联|包保|驻点|帮扶|服务|已派驻}{企业|规上企业|规上工业企业}{数|户数|家数|总数|数量}',
    ),
    counted(
      'projects',
      { zh: '联系项目数', en: 'Number of projects' },
      ['包联项目数', '覆盖项目数', '联系重点项目数', '包保项目数'],
      '{联系|覆盖|派驻|包联|包保|帮扶|服务}{项目|重点项目|重点建设项目}{数|个数|总数|数量}',
    ),
    {
      id: 'arrived_on',
      title: { zh: '入驻日期', en: 'Arrived on' },
      synonyms: ['入驻时间', '派驻时间', '进驻时间', '派驻日期', '到企时间', '到岗时间'],
      families: ['[联络员|干部]{入驻|派驻|进驻|到企|到岗|驻企|驻点|选派|上岗}{日期|时间}'],
      type: 'date',
    },
    {
      id: 'check_ins',
      title: { zh: '签到次数', en: 'Check-ins' },
      synonyms: ['本周签到次数', '签到天数', '日签到次数', '打卡次数', '驻企天数'],
      families: ['[本周|本期|累计|每周]{签到|日签到|打卡|驻企|驻点|在岗|到企}{次数|天数|数|}'],
      underTitle: ['签到', '打卡'],
      type: 'count',
      unit: times,
    },
    {
      id: 'daily_reports',
      title: { zh: '日报告次数', en: 'Daily reports' },
      synonyms: ['日报告', '日报次数', '本周日报告次数', '报告次数', '日报告份数'],
      families: [
        '[本周|本期|累计]{日报告|日报|报告|每日报告|工作日报|上报日报}{次数|份数|篇数|数|}',
        '{报送|上报}{日报|日报告}[数|份数|次数]',
        '{日报|日报告}[报]送次数',
      ],
      type: 'count',
      unit: times,
    },
    {
      id: 'rectification',
      title: { zh: '整改事项', en: 'Rectification' },
      synonyms: ['需整改问题', '整改问题', '督查发现问题', '整改要求', '整改内容'],
      families: [
        '[需|须|限期|督促]整改[的]{事项|问题|内容|要求}',
        '{督查|检查|督导|巡查}发现[的]问题',
      ],
      type: 'text',
    },
    {
      id: 'rectify_by',
      title: { zh: '整改期限', en: 'Rectify by' },
      synonyms: ['整改时限', '限期整改时间', '整改截止日期', '整改完成时限'],
      families: ['[限期]整改[完成]{期限|时限|限期|截止日期|截止时间|时间}'],
      type: 'date',
    },
    {
      id: 'rectified',
      title: { zh: '整改状态', en: 'State of rectification' },
      synonyms: ['整改情况', '是否整改', '整改完成情况', '是否完成整改', '是否整改到位'],
      families: [
        '[问题|限期]整改[完成|落实]{状态|情况|结果|进度|与否}',
        '是否[已|已经|完成]整改[完成|到位]',
      ],
      type: 'choice',
      choices: [
        {
          value: 'done',
          title: { zh: '已整改', en: 'done' },
          words: [
            '是',
            '√',
            '整改完成',
            '已完成',
            '完成',
            '已到位',
            '整改到位',
            '已整改到位',
            '已销号',
          ],
        },
        {
          value: 'open',
          title: { zh: '整改中', en: 'open' },
          words: [
            '否',
            '×',
            '未整改',
            '正在整改',
            '未完成',
            '待整改',
            '限期整改',
            '未到位',
            '进行中',
          ],
        },
        {
          value: 'none',
          title: { zh: '无需整改', en: 'none needed' },
          words: ['不需整改', '无问题', '未发现问题', '无整改事项'],
        },
      ],
    },
    {
      id: 'owner_in_charge',
      title: { zh: '企业主体责任人', en: 'In charge at the enterprise' },
      synonyms: ['企业责任人', '主体责任人', '企业主体责任'],
      families: ['[企业][疫情|防控|防疫]主体责任[人|人姓名]', '企业[防控|防疫]责任人'],
      type: 'text',
      personal: true,
    },
    {
      id: 'manager_in_charge',
      title: { zh: '管理责任人', en: 'In charge of management' },
      synonyms: ['管理责任', '复工办责任人', '属地管理责任人', '属地责任人'],
      families: ['[属地|复工办|行业|部门]{管理|监管|属地|包保}责任[人|人姓名]'],
      type: 'text',
    },
    {
      id: 'inspector_in_charge',
      title: { zh: '督查责任人', en: 'In charge of inspection' },
      synonyms: ['督查责任', '督导责任人', '督查人员', '防控督查责任人'],
      families: ['[防控|疫情|防疫]{督查|督导|监督}责任[人|人姓名]'],
      type: 'text',
    },
    phone,
    remark,
  ],
  indicators: [
    last('officers', { zh: '驻企联络员', en: 'Officers' }, people, {
      first: [{ sum: 'officers' }, { distinct: 'officer' }],
    }),
    last('leaders', { zh: '联系领导', en: 'Leaders' }, people, {
      first: [{ sum: 'leaders' }, { distinct: 'leader' }],
    }),
    last('covered', { zh: '覆盖企业', en: 'Enterprises covered' }, enterprisesUnit, {
      first: [{ sum: 'enterprises' }, { distinct: 'enterprise' }],
    }),
    last('projects_covered', { zh: '覆盖项目', en: 'Projects covered' }, items, {
      first: [{ sum: 'projects' }, { distinct: 'project' }],
    }),
    ratio('coverage', { zh: '联络员覆盖率', en: 'Coverage' }, 'last', [
      'covered',
      'enterprises.total',
    ]),
    sum('check_ins', { zh: '签到', en: 'Check-ins' }, times, { sum: 'check_ins' }),
    sum('daily_reports', { zh: '日报告', en: 'Daily reports' }, times, { sum: 'daily_reports' }),
    last('rectifications_open', { zh: '未完成整改', en: 'Rectifications open' }, items, {
      count: rectifying,
    }),
    last(
      'three_levels',
      { zh: '三级责任落实企业', en: 'All three levels in charge' },
      enterprisesUnit,
      {
        count: {
          // The enterprise itself bears the first of the three.
          all: [
            { present: 'enterprise' },
            { present: 'manager_in_charge' },
            { present: 'inspector_in_charge' },
          ],
        },
      },
    ),
  ],
  rules: [
    {
      id: 'liaison.officer-named',
      severity: 'warning',
      title: { zh: '每家企业都应有联络员', en: 'An officer for every enterprise' },
      kind: 'condition',
      field: 'officer',
      where: { present: 'enterprise' },
      must: { present: 'officer' },
    },
    {
      id: 'liaison.enterprise-named',
      severity: 'warning',
      title: { zh: '联络员应有所联系的企业', en: 'An enterprise for every officer' },
      kind: 'condition',
      field: 'enterprise',
      where: { all: [{ present: 'officer' }, { missing: 'project' }] },
      must: { present: 'enterprise' },
    },
    {
      id: 'liaison.check-ins-within-week',
      severity: 'warning',
      title: { zh: '每人每周签到不超过7次', en: 'Seven check-ins a week' },
      kind: 'compare',
      left: { field: 'check_ins' },
      op: '<=',
      right: { value: 7 },
      missing: 'skip-any',
      where: { missing: 'officers' },
    },
    {
      id: 'liaison.reports-within-week',
      severity: 'warning',
      title: { zh: '每人每周日报告不超过7次', en: 'Seven daily reports a week' },
      kind: 'compare',
      left: { field: 'daily_reports' },
      op: '<=',
      right: { value: 7 },
      missing: 'skip-any',
      where: { missing: 'officers' },
    },
    {
      id: 'liaison.arrived-in-future',
      severity: 'error',
      title: { zh: '入驻日期不晚于数据截至日', en: 'Arrived not after the day of the figures' },
      kind: 'named',
      check: 'date-not-future',
      fields: ['arrived_on'],
    },
    {
      id: 'liaison.rectification-overdue',
      severity: 'warning',
      title: { zh: '整改应在期限内完成', en: 'Rectified by the day it is due' },
      kind: 'condition',
      field: 'rectify_by',
      where: rectifying,
      must: { not: { field: 'rectify_by', op: '<', than: { date: 'asOf' } } },
    },
    {
      id: 'liaison.duplicate',
      severity: 'warning',
      title: { zh: '同一联络员与同一企业只填一行', en: 'An officer and enterprise once' },
      kind: 'named',
      check: 'duplicate',
      fields: ['enterprise', 'officer', 'leader', 'project'],
    },
    watched('liaison', ['officers', 'covered']),
    {
      id: 'liaison.covered-within-enterprises',
      severity: 'warning',
      title: {
        zh: '联络员覆盖的企业应都在企业台账上',
        en: 'Enterprises covered are among those listed',
      },
      kind: 'across',
      left: { figure: 'liaison.covered' },
      op: '<=',
      right: { figure: 'enterprises.total' },
    },
    {
      id: 'liaison.covered-within-projects',
      severity: 'warning',
      title: {
        zh: '联系的重点项目应都在项目台账上',
        en: 'Projects covered are among those listed',
      },
      kind: 'across',
      left: { figure: 'liaison.projects_covered' },
      op: '<=',
      right: { figure: 'projects.total' },
    },
  ],
  bulletin: {
    zh: '截至{asOf}，{unit}驻企联络情况[：选派驻企联络员{officers}人][，覆盖企业{covered}家][，覆盖率{coverage}][；{leaders}名领导联系][重点项目{projects_covered}个][；签到{check_ins}次][，日报告{daily_reports}次][；未完成整改{rectifications_open}个]。',
    en: 'As of {asOf}, officers at enterprises of {unit}[: {officers} officers][, {covered} enterprises covered][, {coverage}][; {leaders} leaders][ with {projects_covered} projects][; {check_ins} check-ins][, {daily_reports} daily reports][; {rectifications_open} rectifications open].',
  },
}
