import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import landed from './migrations.json' with { type: 'json' }

const folder = join(import.meta.dirname, '../../worker/migrations')

/**
 * A migration that is in force somewhere is never run again there: what is changed in it would hold for new
 * deployments only. So none is changed; the next one is another file, and its hash comes into the list.
 */
test('no migration has been changed since it landed', () => {
  const now = Object.fromEntries(
    readdirSync(folder)
      .toSorted()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  )
  expect(now).toEqual(landed)
})
