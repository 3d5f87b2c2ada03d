import { expect, test } from 'vitest'
import { openPane } from './open.ts'

const NEAR = '2020-03-20T00:00:00Z'
const FAR = '2021-04-01T00:00:00Z'

test('a lost answer to enrolling costs no code: the same is asked for again', async () => {
  const it = openPane(undefined, { enrolled: false })
  it.county.losesGrants = true
  await it.pane.person.enrol('GOOD-CODE')
  expect(it.pane.store.get().enrolTrouble?.kind).toBe('unreachable')
  it.county.losesGrants = false
  await it.pane.person.enrol('GOOD-CODE')
  expect(it.pane.store.get()).toMatchObject({ enrolTrouble: null, me: { role: 'reporter' } })
})

test('a token near its end is replaced when the pane is opened', async () => {
  const it = openPane()
  it.county.me = { ...it.county.me, expiresAt: NEAR }
  const before = it.values.get('token')
  await it.pane.open()
  expect(it.values.get('token')).not.toBe(before)
  expect(it.pane.store.get().me?.expiresAt).toBe(FAR)
})

test('one far from it stays', async () => {
  const it = openPane()
  it.county.me = { ...it.county.me, expiresAt: FAR }
  await it.pane.open()
  expect(it.county.calls).not.toContain('POST /tokens/rotate')
})

test('when the answer was lost and the old token has ended since, the new one is there', async () => {
  const it = openPane()
  it.county.me = { ...it.county.me, expiresAt: NEAR }
  it.county.losesGrants = true
  await it.pane.open()
  expect(it.pane.store.get().me?.expiresAt).toBe(NEAR)
  it.county.losesGrants = false
  it.county.token = null
  const { county, values, store } = it
  const again = openPane(undefined, { county, values, store, enrolled: false })
  await again.pane.open()
  expect(again.pane.store.get()).toMatchObject({ enrolTrouble: null, me: { role: 'reporter' } })
})
