import type { Form } from '../../shared/forms/form.ts'
import { catalogueOf, forms } from '../../shared/forms/index.ts'
import { readForm } from '../../shared/forms/read-form.ts'
import { defaultPeriod } from '../../shared/periods/periods.ts'
import type { Catalogue, History, Me, Period } from '../../shared/protocol/answers.ts'
import { contentHash } from '../../shared/protocol/build.ts'
import type { ExplanationDecision } from '../../shared/protocol/explained.ts'
import { sha256 } from '../../shared/protocol/hash.ts'
import { judge } from '../../shared/protocol/judge.ts'
import type { StoredSubmission, Submission } from '../../shared/protocol/submission.ts'

const unit = { id: 'xikou', name: '溪口镇', level: 'township' as const, parent: 'cili' }

/** A county as far as the pane meets it: one code, one unit, revisions, refusals on demand. */
export class County {
  readonly stored = new Map<string, StoredSubmission>()
  readonly calls: string[] = []
  me: Me = { unit, role: 'reporter', units: [unit] }
  token: string | null = 'token-1'
  /** Of the token that it was asked for. */
  hash: string | null = null
  losesGrants = false
  reachable = true
  /** In force for the unit. */
  forms: Form[] = forms
  definedBy: Record<string, string> = {}
  /** A later deadline, as the answer has it. */
  extended: Partial<Period> = {}
  /** On reasons of the unit. */
  decisions: ExplanationDecision[] = []
  /** Answered to the next submissions in place of taking them. */
  refusal: { status: number; slug: string; more?: object } | null = null
  /** What comes in is past its time. */
  late = false

  fetch: typeof fetch = async (input, init = {}) => {
    if (!this.reachable) throw new TypeError('fetch failed')
    const path = new URL(String(input)).pathname.replace('/api/v1', '')
    const headers = new Headers(init.headers)
    this.calls.push(`${init.method} ${path}`)
    if (path === '/enrol') return this.enrol(JSON.parse(String(init.body)))
    const bearer = headers.get('Authorization')?.slice('Bearer '.length) ?? ''
    if (bearer !== this.token && (await sha256(bearer)) !== this.hash) {
      return problem(401, 'token-unknown')
    }
    if (path === '/tokens/rotate') return this.grant(JSON.parse(String(init.body)).hash)
    if (path === '/me') return Response.json(this.me)
    if (path === '/units/xikou/forms') return this.catalogue(headers)
    if (init.method === 'PUT' && /^\/units\/xikou\/forms\/[^/]+$/.test(path)) {
      return this.define(JSON.parse(String(init.body)))
    }
    if (init.method === 'PUT') {
      return this.take(path, JSON.parse(String(init.body)) as Submission, headers)
    }
    if (/^\/units\/xikou\/periods\/[^/]+$/.test(path)) {
      return Response.json({ ...defaultPeriod(path.split('/').at(-1)!), ...this.extended })
    }
    if (path.endsWith('/history')) return this.history(new URL(String(input)), headers)
    const held = this.stored.get(path)
    const tag = held && `"${held.hash}${held.decision ? '.decided' : ''}"`
    if (tag && headers.get('If-None-Match') === tag) return new Response(null, { status: 304 })
    return held && tag
      ? Response.json(held, { headers: { ETag: tag } })
      : problem(404, 'submission-missing')
  }

  /** A submission by somebody else, or the county's word on one. */
  async put(path: string, change: Partial<StoredSubmission>): Promise<void> {
    const held = this.stored.get(path)
    if (held) this.stored.set(path, { ...held, ...change })
  }

  private catalogue(headers: Headers): Response {
    const answer: Catalogue = { unit: unit.id, forms: this.forms, definedBy: this.definedBy }
    const tag = `"${this.forms.map(catalogueOf).join()}"`
    if (headers.get('If-None-Match') === tag) return new Response(null, { status: 304 })
    return Response.json(answer, { headers: { ETag: tag } })
  }

  private define(json: unknown): Response {
    const { refusal } = this
    if (refusal) return problem(refusal.status, refusal.slug, refusal.more)
    const form = readForm(json, this.forms)
    if (Array.isArray(form)) return problem(422, 'form-invalid')
    const next = (this.forms.find(({ id }) => id === form.id)?.version ?? 0) + 1
    if (form.version !== next) return problem(409, 'form-version', { next })
    this.forms = [...this.forms.filter(({ id }) => id !== form.id), form]
    this.definedBy = { ...this.definedBy, [form.id]: unit.id }
    return Response.json(form, { status: 201 })
  }

  private history(url: URL, headers: Headers): Response {
    const form = url.pathname.split('/').at(-2)!
    const before = url.searchParams.get('before')!
    const past = [...this.stored.values()]
      .filter((one) => one.form === form && one.period < before)
      .toSorted((one, other) => (one.period < other.period ? -1 : 1))
    const last = past.at(-1)
    const { decisions } = this
    const decided = decisions.map(({ id, decidedAt }) => `${id} ${decidedAt}`)
    const tag = `"${[...past.map(({ hash }) => hash), ...decided].join()}"`
    if (headers.get('If-None-Match') === tag) return new Response(null, { status: 304 })
    const answer: History = {
      unit: unit.id,
      form,
      reports: past.map(({ period, revision, tally }) => ({ period, revision, tally })),
      last: last ? { period: last.period, tables: last.submission.tables } : null,
      decisions,
    }
    return Response.json(answer, { headers: { ETag: tag } })
  }

  private enrol({ code, hash }: { code: string; hash: string }): Response {
    if (code !== 'GOOD-CODE') return problem(403, 'code-unknown')
    if (this.hash !== null && this.hash !== hash) return problem(403, 'code-used')
    return this.grant(hash)
  }

  /** A good answer may still be lost on the way. */
  private grant(hash: string): Response {
    this.hash = hash
    this.me = { ...this.me, expiresAt: '2021-04-01T00:00:00Z' }
    if (this.losesGrants) throw new TypeError('fetch failed')
    return Response.json({ unit, role: 'reporter', expiresAt: '2021-04-01T00:00:00Z' })
  }

  private async take(path: string, submission: Submission, headers: Headers): Promise<Response> {
    const { refusal } = this
    if (refusal) return problem(refusal.status, refusal.slug, refusal.more)
    const held = this.stored.get(path)
    const hash = await contentHash(submission)
    const wanted = headers.get('If-Match')
    const fits = held ? wanted === `"${held.hash}"` : headers.get('If-None-Match') === '*'
    if (held?.hash !== hash && !fits) return problem(412, 'revision-changed')
    const id = path.split('/')[4]
    const form = this.forms.find((one) => one.id === id)
    if (!form) return problem(404, 'form-unknown')
    if (submission.catalogue !== catalogueOf(form)) return problem(422, 'catalogue-mismatch')
    const judged = judge(submission, form, '2020-02-28')
    if (judged.unexplained.length > 0) {
      return problem(422, 'unexplained-findings', { findings: judged.unexplained })
    }
    if (held?.hash === hash) return Response.json(held, { headers: { ETag: `"${hash}"` } })
    const receipt = {
      unit: unit.id,
      form: form.id,
      period: path.split('/').at(-1)!,
      revision: (held?.revision ?? 0) + 1,
      state: 'submitted' as const,
      hash,
      tally: judged.tally,
      findings: [],
      receivedAt: '2020-02-28T08:03:00Z',
      receivedFrom: '溪口镇',
      late: this.late,
    }
    this.stored.set(path, { ...receipt, submission, decision: null })
    return Response.json(receipt, { status: held ? 200 : 201, headers: { ETag: `"${hash}"` } })
  }
}

function problem(status: number, slug: string, more: object = {}): Response {
  const type = `https://fugong.invalid/problems/${slug}`
  return Response.json({ type, title: slug, status, ...more }, { status })
}
