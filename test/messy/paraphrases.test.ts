import { describe, expect, it } from 'vitest'
import { formById } from '../../shared/forms/index.ts'
import { keyOf } from '../../shared/recognise/label.ts'
import { paraphrases } from './paraphrases.ts'

describe.each(Object.entries(paraphrases))('wordings nobody listed, of %s', (id, wordings) => {
  const form = formById(id)

  it('are of fields of the form, six or more each', () => {
    const fields = form?.fields.map((field) => field.id)
    for (const [field, given] of Object.entries(wordings)) {
      expect(fields).toContain(field)
      expect(new Set(given).size, field).toBeGreaterThanOrEqual(6)
    }
  })

  it('mean one field each', () => {
    const all = Object.values(wordings).flat()
    expect(all.filter((wording, index) => all.indexOf(wording) !== index)).toEqual([])
  })

  it('are listed in no field of the form', () => {
    const listed = new Set(
      form?.fields.flatMap(({ title, synonyms }) => [title.zh, ...synonyms].map(keyOf)),
    )
    const all = Object.values(wordings).flat()
    expect(all.filter((wording) => listed.has(keyOf(wording)))).toEqual([])
  })
})
