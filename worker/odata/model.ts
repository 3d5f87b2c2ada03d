import type { Text } from '../../shared/forms/form.ts'

/** Primitive types of OData's entity data model that the feed uses (CSDL 4.0, 4.4). */
export type EdmType =
  | 'Edm.String'
  | 'Edm.Int32'
  | 'Edm.Double'
  | 'Edm.Boolean'
  | 'Edm.Date'
  | 'Edm.DateTimeOffset'

export type Cell = string | number | boolean | null

/** One entity; its members are the columns of its set. Days are `YYYY-MM-DD`, instants RFC 3339. */
export type Row = Record<string, Cell>

export interface Column {
  name: string
  type: EdmType
  key?: true
  nullable?: true
  title: Text
}

export type SetName =
  | 'Units'
  | 'Indicators'
  | 'Periods'
  | 'Totals'
  | 'Figures'
  | 'Submissions'
  | 'Completeness'

export interface EntitySet {
  name: SetName
  /** Name of the entity type. */
  type: string
  title: Text
  columns: Column[]
}

export const NAMESPACE = 'Fugong'

const unit: Column = {
  name: 'Unit',
  type: 'Edm.String',
  key: true,
  title: { zh: '单位编码', en: 'Unit id' },
}
const period: Column = {
  name: 'Period',
  type: 'Edm.String',
  key: true,
  title: { zh: '报告期', en: 'Period, year and ISO week' },
}
const form: Column = {
  name: 'Form',
  type: 'Edm.String',
  key: true,
  title: { zh: '报表', en: 'Form' },
}
const indicator: Column = {
  name: 'Indicator',
  type: 'Edm.String',
  key: true,
  title: { zh: '指标编码', en: 'Indicator id' },
}
const unitName: Column = {
  name: 'UnitName',
  type: 'Edm.String',
  title: { zh: '单位', en: 'Name of the unit' },
}
const ofForm: Column = { name: 'Form', type: 'Edm.String', title: form.title }
const title: Column = {
  name: 'Title',
  type: 'Edm.String',
  nullable: true,
  title: { zh: '指标', en: 'Title of the indicator' },
}
const value: Column = {
  name: 'Value',
  type: 'Edm.Double',
  title: { zh: '数值（比率为小数）', en: 'Figure; rates are fractions' },
}
const kind: Column = {
  name: 'Kind',
  type: 'Edm.String',
  nullable: true,
  title: {
    zh: '类型：report 报表，zero 零报告，totals 汇总，skip 未能报送',
    en: 'report, zero, totals or skip (cannot report)',
  },
}
const counted: Column = {
  name: 'Counted',
  type: 'Edm.Boolean',
  title: {
    zh: '是否计入汇总（上级统一报送的下级不计）',
    en: 'Counts in the totals; false where a unit above has submitted for it',
  },
}
const late: Column = {
  name: 'Late',
  type: 'Edm.Boolean',
  title: { zh: '是否迟报', en: 'Came after the deadline' },
}
const state: Column = {
  name: 'State',
  type: 'Edm.String',
  title: { zh: '状态', en: 'submitted, returned, accepted or missing' },
}
const revision: Column = {
  name: 'Revision',
  type: 'Edm.Int32',
  title: { zh: '版本', en: 'Revision' },
}
const receivedAt: Column = {
  name: 'ReceivedAt',
  type: 'Edm.DateTimeOffset',
  title: { zh: '收到时间', en: 'Received' },
}

/** What the feed offers. Nothing of a record is in it, so nothing personal can be. */
export const entitySets: EntitySet[] = [
  {
    name: 'Totals',
    type: 'Total',
    title: {
      zh: '汇总：本单位及下一级各单位合计，比率重新计算',
      en: 'Merged figures of the unit, and of those right below it that add up others',
    },
    columns: [
      unit,
      period,
      indicator,
      unitName,
      ofForm,
      title,
      value,
      { name: 'Expected', type: 'Edm.Int32', title: { zh: '应报单位数', en: 'Units expected' } },
      {
        name: 'Submitted',
        type: 'Edm.Int32',
        title: { zh: '已报单位数', en: 'Units that reported' },
      },
    ],
  },
  {
    name: 'Figures',
    type: 'Figure',
    title: { zh: '各单位自己报的数', en: 'What each unit itself reported' },
    columns: [unit, period, indicator, unitName, ofForm, title, value, counted, state],
  },
  {
    name: 'Completeness',
    type: 'Standing',
    title: { zh: '报送情况：谁报了，谁没报', en: 'Who has reported and who has not' },
    columns: [
      unit,
      period,
      form,
      unitName,
      state,
      kind,
      { ...revision, nullable: true },
      { ...receivedAt, nullable: true },
      late,
      {
        name: 'Reason',
        type: 'Edm.String',
        nullable: true,
        title: { zh: '未能报送的原因', en: 'Why it cannot report' },
      },
      {
        name: 'WithinExpected',
        type: 'Edm.Int32',
        nullable: true,
        title: {
          zh: '只报汇总的单位：其下应报单位数',
          en: 'Of a unit that sends totals: units expected in them',
        },
      },
      {
        name: 'WithinSubmitted',
        type: 'Edm.Int32',
        nullable: true,
        title: { zh: '其下已报、已计入的单位数', en: 'Units that are in them' },
      },
      {
        name: 'WithinMissing',
        type: 'Edm.String',
        nullable: true,
        title: { zh: '其下未报、未计入的单位', en: 'Names of those that are not in them' },
      },
    ],
  },
  {
    name: 'Submissions',
    type: 'Submission',
    title: { zh: '报送：每单位每表每期最新一版', en: 'The newest revision of each submission' },
    columns: [
      unit,
      period,
      form,
      unitName,
      revision,
      state,
      { ...kind, nullable: undefined },
      receivedAt,
      { name: 'ReceivedFrom', type: 'Edm.String', title: { zh: '报送方', en: 'Sent by' } },
      late,
      counted,
      { name: 'Hash', type: 'Edm.String', title: { zh: '校验码', en: 'Content hash' } },
    ],
  },
  {
    name: 'Periods',
    type: 'Period',
    title: { zh: '有数据的报告期', en: 'Weeks for which something has come' },
    columns: [
      period,
      { name: 'Year', type: 'Edm.Int32', title: { zh: '年', en: 'Year' } },
      { name: 'Week', type: 'Edm.Int32', title: { zh: '周', en: 'ISO week' } },
      { name: 'FirstDay', type: 'Edm.Date', title: { zh: '周一', en: 'Monday' } },
      { name: 'LastDay', type: 'Edm.Date', title: { zh: '周日', en: 'Sunday' } },
      { name: 'AsOf', type: 'Edm.Date', title: { zh: '数据截至', en: 'Figures as of' } },
      { name: 'Due', type: 'Edm.DateTimeOffset', title: { zh: '截止报送', en: 'Due' } },
      { name: 'State', type: 'Edm.String', title: { zh: '状态', en: 'open or closed' } },
    ],
  },
  {
    name: 'Units',
    type: 'Unit',
    title: { zh: '单位', en: 'Units within reach' },
    columns: [
      unit,
      { ...unitName, name: 'Name' },
      { name: 'Level', type: 'Edm.String', title: { zh: '级别', en: 'Level' } },
      {
        name: 'Parent',
        type: 'Edm.String',
        nullable: true,
        title: { zh: '上级单位编码', en: 'Id of the unit above' },
      },
    ],
  },
  {
    name: 'Indicators',
    type: 'Indicator',
    title: { zh: '指标', en: 'Indicators of the forms in force' },
    columns: [
      indicator,
      ofForm,
      { name: 'FormTitle', type: 'Edm.String', title: { zh: '报表名称', en: 'Form, in Chinese' } },
      {
        name: 'FormTitleEn',
        type: 'Edm.String',
        title: { zh: '报表英文名称', en: 'Form, in English' },
      },
      { name: 'Title', type: 'Edm.String', title: { zh: '指标名称', en: 'Title, in Chinese' } },
      {
        name: 'TitleEn',
        type: 'Edm.String',
        title: { zh: '指标英文名称', en: 'Title, in English' },
      },
      {
        name: 'Measure',
        type: 'Edm.String',
        nullable: true,
        title: { zh: '计量单位', en: 'Unit of measure, in Chinese' },
      },
      {
        name: 'OverTime',
        type: 'Edm.String',
        title: {
          zh: '跨期：last 取最近一期，sum 各期相加',
          en: 'last: a stock, the latest holds; sum: a flow, periods add up',
        },
      },
      {
        name: 'OverUnits',
        type: 'Edm.String',
        title: {
          zh: '跨单位：sum 相加，ratio 由分子分母重算',
          en: 'sum: units add up; ratio: computed again from its parts',
        },
      },
    ],
  },
]

export function setNamed(name: string): EntitySet | undefined {
  return entitySets.find((set) => set.name === name)
}

export function keysOf({ columns }: EntitySet): Column[] {
  return columns.filter(({ key }) => key)
}
