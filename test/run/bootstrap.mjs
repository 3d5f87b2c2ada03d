// The first step of every npm script and of `npx fugong`. Plain JavaScript without dependencies,
// because it runs in a fresh clone on whatever Node (≥ 20) is there: it installs what is missing and
// hands over to the Node 24 that the lockfile pins, which runs the TypeScript beside it as it is.
import { spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const inRoot = (...steps) => join(root, ...steps)
const major = (version) => Number(version.split('.')[0])

/** Progress goes to standard error: what a command prints on standard output stays clean. */
function say(zh, en) {
  process.stderr.write(`${zh} ${en}\n`)
}

function giveUp(zh, en) {
  say(`✗ ${zh}`, en)
  process.exit(2)
}

/** Whether every package the lockfile asks of this platform is there in that very version. */
function installed() {
  const read = (path) => JSON.parse(readFileSync(inRoot(path), 'utf8')).packages
  try {
    const present = read('node_modules/.package-lock.json')
    return (
      existsSync(node24()) &&
      Object.entries(read('package-lock.json')).every(
        ([path, { version, optional }]) =>
          path === '' || optional || present[path]?.version === version,
      )
    )
  } catch {
    return false
  }
}

/** The pinned Node of this platform; where none is published, the running one if it is new enough. */
function node24() {
  const { platform, arch, versions, execPath } = process
  const name = `node-${platform === 'win32' ? 'win' : platform}-${arch}`
  const pinned = inRoot('node_modules', name, 'bin', platform === 'win32' ? 'node.exe' : 'node')
  return !existsSync(pinned) && major(versions.node) >= 24 ? execPath : pinned
}

/** Packages and npm's own copies of them. npm notices a full disk late and calls it something else. */
const SPACE_MEGABYTES = 1500

/** What to do about a failed `npm ci`, by what npm wrote: [npm's own words, zh, en]. */
const failures = [
  [/EACCES|EPERM|EROFS/, '没有写入本文件夹的权限。', 'This folder cannot be written to.'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET|network|CERT|E5\d\d/i,
    '连不上 npm 软件源，请检查网络或代理后重试。',
    'The npm registry cannot be reached: check the network or proxy and try again.',
  ],
  [
    /E40\d|ETARGET/,
    'npm 软件源缺少所需的软件包。',
    'The npm registry lacks a package that is needed.',
  ],
]

async function install() {
  const { bavail, bsize } = statfsSync(root)
  if (bavail * bsize < SPACE_MEGABYTES * 2 ** 20) {
    giveUp(
      `磁盘空间不足：安装需要 ${SPACE_MEGABYTES} MB。`,
      `Not enough space on the disk: the installation needs ${SPACE_MEGABYTES} MB.`,
    )
  }
  say(
    '正在安装依赖（仅首次，约一两分钟）……',
    'Installing dependencies (first time only, a minute or two)…',
  )
  const started = Date.now()
  const beat = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000)
    say(`  仍在安装，已用 ${seconds} 秒……`, `still installing, ${seconds} s so far…`)
  }, 15_000)
  const { status, errors } = await npm(['ci', '--include=dev', '--include=optional'])
  clearInterval(beat)
  if (status !== 0) {
    mkdirSync(inRoot('.fugong'), { recursive: true })
    writeFileSync(inRoot('.fugong', 'install.log'), errors)
    const known = failures.find(([pattern]) => pattern.test(errors))
    const [, zh, en] = known ?? [null, '安装依赖失败。', 'The dependencies could not be installed.']
    giveUp(zh, `${en} (.fugong/install.log)`)
  }
  if (!existsSync(node24())) {
    giveUp(
      `这台机器（${process.platform} ${process.arch}）请先自行安装 Node.js 24。`,
      'Please install Node.js 24 on this machine first.',
    )
  }
  say('依赖已装好。', 'Dependencies are installed.')
}

/** Runs the npm that started this script, or else the one on the path. */
function npm(args) {
  const own = process.env.npm_execpath
  const retries = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=10000']
  const quiet = [...args, '--no-audit', '--no-fund', '--loglevel=error', ...retries]
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] }
  const child = /npm-cli\.c?js$/.test(own ?? '')
    ? spawn(process.execPath, [own, ...quiet], options)
    : spawn('npm', quiet, { ...options, shell: process.platform === 'win32' })
  return new Promise((done) => {
    let errors = ''
    child.stderr.on('data', (text) => {
      errors += text
    })
    child.on('error', (error) => done({ status: 1, errors: `${errors}${error.message}` }))
    child.on('close', (status) => done({ status, errors }))
  })
}

/** npm 10 drops `.bin/node` when it sorts out the packages of other platforms: `npx` wants it. */
function linkNode(node) {
  const link = inRoot('node_modules', '.bin', 'node')
  if (process.platform === 'win32' || existsSync(link) || node === process.execPath) return
  try {
    symlinkSync(join('..', node.slice(inRoot('node_modules').length + 1)), link)
  } catch {
    // A convenience for people only; nothing here depends on it.
  }
}

/**
 * workerd wants the system's CA certificates to start, whatever it then connects to; a bare machine
 * has none, and is given those that Node carries.
 */
function certificates() {
  const usual = ['/etc/ssl/certs/ca-certificates.crt', '/etc/ssl/cert.pem']
  if (process.platform !== 'linux' || process.env.SSL_CERT_FILE || usual.some(existsSync)) return {}
  const file = inRoot('.fugong', 'certificates.pem')
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, rootCertificates.join('\n'))
  return { SSL_CERT_FILE: file }
}

/**
 * Runs a TypeScript file of this project under Node 24 and ends as it ends.
 * @param {string} script path from the project's root
 * @param {string[]} args
 */
export async function run(script, args) {
  if (major(process.versions.node) < 20) {
    giveUp(
      `需要 Node.js 20 或更新版本，现在是 ${process.versions.node}。`,
      `Node.js 20 or newer is needed; this is ${process.versions.node}.`,
    )
  }
  if (!installed()) await install()
  const node = node24()
  if (spawnSync(node, ['--version']).status !== 0) {
    giveUp(`无法运行 ${node}。`, 'The installed Node.js 24 does not run on this system.')
  }
  linkNode(node)
  const child = spawn(node, [inRoot(script), ...args], {
    // The channel tells the runner when this process is gone.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      ...certificates(),
      PATH: [dirname(node), inRoot('node_modules', '.bin'), process.env.PATH].join(delimiter),
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_SEND_ERROR_REPORTS: 'false',
      DO_NOT_TRACK: '1',
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal))
  }
  // npm passes a signal on to its shell only, which dies of it and leaves us behind.
  const parent = process.ppid
  setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 500).unref()
  child.on('exit', (status, signal) => {
    process.exit(status ?? 128 + (constants.signals[signal] ?? 0))
  })
}

const [, self, command, ...rest] = process.argv
if (realpathSync(self) === fileURLToPath(import.meta.url)) await run(`test/run/${command}.ts`, rest)
