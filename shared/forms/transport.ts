import type { Condition, Field, Form } from './form.ts'
import { indicatorsOf, phone, remark, township, watched } from './parts.ts'

const { sum } = indicatorsOf('transport')
const trips = { zh: '车次', en: 'trips' }
const people = { zh: '人', en: 'people' }

/** What a health check on a journey is called, in front of and behind its stage. */
const checked = {
  before: '[健康检测|健康监测|健康检查|健康|体温检测|检测|三关|健康三关|三关检测]',
  after:
    '[务工人员|人员|乘客|乘车人员][健康|体温|健康状况]{检测|监测|测温|检查|体温|体温检测|健康检测|健康监测}[情况|结果|合格|达标|是否合格|是否达标|是否正常]',
}
const passed: Field['choices'] = [
  {
    value: 'yes',
    title: { zh: '合格', en: 'passed' },
    words: [
      '已检测',
      '正常',
      '全部合格',
      '全部正常',
      '通过',
      '均正常',
      '无异常',
      '已测温',
      '无发热',
    ],
  },
  {
    value: 'no',
    title: { zh: '不合格', en: 'not passed' },
    words: ['未检测', '异常', '有异常', '发热', '未通过', '有发热', '未测温', '未合格'],
  },
]
const plan: Field['choices'] = [
  {
    value: 'yes',
    title: { zh: '已制定', en: 'made' },
    words: ['有方案', '有', '已有', '制定', '已落实', '落实'],
  },
  {
    value: 'no',
    title: { zh: '未制定', en: 'not made' },
    words: ['无方案', '未落实', '没有', '正在制定'],
  },
]
const allThreeGates: Condition = {
  all: [
    { field: 'gate_before', is: true },
    { field: 'gate_on_way', is: true },
    { field: 'gate_on_arrival', is: true },
  ],
}

export const transport: Form = {
  id: 'transport',
  version: 1,
  title: { zh: '点对点输送台账', en: 'Point-to-point transport' },
  row: { zh: '一趟车', en: 'trip' },
  subjects: ['点对点', '输送', '直通车', '包车', '专车', '接返', '运送', '接送'],
  identifiedBy: [
    ['passengers'],
    ['vehicle', 'from', 'to', 'trips', 'seats', 'gate_before', 'gate_on_way', 'gate_on_arrival'],
  ],
  fields: [
    township,
    {
      id: 'date',
      title: { zh: '出发日期', en: 'Date' },
      synonyms: [
        '出发时间',
        '发车日期',
        '发车时间',
        '输送日期',
        '输送时间',
        '运送日期',
        '接送日期',
      ],
      families: [
        '{出发|发车|输送|运送|接送|接返|接回|出行|行程|乘车|返程|启程|开行}{日期|时间|日}',
        '{日期|时间}',
      ],
      type: 'date',
      carriesDown: true,
    },
    {
      id: 'vehicle',
      title: { zh: '车牌号', en: 'Vehicle' },
      synonyms: ['车牌号码', '车号', '车牌', '车辆牌照', '车辆号牌', '包车车牌号', '车次'],
      families: [
        '[包车|客车|大巴|车辆|运输车辆|乘坐车辆|接送车辆][车辆]{车牌|车牌号|车牌号码|牌照|牌照号|号牌|号牌号码|牌号}',
        '{车次|航班|车次航班|车次航班号|班次|车辆编号}',
      ],
      underTitle: ['车辆'],
      type: 'code',
    },
    {
      id: 'from',
      title: { zh: '出发地', en: 'From' },
      synonyms: ['始发地', '起点', '出发地点', '上车地点', '乘车地点', '接返地点', '始发站'],
      families: [
        '{出发|始发|起始|发车|上车|乘车|接返|接回|来源|启程|接送起}{地|地点|站|点|城市|地区|位置}',
        '[行程|线路|路线|运输线路|运行线路]{起点|起始|起}',
      ],
      type: 'text',
    },
    {
      id: 'to',
      title: { zh: '目的地', en: 'To' },
      synonyms: ['到达地', '终点', '到达地点', '送达地点', '下车地点', '终点站', '务工地'],
      families: [
        '{到达|目的|抵达|终到|下车|送达|输送目的|务工|返岗|接送止}{地|地点|站|城市|地区}',
        '[行程|线路|路线|运输线路|运行线路]{终点|终止|止}',
        '终点站',
      ],
      type: 'text',
    },
    {
      id: 'enterprise',
      title: { zh: '用工企业', en: 'Enterprise' },
      synonyms: [
        '用工单位',
        '接收企业',
        '务工企业',
        '目的企业',
        '到达企业',
        '企业名称',
        '返岗企业',
      ],
      families: [
        '{用工|接收|务工|目的|目的地|到达|返岗|复工|输送|对接|接收用工}{企业|单位|公司|工厂}[名称|全称]',
        '{企业|公司}{名称|全称}',
      ],
      type: 'text',
    },
    {
      id: 'trips',
      title: { zh: '输送车次', en: 'Trips' },
      synonyms: ['车次数', '输送趟次', '包车数量', '包车辆数', '发车趟次', '派车数', '车辆数'],
      families: [
        '[累计|本周|本期|共]{输送|包车|发车|开行|运送|接送|派出|出动|安排|派|专车|点对点}[包车|专车|客车|车辆|大巴]{车次|趟次|班次|辆数|车数|车辆数|次数|批次|台次|数量}',
        '{车次|趟次|班次|车辆}{数|数量|合计}',
      ],
      underTitle: ['车次数', '趟次', '班次'],
      type: 'count',
      unit: { zh: '趟', en: 'trips' },
    },
    {
      id: 'seats',
      title: { zh: '核载人数', en: 'Seats' },
      synonyms: ['核定载客人数', '座位数', '车辆座位数', '核定人数', '荷载人数', '限载人数'],
      families: [
        '[人数]{核载|核定|限载|荷载}[人数]',
        '[车辆|客车]{核载|核定载客|核定|荷载|限载|额定载客|准载}{人数|数|人}',
        '[车辆|客车]{座位|座|座位总}数',
        '{核定|限定|额定}{载客|载人|座位}[数|人数]',
      ],
      type: 'count',
      unit: people,
    },
    {
      id: 'passengers',
      title: { zh: '乘车人数', en: 'Passengers' },
      synonyms: [
        '输送人数',
        '运送人数',
        '接送人数',
        '接返人数',
        '乘客人数',
        '载客人数',
        '接回人数',
      ],
      families: [
        '[本车|本次|本趟|实际|累计|本周|共|已]{乘车|乘坐|输送|运送|接送|接返|接回|载客|实载|乘客|上车|护送|转运|搭载|点对点输送|集中输送|包车输送}[务工|返岗|农民工|企业|务工返岗][人员|员工|务工人员|工人|农民工|劳动力]{人数|人次|数|总数|总人数}',
        '[人数]{实载|实乘|实际载客|实际乘坐}[人数]',
        '{乘车|输送|运送|接回|接返}{务工人员|员工|农民工|工人|乘客}',
        '{车上|承运|运输|载运|载}[务工|返岗]{人数|人员数}',
      ],
      underTitle: ['人数', '人员数量', '务工人员数', '返岗人数', '人员', '务工人数'],
      type: 'count',
      unit: people,
      required: true,
    },
    {
      id: 'gate_before',
      title: { zh: '出发前健康检测', en: 'Checked before departure' },
      synonyms: [
        '行前健康检测',
        '上车前体温检测',
        '输出前健康检测',
        '出发前检测',
        '行前检测',
        '上车前测温',
      ],
      families: [
        `${checked.before}{出发前|输出前|上车前|行前|发车前|乘车前|出门前}[是否]${checked.after}`,
        `${checked.before}{出发前|输出前|上车前|行前|发车前|乘车前}`,
      ],
      type: 'flag',
      choices: passed,
    },
    {
      id: 'gate_on_way',
      title: { zh: '途中健康检测', en: 'Checked on the way' },
      synonyms: ['途中检测', '途中体温检测', '途中测温', '在途检测', '途中健康监测'],
      families: [
        `${checked.before}{途中|在途|路途|路途中|行程中|运输途中|乘车途中}[是否]${checked.after}`,
        `${checked.before}{途中|在途|路途}`,
      ],
      type: 'flag',
      choices: passed,
    },
    {
      id: 'gate_on_arrival',
      title: { zh: '到达后健康检测', en: 'Checked on arrival' },
      synonyms: [
        '到企健康检测',
        '到厂检测',
        '到达检测',
        '到厂到企健康检测',
        '下车检测',
        '抵达后测温',
      ],
      families: [
        `${checked.before}{到达|到达后|到达时|到站|到站后|到厂|到企|到厂到企|到企到厂|抵达|抵达后|下车|下车后|进厂|进厂前|入厂}[是否]${checked.after}`,
        `${checked.before}{到达后|到达时|到站|到站后|到厂|到企|到厂到企|抵达后|下车后|进厂前}`,
      ],
      type: 'flag',
      choices: passed,
    },
    {
      id: 'enterprise_plan',
      title: { zh: '一企一方案', en: 'Plan for the enterprise' },
      synonyms: ['是否一企一方案', '一企一策方案', '企业输送方案', '一企业一方案'],
      families: [
        '[是否][制定|落实|有]{一企一方案|一企业一方案|一企一策|一企一案}[是否制定|落实情况|制定情况]',
      ],
      type: 'flag',
      choices: plan,
    },
    {
      id: 'vehicle_plan',
      title: { zh: '一车一方案', en: 'Plan for the vehicle' },
      synonyms: ['是否一车一方案', '一车一策方案', '车辆输送方案', '一车一案'],
      families: [
        '[是否][制定|落实|有]{一车一方案|一车辆一方案|一车一策|一车一案}[是否制定|落实情况|制定情况]',
      ],
      type: 'flag',
      choices: plan,
    },
    {
      id: 'driver',
      title: { zh: '驾驶员', en: 'Driver' },
      synonyms: ['司机', '司机姓名', '驾驶员姓名', '驾驶人'],
      families: ['[车辆|客车]{驾驶员|司机|驾驶人}[姓名|信息]'],
      type: 'text',
      personal: true,
    },
    {
      id: 'escort',
      title: { zh: '随车负责人', en: 'Escort' },
      synonyms: ['带队人', '随车人员', '跟车干部', '带队干部', '领队', '护送人员', '联系人'],
      families: ['{随车|跟车|带队|护送|押车}{负责人|人员|干部|人|工作人员|联系人|医护人员}[姓名]'],
      type: 'text',
      personal: true,
    },
    phone,
    remark,
  ],
  indicators: [
    sum('trips', { zh: '输送车次', en: 'Trips' }, trips, {
      first: [{ sum: 'trips' }, { count: 'all' }],
    }),
    sum('passengers', { zh: '输送人数', en: 'Passengers' }, people, { sum: 'passengers' }),
    sum('gates_passed', { zh: '三关检测合格车次', en: 'Trips with all three checks' }, trips, {
      count: allThreeGates,
    }),
    sum('planned', { zh: '两个方案齐全车次', en: 'Trips with both plans' }, trips, {
      count: {
        all: [
          { field: 'enterprise_plan', is: true },
          { field: 'vehicle_plan', is: true },
        ],
      },
    }),
  ],
  rules: [
    {
      id: 'transport.passengers-within-seats',
      severity: 'error',
      title: { zh: '乘车人数不大于核载人数', en: 'Passengers within seats' },
      kind: 'compare',
      left: { field: 'passengers' },
      op: '<=',
      right: { field: 'seats' },
      missing: 'skip-any',
      where: { missing: 'trips' },
    },
    {
      id: 'transport.date-in-future',
      severity: 'error',
      title: { zh: '已输送的日期不晚于数据截至日', en: 'Not after the day of the figures' },
      kind: 'named',
      check: 'date-not-future',
      fields: ['date'],
    },
    {
      id: 'transport.gates',
      severity: 'warning',
      title: {
        zh: '出发前、途中、到达后三次检测都应合格',
        en: 'Checked before departure, on the way and on arrival',
      },
      kind: 'condition',
      field: 'gate_before',
      must: allThreeGates,
    },
    {
      id: 'transport.duplicate-trip',
      severity: 'warning',
      title: { zh: '同一车同日同程只填一行', en: 'A trip once' },
      kind: 'named',
      check: 'duplicate',
      fields: ['vehicle', 'date', 'from', 'to', 'enterprise'],
    },
    watched('transport', ['passengers']),
  ],
  bulletin: {
    zh: '截至{asOf}，{unit}点对点输送务工人员{passengers}人[，发车{trips}趟][，其中三关检测全部合格{gates_passed}趟][，落实一企一方案、一车一方案{planned}趟]。',
    en: 'As of {asOf}, {unit} has taken {passengers} people to work[, in {trips} trips][, {gates_passed} of them with all three health checks][; {planned} had a plan for the enterprise and for the vehicle].',
  },
}
