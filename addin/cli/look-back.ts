import type { Explanation, Finding } from '../../shared/check/finding.ts'
import { type InspectOptions, inspect, type SheetReport } from '../../shared/inspect.ts'
import {
  type ExplanationDecision,
  isExplainable,
  rulingIn,
} from '../../shared/protocol/explained.ts'
import { type ApiClient, ApiError } from '../client/api.ts'
import { type Reported, reportedIn } from '../client/past.ts'
import type { FileWorkbook } from '../workbook/file.ts'
import type { Parcel } from './parcels.ts'

/** What the unit reported before, and what was decided of its reasons. */
export interface Past extends Reported {
  decisions: ExplanationDecision[]
}

/**
 * What the unit reported before. The checks that look back are a help: null where there is no answer.
 * What the county refuses here it refuses when the report is sent, and that is said then.
 */
export async function reportedBefore(api: ApiClient, { target }: Parcel): Promise<Past | null> {
  try {
    const found = await api.history(target, null)
    if (found === 'unchanged') return null
    const { history } = found
    // Services before reasons were decided on do not say.
    return { ...reportedIn(history), decisions: history.decisions ?? [] }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const isAnswered = error.problem !== null && error.status < 500 && error.status !== 429
    return isAnswered ? { period: null, previous: [], history: [], decisions: [] } : null
  }
}

/** A finding and the sheet it is on. */
export interface Found {
  sheet: string
  finding: Finding
}

/** What is found in the tables of a parcel only when they are held against what was reported before. */
export function sinceReported(
  { submission: { tables } }: Parcel,
  { name, sheets }: FileWorkbook,
  options: InspectOptions,
  { previous, history }: Pick<Reported, 'previous' | 'history'>,
): Found[] {
  return sheets.flatMap(({ grid }) => {
    const rows = tables
      .filter(({ sheet }) => sheet === grid.sheet)
      .map(({ layout }) => layout.headerRows[0])
    if (rows.length === 0) return []
    const own = ({ layout }: SheetReport) => rows.includes(layout?.headerRows[0])
    const found = (more: Partial<InspectOptions>) =>
      inspect(grid, { ...options, ...more, file: name })
        .filter(own)
        .flatMap(({ findings }) => findings)
    const known = new Set(found({}).map((finding) => JSON.stringify(finding)))
    return found({ previous, history })
      .filter((finding) => !known.has(JSON.stringify(finding)))
      .map((finding) => ({ sheet: grid.sheet, finding }))
  })
}

/** The reasons that a unit above has accepted for what was found, each with its finding. */
export function acceptedReasons(
  { submission: { tables }, form, target: { period } }: Parcel,
  found: Found[],
  { decisions }: Pick<Past, 'decisions'>,
): { finding: Finding; explanation: Explanation }[] {
  const rule = rulingIn(() => tables, form, { period, decisions })
  return found.flatMap(({ sheet, finding }) => {
    const { accepted } = isExplainable(finding) ? rule(sheet, finding, null) : {}
    if (!accepted) return []
    const { reason, since } = accepted
    const explanation = { sheet, rule: finding.rule, cell: finding.cell, reason }
    return [{ finding, explanation: { ...explanation, ...(since < period && { since }) } }]
  })
}
