/** The tools of this project as scripts for our own Node, so that no shell and no path is needed. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Everything a run leaves behind; ignored by git. */
export const scratch = join(root, '.fugong')

const scripts = {
  tsc: 'typescript/bin/tsc',
  biome: '@biomejs/biome/bin/biome',
  vite: 'vite/bin/vite.js',
  vitest: 'vitest/vitest.mjs',
  wrangler: 'wrangler/bin/wrangler.js',
}

export type Tool = keyof typeof scripts

/** The command line that runs a tool. */
export function tool(name: Tool, args: string[]): [program: string, args: string[]] {
  return [process.execPath, [join(root, 'node_modules', scripts[name]), ...args]]
}

export interface Outcome {
  /** Exit status; null when a signal ended it or it could not be started. */
  status: number | null
  /** Everything it wrote, in its order. */
  output: string
}

/** Runs a tool to its end, at the project's root. `show` also lets the person see what it writes. */
export function runTool(
  name: Tool,
  args: string[],
  options: { show?: boolean; env?: Record<string, string> } = {},
): Promise<Outcome> {
  const child = spawn(...tool(name, args), {
    cwd: root,
    stdio: ['ignore', options.show ? 'inherit' : 'pipe', options.show ? 'inherit' : 'pipe'],
    env: { ...process.env, ...options.env },
  })
  return new Promise((done) => {
    let output = ''
    const take = (text: string) => {
      output += text
    }
    child.stdout?.setEncoding('utf8').on('data', take)
    child.stderr?.setEncoding('utf8').on('data', take)
    child.on('error', (error) => done({ status: null, output: `${output}${error.message}` }))
    child.on('close', (status) => done({ status, output }))
  })
}
