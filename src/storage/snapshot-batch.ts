import type pg from 'pg'
import type { Classification } from '../domain/account.ts'
import type { Frame } from '../domain/checks/form.ts'
import type { Approval } from '../domain/rule.ts'
import type { Assessment, Exception, OpenFinding, Snapshot } from '../domain/snapshot.ts'
import type { Person, PersonAddress } from '../domain/staff.ts'
import type { ConnectionKey } from './connection-key.ts'
import { rows as read } from './engine/statement.ts'
import { resultsReader } from './results.ts'
import {
  accountOf,
  approvalOf,
  decisionOf,
  exceptionOf,
  findingOf,
  type MarkRow,
  personOf,
  previousOf,
} from './snapshot-rows.ts'
import {
  accountBatch,
  accountsNamed,
  type JudgedRow,
  markBatch,
  marksOfNamed,
  type PersonRow,
  peopleBatch,
} from './snapshot-sql.ts'

export type Batch = Omit<Snapshot, keyof Frame>

/** The `size` accounts that follow `afterId` in order of their id, gone ones too, with all that bears on them. */
export async function snapshotBatch(
  pool: pg.Pool,
  key: ConnectionKey,
  afterId: string | null,
  size: number,
): Promise<Batch> {
  const rows = await read(pool, accountBatch, [...tenantOf(key), afterId, size])
  const ends = [rows[0]?.id ?? '', rows.at(-1)?.id ?? '']
  return completed(pool, key, rows, () => readMarks(pool, markBatch, [...tenantOf(key), ...ends]))
}

/** The same for the accounts named; those that are not known are left out. */
export async function snapshotOf(pool: pg.Pool, key: ConnectionKey, ids: readonly string[]): Promise<Batch> {
  const values = [...tenantOf(key), ids]
  const rows = await read(pool, accountsNamed, values)
  return completed(pool, key, rows, () => readMarks(pool, marksOfNamed, values))
}

/** Everybody who carries one of these addresses. */
export async function carriersOf(
  pool: pg.Pool,
  workspaceId: string,
  addresses: readonly string[],
): Promise<Pick<Batch, 'people' | 'addresses'>> {
  return peopleOf(addresses.length === 0 ? [] : await read(pool, peopleBatch, [workspaceId, addresses, []]))
}

const tenantOf = ({ workspaceId, miroOrgId }: ConnectionKey) => [workspaceId, miroOrgId]

async function readMarks(pool: pg.Pool, text: string, values: unknown[]): Promise<MarkRow[]> {
  return (await pool.query<MarkRow>({ text, values, rowMode: 'array' })).rows
}

async function completed(
  pool: pg.Pool,
  { workspaceId }: ConnectionKey,
  rows: readonly JudgedRow[],
  readMarks: () => Promise<MarkRow[]>,
): Promise<Batch> {
  const marked = marksOf(rows.length === 0 ? [] : await readMarks())
  const addresses = rows.flatMap(row => row.address ?? [])
  const people = [workspaceId, addresses, named(rows, marked.classifications)]
  return {
    accountsInBatch: rows.map(accountOf),
    previous: previousIn(rows),
    ...marked,
    ...peopleOf(rows.length === 0 ? [] : await read(pool, peopleBatch, people)),
  }
}

function previousIn(rows: readonly JudgedRow[]): Map<string, Assessment> {
  const previous = new Map<string, Assessment>()
  const resultsOf = resultsReader()
  for (const row of rows) {
    const before = previousOf(row, resultsOf)
    if (before !== null) previous.set(row.id, before)
  }
  return previous
}

/** People whom the last evaluation or a decision names; most of them are found by their address anyway. */
function named(rows: readonly JudgedRow[], decided: ReadonlyMap<string, Classification>): string[] {
  const ids = [
    ...rows.map(row => row.personId),
    ...Array.from(decided.values(), decision => decision.personId),
  ]
  return [...new Set(ids.filter(id => id !== null))]
}

function marksOf(rows: readonly MarkRow[]) {
  const findings = new Map<string, OpenFinding[]>()
  const exceptions = new Map<string, Exception[]>()
  const classifications = new Map<string, Classification>()
  const approvals = new Map<string, Approval>()
  for (const row of rows) {
    if (row[0] === 'finding') add(findings, row[1], findingOf(row))
    else if (row[0] === 'exception') add(exceptions, row[1], exceptionOf(row))
    else if (row[0] === 'decision') classifications.set(row[1], decisionOf(row))
    else approvals.set(row[1], approvalOf(row))
  }
  return { findings, exceptions, classifications, approvals }
}

function peopleOf(rows: readonly PersonRow[]) {
  const people = new Map<string, Person>()
  const addresses = new Map<string, PersonAddress[]>()
  for (const row of rows) {
    const { address, addressKind, id } = row
    if (!people.has(id)) people.set(id, personOf(row))
    if (address !== null) add(addresses, address, { personId: id, address, kind: addressKind })
  }
  return { people, addresses }
}

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key)
  if (values === undefined) map.set(key, [value])
  else values.push(value)
}
