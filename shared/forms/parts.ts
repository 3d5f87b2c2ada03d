/** What several forms have in common. A form stays data: everything here gives plain objects. */
import type { Compute, Condition, Field, HistoryRule, Indicator, Text } from './form.ts'

/** Township or village of a row, written once for several rows. */
export const township: Field = {
  id: 'township',
  title: { zh: '乡镇（街道）', en: 'Township' },
  synonyms: [
    '乡镇',
    '乡镇街道',
    '所属乡镇',
    '所在乡镇',
    '镇街',
    '所属街道',
    '县市区',
    '所属村',
    '村',
  ],
  families: [
    '[所属|所在|属地]{乡镇|镇|乡|街道|镇街|街镇|乡镇街道|街道乡镇|镇办|乡镇办|镇街道园区|区县|县区|县市区|县|园区|区域|地区|辖区}[名称|名|别]',
    '[所属|所在]{村|社区|行政村|村社区|村居|乡镇村}[名称|名|别]',
    '填报单位',
  ],
  type: 'text',
  carriesDown: true,
}

export const contact: Field = {
  id: 'contact',
  title: { zh: '联系人', en: 'Contact' },
  synonyms: ['联系人姓名', '经办人', '负责人', '企业联系人', '法定代表人'],
  families: [
    '[企业|单位|公司|厂方|项目|银行|机构]{联系人|负责人|经办人|对接人|法人|法人代表|法定代表人}[姓名|名称]',
  ],
  type: 'text',
  personal: true,
}

export const phone: Field = {
  id: 'phone',
  title: { zh: '联系电话', en: 'Phone' },
  synonyms: ['电话', '手机', '手机号', '手机号码', '联系方式', '电话号码'],
  families: [
    '[企业|单位|联系人|负责人|经办人|责任人|联络员|驾驶员|司机|银行|24小时][联系|值班|办公|咨询]{电话|手机|手机号|手机号码|电话号码}',
    '[企业|单位|联系人|负责人]联系{电话|方式|手机}[号码]',
  ],
  type: 'code',
  personal: true,
}

export const remark: Field = {
  id: 'remark',
  title: { zh: '备注', en: 'Remark' },
  synonyms: ['备注说明', '其他说明', '有关说明'],
  type: 'text',
}

export const unitOfMeasure: Field = {
  id: 'unit_of_measure',
  title: { zh: '计量单位', en: 'Unit of measure' },
  synonyms: ['单位', '数量单位', '量词', '物资单位'],
  families: ['[计量|数量|计数|物资]单位'],
  type: 'text',
}

/** The indicators of one form, each in a line: its name, title, unit and how it is counted. */
export function indicatorsOf(form: string) {
  const id = (name: string) => `${form}.${name}`
  const figure =
    (overTime: 'last' | 'sum') =>
    (name: string, title: Text, unit: Text, compute: Compute): Indicator => ({
      id: id(name),
      title,
      unit,
      overTime,
      overUnits: 'sum',
      compute,
    })
  return {
    /** A stock: the latest value holds. */
    last: figure('last'),
    /** A flow: periods add up. */
    sum: figure('sum'),
    /** A share; with a unit, a quantity such as days. Its parts are indicators of this or another form. */
    ratio(
      name: string,
      title: Text,
      overTime: 'last' | 'sum',
      [part, whole]: [string, string],
      unit?: Text,
    ): Indicator {
      const full = (one: string) => (one.includes('.') ? one : id(one))
      return {
        id: id(name),
        title,
        ...(unit ? { unit } : {}),
        overTime,
        overUnits: 'ratio',
        compute: { ratio: [full(part), full(whole)] },
      }
    },
  }
}

/** Rows of one kind of goods, by the words for it in the item's name. */
export const goods = {
  masks: (item: string): Condition => ({ field: item, contains: ['口罩'] }),
  alcohol: (item: string): Condition => ({ field: item, contains: ['酒精'] }),
  disinfectant: (item: string): Condition => ({
    all: [
      { field: item, contains: ['消毒液', '消毒水', '消毒剂', '84', '次氯酸', '含氯'] },
      { not: { field: item, contains: ['酒精'] } },
    ],
  }),
  suits: (item: string): Condition => ({ field: item, contains: ['防护服', '隔离服', '隔离衣'] }),
}

/**
 * Main figures that are compared with the unit's own weeks before, by their short names: those that
 * move slowly or add up many people. Money and goods of a week come and go, and are left out.
 */
export function watched(form: string, names: string[]): HistoryRule {
  return {
    id: `${form}.outlier`,
    severity: 'warning',
    title: {
      zh: '主要指标与近几期相差不大',
      en: 'Main figures are near those of the weeks before',
    },
    kind: 'history',
    indicators: names.map((name) => `${form}.${name}`),
  }
}
