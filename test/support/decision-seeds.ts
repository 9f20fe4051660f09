import { accountSyncRepository } from '../../src/storage/account-sync-sql.ts'
import type { Storage } from '../../src/storage/engine/storage.ts'
import { staffSyncRepository } from '../../src/storage/staff-sync-sql.ts'
import { at, here, member, readRun, saidOf, seedConnections, there, user } from '../storage/seeds.ts'

/** Accounts u1 to u4 in both workspaces; staff UA (u1@acme.com), UB, the guest UG and UL, who left, in the first. */
export async function seedDecisions(storage: Storage): Promise<void> {
  await seedConnections(storage)
  for (const key of [here, there]) {
    const rows = ['u1', 'u2', 'u3', 'u4'].map(id => member(id))
    const run = await readRun(storage, 'miro', [rows], at(1), key)
    await accountSyncRepository(storage).apply(run, { gone: [], now: at(1) })
  }
  const people = [
    user('UA', { name: 'Ana', address: 'u1@acme.com' }),
    user('UB', { name: 'Ben' }),
    user('UG', { name: 'Gus', kind: 'guest' }),
    user('UL', { name: 'Lea', deactivated: true }),
  ]
  const staff = await readRun(storage, 'slack', [people], at(1))
  await staffSyncRepository(storage).apply(staff, { now: at(1) })
}

export async function personId(storage: Storage, slackUserId: string): Promise<string> {
  const { rows } = await storage.pool.query<{ id: string }>(
    'SELECT id FROM person WHERE slack_user_id = $1',
    [slackUserId],
  )
  return rows[0]?.id ?? ''
}

/** What an evaluation would have stored of these accounts of the first workspace. */
export async function assess(
  storage: Storage,
  accounts: readonly (readonly [id: string, kind: string, slackUserId: string | null, why: string])[],
): Promise<void> {
  for (const [id, kind, slackUserId, why] of accounts)
    await storage.pool.query(
      `INSERT INTO assessment (workspace_id, miro_org_id, account_id, class, person_id, matched_by, results,
         changed_at)
       VALUES ('T1', $1, $2, $3, $4, $5, $6, $7)`,
      [
        ...[here.miroOrgId, id, kind, slackUserId === null ? null : await personId(storage, slackUserId)],
        ...[
          kind === 'staff' ? 'email' : null,
          saidOf(`${kind === 'unidentified' ? 'fail' : 'pass'} ${why}`),
          at(1),
        ],
      ],
    )
}
