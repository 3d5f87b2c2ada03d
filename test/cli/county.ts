import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Finding } from '../../shared/check/finding.ts'
import type { Form } from '../../shared/forms/form.ts'
import { formById, forms } from '../../shared/forms/index.ts'
import type { Catalogue, History, Me, Problem } from '../../shared/protocol/answers.ts'
import { contentHash } from '../../shared/protocol/build.ts'
import type { ExplanationDecision } from '../../shared/protocol/explained.ts'
import { judge } from '../../shared/protocol/judge.ts'
import type { Receipt, StoredSubmission, Submission } from '../../shared/protocol/submission.ts'
import { ciliUnits } from '../samples/load.ts'

/** What came in by PUT. */
export interface Sent {
  path: string
  headers: IncomingMessage['headers']
  submission: Submission
}

/**
 * A county's server as far as the command line meets it: the answers of the API, judged by the same
 * core, without its storage. The service itself is tested in workerd.
 */
export class County {
  readonly sent: Sent[] = []
  /** Every call, `GET /me`. */
  readonly calls: string[] = []
  /** In force for every unit. */
  forms: Form[] = forms
  /** Periods that are closed. */
  readonly closed = new Set<string>()
  /** What units above have decided of everybody's reasons. */
  decisions: ExplanationDecision[] = []
  /** What only the server knows to be wrong. */
  readonly finds: Finding[] = []
  /** Answered in place of what units reported before. */
  pastRefusal: { status: number; slug: string } | null = null
  /** The next calls are asked to come again after so many seconds. */
  busy: number[] = []
  /** Called before each PUT is judged. */
  beforePut: () => void = () => {}
  private readonly stored = new Map<string, StoredSubmission>()
  private readonly server: Server

  constructor() {
    this.server = createServer(async (request, response) => {
      const pieces: Buffer[] = []
      for await (const piece of request) pieces.push(piece)
      const answer = await this.answer(request, Buffer.concat(pieces).toString())
      response.writeHead(answer.status, {
        'Content-Type': answer.status < 400 ? 'application/json' : 'application/problem+json',
        ...(answer.etag ? { ETag: answer.etag } : {}),
        ...(answer.retryAfter ? { 'Retry-After': answer.retryAfter } : {}),
      })
      response.end(JSON.stringify(answer.body))
    })
  }

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    await new Promise((done) => this.server.close(done))
  }

  /** Somebody else reports in between. */
  replace(key: string): void {
    const before = this.stored.get(key)
    if (before)
      this.stored.set(key, { ...before, hash: '0'.repeat(64), revision: before.revision + 1 })
  }

  private async answer(request: IncomingMessage, body: string): Promise<Answer> {
    if (!/^Bearer \S*good$/.test(request.headers.authorization ?? '')) {
      return problem(401, 'token-unknown', '令牌无效')
    }
    const path = decodeURIComponent(request.url ?? '').replace('/api/v1', '')
    this.calls.push(`${request.method} ${path}`)
    const retryAfter = this.busy.shift()
    if (retryAfter) return { ...problem(429, 'too-many-requests', '请求过于频繁'), retryAfter }
    if (path === '/me') {
      const [unit = null] = ciliUnits
      const me: Me = { unit, role: 'aggregator', units: ciliUnits }
      return { status: 200, body: me }
    }
    if (/^\/units\/[^/]+\/forms$/.test(path)) {
      const catalogue: Catalogue = { unit: 'cili', forms: this.forms, definedBy: {} }
      return { status: 200, body: catalogue }
    }
    const asked = /^\/units\/([^/]+)\/forms\/([^/]+)\/history\?before=(.+)$/.exec(path)
    if (asked) return this.history(asked)
    const found = /^\/units\/([^/]+)\/forms\/([^/]+)\/periods\/([^/]+)$/.exec(path)
    if (!found) return problem(404, 'route-unknown', '地址不存在')
    const [, unit = '', form = '', period = ''] = found
    const key = `${unit} ${form} ${period}`
    const current = this.stored.get(key)
    if (request.method === 'GET') {
      return current
        ? { status: 200, body: current, etag: `"${current.hash}"` }
        : problem(404, 'submission-missing', '尚未报送')
    }
    this.beforePut()
    return this.put(
      key,
      { unit, form, period },
      { path, headers: request.headers, submission: JSON.parse(body) },
    )
  }

  private history([, unit = '', form = '', before = '']: string[]): Answer {
    const { pastRefusal: refusal } = this
    if (refusal) return problem(refusal.status, refusal.slug, refusal.slug)
    const past = [...this.stored.values()]
      .filter((one) => one.unit === unit && one.form === form && one.period < before)
      .toSorted((one, other) => (one.period < other.period ? -1 : 1))
    const last = past.at(-1)
    const body: History = {
      ...{ unit, form },
      reports: past.map(({ period, revision, tally }) => ({ period, revision, tally })),
      last: last ? { period: last.period, tables: last.submission.tables } : null,
      decisions: this.decisions,
    }
    return { status: 200, body }
  }

  private async put(
    key: string,
    target: { unit: string; form: string; period: string },
    sent: Sent,
  ): Promise<Answer> {
    this.sent.push(sent)
    const current = this.stored.get(key)
    const hash = await contentHash(sent.submission)
    if (current?.hash === hash) return { status: 200, body: current, etag: `"${hash}"` }
    if (this.closed.has(target.period)) return problem(423, 'period-closed', '报告期已关闭')
    const stands = current ? `"${current.hash}"` : undefined
    const asked =
      sent.headers['if-match'] ?? (sent.headers['if-none-match'] === '*' ? undefined : '?')
    if (asked !== stands) return problem(412, 'stale', '已有另一版')
    const form = formById(target.form, this.forms)
    if (!form) return problem(404, 'form-unknown', '没有这种报表')
    const { tally, findings, unexplained } = judge(
      ...([sent.submission, form, '2026-11-23', undefined] as const),
      { period: target.period, decisions: this.decisions },
    )
    const wrong = [...unexplained, ...this.finds]
    if (wrong.length) return problem(422, 'findings', '有错误未说明', { findings: wrong })
    const receipt: Receipt = {
      ...target,
      revision: (current?.revision ?? 0) + 1,
      state: 'submitted',
      hash,
      tally,
      findings,
      receivedAt: '2020-02-26T01:00:00Z',
      receivedFrom: '测试',
      late: false,
    }
    this.stored.set(key, { ...receipt, submission: sent.submission, decision: null })
    return { status: current ? 200 : 201, body: receipt, etag: `"${hash}"` }
  }
}

interface Answer {
  retryAfter?: number
  status: number
  body: unknown
  etag?: string
}

function problem(status: number, slug: string, title: string, more: object = {}): Answer {
  const body: Problem = { type: `https://fugong.invalid/problems/${slug}`, title, status, ...more }
  return { status, body }
}
