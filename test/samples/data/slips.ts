import type { Plain } from '../draw/sheet.ts'
import type { Slip } from '../draw/table.ts'
import type { Enterprise } from './truth.ts'

/** The mistakes of the second week, by township. A township that is not here makes none. */
export const slipsOf: Record<string, (enterprises: Enterprise[]) => Slip[]> = {
  'cili-jiangya': (list) => [
    error('enterprises.back-within-total', nth(list, isResumed, 6), 'staffBack', (right) =>
      increased(list[nth(list, isResumed, 6)]?.staffTotal ?? right, 7),
    ),
  ],
  'cili-xikou': (list) => [
    error('enterprises.credit-code', nth(list, isResumed, 3), 'uscc', (right) =>
      String(right).replace(/.$/, (last) => (last === '8' ? '3' : '8')),
    ),
  ],
  'cili-dongyueguan': (list) => [
    error('enterprises.duplicate-code', 12, 'uscc', (_, column) => column[4] ?? null),
    warning('enterprises.back-while-stopped', nth(list, isStopped, 2), 'staffBack', () => 6),
  ],
  'cili-tongjinpu': () => [
    warning('number-as-text', 2, 'staffTotal', (right) => `${right}人`),
    warning('number-as-text', 5, 'staffBack', fullWidth),
    warning('number-as-text', 9, 'staffTotal', (right) => String(right)),
  ],
  'cili-shamuqiao': () => [warning('hidden-rows', 8, 'serial', (right) => right)],
  'cili-miaoshi': () => [
    error('total-mismatch', 'total', 'staffBack', (right) => increased(right, 10)),
  ],
  'cili-gaoqiao': (list) => [
    error('enterprises.full-after-resumed', nth(list, isFull, 1), 'fullOn', () => 43_862),
    error('enterprises.resumed-in-future', nth(list, isPart, 2), 'resumedOn', () => 43_915),
  ],
  'cili-xiangshi': (list) => [
    error('not-a-date', nth(list, isResumed, 2), 'resumedOn', () => '2月30日'),
    error('missing-required', 8, 'name', () => null),
  ],
  'cili-longtanhe': (list) => [
    error('enterprises.back-within-total', nth(list, isResumed, 2), 'staffBack', () =>
      increased(list[nth(list, isResumed, 2)]?.staffTotal ?? 0, 7),
    ),
    warning('number-as-text', 5, 'staffTotal', (right) => `${right}人`),
  ],
}

function error(rule: string, at: Slip['at'], field: string, write: Slip['write']): Slip {
  return { rule, severity: 'error', at, field, write }
}

function warning(rule: string, at: Slip['at'], field: string, write: Slip['write']): Slip {
  return { rule, severity: 'warning', at, field, write }
}

/** Place of the n-th (from 0) enterprise of a kind. */
function nth(list: Enterprise[], kind: (one: Enterprise) => boolean, n: number): number {
  return list.indexOf(list.filter(kind)[n] ?? (list[0] as Enterprise))
}

function isResumed({ resumedOn }: Enterprise): boolean {
  return resumedOn !== null
}

function isStopped({ resumedOn }: Enterprise): boolean {
  return resumedOn === null
}

function isFull({ fullOn }: Enterprise): boolean {
  return fullOn !== null
}

function isPart({ resumedOn, fullOn }: Enterprise): boolean {
  return resumedOn !== null && fullOn === null
}

function increased(value: Plain, by: number): number {
  return Number(value) + by
}

function fullWidth(value: Plain): string {
  return String(value).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
}
