import type { Grid } from '../../shared/grid/grid.ts'

/**
 * The least that must be done with this one ledger, by somebody who knows beforehand where everything
 * stands: rows become records, days and names are read, and its figures added up. Nothing is looked for, nothing
 * checked, nothing said.
 */
export function countedByHand({ values }: Grid): { names: number; back: number } {
  const names = new Set<string>()
  const records = values.slice(2).map((row) => {
    const name = String(row[1]).trim()
    names.add(name)
    const day = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(String(row[5] ?? '').trim())
    return {
      name,
      town: row[2],
      aboveScale: row[3] === '是',
      resumed: row[4] === '是',
      resumedOn: day && Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])),
      staff: Number(row[6]),
      back: Number(row[7]),
      masks: Number(row[8]),
      difficulty: row[9],
    }
  })
  return { names: names.size, back: records.reduce((sum, { back }) => sum + back, 0) }
}
