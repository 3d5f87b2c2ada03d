import { OfficeError } from './errors.ts'

/** The minor version of `ExcelApi 1.…`; all sets so far are 1.x. */
export type ApiLevel = number

/** What each Excel offers, by its name in Chinese offices. */
export const levels = { 'Excel 2016': 1, 'Excel 2019': 7, 'Excel 2021': 14, 'Excel 2024': 17 }

/** Level of `1.7`; null when it is no version of that kind. */
export function parseLevel(version: string): ApiLevel | null {
  const found = /^1\.(\d{1,2})$/.exec(version)
  return found ? Number(found[1]) : null
}

/** What `Office.context.requirements` is told, as the host's handshake carries it. */
export function requirementMatrix(level: ApiLevel): Record<string, string> {
  return {
    ExcelApi: `1.${level}`,
    DelayForCellEdit: '1.1',
  }
}

/** True when the set is in the matrix in this version or a later one. */
export function isSetSupported(level: ApiLevel, name: string, version: string | number): boolean {
  const entry = Object.entries(requirementMatrix(level)).find(
    ([set]) => set.toLowerCase() === name.toLowerCase(),
  )
  if (!entry) return false
  const [major, minor] = entry[1].split('.').map(Number) as [number, number]
  const [wantedMajor, wantedMinor = 0] = String(version).split('.').map(Number) as [number, number?]
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

/** An older Excel knows nothing of a newer member. @throws OfficeError ApiNotFound */
export function demand(level: ApiLevel, since: ApiLevel, location: string): void {
  if (since > level) throw new OfficeError('ApiNotFound', location)
}
