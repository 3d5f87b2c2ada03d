import { beforeAll, describe, expect, test } from 'vitest'
import { contentHash } from '../../shared/protocol/build.ts'
import type { Receipt, StoredSubmission } from '../../shared/protocol/submission.ts'
import { answer, call, enrolled, enterpriseSheet, first, place, settle } from './county.ts'

let reporter: string

beforeAll(async () => {
  await settle()
  reporter = await enrolled('lingyang', 'reporter')
})

describe('a first submission', () => {
  test('is taken, counted again and read back', async () => {
    const body = enterpriseSheet(3, 2)
    const sent = await call(`PUT ${place('lingyang')}`, { token: reporter, body, headers: first })
    const receipt = await answer<Receipt>(sent, 201)
    const hash = await contentHash(body)
    expect(receipt).toMatchObject({
      unit: 'lingyang',
      form: 'enterprises',
      period: '2020-W09',
      revision: 1,
      state: 'submitted',
      hash,
      tally: { 'enterprises.total': 3, 'enterprises.resumed': 2 },
      receivedAt: '2020-02-26T02:00:00.000Z',
      receivedFrom: '零阳镇',
      late: false,
    })
    expect(sent.headers.get('ETag')).toBe(`"${hash}"`)

    const read = await call(`GET ${place('lingyang')}`, { token: reporter })
    const stored = await answer<StoredSubmission>(read)
    expect(stored).toEqual({ ...receipt, submission: body, decision: null })
    expect(read.headers.get('ETag')).toBe(`"${hash}"`)
  })
})
