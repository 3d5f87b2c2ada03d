import type { Cell } from '../../../shared/grid/grid.ts'
import { formatArea } from './area.ts'
import type { BookEvent } from './book.ts'
import { isError } from './entry.ts'
import type { Host } from './host.ts'
import { node } from './kind.ts'
import { type EventName, eventTypes } from './objects/events.ts'
import { rangeKind } from './objects/range.ts'
import type { Sheet } from './sheet.ts'

/** An event on its way to the add-in. */
export interface Notice {
  type: number
  sheet: Sheet
  message: Record<string, unknown>
}

/** What the add-in is told of a change to the book; null when Excel tells nothing. */
export function noticeOf(event: BookEvent, host: Host): Notice | null {
  if (event.kind === 'sheets') return null
  const name = names[event.kind]
  const said = details(event, host)
  if (!name || !said) return null
  return {
    type: eventTypes[name],
    sheet: event.sheet,
    message: { worksheetId: event.sheet.id, ...said },
  }
}

const names: Partial<Record<BookEvent['kind'], EventName>> = {
  changed: 'DataChanged',
  formatted: 'FormatChanged',
  hidden: 'RowHiddenChanged',
  selected: 'SelectionChanged',
  added: 'Added',
  deleted: 'Deleted',
  activated: 'Activated',
  deactivated: 'Deactivated',
  calculated: 'Calculated',
}

function details(event: BookEvent, host: Host): Record<string, unknown> | null {
  switch (event.kind) {
    case 'changed':
      return changed(event, host)
    case 'formatted':
      return { address: formatArea(event.area), source: 'Local' }
    case 'hidden':
      return {
        address: formatArea(event.area),
        changeType: event.hidden ? 'Hidden' : 'Unhidden',
        source: 'Local',
      }
    case 'selected':
      return { address: formatArea(event.area) }
    case 'added':
    case 'deleted':
      return { source: 'Local' }
    default:
      return {}
  }
}

function changed(
  event: Extract<BookEvent, { kind: 'changed' }>,
  host: Host,
): Record<string, unknown> {
  const { sheet, area, by, before, after } = event
  return {
    changeType: 'RangeEdited',
    address: formatArea(area),
    source: 'Local',
    ...(host.level >= 9 && {
      referenceId: host.lend(node(rangeKind, { sheet, area })),
    }),
    ...(host.level >= 9 &&
      before &&
      after && {
        valueBefore: before.value ?? '',
        valueAfter: after.value ?? '',
        valueTypeBefore: typeOf(before.value),
        valueTypeAfter: typeOf(after.value),
      }),
    ...(host.level >= 14 && {
      triggerSource: by === 'addin' ? 'ThisLocalAddin' : 'Unknown',
      shiftDirection: 'None',
    }),
  }
}

function typeOf(value: Cell): string {
  if (value === null) return 'Empty'
  if (isError(value)) return 'Error'
  if (typeof value === 'number') return 'Double'
  return typeof value === 'boolean' ? 'Boolean' : 'String'
}
