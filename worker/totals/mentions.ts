import type { Form } from '../../shared/forms/form.ts'
import { type Naming, namingsOf } from '../../shared/identity/keys.ts'
import type { Keyed, Place } from '../../shared/identity/same-things.ts'
import type { Duplicate } from '../../shared/protocol/answers.ts'
import type { Submission } from '../../shared/protocol/submission.ts'
import type { FormRecord, Value } from '../../shared/read/table.ts'
import type { Heard } from './reporting.ts'

/** More than anyone reads through; the others are counted once all the same. */
const LISTED = 500

/** Where a record stands in its workbook. */
interface Mention {
  sheet: string
  record: FormRecord
  columnOf: Map<string, string>
}

/** Where the sheets say what several of them say: each thing as it was typed, with its cells. */
export class Mentions {
  private readonly reports: (Keyed & { report: Heard })[]
  private readonly form: Form
  private readonly namings: Naming[]
  /** By submission, places of the records to be found. */
  private readonly wanted = new Map<number, Set<number>>()
  private readonly found = new Map<string, Mention>()

  constructor(form: Form, reports: (Keyed & { report: Heard })[], groups: Place[][]) {
    this.form = form
    this.reports = reports
    this.namings = namingsOf(form)
    for (const { at, record } of groups.flat()) {
      this.wanted.set(at, (this.wanted.get(at) ?? new Set()).add(record))
    }
  }

  read(at: number, { tables }: Submission): void {
    let place = -1
    for (const { sheet, layout, records } of tables) {
      const columnOf = new Map(Object.entries(layout.columns).map(([one, field]) => [field, one]))
      for (const record of records) {
        place += 1
        if (!this.wanted.get(at)?.has(place)) continue
        this.found.set(`${at} ${place}`, { sheet, record, columnOf })
      }
    }
  }

  /** @param isOne whether they are one thing, which then counts for the first */
  of(groups: Place[][], isOne: boolean): Duplicate[] {
    return groups.slice(0, LISTED).map((group): Duplicate => {
      const naming = this.namingOf(group, isOne)
      const typed = group.flatMap((place) => this.mention(place) ?? [])
      const value = firstOf(typed, naming?.field.id)
      const name = this.namings.find(({ proves }) => !proves)?.field.id
      return {
        form: this.form.id,
        field: naming?.field.id ?? '',
        value: String(value ?? ''),
        name: String(firstOf(typed, name) ?? value ?? ''),
        units: group.flatMap((place) => this.source(place, naming)),
        countedFor: isOne ? (this.reports[group[0]?.at ?? -1]?.report.unit.id ?? null) : null,
      }
    })
  }

  /** The strongest field in which records of two submissions agree. */
  private namingOf(group: Place[], isOne: boolean): Naming | undefined {
    return this.namings.find(({ proves }, naming) => {
      if (proves && !isOne) return false
      const first = new Map<string, number>()
      return group.some(({ at, record }) => {
        const key = this.reports[at]?.records[record]?.[naming] ?? null
        if (key === null) return false
        const other = first.get(key)
        if (other === undefined) first.set(key, at)
        return other !== undefined && other !== at
      })
    })
  }

  private mention({ at, record }: Place): Mention | undefined {
    return this.found.get(`${at} ${record}`)
  }

  private source(place: Place, naming: Naming | undefined): Duplicate['units'] {
    const report = this.reports[place.at]?.report
    if (!report) return []
    const { unit, sent } = report
    const mention = this.mention(place)
    const column =
      mention?.columnOf.get(naming?.field.id ?? '') ??
      this.namings.flatMap(({ field }) => mention?.columnOf.get(field.id) ?? [])[0]
    return [
      {
        unit: unit.id,
        name: unit.name,
        revision: sent.revision,
        sheet: mention?.sheet ?? null,
        cell: mention && column ? `${column}${mention.record.row}` : null,
      },
    ]
  }
}

function firstOf(mentions: Mention[], field: string | undefined): Value {
  if (field === undefined) return null
  return (
    mentions.map(({ record }) => record.values[field] ?? null).find((one) => one !== null) ?? null
  )
}
