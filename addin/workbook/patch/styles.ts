import { relationsPath } from '../ooxml.ts'
import {
  attributeOf,
  attributesOf,
  childNamed,
  children,
  type Element,
  escapeXml,
  rootOf,
  spliced,
  withAttributes,
} from '../xml.ts'
import { element } from './cell-text.ts'

/** The styles of a workbook that has none: what Excel shows a bare cell in. */
export const PLAIN_STYLES =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill>' +
  '<fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
  '</styleSheet>'

const PLAIN_XF = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
/** Ids below belong to the formats that come with Excel. */
const FIRST_OWN_FORMAT = 164
const GENERAL = 0
const TWO_DIGIT_PERCENT = 10

/**
 * A format that comes with Excel, by its id, as far as its kind goes (ISO/IEC 29500-1, 18.8.30; 27 to
 * 36 and 50 to 58 are the dates and times of Chinese, Japanese and Korean Excel).
 */
function builtInFormat(id: number): string {
  const isDate = [14, 27, 45, 50].some((first, index) => {
    return first <= id && id <= ([22, 36, 47, 58][index] ?? 0)
  })
  if (isDate) return 'yyyy/m/d'
  if (id === 9 || id === TWO_DIGIT_PERCENT) return '0.00%'
  if (id === 49) return '@'
  return id === GENERAL ? 'General' : '0'
}

/** Cell styles of a styles part: looked up, and added to where a look is needed that is not there yet. */
export class Styles {
  private readonly xml: string
  private readonly root: Omit<Element, 'end'>
  /** Text of each cell style. */
  private readonly xfs: string[]
  private readonly formats = new Map<number, string>()
  private readonly firstNewXf: number
  private readonly newFormats: string[] = []
  private readonly made = new Map<string, number>()

  constructor(xml: string) {
    this.xml = xml
    this.root = rootOf(xml)
    this.xfs = this.elements('cellXfs').map(({ open, end }) => xml.slice(open.start, end))
    this.firstNewXf = this.xfs.length
    for (const { open } of this.elements('numFmts')) {
      const attributes = attributesOf(xml.slice(open.start, open.end))
      this.formats.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '')
    }
  }

  private elements(parent: string): Element[] {
    const found = childNamed(this.xml, this.root, parent)
    return found ? [...children(this.xml, found)] : []
  }

  /** Number format of a cell style; of Excel's own formats, one of the same kind. */
  formatOf(style: number): string {
    const id = Number(attributeOf(this.startOf(style), 'numFmtId') ?? 0)
    return this.formats.get(id) ?? builtInFormat(id)
  }

  /**
   * The style for a number that looks the same, but for its number format. It has no apostrophe
   * (quotePrefix), for what is typed after that one is text.
   * @param format null where the style's own will do
   */
  numeric(style: number, format: string | null): number {
    const quoted = attributeOf(this.startOf(style), 'quotePrefix') ?? ''
    if (format === null && !/^(1|true)$/.test(quoted)) return style
    const key = `${style} ${format}`
    const known = this.made.get(key)
    if (known !== undefined) return known
    const start = this.startOf(style)
    const rest = (this.xfs[style] ?? PLAIN_XF).slice(start.length)
    const changed = withAttributes(start, {
      quotePrefix: null,
      ...(format !== null && { numFmtId: `${this.idOf(format)}`, applyNumberFormat: '1' }),
    })
    const made = this.xfs.push(changed + rest) - 1
    this.made.set(key, made)
    return made
  }

  /** The styles part; null when nothing was added. */
  text(): string | null {
    const added = this.xfs.slice(this.firstNewXf)
    if (added.length === 0) return null
    const formats = this.newFormats
    const withXfs = grown(this.xml, 'cellXfs', added, this.xfs.length, AFTER_XFS)
    return formats.length === 0
      ? withXfs
      : grown(withXfs, 'numFmts', formats, this.elements('numFmts').length + formats.length, null)
  }

  private startOf(style: number): string {
    const xf = this.xfs[style] ?? PLAIN_XF
    // Values of these attributes are numbers and flags: the first `>` ends the tag.
    return xf.slice(0, xf.indexOf('>') + 1)
  }

  private idOf(format: string): number {
    if (format === 'General') return GENERAL
    if (format === '0.00%') return TWO_DIGIT_PERCENT
    const known = [...this.formats].find(([, code]) => code === format)?.[0]
    if (known !== undefined) return known
    const id = Math.max(FIRST_OWN_FORMAT - 1, ...this.formats.keys()) + 1
    this.formats.set(id, format)
    const prefix = this.root.open.prefix
    this.newFormats.push(`<${prefix}numFmt numFmtId="${id}" formatCode="${escapeXml(format)}"/>`)
    return id
  }
}

/** What may follow the cell styles (ISO/IEC 29500-1, 18.8.39: the order is fixed). */
const AFTER_XFS = /^(cellStyles|dxfs|tableStyles|colors|extLst)$/

/** A list with elements added at its end, or a new list: before what must follow it, or as the first. */
function grown(
  xml: string,
  name: string,
  added: string[],
  count: number,
  follows: RegExp | null,
): string {
  const root = rootOf(xml)
  const list = childNamed(xml, root, name)
  const { prefix } = root.open
  if (!list) {
    const text = element(prefix, name, { count: `${count}` }, added.join(''))
    const next = follows && [...children(xml, root)].find(({ open }) => follows.test(open.name))
    const at = follows ? (next?.open.start ?? root.close) : root.open.end
    return spliced(xml, [{ start: at, end: at, text }])
  }
  const { open, close, end } = list
  const tag = withAttributes(xml.slice(open.start, open.end), { count: `${count}` })
  const text = `${tag.replace(/\s*\/>$/, '>')}${xml.slice(open.end, close)}${added.join('')}`
  return spliced(xml, [{ start: open.start, end, text: `${text}</${open.prefix}${name}>` }])
}

const STYLES_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml'

/** Gives a workbook the styles part it did not have. @param changed takes the parts concerned */
export function addStylesPart(
  styles: string,
  workbook: string,
  textOf: (part: string) => string,
  changed: Map<string, string>,
): void {
  const append = (part: string, name: string, attributes: Record<string, string>): void => {
    const xml = textOf(part)
    const root = rootOf(xml)
    const text = withAttributes(`<${root.open.prefix}${name}/>`, attributes)
    changed.set(part, spliced(xml, [{ start: root.close, end: root.close, text }]))
  }
  const path = workbook.replace(/[^/]*$/, 'styles.xml')
  changed.set(path, styles)
  append('[Content_Types].xml', 'Override', { PartName: `/${path}`, ContentType: STYLES_TYPE })
  append(relationsPath(workbook), 'Relationship', {
    Id: 'fugongStyles',
    Type: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles',
    Target: `/${path}`,
  })
}
