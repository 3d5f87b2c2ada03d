import { expect, test } from 'vitest'
import { en } from '../../addin/pane/messages/en.ts'
import { type MessageKey, sayIn } from '../../addin/pane/messages/index.ts'
import { zh } from '../../addin/pane/messages/zh.ts'
import { placeholders } from '../../shared/messages/fill.ts'

const keys = Object.keys(zh) as MessageKey[]

test('both languages have the same wordings', () => {
  expect(Object.keys(en).sort()).toEqual([...keys].sort())
})

test('a wording names the same things in both languages', () => {
  for (const key of keys) {
    expect(new Set(placeholders(en[key])), key).toEqual(new Set(placeholders(zh[key])))
  }
})

test('each wording is in its language; the switch is in the other', () => {
  for (const key of keys) {
    const [chinese, english] = key === 'switchLang' ? [en[key], zh[key]] : [zh[key], en[key]]
    expect(chinese).toMatch(/\p{Script=Han}/u)
    expect(english).not.toMatch(/\p{Script=Han}/u)
  }
})

test('figures are filled in', () => {
  expect(sayIn('zh')('errorsCount', { count: 3 })).toBe('3 处错误')
  expect(sayIn('en')('errorsCount', { count: 0 })).toBe('Errors: 0')
})
