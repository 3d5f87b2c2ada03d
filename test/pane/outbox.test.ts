import { describe, expect, test } from 'vitest'
import type { Stored, SubmitOptions, SubmitOutcome, Target } from '../../addin/client/api.ts'
import { Outbox, type Outgoing, retryDelay } from '../../addin/client/outbox.ts'
import { memoryStore } from '../../addin/pane/browser/memory-store.ts'
import { enterprises } from '../../shared/forms/enterprises.ts'
import { returnees } from '../../shared/forms/returnees.ts'
import { contentHash, zeroSubmission } from '../../shared/protocol/build.ts'
import type { Receipt, StoredSubmission, Submission } from '../../shared/protocol/submission.ts'

const target: Target = { unit: 'xikou', form: 'enterprises', period: '2020-W09' }
const other: Target = { ...target, form: 'returnees' }
const content = (file: string) => zeroSubmission(enterprises, { asOf: '2020-02-28', file })
const received = (hash: string): SubmitOutcome => ({
  kind: 'received',
  receipt: { hash, revision: 1 } as Receipt,
  etag: `"${hash}"`,
})
const unreachable: SubmitOutcome = { kind: 'unreachable', retryAfter: null }
const conflictWith = (hash: string): SubmitOutcome => ({
  kind: 'conflict',
  differences: [],
  current: { submission: { hash } as StoredSubmission, etag: `"${hash}"` } as Stored,
})

interface Sent extends SubmitOptions {
  submission: Submission
}

/** An outbox whose clock, chance and county are in the test's hands. */
function outboxWith(answer: (sent: Sent) => SubmitOutcome | Promise<SubmitOutcome>) {
  const store = memoryStore()
  const sent: Sent[] = []
  const acknowledged: string[] = []
  const timers: { run: () => void; milliseconds: number }[] = []
  let waiting: Outgoing[] = []
  let keys = 0
  const open = () =>
    new Outbox({
      store,
      async send(_target, submission, options) {
        sent.push({ ...options, submission })
        return answer({ ...options, submission })
      },
      received: ({ hash }) => void acknowledged.push(hash),
      changed: (now) => {
        waiting = now
      },
      random: () => 0.5,
      newKey: () => `key-${++keys}`,
      later(run, milliseconds) {
        const timer = { run, milliseconds }
        timers.push(timer)
        return () => timers.splice(timers.indexOf(timer), 1)
      },
    })
  return { open, outbox: open(), sent, acknowledged, timers, waiting: () => waiting }
}

describe('what is acknowledged', () => {
  test('leaves the outbox, and only then', async () => {
    const hash = await contentHash(content('a'))
    const box = outboxWith(() => received(hash))
    await box.outbox.add(target, content('a'), null)
    expect(box.sent).toMatchObject([{ base: null, idempotencyKey: 'key-1' }])
    expect(box.acknowledged).toEqual([hash])
    expect(box.waiting()).toEqual([])
    expect(box.timers).toEqual([])
  })

  test('one waits for each unit, form and week; the newest content of it', async () => {
    const box = outboxWith(() => unreachable)
    await box.outbox.add(target, content('a'), null)
    await box.outbox.add(target, content('b'), null)
    await box.outbox.add(other, zeroSubmission(returnees, { asOf: '2020-02-28', file: 'c' }), null)
    expect(box.waiting().map(({ submission }) => submission.file)).toEqual(['b', 'c'])
  })
})

describe('without an answer', () => {
  test('it is tried again, later and later, with the same key', async () => {
    let answers = 0
    const hash = await contentHash(content('a'))
    const box = outboxWith(() => (++answers < 3 ? unreachable : received(hash)))
    await box.outbox.add(target, content('a'), null)
    expect(box.waiting()).toMatchObject([{ tries: 1, stop: null }])
    expect(box.timers.map(({ milliseconds }) => milliseconds)).toEqual([retryDelay(1, 0.5)])
    box.timers.shift()?.run()
    await expect.poll(() => box.timers.length).toBe(1)
    expect(box.timers[0]?.milliseconds).toBe(retryDelay(2, 0.5))
    box.timers.shift()?.run()
    await expect.poll(() => box.acknowledged).toEqual([hash])
    expect(new Set(box.sent.map(({ idempotencyKey }) => idempotencyKey))).toEqual(
      new Set(['key-1']),
    )
  })

  test('it survives closing, and goes on at once when opened again', async () => {
    let reachable = false
    const hash = await contentHash(content('a'))
    const box = outboxWith(() => (reachable ? received(hash) : unreachable))
    await box.outbox.add(target, content('a'), null)
    reachable = true
    await box.open().flush()
    expect(box.acknowledged).toEqual([hash])
    expect(box.waiting()).toEqual([])
  })

  test('a server that asks for a pause gets it', async () => {
    const box = outboxWith(() => ({ kind: 'unreachable', retryAfter: 90 }))
    await box.outbox.add(target, content('a'), null)
    // Never sooner, and spread.
    expect(box.timers[0]?.milliseconds).toBe(90_000 * 1.125)
    expect(box.waiting()).toMatchObject([{ tries: 1, pause: 90 }])
  })

  test('a server that is busy is not asked for the others at once', async () => {
    let busy = true
    const box = outboxWith(({ submission }) =>
      busy
        ? { kind: 'unreachable', retryAfter: 60 }
        : received(submission.file === 'a' ? hashes[0] : hashes[1]),
    )
    const zero = zeroSubmission(returnees, { asOf: '2020-02-28', file: 'c' })
    const hashes = [await contentHash(content('a')), await contentHash(zero)] as const
    await box.outbox.add(target, content('a'), null)
    await box.outbox.add(other, zero, null)
    expect(box.sent.map(({ submission }) => submission.file)).toEqual(['a', 'a'])
    busy = false
    box.timers.at(-1)?.run()
    await expect.poll(() => box.acknowledged).toEqual([...hashes])
  })

  test('delays double, are spread, and end at five minutes', () => {
    expect([1, 2, 3].map((tries) => retryDelay(tries, 1))).toEqual([2_000, 4_000, 8_000])
    expect(retryDelay(1, 0)).toBe(1_000)
    expect(retryDelay(500, 1)).toBe(300_000)
  })
})

describe('what needs the person', () => {
  const problem = { type: 'x', title: 'x', status: 0 }
  const stops: SubmitOutcome[] = [
    { kind: 'locked', problem },
    { kind: 'refused', problem },
    { kind: 'rejected', findings: [], problem },
    { kind: 'signed-out' },
    { kind: 'conflict', current: null, differences: [] },
  ]
  test.each(stops)('$kind stops it and keeps it', async (outcome) => {
    const box = outboxWith(() => outcome)
    await box.outbox.add(target, content('a'), null)
    await box.outbox.flush()
    expect(box.sent).toHaveLength(1)
    expect(box.waiting()).toMatchObject([{ stop: outcome }])
    expect(box.timers).toEqual([])
  })

  test('after enrolling again it goes on', async () => {
    const hash = await contentHash(content('a'))
    let token = false
    const box = outboxWith(() => (token ? received(hash) : { kind: 'signed-out' }))
    await box.outbox.add(target, content('a'), null)
    token = true
    await box.outbox.signedIn()
    expect(box.acknowledged).toEqual([hash])
  })

  test('“mine stands” goes over the revision that was shown, under a new key', async () => {
    const hash = await contentHash(content('a'))
    const box = outboxWith(({ base }) =>
      base === '"theirs"' ? received(hash) : conflictWith('theirs'),
    )
    await box.outbox.add(target, content('a'), '"old"')
    const [stopped] = box.waiting()
    expect(stopped?.stop?.kind).toBe('conflict')
    await box.outbox.sendAgain(stopped!.id, '"theirs"')
    expect(box.acknowledged).toEqual([hash])
    expect(box.sent.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['key-1', 'key-2'])
  })

  test('given up, it is gone', async () => {
    const box = outboxWith(() => conflictWith('theirs'))
    await box.outbox.add(target, content('a'), null)
    await box.outbox.discard(box.waiting()[0]!.id)
    await box.outbox.flush()
    expect([box.waiting(), box.sent.length]).toEqual([[], 1])
  })
})

describe('answers that were lost', () => {
  test('a conflict with the very same content is its acknowledgement', async () => {
    const hash = await contentHash(content('a'))
    const box = outboxWith(() => conflictWith(hash))
    await box.outbox.add(target, content('a'), null)
    expect(box.acknowledged).toEqual([hash])
    expect(box.waiting()).toEqual([])
  })

  test('a conflict with one’s own earlier content is no conflict', async () => {
    const [first, second] = await Promise.all([content('a'), content('b')].map(contentHash))
    const box = outboxWith(({ submission, base }) => {
      if (submission.file === 'a') return unreachable
      return base === `"${first}"` ? received(second!) : conflictWith(first!)
    })
    await box.outbox.add(target, content('a'), null)
    await box.outbox.add(target, content('b'), null)
    expect(box.acknowledged).toEqual([second])
    expect(box.waiting()).toEqual([])
  })

  test('content replaced while under way goes over what arrived meanwhile', async () => {
    const [first, second] = await Promise.all([content('a'), content('b')].map(contentHash))
    let release = () => {}
    const held = new Promise<void>((done) => {
      release = done
    })
    const box = outboxWith(async ({ submission, base }) => {
      if (submission.file === 'a') {
        await held
        return received(first!)
      }
      return base === `"${first}"` ? received(second!) : conflictWith('somebody')
    })
    const adding = box.outbox.add(target, content('a'), null)
    await expect.poll(() => box.sent.length).toBe(1)
    const replacing = box.outbox.add(target, content('b'), null)
    await expect.poll(() => box.waiting()[0]?.submission.file).toBe('b')
    release()
    await Promise.all([adding, replacing])
    expect(box.acknowledged).toEqual([first, second])
    expect(box.waiting()).toEqual([])
  })
})
