import type { Rate } from '../../worker/http/rates.ts'

/** Bindings that let so many requests of one key through, however long it takes. */
export function ratesOf(limit: number): Record<Rate, RateLimit> {
  const rate = (): RateLimit => {
    const counts = new Map<string, number>()
    return {
      async limit({ key }) {
        const count = (counts.get(key) ?? 0) + 1
        counts.set(key, count)
        return { success: count <= limit }
      },
    }
  }
  return { ENROL_RATE: rate(), WRONG_CODE_RATE: rate(), READ_RATE: rate(), WRITE_RATE: rate() }
}

/** Bindings that let everything through: tests ask faster than people do. */
export const withoutRates = () => ratesOf(Number.POSITIVE_INFINITY)
