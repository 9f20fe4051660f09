import type pg from 'pg'
import type { OpenFinding } from '../domain/finding.ts'
import type { Approval } from '../domain/rule.ts'
import type { Assessment, Classification, Exception, Frame, Snapshot } from '../domain/snapshot.ts'
import type { Person, PersonAddress } from '../domain/staff.ts'
import type { ConnectionKey } from './connection-key.ts'
import {
  type AccountRow,
  accountBatch,
  accountOf,
  approvalOf,
  classificationOf,
  exceptionOf,
  type FindingRow,
  findingBatch,
  findingOf,
  type PersonRow,
  peopleBatch,
  personOf,
  previousOf,
} from './snapshot-rows.ts'

export type Batch = Omit<Snapshot, keyof Frame>

/** The `size` accounts that follow `afterId` in order of their id, gone ones too, with all that bears on them. */
export async function snapshotBatch(
  pool: pg.Pool,
  key: ConnectionKey,
  afterId: string | null,
  size: number,
): Promise<Batch> {
  const { workspaceId, miroOrgId } = key
  const read = async <Row extends unknown[]>(name: string, text: string, values: unknown[]): Promise<Row[]> =>
    (await pool.query<Row>({ name, text, values, rowMode: 'array' })).rows
  const rows = await read<AccountRow>('account-batch', accountBatch, [workspaceId, miroOrgId, afterId, size])
  const batch = accountsOf(rows)
  const first = rows[0]?.[0]
  const last = rows.at(-1)?.[0]
  if (first === undefined || last === undefined) return { ...batch, ...noPeople, ...noFindings }
  const range = [workspaceId, miroOrgId, first, last]
  const findings = findingsOf(await read<FindingRow>('finding-batch', findingBatch, range))
  const addresses = rows.flatMap(row => row[2] ?? [])
  const values = [workspaceId, addresses, named(rows)]
  const people = peopleOf(await read<PersonRow>('people-batch', peopleBatch, values))
  return { ...batch, ...findings, ...people }
}

const noPeople = { people: new Map<string, Person>(), addresses: new Map<string, PersonAddress[]>() }
const noFindings = { findings: new Map<string, OpenFinding[]>(), exceptions: new Map<string, Exception[]>() }

function accountsOf(rows: readonly AccountRow[]) {
  const previous = new Map<string, Assessment>()
  const classifications = new Map<string, Classification>()
  const approvals = new Map<string, Approval>()
  for (const row of rows) {
    const before = previousOf(row)
    if (before !== null) previous.set(row[0], before)
    const decided = classificationOf(row)
    if (decided !== null) classifications.set(row[0], decided)
    const approval = approvalOf(row)
    if (approval !== null) approvals.set(row[0], approval)
  }
  return { accountsInBatch: rows.map(accountOf), previous, classifications, approvals }
}

/** People whom earlier evaluations or decisions name; most of them are found by their address anyway. */
const named = (rows: readonly AccountRow[]): string[] => [
  ...new Set(rows.flatMap(row => [row[11], row[20]].filter(id => id !== null))),
]

function findingsOf(rows: readonly FindingRow[]) {
  const findings = new Map<string, OpenFinding[]>()
  const exceptions = new Map<string, Exception[]>()
  for (const row of rows) {
    const finding = findingOf(row)
    if (finding === null) add(exceptions, row[0], exceptionOf(row))
    else add(findings, row[0], finding)
  }
  return { findings, exceptions }
}

function peopleOf(rows: readonly PersonRow[]) {
  const people = new Map<string, Person>()
  const addresses = new Map<string, PersonAddress[]>()
  for (const row of rows) {
    const [address, kind, personId] = row
    if (!people.has(personId)) people.set(personId, personOf(row))
    if (address !== null) add(addresses, address, { personId, address, kind })
  }
  return { people, addresses }
}

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key)
  if (values === undefined) map.set(key, [value])
  else values.push(value)
}
