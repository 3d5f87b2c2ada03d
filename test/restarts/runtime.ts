/** A local runtime with its database on disk, to be killed and started again. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { connect } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root, runTool, tool } from '../run/tools.ts'
import { buildWorker, workerConfig } from '../run/worker-script.ts'

export interface Runtime {
  /** Where it answers; another address after each start. */
  url: () => string
  /** Kills every process of it with SIGKILL and starts it again on the same database. @param meanwhile done while it is down */
  restart: (meanwhile?: () => Promise<void>) => Promise<void>
  /** Ends it for good. */
  stop: () => Promise<void>
}

const START_MILLISECONDS = 60_000

/**
 * Builds a Worker, brings an empty database up to date and starts both.
 *
 * @param entry the Worker's script, from the project's root
 * @param folder an empty folder for all that it leaves behind
 */
export async function startRuntime(
  entry: string,
  folder: string,
  secrets: Record<string, string>,
): Promise<Runtime> {
  const script = await buildWorker(entry, join(folder, 'built'), environment(folder, secrets))
  return startBuilt(script, folder, secrets)
}

function environment(folder: string, secrets: Record<string, string>): Record<string, string> {
  return {
    ...secrets,
    CI: 'true',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    WRANGLER_REGISTRY_PATH: join(folder, 'registry'),
    WRANGLER_LOG_PATH: join(folder, 'wrangler'),
  }
}

/**
 * Brings an empty database up to date and starts a Worker that is built.
 *
 * @param more further arguments of `wrangler dev`
 */
export async function startBuilt(
  script: string,
  folder: string,
  secrets: Record<string, string>,
  more: string[] = ['--port', '0'],
): Promise<Runtime> {
  const env = environment(folder, secrets)
  const data = join(folder, 'data')
  const migrate = ['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', data]
  const { status, output } = await runTool('wrangler', [...migrate, ...workerConfig], { env })
  if (status !== 0) throw new Error(output)

  const start = () => launch([script, '--persist-to', data, ...more], env)
  let running = await start()
  return {
    url: () => running.url,
    async restart(meanwhile) {
      await kill(running)
      await meanwhile?.()
      running = await start()
    },
    stop: () => kill(running),
  }
}

interface Running {
  child: ChildProcess
  url: string
}

async function launch(own: string[], env: Record<string, string>): Promise<Running> {
  const [program, args] = tool('wrangler', [
    ...['dev', ...own, ...workerConfig, '--no-bundle'],
    // Any free port.
    ...['--inspector-port', '0', '--show-interactive-dev-session=false'],
  ])
  const guard = fileURLToPath(new URL('../run/guard.ts', import.meta.url))
  const child = spawn(process.execPath, [guard, program, ...args], {
    cwd: root,
    // A group of its own, so that all of it can be killed at one stroke.
    detached: process.platform !== 'win32',
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  return new Promise((done, fail) => {
    let output = ''
    const timer = setTimeout(() => {
      child.stdin.end()
      fail(new Error(`The runtime does not start:\n${output}`))
    }, START_MILLISECONDS)
    const hear = (text: string) => {
      output += text
      const url = /Ready on (http:\S+)/.exec(output)?.[1]
      if (!url) return
      clearTimeout(timer)
      done({ child, url })
    }
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', hear)
    child.on('exit', () => {
      clearTimeout(timer)
      fail(new Error(`The runtime has ended:\n${output}`))
    })
  })
}

async function kill({ child, url }: Running): Promise<void> {
  const exit = new Promise((done) => child.once('exit', done))
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'])
  } else process.kill(-child.pid!, 'SIGKILL')
  await exit
  while (await answers(url)) await new Promise((done) => setTimeout(done, 10))
}

function answers(url: string): Promise<boolean> {
  const { hostname: host, port } = new URL(url)
  return new Promise((done) => {
    const socket = connect({ host, port: Number(port) }, () => {
      socket.destroy()
      done(true)
    })
    socket.on('error', () => done(false))
  })
}
