import { z } from '@hono/zod-openapi'
import type { Page } from '../../shared/protocol/answers.ts'
import type { SchemaWord } from '../messages/schema.ts'

const PAGE_SIZE = 100
const PAGE_LIMIT = 1000

/**
 * Query parameters of a list. A cursor is the sort key of the last item seen, opaque to callers.
 *
 * @param width of how many parts the sort key consists
 * @param part what each of them looks like
 */
export function pageQuery(width: number, part: z.ZodType<string> = z.string()) {
  const key = z.array(part).length(width)
  return z.object({
    cursor: z
      .string()
      .optional()
      .transform((text, context): string[] | undefined => {
        if (text === undefined) return undefined
        const read = key.safeParse(jsonOf(text))
        if (read.success) return read.data
        context.addIssue({ code: 'custom', message: 'cursor-invalid' satisfies SchemaWord })
        return z.NEVER
      })
      .openapi({ type: 'string', description: '`next` of the page before' }),
    limit: z.coerce.number().int().min(1).max(PAGE_LIMIT).default(PAGE_SIZE),
  })
}

/**
 * A page from one row more than asked for: the extra row only tells that there is a next page.
 *
 * @param key sort key of an item
 */
export function page<Row, Item>(
  rows: Row[],
  limit: number,
  key: (row: Row) => string[],
  item: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(item),
    next: rows.length > limit && last !== undefined ? cursorOf(key(last)) : null,
  }
}

export function cursorOf(key: string[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(key))
  return bytes.toBase64({ alphabet: 'base64url', omitPadding: true })
}

function jsonOf(cursor: string): unknown {
  try {
    const bytes = Uint8Array.fromBase64(cursor, { alphabet: 'base64url' })
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return null
  }
}
