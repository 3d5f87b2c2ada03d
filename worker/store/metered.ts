/** What a request costs: D1 bills rows read and written, and limits the queries of an invocation. */
export interface Meter {
  /** Times the database was gone to; each takes as long as the way there. */
  trips: number
  queries: number
  rowsRead: number
  rowsWritten: number
}

export function meter(): Meter {
  return { trips: 0, queries: 0, rowsRead: 0, rowsWritten: 0 }
}

/** The database, with every statement counted as D1 bills it. What it cannot count it refuses. */
export function metered(db: D1Database, count: Meter): D1Database {
  const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>()

  function add({ meta }: D1Result): void {
    count.queries += 1
    count.rowsRead += meta.rows_read
    count.rowsWritten += meta.rows_written
  }

  function statement(original: D1PreparedStatement): D1PreparedStatement {
    async function run<Row>(): Promise<D1Result<Row>> {
      count.trips += 1
      const result = await original.run<Row>()
      add(result)
      return result
    }
    const counted = {
      bind: (...values: unknown[]) => statement(original.bind(...values)),
      run,
      all: run,
      first: () => Promise.reject(new Error('first() tells nothing about its cost; use run()')),
      raw: () => Promise.reject(new Error('raw() tells nothing about its cost; use run()')),
    }
    originals.set(counted, original)
    return counted
  }

  const counted: Pick<D1Database, 'prepare' | 'batch'> = {
    prepare: (query) => statement(db.prepare(query)),
    batch: async <Row>(statements: D1PreparedStatement[]) => {
      count.trips += 1
      const results = await db.batch<Row>(statements.map((one) => originals.get(one) ?? one))
      for (const result of results) add(result)
      return results
    },
  }
  return Object.assign(Object.create(db), counted)
}
