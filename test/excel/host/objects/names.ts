import { optionalText, text } from '../arguments.ts'
import type { Book, DefinedName } from '../book.ts'
import { existing, invalidArgument, OfficeError } from '../errors.ts'
import { isNode, type Kind, type Node, node } from '../kind.ts'
import { rangeKind } from './range.ts'

interface NameTarget {
  book: Book
  item: DefinedName
}

const meant = ({ book, item }: NameTarget): Node | null => {
  const place = book.locate(item.formula, book.active)
  return place ? node(rangeKind, place) : null
}

const nameKind: Kind<NameTarget> = {
  name: 'NamedItem',
  identity: ({ item }) => ({ _Id: item.name }),
  properties: {
    comment: {
      since: 4,
      get: ({ item }) => item.comment,
      set: ({ item }, value) => {
        item.comment = text([value], 0)
      },
    },
    formula: { since: 7, get: ({ item }) => item.formula },
    name: { get: ({ item }) => item.name },
    scope: { since: 4, get: () => 'Workbook' },
    type: { get: (target) => (meant(target) ? 'Range' : 'String') },
    value: { get: ({ item }) => item.formula.replace(/^=/, '').replaceAll('$', '') },
    visible: {
      get: ({ item }) => item.visible,
      set: ({ item }, value) => {
        item.visible = value === true
      },
    },
  },
  methods: {
    delete: {
      since: 4,
      call: ({ book, item }) => {
        book.names.splice(book.names.indexOf(item), 1)
      },
    },
    getRange: {
      call: (target) => existing(meant(target)),
    },
    getRangeOrNullObject: { since: 4, call: meant },
  },
}

function nameIn(book: Book, name: string): Node | null {
  const item = book.names.find((one) => one.name.toLowerCase() === name.toLowerCase())
  return item ? node(nameKind, { book, item }) : null
}

export const namesKind: Kind<Book> = {
  name: 'NamedItemCollection',
  identity: () => ({}),
  properties: {},
  items: (book) => book.names.map((item) => node(nameKind, { book, item })),
  item: (book, name) => existing(nameIn(book, text([name], 0))),
  methods: {
    add: {
      since: 4,
      call: (book, args) => {
        const name = text(args, 0)
        if (!/^[\p{L}_\\][\p{L}\p{N}_.]*$/u.test(name)) throw invalidArgument()
        if (nameIn(book, name)) throw new OfficeError('ItemAlreadyExists')
        const formula = `=${referenceText(book, args[1])}`
        book.names.push({ name, formula, comment: optionalText(args, 2) ?? '', visible: true })
        return nameIn(book, name)
      },
    },
    getCount: { since: 4, call: (book) => book.names.length },
    getItemOrNullObject: { since: 4, call: (book, args) => nameIn(book, text(args, 0)) },
  },
}

function referenceText(book: Book, reference: unknown): string {
  const range = isNode(reference) ? reference.as(rangeKind) : null
  if (range) return book.address(range.sheet, range.area)
  return text([reference], 0).replace(/^=/, '')
}
