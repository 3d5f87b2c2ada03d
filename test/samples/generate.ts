/** Writes every sample workbook and the two lists of them: `node test/samples/generate.ts`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sampleBooks } from './books.ts'
import { documentBooks } from './documents.ts'
import { indexOf, plantedOf } from './lists.ts'
import { bytesOf } from './write.ts'

const folder = import.meta.dirname
for (const area of ['cili', 'zhumadian', 'documents'])
  rmSync(join(folder, area), { recursive: true, force: true })

const books = sampleBooks()
const documents = await documentBooks()
for (const book of [...books, ...documents]) {
  const file = join(folder, book.path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, await bytesOf(book))
}
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
writeFileSync(join(folder, 'index.json'), json(indexOf(books)))
writeFileSync(join(folder, 'planted.json'), json(plantedOf(books)))
const count = books.length + documents.length
console.log(`${count} workbooks, ${plantedOf(books).length} planted mistakes`)
