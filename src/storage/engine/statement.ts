import type pg from 'pg'
import type { z } from 'zod'

/**
 * One column of a result. `types`: the type numbers the database may give it; `test/storage/statements.test.ts` holds
 * every statement to them. `read`: what is made of a value that is not null; without it, the driver's value is taken.
 */
export type Column<Value> = {
  readonly types: readonly number[]
  readonly read?: (value: unknown) => Value
  /** How `fields` writes it, where that is not by its name alone. */
  readonly sql?: (column: string) => string
  /** Only for the compiler. */
  readonly value?: Value
}

export type Columns = Readonly<Record<string, Column<unknown>>>

/** What one row of these columns is. */
export type RowOf<C extends Columns> = {
  readonly [Name in keyof C]: C[Name] extends Column<infer Value> ? Value : never
}

export const text = <Value extends string = string>(): Column<Value> => ({ types: [25] })
export const texts = <Value extends string = string>(): Column<readonly Value[]> => ({ types: [1009] })
/** A whole number of at most 32 bits: `count(*)` is larger, so it is written `count(*)::int`. */
export const int = (): Column<number> => ({ types: [21, 23] })
export const flag = (): Column<boolean> => ({ types: [16] })
export const instant = (): Column<Date> => ({ types: [1184] })
/** An instant as milliseconds since 1970: of thousands of rows it costs a third of what dates would. */
export const milliseconds = (): Column<number> => ({ types: [701], sql: inMilliseconds })

export const inMilliseconds = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`

/** JSON is foreign text: it is parsed. An instant in it is a text, `z.coerce.date()`. */
export const json = <Value>(shape: z.ZodType<Value>): Column<Value> => ({
  types: [114, 3802],
  read: value => shape.parse(value),
})
export const orNull = <Value>(column: Column<Value>): Column<Value | null> => column

/** `account_id AS "accountId", role`: columns of a table that are called like their fields. */
export const fields = (columns: Columns, table?: string): string =>
  Object.entries(columns)
    .map(([name, { sql }]) => {
      const column = name.replace(/[A-Z]/g, capital => `_${capital.toLowerCase()}`)
      const full = table === undefined ? column : `${table}.${column}`
      if (sql !== undefined) return `${sql(full)} AS "${name}"`
      return column === name ? full : `${full} AS "${name}"`
    })
    .join(', ')

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

/** SQL as it stands in a template, or as text. */
type Sql = string | TemplateStringsArray

const textOf = (sql: Sql, parts: readonly string[]): string =>
  typeof sql === 'string' ? sql : String.raw({ raw: sql }, ...parts)

/** `statement(columns)` is the tag of a template: its parts are SQL too, and never a value. */
export function statement<const C extends Columns>(
  columns: C,
): (sql: TemplateStringsArray, ...parts: readonly string[]) => Statement<RowOf<C>>
export function statement<const C extends Columns>(columns: C, sql: string): Statement<RowOf<C>>
export function statement(columns: Columns, text?: string) {
  return text === undefined
    ? (sql: TemplateStringsArray, ...parts: readonly string[]) => ({ text: textOf(sql, parts), columns })
    : { text, columns }
}

/** A statement that returns nothing, or only how many rows it changed. */
export const command = (sql: Sql, ...parts: readonly string[]): Statement<never> => ({
  text: textOf(sql, parts),
  columns: {},
})

/** A statement whose rows are read as arrays, in the order of these columns: of thousands of rows that costs less. */
export const arrays =
  <Row extends readonly unknown[]>(...columns: readonly Column<unknown>[]) =>
  (sql: TemplateStringsArray, ...parts: readonly string[]): Statement<Row> => ({
    text: textOf(sql, parts),
    columns: Object.fromEntries(columns.entries()),
    rowMode: 'array',
  })

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

const sent = (one: Statement<unknown>, values: readonly unknown[]): pg.QueryConfig => ({
  text: one.text,
  values: [...values],
  ...(one.name !== undefined && { name: one.name }),
  ...(one.rowMode !== undefined && { rowMode: one.rowMode }),
})
