/** Takes binary noise off a figure: 39.71 × 10000 is 397100. Excel keeps fifteen digits too. */
export function withoutNoise(value: number): number {
  return Number(value.toPrecision(15))
}
