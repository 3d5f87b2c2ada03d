/**
 * `node test/docs/generate.ts` writes the documents that are made from definitions and message tables;
 * with `--check` it writes nothing and fails where one is out of date.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { documents, drift, root } from './documents.ts'

const stale = drift()
if (process.argv.includes('--check')) {
  for (const path of stale) console.error(`过期 Out of date: ${path}`)
  if (stale.length > 0) {
    console.error('请运行 Run: node test/docs/generate.ts')
    process.exitCode = 1
  }
} else {
  const made = documents()
  for (const path of stale) {
    const text = made.get(path)
    const file = join(root, path)
    if (text === undefined) {
      rmSync(file)
    } else {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
    console.log(`${text === undefined ? '删除 Removed' : '写入 Written'}: ${path}`)
  }
}
