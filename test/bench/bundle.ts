import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildWorker } from '../run/worker-script.ts'

/** Size of the Worker's script, in bytes. */
export interface BundleSize {
  plain: number
  gzip: number
}

/** Bundles the Worker, lends the script out, and throws it away. */
export async function withWorker<Result>(
  work: (script: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'fugong-worker-'))
  try {
    return await work(await buildWorker('worker/index.ts', folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export function bundleSize(script: string): BundleSize {
  const code = readFileSync(script)
  return { plain: code.byteLength, gzip: gzipSync(code).byteLength }
}
