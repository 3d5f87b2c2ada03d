/** The page of routes: who may call what, what it takes, and how often. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createApp, description } from '../../worker/app.ts'
import { type AccessRule, accessTable, rateOf } from '../../worker/http/access.ts'
import { SENT_LIMIT, UNPACKED_LIMIT } from '../../worker/http/body.ts'
import type { Rate } from '../../worker/http/rates.ts'
import { cell, code, table } from './markdown.ts'

interface Schema {
  $ref?: string
  properties?: Record<string, Schema>
  anyOf?: Schema[]
  oneOf?: Schema[]
  maxLength?: number
  maxItems?: number
  maximum?: number
}

interface Operation {
  summary: string
  parameters?: { in: string; name: string; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { content?: Record<string, unknown> }>
}

const BASE = '/api/v1'
const MEGABYTE = 1024 * 1024

const roleNames: Record<string, string> = {
  reporter: '填报 reporter',
  aggregator: '汇总 aggregator',
  reader: '查看 reader',
  administrator: '管理 administrator',
}

export function routesPage(): string {
  const { paths = {} } = createApp().getOpenAPI31Document(description)
  const operations = new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, Operation>).map(([method, operation]) => [
        `${method.toUpperCase()} ${path.slice(BASE.length)}`,
        operation,
      ]),
    ),
  )
  const rows = Object.entries(accessTable).map(([call, rule]) => {
    const [method = '', pattern = ''] = call.split(' ')
    const operation = operations.get(call)
    const row = [
      code(call),
      who(rule),
      where(rule, pattern),
      cell(operation?.summary ?? 'This API, described (OpenAPI 3.1)'),
      takes(operation),
      answers(operation),
      code(rateOf(method, pattern)),
    ]
    return { method, row }
  })
  const head = [
    '调用 Call',
    '谁可以 Who may',
    '范围 Where',
    '作用 What it does',
    '接收 Takes',
    '返回 Answers',
    '限频 Rate',
  ]
  const of = (changing: boolean) =>
    table(
      head,
      rows.filter(({ method }) => (method !== 'GET') === changing).map(({ row }) => row),
    )
  return `<!-- node test/docs/generate.ts -->

# 接口 Routes

每个地址前加 \`${BASE}\`。没有列在这里的调用，谁也不能用。完整的字段见 \`GET ${BASE}/openapi.json\`。

Every address begins with \`${BASE}\`. A call that is not listed here answers nobody. All fields are in
\`GET ${BASE}/openapi.json\`.

## 只读 Reading

这些调用不改填报的数据；每个令牌每天第一次使用时，记下使用日期。

These change nothing that was reported; the first use of a token on a day writes that day down.

${of(false)}

## 改动 Changing

每次改动留下操作记录：谁、何时、改了什么。

Every change leaves an event in the audit: who, when, what.

${of(true)}

## 限制 Limits

- 正文最多 ${UNPACKED_LIMIT / MEGABYTE} MB，gzip 压缩后最多 ${SENT_LIMIT / MEGABYTE} MB。
  A body has at most ${UNPACKED_LIMIT / MEGABYTE} MB, in gzip ${SENT_LIMIT / MEGABYTE} MB.
- 限频按令牌计；不用令牌的按网络地址计。超出时返回 429，并说明多久后再试。
  A rate counts by token, without one by network address. Beyond it the answer is 429 with Retry-After.

${table(['限频 Rate', '每分钟 Requests in a minute'], rates())}
`
}

function who(rule: AccessRule | 'public'): string {
  if (rule === 'public') return '任何人 anybody'
  const roles = rule.roles.map((role) => roleNames[role]).join('<br>')
  return rule.basic ? `${roles}<br>令牌可作 Basic 密码 or the token as password of Basic` : roles
}

function where(rule: AccessRule | 'public', pattern: string): string {
  if (rule === 'public') return ''
  if (!pattern.includes('{unit}')) return '令牌所及 what the token reaches'
  if (rule.fromAbove) return '下级单位 units below one’s own'
  const own = '本单位及下级 one’s own unit and below'
  return rule.mayBeNew ? `${own}<br>也可新建 or a new one` : own
}

function takes(operation: Operation | undefined): string {
  const parameters = operation?.parameters?.filter((one) => one.in !== 'path') ?? []
  const named = parameters.map(({ in: place, name, schema }) =>
    code(`${place === 'query' ? '?' : ''}${name}${limit(schema)}`),
  )
  const bodies = Object.entries(operation?.requestBody?.content ?? {}).map(([type, { schema }]) =>
    type === 'application/json' ? bodyOf(schema) : code(type),
  )
  return [...named, ...bodies].join('<br>')
}

/** A document by its name, or its members each with its limit. */
function bodyOf(schema: Schema): string {
  if (schema.$ref) return code(schema.$ref.split('/').at(-1) ?? '')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map(bodyOf).join('<br>')
  const members = Object.entries(schema.properties ?? {}).map(
    ([name, member]) => `${name}${limit(member)}`,
  )
  return members.length > 0 ? code(`{ ${members.join(', ')} }`) : 'JSON'
}

function limit({ maxLength, maxItems, maximum }: Schema): string {
  const most = maxLength ?? maxItems ?? maximum
  return most === undefined || most === Number.MAX_SAFE_INTEGER ? '' : ` ≤ ${most}`
}

function answers(operation: Operation | undefined): string {
  return Object.keys(operation?.responses ?? { 200: null }).join(' ')
}

function rates(): string[][] {
  const settings = readFileSync(join(import.meta.dirname, '../../wrangler.toml'), 'utf8')
  const set = [
    ...settings.matchAll(/^name = "(\w+_RATE)"\n.*\nsimple = \{ limit = (\d+), period = 60 \}/gm),
  ]
  const told: Record<Rate, string> = {
    ENROL_RATE: '用邀请码登录 enrolling',
    WRONG_CODE_RATE: '其中邀请码不对的 of these, with a wrong code',
    READ_RATE: '只读 reading',
    WRITE_RATE: '改动 changing',
  }
  return set.map(([, name = '', most = '']) => [`${code(name)} ${told[name as Rate]}`, most])
}
