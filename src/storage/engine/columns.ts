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
export const bytes = (): Column<Buffer> => ({ types: [17] })
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
