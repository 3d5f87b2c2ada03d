import { read } from '@e965/xlsx'
import { zipSync } from 'fflate'
import { contentOf, type Entry } from './archive.ts'
import { FileError } from './file-error.ts'
import { type FileSheet, gridOfSheet, readOptions, refuseRows, withHidden } from './sheet.ts'

/**
 * Sheets of an OpenDocument workbook.
 * @throws FileError
 */
export function sheetsOfOds(parts: Map<string, Entry>): FileSheet[] {
  const part = (name: string): Uint8Array => {
    const entry = parts.get(name)
    return entry ? contentOf(entry) : new Uint8Array()
  }
  const manifest = part('META-INF/manifest.xml')
  if (new TextDecoder().decode(manifest).includes('encryption-data')) {
    throw new FileError('encrypted')
  }
  const content = new TextDecoder().decode(part('content.xml'))
  const survey = surveyOds(content)
  const kept = {
    'META-INF/manifest.xml': manifest,
    'content.xml': new TextEncoder().encode(content.replace(numberStyles, '')),
    'styles.xml': new Uint8Array(),
  }
  const book = read(zipSync(kept, { level: 0 }), { type: 'array', ...readOptions })
  return book.SheetNames.map((name, index) => {
    const known = survey[index]
    refuseRows(name, known?.rows ?? 0)
    const grid = withHidden(gridOfSheet(book.Sheets[name] ?? {}, name, book), known ?? {})
    return { name, hidden: known?.hidden ?? false, grid }
  })
}

/** Formats of figures, which nobody asks for here and the reader complains of aloud. */
const numberStyles = /<number:(\w+)-style\b[\s\S]*?<\/number:\1-style>/g

/** What the reader does not tell of an OpenDocument sheet. */
interface OdsSheet {
  name: string
  hidden: boolean
  /** Rows that hold something, repetitions included. */
  rows: number
  /** 0-based. */
  hiddenRows: number[]
  filteredRows: number[]
  hiddenColumns: number[]
}

/** Sheets and rows repeat themselves by a number; the reader writes every repetition out. */
const MAX_CELLS = 5_000_000
const MAX_COLUMNS = 16_384
const MAX_ROWS = 1_048_576

const tag = /<(\/?)table:(table|table-row|table-column|table-cell)(?=[\s/>])([^>]*?)(\/?)>/g

/**
 * Looks through `content.xml` before it is read: hidden sheets, rows and columns, and how far its
 * repetitions unfold.
 * @throws FileError `too-many-cells`
 */
function surveyOds(content: string): OdsSheet[] {
  const hiddenStyles = new Set(
    [
      ...content.matchAll(
        /<style:style\b[^>]*\bstyle:name="([^"]*)"[^>]*>\s*<style:table-properties\b[^>]*\btable:display="false"/g,
      ),
    ].map((found) => found[1]),
  )
  const sheets: OdsSheet[] = []
  let row = 0
  let column = 0
  let repeat = 1
  let cells = 0
  let unfolded = 0
  let visibility: string | undefined
  for (const [, closing, kind, attributes = '', empty] of content.matchAll(tag)) {
    if (kind === 'table' && !closing) {
      sheets.push({
        name: attribute(attributes, 'name') ?? '',
        hidden: hiddenStyles.has(attribute(attributes, 'style-name')),
        rows: 0,
        hiddenRows: [],
        filteredRows: [],
        hiddenColumns: [],
      })
      row = column = unfolded = 0
    }
    const sheet = sheets.at(-1)
    if (!sheet || kind === 'table') continue
    if (kind === 'table-column' && !closing) {
      const count = Math.min(repeated(attributes, 'columns'), MAX_COLUMNS - column)
      if (attribute(attributes, 'visibility') === 'collapse') {
        for (let index = 0; index < count; index++) sheet.hiddenColumns.push(column + index)
      }
      column += count
    } else if (kind === 'table-cell' && !closing && !empty) {
      cells += repeated(attributes, 'columns')
    } else if (kind === 'table-row' && !closing) {
      repeat = Math.min(repeated(attributes, 'rows'), MAX_ROWS)
      visibility = attribute(attributes, 'visibility')
      cells = 0
      if (empty) row += repeat
    } else if (kind === 'table-row') {
      if (cells > 0) {
        unfolded += cells * repeat
        if (unfolded > MAX_CELLS) {
          throw new FileError('too-many-cells', { sheet: sheet.name, limit: MAX_CELLS })
        }
        sheet.rows += repeat
        const hidden = visibility === 'filter' ? sheet.filteredRows : sheet.hiddenRows
        const isHidden = visibility === 'filter' || visibility === 'collapse'
        for (let index = 0; isHidden && index < repeat; index++) hidden.push(row + index)
      }
      row += repeat
    }
  }
  return sheets
}

function attribute(attributes: string, name: string): string | undefined {
  return new RegExp(`\\btable:${name}="([^"]*)"`).exec(attributes)?.[1]
}

function repeated(attributes: string, what: 'rows' | 'columns'): number {
  return Number(attribute(attributes, `number-${what}-repeated`)) || 1
}
