import type { Lang } from '../../shared/messages/index.ts'
import type { UsageError } from './arguments.ts'
import type { Say } from './messages.ts'

/** What a command needs of the world. */
export interface Terminal {
  lang: Lang
  say: Say
  /** Writes a line, or bytes as they are, to standard output. */
  out(content: string | Uint8Array): void
  /** Writes a line to standard error. */
  err(line: string): void
  /** Today in Shanghai, `YYYY-MM-DD`. */
  today(): string
  fetch: typeof fetch
}

/** Exit status, as the contract has it. */
export const status = { fine: 0, errors: 1, unusable: 2 } as const

/** The line for input that cannot be used, the file first. */
export function troubleLine({ id, values, file }: UsageError, say: Say): string {
  const trouble = say(id, values)
  return file === null ? trouble : say('fileTrouble', { file, trouble })
}
