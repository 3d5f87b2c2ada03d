/** What the workbooks add up to, as the county reads it, and whether it is what the documents say. */
import { formById } from '../../shared/forms/index.ts'
import type { TotalsAnswer } from '../../shared/protocol/answers.ts'
import { figures, workbooks } from '../samples/load.ts'
import { api, type Demo } from './county.ts'

type Figures = (typeof figures)[keyof typeof figures]

/** Figures shown for each area: a rate and what it is made of. */
const shown: Record<string, string[]> = {
  [figures.cili.unit]: ['enterprises.resumed', 'enterprises.total', 'enterprises.rate'],
  [figures.zhumadian.unit]: [
    'returnees.returned',
    'returnees.workforce',
    'returnees.rate',
    'enterprises.above_resumed',
    'enterprises.above_total',
    'enterprises.above_rate',
  ],
}

/**
 * Prints both areas' totals and coverage.
 * @param untouched the submissions are those of the samples, so the totals must be theirs as well
 * @returns whether every figure that can be compared is right
 */
export async function showTotals(demo: Demo, untouched: boolean): Promise<boolean> {
  const county = await showArea(demo, figures.cili, demo.tokens.aggregator.token, untouched)
  const city = await showArea(demo, figures.zhumadian, demo.tokens.prefecture.token, untouched)
  return county && city
}

async function showArea(demo: Demo, expected: Figures, token: string, untouched: boolean) {
  const { unit, period, asOf } = expected
  const answer = await api(demo.url, token).get<TotalsAnswer>(
    `/units/${unit}/totals?period=${period}`,
  )
  const { submitted, missing } = answer.coverage
  console.log(`\n${answer.name} ${period} 截至 as of ${asOf}`)
  console.log(`  报送 reported ${submitted}/${answer.coverage.expected}`)
  if (missing.length > 0) console.log(`  未报送 missing: ${missing.join('、')}`)
  for (const id of shown[unit] ?? []) {
    const title = formById(id.split('.')[0] ?? '')?.indicators.find((one) => one.id === id)?.title
    console.log(`  ${title?.zh} ${title?.en}: ${answer.display[id]}`)
  }

  const late = workbooks
    .filter((one) => one.late && demo.units[one.unit]?.parent === unit)
    .map(({ name }) => name)
  if (!untouched || late.join() !== missing.join()) {
    console.log('  （已有人另行报送，不与示例数比较 Others have reported: not compared.）')
    return true
  }
  const wrong = Object.entries(expected).filter(
    ([id, figure]) => id.includes('.') && answer.totals[id] !== figure,
  )
  for (const [id, figure] of wrong) {
    console.log(`  ✗ ${id}: ${answer.totals[id]}，应为 should be ${figure}`)
  }
  return wrong.length === 0
}
