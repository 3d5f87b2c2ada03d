import { columnIndex } from '../../../shared/grid/grid.ts'

/** An area that a formula refers to; 0-based, both ends included, infinite for whole rows and columns. */
export interface Area {
  sheet: string
  top: number
  left: number
  bottom: number
  right: number
}

const SHEET = String.raw`(?:(?:'(?<quoted>(?:[^']|'')+)'|(?<plain>[\p{L}\p{N}_.]+))!)?`
const CELL = String.raw`\$?(?<left>[A-Z]{1,3})\$?(?<top>\d{1,7})`
const CELLS = String.raw`${CELL}(?::\$?(?<right>[A-Z]{1,3})\$?(?<bottom>\d{1,7}))?`
const COLUMNS = String.raw`\$?(?<first>[A-Z]{1,3}):\$?(?<last>[A-Z]{1,3})`
const ROWS = String.raw`\$?(?<from>\d{1,7}):\$?(?<to>\d{1,7})`

/** `H5`, `$H$5:H20`, `H:H`, `5:5`, `务工人员!C4`, `'第 9 周'!C4`; not those into another workbook. */
const reference = new RegExp(
  String.raw`(?<![\p{L}\p{N}_.$!\]])${SHEET}(?:${CELLS}|${COLUMNS}|${ROWS})(?![\p{L}\p{N}_(!])`,
  'gu',
)

/**
 * Areas that a formula names; not what it refers to by other means (names, tables, INDIRECT).
 * @param sheet where the formula stands
 */
export function areasOf(formula: string, sheet: string): Area[] {
  const withoutTexts = formula.replace(/"(?:[^"]|"")*"/g, '""')
  return [...withoutTexts.matchAll(reference)].map(({ groups = {} }) => {
    const { left = groups.first, top = groups.from } = groups
    const { right = groups.last ?? left, bottom = groups.to ?? top } = groups
    return {
      sheet: groups.quoted?.replaceAll("''", "'") ?? groups.plain ?? sheet,
      top: top === undefined ? 0 : Number(top) - 1,
      left: left === undefined ? 0 : columnIndex(left),
      bottom: bottom === undefined ? Number.POSITIVE_INFINITY : Number(bottom) - 1,
      right: right === undefined ? Number.POSITIVE_INFINITY : columnIndex(right),
    }
  })
}

/** The areas of a formula that does nothing but add up their cells; null when it does more. */
export function addedAreas(formula: string, sheet: string): Area[] | null {
  const rest = formula.replace(reference, '').replace(/\s/g, '')
  const areas = areasOf(formula, sheet)
  // A blank between two areas means what they have in common: fewer commas than their sum would have.
  const commas = rest.length - '=SUM()'.length
  return /^=SUM\(,*\)$/i.test(rest) && areas.length === commas + 1 ? areas : null
}
