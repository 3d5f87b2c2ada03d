import { readFile, stat, writeFile } from 'node:fs/promises'
import type { Lang } from '../../shared/messages/index.ts'
import { type FileWorkbook, MAX_BYTES, openWorkbookFile } from '../workbook/file.ts'
import { describeFileError, FileError } from '../workbook/file-error.ts'
import { UsageError } from './arguments.ts'
import type { MessageId } from './messages.ts'

const troubles: Record<string, MessageId> = {
  ENOENT: 'fileMissing',
  ENOTDIR: 'fileMissing',
  EISDIR: 'fileFolder',
  EACCES: 'fileForbidden',
  EPERM: 'fileForbidden',
}

/** @throws UsageError */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    throw readTrouble(error, path)
  }
}

/** What the system refused to read, as the one line a person sees. */
export function readTrouble(error: unknown, path: string): UsageError {
  const code = codeOf(error)
  return new UsageError(troubles[code] ?? 'fileUnreadable', { code }, path)
}

/** What the system refused to write. */
export function writeTrouble(error: unknown, path: string): UsageError {
  return new UsageError('outputUnwritable', { code: codeOf(error) }, path)
}

/** @throws UsageError: one line on the file or on its content */
export async function readWorkbook(
  path: string,
  lang: Lang,
): Promise<{ bytes: Uint8Array; workbook: FileWorkbook }> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  )
  const bytes = size > MAX_BYTES ? null : await readBytes(path)
  return usable(path, lang, () => {
    if (!bytes) throw new FileError('too-large', { limit: MAX_BYTES / 1024 / 1024 })
    return { bytes, workbook: openWorkbookFile(bytes, path) }
  })
}

/**
 * Works with the content of a file.
 * @throws UsageError: what is wrong with the content, in one line
 */
export function usable<Result>(path: string, lang: Lang, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    throw new UsageError('fileUnusable', { what: describeFileError(error, lang) }, path)
  }
}

/** Whether two paths lead to the same file, by whatever links. */
export async function isSameFile(path: string, other: string): Promise<boolean> {
  const [one, two] = await Promise.all([path, other].map((each) => stat(each).catch(() => null)))
  return Boolean(one && two && one.dev === two.dev && one.ino === two.ino)
}

/** @throws UsageError */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, content)
  } catch (error) {
    throw writeTrouble(error, path)
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'EIO'
}
