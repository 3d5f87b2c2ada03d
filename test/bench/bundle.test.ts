import { expect, test } from 'vitest'
import { bundleSize, withWorker } from './bundle.ts'

/** Cloudflare takes 3 MB on the free plan, and a script that is parsed at every cold start should be small. */
const GZIP_LIMIT = 600_000

test('the Worker stays small', { timeout: 120_000 }, async () => {
  const { gzip } = await withWorker(async (script) => bundleSize(script))
  expect(gzip).toBeLessThan(GZIP_LIMIT)
})
