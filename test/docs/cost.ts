/** What a deployment uses in a month, and what Cloudflare charges for it. */

/** Who reports to it. */
export interface Scale {
  /** Deployments, each with a Worker and a database; they may share an account. */
  counties: number
  townships: number
  /** Forms that each township sends every week. */
  forms: number
}

/** What people do; figures of ours, not measured. */
export const habits = {
  weeksAMonth: 52 / 12,
  /** Revisions of each submission: every second one is corrected once. */
  revisions: 1.5,
  /** Requests of a township's pane in a week beside submissions: forms, history, standing. */
  paneRequests: 20,
  /** Pulls and pages of a county in a week that read a week's totals. */
  countyReads: 500,
}

/**
 * What one operation costs. Rows are the bounds that `test/worker/cost.test.ts` holds; bytes were measured on
 * one generated sheet of each form (`test/bench/service/documents.ts`, seed 7: 1 733 bytes of compressed document
 * on average, 326 of figures, kept twice), rounded up for event and indexes; processor time is that of
 * workerd with the local simulation of D1, which takes more than half of it.
 */
export const units = {
  submission: { rowsRead: 30, rowsWritten: 5, processor: 10, bytes: 4000 },
  decision: { rowsRead: 10, rowsWritten: 3, processor: 5 },
  request: { rowsRead: 10, processor: 5 },
  /** Of all forms of a county's townships in one week. */
  totals: (townships: number, forms: number) => (townships + 1) * (forms + 2) + 20,
}

/** developers.cloudflare.com, from copies of 2026 read on 24 November 2026: Workers Paid, US dollars a month. */
export const prices = {
  base: 5,
  requests: { included: 10e6, million: 0.3 },
  processor: { included: 30e6, million: 0.02 },
  rowsRead: { included: 25e9, million: 0.001 },
  rowsWritten: { included: 50e6, million: 1 },
  gigabytes: { included: 5, each: 0.75 },
}

/** A month of one account that holds all of it. */
export interface Month {
  submissions: number
  requests: number
  rowsRead: number
  rowsWritten: number
  /** Milliseconds. */
  processor: number
  /** Gigabytes added in a year, of which nothing is deleted. */
  gigabytesAYear: number
  /** US dollars, with a year of reports kept. */
  dollars: number
}

export function monthOf({ counties, townships, forms }: Scale): Month {
  const { weeksAMonth, revisions, paneRequests, countyReads } = habits
  const submissions = townships * forms * revisions * weeksAMonth
  const decisions = townships * forms * weeksAMonth
  const pane = townships * paneRequests * weeksAMonth
  const reads = counties * countyReads * weeksAMonth
  const requests = submissions + decisions + pane + reads
  const rowsRead =
    submissions * units.submission.rowsRead +
    decisions * units.decision.rowsRead +
    pane * units.request.rowsRead +
    reads * units.totals(townships / counties, forms)
  const rowsWritten =
    submissions * units.submission.rowsWritten + decisions * units.decision.rowsWritten
  const processor =
    submissions * units.submission.processor +
    decisions * units.decision.processor +
    (pane + reads) * units.request.processor
  const gigabytesAYear = (submissions * 12 * units.submission.bytes) / 1e9
  const over = (used: number, { included, million }: { included: number; million: number }) =>
    (Math.max(0, used - included) / 1e6) * million
  const dollars =
    prices.base +
    over(requests, prices.requests) +
    over(processor, prices.processor) +
    over(rowsRead, prices.rowsRead) +
    over(rowsWritten, prices.rowsWritten) +
    Math.max(0, gigabytesAYear - prices.gigabytes.included) * prices.gigabytes.each
  return { submissions, requests, rowsRead, rowsWritten, processor, gigabytesAYear, dollars }
}

/** Submissions a second when so much of a week's first ones come within so many minutes. */
export function deadlineRate({ townships, forms }: Scale, share: number, minutes: number): number {
  return (townships * forms * share) / (minutes * 60)
}
