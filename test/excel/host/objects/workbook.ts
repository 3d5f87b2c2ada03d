import { text } from '../arguments.ts'
import type { Book } from '../book.ts'
import { existing } from '../errors.ts'
import type { Host } from '../host.ts'
import { type Kind, type Node, node } from '../kind.ts'
import { applicationKind } from './application.ts'
import { namesKind } from './names.ts'
import { rangeKind } from './range.ts'
import { settingsKind } from './settings.ts'
import { tablesKind } from './tables.ts'
import { worksheetsKind } from './worksheets.ts'

/** Whether this add-in hears of events at all. */
const runtimeKind: Kind<Host> = {
  name: 'Runtime',
  identity: () => ({}),
  properties: {
    enableEvents: {
      since: 8,
      get: (host) => host.eventsEnabled,
      set: (host, value) => {
        host.eventsEnabled = value === true
      },
    },
  },
  methods: {},
}

const selected = (book: Book): Node =>
  node(rangeKind, { sheet: book.active, area: book.active.selection })

function ofEvent(_: Book, args: unknown[], host: Host): Node | null {
  return host.referenced(text(args, 0))
}

export const workbookKind: Kind<Book> = {
  name: 'Workbook',
  identity: () => ({}),
  properties: {
    autoSave: { since: 9, get: () => false },
    isDirty: { since: 9, get: () => true },
    name: { since: 7, get: (book) => book.name },
    readOnly: { since: 8, get: () => false },
  },
  links: {
    application: { get: (book) => node(applicationKind, book) },
    names: { get: (book) => node(namesKind, book) },
    settings: { since: 4, get: (book) => node(settingsKind, book) },
    tables: { get: (book) => node(tablesKind, { book, sheets: () => book.sheets }) },
    worksheets: { get: (book) => node(worksheetsKind, book) },
    _Runtime: { since: 5, get: (_, host) => node(runtimeKind, host) },
  },
  methods: {
    getActiveCell: {
      since: 7,
      call: ({ active }) => {
        const { top, left } = active.selection
        return node(rangeKind, { sheet: active, area: { top, left, bottom: top, right: left } })
      },
    },
    getSelectedRange: { call: selected },
    _GetRangeForEventByReferenceId: {
      call: (book, args, host) => existing(ofEvent(book, args, host)),
    },
    _GetRangeOrNullObjectForEventByReferenceId: { call: ofEvent },
    _GetReferenceCount: { call: (_, __, host) => host.referenceCount },
    _RemoveAllReferences: { call: (_, __, host) => host.forgetAll() },
    _RemoveReference: { call: (_, args, host) => host.forget(text(args, 0)) },
  },
}
