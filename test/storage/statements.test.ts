import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { expect, test } from 'vitest'
import { type AccountFilter, anyAccount } from '../../src/domain/account-list.ts'
import { counting, listing } from '../../src/storage/account-list-sql.ts'
import type { Statement } from '../../src/storage/engine/statement.ts'
import { describeOnBothDatabases } from '../support/database.ts'

// Every statement of the program is parsed by the database against the migrated schema, without running it, and what
// it says of its columns is compared with what its file declares.

const storage = new URL('../../src/storage/', import.meta.url)
const files = readdirSync(storage, { recursive: true, encoding: 'utf8' }).filter(
  file => file.endsWith('.ts') && !file.startsWith('generated'),
)
const raw = files.filter(file => file.endsWith('-sql.ts'))

const isStatement = (value: unknown): value is Statement<unknown> =>
  typeof value === 'object' && value !== null && 'text' in value && 'columns' in value

/** Statements by name, also those of an object of statements: "questions-sql.ts#ask", "sorts-sql.ts#sorted.email". */
function statementsIn(value: unknown, name: string): [string, Statement<unknown>][] {
  if (isStatement(value)) return [[name, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => statementsIn(inner, `${name}.${key}`))
}

const modules = await Promise.all(
  raw.map(async file => {
    const module: Readonly<Record<string, unknown>> = await import(new URL(file, storage).href)
    return Object.entries(module).flatMap(([name, value]) => statementsIn(value, `${file}#${name}`))
  }),
)

const key = { workspaceId: 'T1', miroOrgId: '1' }
const now = new Date(0)
const filters: readonly AccountFilter[] = [
  anyAccount,
  {
    ...{
      presence: 'deactivated',
      class: 'staff',
      role: 'a role',
      license: 'a license',
      inactive: 30,
      search: 'ada',
    },
    verdict: { check: 'any', verdict: 'fail' },
  },
  { ...anyAccount, inactive: 'never', verdict: { check: 'identified', verdict: 'fail' } },
]
/** Put together only when they are asked: by the place that does it, what comes of each filter. */
const built: readonly (readonly [string, Statement<unknown>])[] = filters.flatMap(filter => [
  ['account-list-sql.ts#listing', listing(key, filter, { afterId: null, limit: 1, now }).statement] as const,
  ['account-list-sql.ts#listing', listing(key, filter, { afterId: '1', limit: 1, now }).statement] as const,
  ['account-list-sql.ts#counting', counting(key, filter, now, 1).statement] as const,
])
const statements = [...modules.flat(), ...built]

type Field = { readonly name: string; readonly dataTypeID: number }

/** Asks the database what a statement returns. It runs nothing: the protocol's Parse and Describe, and no Execute. */
class Described implements pg.Submittable {
  readonly fields: Promise<readonly Field[]>
  readonly #text: string
  #settle: { resolve: (fields: readonly Field[]) => void; reject: (error: Error) => void }
  #found: readonly Field[] = []
  #error: Error | null = null

  constructor(text: string) {
    this.#text = text
    const { promise, resolve, reject } = withResolvers<readonly Field[]>()
    this.fields = promise
    this.#settle = { resolve, reject }
  }

  submit(connection: pg.Connection): void {
    connection.parse({ name: '', text: this.#text, types: [] }, true)
    connection.describe({ type: 'S', name: '' }, true)
    connection.sync()
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.#found = fields
  }

  handleError(error: Error): void {
    this.#error = error
  }

  handleReadyForQuery(): void {
    if (this.#error === null) this.#settle.resolve(this.#found)
    else this.#settle.reject(this.#error)
  }
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {}
  let reject: (error: Error) => void = () => {}
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

const fits = (field: Field, types: readonly number[]): boolean => types.includes(field.dataTypeID)

await describeOnBothDatabases('the statements', open => {
  test('are what the schema takes, and return what is declared', async () => {
    const { pool } = await open()
    const wrong: string[] = []
    for (const [name, { text, columns, rowMode }] of statements) {
      const described = new Described(text)
      const client = await pool.connect()
      try {
        client.query(described)
        const fields = await described.fields
        const declared = Object.entries(columns)
        // A command may return something that nobody reads.
        if (declared.length === 0) continue
        const found = fields.map(({ name: column }, place) => (rowMode === 'array' ? String(place) : column))
        if (found.join() !== declared.map(([column]) => column).join())
          wrong.push(`${name} declares ${Object.keys(columns).join()}, the database says ${found.join()}`)
        for (const [column, { types }] of declared) {
          const field = fields[found.indexOf(column)]
          if (field !== undefined && !fits(field, types))
            wrong.push(`${name}.${column} is of type ${field.dataTypeID}, declared ${types.join(' or ')}`)
        }
      } catch (error) {
        wrong.push(`${name}: ${error instanceof Error ? error.message : error}`)
      } finally {
        client.release()
      }
    }
    expect(wrong).toEqual([])
  })
})

/** A file's declarations: what begins at the margin, up to what begins there next. */
const declarations = raw.flatMap(file =>
  readFileSync(fileURLToPath(new URL(file, storage)), 'utf8')
    .split(/^(?=[a-z])/m)
    .map(text => {
      const [, exported, name = ''] = /^(export )?(?:async )?(?:const|let|function) (\w+)/.exec(text) ?? []
      return { file, name, exported: exported !== undefined, body: text.slice(text.indexOf(name)) }
    }),
)

/** Functions at the margin that do nothing but make one statement of their parameters: as good as `statement` itself. */
const makers = declarations.filter(({ body }) =>
  /^\w+ = (?:<[^>]*>)?\([^()]*\)(?:: [^=]+)? =>\s*(?:statement\(|arrays[<(]|command[(`])/.test(body),
)

test('every statement is exported, so that this test sees it', () => {
  expect(statements.length).toBeGreaterThanOrEqual(5)
  const hidden = declarations.flatMap(one => {
    if (makers.includes(one)) return []
    const known = makers.filter(maker => maker.exported || maker.file === one.file).map(({ name }) => name)
    const made = one.body.match(
      new RegExp(`(?<![.\\w])(?:${['statement', 'arrays', 'command', ...known].join('|')})[(<\`]`, 'g'),
    )
    const place = `${one.file}#${one.name}`
    const seen = one.exported ? statements.filter(([name]) => `${name}.`.startsWith(`${place}.`)) : []
    return (made?.length ?? 0) > seen.length ? [place] : []
  })
  expect(hidden).toEqual([])
})
