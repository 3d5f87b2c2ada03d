import type { Field } from '../forms/form.ts'
import { normalise } from '../text/normalise.ts'

/**
 * Measure words that count the same thing, so that either may stand for the other. Classifiers are a
 * matter of habit (`45人`, `45名`), packages are not: a 箱 of masks is not a 个.
 */
const SAME: string[][] = [
  ['人', '名', '位', '口', '个', '人次', '个人', '员工', '职工', '名员工', '名职工', '名工人'],
  ['家', '户', '个', '间', '家企业', '户企业', '个企业'],
  ['个', '只', '枚', '片', '件', '份'],
  ['个', '项', '处', '所', '座', '件', '条'],
  ['元', '块', '圆', '元整', '圆整', '块钱', '人民币', '元人民币', 'rmb'],
  ['辆', '台', '部', '车'],
  ['次', '趟', '车次', '班次', '班', '批', '批次'],
  ['份', '张', '件', '本'],
  ['笔', '项', '件', '个', '起', '宗'],
  ['天', '日'],
  ['吨', 't'],
  ['公斤', '千克', 'kg'],
  ['克', 'g'],
  ['升', 'l'],
  ['毫升', 'ml'],
  ['平方米', '平方', '平米', 'm2'],
  ['立方米', '立方', '方', 'm3'],
  ['公里', '千米', 'km'],
  ['米', 'm'],
]

/** Further measure words; with those of `SAME`, what may follow a figure and is understood. */
const OTHERS =
  '套 瓶 桶 箱 袋 包 盒 支 把 双 顶 床 卷 单 例 栋 幢 副 亩 公顷 斤 小时 时 分钟 年 月 周 岁 度 级 股 头 株 棵 粒 美元 港元'

/** Longest first, so that an alternation of them takes the whole word. */
export const KNOWN_UNITS = [...new Set([...SAME.flat(), ...OTHERS.split(' ')])].sort(
  (a, b) => b.length - a.length,
)

export type UnitMatch = 'none' | 'same' | 'unknown' | 'differs'

/**
 * How the unit written in a cell (normalised, lower case; `''` when there is none) goes with the unit
 * of its field. `unknown`: the field has no unit to compare with, nor names this one in its title
 * (`人` of 返岗人数).
 */
export function matchUnit(unit: string, field: Field): UnitMatch {
  if (unit === '') return 'none'
  const expected = field.type === 'amount' ? '元' : normalise(field.unit?.zh ?? '').toLowerCase()
  if (expected === '') {
    return [field.title.zh, ...field.synonyms].some((title) => title.includes(unit))
      ? 'same'
      : 'unknown'
  }
  if (unit === expected) return 'same'
  return SAME.some((group) => group.includes(unit) && group.includes(expected)) ? 'same' : 'differs'
}
