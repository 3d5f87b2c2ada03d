import type { Path } from '../walk.ts'

/** A value of every kind that JSON knows. */
export const kinds: [name: string, value: unknown][] = [
  ['null', null],
  ['true', true],
  ['a number', 1],
  ['a text', 'x'],
  ['a list', []],
  ['an object', {}],
]

/** Names of members that nobody has, and that mean something to JavaScript. */
export const strangers = ['x', '__proto__', 'constructor', 'prototype', 'toString', '']

export const pathName = (path: Path) => path.join('.') || 'the body'
