/** The stages of `npm test`, each with what it is called in plain words. */
import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findChromium } from '../browser/chromium.ts'
import { root, runTool, scratch } from './tools.ts'

export interface Result {
  ok: boolean
  /** Counted test cases; absent where a stage has none. */
  tests?: { passed: number; failed: number }
  /** Why it failed, where the output above does not say so. */
  reason?: string
}

export interface Stage {
  id: string
  title: string
  run: () => Promise<Result>
}

async function types(): Promise<Result> {
  const projects = globSync('{addin,shared,test,worker}/**/tsconfig.json', { cwd: root }).sort()
  const failed: string[] = []
  for (const project of projects) {
    const { status } = await runTool('tsc', ['-p', project], { show: true })
    if (status !== 0) failed.push(dirname(project))
  }
  return { ok: failed.length === 0, reason: failed.join(', ') }
}

async function lint(): Promise<Result> {
  const { status } = await runTool('biome', ['check', '--error-on-warnings', '.'], { show: true })
  return { ok: status === 0 }
}

/** The committed types of the Worker's bindings are those that wrangler.toml gives. */
async function bindings(): Promise<Result> {
  const args = ['types', '--check', '--include-runtime=false', 'worker/env.d.ts']
  const { status, output } = await runTool('wrangler', args)
  if (status !== 0) process.stdout.write(output)
  return { ok: status === 0 }
}

/** What vitest's JSON reporter writes, as far as it is read here. */
interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  numFailedTestSuites: number
}

async function vitest(name: string, args: string[]): Promise<Result> {
  const folder = join(scratch, 'tests')
  const file = join(folder, `${name}.json`)
  mkdirSync(folder, { recursive: true })
  rmSync(file, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { status } = await runTool('vitest', ['run', ...args, ...reporters], { show: true })
  let report: VitestReport
  try {
    report = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { ok: false, reason: 'did not run to its end' }
  }
  const passed = report.numPassedTests
  const failed = report.numFailedTests
  const skipped = report.numPendingTests + report.numTodoTests
  if (skipped > 0) return { ok: false, tests: { passed, failed }, reason: `${skipped} skipped` }
  if (passed + failed === 0) return { ok: false, reason: 'found no tests' }
  return { ok: status === 0 && failed === 0, tests: { passed, failed } }
}

async function browser(): Promise<Result> {
  findChromium()
  return inNode('browser')()
}

const inNode = (project: string) => () =>
  vitest(project, ['--config', 'test/vitest.config.ts', '--project', project])

export const stages: Stage[] = [
  { id: 'types', title: '类型检查 Types', run: types },
  { id: 'lint', title: '格式与规范 Format and lint', run: lint },
  { id: 'bindings', title: 'Worker 绑定的类型 Types of the Worker’s bindings', run: bindings },
  { id: 'unit', title: '单元测试 Unit tests', run: inNode('unit') },
  {
    id: 'worker',
    title: 'Worker 测试（workerd） Worker tests in workerd',
    // A slow machine is no failure: nothing is measured here.
    run: () =>
      vitest('worker', ['--config', 'test/worker/vitest.config.ts', '--testTimeout=60000']),
  },
  { id: 'office', title: 'Office.js 测试 Office.js tests in Node', run: inNode('office') },
  { id: 'browser', title: '浏览器测试 Browser tests in Chromium', run: browser },
]

/** Stages without test cases: what to run before every commit. */
export const checks = stages.slice(0, 3)
