import { oneOf } from '../arguments.ts'
import type { Book } from '../book.ts'
import type { Kind } from '../kind.ts'
import { recalculate } from '../recalculate.ts'

const modes = ['Automatic', 'AutomaticExceptTables', 'Manual'] as const

export const applicationKind: Kind<Book> = {
  name: 'Application',
  identity: () => ({}),
  properties: {
    calculationMode: {
      get: (book) => book.calculationMode,
      set: (book, value) => {
        book.calculationMode = oneOf(value, modes)
      },
    },
    calculationEngineVersion: { since: 9, get: () => 191029 },
    calculationState: { since: 9, get: () => 'Done' },
    decimalSeparator: { since: 11, get: () => '.' },
    thousandsSeparator: { since: 11, get: () => ',' },
    useSystemSeparators: { since: 11, get: () => true },
  },
  methods: {
    calculate: { call: recalculate },
    // Here nothing is computed or drawn before a request is through, so there is nothing to hold.
    suspendApiCalculationUntilNextSync: { since: 6, call: () => undefined },
    suspendScreenUpdatingUntilNextSync: { since: 9, call: () => undefined },
  },
}
