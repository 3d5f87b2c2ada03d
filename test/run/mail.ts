/** The mail of the week, at the hours at which it would have been sent in 2020. */
import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { defaultPeriod } from '../../shared/periods/periods.ts'
import { ciliUnits, figures } from '../samples/load.ts'
import { api, type Demo, setDeadlines } from './county.ts'
import { say } from './say.ts'
import type { Server } from './server.ts'
import { root } from './tools.ts'

/** Friday in Beijing in UTC, as Cron Triggers are: the morning's pass, and the minute of the deadline. */
const firings = [
  ['30 * * * *', '2020-02-28T02:30:00Z'],
  ['0 9 * * fri', '2020-02-28T09:00:20Z'],
] as const

const leader = { address: 'leader@example.com', kinds: ['summary'] }

/**
 * The township that owes its report is reminded and the county's leader gets the summary by the Cron
 * Trigger; the prefecture's summary is asked for. Once in the life of a demo.
 */
export async function sendMail(server: Server, demo: Demo) {
  const admin = api(demo.url, demo.tokens.administrator.token)
  const { cili, zhumadian } = figures
  if ((await sentAbout(demo, cili.unit)) > 0) {
    return
  }

  await setDeadlines(admin, (id) => defaultPeriod(id).due)
  for (const { id, parent } of ciliUnits) {
    const clerk = { address: `${id}@example.com`, kinds: ['reminder'] }
    await admin.put(`/units/${id}/recipients`, { recipients: [parent === null ? leader : clerk] })
  }
  for (const [cron, at] of firings) await server.scheduled(cron, new Date(at))
  await admin.put(`/units/${zhumadian.unit}/recipients`, { recipients: [leader] })
  await admin.post(`/units/${zhumadian.unit}/periods/${zhumadian.period}/summary`)

  const sent = (await sentAbout(demo, cili.unit)) + (await sentAbout(demo, zhumadian.unit))
  await server.lettersUpTo(sent)
  // Whoever reports from now on is late, and seen to be.
  await setDeadlines(admin, () => new Date().toISOString())
}

async function sentAbout(demo: Demo, unit: string): Promise<number> {
  const admin = api(demo.url, demo.tokens.administrator.token)
  const { items } = await admin.get<{ items: { state: string }[] }>(`/units/${unit}/mails`)
  return items.filter(({ state }) => state === 'sent').length
}

/** Names the letters of this start, or says that there are none new, and where all of them lie. */
export function listMail({ letters }: Server, folder: string) {
  if (letters.length === 0)
    say('  此前已发出，不重复发送。', 'Sent before; nobody gets a letter twice.')
  for (const { to, subject } of letters) console.log(`  ${to}：${subject}`)
  const names = existsSync(folder) ? readdirSync(folder).sort() : []
  for (const name of names) console.log(`    ${relative(root, join(folder, name))}`)
}
