import type { FormRecord } from '../read/table.ts'
import { nothing, type Question } from './check.ts'
import type { Finding } from './finding.ts'

/** What was said of a table, question by question. */
export interface Answers {
  records: FormRecord[]
  /** By row, of those records of which something was said. */
  each: Map<number, Finding[][]>
  /** Of questions about all records together. */
  all: Finding[][]
}

/**
 * The answers to questions about records. After an edit, records that are the same objects as before
 * are not asked again, and all together only about fields that changed.
 *
 * @param changed fields in which some record has changed; null where the rows are not the same any more
 */
export function answersTo(
  questions: Question[],
  records: FormRecord[],
  before: Answers | null,
  changed: ReadonlySet<string> | null,
): Answers {
  const each = new Map<number, Finding[][]>()
  for (const [index, record] of records.entries()) {
    const said =
      before?.records[index] === record ? before.each.get(record.row) : askedOf(record, questions)
    if (said) each.set(record.row, said)
  }
  const all = questions.map((question, index) => {
    if ('each' in question) return nothing
    const holds = before && changed && question.fields.every((field) => !changed.has(field))
    return (holds && before.all[index]) || question.all(records)
  })
  return { records, each, all }
}

function askedOf(record: FormRecord, questions: Question[]): Finding[][] | undefined {
  let said: Finding[][] | undefined
  for (const [index, question] of questions.entries()) {
    const findings = 'each' in question ? question.each(record) : nothing
    if (findings.length === 0) continue
    said ??= questions.map(() => nothing)
    said[index] = findings
  }
  return said
}

/** All that was said, in the order of the questions. */
export function findingsOf({ each, all }: Answers): Finding[] {
  const byQuestion = all.map((findings) => [...findings])
  for (const said of each.values()) {
    for (const [index, findings] of said.entries()) byQuestion[index]?.push(...findings)
  }
  return byQuestion.flat()
}

/** Fields in which records differ from those before; null where they are not of the same rows. */
export function changedFields(before: FormRecord[], now: FormRecord[]): Set<string> | null {
  if (before.length !== now.length) return null
  const changed = new Set<string>()
  for (const [index, record] of now.entries()) {
    const old = before[index]
    if (old === record) continue
    if (!old || old.row !== record.row) return null
    for (const [field, value] of Object.entries(record.values)) {
      if (old.values[field] !== value) changed.add(field)
    }
  }
  return changed
}
