import { place } from '../county.ts'
import { type Bad, EMPTY, words } from './bad.ts'

/** Requests that ask for what is not there, or for nothing that has an address. */

function bad(request: string, status: number, problem: string): Bad {
  return { what: request, request, status, problem }
}

const unitIds = [
  ...words(`atlantis LINGYANG Lingyang lingyang2 lingyan 0 - _ * ~ %25 %5C %2F cili%2F
    %20lingyang lingyang%20 lingyang%00 %00 %0A lingyang%0D%0AX:1 %2E%2E%2Fcili
    cili%2Flingyang cili%2Flingyang%2F zhangjiajie%2Fcili%2Flingyang%2F
    lingyang' '%20OR%20'1'='1 %22 %3B-- %24%7Bx%7D %3Cb%3E __proto__ constructor
    零阳镇 ｌｉｎｇｙａｎｇ lingyаng 😀 %F0%9F%98%80 null undefined NaN true
    % %zz %E0%A4%A %C0%AF %ED%A0%80 %FF`),
  ...['lingyang\u200b', '\u202egnaygnil', 'ling\u00adyang', 'a'.repeat(2000)],
]
const unknownUnits = unitIds.map((id) =>
  bad(`GET /units/${id}/completeness?period=2020-W09`, 404, 'unit-unknown'),
)

const formIds = words(`harvest Enterprises ENTERPRISES enterprises%20 %20enterprises enterprise 0
  enterprises%00 enterprises@1 __proto__ constructor toString * % 企业复工复产台账 ｅnterprises null`)
const unknownForms = formIds.flatMap((id) => [
  bad(`GET ${place('lingyang', id)}`, 404, 'form-unknown'),
  bad(`POST ${place('lingyang', id)}/accept`, 404, 'form-unknown'),
])
const unknownFormsAsked = ['harvest', '__proto__', '', 'enterprises,returnees', '%00'].flatMap(
  (id) =>
    words('totals totals.csv totals.xlsx completeness').map((what) =>
      bad(`GET /units/cili/${what}?period=2020-W09&form=${id}`, 404, 'form-unknown'),
    ),
)

const periodIds = words(`2020-W00 2020-W54 2021-W53 2020-W9 2020-W009 2020W09 2020-w09 2020-09
  2020-02-25 2020 W09 20-W09 02020-W09 -2020-W09 0000-W01 9999-W01 2020-W1e 2020-W09-1 2020--W09
  2020-W09%20 %202020-W09 2020-W09%0A 2020-W09%00 ２０２０-Ｗ０９ 2020‐W09 第9周 2020年第9周
  null undefined NaN __proto__ * % 2020-W09'-- 2020-W٠٩`)
const wrongPeriods = periodIds.flatMap((id) =>
  [
    `GET /units/cili/periods/${id}`,
    `POST /units/cili/periods/${id}/close`,
    `GET ${place('lingyang', 'enterprises', id)}`,
    `GET /units/cili/totals?period=${id}`,
  ].map((request) => bad(request, 400, 'malformed-request')),
)

const week = 'period=2020-W09'
const queries: Record<string, string> = {
  '/units/cili/totals': `view=current period= ${week}&view= ${week}&view=both ${week}&view=Current P${week}`,
  '/units/cili/totals.csv': `x ${week}&view=x`,
  '/units/cili/totals.xlsx': `x ${week}&view=x`,
  '/units/cili/completeness': 'x period= period[]=2020-W09',
  '/units/cili/submissions':
    'limit=0 limit=-1 limit=1001 limit=1.5 limit=x limit= limit=1e9 limit=NaN limit=Infinity limit=%00 period=x',
  '/units': 'limit=0 limit=1001 limit=ten',
  '/units/cili/tokens': 'limit=0 limit=1001 limit=ten',
  '/units/cili/mails': 'limit=0 limit=1001 kind=letter period=x',
  [place('jiangya')]:
    'revision=0 revision=-1 revision=1.5 revision=newest revision= revision=1e99 revision=Infinity revision=9007199254740993 revision=１',
}
const wrongQueries = Object.entries(queries).flatMap(([path, all]) =>
  words(all).map((query) => bad(`GET ${path}?${query}`, 400, 'malformed-request')),
)

const base64 = (text: string) =>
  btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
/** No cursor, a cursor of something else, and cursors of other lists, whose keys have other parts. */
const cursors: Record<string, string> = {
  '/units': '[] ["a","b"] ["a","b","c"]',
  '/units/cili/submissions': '[] ["cili/"] ["cili/","2020-W09"] ["a","b","c","d"]',
  '/units/cili/tokens': '[] ["cili/"] ["a","b","c"]',
  '/units/cili/mails': '[] ["a"] ["1.5"] ["-"] ["1e400"] ["NaN"] ["1","2"] [""] ["-1"]',
}
const wrongCursors = Object.entries(cursors).flatMap(([path, keys]) =>
  [
    ...['x', '!', '=', '', '%00', 'null', '中文', 'a'.repeat(5000)],
    ...words(`x null 1 "x" {} [1] [null] [[]] [ ["x" ${keys}`).map(base64),
  ].map((cursor) => bad(`GET ${path}?cursor=${cursor}`, 400, 'malformed-request')),
)

const missing = [
  bad(`GET ${place('lingyang', 'enterprises', EMPTY)}`, 404, 'submission-missing'),
  bad(`GET ${place('jiangya')}?revision=2`, 404, 'submission-missing'),
  bad(`GET ${place('jiangya')}?revision=9007199254740991`, 404, 'submission-missing'),
  bad(`POST ${place('lingyang', 'enterprises', EMPTY)}/accept`, 404, 'submission-missing'),
  ...words(`none %00 * null '`).map((id) => bad(`DELETE /tokens/${id}`, 404, 'token-id-unknown')),
  ...words('0 1 999999999999999 1.html 1.txt').map((id) =>
    bad(`GET /units/cili/mails/${id}`, 404, 'mail-unknown'),
  ),
  ...words('x -1 1.5 1.xml 1.HTML 9999999999999999 %00 １').map((id) =>
    bad(`GET /units/cili/mails/${id}`, 400, 'malformed-request'),
  ),
]

const newUnits = [...words('-a _a a.b a%20b a%2Fb a%00 镇 é a~ __proto__'), 'a'.repeat(65)].map(
  (id): Bad => ({
    ...bad(`PUT /units/${id}`, 400, 'malformed-request'),
    options: { body: { name: '新镇', level: 'township', parent: 'cili' } },
  }),
)

const pages = words(`/ /x /ME /me/ //me /me/me /me;x=1 /me.json /me%2F /units/ /units//periods
  /units/cili/ /units/cili/totals.xls /units/cili/totals.pdf /units/cili/forms//periods/2020-W09
  /units/cili/forms/enterprises/periods ${place('cili')}/ ${place('cili')}/accept/x /enrol/x /admin
  /.env /openapi.yaml /openapi /docs /graphql /tokens`)
const elsewhere = words('/api/ /api/v1 /api/v2/me /api/v1x/me /api/V1/me /api/me /api/v1%2Fme')
const nowhere = [
  ...pages.map((path) => bad(`GET ${path}`, 404, 'route-unknown')),
  ...elsewhere.map((path) => bad(`GET https://county.test${path}`, 404, 'route-unknown')),
  bad(`POST ${place('cili')}/reject`, 404, 'route-unknown'),
]

/** Addresses there are, with methods they do not have. */
const methods: Record<string, string> = {
  '/me': 'POST PUT DELETE PATCH OPTIONS PROPFIND',
  '/enrol': 'GET PUT DELETE PATCH OPTIONS',
  '/health': 'POST PUT DELETE',
  '/openapi.json': 'POST PUT DELETE',
  '/units': 'POST PUT PATCH DELETE',
  '/units/cili': 'GET POST PATCH DELETE',
  '/units/cili/totals': 'POST PUT PATCH DELETE',
  '/units/cili/completeness': 'POST PUT DELETE',
  '/units/cili/codes': 'GET PUT DELETE',
  '/units/cili/tokens': 'POST PUT DELETE',
  '/units/cili/periods/2020-W09': 'POST PATCH DELETE',
  '/units/cili/periods/2020-W09/close': 'GET PUT DELETE',
  '/tokens/none': 'GET PUT PATCH',
  [place('jiangya')]: 'POST PATCH DELETE OPTIONS LOCK',
  [`${place('jiangya')}/accept`]: 'GET PUT PATCH DELETE',
  [`${place('jiangya')}/return`]: 'GET PUT PATCH DELETE',
}
const wrongMethods = Object.entries(methods).flatMap(([path, wrong]) =>
  words(wrong).map((method) => bad(`${method} ${path}`, 405, 'method-not-allowed')),
)

export const badAddresses: Bad[] = [
  ...unknownUnits,
  ...unknownForms,
  ...unknownFormsAsked,
  ...wrongPeriods,
  ...wrongQueries,
  ...wrongCursors,
  ...missing,
  ...newUnits,
  ...nowhere,
  ...wrongMethods,
]
