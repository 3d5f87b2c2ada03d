import { isCreditCode } from '../../shared/check/credit-code.ts'
import type { Field, Form } from '../../shared/forms/form.ts'
import type { Cell } from '../../shared/grid/grid.ts'
import type { Value } from '../../shared/read/table.ts'
import type { Random } from './random.ts'

const first = [
  '宏远',
  '金牧',
  '兴盛',
  '恒达',
  '福泰',
  '华康',
  '瑞丰',
  '澧水',
  '天门',
  '永盛',
  '聚鑫',
  '嘉禾',
  '长青',
  '利民',
]
const trade = [
  '机械',
  '食品',
  '建材',
  '制衣',
  '电子',
  '矿业',
  '农业',
  '木业',
  '化工',
  '包装',
  '水泥',
  '纺织',
  '饲料',
  '茶业',
]
const villages = [
  '大兴村',
  '申中村',
  '柳林村',
  '石门社区',
  '双溪村',
  '白竹村',
  '云朝村',
  '高桥社区',
  '永安村',
  '新塔村',
]
const people = ['张伟', '李娜', '王建国', '刘芳', '陈晓明', '杨柳', '赵贺', '黄志强']

/** A made-up value of a field, right by its type. */
export function madeUpValue(field: Field, random: Random, index: number, lastDay: number): Value {
  if (!field.required && random.chance(0.08) && field.type !== 'flag') return null
  switch (field.type) {
    case 'count':
      return random.chance(0.1) ? 0 : random.int(1, random.chance(0.1) ? 20_000 : 300)
    case 'number':
      return random.int(1, 5_000)
    case 'amount':
      return random.int(1, 900) * 10_000
    case 'percent':
      return random.int(1, 100) / 100
    case 'date':
      return `2020-02-${String(random.int(3, lastDay)).padStart(2, '0')}`
    case 'flag':
      return random.chance(0.6)
    case 'choice':
      return random.pick(field.choices ?? []).value
    case 'code':
      return field.id === 'uscc' ? creditCode(random) : `07${random.int(10_000_000, 99_999_999)}`
    default:
      return text(field, random, index)
  }
}

function text(field: Field, random: Random, index: number): string {
  if (/村|社区|区域/.test(field.title.zh)) return random.pick(villages)
  if (/企业|单位|公司|用人/.test(field.title.zh)) {
    return `${random.pick(first)}${random.pick(trade)}${index + 1}号${random.pick(['有限公司', '厂', '有限责任公司'])}`
  }
  if (/人|员|姓名|领导/.test(field.title.zh)) return random.pick(people)
  return `${random.pick(['缺少', '采购', '需要', '安排'])}${random.pick(trade)}${index + 1}`
}

function creditCode(random: Random): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  const body = `91430821MA4L${Array.from({ length: 5 }, () => random.pick([...alphabet])).join('')}`
  const last = [...alphabet].find((character) => isCreditCode(body + character))
  return body + last
}

/** Ways in which a clerk writes a value that means the same. */
export function written(
  value: Value,
  field: Field,
  scale: number,
  random: Random,
  tidy: boolean,
): Cell {
  if (value === null)
    return tidy
      ? null
      : random.pick([null, null, '', '-', '—', '/', '无'].slice(0, field.type === 'flag' ? 2 : 7))
  switch (field.type) {
    case 'count':
    case 'number':
    case 'amount': {
      const shown = Number((Number(value) / scale).toPrecision(12))
      if (tidy || random.chance(0.9)) return shown
      const unit = scale === 1 && field.unit ? field.unit.zh.slice(0, 1) : ''
      return random.pick([
        String(shown),
        shown.toLocaleString('en-US'),
        fullWidth(String(shown)),
        `${shown}${unit}`,
        ` ${shown} `,
      ])
    }
    case 'date': {
      const [year = 0, month = 0, day = 0] = String(value).split('-').map(Number)
      const serial = Math.round(Date.UTC(year, month - 1, day) / 86_400_000) + 25_569
      if (tidy) return serial
      return random.pick([
        serial,
        serial,
        `${month}月${day}日`,
        `${year}.${month}.${day}`,
        `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
        `${year}年${month}月${day}日`,
        `${year}/${month}/${day}`,
        `${month}.${day}`,
      ])
    }
    case 'flag':
      return value ? random.pick(['是', '√', '是', '有']) : random.pick(['否', '×', '否'])
    case 'choice': {
      const choice = field.choices?.find((one) => one.value === value)
      return choice ? random.pick([choice.title.zh, choice.title.zh, ...choice.words]) : null
    }
    case 'percent':
      return tidy
        ? Number(value)
        : random.pick<Cell>([Number(value), `${Math.round(Number(value) * 100)}%`])
    default:
      return random.chance(0.05) && !tidy ? ` ${String(value)}　` : String(value)
  }
}

export function fullWidth(textual: string): string {
  return textual.replace(/[!-~]/g, (character) =>
    String.fromCharCode(character.charCodeAt(0) + 0xfee0),
  )
}

/** Makes the figures of a record agree with the compare rules of its form, as a careful clerk would. */
export function makeAgree(values: Record<string, Value>, form: Form, random: Random): void {
  for (let pass = 0; pass < 3; pass += 1) {
    for (const rule of form.rules) {
      if (rule.kind !== 'compare') continue
      const { left, right } = rule
      if (rule.where && 'value' in right && 'field' in left) {
        if (
          left.field in values &&
          'field' in rule.where &&
          'is' in rule.where &&
          values[rule.where.field] === rule.where.is
        ) {
          values[left.field] = right.value
        }
        continue
      }
      if ('field' in right && (rule.op === '<=' || rule.op === '<')) {
        const whole = values[right.field]
        const parts = 'field' in left ? [left.field] : 'sum' in left ? left.sum : []
        if (typeof whole === 'string' && 'field' in left) {
          if (String(values[left.field] ?? '') > whole) values[left.field] = whole
        }
        if (typeof whole !== 'number') continue
        let rest = whole
        for (const part of parts) {
          const figure = values[part]
          if (typeof figure !== 'number' || part === right.field) continue
          if (figure > rest) values[part] = roundDown(rest * random.next(), part, form)
          rest -= Number(values[part])
        }
      }
      if ('field' in right && 'field' in left && (rule.op === '>=' || rule.op === '>')) {
        const [a, b] = [values[left.field] ?? null, values[right.field] ?? null]
        if (a !== null && b !== null && a < b) values[left.field] = b
      }
    }
  }
  for (const rule of form.rules) {
    if (rule.kind === 'named' && rule.check === 'stock-identity') balance(values, rule.fields)
  }
}

/** Money is written in 万元 with few digits; what is cut down stays a round sum. */
function roundDown(figure: number, id: string, form: Form): number {
  const money = form.fields.find((field) => field.id === id)?.type === 'amount'
  return money ? Math.floor(figure / 10_000) * 10_000 : Math.floor(figure)
}

/** Previous + received − issued = stock, where all four are filled in. */
function balance(values: Record<string, Value>, fields: string[]): void {
  const figures = fields.map((id) => values[id] ?? null)
  if (!figures.every((figure) => typeof figure === 'number')) return
  const [previous = 0, received = 0, issued = 0] = figures
  const [, , out = '', stock = ''] = fields
  values[out] = Math.min(issued, previous + received)
  values[stock] = previous + received - values[out]
}
