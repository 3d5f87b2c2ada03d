import { place } from '../county.ts'
import { kindOf, placesOf, put } from '../walk.ts'
import type { Bad } from './bad.ts'
import { kinds, pathName, strangers } from './kinds.ts'

/** The other bodies there are, each with a valid example. */
const others: [request: string, body: Record<string, unknown>, optional: string[]][] = [
  [
    'PUT /units/lingyang',
    { name: '零阳镇', level: 'township', parent: 'cili', forms: ['enterprises'] },
    ['forms'],
  ],
  ['POST /units/lingyang/codes', { role: 'reader', expiresInHours: 24 }, ['expiresInHours']],
  ['PUT /units/cili/periods/2020-W09', { asOf: '2020-02-27', due: '2020-02-28T09:00:00Z' }, []],
  [`POST ${place('lingyang')}/return`, { reason: '请核对', cells: ['D3'] }, ['cells']],
  [
    'PUT /units/cili/recipients',
    { recipients: [{ address: 'a@example.com', kinds: ['summary'], lang: 'zh' }] },
    ['recipients.0.kinds', 'recipients.0.lang'],
  ],
  ['POST /enrol', { code: 'AAAA-AAAA-AAAA-AAAA' }, []],
]
const nullable = ['parent', 'forms']

const otherBodies = others.flatMap(([request, body, optional]) => {
  const bad = (what: string, sent: unknown): Bad => ({
    what: `${request}: ${what}`,
    request,
    options: { raw: JSON.stringify(sent) },
    status: 422,
    problem: 'malformed-body',
  })
  return placesOf(body).flatMap(({ path, value }) => [
    ...kinds
      .filter(([, other]) => kindOf(other) !== kindOf(value))
      .filter(([name]) => !(name === 'null' && nullable.includes(pathName(path))))
      .map(([name, other]) => bad(`${name} in ${pathName(path)}`, put(body, path, other))),
    ...(path.length > 0 && typeof path.at(-1) === 'string' && !optional.includes(pathName(path))
      ? [bad(`no ${pathName(path)}`, put(body, path, undefined))]
      : []),
    ...(kindOf(value) === 'object'
      ? strangers.map((name) =>
          bad(`“${name}” in ${pathName(path)}`, put(body, [...path, name], 1)),
        )
      : []),
  ])
})

const single = (request: string, bodies: [what: string, body: unknown][]): Bad[] =>
  bodies.map(([what, body]) => ({
    what: `${request}: ${what}`,
    request,
    options: { body },
    status: 422,
    problem: 'malformed-body',
  }))

const township = { name: '零阳镇', level: 'township', parent: 'cili' }
const otherValues: Bad[] = [
  ...single('PUT /units/lingyang', [
    ['an empty name', { ...township, name: '' }],
    ['a blank name', { ...township, name: '　 ' }],
    ['a long name', { ...township, name: '镇'.repeat(101) }],
    ['an unknown level', { ...township, level: 'galaxy' }],
  ]),
  ...single('POST /units/lingyang/codes', [
    ['an unknown role', { role: 'root' }],
    ['no hour', { role: 'reader', expiresInHours: 0 }],
    ['half an hour', { role: 'reader', expiresInHours: 0.5 }],
    ['a year', { role: 'reader', expiresInHours: 8760 }],
  ]),
  ...single('PUT /units/cili/periods/2020-W09', [
    ['a day that is none', { asOf: '2020-02-31', due: '2020-02-28T09:00:00Z' }],
    ['an instant without its zone', { asOf: '2020-02-27', due: '2020-02-28T09:00:00' }],
    ['a day in place of an instant', { asOf: '2020-02-27', due: '2020-02-28' }],
    ['an hour that is none', { asOf: '2020-02-27', due: '2020-02-28T25:00:00Z' }],
  ]),
  ...single(`POST ${place('lingyang')}/return`, [
    ['a blank reason', { reason: ' ' }],
    ['a long reason', { reason: '请'.repeat(1001) }],
    ['a cell that is none', { reason: '请核对', cells: ['第三行'] }],
    ['a cell in row 0', { reason: '请核对', cells: ['A0'] }],
    ['a cell below the last row', { reason: '请核对', cells: ['A10000000'] }],
    ['a number behind a column', { reason: '请核对', cells: ['D3430821199003071234'] }],
    ['too many cells', { reason: '请核对', cells: Array.from({ length: 501 }, () => 'A1') }],
  ]),
  ...single('PUT /units/cili/recipients', [
    ['no address', { recipients: [{ address: 'nobody' }] }],
    [
      'two lines in an address',
      { recipients: [{ address: 'a@example.com\r\nBcc: b@example.com' }] },
    ],
    ['no kind of mail', { recipients: [{ address: 'a@example.com', kinds: [] }] }],
    ['an unknown language', { recipients: [{ address: 'a@example.com', lang: 'fr' }] }],
    [
      'too many',
      { recipients: Array.from({ length: 201 }, (_, n) => ({ address: `a${n}@example.com` })) },
    ],
  ]),
  ...single('POST /enrol', [
    ['an empty code', { code: '' }],
    ['a long code', { code: 'A'.repeat(201) }],
  ]),
]

export const badOtherBodies: Bad[] = [...otherBodies, ...otherValues]
