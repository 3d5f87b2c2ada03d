/**
 * `npm run bench`: how much of sheets never seen before is recognised and checked rightly, and what it
 * costs, side by side with what others do with the same sheets. `-- --seed N` makes the sheets of an
 * earlier run again, `-- --json` prints one JSON document. `docs/guides/measurements.md` says what
 * each figure means.
 */
import { randomInt } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import {
  type Compared,
  measureRecognition,
  type Recognition,
  type Share,
} from '../bench/recognition.ts'
import { measureTimes, type Times } from '../bench/times.ts'

const { values } = parseArgs({
  options: { seed: { type: 'string' }, json: { type: 'boolean', default: false } },
})
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed)
if (!Number.isSafeInteger(seed) || seed < 0) {
  process.stderr.write(`--seed ${values.seed}: a whole number is needed\n`)
  process.exit(2)
}

const recognition = measureRecognition(seed)
const times = await measureTimes()
if (values.json) {
  const machine = { node: process.version, cores: availableParallelism() }
  console.log(JSON.stringify({ version: 2, seed, ...machine, recognition, ...times }, null, 2))
} else {
  print(recognition, times)
}

function print({ listed, unlisted, planted, foreign, failures }: Recognition, all: Times): void {
  console.log(`seed ${seed}, Node ${process.version}, ${availableParallelism()} cores`)
  console.log('\nSheets of all forms, made from the seed')
  console.table(tableOf(listed))
  const { sheets, tallies, falseErrors } = listed.ours
  console.table({
    'form right': shown(sheets),
    'tally exactly right': shown(tallies),
    'sheets with a false error': shown(falseErrors),
    'planted mistakes found at their cell': shown(planted),
    'sheets not ours taken for ours': shown(foreign.taken),
    'sheets not ours remarked on': shown(foreign.remarked),
  })
  console.log('\nOne main column of a sheet in a wording that nobody listed: that column')
  console.table(tableOf(unlisted.one))
  console.log('\nAll main columns of a sheet in such wordings: those columns')
  console.table(tableOf(unlisted.all))
  console.log('\nMilliseconds: the least of some runs, of processor time and by the clock')
  console.table(
    Object.fromEntries(
      all.times.map(({ step, rows, processor, elapsed }) => [step, { rows, processor, elapsed }]),
    ),
  )
  console.table(all.ratios)
  console.log('\nChecking by rows, and the ratio of its processor time to that of half the rows')
  console.table(
    all.growth.map(({ rows, processor, elapsed, ratio }) => ({ rows, processor, elapsed, ratio })),
  )

  const ofListed = failures.filter((failure) => !failure.includes(' unlisted '))
  if (ofListed.length === 0) return
  console.log('\nNot right, by form or kind and seed')
  for (const failure of ofListed.slice(0, 30)) console.log(`  ${failure}`)
  if (ofListed.length > 30) console.log(`  and ${ofListed.length - 30} more: -- --json`)
}

function tableOf({ ours, firstRow, toldHeader, spreadsheetImport }: Compared) {
  const rows = {
    fugong: ours,
    'sheet_to_json, first row is the header': firstRow,
    'sheet_to_json, header told by a person': toldHeader,
    'react-spreadsheet-import, header told by a person': spreadsheetImport,
  }
  return Object.fromEntries(
    Object.entries(rows).map(([name, one]) => [
      name,
      {
        'columns right': shown(one.right),
        asked: 'asked' in one ? shown(one.asked) : '',
        'wrong without a word': shown(one.wrong),
        'records exactly right': 'records' in one && one.records ? shown(one.records) : '',
      },
    ]),
  )
}

function shown({ count, of }: Share): string {
  return `${count} / ${of} = ${of === 0 ? '—' : `${((count / of) * 100).toFixed(2)}%`}`
}
