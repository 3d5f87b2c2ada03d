import { expect, it } from 'vitest'
import { forms } from '../../shared/forms/index.ts'
import { inspect } from '../../shared/inspect.ts'
import { foreignSheet } from './foreign.ts'
import { today } from './score.ts'

it('sheets that are not ours are left alone, 300 seeds', () => {
  const disturbed: string[] = []
  for (let seed = 1; seed <= 300; seed += 1) {
    const { grid, file, kind } = foreignSheet(seed)
    for (const { form, findings } of inspect(grid, { forms, now: today, file })) {
      if (form !== null || findings.length > 0)
        disturbed.push(`seed ${seed} ${kind}: ${form}, ${findings.map(({ rule }) => rule)}`)
    }
  }
  expect(disturbed).toEqual([])
})
