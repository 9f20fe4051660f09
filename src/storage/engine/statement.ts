import type pg from 'pg'
import type { Column, Columns, RowOf } from './columns.ts'

/** SQL with what its rows look like. Made only in files named `-sql.ts`, where each is exported. */
export type Statement<Row> = {
  readonly text: string
  /** Under this name each connection keeps its plan. */
  readonly name?: string
  readonly columns: Columns
  /** Rows come as arrays: the columns are named by their places. */
  readonly rowMode?: 'array'
  /** Only for the compiler. */
  readonly row?: Row
}

// Each makes the tag of a template, whose parts are SQL too, and never a value.

type Tag<Row> = (sql: TemplateStringsArray, ...parts: readonly string[]) => Statement<Row>

const tag =
  <Row>(more: Omit<Statement<Row>, 'text'>): Tag<Row> =>
  (sql, ...parts) => ({ text: String.raw({ raw: sql }, ...parts), ...more })

export const statement = <const C extends Columns>(columns: C) => tag<RowOf<C>>({ columns })

/** A statement that returns nothing, or only how many rows it changed. */
export const command = tag<never>({ columns: {} })

/** A statement whose rows are read as arrays, in the order of these columns: of thousands of rows that costs less. */
export const arrays = <Row extends readonly unknown[]>(...columns: readonly Column<unknown>[]) =>
  tag<Row>({ columns: Object.fromEntries(columns.entries()), rowMode: 'array' })

/** One that is planned once for each connection: for what is sent very often. */
export const prepared = <Row>(name: string, one: Statement<Row>): Statement<Row> => ({ ...one, name })

export type Queryable = Pick<pg.ClientBase, 'query'>

/** All rows, each as its statement declares it. */
export async function rows<Row extends object>(
  db: Queryable,
  one: Statement<Row>,
  values: readonly unknown[],
): Promise<Row[]> {
  const { columns } = one
  const found = await db.query<Row & pg.QueryResultRow>(sent(one, values))
  const reads = Object.entries(columns).flatMap(([name, { read }]) =>
    read === undefined ? [] : [{ name, read }],
  )
  if (reads.length === 0) return found.rows
  return found.rows.map(row => {
    const made = reads.map(({ name, read }) => [name, row[name] === null ? null : read(row[name])])
    return Object.assign(row, Object.fromEntries(made))
  })
}

/** The first row, or null where there is none. */
export async function row<Row extends object>(
  db: Queryable,
  one: Statement<Row>,
  values: readonly unknown[],
): Promise<Row | null> {
  return (await rows(db, one, values))[0] ?? null
}

/** The row of a statement that always has one. */
export async function one<Row extends object>(
  db: Queryable,
  always: Statement<Row>,
  values: readonly unknown[],
): Promise<Row> {
  const [first] = await rows(db, always, values)
  if (first === undefined) throw new Error('a statement that always has a row returned none')
  return first
}

/** How many rows it found or changed. */
export async function count(
  db: Queryable,
  one: Statement<unknown>,
  values: readonly unknown[],
): Promise<number> {
  return (await db.query(sent(one, values))).rowCount ?? 0
}

/** True when it found or changed just one row. */
export const isOne = async (
  db: Queryable,
  one: Statement<unknown>,
  values: readonly unknown[],
): Promise<boolean> => (await count(db, one, values)) === 1

const sent = (one: Statement<unknown>, values: readonly unknown[]): pg.QueryConfig => ({
  text: one.text,
  values: [...values],
  ...(one.name !== undefined && { name: one.name }),
  ...(one.rowMode !== undefined && { rowMode: one.rowMode }),
})

/**
 * Runs `work` in one transaction: all of its statements or none. `work` may await nothing but statements of this
 * client: on the embedded database everybody else waits for it.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    try {
      const result = await work(client)
      await client.query('COMMIT')
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch((lost: Error) => {
        broken = lost
      })
      throw error
    }
  } finally {
    // A connection that could not even roll back must not be used again.
    client.release(broken)
  }
}
