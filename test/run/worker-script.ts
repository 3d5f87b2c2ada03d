/** The Worker as `wrangler deploy` uploads it. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { root, runTool } from './tools.ts'

/** Sent with every call of wrangler about the Worker. */
export const workerConfig = ['--config', join(root, 'wrangler.toml')]

/**
 * Bundles a Worker.
 *
 * @param entry the Worker's script, from the project's root
 * @param folder where the bundle goes
 * @returns path of the script
 * @throws Error with what wrangler wrote
 */
export async function buildWorker(
  entry: string,
  folder: string,
  env: Record<string, string> = {},
): Promise<string> {
  // The Worker names the folder of built pages; in a fresh clone nothing is built yet.
  mkdirSync(join(root, 'dist'), { recursive: true })
  const args = ['deploy', entry, '--dry-run', '--outdir', folder, ...workerConfig]
  const { status, output } = await runTool('wrangler', args, { env })
  if (status !== 0) throw new Error(output)
  return join(folder, entry.replace(/^.*\//, '').replace(/\.ts$/, '.js'))
}
