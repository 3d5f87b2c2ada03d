import { strToU8, zipSync } from 'fflate'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export interface SheetParts {
  name?: string
  /** Between the worksheet's start and its rows. */
  head?: string
  /** The rows, as XML. */
  rows: string
  /** After the rows. */
  tail?: string
  state?: 'hidden'
}

/** The parts of a minimal .xlsx, by name; zip them to get the file. */
export function xlsxParts(sheets: SheetParts[], workbook = ''): Record<string, Uint8Array> {
  const numbered = sheets.map((sheet, index) => ({ ...sheet, id: index + 1 }))
  const texts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/>${numbered
      .map(
        ({ id }) =>
          `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="${sheetType}.worksheet+xml"/>`,
      )
      .join('')}</Types>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}">${workbook}<sheets>${numbered
      .map(
        ({ id, name, state }) =>
          `<sheet name="${name ?? `表${id}`}" sheetId="${id}" ${state ? `state="${state}" ` : ''}r:id="rId${id}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${numbered
      .map(
        ({ id }) =>
          `<Relationship Id="rId${id}" Type="${office}/worksheet" Target="worksheets/sheet${id}.xml"/>`,
      )
      .join('')}</Relationships>`,
  }
  for (const { id, head = '', rows, tail = '' } of numbered) {
    texts[`xl/worksheets/sheet${id}.xml`] =
      `<worksheet xmlns="${main}">${head}<sheetData>${rows}</sheetData>${tail}</worksheet>`
  }
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)]))
}

export function xlsx(rows: string, rest: Omit<SheetParts, 'rows'> = {}): Uint8Array {
  return zipSync(xlsxParts([{ rows, ...rest }]))
}

/** A text cell. */
export function text(cell: string, content: string): string {
  return `<c r="${cell}" t="inlineStr"><is><t>${content}</t></is></c>`
}

/** An OpenDocument workbook of one sheet. */
export function ods(rows: string, head = '', styles = ''): Uint8Array {
  const content = `<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="表1" table:style-name="ta1">${head}${rows}</table:table></office:spreadsheet></office:body></office:document-content>`
  return zipSync({
    'META-INF/manifest.xml': strToU8('<manifest/>'),
    'content.xml': strToU8(content),
  })
}

/** GB18030 bytes of the few Chinese words the tests write; the platform only decodes it. */
export function gb18030(content: string): Uint8Array {
  const decoder = new TextDecoder('gb18030')
  const table = new Map<string, number[]>()
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      if (low !== 0x7f) table.set(decoder.decode(Uint8Array.of(high, low)), [high, low])
    }
  }
  return Uint8Array.from(
    [...content].flatMap((sign) => {
      const code = sign.charCodeAt(0)
      return code < 0x80 ? [code] : (table.get(sign) ?? [0x3f])
    }),
  )
}
