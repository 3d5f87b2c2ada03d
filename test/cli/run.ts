import { spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

export interface Ended {
  status: number | null
  out: string
  err: string
}

/** Runs the command line as a process of its own. */
export function fugong(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, 'addin/cli/main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended: Ended = { status: null, out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    ended.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    ended.err += text
  })
  return new Promise((resolve) => {
    child.on('close', (status) => resolve({ ...ended, status }))
  })
}

/** A sample workbook as it is committed. @param path under `test/samples/` */
export function sample(path: string): string {
  return join(root, 'test/samples', path)
}
