import type { Cell, Merge } from '../../shared/grid/grid.ts'
import type { Tally } from '../../shared/tally/tally.ts'

/** One sheet as a clerk keeps it, and what it comes to. */
export interface GoldenSheet {
  /** Name of the sheet; Sheet1 unless said. */
  name?: string
  values: Cell[][]
  merges?: Merge[]
  /** Figures of this sheet alone, by their short names; those not named are not looked at. */
  tally?: Tally
  /** Figures of this sheet alone as they are printed. */
  display?: Record<string, string>
  /** Everything the checks say, `rule cell`; nothing unless said. */
  findings?: string[]
}

/** A figure of a document, from the sheets behind it to the way it is printed. */
export interface GoldenCase {
  /** The document: who published it, when, and its headline. */
  document: string
  /** What it says. */
  says: string
  form: string
  /** Unit and day the bulletin speaks for. */
  unit: string
  asOf: string
  /** Day for `expected_by`. */
  expectedBy?: string
  sheets: GoldenSheet[]
  /** The sheets are those of one workbook, counted together; otherwise each is another unit's. */
  oneWorkbook?: boolean
  /** Figures of all sheets together, by their short names. */
  tally: Tally
  /** The figures as they are printed in Chinese. */
  display: Record<string, string>
  /** The sentence of the bulletin. */
  bulletin: string
}

export const documents = {
  zhumadian: '映象网 2020-03-05 驻马店市：坚持党建引领 加快复工复产步伐',
  xinyang: '信阳高新区实现疫情防控与复工复产“两手抓、两不误”（2020年2月）',
  huangchuan: '“第一书记”勇担当 战“疫”扶贫两不误（2020年2月）',
  yangshan: '羊山新区民政和社会保障办积极行动 保民生促稳定（2020年2月）',
  xinxian: '新县酒店乡有序推进复工就业 助力企业复产（2020年2月）',
  cili: '湖南日报·新湖南 2020-02-27 慈利：暖企惠企“补三链”激活战疫“红色引擎”',
  donggang: '辽宁日报 2020-04-09 东港市选派500余名机关党员干部驻企开展对点帮扶',
  zhengzhou: '中华网河南 2020-03-23 郑州各县（市）区委统战部持续抓好疫情防控助力复工复产',
}

const first = '宏兴恒福华瑞永聚嘉长利天金明远'
const second = '远盛达泰康丰昌鑫禾青民源辉和'
const trades = ['机械', '食品', '建材', '制衣', '电子', '矿业', '木业', '包装', '纺织', '饲料']

/** Names of made-up enterprises, all different. */
export function firms(count: number, ending = '有限公司'): string[] {
  return Array.from({ length: count }, (_, index) => {
    const head = `${first[index % first.length]}${second[Math.floor(index / first.length) % second.length]}`
    return `${head}${trades[index % trades.length]}${index < 210 ? '' : Math.floor(index / 210)}${ending}`
  })
}

/** Splits a whole into parts that add up to it and are near one another, yet not the same. */
export function parts(whole: number, count: number): number[] {
  const even = Math.floor(whole / count)
  const result = Array.from({ length: count }, (_, index) => even + (index % 2 === 0 ? 1 : -1))
  const rest = whole - result.reduce((a, b) => a + b, 0)
  result[0] = (result[0] ?? 0) + rest
  return result
}
