/** Submissions as the pane sends them, made from sheets. */
import { forms } from '../../../shared/forms/index.ts'
import type { Grid } from '../../../shared/grid/grid.ts'
import { inspect } from '../../../shared/inspect.ts'
import { nextPeriod } from '../../../shared/periods/periods.ts'
import { buildSubmission } from '../../../shared/protocol/build.ts'
import { messySheet } from '../../messy/sheet.ts'
import { ledger } from '../ledger.ts'
import type { Township } from './county.ts'

/** A body that is sent, and for which form. */
export interface Body {
  form: string
  json: Buffer
}

/** A request to submit. */
export interface Call {
  path: string
  headers: Record<string, string>
  body: Buffer
}

const asOf = '2020-02-28'

/** The ledger of enterprises with so many rows. */
export function ledgerBody(rows: number): Body {
  return bodyOf('enterprises', ledger(rows), '台账.xlsx')
}

/** One sheet of every form, of the sizes that the generator of messy sheets gives them. */
export function everyForm(seed: number): Body[] {
  return forms.map((form) => {
    const sheet = messySheet(form, seed)
    return bodyOf(form.id, sheet.grid, sheet.file)
  })
}

/** @throws Error where the sheet is not read: then nothing is measured */
function bodyOf(id: string, grid: Grid, file: string): Body {
  const form = forms.find((one) => one.id === id)
  const tables = inspect(grid, { forms, now: asOf, file }).flatMap(({ form: found, table }) =>
    found === id && table ? [table] : [],
  )
  if (!form || tables.length === 0) throw new Error(`A sheet of ${id} is not read`)
  const submission = buildSubmission(tables, form, { asOf, file })
  return { form: id, json: Buffer.from(JSON.stringify(submission)) }
}

/** The first submission of a township for a form and a week. */
export function firstCall({ id, token }: Township, { form, json }: Body, period: string): Call {
  return {
    path: `/api/v1/units/${id}/forms/${form}/periods/${period}`,
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      'Accept-Language': 'zh',
      'If-None-Match': '*',
      'Idempotency-Key': `${id}-${form}-${period}`,
    },
    body: json,
  }
}

/** So many first submissions, township after township, week after week from `period` on. */
export function firstCalls(
  count: number,
  body: Body,
  towns: Township[],
  period: string,
): { calls: Call[]; next: string } {
  const calls: Call[] = []
  let next = period
  while (calls.length < count) {
    for (const town of towns) calls.push(firstCall(town, body, next))
    next = nextPeriod(next)
  }
  return { calls: calls.slice(0, count), next }
}
