import { describeFileError, FileError } from '../../../addin/workbook/file-error.ts'
import { Book } from '../host/book.ts'
import { openBook } from '../host/load.ts'
import { words } from './words.ts'

/** A workbook that is offered to be tried. */
export interface Sample {
  path: string
  title: string
  unit?: string
  period?: string
  /** The code that lets this unit's reporter in, to be typed into the pane. */
  enrolHint?: string
}

/** The samples this site has; none is no fault. */
export async function samples(): Promise<Sample[]> {
  const response = await fetch('/samples/index.json').catch(() => null)
  if (!response?.ok) return []
  const list: unknown = await response.json().catch(() => null)
  return Array.isArray(list) ? list.filter(isSample) : []
}

const isSample = (item: unknown): item is Sample =>
  typeof item === 'object' &&
  item !== null &&
  'path' in item &&
  'title' in item &&
  typeof item.path === 'string' &&
  typeof item.title === 'string'

/** Fetches a workbook of this site. @throws Error with the sentence to show */
export async function fetchBook(path: string): Promise<Book> {
  const address = new URL(path, location.origin)
  if (address.origin !== location.origin) throw new Error(words.foreign)
  const response = await fetch(address)
  // A site made of pages answers an unknown path with a page.
  const isPage = response.headers.get('content-type')?.startsWith('text/html') === true
  if (!response.ok || isPage) throw new Error(words.notFound(path))
  const name = decodeURIComponent(address.pathname.split('/').at(-1) ?? words.newBook)
  return readBook(new Uint8Array(await response.arrayBuffer()), name)
}

/** Opens a file's bytes. @throws Error with the sentence to show */
export async function readBook(bytes: Uint8Array, name: string): Promise<Book> {
  try {
    return await openBook(bytes, name)
  } catch (error) {
    throw new Error(error instanceof FileError ? describeFileError(error, 'zh') : words.broken)
  }
}

/** A workbook as Excel starts with: one empty sheet. */
export function newBook(): Book {
  const book = new Book(words.newBook)
  book.addSheet()
  return book
}
