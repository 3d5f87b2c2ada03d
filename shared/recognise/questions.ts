import type { Finding } from '../check/finding.ts'
import { cellName } from '../grid/grid.ts'
import type { Assignment } from './assign.ts'
import type { Header } from './find-header.ts'
import type { ColumnHeader } from './header.ts'

/** What is missing for a table that looks like ours: the fields of each group that has no column. */
export function cannotMap({ assignment, missing, headers, bottom }: Header): Finding[] {
  const { form, unsure } = assignment
  const title = (id: string) => form.fields.find((field) => field.id === id)?.title
  const findings = missing
    .filter((group) => ![...unsure.values()].some((field) => group.includes(field)))
    .map(
      (group): Finding => ({
        rule: 'layout-missing-column',
        severity: 'error',
        cell: cellName(bottom, Math.min(...headers.map(({ column }) => column))),
        params: {
          form: form.id,
          formTitle: form.title.zh,
          formTitleEn: form.title.en,
          titles: group.map((id) => title(id)?.zh).join('、'),
          titlesEn: group.map((id) => title(id)?.en).join(', '),
        },
      }),
    )
  const guesses = ambiguous(assignment, headers, bottom, 'error').filter(({ field }) =>
    missing.some((group) => group.includes(field ?? '')),
  )
  return [...findings, ...guesses]
}

/** Columns of a recognised table that we would only be guessing at, each with the best guess. */
export function asked({ assignment, headers, bottom }: Header): Finding[] {
  return ambiguous(assignment, headers, bottom, 'warning')
}

function ambiguous(
  { form, unsure }: Assignment,
  headers: ColumnHeader[],
  bottom: number,
  severity: Finding['severity'],
): Finding[] {
  const labelled = new Map(headers.map((one) => [one.column, one]))
  return [...unsure].map(([column, id]) => {
    const field = form.fields.find((one) => one.id === id)
    return {
      rule: 'layout-ambiguous-column',
      severity,
      cell: cellName(bottom, column),
      field: id,
      params: {
        label: labelled.get(column)?.path.join('／') ?? '',
        title: field?.title.zh ?? id,
        titleEn: field?.title.en ?? id,
      },
    }
  })
}
