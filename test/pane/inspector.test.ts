import { afterEach, expect, test, vi } from 'vitest'
import { inspector } from '../../addin/pane/browser/inspector.ts'
import { forms } from '../../shared/forms/index.ts'
import { withChanges } from '../../shared/grid/changes.ts'
import { type Cell, gridOf } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'

afterEach(() => vi.unstubAllGlobals())

/** A web worker on this thread; what crosses to it and back is copied, as by a real one. */
async function workerHere() {
  const asked: unknown[] = []
  let answer: (data: unknown) => void = () => {}
  const inside = {
    onmessage: (_event: { data: unknown }): void => {},
    postMessage: (data: unknown) => answer(structuredClone(data)),
  }
  vi.stubGlobal('self', inside)
  vi.resetModules()
  await import('../../addin/pane/browser/inspect-worker.ts')
  class Here {
    onmessage: (event: { data: unknown }) => void = () => {}
    postMessage(data: unknown): void {
      asked.push(data)
      answer = (data) => this.onmessage({ data })
      inside.onmessage({ data: structuredClone(data) })
    }
  }
  vi.stubGlobal('Worker', Here)
  return asked
}

test('a long sheet crosses to the web worker once, and after that only what was edited', async () => {
  const asked = await workerHere()
  const ask = inspector()
  const rows = Array.from({ length: 6000 }, (_, index): Cell[] => [
    ...[`溪口${index}号加工厂`, '是', 20, 12],
  ])
  const grid = gridOf('第9周', [['企业名称', '是否复工', '职工总数', '返岗人数'], ...rows])
  const columns: never[] = []
  const options = { forms, now: '2020-02-28', file: 'a.xlsx', columns }
  expect(await ask(grid, { ...options })).toEqual(inspect(grid, options))

  const changes = [{ row: 3000, column: 3, value: 25 }]
  const edited = withChanges(grid, changes)
  const reports = await ask(edited, { ...options }, { before: grid, changes })
  expect(reports).toEqual(inspect(edited, options))
  expect(asked[1]).toEqual({ id: 2, sheet: '第9周', changes })

  // By other options, or from another grid than the last, it is inspected as a whole.
  const again = await ask(
    edited,
    { ...options, now: '2020-03-01' },
    { before: edited, changes: [] },
  )
  expect(again).toEqual(inspect(edited, { ...options, now: '2020-03-01' }))
  const stale = await ask(edited, { ...options, now: '2020-03-01' }, { before: grid, changes })
  expect(stale).toEqual(again)
  expect(asked.map((question) => Object.keys(question as object).includes('grid'))).toEqual([
    ...[true, false, true, true],
  ])
})
