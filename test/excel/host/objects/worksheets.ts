import { flag, optionalText, text } from '../arguments.ts'
import type { Book } from '../book.ts'
import { existing } from '../errors.ts'
import { type Kind, type Node, node } from '../kind.ts'
import { anySheet, eventMethods } from './events.ts'
import { sheetNode, worksheetKind } from './worksheet.ts'

export const worksheetsKind: Kind<Book> = {
  name: 'WorksheetCollection',
  identity: () => ({}),
  properties: {},
  items: (book) => book.sheets.map((sheet) => node(worksheetKind, sheet)),
  item: (_, key, host) => existing(sheetNode(text([key], 0), host)),
  methods: {
    add: {
      call: (book, args) => node(worksheetKind, book.addSheet(optionalText(args, 0) ?? undefined)),
    },
    getActiveWorksheet: { call: (book) => node(worksheetKind, book.active) },
    getCount: { since: 4, call: (book, args) => seen(book, flag(args, 0)).length },
    getFirst: { since: 5, call: (book, args) => existing(seen(book, flag(args, 0))[0]) },
    getItemOrNullObject: { since: 4, call: (_, args, host) => sheetNode(text(args, 0), host) },
    getLast: { since: 5, call: (book, args) => existing(seen(book, flag(args, 0)).at(-1)) },
    ...eventMethods<Book>(
      {
        Activated: 7,
        Added: 7,
        Calculated: 8,
        DataChanged: 9,
        Deactivated: 7,
        Deleted: 7,
        FormatChanged: 9,
        RowHiddenChanged: 11,
        SelectionChanged: 9,
      },
      () => anySheet,
    ),
  },
}

function seen(book: Book, visibleOnly: boolean): Node[] {
  return book.sheets
    .filter((sheet) => !visibleOnly || sheet.visibility === 'Visible')
    .map((sheet) => node(worksheetKind, sheet))
}
