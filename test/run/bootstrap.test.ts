import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { root } from './tools.ts'

interface Lockfile {
  packages: Record<
    string,
    { version?: string; resolved?: string; optionalDependencies?: Record<string, string> }
  >
}

const lockfile: Lockfile = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))

test('the lockfile names no registry', () => {
  const { packages } = lockfile
  expect(Object.keys(packages).filter((path) => packages[path]?.resolved)).toEqual([])
})

test('the lockfile lists the packages of every platform, as `npm ci` wants it', () => {
  const named = Object.values(lockfile.packages).flatMap((one) =>
    Object.keys(one.optionalDependencies ?? {}),
  )
  const isListed = (name: string) =>
    Object.keys(lockfile.packages).some((path) => path.endsWith(`node_modules/${name}`))
  expect(named.length).toBeGreaterThan(0)
  expect(named.filter((name) => !isListed(name))).toEqual([])
})

let clone: string
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'fugong-'))
  mkdirSync(join(clone, 'test/run'), { recursive: true })
  for (const file of ['package.json', 'package-lock.json', 'test/run/bootstrap.mjs']) {
    cpSync(join(root, file), join(clone, file))
  }
})
afterEach(() => rmSync(clone, { recursive: true }))

/** Runs the bootstrap in the clone, where no registry can be reached. */
function bootstrap(...args: string[]) {
  const { npm_execpath: _, ...env } = process.env
  return spawnSync(process.execPath, [join(clone, 'test/run/bootstrap.mjs'), ...args], {
    encoding: 'utf8',
    env: {
      ...env,
      npm_config_registry: 'http://127.0.0.1:9',
      npm_config_fetch_retries: '0',
      npm_config_cache: join(clone, 'cache'),
    },
  })
}

test('without a registry it says so in one line and keeps npm’s words in a file', () => {
  const { status, stdout, stderr } = bootstrap('start')
  const lines = stderr.trim().split('\n')
  expect(status).toBe(2)
  expect(stdout).toBe('')
  expect(lines).toHaveLength(2)
  expect(lines[0]).toContain('正在安装依赖')
  expect(lines[1]).toContain('连不上 npm 软件源')
  expect(readFileSync(join(clone, '.fugong/install.log'), 'utf8')).toContain('ECONNREFUSED')
})

test('with everything installed it hands over, arguments and exit status and all', () => {
  cpSync(
    join(root, 'node_modules/.package-lock.json'),
    join(clone, 'node_modules/.package-lock.json'),
  )
  const { platform, arch } = process
  const own = `node-${platform === 'win32' ? 'win' : platform}-${arch}/bin`
  const program = platform === 'win32' ? 'node.exe' : 'node'
  mkdirSync(join(clone, 'node_modules', own), { recursive: true })
  cpSync(process.execPath, join(clone, 'node_modules', own, program))
  writeFileSync(
    join(clone, 'test/run/echo.ts'),
    'const args: string[] = process.argv.slice(2)\nconsole.log(args.join())\nprocess.exitCode = 7\n',
  )
  const { status, stdout, stderr } = bootstrap('echo', 'a b', '--c')
  expect({ status, stdout, stderr }).toEqual({ status: 7, stdout: 'a b,--c\n', stderr: '' })
})

test('an installation older than the lockfile is made anew', () => {
  const older = structuredClone(lockfile)
  for (const one of Object.values(older.packages)) one.version = '0.0.1'
  mkdirSync(join(clone, 'node_modules'))
  writeFileSync(join(clone, 'node_modules/.package-lock.json'), JSON.stringify(older))
  expect(bootstrap('start').stderr).toContain('正在安装依赖')
})
