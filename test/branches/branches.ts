/**
 * One form, ten branches: a list of 37 printed items goes out to all of them, each fills in its own rows
 * and sends the list back laid out as it likes, five as .xls and five as .xlsx. One has nothing to
 * report, one filled in a row of another branch, one typed over its total, one wrote units behind its
 * figures; and in all of them the same check formula is broken.
 */
import { utils, write } from '@e965/xlsx'
import type { Cell } from '../../shared/grid/grid.ts'

/** What the list says of one item. */
export interface Item {
  name: string
  branch: string
  quantity: number
  amount: number
}

export interface Branch {
  name: string
  file: string
  rows: Cell[][]
  /** Everything that is to be said about it, `rule cell`, in the order of the sheet. */
  oddities: string[]
}

const places = ['城关', '北街', '南门', '河东', '河西', '新桥', '双河', '长岭', '石塘', '柳林']
const papers = ['存款凭条', '取款凭条', '开户申请书', '转账支票', '进账单', '电汇凭证', '对账单']
const kinds = ['（一联）', '（二联）', '（三联）', '', '（大额）', '（旧版）']

/** The 37 items; the first rows belong to the first branches, and so on in turn. */
export const items: Item[] = Array.from({ length: 37 }, (_, index) => {
  const quantity = ((index * 7) % 23) + 20
  return {
    name: `${papers[index % papers.length]}${kinds[Math.floor(index / papers.length)]}`,
    branch: `${places[index % places.length]}支行`,
    quantity,
    amount: quantity * (5 + (index % 4)) * 10,
  }
})

/** Rows of the sheet as one branch sees them: its own are filled in. */
interface Row extends Omit<Item, 'quantity' | 'amount'> {
  quantity: Cell
  amount: Cell
}

type Lay = (rows: Row[], sums: { quantity: number; amount: number }) => Cell[][]

const BROKEN = '#REF!'
const head = ['序号', '网点', '印刷品名称', '本期用量', '金额', '校验']
const body = (rows: Row[]): Cell[][] =>
  rows.map(({ name, branch, quantity, amount }, index) => [
    index + 1,
    branch,
    name,
    quantity,
    amount,
  ])
const total = ({ quantity, amount }: { quantity: number; amount: number }): Cell[] => [
  '合计',
  null,
  null,
  quantity,
  amount,
  BROKEN,
]

/** Ten ways of laying out the same list; `oddities` beside the broken check, which all have. */
const layouts: {
  kind: 'xls' | 'xlsx'
  lay: Lay
  /** Cell of the broken check. */
  check: string
  write?: (row: Row, own: boolean) => Row
  oddities?: string[]
  /** What the clerk corrects is written right instead. */
  corrected?: Partial<{ write: (row: Row, own: boolean) => Row; lay: Lay }>
}[] = [
  { kind: 'xlsx', check: 'F39', lay: (rows, sums) => [head, ...body(rows), total(sums)] },
  {
    kind: 'xls',
    check: 'F41',
    lay: (rows, sums) => [
      ['网点印刷品用量表'],
      ['填报单位：北街支行', null, null, '单位：份、元'],
      head,
      ...body(rows),
      total(sums),
    ],
  },
  {
    kind: 'xlsx',
    check: 'G42',
    lay: (rows, sums) => [
      [],
      [null, '南门支行网点印刷品用量表'],
      [null, '序号', '支行', '品名', '使用情况', null, '校验'],
      [null, null, null, null, '使用数量（份）', '费用（元）', null],
      ...[...body(rows), total(sums)].map((row) => [null, ...row]),
    ],
  },
  {
    kind: 'xls',
    check: 'F39',
    lay: (rows, sums) => [head, ...body(rows), total(sums)],
    write: (row) => ({
      ...row,
      quantity: row.quantity === null ? null : `${row.quantity}份`,
      amount: row.amount === null ? null : `${row.amount}元`,
    }),
    oddities: ['D5', 'E5', 'D15', 'E15', 'D25', 'E25', 'D35', 'E35'].map(
      (cell) => `number-as-text ${cell}`,
    ),
  },
  {
    kind: 'xlsx',
    check: 'F3',
    lay: (rows, sums) => [['填报单位：河西支行'], head, total(sums), ...body(rows)],
    // Its neighbour's row too: 新桥 comes right below 河西.
    write: (row) => (row.name === items[5]?.name ? { ...row, quantity: 9, amount: 450 } : row),
    corrected: { write: (row) => row },
    oddities: ['printing.own-rows D9'],
  },
  {
    kind: 'xls',
    check: 'F39',
    lay: (rows) => [head, ...body(rows), ['合计', null, null, '-', '-', BROKEN]],
    write: (row, own) => (own ? { ...row, quantity: '无', amount: '—' } : row),
  },
  {
    kind: 'xlsx',
    check: 'A39',
    lay: (rows, { quantity, amount }) => [
      ['校驗', '費用', '本期用量', '憑證名稱', '營業網點', '序號'],
      ...body(rows).map(([serial = null, ...row]) => [null, ...row.reverse(), serial]),
      [BROKEN, amount, quantity, '總　計'],
    ],
  },
  {
    kind: 'xls',
    check: 'F39',
    lay: (rows, sums) => [head, ...body(rows), total({ ...sums, quantity: sums.quantity + 100 })],
    corrected: { lay: (rows, sums) => [head, ...body(rows), total(sums)] },
    oddities: ['total-mismatch D39'],
  },
  {
    kind: 'xlsx',
    check: 'F39',
    lay: (rows, sums) => [head, ...body(rows), total(sums)],
    write: (row) => ({ ...row, amount: row.amount === null ? null : wide(Number(row.amount)) }),
    oddities: ['number-as-text E10', 'number-as-text E20', 'number-as-text E30'],
  },
  {
    kind: 'xls',
    check: 'F42',
    lay: (rows, sums) => [
      ['网点印刷品用量表（柳林支行）'],
      head,
      ['甲', '乙', '丙', 1, 2, 3],
      ...body(rows),
      [],
      total(sums),
      ['注：1.用量按实际领用填写。'],
      ['制表人：', null, '审核人：'],
    ],
  },
]

/** `1,680` in the digits of a Chinese keyboard. */
function wide(figure: number): string {
  return [...String(figure)]
    .map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    .join('')
}

/** What the ten branches send. @param corrected after their clerks have put right what is theirs to correct */
export function branches(corrected = false): Branch[] {
  return layouts.map(({ kind, oddities = [], check, ...usual }, index) => {
    const { lay, write: writeRow = (row: Row) => row } = corrected
      ? { ...usual, ...usual.corrected }
      : usual
    const name = `${places[index]}支行`
    const nil = index === 5
    const rows = items.map((item): Row => {
      const own = item.branch === name
      const filled = own ? item : { ...item, quantity: null, amount: null }
      return writeRow(filled, own)
    })
    const own = items.filter((item) => item.branch === name && !nil)
    const sum = (of: (item: Item) => number) => own.reduce((all, item) => all + of(item), 0)
    const wrong =
      corrected || index !== 4 ? { quantity: 0, amount: 0 } : { quantity: 9, amount: 450 }
    const sums = {
      quantity: sum(({ quantity }) => quantity) + wrong.quantity,
      amount: sum(({ amount }) => amount) + wrong.amount,
    }
    return {
      name,
      file: `${name}印刷品用量.${kind}`,
      rows: lay(rows, sums),
      oddities: [...oddities, `cell-error ${check}`],
    }
  })
}

/** The workbook of a branch as a file. */
export function bytesOf({ file, rows }: Branch): Uint8Array {
  const sheet = utils.aoa_to_sheet([])
  rows.forEach((row, at) => {
    row.forEach((value, column) => {
      const cell = utils.encode_cell({ r: at, c: column })
      if (value === null) return
      if (value === BROKEN) sheet[cell] = { t: 'e', v: 0x17, w: BROKEN, f: `IF(#REF!=0,1,0)` }
      else sheet[cell] = { t: typeof value === 'number' ? 'n' : 's', v: value }
    })
  })
  const width = Math.max(...rows.map((row) => row.length))
  sheet['!ref'] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows.length - 1, c: width - 1 } })
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, 'Sheet1')
  const bookType = file.endsWith('.xls') ? 'biff8' : 'xlsx'
  return new Uint8Array(write(book, { type: 'array', bookType }))
}
