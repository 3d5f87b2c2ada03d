import { enterprises } from '../../../shared/forms/enterprises.ts'
import { zeroSubmission } from '../../../shared/protocol/build.ts'
import type { Submission } from '../../../shared/protocol/submission.ts'
import { enterprise, enterpriseRows, first, place } from '../county.ts'
import { kindOf, type Path, placesOf, put } from '../walk.ts'
import { type Bad, words } from './bad.ts'
import { kinds, pathName, strangers } from './kinds.ts'

/**
 * Submissions with something wrong in one place. Every place of a valid one is found by walking
 * through it, and gets every kind of value that does not belong there.
 */

/** A body with every kind of value in it, as its walk will find them. */
const valid: Submission = {
  ...enterpriseRows([enterprise({}), enterprise({ name: '慈利县二号厂', above_scale: true })]),
  explanations: [
    { sheet: 'Sheet1', rule: 'enterprises.credit-code', cell: 'A3', reason: '已核对' },
  ],
}

const isOpen = (path: Path) => path.at(-2) === 'values' || path.at(-2) === 'tally'
/** Objects whose members we do not choose; the others take no member that they do not know. */
const isRecord = (path: Path) =>
  ['values', 'tally', 'columns', 'scales'].includes(String(path.at(-1)))

/** What else may stand in a place than what stands there. */
function fits(path: Path, value: unknown): boolean {
  const kind = kindOf(value)
  if (path.at(-2) === 'values') return kind !== 'list' && kind !== 'object'
  if (path.at(-2) === 'tally') return kind === 'number' || kind === 'null'
  return path.join('.') === 'explanations.0.cell' && kind === 'null'
}

function refused(what: string, body: unknown, problem = 'malformed-body'): Bad {
  // As text: what JSON.stringify leaves out of an object never comes over a wire.
  const options = { raw: JSON.stringify(body), headers: first }
  return { what, request: `PUT ${place('lingyang')}`, options, status: 422, problem }
}

const wrongKinds = placesOf(valid).flatMap(({ path, value }) =>
  kinds
    .filter(([, other]) => kindOf(other) !== kindOf(value) && !fits(path, other))
    .map(([name, other]) => refused(`${name} in ${pathName(path)}`, put(valid, path, other))),
)

const missing = placesOf(valid)
  .filter(({ path }) => path.length > 0 && typeof path.at(-1) === 'string' && !isOpen(path))
  .filter(({ path }) => !isRecord(path.slice(0, -1)))
  .map(({ path }) => refused(`no ${pathName(path)}`, put(valid, path, undefined)))

const surplus = placesOf(valid)
  .filter(({ path, value }) => kindOf(value) === 'object' && !isRecord(path))
  .flatMap(({ path }) =>
    strangers.map((name) =>
      refused(`“${name}” in ${pathName(path)}`, put(valid, [...path, name], {})),
    ),
  )

const hidden = placesOf(valid)
  .filter(({ path }) => isRecord(path))
  .map(({ path }) =>
    refused(`“__proto__” in ${pathName(path)}`, put(valid, [...path, '__proto__'], null)),
  )

const broken = placesOf(valid)
  .filter(({ value, path }) => typeof value === 'string' && path.at(-1) !== 'kind')
  .map(({ path }) => refused(`half a character in ${pathName(path)}`, put(valid, path, '\ud83d')))

const numbers = placesOf(valid)
  .filter(({ path }) => /Rows\.\d+$|firstRow|lastRow|\.row$/.test(path.join('.')))
  .flatMap(({ path }) =>
    [-1, 0.5, 1e300].map((value) =>
      refused(`${value} in ${pathName(path)}`, put(valid, path, value)),
    ),
  )

const days = [
  '',
  ...words('2020-02-30 2020-2-25 25.2.2020 2020-02-25T00:00:00Z ２０２０-02-25 43886'),
]
const wrongDays = days.map((day) => refused(`asOf “${day}”`, { ...valid, asOf: day }))

/** Well formed, and yet no submission of this form. */
const meaningless: Bad[] = [
  refused('nothing reported', { ...valid, tables: [] }),
  refused('tables without records', put(valid, ['tables', 0, 'records'], [])),
  refused('a zero report with a table', { ...valid, kind: 'zero' }),
  ...['', ...words('enterprises enterprises@0 enterprises@2 returnees@1 __proto__@1')].map(
    (catalogue) =>
      refused(`catalogue “${catalogue}”`, { ...valid, catalogue }, 'catalogue-mismatch'),
  ),
]

const zero = zeroSubmission(enterprises, { asOf: '2020-02-25', file: '' })
const tallies: [what: string, body: unknown][] = [
  ['another tally', put(valid, ['tally', 'enterprises.total'], 3)],
  ['an empty tally', { ...valid, tally: {} }],
  ['a figure too many', put(valid, ['tally', 'x'], 1)],
  ['a zero report that counts something', put(zero, ['tally', 'enterprises.total'], 1)],
]

const values: [what: string, field: string, value: unknown, problem: string][] = [
  ['more back than there are', 'staff_back', 52, 'unexplained-findings'],
  ['a text in place of a count', 'staff_total', '四十', 'unexplained-findings'],
  ['a negative count', 'staff_back', -1, 'unexplained-findings'],
  ['an unknown choice', 'status', 'maybe', 'unexplained-findings'],
  ['an identity card', 'industry', '430821199003071234', 'personal-values'],
  ['a mobile number', 'name', '张三 13800138000', 'personal-values'],
  ['a personal field', 'phone', '0744', 'personal-values'],
]
const inFirstRow = (field: string) => ['tables', 0, 'records', 0, 'values', field]

export const badDocuments: Bad[] = [
  ...wrongKinds,
  ...missing,
  ...surplus,
  ...hidden,
  ...broken,
  ...numbers,
  ...wrongDays,
  ...meaningless,
  ...tallies.map(([what, body]) => refused(what, body, 'tally-differs')),
  ...values.map(([what, field, value, problem]) =>
    refused(what, put(valid, inFirstRow(field), value), problem),
  ),
]
