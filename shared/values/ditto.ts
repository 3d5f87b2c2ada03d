import { normalise } from '../text/normalise.ts'

const DITTO = /^(?:[〃″"”“]|['’′]{2}|同上行?|上同|ditto)[。.]?$/i

/** Whether a cell says nothing but that the one above it holds here too: `〃`, `同上`. */
export function isDitto(text: string): boolean {
  return text.length < 8 && DITTO.test(normalise(text))
}
