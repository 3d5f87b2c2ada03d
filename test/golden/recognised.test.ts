import { describe, expect, it } from 'vitest'
import type { Field, Form } from '../../shared/forms/form.ts'
import { forms } from '../../shared/forms/index.ts'
import { type Cell, columnName, gridOf, type Merge } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'
import { placeholders } from '../../shared/messages/fill.ts'
import { dictionaryOf } from '../../shared/recognise/dictionary.ts'
import { isSerialLabel } from '../../shared/recognise/header.ts'
import { parseLabel } from '../../shared/recognise/label.ts'
import { type Random, randomOf } from '../messy/random.ts'
import { madeUpValue, written } from '../messy/values.ts'

const now = '2020-03-01'

/** A bare sheet: the header as given, ten plausible rows, and no title unless one is given. */
function recognised(fields: Field[], labels: string[], random: Random, title?: string) {
  const rows = Array.from({ length: 10 }, (_, index) =>
    fields.map((field) => written(madeUpValue(field, random, index, 25), field, 1, random, true)),
  )
  const values: Cell[][] = [...(title ? [[title]] : []), labels, ...rows]
  return inspect(gridOf('Sheet1', values), { forms, now })
}

function expectAll(form: Form, fields: Field[], labels: string[], random: Random, title?: string) {
  const reports = recognised(fields, labels, random, title)
  const columns = Object.fromEntries(fields.map(({ id }, index) => [columnName(index), id]))
  const found = reports.map((report) => ({ form: report.form, columns: report.layout?.columns }))
  expect(found, labels.join(' | ')).toEqual([{ form: form.id, columns }])
}

/** A sheet with a row per person has fields that do not go with those of a row per village. */
function kinds(form: Form): Field[][] {
  const { rollUp } = form
  if (!rollUp) return [form.fields]
  const counted = new Set(Object.keys(rollUp.counts))
  const persons = form.fields.filter(({ id }) => !counted.has(id))
  return [form.fields.filter(({ id }) => counted.has(id) || id === rollUp.by), persons]
}

/** Fields without which a sheet is not this form, one of each group at random, and half of the rest. */
function someFields(form: Form, all: Field[], random: Random, share: number): Field[] {
  const must = new Set(all.filter(({ required }) => required).map(({ id }) => id))
  for (const group of form.identifiedBy) {
    const own = group.filter((id) => all.some((field) => field.id === id))
    if (!own.some((id) => must.has(id))) must.add(random.pick(own))
  }
  return all.filter(({ id }) => must.has(id) || random.chance(share))
}

const naming = ['field', 'fields', 'present', 'missing', 'sum', 'distinct', 'each']

/** Every field that indicators and rules name, wherever they do. */
function fieldsNamed(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]) =>
    naming.includes(key) && !(key === 'missing' && `${value}`.startsWith('skip'))
      ? [value].flat().map(String)
      : fieldsNamed(value),
  )
}

describe.each(forms)('$id', (form) => {
  const dictionary = dictionaryOf(forms)

  it('means one field by each of its wordings', () => {
    for (const field of form.fields) {
      const wordings = [field.title.zh, field.title.en, field.id, ...field.synonyms]
      expect(new Set(wordings).size, field.id).toBe(wordings.length)
      for (const wording of wordings) {
        const meanings = parseLabel(wording).keys.flatMap(
          (key) => dictionary.lookUp(key)?.get(form.id)?.field ?? [],
        )
        expect([...new Set(meanings)], wording).toEqual([field.id])
        expect(isSerialLabel(wording), wording).toBe(false)
      }
    }
  })

  it('is recognised by its plain titles', () => {
    for (const fields of kinds(form)) {
      const labels = fields.map(({ title }) => title.zh)
      expectAll(form, fields, labels, randomOf(1))
      expectAll(form, fields, labels, randomOf(2), `双河镇${form.title.zh}`)
    }
  })

  it('is recognised by any of its synonyms, in any order, without a title', () => {
    for (const all of kinds(form)) {
      for (let seed = 1; seed <= 60; seed += 1) {
        const random = randomOf(seed)
        const fields = random.shuffle(someFields(form, all, random, seed % 3 === 0 ? 1 : 0.5))
        const labels = fields.map(({ synonyms, title }) => random.pick([title.zh, ...synonyms]))
        expectAll(form, fields, labels, random)
      }
    }
  })

  it('says each of its synonyms at least once, beside what identifies it', () => {
    for (const all of kinds(form)) {
      for (const field of all) {
        for (const synonym of field.synonyms) {
          const random = randomOf(synonym.length + (synonym.codePointAt(0) ?? 0))
          const fields = [...new Set([...someFields(form, all, random, 0.2), field])]
          const labels = fields.map((one) => (one === field ? synonym : one.title.zh))
          expectAll(form, fields, labels, random, form.title.zh)
        }
      }
    }
  })

  it('is data, and speaks only of what it has', () => {
    expect(JSON.parse(JSON.stringify(form))).toEqual(form)
    const fields = new Set(form.fields.map(({ id }) => id))
    const named = [...form.identifiedBy.flat(), ...fieldsNamed([form.indicators, form.rules])]
    expect(named.filter((id) => !fields.has(id))).toEqual([])
    for (const { id, compute, overUnits } of form.indicators) {
      expect(id.startsWith(`${form.id}.`), id).toBe(true)
      expect('ratio' in compute ? 'ratio' : 'sum', id).toBe(overUnits)
    }
    const names = new Set(form.indicators.map(({ id }) => id.slice(form.id.length + 1)))
    for (const text of [form.bulletin.zh, form.bulletin.en]) {
      const unknown = placeholders(text).filter((name) => !names.has(name))
      expect(unknown.filter((name) => !['asOf', 'unit'].includes(name))).toEqual([])
    }
  })
})

/** Headers of two rows: `group:leaf=field,leaf=field`, or one label over both rows. */
const grouped: [form: string, header: string][] = [
  [
    'transport',
    '企业名称=enterprise 车辆信息:车牌号=vehicle,核载人数=seats,驾驶员=driver 行程:出发地=from,目的地=to,出发时间=date 乘车人数=passengers 健康检测:出发前=gate_before,途中=gate_on_way,到达后=gate_on_arrival',
  ],
  [
    'transport',
    '日期=date 车辆:车牌号码=vehicle,驾驶员=driver,联系电话=phone 线路:起点=from,终点=to 人数:核载=seats,实载=passengers',
  ],
  [
    'permits',
    '乡镇=township 服务点=point 办理数量（张）:健康证=health_certificates,出行证=travel_permits,车辆通行证=vehicle_passes 服务人数=people_served',
  ],
  [
    'supplies',
    '物资名称=item 单位=unit_of_measure 收发情况:上周结存=previous,本周入库=received,本周出库=issued 库存=stock 日均用量=daily_use',
  ],
  [
    'supplies',
    '品名=item 规格=specification 单位=unit_of_measure 期初:数量=previous 本期入库:数量=received 本期出库:数量=issued 期末:数量=stock',
  ],
  [
    'problems',
    '企业名称=enterprise 问题情况:类别=category,内容=description,提出时间=raised_on 办理情况:责任单位=handler,办结时限=due_on,办理结果=measures,办结日期=resolved_on',
  ],
  [
    'liaison',
    '企业名称=enterprise 驻企联络员:姓名=officer,单位及职务=officer_unit,联系电话=phone 联系领导=leader',
  ],
  [
    'liaison',
    '驻企干部:姓名=officer,工作单位=officer_unit,职务=post 派驻企业=enterprise 本周履职:签到次数=check_ins,日报告次数=daily_reports',
  ],
  [
    'projects',
    '项目名称=name 建设单位=owner 投资（万元）:总投资=investment,年度计划投资=planned_investment,累计完成投资=done_investment 复工情况:是否复工=status,复工时间=resumed_on 人员情况:应到岗人数=workers_total,已到岗人数=workers',
  ],
  [
    'jobs',
    '单位名称=employer 岗位需求:岗位名称=post,需求人数=positions,学历=education,薪资待遇=pay 联系人:姓名=contact,电话=phone',
  ],
  [
    'financing',
    '企业名称=enterprise 贷款需求:金额（万元）=applied,期限=term,用途=purpose 落实情况:贷款银行=bank,到账金额（万元）=granted,到账时间=granted_on',
  ],
  [
    'inputs',
    '村名=village 农户=household 需求农资:品种=item,规格=specification,单位=unit_of_measure,数量=ordered 配送情况:配送数量=delivered,配送日期=delivered_on',
  ],
  [
    'welfare',
    '机构名称=name 人员:在院老人=residents,工作人员=staff 防控情况:每日消毒次数=disinfections,每日测温次数=temperature_rounds,是否封闭管理=closed',
  ],
  [
    'donations',
    '捐赠方:单位名称=donor,联系人=contact,电话=phone 捐赠物资:名称=item,单位=unit_of_measure,数量=quantity,折合金额（万元）=value 接收方:单位=recipient,时间=donated_on',
  ],
  [
    'legal',
    '律师事务所=firm 律师人数=lawyers 咨询情况:咨询方式=channel,咨询件数=consultations,主要内容=topic 微信群:群数=groups,入群人数=people_in_groups',
  ],
]

describe('headers in groups', () => {
  it.each(grouped)('%s: %s', (form, header) => {
    const [groups, leaves, merges]: [Cell[], Cell[], Merge[]] = [[], [], []]
    const columns: Record<string, string> = {}
    for (const part of header.split(' ')) {
      const [group = '', list] = part.includes(':') ? part.split(':') : ['', part]
      const left = groups.length
      for (const one of (list ?? '').split(',')) {
        const [label = '', field = ''] = one.split('=')
        columns[columnName(groups.length)] = field
        groups.push(group === '' ? label : groups.length === left ? group : null)
        leaves.push(group === '' ? null : label)
      }
      if (group === '') merges.push({ top: 0, left, bottom: 1, right: left })
      else merges.push({ top: 0, left, bottom: 0, right: groups.length - 1 })
    }
    const [report] = inspect(gridOf('Sheet1', [groups, leaves], merges), { forms, now })
    expect(report).toMatchObject({ form, layout: { columns, unmapped: [] } })
  })
})

/** Headers of lists that offices keep and that are nobody's weekly sheet. */
const foreign = [
  '姓名 性别 出生年月 民族 籍贯 政治面貌 职务 联系电话',
  '序号 姓名 单位 职务 手机号码 备注',
  '姓名 部门 基本工资 岗位津贴 扣款 实发工资 签字',
  '姓名 出勤天数 请假天数 加班天数 备注',
  '资产编号 资产名称 规格型号 单位 数量 购置日期 存放地点 使用人',
  '日期 摘要 收入 支出 余额 经办人',
  '日期 值班领导 值班人员 联系电话 备注',
  '会议时间 会议地点 参会人员 会议内容',
  '户主姓名 身份证号 家庭人口 保障类别 保障金额 开户行 银行账号',
  '村名 户数 人口 耕地面积 党员人数 村支书 电话',
  '姓名 学校 班级 语文 数学 英语 总分',
  '企业名称 联系人 联系电话 企业地址 经营范围',
  '企业名称 统一社会信用代码 法定代表人 注册资本 成立日期 登记机关',
  '序号 文件名称 文号 发文单位 收文日期 承办人',
  '车牌号 车型 驾驶员 加油量 里程 日期',
  '项目 预算数 执行数 执行率 备注',
  '商品名称 规格 单价 数量 金额',
  '姓名 接种日期 疫苗名称 剂次 接种单位',
  '小区名称 楼栋 房号 业主姓名 面积 物业费',
  '培训时间 培训内容 培训人数 授课人 地点',
  '申请人 申请日期 请假类型 开始时间 结束时间 审批人',
  '村 组 姓名 贫困类型 帮扶责任人 帮扶措施 家庭年收入',
]

describe('lists that are none of ours', () => {
  it.each(foreign)('%s', (header) => {
    const labels = header.split(' ')
    const random = randomOf(7)
    const rows = Array.from({ length: 8 }, (_, row) =>
      labels.map((label): Cell => {
        if (/日期|时间/.test(label)) return `2020-02-${10 + row}`
        if (/数|金额|面积|量|工资|津贴|单价|分$|余额|收入|支出/.test(label))
          return random.int(1, 500)
        return `${label.slice(0, 2)}${row + 1}`
      }),
    )
    const [report] = inspect(gridOf('Sheet1', [labels, ...rows]), { forms, now })
    expect(report).toMatchObject({ form: null, findings: [] })
  })
})

describe('answers that are wordings of headers as well', () => {
  it.each<[string, Cell[][]]>([
    [
      'enterprises',
      [
        ['企业名称', '企业规模', '复工状态'],
        ['宏远厂', '规上', '已复工'],
        ['兴盛厂', '规模以上', '复工'],
      ],
    ],
    [
      'welfare',
      [
        ['机构名称', '机构类别', '是否封闭管理', '救助方式'],
        ['城南院', '敬老院', '封闭管理', null],
        ['城北院', '养老院', '封闭管理', '护送'],
      ],
    ],
    [
      'problems',
      [
        ['企业名称', '问题类别', '办理状态'],
        ['宏远厂', '口罩', '已落实'],
        ['兴盛厂', '缺工', '已落实'],
      ],
    ],
  ])('%s', (form, values) => {
    expect(inspect(gridOf('Sheet1', values), { forms, now })).toMatchObject([{ form, records: 2 }])
  })

  it('end a table where another begins below', () => {
    const values = [
      ['企业名称', '是否规上', '复工状态'],
      ['宏远厂', '规上', '已复工'],
      ['企业名称', '问题类别', '办理状态'],
      ['兴盛厂', '缺工', '已落实'],
    ]
    const reports = inspect(gridOf('Sheet1', values), { forms, now })
    expect(reports).toMatchObject([
      { form: 'enterprises', records: 1 },
      { form: 'problems', records: 1 },
    ])
  })
})
