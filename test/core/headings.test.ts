import { describe, expect, test } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import { forms } from '../../shared/forms/index.ts'
import { otherField, withHeadings } from '../../shared/recognise/headings.ts'
import { headingKey } from '../../shared/recognise/label.ts'

describe('the key of a heading', () => {
  test.each([
    ['到厂人头', '到厂人头'],
    ['到厂人头（人）', '到厂人头'],
    ['其中：到厂人头', '到厂人头'],
    ['截至2020年2月19日到厂人头', '到厂人头'],
    ['到厂人头（省外）', '到厂人头省外'],
    // Not a date: the word begins with what may end one.
    ['前期垫资', '前期垫资'],
    ['（人）', ''],
  ])('%s', (raw, key) => expect(headingKey(raw)).toBe(key))
})

describe('approved headings', () => {
  const heading = (field: string, ...wordings: string[]) => ({
    form: 'enterprises',
    field,
    wordings,
  })
  const synonyms = (field: string, found = forms) =>
    found.find(({ id }) => id === 'enterprises')?.fields.find(({ id }) => id === field)?.synonyms

  test('are synonyms of their field and leave every other form the very same', () => {
    const found = withHeadings(forms, [heading('staff_back', '到厂人头')])
    expect(synonyms('staff_back', found)).toEqual([...(synonyms('staff_back') ?? []), '到厂人头'])
    expect(found.filter((form, at) => form !== forms[at]).map(({ id }) => id)).toEqual([
      'enterprises',
    ])
  })

  test('that contradict the form or one another: the first holds', () => {
    const found = withHeadings(forms, [
      heading('staff_back', '企业名称', '到厂人头'),
      heading('staff_total', '到厂人头', '花名册人头'),
    ])
    expect(synonyms('staff_back', found)).toEqual([...(synonyms('staff_back') ?? []), '到厂人头'])
    expect(synonyms('staff_total', found)).toEqual([
      ...(synonyms('staff_total') ?? []),
      '花名册人头',
    ])
  })

  test('of a field that is gone keep their wording from nobody', () => {
    const found = withHeadings(forms, [
      heading('gone', '到厂人头'),
      heading('staff_back', '到厂人头'),
    ])
    expect(synonyms('staff_back', found)).toContain('到厂人头')
  })

  test('say which other field a wording means', () => {
    expect(otherField(enterprises, 'staff_back', '企业名称')?.id).toBe('name')
    expect(otherField(enterprises, 'name', '企业名称')).toBeNull()
    expect(otherField(enterprises, 'staff_back', '到厂人头')).toBeNull()
  })
})
