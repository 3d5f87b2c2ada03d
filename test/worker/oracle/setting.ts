/** Sets the prefecture up through the API, as an operator would. */
import { people, units } from './county.ts'
import type { Answer, ApiRequest } from './messages.ts'
import type { Stage } from './oracle.ts'
import type { Service } from './step.ts'

type Call = (request: ApiRequest) => Promise<Answer>

export async function settle(
  service: Service,
  call: Call,
  setupCode: string,
): Promise<Pick<Stage, 'service' | 'tokens' | 'owners'>> {
  const root = await enrol(call, setupCode)
  for (const { id, ...unit } of units) await asked(call, root, 'PUT', `/units/${id}`, unit)

  const tokens = new Map<string, string>()
  const owners = new Map<string, string>()
  for (const { id, unit, role } of people) {
    const { code } = await asked(call, root, 'POST', `/units/${unit}/codes`, { role })
    tokens.set(id, await enrol(call, String(code)))
    const [rows = []] = await service.query(['SELECT id FROM tokens WHERE unit IS NOT NULL'])
    for (const row of rows) {
      if (!owners.has(String(row.id))) owners.set(String(row.id), id)
    }
  }
  return { service, tokens, owners }
}

async function enrol(call: Call, code: string): Promise<string> {
  return String((await asked(call, null, 'POST', '/enrol', { code })).token)
}

async function asked(
  call: Call,
  token: string | null,
  method: string,
  path: string,
  body: unknown,
) {
  const headers: Record<string, string> = { 'Content-Type': 'application/json' }
  if (token) headers.Authorization = `Bearer ${token}`
  const answer = await call({ method, path: `/api/v1${path}`, headers, body: JSON.stringify(body) })
  if (answer.status >= 300 || !answer.body) throw new Error(`${path}: ${JSON.stringify(answer)}`)
  return answer.body
}
