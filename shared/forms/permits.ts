import type { Field, Form } from './form.ts'
import { indicatorsOf, phone, remark, township, watched } from './parts.ts'

const { last, sum, ratio } = indicatorsOf('permits')
const people = { zh: '人', en: 'people' }
const papers = { zh: '张', en: '' }
const places = { zh: '个', en: '' }

/** A column of how many of a paper were issued. */
function issued(id: string, title: Field['title'], synonyms: string[], papersNamed: string): Field {
  return {
    id,
    title,
    synonyms,
    families: [
      `[本周|本期|当日|今日|累计|已|共][办理|开具|发放|出具|办结|办证|证照办理|证件办理|证明办理]${papersNamed}[办理|开具|发放|出具|办结][数|数量|份数|张数|人数|件数|总数|情况]`,
    ],
    type: 'count',
    unit: papers,
  }
}

export const permits: Form = {
  id: 'permits',
  version: 1,
  title: { zh: '证照办理统计表', en: 'Papers issued' },
  row: { zh: '服务点一天', en: 'service point and day' },
  subjects: ['证照办理', '健康证', '出行证', '通行证', '证明办理', '办证', '服务站', '服务点'],
  identifiedBy: [
    ['point', 'points', 'township'],
    ['health_certificates', 'travel_permits', 'vehicle_passes', 'people_served', 'villages'],
  ],
  fields: [
    township,
    {
      id: 'point',
      title: { zh: '服务点', en: 'Service point' },
      synonyms: ['服务点名称', '服务站', '服务站名称', '办理点', '办证点', '办理窗口', '体检点'],
      families: [
        '[设立|便民|就业|创业|就业创业|办证|健康证|务工|集中|村级]{服务点|服务站|服务窗口|服务中心|服务站点}[名称|地点|位置]',
        '{办理|办证|体检|检测|受理|代办}{点|站|窗口|地点|网点}[名称]',
        '{窗口|网点|站点}[名称]',
        '服务网点[名称]',
      ],
      underTitle: ['地点', '单位'],
      type: 'text',
      carriesDown: true,
    },
    {
      id: 'date',
      title: { zh: '办理日期', en: 'Date' },
      synonyms: ['办理时间', '服务日期', '服务时间', '办证日期', '日期'],
      families: ['[办理|办证|服务|受理|统计|体检|登记]{日期|时间}'],
      type: 'date',
      carriesDown: true,
    },
    {
      id: 'points',
      title: { zh: '服务点数', en: 'Number of service points' },
      synonyms: ['服务站数', '服务点个数', '服务站数量', '设立服务点数', '办理点数量', '窗口数'],
      families: [
        '[设立|设置|建立|开设|便民|就业创业|就业][便民|就业|创业|就业创业|办证]{服务点|服务站|服务站点|服务窗口|办理点|办理窗口|办证点|窗口|体检点}{数|数量|个数|总数}',
      ],
      type: 'count',
      unit: places,
    },
    {
      id: 'villages',
      title: { zh: '覆盖村数', en: 'Villages covered' },
      synonyms: ['覆盖行政村数', '服务村数', '涉及村数', '覆盖村庄数', '行政村数', '辖村数'],
      families: [
        '[覆盖|服务|涉及|负责|所辖|辖|包含]{村|行政村|村庄|村社区|村居|社区}{数|个数|数量|总数}',
        '{覆盖|服务}{行政村|村|村庄}',
      ],
      type: 'count',
      unit: places,
    },
    issued(
      'health_certificates',
      { zh: '健康证', en: 'Health certificates' },
      ['健康证明', '健康证办理数', '办理健康证', '健康证数量', '开具健康证明数'],
      '{健康证|健康证明|健康通行证|务工健康证|健康申报证明|健康证明书}',
    ),
    issued(
      'travel_permits',
      { zh: '出行证', en: 'Travel permits' },
      ['出行证明', '外出务工证明', '返岗证明', '出行证办理数', '办理出行证'],
      '{出行证|出行证明|外出证明|外出通行证|人员通行证|出行通行证|外出务工证明|返岗证明|务工证明|复工证明|返工证明|出入证|通行证明}',
    ),
    issued(
      'vehicle_passes',
      { zh: '车辆通行证', en: 'Vehicle passes' },
      ['通行证', '车辆运输通行证', '办理车辆通行证', '通行证办理数', '货车通行证'],
      '{通行证|车辆通行证|车辆运输通行证|运输通行证|货车通行证|货车小车通行证|小车通行证|应急运输通行证|绿色通行证|运输车辆通行证|车证|车辆证|车辆证件}',
    ),
    {
      id: 'people_served',
      title: { zh: '服务人数', en: 'People served' },
      synonyms: [
        '办理人数',
        '服务人次',
        '办证人数',
        '服务群众人数',
        '接待人数',
        '接待群众',
        '办理人次',
      ],
      families: [
        '[本周|当日|今日|累计|日均|每日]{服务|办理|办证|接待|受理|体检|检测}[务工|返岗|外出务工][人员|群众|务工人员|农民工]{人数|人次|人次数|总人数}',
        '[累计]{服务|办事|接待}群众[数|人数|人次]',
      ],
      underTitle: ['人次', '群众人数', '人数'],
      type: 'count',
      unit: people,
    },
    {
      id: 'staff',
      title: { zh: '工作人员数', en: 'Staff' },
      synonyms: ['工作人员人数', '医护人员数', '派驻人员数', '参与人员数'],
      families: ['[派驻|参与|在岗|医护|值班]{工作人员|医护人员|医生|人员}{数|人数|总数}'],
      type: 'count',
      unit: people,
    },
    phone,
    remark,
  ],
  indicators: [
    sum('health_certificates', { zh: '健康证', en: 'Health certificates' }, papers, {
      sum: 'health_certificates',
    }),
    sum('travel_permits', { zh: '出行证', en: 'Travel permits' }, papers, {
      sum: 'travel_permits',
    }),
    sum('vehicle_passes', { zh: '车辆通行证', en: 'Vehicle passes' }, papers, {
      sum: 'vehicle_passes',
    }),
    sum('people_served', { zh: '服务人数', en: 'People served' }, people, { sum: 'people_served' }),
    sum(
      'service_days',
      { zh: '服务点天数', en: 'Days of service' },
      { zh: '天', en: 'days' },
      {
        count: { present: 'people_served' },
      },
    ),
    ratio(
      'served_per_day',
      { zh: '每点日均服务人数', en: 'People served at a point a day' },
      'sum',
      ['people_served', 'service_days'],
      people,
    ),
    last('service_points', { zh: '服务点数', en: 'Service points' }, places, {
      first: [{ sum: 'points', each: ['township'] }, { distinct: ['township', 'point'] }],
    }),
    last('villages_covered', { zh: '覆盖村数', en: 'Villages covered' }, places, {
      sum: 'villages',
      each: ['township', 'point'],
    }),
    last('townships', { zh: '设点乡镇数', en: 'Townships with service points' }, places, {
      distinct: 'township',
    }),
  ],
  rules: [
    {
      id: 'permits.health-within-served',
      severity: 'warning',
      title: { zh: '健康证数不大于服务人数', en: 'Health certificates within people served' },
      kind: 'compare',
      left: { field: 'health_certificates' },
      op: '<=',
      right: { field: 'people_served' },
      missing: 'skip-any',
    },
    {
      id: 'permits.travel-within-served',
      severity: 'warning',
      title: { zh: '出行证数不大于服务人数', en: 'Travel permits within people served' },
      kind: 'compare',
      left: { field: 'travel_permits' },
      op: '<=',
      right: { field: 'people_served' },
      missing: 'skip-any',
    },
    {
      id: 'permits.date-in-future',
      severity: 'error',
      title: { zh: '办理日期不晚于数据截至日', en: 'Not after the day of the figures' },
      kind: 'named',
      check: 'date-not-future',
      fields: ['date'],
    },
    {
      id: 'permits.duplicate-point-day',
      severity: 'warning',
      title: { zh: '同一服务点同一天只填一行', en: 'A service point and day once' },
      kind: 'named',
      check: 'duplicate',
      fields: ['point', 'township', 'date'],
    },
    watched('permits', ['people_served']),
  ],
  bulletin: {
    zh: '截至{asOf}，{unit}为返岗群众办理证照[，服务{people_served}人次][，其中健康证{health_certificates}张][，出行证{travel_permits}张][，车辆通行证{vehicle_passes}张][；设服务点{service_points}个][，覆盖{villages_covered}个村]。',
    en: 'As of {asOf}, {unit} issues papers for the journey to work[, {people_served} people served][, {health_certificates} health certificates][, {travel_permits} travel permits][, {vehicle_passes} vehicle passes][; {service_points} service points][ for {villages_covered} villages].',
  },
}
