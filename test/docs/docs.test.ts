import { describe, expect, it, test } from 'vitest'
import { forms } from '../../shared/forms/index.ts'
import { gridOf } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'
import { zh } from '../../shared/messages/zh.ts'
import { documents, drift } from './documents.ts'
import { exampleSheet } from './example-sheet.ts'

test('the documents say what definitions and message tables say (node test/docs/generate.ts)', () => {
  expect(drift()).toEqual([])
})

describe('documents', () => {
  const made = documents()

  it('name every message and every rule', () => {
    const messages = made.get('docs/messages.md') ?? ''
    for (const id of Object.keys(zh)) expect(messages).toContain(`\`${id}\``)
    for (const { id, rules } of forms) {
      const page = made.get(`docs/forms/${id}.md`) ?? ''
      for (const rule of rules) expect(page).toContain(`\`${rule.id}\``)
    }
  })

  it.each([...made])('%s has no gap in a sentence', (_path, text) => {
    expect(text).not.toMatch(/undefined|NaN|\[object|；；|，，/)
  })
})

test.each(forms)('the example sheet of $id is right by its own rules', (form) => {
  const { title, info, head, rows, tally } = exampleSheet(form)
  const grid = gridOf('Sheet1', [[title], [info], head, ...rows])
  const [report, ...more] = inspect(grid, { forms, now: '2020-02-28' })
  expect(more).toEqual([])
  expect(report).toMatchObject({ form: form.id, records: rows.length, tally })
})
