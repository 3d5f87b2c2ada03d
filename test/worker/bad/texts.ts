import { enterpriseSheet, first, place } from '../county.ts'
import type { Bad } from './bad.ts'

/** Bodies that are no JSON, or none in UTF-8. */

const PUT = `PUT ${place('lingyang')}`

const texts: [what: string, raw: string][] = [
  ['nothing', ''],
  ['blanks', ' \n\t'],
  ['half an object', '{"kind":'],
  ['half a list', '['],
  ['half a text', '"report'],
  ['single quotes', "{'kind':'report'}"],
  ['bare names', '{kind: "report"}'],
  ['a comma too many', '{"kind":"report",}'],
  ['a comment', '{"kind":"report" /* ! */}'],
  ['two documents', '{}{}'],
  ['NaN', '{"kind":NaN}'],
  ['undefined', 'undefined'],
  ['Infinity', '[Infinity]'],
  ['a leading zero', '[01]'],
  ['a plus sign', '[+1]'],
  ['a hexadecimal number', '[0x1]'],
  ['a control character in a text', '["\u0001"]'],
  ['a bad escape', '["\\x41"]'],
  ['half an escape', '["\\u12"]'],
  ['full-width brackets', '｛"kind"："report"｝'],
  ['full-width quotes', '{“kind”:“report”}'],
  ['a form', 'kind=report&asOf=2020-02-25'],
  ['markup', '<submission/>'],
  ['a script', '<script>alert(1)</script>'],
  ['CSV', '企业名称,职工总数\n一厂,40'],
  ['YAML', 'kind: report'],
  ['JSON behind a guard', ")]}',\n{}"],
  ['a NUL at the end', '{}\0'],
  ['100,000 brackets', '['.repeat(100_000)],
  ['100,000 objects', '{"a":'.repeat(100_000)],
]
const unreadable: Bad[] = texts.map(([what, raw]) => ({
  what,
  request: PUT,
  options: { raw, headers: first },
  status: 400,
  problem: 'malformed-json',
}))

const utf16 = (text: string) => Uint8Array.from([...text].flatMap((one) => [one.charCodeAt(0), 0]))
const ascii = (text: string) => new TextEncoder().encode(text)
const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]))
/** 慈利 in GBK: whoever forgets to convert a file sends this. */
const gbk = Uint8Array.from([0xb4, 0xc8, 0xc0, 0xfb])
const sheet = JSON.stringify({ ...enterpriseSheet(2, 1), file: '|' })
const [before = '', after = ''] = sheet.split('|')

const bytes: [what: string, raw: Uint8Array][] = [
  ['GBK in a text', joined(ascii(before), gbk, ascii(after))],
  ['half of a UTF-8 character', joined(ascii(before), Uint8Array.of(0xe6, 0x85), ascii(after))],
  ['an overlong character', joined(ascii(before), Uint8Array.of(0xc0, 0xaf), ascii(after))],
  ['a surrogate in UTF-8', joined(ascii(before), Uint8Array.of(0xed, 0xa0, 0x80), ascii(after))],
  ['UTF-16', utf16('{"kind":"report"}')],
  ['UTF-16 with its mark', joined(Uint8Array.of(0xff, 0xfe), utf16('{}'))],
  ['a ZIP archive', joined(ascii('PK\u0003\u0004'), new Uint8Array(40))],
  ['zeros', new Uint8Array(100)],
]
const undecodable: Bad[] = bytes.map(([what, raw]) => ({
  what,
  request: PUT,
  options: { raw: raw.slice().buffer, headers: first },
  status: 400,
  problem: 'malformed-json',
}))

export const badTexts: Bad[] = [...unreadable, ...undecodable]
