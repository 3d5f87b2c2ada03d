import { text } from '../arguments.ts'
import type { Book } from '../book.ts'
import { existing, OfficeError } from '../errors.ts'
import { type Kind, type Node, node } from '../kind.ts'

interface SettingTarget {
  book: Book
  key: string
}

const settingKind: Kind<SettingTarget> = {
  name: 'Setting',
  identity: ({ key }) => ({ _Id: key }),
  properties: {
    key: { get: ({ key }) => key },
    value: {
      get: ({ book, key }) => book.settings.get(key) ?? null,
      set: ({ book, key }, value) => {
        book.settings.set(key, value)
      },
    },
  },
  methods: {
    delete: {
      call: ({ book, key }) => {
        if (!book.settings.delete(key)) throw new OfficeError('ItemNotFound')
      },
    },
  },
}

const settingIn = (book: Book, key: string): Node | null =>
  book.settings.has(key) ? node(settingKind, { book, key }) : null

/** The add-in's own settings, saved with the workbook. */
export const settingsKind: Kind<Book> = {
  name: 'SettingCollection',
  identity: () => ({}),
  properties: {},
  items: (book) => [...book.settings.keys()].map((key) => node(settingKind, { book, key })),
  item: (book, key) => existing(settingIn(book, text([key], 0))),
  methods: {
    add: {
      call: (book, args) => {
        book.settings.set(text(args, 0), args[1] ?? null)
        return settingIn(book, text(args, 0))
      },
    },
    getCount: { call: (book) => book.settings.size },
    getItemOrNullObject: { call: (book, args) => settingIn(book, text(args, 0)) },
  },
}
