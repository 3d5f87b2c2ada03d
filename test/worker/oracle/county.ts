/** The prefecture in which the oracle test plays: its units, its people, and the sheets they send. */
import { enterprises } from '../../../shared/forms/enterprises.ts'
import type { Form } from '../../../shared/forms/form.ts'
import { returnees } from '../../../shared/forms/returnees.ts'
import { keysOf } from '../../../shared/identity/keys.ts'
import type { Level, Role } from '../../../shared/protocol/answers.ts'
import { contentHash, skipSubmission, zeroSubmission } from '../../../shared/protocol/build.ts'
import { aboutIn, explanationKey } from '../../../shared/protocol/explained.ts'
import type { Submission } from '../../../shared/protocol/submission.ts'
import type { Tally } from '../../../shared/tally/tally.ts'
import { enterprise, enterpriseRows, returneeRows } from '../sheets.ts'

export interface PlayedUnit {
  id: string
  name: string
  level: Level
  parent: string | null
  forms: string[] | null
}

/** In the order of their paths: a unit comes right before its subtree. */
export const units: PlayedUnit[] = [
  {
    id: 'zhangjiajie',
    name: '张家界市',
    level: 'prefecture',
    parent: null,
    forms: ['enterprises', 'returnees'],
  },
  { id: 'cili', name: '慈利县', level: 'county', parent: 'zhangjiajie', forms: null },
  {
    id: 'jiangya',
    name: '江垭镇',
    level: 'township',
    parent: 'cili',
    forms: ['enterprises'],
  },
  { id: 'lingyang', name: '零阳镇', level: 'township', parent: 'cili', forms: null },
  { id: 'sangzhi', name: '桑植县', level: 'county', parent: 'zhangjiajie', forms: null },
]

export const forms: Form[] = [enterprises, returnees]
export const periods = ['2020-W09', '2020-W10']

export interface Person {
  id: string
  unit: string
  role: Role
}

/** Two clerks of one township, so that they get into each other's way. */
export const people: Person[] = [
  { id: 'clerk-1', unit: 'lingyang', role: 'reporter' },
  { id: 'clerk-2', unit: 'lingyang', role: 'reporter' },
  { id: 'clerk-3', unit: 'jiangya', role: 'reporter' },
  { id: 'clerk-4', unit: 'sangzhi', role: 'reporter' },
  { id: 'county', unit: 'cili', role: 'aggregator' },
  { id: 'prefecture', unit: 'zhangjiajie', role: 'aggregator' },
  { id: 'office', unit: 'zhangjiajie', role: 'administrator' },
]

export interface Sheet {
  id: string
  unit: string
  form: string
  document: Submission
  hash: string
  /** What its records are known by, as the tables keep it. */
  keys: string | null
  /** What it comes to without the enterprise that others may report too; null: it is not among its rows. */
  without: Tally | null
  /** Its tally is not that of its records: the service must refuse it. */
  miscounted: boolean
  /** The reason it gives for the error in it. */
  excuse: Excuse | null
}

export interface Excuse {
  id: string
  about: unknown
  reason: string
}

/** What every unit may send, by id. Few sheets, so that the same one is often sent again. */
export async function makeSheets(): Promise<Map<string, Sheet>> {
  const sheets = new Map<string, Sheet>()
  for (const { id: unit } of units) {
    for (const form of forms) {
      const zero = zeroSubmission(form, { asOf: '2020-02-25', file: '零报告' })
      const made: [name: string, document: Submission][] = [
        ...[0, 1, 2, 3, 4, 5].map((back): [string, Submission] => [
          `${back}/5`,
          report(form, unit, back),
        ]),
        ['zero', zero],
        ...['大雪封路', '经办人病假'].map((reason): [string, Submission] => [
          `skip ${reason}`,
          skipSubmission(form, reason, { asOf: '2020-02-25', file: '' }),
        ]),
        ...(form === enterprises
          ? excuses.map((reason, n): [string, Submission] => [
              `excuse-${n}`,
              excused(unit, n, reason),
            ])
          : []),
        ['miscounted', { ...zero, tally: { ...zero.tally, [form.indicators[0]!.id]: 9 } }],
      ]
      for (const [name, document] of made) {
        const id = `${unit} ${form.id} ${name}`
        const hash = await contentHash(document)
        sheets.set(id, {
          id,
          unit,
          form: form.id,
          document,
          hash,
          keys: keysOf(document.tables, form),
          without: isShared(form, document)
            ? enterpriseRows(ownRows(unit, backOf(name))).tally
            : null,
          miscounted: name === 'miscounted',
          excuse: await excuseOf(document, form),
        })
      }
    }
  }
  return sheets
}

/** The second says what the first does, in other figures; the third says it in other words. */
const excuses = ['借调三人', '借调三人', '五人是新招']

function excused(unit: string, back: number, reason: string): Submission {
  const rows = [0, 1].map((index) =>
    enterprise({ name: `${unit}${index}厂`, staff_back: index === 0 ? 45 : back }),
  )
  const rule = 'enterprises.back-within-total'
  return enterpriseRows(rows, [{ sheet: 'Sheet1', rule, cell: 'D3', reason }])
}

async function excuseOf({ tables, explanations }: Submission, form: Form): Promise<Excuse | null> {
  const [given] = explanations
  if (!given) return null
  const about = aboutIn(tables, form)(given)
  const key = new TextEncoder().encode(explanationKey(about, given.reason))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', key))
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return { id: hex.slice(0, 32), about, reason: given.reason }
}

/** An enterprise that stands in the sheets of all units where most have resumed. */
export const shared = { name: '宏达公司', uscc: '91430821MA4L00008R' }

function isShared(form: Form, { tables }: Submission): boolean {
  const [first] = tables[0]?.records ?? []
  return form === enterprises && first?.values.uscc === shared.uscc
}

/** `3` of `3/5`. */
function backOf(name: string): number {
  return Number(name[0])
}

function report(form: Form, unit: string, back: number): Submission {
  if (form === returnees)
    return returneeRows([{ village: `${unit}村`, workforce: 70, returned: back }])
  const one = back >= 3 ? shared : { name: `${unit}0厂` }
  return enterpriseRows([
    enterprise({ ...one, status: back > 0 ? 'resumed' : 'stopped', staff_back: back > 0 ? 10 : 0 }),
    ...ownRows(unit, back),
  ])
}

/** All but the first. */
function ownRows(unit: string, back: number) {
  return [1, 2, 3, 4].map((index) =>
    enterprise({
      name: `${unit}${index}厂`,
      status: index < back ? 'resumed' : 'stopped',
      staff_back: index < back ? 10 : 0,
    }),
  )
}
