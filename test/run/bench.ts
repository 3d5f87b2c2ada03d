/**
 * `npm run bench`: what reading and checking a workbook costs, side by side with the bare libraries.
 * `--json` prints one JSON document instead of a table.
 */
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { read } from '@e965/xlsx'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { openWorkbookFile } from '../../addin/workbook/file.ts'
import { forms } from '../../shared/forms/index.ts'
import { inspect } from '../../shared/inspect.ts'
import { root } from './tools.ts'

interface Subject {
  name: string
  files: { name: string; bytes: Uint8Array }[]
}

interface Measure {
  subject: string
  /** Rows that hold something, in all its sheets. */
  rows: number
  step: string
  runs: number
  /** Milliseconds for the whole subject. */
  median: number
  fastest: number
}

const NOW = '2020-03-01'

/** A ledger of one sheet, as a large county would keep it. */
async function largeLedger(rows: number): Promise<Subject> {
  const head = [
    '序号',
    '企业名称',
    '是否复工',
    '复工时间',
    '职工总数',
    '返岗人数',
    '口罩存量（个）',
  ]
  const records = Array.from({ length: rows }, (_, index) => {
    const staff = 10 + (index % 300)
    const back = index % 4 === 0 ? 0 : Math.floor(staff * 0.6)
    const resumed = back > 0
    return [
      index + 1,
      `某县${index}号加工厂`,
      resumed ? '是' : '否',
      resumed ? '2020年2月20日' : null,
      staff,
      back,
      back * 5,
    ]
  })
  const bytes = await writeXlsx({
    sheets: [{ name: 'Sheet1', rows: [['某县企业复工复产情况统计表'], head, ...records] }],
  })
  return { name: `${rows} rows`, files: [{ name: 'large.xlsx', bytes }] }
}

function samples(): Subject {
  const paths = globSync('test/samples/**/*.xlsx', { cwd: root }).sort()
  const files = paths.map((path) => ({
    name: basename(path),
    bytes: new Uint8Array(readFileSync(join(root, path))),
  }))
  return { name: `${files.length} sample workbooks`, files }
}

async function measure(
  subject: Subject,
  rows: number,
  step: string,
  work: () => unknown,
): Promise<Measure> {
  const times: number[] = []
  // The first two rounds warm up.
  for (let round = 0; round < 9; round += 1) {
    const started = performance.now()
    await work()
    if (round >= 2) times.push(performance.now() - started)
  }
  times.sort((a, b) => a - b)
  const at = (index: number) => Math.round((times[index] ?? 0) * 10) / 10
  return { subject: subject.name, rows, step, runs: times.length, median: at(3), fastest: at(0) }
}

async function measureSubject(subject: Subject): Promise<Measure[]> {
  const { files } = subject
  const open = () => files.map(({ name, bytes }) => openWorkbookFile(bytes, name))
  const grids = open().flatMap(({ sheets }) => sheets.map(({ grid }) => grid))
  const rows = grids.reduce(
    (sum, { values }) => sum + values.filter((row) => row.some((cell) => cell !== null)).length,
    0,
  )
  const steps: [step: string, work: () => unknown][] = [
    ['read: fugong', open],
    ['read: @e965/xlsx alone', () => files.map(({ bytes }) => read(bytes, { dense: true }))],
    ['read: hucre alone', () => Promise.all(files.map(({ bytes }) => readXlsx(bytes)))],
    [
      'check: recognise, read, check, tally',
      () => grids.map((grid) => inspect(grid, { forms, now: NOW })),
    ],
  ]
  const measures: Measure[] = []
  for (const [step, work] of steps) measures.push(await measure(subject, rows, step, work))
  return measures
}

const measures = [
  ...(await measureSubject(samples())),
  ...(await measureSubject(await largeLedger(10_000))),
]
if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ version: 1, node: process.version, unit: 'ms', measures }, null, 2))
} else {
  console.log(`Node ${process.version}; milliseconds, median of ${measures[0]?.runs} runs`)
  console.table(measures.map(({ runs, ...rest }) => rest))
}
