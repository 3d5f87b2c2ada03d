import { type Area, formatArea, parseArea, quoteSheet, splitSheet } from './area.ts'
import { existing, invalidArgument, OfficeError } from './errors.ts'
import { type CellState, Sheet } from './sheet.ts'

/** Who made a change: a person at the grid, or the add-in through Office.js. */
export type Actor = 'person' | 'addin'

/** What happened to a book, for the events of Office.js and for the page that shows it. */
export type BookEvent =
  | { kind: 'changed'; sheet: Sheet; area: Area; by: Actor; before?: CellState; after?: CellState }
  | { kind: 'formatted'; sheet: Sheet; area: Area }
  | { kind: 'hidden'; sheet: Sheet; area: Area; hidden: boolean }
  | { kind: 'selected'; sheet: Sheet; area: Area }
  | { kind: 'added' | 'deleted' | 'activated' | 'deactivated' | 'calculated'; sheet: Sheet }
  | { kind: 'sheets' }

export interface DefinedName {
  name: string
  /** What it stands for, as a formula: `=Sheet1!$A$1:$B$2`. */
  formula: string
  comment: string
  visible: boolean
}

/** A workbook in memory. */
export class Book {
  name: string
  readonly sheets: Sheet[] = []
  readonly names: DefinedName[] = []
  /** Settings of the add-in, kept in the file. */
  readonly settings = new Map<string, unknown>()
  calculationMode: 'Automatic' | 'AutomaticExceptTables' | 'Manual' = 'Automatic'
  /** Areas changed since formulas were last computed. */
  readonly stale: { sheet: Sheet; area: Area }[] = []
  private activeSheet: Sheet | null = null
  private created = 0
  private readonly listeners = new Set<(event: BookEvent) => void>()

  constructor(name: string) {
    this.name = name
  }

  /** The sheet turned to; until somebody turns to one, the first in sight. */
  get active(): Sheet {
    return existing(this.turnedTo())
  }

  /** Calls back after each change; returns how to stop. */
  listen(listener: (event: BookEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  emit(event: BookEvent): void {
    for (const listener of [...this.listeners]) listener(event)
  }

  /** A sheet by its id or its name, whose case does not matter. */
  find(key: string): Sheet | null {
    const wanted = key.toLowerCase()
    const byId = this.sheets.find((sheet) => sheet.id.toLowerCase() === wanted)
    return byId ?? this.sheets.find((sheet) => sheet.name.toLowerCase() === wanted) ?? null
  }

  /** Adds a sheet at the end; without a name it is the next free `Sheet…`. */
  addSheet(name?: string): Sheet {
    const chosen = name ?? this.freeName()
    this.checkName(chosen, null)
    const place = this.created.toString(16).padStart(2, '0').toUpperCase()
    this.created++
    const sheet = new Sheet(`{00000000-0001-0000-${place.padEnd(4, '0')}-000000000000}`, chosen)
    this.sheets.push(sheet)
    this.emit({ kind: 'added', sheet })
    return sheet
  }

  renameSheet(sheet: Sheet, name: string): void {
    this.checkName(name, sheet)
    sheet.name = name
    this.emit({ kind: 'sheets' })
  }

  /** @throws OfficeError InvalidOperation for the last sheet in sight */
  deleteSheet(sheet: Sheet): void {
    this.keepOneVisible(sheet)
    const wasActive = this.turnedTo() === sheet
    const place = this.sheets.indexOf(sheet)
    this.sheets.splice(place, 1)
    if (wasActive) this.turnFrom(sheet, place)
    this.emit({ kind: 'deleted', sheet })
  }

  setVisibility(sheet: Sheet, visibility: Sheet['visibility']): void {
    if (visibility !== 'Visible') this.keepOneVisible(sheet)
    const wasActive = this.turnedTo() === sheet
    sheet.visibility = visibility
    if (wasActive && visibility !== 'Visible') this.turnFrom(sheet, this.sheets.indexOf(sheet))
    this.emit({ kind: 'sheets' })
  }

  moveSheet(sheet: Sheet, position: number): void {
    if (position < 0 || position >= this.sheets.length) throw invalidArgument()
    this.sheets.splice(this.sheets.indexOf(sheet), 1)
    this.sheets.splice(position, 0, sheet)
    this.emit({ kind: 'sheets' })
  }

  activate(sheet: Sheet): void {
    if (sheet.visibility !== 'Visible') throw new OfficeError('InvalidOperation')
    const before = this.turnedTo()
    this.activeSheet = sheet
    if (before === sheet) return
    if (before && this.sheets.includes(before)) this.emit({ kind: 'deactivated', sheet: before })
    this.emit({ kind: 'activated', sheet })
  }

  select(sheet: Sheet, area: Area): void {
    this.activate(sheet)
    sheet.selection = area
    this.emit({ kind: 'selected', sheet, area })
  }

  /** The sheet and area of a full address, or of a defined name; null when it is neither. */
  locate(address: string, home: Sheet): { sheet: Sheet; area: Area } | null {
    const { sheet: name, rest } = splitSheet(address.replace(/^=/, ''))
    const sheet = name === null ? home : this.find(name)
    const area = parseArea(rest)
    if (sheet && area) return { sheet, area }
    const defined = this.names.find((item) => item.name.toLowerCase() === address.toLowerCase())
    return defined && defined.formula !== address ? this.locate(defined.formula, home) : null
  }

  /** `Sheet1!A1:B2`, as `Range.address` tells it. */
  address(sheet: Sheet, area: Area): string {
    return `${quoteSheet(sheet.name)}!${formatArea(area)}`
  }

  /** Turns from a sheet that goes out of sight to the next one, or to the first. */
  private turnFrom(sheet: Sheet, place: number): void {
    this.activeSheet = sheet
    const visible = (other: Sheet) => other.visibility === 'Visible'
    const next = this.sheets.slice(place).find(visible) ?? this.sheets.find(visible)
    this.activate(next as Sheet)
  }

  private turnedTo(): Sheet | undefined {
    return this.activeSheet ?? this.sheets.find(({ visibility }) => visibility === 'Visible')
  }

  private freeName(): string {
    let number = this.sheets.length + 1
    while (this.find(`Sheet${number}`)) number++
    return `Sheet${number}`
  }

  private checkName(name: string, own: Sheet | null): void {
    const invalid = /[\\/?*[\]:]/.test(name) || name.trim() === '' || name.length > 31
    if (invalid || /^'|'$/.test(name)) throw invalidArgument()
    const other = this.sheets.find((sheet) => sheet.name.toLowerCase() === name.toLowerCase())
    if (other && other !== own) throw new OfficeError('ItemAlreadyExists')
  }

  private keepOneVisible(leaving: Sheet): void {
    const rest = this.sheets.filter((sheet) => sheet !== leaving && sheet.visibility === 'Visible')
    if (rest.length === 0) throw new OfficeError('InvalidOperation')
  }
}
