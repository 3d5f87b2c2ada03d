/**
 * Packages that only measurements need. They are no dependencies of the project: they lie in a folder of
 * their own, and are installed when `npm run bench -- --peers` asks for them.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('packages/', import.meta.url))
const require = createRequire(new URL('packages/package.json', import.meta.url))

/** Installs what the lockfile says. The binaries lie in the packages; nothing is built. */
export function installPeers(): void {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { status } = spawnSync('npm', args, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.stderr.write('The peers could not be installed.\n')
}

/** A package, or a file of one; null where it is not installed. */
export function peer<Package>(id: string): Package | null {
  try {
    return require(id)
  } catch (error) {
    if ((error as { code?: string }).code === 'MODULE_NOT_FOUND') return null
    throw error
  }
}

/** `name version` of a package as the project's peers have it. */
export function peerVersion(name: string): string {
  const { dependencies } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'))
  return `${name} ${dependencies[name]}`
}
