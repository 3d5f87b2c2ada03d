import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { MailInfo } from '../../worker/mail/outbox.ts'
import { scheduled } from '../../worker/schedule.ts'
import {
  answer,
  at,
  call,
  enrolled,
  enterpriseSheet,
  first,
  PERIOD,
  place,
  refusal,
  root,
  settle,
  WEDNESDAY,
} from './county.ts'
import { meter, metered } from './metered.ts'

const MORNING = '2020-02-28T01:30:00Z'
/** Friday 17:00 in Shanghai. */
const DUE = '2020-02-28T09:00:00Z'
const HOUR_LATER = '2020-02-28T10:30:00Z'

interface Letter {
  to: string
  subject: string
  text: string
  html: string
  from: { email: string; name: string }
}

/** What has been sent; addresses in `broken` refuse. */
const post: { sent: Letter[]; broken: Set<string>; tried: string[] } = {
  sent: [],
  broken: new Set(),
  tried: [],
}
const EMAIL = {
  async send(letter: Letter) {
    post.tried.push(letter.to)
    if (post.broken.has(letter.to)) throw new Error('mailbox unavailable')
    post.sent.push(letter)
    return { messageId: `<${post.sent.length}@test>` }
  },
} as unknown as SendEmail

const fire = (instant: string, DB = env.DB) =>
  scheduled(
    { scheduledTime: Date.parse(instant) },
    { ...env, DB, EMAIL, SITE_URL: 'https://f.test' },
  )

interface Listed {
  address: string
  kinds?: string[]
  lang?: string
}

async function list(unit: string, recipients: Listed[]): Promise<void> {
  const token = await root()
  await answer(await call(`PUT /units/${unit}/recipients`, { token, body: { recipients } }))
}

async function send(unit: string, total: number, resumed: number): Promise<void> {
  const body = enterpriseSheet(total, resumed)
  await answer(await call(`PUT ${place(unit)}`, { token: await root(), body, headers: first }), 201)
}

beforeAll(async () => {
  await settle()
  const token = await root()
  await answer(
    await call('PUT /units/cili', {
      token,
      body: { name: '慈利县', level: 'county', parent: 'zhangjiajie', forms: ['enterprises'] },
    }),
  )
  at(WEDNESDAY)
  await send('lingyang', 150, 103)
  await send('jiangya', 161, 110)
})

beforeEach(async () => {
  await env.DB.batch([
    env.DB.prepare('DELETE FROM mails'),
    env.DB.prepare('DELETE FROM mailings'),
    env.DB.prepare('DELETE FROM mail_recipients'),
  ])
  post.sent = []
  post.tried = []
  post.broken = new Set()
})

describe('the summary', () => {
  test('goes out on Friday at 17:00, and not before', async () => {
    await list('cili', [{ address: 'leader@cili.test' }])
    await fire('2020-02-28T08:59:00Z')
    expect(post.sent).toEqual([])
    await fire(DUE)
    expect(post.sent).toHaveLength(1)
    const [letter] = post.sent
    expect(letter).toMatchObject({
      to: 'leader@cili.test',
      from: { email: env.MAIL_FROM, name: '复工台账' },
      subject: '慈利县2020年第9周汇总：已报2/3（未报：东岳观镇），复工率68.5%',
    })
    expect(letter?.text).toMatch(/^复工率 +68\.5% +213\/311$/m)
    expect(letter?.html).toContain('https://f.test/#/cili/2020-W09')
  })

  test('is sent once by a doubled firing, and by two at the same time', async () => {
    await list('cili', [{ address: 'a@cili.test' }, { address: 'b@cili.test' }])
    await Promise.all([fire(DUE), fire(DUE)])
    await fire(DUE)
    await fire(HOUR_LATER)
    expect(post.sent.map(({ to }) => to).sort()).toEqual(['a@cili.test', 'b@cili.test'])
  })

  test('costs a later pass a few queries, and writes down only that it was', async () => {
    await list('cili', [{ address: 'a@cili.test' }])
    await fire(DUE)
    const cost = meter()
    await fire(HOUR_LATER, metered(env.DB, cost))
    expect(cost.rowsWritten).toBe(1)
    expect(cost.queries).toBeLessThan(13)
  })

  test('that no firing sent is caught up by the next pass', async () => {
    await list('cili', [{ address: 'leader@cili.test' }])
    await fire('2020-03-02T02:30:00Z')
    expect(post.sent.map(({ subject }) => subject)).toEqual([
      '慈利县2020年第9周汇总：已报2/3（未报：东岳观镇），复工率68.5%',
    ])
  })

  test('of days ago is left alone', async () => {
    await list('cili', [{ address: 'leader@cili.test' }])
    await fire('2020-03-03T02:30:00Z')
    expect(post.sent).toEqual([])
  })

  test('reaches the others although one cannot be reached, and that one in the next pass', async () => {
    await list('cili', [
      { address: 'a@cili.test' },
      { address: 'b@cili.test' },
      { address: 'c@cili.test' },
    ])
    post.broken.add('a@cili.test')
    await fire(DUE)
    expect(post.sent.map(({ to }) => to)).toEqual(['b@cili.test', 'c@cili.test'])
    const token = await root()
    const page = await answer<{ items: MailInfo[] }>(await call('GET /units/cili/mails', { token }))
    expect(page.items.find(({ address }) => address === 'a@cili.test')).toMatchObject({
      state: 'queued',
      attempts: 1,
      error: 'mailbox unavailable',
    })

    post.broken.clear()
    await fire(HOUR_LATER)
    expect(post.sent.map(({ to }) => to)).toEqual(['b@cili.test', 'c@cili.test', 'a@cili.test'])
    expect(post.tried).toHaveLength(4)
  })

  test('is given up after a day of attempts, and stays to be seen', async () => {
    await list('cili', [{ address: 'a@cili.test' }])
    post.broken.add('a@cili.test')
    for (let hour = 0; hour < 30; hour++) {
      await fire(new Date(Date.parse(DUE) + hour * 3_600_000).toISOString())
    }
    expect(post.tried).toHaveLength(24)
    const page = await answer<{ items: MailInfo[] }>(
      await call('GET /units/cili/mails', { token: await root() }),
    )
    expect(page.items).toMatchObject([{ state: 'failed', attempts: 24 }])
  })

  test('comes in the language of its reader', async () => {
    await list('cili', [{ address: 'a@cili.test' }, { address: 'b@cili.test', lang: 'en' }])
    await fire(DUE)
    const of = (to: string) => post.sent.find((letter) => letter.to === to)
    expect(of('a@cili.test')?.subject).toContain('已报2/3')
    expect(of('b@cili.test')?.subject).toContain('2 of 3 reported')
    expect(of('b@cili.test')?.from.name).toBe('Fugong')
  })

  test('of a unit shows that unit only', async () => {
    await list('lingyang', [{ address: 'town@cili.test' }])
    await list('sangzhi', [{ address: 'neighbour@sangzhi.test' }])
    await fire(DUE)
    const text = (to: string) => post.sent.find((letter) => letter.to === to)?.text ?? ''
    expect(text('town@cili.test')).toContain('103/150')
    expect(text('town@cili.test')).not.toMatch(/江垭镇|213/)
    expect(text('neighbour@sangzhi.test')).toContain('已报 0/1')
    expect(text('neighbour@sangzhi.test')).not.toMatch(/慈利|零阳|213/)
  })

  test('keeps to the deadline a county has set', async () => {
    await list('cili', [{ address: 'leader@cili.test' }])
    const token = await root()
    const days = (due: string) => ({ token, body: { asOf: '2020-02-25', due } })
    const path = `PUT /units/cili/periods/${PERIOD}`
    await answer(await call(path, days('2020-03-02T04:00:00Z')))
    await fire(DUE)
    await fire('2020-03-02T03:30:00Z')
    expect(post.sent).toEqual([])
    await fire('2020-03-02T04:30:00Z')
    expect(post.sent).toHaveLength(1)
    await answer(await call(path, days(DUE)))
  })

  test('comes of a week whose deadline was put off over the holidays, weeks after it', async () => {
    await list('cili', [{ address: 'leader@cili.test' }])
    await list('dongyueguan', [{ address: 'clerk@dongyueguan.test', kinds: ['reminder'] }])
    const token = await root()
    const days = (due: string) => ({ token, body: { asOf: '2020-02-25', due } })
    const path = `PUT /units/cili/periods/${PERIOD}`
    await answer(await call(path, days('2020-03-19T17:00:00+08:00')))
    await fire('2020-03-19T01:30:00Z')
    expect(post.sent.map(({ subject }) => subject)).toEqual([
      '请报送：东岳观镇2020年第9周报表，3月19日 17:00截止',
    ])
    post.sent = []
    await fire('2020-03-19T09:30:00Z')
    expect(post.sent.map(({ subject }) => subject)).toEqual([
      '慈利县2020年第9周汇总：已报2/3（未报：东岳观镇），复工率68.5%',
    ])
    await answer(await call(path, days(DUE)))
  })
})

describe('the reminder', () => {
  test('goes on the morning of the deadline to those who have not submitted, once', async () => {
    for (const unit of ['lingyang', 'jiangya', 'dongyueguan']) {
      await list(unit, [{ address: `clerk@${unit}.test`, kinds: ['reminder'] }])
    }
    await fire('2020-02-27T01:30:00Z')
    expect(post.sent).toEqual([])
    await fire(MORNING)
    await fire(MORNING)
    await fire('2020-02-28T02:30:00Z')
    expect(post.sent.map(({ to }) => to)).toEqual(['clerk@dongyueguan.test'])
    expect(post.sent[0]?.subject).toBe('请报送：东岳观镇2020年第9周报表，2月28日 17:00截止')
    expect(post.sent[0]?.text).toContain('尚未报送：企业复工复产台账\n')
    expect(post.sent[0]?.text).not.toMatch(/零阳|江垭|213/)
  })

  test('does not go out for a closed week, nor after the deadline', async () => {
    await list('dongyueguan', [{ address: 'clerk@test.test', kinds: ['reminder'] }])
    const token = await root()
    await answer(await call(`POST /units/cili/periods/${PERIOD}/close`, { token }))
    await fire(MORNING)
    await answer(await call(`POST /units/cili/periods/${PERIOD}/reopen`, { token }))
    await fire(DUE)
    expect(post.sent).toEqual([])
  })
})

describe('the routes', () => {
  const summary = `POST /units/cili/periods/${PERIOD}/summary`

  interface Issued {
    edition: number
    corrected: boolean
    mails: MailInfo[]
  }

  test('send a summary now, once, until a figure changes; then a correction', async () => {
    await list('cili', [{ address: 'leader@cili.test' }])
    const token = await enrolled('cili', 'aggregator')
    const issue = async () => answer<Issued>(await call(summary, { token }))

    const one = await issue()
    expect(one).toMatchObject({ edition: 1, corrected: false })
    expect(one.mails).toMatchObject([{ address: 'leader@cili.test', state: 'sent', edition: 1 }])
    expect(await issue()).toEqual(one)

    await send('dongyueguan', 9, 7)
    const two = await issue()
    expect(two).toMatchObject({ edition: 2, corrected: true })
    expect(two.mails).toHaveLength(1)
    expect(two.mails[0]?.subject).toBe('【更正】慈利县2020年第9周汇总：已报3/3，复工率68.8%')
    expect(await issue()).toMatchObject({ edition: 2, corrected: false })

    const all = await answer<{ items: MailInfo[] }>(await call('GET /units/cili/mails', { token }))
    expect(all.items.map(({ edition }) => edition)).toEqual([2, 1])
  })

  test('record who sent a summary in the batch that queues it, and only where it adds a mail', async () => {
    const token = await enrolled('cili', 'aggregator')
    const query = "SELECT detail FROM events WHERE kind = 'summary-issued' ORDER BY id"
    const events = async () => (await env.DB.prepare(query).run<{ detail: string }>()).results
    const before = (await events()).length
    const broken =
      "CREATE TRIGGER broken BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'broken'); END"
    await list('cili', [{ address: 'a@cili.test' }])
    await env.DB.prepare(broken).run()
    expect((await call(summary, { token })).ok).toBe(false)
    await env.DB.prepare('DROP TRIGGER broken').run()
    expect(post.sent).toEqual([])
    expect((await env.DB.prepare('SELECT id FROM mails').run()).results).toEqual([])

    for (const addresses of [['a'], ['a'], ['a', 'b']]) {
      await list(
        'cili',
        addresses.map((name) => ({ address: `${name}@cili.test` })),
      )
      await answer(await call(summary, { token }))
    }
    expect((await events()).slice(before)).toEqual([
      { detail: '{"edition":1}' },
      { detail: '{"edition":1}' },
    ])
  })

  test('send an unchanged summary to who has joined since', async () => {
    await list('cili', [{ address: 'a@cili.test' }])
    const token = await enrolled('cili', 'aggregator')
    await call(summary, { token })
    await list('cili', [{ address: 'a@cili.test' }, { address: 'b@cili.test' }])
    const { mails } = await answer<Issued>(await call(summary, { token }))
    expect(mails.map(({ address }) => address).sort()).toEqual(['a@cili.test', 'b@cili.test'])
    expect(mails.every(({ attempts }) => attempts === 1)).toBe(true)
  })

  test('keep what was sent as an archive: list, text, page', async () => {
    await list('cili', [{ address: 'leader@cili.test' }])
    const token = await enrolled('cili', 'aggregator')
    const { mails } = await answer<Issued>(await call(summary, { token }))
    const id = mails[0]?.id

    const page = await call(`GET /units/cili/mails/${id}.html`, { token })
    expect(page.headers.get('Content-Type')).toMatch(/^text\/html/)
    expect(await page.text()).toContain('<!doctype html>')
    const text = await call(`GET /units/cili/mails/${id}.txt`, { token })
    expect(text.headers.get('Content-Type')).toMatch(/^text\/plain/)
    expect(await text.text()).toMatch(/^慈利县2020年第9周汇总/)
    const whole = await answer<{ html: string }>(
      await call(`GET /units/cili/mails/${id}`, { token }),
    )
    expect(whole.html).toContain('慈利县2020年第9周汇总')
  })

  test('show mails of the units below, and of no other unit', async () => {
    await list('lingyang', [{ address: 'town@cili.test' }])
    await list('sangzhi', [{ address: 'neighbour@sangzhi.test' }])
    await fire(DUE)
    const token = await enrolled('cili', 'aggregator')
    const { items } = await answer<{ items: MailInfo[] }>(
      await call('GET /units/cili/mails', { token }),
    )
    expect(items.map(({ address }) => address)).toEqual(['town@cili.test'])
    const other = await enrolled('sangzhi', 'aggregator')
    const refused = await refusal(
      await call(`GET /units/sangzhi/mails/${items[0]?.id}`, { token: other }),
    )
    expect(refused).toMatchObject({ status: 404, problem: 'mail-unknown' })
  })

  test('list page by page', async () => {
    await list('cili', [
      { address: 'a@cili.test' },
      { address: 'b@cili.test' },
      { address: 'c@cili.test' },
    ])
    const token = await enrolled('cili', 'aggregator')
    await call(summary, { token })
    const seen: string[] = []
    let cursor = ''
    do {
      const page = await answer<{ items: MailInfo[]; next: string | null }>(
        await call(`GET /units/cili/mails?limit=2${cursor}`, { token }),
      )
      seen.push(...page.items.map(({ address }) => address))
      cursor = page.next === null ? '' : `&cursor=${page.next}`
    } while (cursor !== '')
    expect(seen).toEqual(['c@cili.test', 'b@cili.test', 'a@cili.test'])
  })

  test('refuse what is no address, whom it is not for, and a summary for nobody', async () => {
    const token = await root()
    const bad = await call('PUT /units/cili/recipients', {
      token,
      body: { recipients: [{ address: 'leader' }] },
    })
    expect(await refusal(bad)).toMatchObject({ status: 422, problem: 'malformed-body' })

    const aggregator = await enrolled('cili', 'aggregator')
    expect(
      await refusal(await call('GET /units/cili/recipients', { token: aggregator })),
    ).toMatchObject({ status: 403, problem: 'role-insufficient' })
    const reporter = await enrolled('lingyang', 'reporter')
    expect(
      await refusal(await call('GET /units/lingyang/mails', { token: reporter })),
    ).toMatchObject({ status: 403 })

    expect(await refusal(await call(summary, { token }))).toMatchObject({
      status: 409,
      problem: 'recipients-missing',
      detail: '“慈利县”还没有设置汇总邮件的收件人，请管理员先设置。',
    })
  })

  test('record a list of recipients only where it differs', async () => {
    const events = async () => {
      const query = "SELECT count(*) AS n FROM events WHERE kind = 'recipients-set'"
      return (await env.DB.prepare(query).run<{ n: number }>()).results[0]?.n ?? 0
    }
    const before = await events()
    const [a, b] = ['a@cili.test', 'b@cili.test'].map((address) => ({ address }))
    for (const recipients of [[a, b], [b, a], [a]] as Listed[][]) await list('cili', recipients)
    expect(await events()).toBe(before + 2)
  })

  test('replace a list of recipients as a whole', async () => {
    const token = await root()
    await list('cili', [{ address: 'a@cili.test' }, { address: 'b@cili.test' }])
    await list('cili', [{ address: 'b@cili.test', kinds: ['summary', 'reminder'], lang: 'en' }])
    const read = await answer(await call('GET /units/cili/recipients', { token }))
    expect(read).toEqual({
      recipients: [{ address: 'b@cili.test', kinds: ['summary', 'reminder'], lang: 'en' }],
    })
  })
})

test('the first and the last week with data are known', async () => {
  const token = await root()
  const span = async (unit: string) => answer(await call(`GET /units/${unit}/periods`, { token }))
  expect(await span('cili')).toEqual({ first: PERIOD, last: PERIOD })
  expect(await span('sangzhi')).toEqual({ first: null, last: null })
})
