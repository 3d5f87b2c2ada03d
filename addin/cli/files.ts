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
    const code = codeOf(error)
    throw new UsageError(troubles[code] ?? 'fileUnreadable', { code }, path)
  }
}

/** @throws UsageError: one line on the file or on its content */
export async function readWorkbook(path: string, lang: Lang): Promise<FileWorkbook> {
  try {
    const size = await stat(path).then(
      (found) => found.size,
      () => 0,
    )
    if (size > MAX_BYTES) throw new FileError('too-large', { limit: MAX_BYTES / 1024 / 1024 })
    return openWorkbookFile(await readBytes(path), path)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    throw new UsageError('fileUnusable', { what: describeFileError(error, lang) }, path)
  }
}

/** @throws UsageError */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, content)
  } catch (error) {
    throw new UsageError('outputUnwritable', { code: codeOf(error) }, path)
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'EIO'
}
