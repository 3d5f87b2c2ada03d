/** Words for the person at the terminal, Chinese first. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root, scratch } from './tools.ts'

/** A failure a person can understand: one line in each language; `log` is what a tool said. */
export class Trouble extends Error {
  readonly log: string

  constructor(zh: string, en: string, log = '') {
    super(`${zh} ${en}`)
    this.log = log
  }
}

export function say(zh: string, en: string) {
  console.log(`${zh} ${en}`)
}

/** Does the work; trouble becomes one line, exit status 1 and, where a tool said more, a file. */
export async function report(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    process.exitCode = 1
    if (!(error instanceof Trouble)) throw error
    console.error(`✗ ${error.message}`)
    if (error.log === '') return
    const file = join(scratch, 'trouble.log')
    mkdirSync(scratch, { recursive: true })
    writeFileSync(file, error.log)
    console.error(`  ${relative(root, file)}`)
  }
}
