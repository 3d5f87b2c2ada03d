/** The whole service on this machine: D1 on disk, the Worker, the pages, over https. */
import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { extname, join } from 'node:path'
import tls from 'node:tls'
import { fileURLToPath } from 'node:url'
import { Trouble } from './say.ts'
import { root, runTool, tool } from './tools.ts'

export interface Letter {
  from: string
  to: string
  subject: string
  /** The text and the HTML, as files. */
  files: string[]
}

export interface Server {
  /** `https://localhost:3000` */
  url: string
  /** Stands for the whole deployment until an administrator is enrolled. */
  setupCode: string
  /** Every letter sent since the start. */
  letters: Letter[]
  /** Fires a Cron Trigger as if it were `at`. */
  scheduled: (cron: string, at: Date) => Promise<void>
  /** Waits until so many letters are there: they are written behind the answer that sent them. */
  lettersUpTo: (count: number) => Promise<void>
  /** Ends every process of it. */
  stop: () => Promise<void>
}

export interface ServerOptions {
  port: number
  /** Folder that holds the database and the letters; what is in it stays. */
  folder: string
  /** Folder of the built pages. */
  site: string
}

/** @throws Trouble where it cannot start, with the reason in one line */
export async function startServer({ port, folder, site }: ServerOptions): Promise<Server> {
  const data = join(folder, 'd1')
  const env = {
    SETUP_CODE: crypto.randomUUID(),
    CI: 'true',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    WRANGLER_REGISTRY_PATH: join(folder, 'registry'),
    WRANGLER_LOG_PATH: join(folder, 'wrangler'),
  }
  const migrate = ['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', data]
  const migrated = await runTool('wrangler', migrate, { env })
  if (migrated.status !== 0) {
    throw new Trouble(
      '数据库迁移失败。',
      'The local database could not be migrated.',
      migrated.output,
    )
  }

  const url = `https://localhost:${port}`
  const [program, args] = tool('wrangler', [
    'dev',
    ...['--port', String(port), '--local-protocol', 'https', '--persist-to', data],
    ...['--assets', site, '--test-scheduled', '--var', `SITE_URL:${url}`],
    '--show-interactive-dev-session=false',
  ])
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('guard.ts', import.meta.url)), program, ...args],
    {
      cwd: root,
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    },
  )
  const letters: Letter[] = []
  let output = ''
  const mail = letterReader(join(folder, 'mail'), (letter) => letters.push(letter))
  const hear = (text: string) => {
    output = (output + text).slice(-20_000)
    mail(text)
  }
  child.stdout.setEncoding('utf8').on('data', hear)
  child.stderr.setEncoding('utf8').on('data', hear)
  let ended = false
  const end = new Promise<void>((done) => {
    child.on('exit', () => {
      ended = true
      done()
    })
  })

  async function stop() {
    child.stdin.end()
    await end
  }

  async function ready() {
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(100)) {
      if (ended) break
      if (!output.includes('Ready on')) continue
      await trustServer(url)
      return
    }
    await stop()
    throw new Trouble('服务没有启动。', 'The local server did not start.', output)
  }

  async function scheduled(cron: string, at: Date) {
    const query = new URLSearchParams({ cron, time: String(at.getTime()) })
    const answer = await fetch(`${url}/cdn-cgi/handler/scheduled?${query}`)
    if (!answer.ok) {
      throw new Trouble('定时任务出错。', 'The scheduled job failed.', output)
    }
  }

  async function lettersUpTo(count: number) {
    for (const deadline = Date.now() + 15_000; letters.length < count; await pause(50)) {
      if (Date.now() < deadline) continue
      throw new Trouble('邮件没有写成文件。', 'Mail was sent but not written to files.', output)
    }
  }

  await ready()
  return { url, setupCode: env.SETUP_CODE, letters, scheduled, lettersUpTo, stop }
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

/** @throws Trouble where another program listens there */
export function portIsFree(port: number): Promise<void> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.on('error', () => {
      fail(
        new Trouble(
          `端口 ${port} 已被占用；可换一个：FUGONG_PORT=${port + 1} npm start`,
          `Port ${port} is taken; choose another with FUGONG_PORT.`,
        ),
      )
    })
    probe.listen(port, 'localhost', () => probe.close(() => done()))
  })
}

/** A port that nothing listens on. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.on('error', fail)
    probe.listen(0, 'localhost', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address ? done(address.port) : fail(new Error('no port')),
      )
    })
  })
}

/** Takes the local server's own certificate as good, for this process only. */
export function trustServer(url: string): Promise<void> {
  const { hostname: host, port } = new URL(url)
  return new Promise((done, fail) => {
    const socket = tls.connect({ host, port: Number(port), rejectUnauthorized: false }, () => {
      const certificate = socket.getPeerX509Certificate()
      socket.end()
      if (certificate) {
        tls.setDefaultCACertificates([...tls.getCACertificates(), certificate.toString()])
      }
      done()
    })
    socket.on('error', fail)
  })
}

/**
 * Finds the letters in what the local runtime prints of its mail binding, and keeps their files:
 * it deletes its own when it ends.
 */
function letterReader(folder: string, found: (letter: Letter) => void) {
  let rest = ''
  let letter: Letter = { from: '', to: '', subject: '', files: [] }

  function line(text: string) {
    const [, head, value = ''] = /^(From|To|Subject|Text|HTML): (.*)$/.exec(text) ?? []
    if (head === 'From') letter = { from: value, to: '', subject: '', files: [] }
    else if (head === 'To') letter.to = value
    else if (head === 'Subject') letter.subject = value
    else if (head === 'Text' || head === 'HTML') {
      letter.files.push(keep(value))
      if (head === 'HTML') found(letter)
    }
  }

  function keep(file: string): string {
    mkdirSync(folder, { recursive: true })
    // A file name holds 255 bytes, a Chinese character three.
    const name = `${letter.to} ${letter.subject}`.replace(/[^\p{L}\p{N}@.+%-]+/gu, '-').slice(0, 72)
    const copy = join(folder, `${name}${extname(file)}`)
    copyFileSync(file, copy)
    return copy
  }

  return (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const one of lines) line(one)
  }
}
