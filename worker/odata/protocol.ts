import type { Problem } from '../../shared/protocol/answers.ts'

/** Where the feed is, below the API. */
export const ODATA = '/odata'
export const ODATA_VERSION = '4.0'
export const ERROR_TYPE = 'application/json; charset=utf-8'

const PATH = /^\/api\/v1\/odata(\/|$)/

/** Whether an address is the feed's, whose clients understand errors in its own shape only. */
export function isODataPath(path: string): boolean {
  return PATH.test(path)
}

/** A problem as OData says it (JSON Format 4.0, 19): its kind, and what to do. */
export function odataError(code: string, { title, detail, target }: Problem) {
  const message = detail ? `${title}：${detail}` : title
  return { error: { code, message, ...(typeof target === 'string' ? { target } : {}) } }
}
