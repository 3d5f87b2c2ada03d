import fc from 'fast-check'
import { Converter } from 'opencc-js/cn2t'
import { expect, describe as group, it } from 'vitest'
import type { Form } from '../../shared/forms/form.ts'
import { forms } from '../../shared/forms/index.ts'
import { type Cell, type Grid, gridOf, type Merge } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'
import type { FormRecord } from '../../shared/read/table.ts'
import { simplify } from '../../shared/text/normalise.ts'
import { exampleSheet } from '../docs/example-sheet.ts'
import { fullWidth } from '../messy/values.ts'

const now = '2020-02-28'
const traditional = Converter({ from: 'cn', to: 't' })

/** A sheet in parts, so that each may be written otherwise. */
interface Parts {
  above: Cell[][]
  head: string[]
  rows: Cell[][]
}

function partsOf(form: Form): Parts {
  const { title, info, head, rows } = exampleSheet(form)
  return { above: [[title], [info]], head, rows: rows.map((row) => [...row]) }
}

function gridFrom({ above, head, rows }: Parts, merges: Merge[] = []): Grid {
  return gridOf('Sheet1', [...above, head, ...rows], merges)
}

/** What a sheet says, wherever it says it, texts in simplified characters. */
function told(grid: Grid) {
  const [report, ...more] = inspect(grid, { forms, now })
  expect(more).toEqual([])
  return { form: report?.form, tally: report?.tally, records: report?.table?.records.map(plain) }
}

function plain({ values }: FormRecord) {
  const simple = Object.entries(values).map(([field, value]) => [
    field,
    typeof value === 'string' ? simplify(value.normalize('NFKC')) : value,
  ])
  return Object.fromEntries(simple)
}

/** The places of a list, in every order. */
const orders = (length: number) => {
  const places = Array.from({ length }, (_, place) => place)
  return fc.shuffledSubarray(places, { minLength: length, maxLength: length })
}

group.each(forms)('what a sheet of $id says stays the same when', (form) => {
  const parts = partsOf(form)
  const { above, head, rows } = parts
  const width = head.length
  const expected = told(gridFrom(parts))
  const check = <T>(arbitrary: fc.Arbitrary<T>, written: (drawn: T) => Grid, numRuns = 15) =>
    fc.assert(
      fc.property(arbitrary, (drawn) => {
        expect(told(written(drawn))).toEqual(expected)
      }),
      { numRuns },
    )

  it('it is recognised at all', () => {
    expect(expected.form).toBe(form.id)
    expect(expected.records).toHaveLength(rows.length)
  })

  it('its columns change places', () => {
    check(orders(width), (order) => {
      const moved = <T>(line: T[]) => order.map((place) => line[place] as T)
      return gridFrom({ above, head: moved(head), rows: rows.map(moved) })
    })
  })

  it('blank rows and columns come in between', () => {
    const places = fc.record({
      columns: fc.uniqueArray(fc.integer({ min: 0, max: width }), { maxLength: 2 }),
      gaps: fc.uniqueArray(fc.integer({ min: 1, max: rows.length - 1 }), { maxLength: 2 }),
      first: fc.nat(2),
    })
    check(places, ({ columns, gaps, first }) => {
      const spread = (line: Cell[]) =>
        line.flatMap((cell, place) => (columns.includes(place) ? [null, cell] : [cell]))
      return gridOf('Sheet1', [
        ...Array.from({ length: first }, (): Cell[] => []),
        ...above,
        spread(head),
        ...rows.flatMap((row, place) => (gaps.includes(place) ? [[], spread(row)] : [spread(row)])),
      ])
    })
  })

  it('a header is worded otherwise', () => {
    const fields = head.map((label) =>
      form.fields.find(({ title }) => title.zh === label.replace(/（.*）$/, '')),
    )
    const choices = fields.map((field, place) => {
      // A unit in brackets scales the figures and stays.
      const unit = /（[^（）]*）$/.exec(head[place] ?? '')?.[0] ?? ''
      const others = (field?.synonyms ?? []).map((synonym) => synonym + unit)
      return fc.constantFrom(head[place] ?? '', ...others)
    })
    check(fc.tuple(...choices), (labels) => gridFrom({ above, head: labels, rows }))
  })

  it('its header is split into a group and what stands under it', () => {
    check(fc.integer({ min: 0, max: width - 2 }), (left) => {
      const top = above.length
      const upper = head.map((label, column) =>
        column === left ? '基本情况' : column === left + 1 ? null : label,
      )
      const lower = head.map((label, column) =>
        column === left || column === left + 1 ? label : null,
      )
      const merges = head.flatMap((_, column): Merge[] => {
        if (column === left) return [{ top, left, bottom: top, right: left + 1 }]
        if (column === left + 1) return []
        return [{ top, left: column, bottom: top + 1, right: column }]
      })
      return gridOf('Sheet1', [...above, upper, lower, ...rows], merges)
    })
  })

  it('it is written in Traditional characters', () => {
    const written = (line: Cell[]) =>
      line.map((cell) => (typeof cell === 'string' ? traditional(cell) : cell))
    check(fc.constant(null), () => gridOf('Sheet1', [...above, head, ...rows].map(written)), 1)
  })

  it('its figures, letters and brackets are full width', () => {
    check(fc.array(fc.boolean(), { minLength: width, maxLength: width }), (wide) => {
      const written = (line: Cell[]) =>
        line.map((cell, place) => (wide[place] && cell !== null ? fullWidth(String(cell)) : cell))
      return gridOf('Sheet1', [...above, written(head), ...rows.map(written)])
    })
  })
})
