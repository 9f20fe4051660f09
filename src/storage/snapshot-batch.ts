import type pg from 'pg'
import type { Account, Classification } from '../domain/account.ts'
import type { Frame } from '../domain/checks/form.ts'
import type { ConnectionKey } from '../domain/connection-key.ts'
import type { Approval } from '../domain/rule.ts'
import type { Assessment, Exception, OpenFinding, Snapshot } from '../domain/snapshot.ts'
import type { Person, PersonAddress } from '../domain/staff.ts'
import { rows as read } from './engine/statement.ts'
import { resultsReader } from './json-shapes.ts'
import {
  type AccountRow,
  accountBatch,
  accountsNamed,
  type JudgedRow,
  type MarkRow,
  markBatch,
  marksOfNamed,
  type PersonRow,
  peopleBatch,
} from './snapshot-sql.ts'
import { tenant } from './tenant-sql.ts'

export type Batch = Omit<Snapshot, keyof Frame>

/** The `size` accounts that follow `afterId` in order of their id, gone ones too, with all that bears on them. */
export async function snapshotBatch(
  pool: pg.Pool,
  key: ConnectionKey,
  afterId: string | null,
  size: number,
): Promise<Batch> {
  const rows = await read(pool, accountBatch, [...tenant(key), afterId, size])
  const ends = [rows[0]?.id ?? '', rows.at(-1)?.id ?? '']
  return completed(pool, key, rows, () => read(pool, markBatch, [...tenant(key), ...ends]))
}

/** The same for the accounts named; those that are not known are left out. */
export async function snapshotOf(pool: pg.Pool, key: ConnectionKey, ids: readonly string[]): Promise<Batch> {
  const values = [...tenant(key), ids]
  const rows = await read(pool, accountsNamed, values)
  return completed(pool, key, rows, () => read(pool, marksOfNamed, values))
}

/** Everybody who carries one of these addresses. */
export async function carriersOf(
  pool: pg.Pool,
  workspaceId: string,
  addresses: readonly string[],
): Promise<Pick<Batch, 'people' | 'addresses'>> {
  return peopleOf(addresses.length === 0 ? [] : await read(pool, peopleBatch, [workspaceId, addresses, []]))
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

/** Without accounts that were never evaluated. */
function previousIn(rows: readonly JudgedRow[]): Map<string, Assessment> {
  const previous = new Map<string, Assessment>()
  const resultsOf = resultsReader()
  for (const { id, class: kind, personId, matchedBy, results } of rows)
    if (kind !== null && results !== null)
      previous.set(id, { accountId: id, class: kind, personId, matchedBy, results: resultsOf(results) })
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
    const accountId = row[1]
    if (row[0] === 'finding')
      add(findings, accountId, {
        id: row[2],
        checkId: row[3],
        subjectId: accountId,
        why: row[4],
        personId: row[5],
        clockAt: new Date(row[6]),
        endAt: date(row[7]),
        dueAt: new Date(row[8]),
      })
    else if (row[0] === 'exception')
      add(exceptions, accountId, { checkId: row[3], expiresAt: new Date(row[6]) })
    else if (row[0] === 'decision')
      classifications.set(accountId, { class: row[2], personId: row[5], reason: row[3] })
    else
      approvals.set(accountId, {
        accountId,
        role: row[2],
        approvedBy: row[3],
        approvedAt: new Date(row[6]),
      })
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

export function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key)
  if (values === undefined) map.set(key, [value])
  else values.push(value)
}

const date = (value: number | null): Date | null => (value === null ? null : new Date(value))

export const accountOf = (row: AccountRow): Account => ({
  id: row.id,
  email: row.email,
  address: row.address,
  role: row.role,
  license: row.license,
  adminRoles: row.adminRoles,
  active: row.active,
  lastActivityAt: date(row.lastActivityAt),
  licenseAssignedAt: date(row.licenseAssignedAt),
  firstSeenAt: new Date(row.firstSeenAt),
  missingSince: date(row.missingSince),
  setAsideSince: date(row.setAsideSince),
  removedAt: date(row.removedAt),
  cameBackAt: date(row.cameBackAt),
  lookedAt: date(row.lookedAt),
})

const personOf = (row: PersonRow): Person => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  type: row.type,
  slackUserId: row.slackUserId,
  title: row.title,
  department: row.department,
  groups: row.groups,
  startAt: date(row.startAt),
  endAt: date(row.endAt),
  deactivated: row.deactivated,
  leftKnownAt: date(row.leftKnownAt),
  onLeave: row.onLeave,
  unlistedAt: date(row.unlistedAt),
  startToldSince: row.startToldSince,
  endToldSince: row.endToldSince,
})
