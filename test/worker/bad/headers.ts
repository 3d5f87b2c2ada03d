import { enterpriseSheet, first, place } from '../county.ts'
import { ACCEPTED, type Bad, CLOSED, EMPTY, SUBMITTED, type Who, words } from './bad.ts'

/** Requests with something wrong around their body: what it is said to be, who sends it, what it builds on. */

const body = enterpriseSheet(2, 1)
const [PUT, REVISE] = [place('lingyang', 'enterprises', EMPTY), place('jiangya')].map(
  (path) => `PUT ${path}`,
) as [string, string]

function put(
  what: string,
  headers: Record<string, string>,
  status: number,
  problem: string,
  request = PUT,
): Bad {
  return { what, request, options: { body, headers }, status, problem }
}

const types = [
  ...words(`text/plain text/html text/json application/xml application/x-www-form-urlencoded json
    application/octet-stream application/jsonx application image/png`),
  ...['multipart/form-data; boundary=x', 'text/plain; application/json', ' '],
]
const wrongTypes = types.map((type) =>
  put(`Content-Type “${type}”`, { ...first, 'Content-Type': type }, 415, 'media-type-unsupported'),
)

const encodings = [
  ...words('br deflate zstd compress x-gzip gzip;q=1 * utf-8 aws-chunked chunked'),
  ...['gzip, gzip', 'identity, gzip'],
]
const wrongEncodings = encodings.map((encoding) =>
  put(
    `Content-Encoding “${encoding}”`,
    { ...first, 'Content-Encoding': encoding },
    415,
    'encoding-unsupported',
  ),
)

const tokens: [what: string, authorization: string][] = [
  ['nothing', ''],
  ['no scheme', 'abc'],
  ['a scheme alone', 'Bearer'],
  ['a scheme and a blank', 'Bearer '],
  ['another scheme', 'Basic YTpi'],
  ['a scheme like it', 'Bearers abc'],
  ['two tokens', 'Bearer abc def'],
  ['two headers in one', 'Bearer abc, Bearer def'],
  ['a digest', 'Digest username="x"'],
  ['a colon', 'Bearer:abc'],
]
const missingTokens = tokens.map(
  ([what, Authorization]): Bad => ({
    what: `Authorization: ${what}`,
    request: 'GET /me',
    who: 'nobody',
    options: { headers: { Authorization } },
    status: 401,
    problem: 'token-missing',
  }),
)

const unknown = [
  ...words(`null undefined 0 x '-- 'OR'1'='1 %00 ../x "abc" <x> * Bearer`),
  ...[43, 10_000].map((length) => 'A'.repeat(length)),
]
const unknownTokens = unknown.map(
  (token): Bad => ({
    what: `token ${token.slice(0, 50)} of ${token.length}`,
    request: 'GET /me',
    who: 'nobody',
    options: { headers: { Authorization: `Bearer ${token}` } },
    status: 401,
    problem: 'token-unknown',
  }),
)

const routes: [request: string, sent?: unknown][] = [
  ['GET /me'],
  ['GET /units'],
  [`GET ${place('jiangya')}`],
  [`PUT ${place('jiangya')}`, enterpriseSheet(3, 1)],
  [`POST ${place('jiangya')}/accept`],
  ['POST /units/cili/periods/2020-W09/close'],
  ['POST /units/cili/codes', { role: 'reader' }],
  ['DELETE /tokens/none'],
]
const badTokens = (
  [
    ['nobody', 'token-missing'],
    ['expired', 'token-expired'],
    ['revoked', 'token-revoked'],
  ] as [Who, string][]
).flatMap(([who, problem]) =>
  routes.map(([request, sent]): Bad => {
    const options = { body: sent, headers: { 'If-Match': '*' } }
    return { what: `${request} with a token: ${who}`, request, who, options, status: 401, problem }
  }),
)

const notTheirs = (
  [
    ['reader', 'role-insufficient'],
    ['neighbour', 'unit-out-of-reach'],
  ] as [Who, string][]
).flatMap(([who, problem]) =>
  routes
    .filter(([request]) => !/^GET|tokens/.test(request))
    .map(([request, sent]): Bad => {
      const options = { body: sent, headers: { 'If-Match': '*' } }
      return { what: `${request} by the ${who}`, request, who, options, status: 403, problem }
    }),
)

const uuid = 'c0ffee00-0000-4000-8000-00000000cafe'

const conditions: [
  what: string,
  headers: Record<string, string>,
  status: number,
  problem: string,
  request?: string,
][] = [
  ['no precondition', {}, 428, 'precondition-required'],
  ['If-None-Match of a tag', { 'If-None-Match': '"abc"' }, 428, 'precondition-required'],
  ['If-None-Match of nothing', { 'If-None-Match': '' }, 428, 'precondition-required'],
  [
    'If-Unmodified-Since',
    { 'If-Unmodified-Since': 'Wed, 26 Feb 2020 02:00:00 GMT' },
    428,
    'precondition-required',
  ],
  ['If-Match where there is none', { 'If-Match': '*' }, 412, 'revision-changed'],
  ['If-Match of a tag where there is none', { 'If-Match': '"abc"' }, 412, 'revision-changed'],
  ['If-None-Match where there is one', first, 412, 'revision-changed', REVISE],
  ...[
    '"abc"',
    'abc',
    '""',
    '"',
    '**',
    '* ,"abc"',
    'W/*',
    "'abc'",
    '"*"',
    ',',
    '"__proto__"',
    `"${'a'.repeat(8000)}"`,
  ].map((tag): [string, Record<string, string>, number, string, string] => [
    `If-Match ${tag.slice(0, 20)}`,
    { 'If-Match': tag },
    412,
    'revision-changed',
    REVISE,
  ]),
  [
    'both preconditions, against each other',
    { ...first, 'If-Match': '*' },
    412,
    'revision-changed',
    REVISE,
  ],
  ['both where there is none', { ...first, 'If-Match': '*' }, 412, 'revision-changed'],
  [
    'If-Match of a tag beside If-None-Match',
    { ...first, 'If-Match': '"abc"' },
    412,
    'revision-changed',
    REVISE,
  ],
  [
    'no idempotency key in the header',
    { ...first, 'Idempotency-Key': '' },
    400,
    'malformed-request',
  ],
  [
    'a long idempotency key',
    { ...first, 'Idempotency-Key': 'k'.repeat(201) },
    400,
    'malformed-request',
  ],
  ...['13800138000', 'w9-138-0013-8000', '430821199003071234', `${uuid} 13800138000`].map(
    (key): [string, Record<string, string>, number, string] => [
      `an idempotency key with the number of a person: ${key}`,
      { ...first, 'Idempotency-Key': key },
      400,
      'malformed-request',
    ],
  ),
  [
    'an idempotency key of another sheet',
    { ...first, 'Idempotency-Key': 'used' },
    422,
    'idempotency-key-reused',
  ],
  [
    'an idempotency key of other content',
    { 'If-Match': '*', 'Idempotency-Key': 'used' },
    422,
    'idempotency-key-reused',
    REVISE,
  ],
  [
    'a closed period',
    first,
    423,
    'period-closed',
    `PUT ${place('lingyang', 'enterprises', CLOSED)}`,
  ],
  [
    'what is accepted',
    { 'If-Match': '*' },
    423,
    'submission-accepted',
    `PUT ${place('jiangya', 'enterprises', ACCEPTED)}`,
  ],
]
const wrongConditions = conditions.map((row) => put(...row))

const staleDecisions = ['accept', 'return'].flatMap((verb) =>
  ['"abc"', 'abc', '""'].map(
    (tag): Bad => ({
      what: `${verb} with If-Match ${tag}`,
      request: `POST ${place('jiangya', 'enterprises', SUBMITTED)}/${verb}`,
      options: {
        headers: { 'If-Match': tag },
        body: verb === 'return' ? { reason: 'x' } : undefined,
      },
      status: 412,
      problem: 'revision-changed',
    }),
  ),
)

/** Codes are told apart from each other and from the setup code of the deployment. */
const codes = [
  'AAAA-AAAA-AAAA-AAAA',
  ' ',
  '0',
  '-',
  '邀请码',
  '😀',
  'null',
  "' OR 1=1",
  '__proto__',
  'setup-code',
  'SETUP-CODE-OF-THE-TESTS',
  '\0',
].map(
  (code): Bad => ({
    what: `the code “${code}”`,
    request: 'POST /enrol',
    who: 'nobody',
    options: { body: { code } },
    status: 403,
    problem: 'code-unknown',
  }),
)
const setupAgain: Bad = {
  what: 'the setup code once more',
  request: 'POST /enrol',
  who: 'nobody',
  options: { body: { code: 'setup-code-of-the-tests' } },
  status: 403,
  problem: 'setup-finished',
}

export const badHeaders: Bad[] = [
  ...wrongTypes,
  ...wrongEncodings,
  ...missingTokens,
  ...unknownTokens,
  ...badTokens,
  ...notTheirs,
  ...wrongConditions,
  ...staleDecisions,
  ...codes,
  setupAgain,
]
