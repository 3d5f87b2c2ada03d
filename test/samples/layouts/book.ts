import type { Enterprise, Place } from '../data/truth.ts'
import { type DaySpelling, spell } from '../draw/days.ts'
import type { Plain, Sheet } from '../draw/sheet.ts'
import type { Column, Placed, Slip } from '../draw/table.ts'

/** What a township's clerk has to put down, and how it goes wrong. */
export interface Book {
  unit: string
  /** `YYYY-MM-DD` */
  asOf: string
  enterprises: Enterprise[]
  places: Place[]
  slips: Slip[]
  /** Drawn without its mistakes. */
  corrected: boolean
}

export interface DrawnBook {
  /** File name without its extension. */
  file: string
  sheets: Sheet[]
  placed: Placed[]
}

/** How one unit lays out its workbook. */
export type BookLayout = (book: Book) => DrawnBook

type EnterpriseColumn = Column<Enterprise>

/** A text or figure of an enterprise, under the given header labels. */
export function column(
  field: keyof Enterprise & string,
  head: string[],
  options: Partial<EnterpriseColumn> = {},
): EnterpriseColumn {
  return { field, head, value: (one) => plain(one[field]), ...options }
}

/** A figure that totals add up. */
export function figure(field: keyof Enterprise & string, head: string[]): EnterpriseColumn {
  return column(field, head, { adds: true })
}

export function serial<Row>(head: string[]): Column<Row> {
  return { field: 'serial', head, value: (_, index) => index + 1, width: 6 }
}

export function name(head: string[]): EnterpriseColumn {
  return column('name', head, { width: 34 })
}

export function creditCode(head: string[]): EnterpriseColumn {
  return column('uscc', head, { width: 22 })
}

export function phone(head: string[]): EnterpriseColumn {
  return column('phone', head, { width: 14 })
}

export function day(
  field: 'resumedOn' | 'fullOn' | 'plannedOn',
  head: string[],
  spelling: DaySpelling,
): EnterpriseColumn {
  const invitesMistakes = spelling === '2.17' || spelling === '20200217'
  return {
    field,
    head,
    value: (one) => spell(one[field], spelling),
    width: 15,
    ...(spelling === 'serial' || invitesMistakes ? { format: 'yyyy"年"m"月"d"日"' } : {}),
    ...(invitesMistakes
      ? {
          habit: {
            rule: 'date-as-text',
            severity: 'warning' as const,
            right: (one: Enterprise) => spell(one[field], 'serial'),
          },
        }
      : {}),
  }
}

/** Yes and no in a sheet's own words. */
export function aboveScale(head: string[], yes: string, no: string): EnterpriseColumn {
  return { field: 'aboveScale', head, value: (one) => (one.aboveScale ? yes : no), width: 9 }
}

/** The state in words: in full, in part, not; two equal words where the sheet has only yes and no. */
export function state(
  head: string[],
  [full, part, none]: [string, string, string],
): EnterpriseColumn {
  const word = ({ resumedOn, fullOn }: Enterprise): string =>
    resumedOn === null ? none : fullOn === null ? part : full
  return { field: 'state', head, value: word, width: 11 }
}

export function place(field: keyof Place & string, head: string[]): Column<Place> {
  return field === 'name'
    ? { field, head, value: (one) => one.name, width: 16 }
    : { field, head, value: (one) => one[field], adds: true, width: 12 }
}

function plain(value: Enterprise[keyof Enterprise]): Plain {
  return value === '' ? null : value
}

/** Week of the year of a sheet's day, as clerks name their sheets: `第9周`. */
export function weekName(asOf: string): string {
  return asOf < '2020-02-24' ? '第8周' : asOf < '2020-03-02' ? '第9周' : '第10周'
}
