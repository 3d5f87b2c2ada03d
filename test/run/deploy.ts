/**
 * `npm run deploy`: builds the pages, brings the database up to date, puts the Worker online.
 * What follows `--` goes to `wrangler deploy`; with `--dry-run` nothing leaves this machine.
 */
import { join } from 'node:path'
import { report } from './say.ts'
import { buildSite } from './site.ts'
import { root, runTool } from './tools.ts'

const args = process.argv.slice(2)

async function step(...command: string[]) {
  const { status } = await runTool('wrangler', command, { show: true })
  if (status !== 0) process.exit(1)
}

await report(async () => {
  await buildSite(join(root, 'dist'), { standIn: false })
  if (!args.includes('--dry-run')) await step('d1', 'migrations', 'apply', 'DB', '--remote')
  await step('deploy', ...args)
})
