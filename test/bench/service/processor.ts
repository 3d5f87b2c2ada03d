import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts processor time in hundredths of a second (`getconf CLK_TCK`). */
const TICK_MILLISECONDS = 10

/**
 * Milliseconds of processor time that processes and all that they have started took so far; null
 * where the system does not say.
 *
 * @param named only the children of that name, where it is given, not the process itself
 */
export function processorTime(pid: number, named?: string): number | null {
  try {
    const all = readdirSync('/proc').flatMap((entry) => (/^\d+$/.test(entry) ? [stat(entry)] : []))
    const sum = (one: Stat): number =>
      one.ticks +
      all.filter(({ parent }) => parent === one.pid).reduce((total, child) => total + sum(child), 0)
    const roots = all.filter((one) =>
      named === undefined ? one.pid === pid : one.parent === pid && one.name === named,
    )
    return roots.reduce((total, one) => total + sum(one), 0) * TICK_MILLISECONDS
  } catch {
    return null
  }
}

interface Stat {
  pid: number
  name: string
  parent: number
  /** Its own, and those of children that have ended. */
  ticks: number
}

/** A line of proc_pid_stat(5); a process that has just ended counts as none. */
function stat(pid: string): Stat {
  try {
    const [, name = '', rest = ''] =
      /\((.*)\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    const fields = rest.split(' ').map(Number)
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + (fields[index] ?? 0), 0)
    return { pid: Number(pid), name, parent: fields[1] ?? 0, ticks }
  } catch {
    return { pid: Number(pid), name: '', parent: 0, ticks: 0 }
  }
}
