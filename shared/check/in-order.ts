import { parseCell } from '../grid/grid.ts'
import type { Finding } from './finding.ts'

/** Errors first, each kind in the order of the sheet, row by row; what has no cell comes before. */
export function inOrder(findings: Finding[]): Finding[] {
  return findings
    .map((finding) => {
      const at = finding.cell === null ? null : parseCell(finding.cell)
      return { finding, row: at?.row ?? -1, column: at?.column ?? -1 }
    })
    .sort((a, b) => rank(a.finding) - rank(b.finding) || a.row - b.row || a.column - b.column)
    .map(({ finding }) => finding)
}

function rank({ severity }: Finding): number {
  return severity === 'error' ? 0 : 1
}
