/**
 * Lists (清单): which records there are, by name, where totals only say how many. A rule over dates gives
 * the enterprises that a subsidy is due to; records of the same item give the purchasing list of a county.
 * A list is data, like a form.
 */
import type { Condition, Text } from '../forms/form.ts'

/** A list over the records of one form. */
export interface ListDefinition {
  /** `<form>.<name>` */
  id: string
  title: Text
  /** Which records are in it; every one unless said. */
  where?: Condition
  /** Records that lack what decides: they are not in the list, and are told apart. */
  undecided?: Condition
  /** Fields shown, in this order; never personal ones. */
  fields: string[]
  /** Records alike in `by` become one line, their `sum` added up. */
  merge?: { by: string[]; sum: string[]; derived?: Derived[] }
}

/** A figure of a merged line, made of two of its sums. */
export interface Derived {
  id: string
  title: Text
  /** `minus`: what is left of the first; `over`: the first divided by the second. */
  of: [first: string, kind: 'minus' | 'over', second: string]
}

/** Wordings of one thing, by field: the first of each group stands for the others. */
export type Words = Record<string, string[][]>
