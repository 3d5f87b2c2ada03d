import type { Host } from '../host.ts'
import type { Method } from '../kind.ts'
import type { ApiLevel } from '../requirement.ts'

/** Numbers the events have on the wire. */
export const eventTypes = {
  DataChanged: 10,
  Activated: 11,
  Deactivated: 12,
  Added: 13,
  SelectionChanged: 14,
  Deleted: 15,
  Calculated: 16,
  FormatChanged: 18,
  RowHiddenChanged: 22,
} as const

export type EventName = keyof typeof eventTypes

/** Handlers on the collection of sheets hear of all of them, under this target. */
export const anySheet = 'Workbook'

/** The pair of methods behind each `on…`: `_RegisterDataChangedEvent` and its counterpart. */
export function eventMethods<T>(
  since: Partial<Record<EventName, ApiLevel>>,
  targetId: (target: T) => string,
): Record<string, Method<T>> {
  const methods: Record<string, Method<T>> = {}
  for (const [name, level] of Object.entries(since)) {
    const type = eventTypes[name as EventName]
    methods[`_Register${name}Event`] = {
      since: level,
      call: (target, _, host: Host) => host.listenFor(type, targetId(target)),
    }
    methods[`_Unregister${name}Event`] = {
      since: level,
      call: (target, _, host: Host) => host.stopListeningFor(type, targetId(target)),
    }
  }
  return methods
}
