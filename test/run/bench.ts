/**
 * `npm run bench`: how much of sheets never seen before is recognised and checked rightly, what that costs,
 * and what the service takes, side by side with what others do with the same. `npm run bench -- sheets`
 * measures only what is named (`sheets`, `times`, `throughput`, `friday`), `--seed N` makes the
 * sheets of an earlier run again, `--json` prints one JSON document. The others are no dependencies of
 * the project: `--peers` installs them first. `docs/guides/measurements.md` says what each figure means.
 */
import { randomInt } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { bundleSize, withWorker } from '../bench/bundle.ts'
import { installPeers } from '../bench/peers/packages.ts'
import { matchesByItself } from '../bench/peers/spreadsheet-import.ts'
import {
  type Compared,
  measureRecognition,
  type Ours,
  type Peer,
  type Recognition,
  type Share,
} from '../bench/recognition.ts'
import { type Friday, measureFriday } from '../bench/service/friday.ts'
import { measureThroughput, type Throughputs } from '../bench/service/throughput.ts'
import { measureTimes, type Times } from '../bench/times.ts'

const parts = ['sheets', 'times', 'throughput', 'friday'] as const
type Part = (typeof parts)[number]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
  },
})
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed)
if (!Number.isSafeInteger(seed) || seed < 0)
  giveUp(`--seed ${values.seed}: a whole number is needed`)
const unknown = positionals.find((name) => !parts.some((part) => part === name))
if (unknown !== undefined) giveUp(`${unknown}: one of ${parts.join(', ')} is needed`)
const named = (part: Part) => positionals.length === 0 || positionals.includes(part)

if (values.peers) installPeers()
const recognition = named('sheets') ? measureRecognition(seed) : null
const times = named('times') ? await measureTimes() : null
const service =
  named('throughput') || named('friday')
    ? await withWorker(async (script) => ({
        bundle: bundleSize(script),
        throughput: named('throughput') ? await measureThroughput(script) : null,
        friday: named('friday') ? await measureFriday(script, seed) : null,
      }))
    : null

if (values.json) {
  const machine = { node: process.version, cores: availableParallelism() }
  const measured = { recognition, ...times, ...service }
  console.log(JSON.stringify({ version: 3, seed, ...machine, ...measured }, null, 2))
} else {
  console.log(`seed ${seed}, Node ${process.version}, ${availableParallelism()} cores`)
  if (recognition) printSheets(recognition)
  if (times) printTimes(times)
  if (service?.throughput) printThroughput(service.throughput)
  if (service?.friday) printFriday(service.friday)
  if (service) console.log(`\nThe Worker: ${service.bundle.gzip} bytes, compressed with gzip`)
}

function giveUp(reason: string): never {
  process.stderr.write(`${reason}\n`)
  process.exit(2)
}

function printSheets({ listed, unlisted, planted, foreign, failures }: Recognition): void {
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
  const ofListed = failures.filter((failure) => !failure.includes(' unlisted '))
  if (ofListed.length === 0) return
  console.log('\nNot right, by form or kind and seed')
  for (const failure of ofListed.slice(0, 30)) console.log(`  ${failure}`)
  if (ofListed.length > 30) console.log(`  and ${ofListed.length - 30} more: -- --json`)
}

function printTimes(all: Times): void {
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
}

function printThroughput({ throughputs, connections, missing }: Throughputs): void {
  console.log(
    `\nFirst submissions, ${connections} at a time: those taken in a second; milliseconds`,
  )
  console.table(
    throughputs.map(({ server, rows, perSecond, p50, p99, processor }) => ({
      server,
      rows,
      'a second': perSecond,
      p50,
      p99,
      'processor each': processor,
    })),
  )
  if (missing.length > 0) console.log(`Not here: ${missing.join(', ')} (npm run bench -- --peers)`)
}

function printFriday(fridays: Friday[]): void {
  console.log(
    '\nFriday, 17:00: every township sends every form; milliseconds from the moment meant',
  )
  console.table(
    fridays.map(({ within, count, p50, p99, max, errors, lost, seconds, processor }) => ({
      'within seconds': within,
      sent: count,
      p50,
      p99,
      max,
      errors,
      lost,
      'all answered after seconds': seconds,
      'processor, all': processor,
    })),
  )
}

function tableOf({ ours, firstRow, toldHeader, spreadsheetImport }: Compared) {
  const rows: Record<string, Ours | Peer> = {
    fugong: ours,
    'sheet_to_json, first row is the header': firstRow,
    'sheet_to_json, header told by a person': toldHeader,
    [`react-spreadsheet-import${matchesByItself() ? '' : "'s rules"}, header told by a person`]:
      spreadsheetImport,
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
