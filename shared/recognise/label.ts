import { normalise } from '../text/normalise.ts'
import { remembered } from '../text/remembered.ts'

/** A header text taken apart. */
export interface Label {
  /** Wordings to look up, the fullest first; never empty. */
  keys: string[]
  /** A remark in brackets put in front (返岗人数（省内） → 省内返岗人数), and the key without it. */
  remarked?: { key: string; without: string }
  /** Factor a unit in the header puts on the values (万元: 10000); 1 where there is none. */
  scale: number
  /** That unit as written (万元); null where there is none. */
  measure: string | null
}

const magnitudes: Record<string, number> = {
  百: 100,
  千: 1e3,
  万: 1e4,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
}
const measures =
  '元|块|人|人次|名|个|只|家|户|项|件|台|套|辆|张|份|瓶|桶|包|袋|盒|片|副|双|把|支|箱|吨|斤|公斤|千克|升|毫升|间|栋|座|头|条|例|本|公顷|公里|亩|米|天|日|次|批|处|所|床|顶|平方米|㎡|m2|m²|kg'
const unitPattern = new RegExp(`^(?:单位[:：]?)?(百万|千万|百|千|万|亿)?(?:${measures})(?:/.+)?$`)
const bareMagnitude = /^(?:单位[:：]?)(百万|千万|百|千|万|亿)$/

/**
 * Factor of a unit of measure: `万元` → 10000, `人` → 1, `%` → 0.01; null when the text is no unit.
 */
export function scaleOf(text: string): number | null {
  if (text === '%') return 0.01
  const found = unitPattern.exec(text) ?? bareMagnitude.exec(text)
  return found ? (found[1] ? (magnitudes[found[1]] ?? 1) : 1) : null
}

/** The key under which a wording is looked up: normal form, lower case, no punctuation. */
export function keyOf(text: string): string {
  return normalise(text)
    .toLowerCase()
    .replace(/[()[\]{}<>《》【】〔〕「」『』/\\|、,，;；:：.。·•*★☆#_~!！?？"'“”‘’+\-—–=]+/g, '')
}

const brackets = /[([{【〔「<《]([^()[\]{}【】〔〕「」<>《》]*)[)\]}】〕」>》]/g
/** `截至2019年12月31日`, `2020年1月1日至今`: says when, not what. */
const dated =
  /^(?:截[至止]至?)?(?:\d{2,4}年)?(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:\d{1,2}[时点:：]\d{0,2}分?)?(?:至今|止|前|末|底|以来)?/
const leadIn =
  /^(?:其中|其它|其他中|[一二三四五六七八九十]+[、.．]|\d{1,2}[、.．](?!\d)|[①-⑳])+[:：,，、]?/

/**
 * The key of a heading as it is to be known again next week: whole, remarks included, but without its
 * unit, its lead-in (`其中:`) and a date in figures. Empty for a text that says nothing (`（人）`).
 */
export function headingKey(raw: string): string {
  const { keys } = parseLabel(raw)
  const full = keys[0] ?? ''
  const undated = full.replace(dated, (date) => (/\d/.test(date) ? '' : date))
  return keys.includes(undated) ? undated : full
}

/** Takes a header text apart: units and remarks in brackets, lead-ins (`其中:`), dates in front. */
export function parseLabel(raw: string): Label {
  return raw.length > longest ? apart(raw) : known(raw)
}

/** What is longer is a sentence, and comes once. */
const longest = 60
const known = remembered(apart)

function apart(raw: string): Label {
  let scale = 1
  let measure: string | null = null
  let text = normalise(raw).replace(brackets, (whole, inner: string) => {
    const factor = scaleOf(inner)
    if (factor === null) return whole
    scale = factor
    measure = inner
    return ''
  })
  const trailing = /[/:：,，]?(?:单位[:：])?([^/:：,，]*)$/.exec(text)
  if (trailing && trailing.index > 0 && /[/:：,，]|单位/.test(trailing[0])) {
    const factor = scaleOf(trailing[1] ?? '')
    if (factor !== null) {
      scale = factor
      measure = trailing[1] ?? null
      text = text.slice(0, trailing.index)
    }
  }

  // `复工（是/否）` asks what `是否复工` asks.
  text = text.replace(/^(?!是否)(.+?)[(]是[/、或\\]?否[)]$/, '是否$1')
  const bare = text.replace(brackets, '')
  const keys = new Set<string>()
  for (const variant of [text, bare]) {
    const plain = variant.replace(leadIn, '')
    for (const one of [plain, plain.replace(dated, '')]) {
      const key = keyOf(one)
      if (key) keys.add(key)
    }
  }
  // `统一社会信用代码/组织机构代码`: either will do. Short parts (`村/社区`) only mean something joined.
  for (const part of bare.split(/[/／\\]|或者?/)) if (part.length > 3) keys.add(keyOf(part))
  const remark = [...text.matchAll(brackets)].map(([, inner]) => inner).join('')
  const without = keyOf(bare.replace(leadIn, ''))
  return {
    keys: keys.size > 0 ? [...keys] : [keyOf(text)],
    ...(remark && without ? { remarked: { key: keyOf(remark) + without, without } } : {}),
    scale,
    measure,
  }
}
