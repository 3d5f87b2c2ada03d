/** Submissions of a few rows, as a pane would build them. */
import type { Explanation } from '../../shared/check/finding.ts'
import { enterprises } from '../../shared/forms/enterprises.ts'
import type { Form } from '../../shared/forms/form.ts'
import { returnees } from '../../shared/forms/returnees.ts'
import { buildSubmission } from '../../shared/protocol/build.ts'
import type { Submission } from '../../shared/protocol/submission.ts'
import type { FormRecord, Table, Value } from '../../shared/read/table.ts'

type Row = Record<string, Value>

function tableOf(form: Form, rows: Row[]): Table {
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const columns = Object.fromEntries(
    fields.map((field, index) => [String.fromCharCode(65 + index), field]),
  )
  const records = rows.map((values, index): FormRecord => ({ row: index + 3, values }))
  return {
    form: form.id,
    sheet: 'Sheet1',
    layout: {
      headerRows: [2],
      firstRow: 3,
      lastRow: rows.length + 2,
      totalRows: [],
      skippedRows: [],
      columns,
      unmapped: [],
      scales: {},
    },
    records,
    totals: [],
    findings: [],
  }
}

export const rowsOf = (form: Form, rows: Row[], explanations: Explanation[] = []): Submission =>
  buildSubmission([tableOf(form, rows)], form, {
    asOf: '2020-02-25',
    file: '第9周.xlsx',
    explanations,
  })

/**
 * An enterprise sheet of so many rows, the first `resumed` of them back at work. Without another place
 * they are called the same in every sheet, and may be the same enterprises.
 */
export function enterpriseSheet(total: number, resumed: number, of = ''): Submission {
  const rows = Array.from({ length: total }, (_, index) =>
    enterprise({ name: `${of}企业${index + 1}`, status: index < resumed ? 'resumed' : 'stopped' }),
  )
  return rowsOf(enterprises, rows)
}

export function enterprise(values: Row): Row {
  return { name: '慈利县一号厂', status: 'resumed', staff_total: 40, staff_back: 20, ...values }
}

export function enterpriseRows(rows: Row[], explanations?: Explanation[]): Submission {
  return rowsOf(enterprises, rows, explanations)
}

export function returneeSheet(workforce: number, returned: number): Submission {
  return returneeRows([{ village: '一村', workforce, returned }])
}

export function returneeRows(rows: Row[]): Submission {
  return rowsOf(returnees, rows)
}
