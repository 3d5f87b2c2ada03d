import { FileError } from './file-error.ts'

/** A tag as it stands in an XML text. */
export interface Tag {
  /** With its colon, `x:`; empty where there is none. */
  prefix: string
  /** Without the prefix. */
  name: string
  kind: 'open' | 'close' | 'empty'
  /** Place of `<`. */
  start: number
  /** Behind `>`. */
  end: number
}

/** A tag with quoted values, which may hold `>`; or what has no tags in it: comment, CDATA, `<?…?>`. */
const token =
  /<(?:!--[\s\S]*?-->|!\[CDATA\[[\s\S]*?\]\]>|\?[\s\S]*?\?>|(\/?)([^\s/>:"'!]+:)?([^\s/>:"'!]+)[^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*>)/y

const attribute = /\s([^\s=/>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/**
 * The tags of an XML text in their order.
 * @throws FileError `damaged` where the text is no XML (or declares entities, as no workbook does)
 */
export function* tags(xml: string, from = 0): Generator<Tag> {
  let end = from
  for (let at = xml.indexOf('<', end); at >= 0; at = xml.indexOf('<', end)) {
    token.lastIndex = at
    const found = token.exec(xml)
    if (!found) throw new FileError('damaged')
    const [text, slash, prefix = '', name] = found
    end = at + text.length
    if (name !== undefined) {
      const kind = slash ? 'close' : xml[end - 2] === '/' ? 'empty' : 'open'
      yield { prefix, name, kind, start: at, end }
    }
  }
}

/** An element, from its start tag to behind its end. */
export interface Element {
  open: Tag
  /** Where its content ends. */
  close: number
  end: number
}

/** The elements that stand directly within one, in their order. */
export function* children(xml: string, { open, close }: Omit<Element, 'end'>): Generator<Element> {
  if (open.kind === 'empty') return
  let child: Tag | null = null
  let depth = 0
  for (const tag of tags(xml, open.end)) {
    if (tag.start >= close) break
    if (tag.kind === 'close') depth -= 1
    else {
      if (depth === 0) child = tag
      if (tag.kind === 'open') depth += 1
    }
    if (depth > 0 || !child) continue
    if (tag.kind === 'close' && tag.name !== child.name) throw new FileError('damaged')
    yield { open: child, close: tag.kind === 'close' ? tag.start : child.end, end: tag.end }
    child = null
  }
  if (depth !== 0) throw new FileError('damaged')
}

/** The outermost element. @throws FileError `damaged` when there is none */
export function rootOf(xml: string): Omit<Element, 'end'> {
  for (const open of tags(xml)) return { open, close: xml.lastIndexOf('<') }
  throw new FileError('damaged')
}

/** The first child of that name. */
export function childNamed(
  xml: string,
  parent: Omit<Element, 'end'>,
  name: string,
): Element | null {
  for (const child of children(xml, parent)) if (child.open.name === name) return child
  return null
}

/** One attribute, by its full name; undefined where the tag has none. @param tag text of a start tag */
export function attributeOf(tag: string, name: string): string | undefined {
  for (const [, found, double, single] of tag.matchAll(attribute)) {
    if (found === name) return unescapeXml(double ?? single ?? '')
  }
  return undefined
}

/** Attributes by their full names; values as they are meant. @param tag text of a start tag */
export function attributesOf(tag: string): Map<string, string> {
  return new Map(
    [...tag.matchAll(attribute)].map(([, name = '', double, single]) => [
      name,
      unescapeXml(double ?? single ?? ''),
    ]),
  )
}

/** The start tag with attributes set, or taken away with null. Values are written as they are. */
export function withAttributes(tag: string, changes: Record<string, string | null>): string {
  const left = new Map(Object.entries(changes))
  const changed = tag.replace(attribute, (whole: string, name: string) => {
    const value = left.get(name)
    left.delete(name)
    return value === undefined ? whole : written(name, value)
  })
  const added = [...left].map(([name, value]) => written(name, value)).join('')
  return changed.replace(/\s*\/?>$/, (end) => added + end)
}

function written(name: string, value: string | null): string {
  return value === null ? '' : ` ${name}="${value}"`
}

/** Text to be put at places of another one, in their order. */
export interface Splice {
  start: number
  end: number
  text: string
}

/** The text, or a stretch of it, with the splices made. */
export function spliced(text: string, splices: Splice[], from = 0, to = text.length): string {
  const pieces: string[] = []
  let done = from
  for (const { start, end, text: put } of splices) {
    pieces.push(text.slice(done, start), put)
    done = end
  }
  return pieces.join('') + text.slice(done, to)
}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return entities[name] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** Text for element content or an attribute in double quotes. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
