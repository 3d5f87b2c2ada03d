import { dayNumber, dayOfNumber } from '../periods/days.ts'

/** Serial number of 1970-01-01 in Excel's 1900 date system. */
const SERIAL_OF_EPOCH = 25_569

/**
 * Excel believes, as Lotus did, that 1900 had a 29 February: it is serial 60, and every serial before
 * it is one too small.
 */
const SERIAL_OF_FALSE_LEAP_DAY = 60

/** The day of an Excel serial number (1900 system; a fraction is the time of day); null for none. */
export function dayOfSerial(serial: number): string | null {
  const whole = Math.floor(serial)
  if (!Number.isFinite(serial) || whole < 1 || whole === SERIAL_OF_FALSE_LEAP_DAY) return null
  if (whole > 2_958_465) return null
  const lost = whole < SERIAL_OF_FALSE_LEAP_DAY ? 1 : 0
  return dayOfNumber(whole - SERIAL_OF_EPOCH + lost)
}

/** The Excel serial number of a day from 1900 on. */
export function serialOfDay(day: string): number {
  const serial = (dayNumber(day) ?? 0) + SERIAL_OF_EPOCH
  return serial <= SERIAL_OF_FALSE_LEAP_DAY ? serial - 1 : serial
}
