import { createHash } from 'node:crypto'
import type { MiroMember } from '../domain/account.ts'
import type { DirectoryUser, UserGroup } from '../domain/staff.ts'
import type { StaffRecord } from '../domain/staff-list.ts'
import { jsonText } from './sql-values.ts'
import type { Source } from './sync-run-row.ts'

// Pages are stored as arrays of values: without names they are parsed in half the time, and there are many.
const memberColumns = [
  ['id', 'text'],
  ['email', 'text'],
  ['address', 'text'],
  ['role', 'text'],
  ['license', 'text'],
  ['active', 'boolean'],
  ['lastActivityAt', 'timestamptz(3)'],
  ['licenseAssignedAt', 'timestamptz(3)'],
  ['adminRoles', 'text[]'],
] as const satisfies readonly (readonly [keyof MiroMember, string])[]

const userColumns = [
  ['slackUserId', 'text'],
  ['name', 'text'],
  ['kind', 'text'],
  ['address', 'text'],
  ['title', 'text'],
  ['timeZone', 'text'],
  ['isAdmin', 'boolean'],
  ['deactivated', 'boolean'],
] as const satisfies readonly (readonly [keyof DirectoryUser, string])[]

const recordColumns = [
  ['line', 'int'],
  ['employeeId', 'text'],
  ['addresses', 'text[]'],
  ['name', 'text'],
  ['title', 'text'],
  ['department', 'text'],
  ['manager', 'text'],
  ['type', 'text'],
  ['startDay', 'text'],
  ['lastDay', 'text'],
  ['gone', 'boolean'],
  ['timeZone', 'text'],
  ['setAside', 'boolean'],
  ['former', 'text[]'],
] as const satisfies readonly (readonly [keyof StaffRecord, string])[]

const groupColumns = [
  ['id', 'text'],
  ['handle', 'text'],
  ['name', 'text'],
  ['active', 'boolean'],
  ['members', 'text[]'],
] as const satisfies readonly (readonly [keyof UserGroup, string])[]

const columns = { miro: memberColumns, slack: userColumns, list: recordColumns, groups: groupColumns }

/** What is stored of several pages at once. */
type Staged = {
  /** Rows of both kinds. */
  readonly count: number
  /** jsonb: rows of pages that are new or changed. */
  readonly rows: string
  /** Ids of the rows of pages with a digest among those known. */
  readonly sameIds: readonly string[]
  /** Of every page; none for people, who are also known from elsewhere. */
  readonly digests: readonly string[]
}

/** Pages (of Miro's members, Slack's users or user groups, or a staff list's records) as they are stored, those left out whose digests are `known`. */
export function stagedPages(
  source: Source['source'],
  pages: readonly (readonly object[])[],
  known: ReadonlySet<string>,
): Staged {
  const texts: string[] = []
  const sameIds: string[] = []
  const digests: string[] = []
  // Of an account that comes twice, the order of its rows says which is the later one.
  const ordered = source === 'miro' && holdsTwice(pages)
  for (const rows of pages.filter(page => page.length > 0)) {
    const text = rowsText(source, rows)
    const digest = source === 'miro' ? createHash('sha256').update(text).digest('base64url') : null
    if (digest !== null) digests.push(digest)
    if (digest !== null && !ordered && known.has(digest))
      sameIds.push(...rows.map(row => String(Reflect.get(row, 'id'))))
    else texts.push(text.slice(1, -1))
  }
  return {
    count: pages.reduce((sum, rows) => sum + rows.length, 0),
    rows: `[${texts.join(',')}]`,
    sameIds,
    digests,
  }
}

function holdsTwice(pages: readonly (readonly object[])[]): boolean {
  const ids = pages.flatMap(rows => rows.map(row => Reflect.get(row, 'id')))
  return new Set(ids).size < ids.length
}

/** Rows as a jsonb value. */
export const rowsText = (source: Source['source'], rows: readonly object[]): string =>
  jsonText(rows.map(row => columns[source].map(([name]) => stored(Reflect.get(row, name)))))

const stored = (value: unknown): unknown => (Array.isArray(value) ? arrayLiteral(value) : (value ?? null))

/** PostgreSQL's text form of an array of texts. */
const arrayLiteral = (texts: readonly unknown[]): string =>
  `{${texts.map(text => `"${String(text).replace(/["\\]/g, '\\$&')}"`).join(',')}}`

/** SQL: where a value of a staff list's stored row stands, from 0. */
export const placeInRecord = (wanted: (typeof recordColumns)[number][0]): string =>
  String(recordColumns.findIndex(([name]) => name === wanted))

/** SQL: the rows of a run's pages with the named columns. $1 is the workspace, `run` the run's parameter. */
export function readRows(source: Source['source'], run: '$2' | '$3', only?: readonly string[]): string {
  const wanted = columns[source].flatMap(([name, type], place) =>
    only === undefined || only.includes(name) ? [`(item->>${place})::${type} AS "${name}"`] : [],
  )
  return `SELECT ${wanted.join(', ')}
    FROM sync_page, LATERAL jsonb_array_elements(sync_page.rows) AS item
    WHERE workspace_id = $1 AND run_id = ${run}`
}

/** SQL: ids of the accounts on pages of run $3 that say what is known. $1 is the workspace. */
export const sameIds = `SELECT unnest(same_ids) AS id FROM sync_page WHERE workspace_id = $1 AND run_id = $3`

/** SQL: what the runs in `runs` (workspace_id, id) read, and the files it was read from, are forgotten. */
export const forgetRead = (runs: string): string => `
  pages AS (
    DELETE FROM sync_page USING ${runs}
    WHERE sync_page.workspace_id = ${runs}.workspace_id AND sync_page.run_id = ${runs}.id),
  files AS (
    DELETE FROM staff_file_part USING ${runs}
    WHERE staff_file_part.workspace_id = ${runs}.workspace_id AND staff_file_part.run_id = ${runs}.id)`
