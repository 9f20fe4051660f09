import type { MiroMember } from '../../src/domain/account.ts'
import type { DirectoryUser } from '../../src/domain/staff.ts'
import type { StaffRecord } from '../../src/domain/staff-list.ts'
import type { Storage } from '../../src/storage/engine/open.ts'
import { syncRunsRepository } from '../../src/storage/sync-runs-sql.ts'

/** Two workspaces with the same Miro organisation each: what is done in one must not be seen in the other. */
export const here = { workspaceId: 'T1', miroOrgId: '3458764500000000001' }
export const there = { workspaceId: 'T2', miroOrgId: '3458764500000000001' }

/** `minutes` after the start of the test's day. */
export const at = (minutes: number): Date => new Date(Date.UTC(2026, 0, 1) + minutes * 60_000)

export async function seedConnections({ pool }: Storage): Promise<void> {
  for (const { workspaceId, miroOrgId } of [here, there]) {
    await pool.query('INSERT INTO workspace (id, name, bot_user_id, created_at) VALUES ($1, $1, $2, $3)', [
      workspaceId,
      'UBOT',
      at(0),
    ])
    await pool.query(
      `INSERT INTO connection (workspace_id, miro_org_id, organization_name, plan, client_id, client_secret,
         access_token, tokens_stored_at, miro_user_id, connected_by, connected_at, state, state_since)
       VALUES ($1, $2, 'Acme', 'company', 'client', 'x', 'x', $3, 'm1', 'U1', $3, 'connected', $3)`,
      [workspaceId, miroOrgId, at(0)],
    )
  }
}

export const member = (id: string, more: Partial<MiroMember> = {}): MiroMember => ({
  id,
  email: `${id}@Acme.com`,
  address: `${id}@acme.com`,
  role: 'organization_internal_user',
  license: 'full',
  active: true,
  lastActivityAt: '2025-12-01T10:00:00Z',
  licenseAssignedAt: null,
  adminRoles: [],
  ...more,
})

export const user = (slackUserId: string, more: Partial<DirectoryUser> = {}): DirectoryUser => ({
  slackUserId,
  name: `Name ${slackUserId}`,
  kind: 'member',
  address: `${slackUserId.toLowerCase()}@acme.com`,
  title: null,
  timeZone: 'Europe/Berlin',
  isAdmin: false,
  deactivated: false,
  ...more,
})

/** A row of a staff list about `name@acme.com`. */
export const record = (name: string, more: Partial<StaffRecord> = {}): StaffRecord => ({
  ...{ line: name.charCodeAt(0), addresses: [`${name}@acme.com`], name: null, title: null, department: null },
  ...{ manager: null, type: null, startDay: null, lastDay: null, timeZone: null, setAside: false },
  ...{ employeeId: null, gone: false },
  ...more,
})

/** A run of accounts, of Slack's people or of a staff list, with all of its pages read. */
export async function readRun(
  storage: Storage,
  source: 'miro' | 'slack' | 'list',
  pages: readonly (readonly object[])[],
  now: Date,
  key = here,
  unread: readonly string[] = [],
) {
  const runs = syncRunsRepository(storage)
  const sourceId = source === 'miro' ? key.miroOrgId : key.workspaceId
  const acquired = await runs.acquire({
    workspaceId: key.workspaceId,
    source,
    sourceId,
    requestedBy: null,
    now,
  })
  if (acquired.outcome !== 'acquired') throw new Error('the source is busy')
  for (const [index, rows] of pages.entries()) {
    const cursor = index === pages.length - 1 ? null : `c${index + 1}`
    const saved = await runs.savePage(
      acquired.run,
      { number: index + 1, pages: [rows], cursor, setAside: 0, ...(cursor === null && { unread }) },
      now,
    )
    if (!saved) throw new Error('a page was refused')
  }
  return acquired.run
}

/** Every row of a table, as it is, in a fixed order. */
export async function rowsOf(storage: Storage, select: string): Promise<unknown[]> {
  return (await storage.pool.query(select)).rows
}

/** What the checks said of an account, each as "verdict why", as it is stored. */
export const saidOf = (
  identified = 'pass confirmed',
  removed = 'not_applicable not_left',
  valid = 'pass staff_member',
) =>
  Object.fromEntries(
    Object.entries({ identified, removed, valid }).map(([id, said]) => {
      const [verdict, why] = said.split(' ')
      return [id, { verdict, why }]
    }),
  )
