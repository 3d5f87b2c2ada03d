/**
 * Runs one program and ends it with everything it started as soon as whoever asked for it is gone,
 * however that came about: standard input is a pipe that closes even when the other side is killed.
 * (`wrangler dev` leaves workerd behind otherwise.) Runs as the leader of its own process group.
 */
import { spawn, spawnSync } from 'node:child_process'

const [program = '', ...args] = process.argv.slice(2)
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] })

function kill(signal: 'SIGTERM' | 'SIGKILL') {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'])
    if (signal === 'SIGKILL') process.exit()
  } else process.kill(-process.pid, signal)
}

let ending = false
function end() {
  if (ending) return
  ending = true
  kill('SIGTERM')
  setTimeout(() => kill('SIGKILL'), 3000)
}

process.on('SIGTERM', end)
process.on('SIGINT', end)
process.stdin.on('close', end).resume()
// What the program started may outlive it; nothing in the group does.
child.on('exit', () => kill('SIGKILL'))
child.on('error', () => kill('SIGKILL'))
