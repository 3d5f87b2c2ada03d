import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { read, utils } from '@e965/xlsx'
import { readXlsx } from 'hucre/xlsx'
import { openWorkbookFile } from '../../addin/workbook/file.ts'
import { check } from '../../shared/check/check.ts'
import { checkTypes } from '../../shared/check/value-types.ts'
import { formById, forms } from '../../shared/forms/index.ts'
import { inspect, inspection } from '../../shared/inspect.ts'
import { tally } from '../../shared/tally/tally.ts'
import { today } from '../messy/score.ts'
import { countedByHand } from './by-hand.ts'
import { ledger } from './ledger.ts'
import { ajvCheck, ajvRules, type RowCheck, tableSchemaCheck, zodCheck } from './peers/row-types.ts'
import { workbookOf } from './workbook.ts'

export interface Time {
  step: string
  rows: number
  runs: number
  /** Milliseconds of processor time, of all threads of the process; the least of the runs. */
  processor: number
  /** Milliseconds by the clock; the least of the runs. */
  elapsed: number
}

export interface Times {
  times: Time[]
  /** How many times as long as the other, in processor time. */
  ratios: Record<string, number>
  /** Checking by rows, and how many times as long as half of them took. */
  growth: (Time & { ratio: number | null })[]
}

const compared = 10_000
const halves = [12_500, 25_000, 50_000, 100_000]

/** Times on one large sheet, in this process, one after the other. */
export async function measureTimes(): Promise<Times> {
  const grid = ledger(compared)
  const bytes = workbookOf(grid)
  const [report] = inspect(grid, { forms, now: today })
  const form = formById('enterprises')
  if (!form || !report?.table || report.records !== compared) throw new Error('a ledger not read')
  const { table } = report
  const { layout, records } = table
  const rows = records.map(({ values }) => values)
  const columns = Object.values(layout.columns)
  const [ajv, rules, zod] = [ajvCheck, ajvRules, zodCheck].map((peer) => peer(form, columns))
  if (!ajv || !rules || !zod) throw new Error('no peers')
  const tableSchema = await tableSchemaCheck(form, columns)
  const valid = (check: RowCheck) => {
    if (!rows.every(check)) throw new Error('a row of the ledger not valid')
  }
  const days = { asOf: today, now: today }
  const kept = inspection(grid, { forms, now: today })
  let typed = 0
  const edit = () => {
    typed += 1
    return kept.edit([{ row: compared / 2, column: 7, value: typed % 5 }])
  }
  const steps = {
    types: () => checkTypes(table, form),
    rules: () => [checkTypes(table, form), check(table, form, days)],
    tally: () => tally([table], form, days),
    edit,
    check: () => inspect(grid, { forms, now: today }),
    read: () => openWorkbookFile(bytes, 'large.xlsx'),
    readXlsx: () => read(bytes, { dense: true }),
    readHucre: () => readXlsx(bytes),
    rowsToObjects: () => {
      const book = read(bytes)
      return utils.sheet_to_json(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, { range: 1 })
    },
    byHand: () => countedByHand(grid),
    ajv: () => valid(ajv),
    ajvRules: () => valid(rules),
    zod: () => valid(zod),
    // Nothing where it is not installed; then it is left out below.
    tableSchema: () => tableSchema && valid(tableSchema),
  }
  const taken = await taking(steps, 7)
  const names: Record<keyof typeof steps, string> = {
    check: 'fugong: recognise, read values, check, tally',
    edit: 'fugong: all of that again after one cell was edited',
    types: 'fugong: types of the rows, already read',
    rules: 'fugong: types and rules of the rows, already read',
    tally: 'fugong: tally of the rows, already read',
    read: 'fugong: open the .xlsx',
    readXlsx: '@e965/xlsx: open the .xlsx',
    readHucre: 'hucre: open the .xlsx',
    rowsToObjects: '@e965/xlsx: open the .xlsx, sheet_to_json',
    byHand: 'this one ledger counted by hand-written code, nothing checked',
    ajv: 'ajv: types of the rows, already read',
    ajvRules: 'ajv: types and comparisons within the rows, already read',
    zod: 'zod: types of the rows, already read',
    tableSchema: 'tableschema: types of the rows, already read',
  }
  const ratio = (one: keyof typeof steps, other: keyof typeof steps) =>
    rounded(taken[one].processor / taken[other].processor, 100)
  const growth = await measureGrowth()
  return {
    times: Object.entries(names)
      .filter(([step]) => tableSchema || step !== 'tableSchema')
      .map(([step, name]) => ({
        ...taken[step as keyof typeof steps],
        step: name,
        rows: compared,
      })),
    ratios: {
      'check / open the .xlsx': ratio('check', 'read'),
      'check / ajv types': ratio('check', 'ajv'),
      'counted by hand / ajv types': ratio('byHand', 'ajv'),
      'types alone / ajv types': ratio('types', 'ajv'),
      'types and rules alone / ajv types and comparisons': ratio('rules', 'ajvRules'),
      'after an edit / check': ratio('edit', 'check'),
      'check / zod types': ratio('check', 'zod'),
      ...(tableSchema && { 'check / tableschema types': ratio('check', 'tableSchema') }),
      'open the .xlsx / @e965/xlsx': ratio('read', 'readXlsx'),
      'open the .xlsx / hucre': ratio('read', 'readHucre'),
    },
    growth,
  }
}

async function measureGrowth(): Promise<Times['growth']> {
  const steps = Object.fromEntries(
    halves.map((rows) => {
      const grid = ledger(rows)
      return [rows, () => inspect(grid, { forms, now: today })]
    }),
  )
  const taken = await taking(steps, 5)
  return halves.map((rows, index) => {
    const time = taken[rows] as Taken
    const half = taken[halves[index - 1] ?? '']
    const ratio = half ? rounded(time.processor / half.processor, 100) : null
    return { ...time, step: 'fugong: recognise, read values, check, tally', rows, ratio }
  })
}

setFlagsFromString('--expose-gc')
const sweep: () => void = runInNewContext('gc')

type Taken = Pick<Time, 'runs' | 'processor' | 'elapsed'>

/**
 * Runs the steps in turns, each on a heap just swept, and keeps the least of each: what else the machine
 * does only ever adds to it.
 */
async function taking<Step extends string>(
  steps: Record<Step, () => unknown>,
  runs: number,
): Promise<Record<Step, Taken>> {
  const entries = Object.entries<() => unknown>(steps) as [Step, () => unknown][]
  const unknown = Number.POSITIVE_INFINITY
  const least = new Map<Step, Taken>()
  // The first round warms up.
  for (let round = -1; round < runs; round += 1) {
    for (const [step, work] of entries) {
      sweep()
      // Once for nothing: sweeping also throws compiled code away.
      await work()
      const [clock, processor] = [performance.now(), process.cpuUsage()]
      await work()
      const { user, system } = process.cpuUsage(processor)
      const elapsed = performance.now() - clock
      if (round < 0) continue
      const before = least.get(step) ?? { processor: unknown, elapsed: unknown }
      least.set(step, {
        runs,
        processor: Math.min(before.processor, rounded((user + system) / 1000, 100)),
        elapsed: Math.min(before.elapsed, rounded(elapsed, 100)),
      })
    }
  }
  return Object.fromEntries(least) as Record<Step, Taken>
}

function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts
}
