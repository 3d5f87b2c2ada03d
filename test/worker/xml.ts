/** Just enough of XML to read a document strictly; entities other than the five and numbers are an error. */
export interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
}

const PART =
  /<\?xml[^?]*\?>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y
const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** @throws Error where the text is not well-formed */
export function parseXml(text: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] }
  const open = [root]
  let at = 0
  while (at < text.length) {
    PART.lastIndex = at
    const found = PART.exec(text)
    if (!found) throw new Error(`not XML at ${at}: ${text.slice(at, at + 40)}`)
    at = PART.lastIndex
    const [, closed, name, attributes, empty, plain] = found
    if (closed !== undefined && open.pop()?.name !== closed) throw new Error(`</${closed}>`)
    if (plain?.includes('&')) unescaped(plain)
    if (name === undefined) continue
    const element: Element = { name, attributes: {}, children: [] }
    for (const [, key = '', value = ''] of (attributes ?? '').matchAll(/([\w:.-]+)="([^"]*)"/g)) {
      if (key in element.attributes) throw new Error(`two attributes ${key}`)
      element.attributes[key] = unescaped(value)
    }
    open.at(-1)?.children.push(element)
    if (!empty) open.push(element)
  }
  const [only, second] = root.children
  if (!only || second || open.length !== 1) throw new Error('not one closed root')
  return only
}

function unescaped(text: string): string {
  return text.replace(/&(#?\w*);?/g, (_, name: string) => {
    const code = /^#(\d+)$/.exec(name)?.[1]
    const character = code === undefined ? entities[name] : String.fromCodePoint(Number(code))
    if (character === undefined) throw new Error(`&${name}`)
    return character
  })
}

/** All elements of a name below one. */
export function all({ children }: Element, name: string): Element[] {
  return children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)])
}
