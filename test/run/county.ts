/** The demo: Cili county and Zhumadian prefecture, set up through the HTTP API as an operator would. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Enrolment, Role, Unit } from '../../shared/protocol/answers.ts'
import { ciliUnits, figures, workbooks, zhumadianUnits } from '../samples/load.ts'
import { Trouble } from './say.ts'

export interface Access {
  /** Null: the whole deployment. */
  unit: string | null
  token: string
}

/** `.fugong/demo.json`: all that a script needs to use the demo. */
export interface Demo {
  url: string
  /** Every unit by id. */
  units: Record<string, Omit<Unit, 'id'>>
  tokens: {
    /** The township that has not reported yet. */
    reporter: Access
    aggregator: Access
    reader: Access
    administrator: Access
    /** The prefecture, and with it its counties. */
    prefecture: Access
  }
  /** Token of every reporting unit by id. */
  reporters: Record<string, string>
}

export interface Api {
  get: <T>(path: string) => Promise<T>
  put: <T>(path: string, body: unknown) => Promise<T>
  post: <T>(path: string, body?: unknown) => Promise<T>
}

/** Calls of the API under one token. Whatever the server refuses is trouble, in its own words. */
export function api(url: string, token?: string): Api {
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) {
      throw new Trouble(`${method} ${path}：${response.status}。`, `HTTP ${response.status}.`, text)
    }
    return JSON.parse(text) as T
  }
  return {
    get: (path) => call('GET', path),
    put: (path, body) => call('PUT', path, body),
    post: (path, body = {}) => call('POST', path, body),
  }
}

/** The demo of earlier starts as long as its tokens are good, otherwise a new one. */
export async function demoCounty(
  url: string,
  setupCode: string,
  folder: string,
): Promise<{ demo: Demo; isNew: boolean }> {
  const file = join(folder, 'demo.json')
  const kept = await keptDemo(url, file)
  const demo = kept ?? (await setUp(url, setupCode))
  writeFileSync(file, `${JSON.stringify(demo, null, 2)}\n`)
  return { demo, isNew: kept === null }
}

async function keptDemo(url: string, file: string): Promise<Demo | null> {
  if (!existsSync(file)) return null
  try {
    const demo = { ...(JSON.parse(readFileSync(file, 'utf8')) as Demo), url }
    await api(url, demo.tokens.administrator.token).get('/me')
    return demo
  } catch {
    return null
  }
}

/** A code for one person, once. */
export async function issueCode(
  url: string,
  administrator: string,
  unit: string,
  role: Role,
): Promise<string> {
  const { code } = await api(url, administrator).post<{ code: string }>(`/units/${unit}/codes`, {
    role,
  })
  return code
}

const DAY_MILLISECONDS = 86_400_000

/** Sets day of the figures and deadline of every week of the samples, for either area. */
export async function setDeadlines(admin: Api, dueOf: (period: string) => string) {
  const set = new Set<string>()
  for (const { unit, period, asOf } of workbooks) {
    const area = [...ciliUnits, ...zhumadianUnits].find(({ id }) => id === unit)?.parent
    const path = `/units/${area}/periods/${period}`
    if (set.has(path)) continue
    set.add(path)
    await admin.put(path, { asOf, due: dueOf(period) })
  }
}

async function setUp(url: string, setupCode: string): Promise<Demo> {
  const { token: administrator } = await api(url)
    .post<Enrolment>('/enrol', { code: setupCode })
    .catch((error: unknown) => {
      throw new Trouble(
        '.fugong/d1 里已有数据，但 .fugong/demo.json 不在或不符：请删除 .fugong 文件夹后重试。',
        'The kept database and .fugong/demo.json do not belong together: delete the folder .fugong.',
        error instanceof Trouble ? error.log : '',
      )
    })
  const admin = api(url, administrator)

  const units = [...ciliUnits, ...zhumadianUnits]
  for (const { id, ...unit } of units) {
    await admin.put(`/units/${id}`, { ...unit, forms: formsOf(id) })
  }
  // The weeks are of 2020 and reported today: what comes today is to count as on time.
  await setDeadlines(admin, () => new Date(Date.now() + DAY_MILLISECONDS).toISOString())

  const enrol = async (unit: string, role: Role): Promise<Access> => {
    const code = await issueCode(url, administrator, unit, role)
    const { token } = await api(url).post<Enrolment>('/enrol', { code })
    return { unit, token }
  }
  const reporters: Record<string, string> = {}
  for (const { id, parent } of units) {
    if (parent !== null) reporters[id] = (await enrol(id, 'reporter')).token
  }
  const late = workbooks.find((workbook) => workbook.late)?.unit ?? ''
  return {
    url,
    units: Object.fromEntries(units.map(({ id, ...unit }) => [id, unit])),
    tokens: {
      reporter: { unit: late, token: reporters[late] ?? '' },
      aggregator: await enrol(figures.cili.unit, 'aggregator'),
      reader: await enrol(figures.cili.unit, 'reader'),
      administrator: { unit: null, token: administrator },
      prefecture: await enrol(figures.zhumadian.unit, 'aggregator'),
    },
    reporters,
  }
}

/** The forms a unit is expected to send: those its workbooks hold; null: as the unit above says. */
function formsOf(unit: string): string[] | null {
  const own = workbooks.filter((workbook) => workbook.unit === unit)
  const ids = own.flatMap(({ expected }) =>
    Object.keys(expected).map((id) => id.split('.')[0] ?? ''),
  )
  return own.length === 0 ? null : [...new Set(ids)]
}
