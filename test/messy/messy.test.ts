import { describe, expect, it } from 'vitest'
import { forms } from '../../shared/forms/index.ts'
import { scoreOf } from './score.ts'
import { messySheet } from './sheet.ts'

const sheetsEach = 60

describe.each(forms.map((form) => ({ id: form.id, form })))('messy sheets of $id', ({ form }) => {
  it(`are read as they are meant, ${sheetsEach} seeds`, () => {
    const problems: string[] = []
    for (let seed = 1; seed <= sheetsEach; seed += 1) {
      const sheet = messySheet(form, seed)
      for (const problem of scoreOf(sheet, forms).problems) {
        problems.push(`seed ${seed} [${sheet.traits.join(', ')}] ${problem}`)
      }
    }
    expect(problems).toEqual([])
  })
})
