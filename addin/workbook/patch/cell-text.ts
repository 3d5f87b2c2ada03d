import type { Cell } from '../../../shared/grid/grid.ts'
import { escapeXml, withAttributes } from '../xml.ts'

/** Type and content of a cell that holds a value. Text stands in the cell, not in the shared strings. */
export function cellContent(prefix: string, value: Cell): { type: string | null; content: string } {
  const plain = (text: string) => element(prefix, 'v', {}, text)
  if (value === null) return { type: null, content: '' }
  if (typeof value === 'number') return { type: null, content: plain(String(value)) }
  if (typeof value === 'boolean') return { type: 'b', content: plain(value ? '1' : '0') }
  const text = element(prefix, 't', { 'xml:space': 'preserve' }, escapeXml(escapeControl(value)))
  return { type: 'inlineStr', content: element(prefix, 'is', {}, text) }
}

/** What XML cannot hold, in the manner of ISO/IEC 29500-1, 22.9.2.19 (ST_Xstring): `_x000D_`. */
function escapeControl(text: string): string {
  return text
    .toWellFormed()
    .replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
    .replace(
      /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g,
      (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
}

/** An element with content. @param attributes null leaves one out */
export function element(
  prefix: string,
  name: string,
  attributes: Record<string, string | null>,
  content: string,
): string {
  return `${withAttributes(`<${prefix}${name}>`, attributes)}${content}</${prefix}${name}>`
}
