import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorkbookFile } from '../../addin/workbook/file.ts'
import type { Form } from '../../shared/forms/form.ts'
import { forms } from '../../shared/forms/index.ts'
import { inspect, type SheetReport } from '../../shared/inspect.ts'
import { mergeTallies } from '../../shared/tally/merge.ts'
import { fugong } from '../cli/run.ts'
import { printing } from '../samples/printing.ts'
import { type Branch, branches, bytesOf, items } from './branches.ts'

const now = '2020-02-28'

/** The form of the guide, with a rule more: the list has a row for every branch. */
const form: Form = {
  ...printing,
  rules: [
    ...printing.rules,
    {
      id: 'printing.own-rows',
      severity: 'error',
      title: { zh: '各网点只填本网点的行', en: 'a branch fills in its own rows only' },
      kind: 'named',
      check: 'own-unit',
      fields: ['branch', 'quantity', 'amount'],
    },
  ],
}

function reportOf(branch: Branch): SheetReport {
  const { name, sheets } = openWorkbookFile(bytesOf(branch), branch.file)
  const reports = sheets.flatMap(({ grid }) =>
    inspect(grid, { forms: [...forms, form], now, file: name }),
  )
  expect(reports).toHaveLength(1)
  return reports[0] as SheetReport
}

const nil = '新桥支行'
const reported = items.filter(({ branch }) => branch !== nil)
const sum = (figures: number[]) => figures.reduce((a, b) => a + b, 0)

describe('ten branches and one form of the county’s own', () => {
  const sent = branches()

  it('come as five .xls and five .xlsx', () => {
    expect(sent.filter(({ file }) => file.endsWith('.xls'))).toHaveLength(5)
    expect(sent).toHaveLength(10)
  })

  it.each(sent.map((branch) => [branch.file, branch] as const))('%s', (_, branch) => {
    const report = reportOf(branch)
    expect(report).toMatchObject({ form: 'printing', records: 37 })
    const said = report.findings.map(({ rule, cell }) => `${rule} ${cell}`)
    expect(said.sort()).toEqual([...branch.oddities].sort())
  })

  it('are added up rightly, once each has corrected what is its to correct', () => {
    const tallies = branches(true).map((branch) => reportOf(branch).tally)
    expect(mergeTallies(tallies, form)).toMatchObject({
      'printing.used': sum(reported.map(({ quantity }) => quantity)),
      'printing.spent': sum(reported.map(({ amount }) => amount)),
    })
    expect(tallies[5]).toMatchObject({ 'printing.used': 0, 'printing.spent': 0 })
  })

  it('hold back a branch that filled in the row of another', () => {
    const findings = sent.flatMap((branch) =>
      reportOf(branch).findings.filter(({ rule }) => rule === 'printing.own-rows'),
    )
    expect(findings).toMatchObject([
      { severity: 'error', cell: 'D9', params: { unit: nil, own: '河西支行' } },
    ])
  })
})

describe('the same on files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fugong-branches-'))
  const files = branches().map((branch) => ({ branch, path: join(folder, branch.file) }))
  const definition = join(folder, 'form.json')
  beforeAll(() => {
    for (const { branch, path } of files) writeFileSync(path, bytesOf(branch))
    writeFileSync(definition, JSON.stringify(form))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('says every oddity at its cell, and who is to clear the row', async () => {
    const paths = files.map(({ path }) => path)
    const { status, out } = await fugong('check', ...paths, '--forms', definition, '--json')
    expect(status).toBe(1)
    const checked = JSON.parse(out).files as { sheets: SheetReport[] }[]
    checked.forEach(({ sheets }, index) => {
      const said = sheets[0]?.findings.map(({ rule, cell }) => `${rule} ${cell}`)
      expect(said?.sort()).toEqual([...(files[index]?.branch.oddities ?? [])].sort())
    })
    expect(out).toContain('D9：此行属于新桥支行，不是河西支行的，请删去所填数据，或由新桥支行填报')
  })
})
