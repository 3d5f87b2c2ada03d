import type { Finding } from '../check/finding.ts'
import { cellName } from '../grid/grid.ts'
import type { Header } from './find-header.ts'

/** What is missing for a table that looks like ours: the fields of each group that has no column. */
export function cannotMap(header: Header): Finding[] {
  const { assignment, missing, headers, bottom } = header
  const { form } = assignment
  const guessed = guessesOf(header)
  const title = (id: string) => form.fields.find((field) => field.id === id)?.title
  const findings = missing
    .filter((group) => ![...guessed.values()].some((field) => group.includes(field)))
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
  const guesses = ambiguous(header, 'error').filter(({ field }) =>
    missing.some((group) => group.includes(field ?? '')),
  )
  return [...findings, ...guesses]
}

/** Columns of a recognised table that we would only be guessing at, each with the best guess. */
export function asked(header: Header): Finding[] {
  return ambiguous(header, 'warning')
}

function guessesOf({ assignment, near }: Header): Map<number, string> {
  return new Map([...assignment.unsure, ...near])
}

function ambiguous(header: Header, severity: Finding['severity']): Finding[] {
  const { assignment, headers, bottom } = header
  const { form } = assignment
  const labelled = new Map(headers.map((one) => [one.column, one]))
  return [...guessesOf(header)].map(([column, id]) => {
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
