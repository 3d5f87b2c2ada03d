import type * as Hucre from 'hucre/xlsx'
import { readXlsx, resolveThemeColor } from 'hucre/xlsx'
import { parseArea } from './area.ts'
import type { Book } from './book.ts'
import type { ConditionalFormat, Sheet } from './sheet.ts'
import { restyle, type Style } from './style.ts'

type FileStyle = Hucre.CellStyle
type Color = NonNullable<NonNullable<FileStyle['font']>['color']>

/**
 * Gives an opened .xlsx its looks: styles, conditional formats, tables, protection. What is in the
 * cells is already there; a file whose looks cannot be read is shown without.
 */
export async function dress(book: Book, bytes: Uint8Array): Promise<void> {
  const file = await readXlsx(bytes, { readStyles: true }).catch(() => null)
  if (!file) return
  const colors = file.themeColors ?? []
  file.sheets.forEach((source, index) => {
    const sheet = book.sheets[index]
    if (sheet?.name === source.name) dressSheet(sheet, source, colors)
  })
  const first = book.sheets[file.activeSheet ?? 0]
  if (first?.visibility === 'Visible') book.activate(first)
}

function dressSheet(sheet: Sheet, source: Hucre.Sheet, colors: string[]): void {
  const known = new Map<FileStyle, Style>()
  for (const [place, { style }] of source.cells ?? []) {
    if (!style) continue
    const [row, column] = place.split(',').map(Number) as [number, number]
    const before = sheet.style(row, column)
    const look = known.get(style) ?? restyle(before, styleOf(style, colors))
    known.set(style, look)
    sheet.setStyle(row, column, restyle(look, { numberFormat: before.numberFormat }))
  }
  source.columns?.forEach((column, index) => {
    if (column.width) sheet.columnWidths.set(index, column.width)
  })
  sheet.isProtected = source.protection?.sheet === true
  sheet.tabColor = colorOf(source.view?.tabColor, colors)
  sheet.conditionalFormats = (source.conditionalRules ?? [])
    .toSorted((a, b) => a.priority - b.priority)
    .map((rule, index) => conditionalOf(rule, `{file-${sheet.id}-${index}}`, colors))
  sheet.tables = (source.tables ?? []).flatMap((table, index) => {
    const area = parseArea(table.range ?? '')
    if (!area) return []
    return [
      {
        id: `{table-${sheet.id}-${index}}`,
        name: table.displayName ?? table.name,
        area,
        headers: true,
        totals: table.showTotalRow === true,
        style: table.style ?? 'TableStyleMedium2',
      },
    ]
  })
}

function styleOf({ font, fill, alignment, border }: FileStyle, colors: string[]): Partial<Style> {
  const solid = fill?.type === 'pattern' && fill.pattern === 'solid'
  return {
    fill: solid ? colorOf(fill.fgColor, colors) : null,
    color: colorOf(font?.color, colors),
    bold: font?.bold === true,
    italic: font?.italic === true,
    underline: Boolean(font?.underline),
    fontName: font?.name ?? null,
    fontSize: font?.size ?? 11,
    horizontal: horizontals[alignment?.horizontal ?? 'general'] ?? 'General',
    vertical: verticals[alignment?.vertical ?? 'bottom'] ?? 'Center',
    wrap: alignment?.wrapText === true,
    border: Boolean(border?.top && border.bottom && border.left && border.right),
  }
}

const horizontals: Record<string, Style['horizontal']> = {
  general: 'General',
  left: 'Left',
  center: 'Center',
  centerContinuous: 'Center',
  distributed: 'Center',
  right: 'Right',
  fill: 'Fill',
  justify: 'Justify',
}

const verticals: Record<string, Style['vertical']> = {
  top: 'Top',
  center: 'Center',
  bottom: 'Bottom',
}

/** Theme colours count light before dark, the other way round than the theme lists them. */
const themePlaces = [1, 0, 3, 2]

function colorOf(color: Color | undefined, colors: string[]): string | null {
  if (!color) return null
  if (color.rgb) return `#${color.rgb.slice(-6).toUpperCase()}`
  if (color.theme === undefined || colors.length === 0) return null
  const place = themePlaces[color.theme] ?? color.theme
  return `#${resolveThemeColor(colors, place, color.tint).toUpperCase()}`
}

type Rule = Hucre.ConditionalRule

function conditionalOf(rule: Rule, id: string, colors: string[]): ConditionalFormat {
  const areas = rule.range.split(/[ ,]/).flatMap((part) => parseArea(part) ?? [])
  const formula = Array.isArray(rule.formula) ? (rule.formula[0] ?? '') : (rule.formula ?? '')
  const fill = rule.style?.fill
  return {
    id,
    type: rule.type === 'expression' ? 'Custom' : rule.type === 'cellIs' ? 'CellValue' : 'Other',
    areas,
    formula: rule.type === 'expression' ? `=${formula}` : '',
    // In a conditional format the colour of a solid fill is its background.
    fill:
      fill?.type === 'pattern'
        ? (colorOf(fill.bgColor, colors) ?? colorOf(fill.fgColor, colors))
        : null,
    color: colorOf(rule.style?.font?.color, colors),
    bold: rule.style?.font?.bold === true,
    stopIfTrue: rule.stopIfTrue === true,
    source: rule,
  }
}
