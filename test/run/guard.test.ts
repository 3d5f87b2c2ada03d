import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'

const guard = fileURLToPath(new URL('guard.ts', import.meta.url))

/** Starts a helper of its own, which holds standard output open; neither ends by itself. */
const program = `
  const { spawn } = require('node:child_process')
  const forever = "console.log('helper'); setInterval(() => {}, 1000)"
  spawn(process.execPath, ['-e', forever], { stdio: ['ignore', 'inherit', 'ignore'] })
  setInterval(() => {}, 1000)
`

let leader = 0
afterEach(() => {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // Gone, as it should be.
  }
})

/** `ended` settles when nobody of the group is left that could write. */
async function guarded() {
  const child = spawn(process.execPath, [guard, process.execPath, '-e', program], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  leader = child.pid ?? 0
  let hasEnded = false
  const ended = new Promise<void>((done) => {
    child.stdout.on('close', () => {
      hasEnded = true
      done()
    })
  })
  await new Promise((done) => child.stdout.once('data', done))
  expect(hasEnded).toBe(false)
  return { child, ended }
}

test('all of the group ends with the pipe from whoever started it', async () => {
  const { child, ended } = await guarded()
  child.stdin.end()
  await ended
})

test('all of the group ends when the guard is told to', async () => {
  const { child, ended } = await guarded()
  child.kill('SIGTERM')
  await ended
})
