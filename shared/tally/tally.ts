/** Indicator id → figure; `null` where the sheet lacks what the figure is made of. */
export type Tally = Record<string, number | null>
