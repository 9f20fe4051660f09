import type { Storage } from '../../storage/engine/storage.ts'
import type { Decisions } from './seed.ts'

/**
 * Puts what people decided and what has no screen yet into the database of a connected organization whose accounts
 * and staff have been read. The next sync or decision judges by it. Throws when a decision names nobody.
 */
export async function storeDecisions(
  { pool }: Pick<Storage, 'pool'>,
  key: { readonly workspaceId: string; readonly miroOrgId: string },
  decisions: Decisions,
  now: Date,
): Promise<void> {
  const { workspaceId, miroOrgId } = key

  async function personId(slackUserId: string): Promise<string> {
    const found = await pool.query<{ id: string }>(
      'SELECT id FROM person WHERE workspace_id = $1 AND slack_user_id = $2',
      [workspaceId, slackUserId],
    )
    return only(found.rows, slackUserId)
  }
  async function accountId(email: string): Promise<string> {
    const found = await pool.query<{ id: string }>(
      'SELECT id FROM account WHERE workspace_id = $1 AND miro_org_id = $2 AND address = $3',
      [workspaceId, miroOrgId, email.trim().toLowerCase()],
    )
    return only(found.rows, email)
  }

  await pool.query('UPDATE workspace SET equal_domains = $2 WHERE id = $1', [
    workspaceId,
    decisions.equalDomains,
  ])
  for (const { slackUserId, address } of decisions.aliases)
    await pool.query(
      `INSERT INTO person_address (workspace_id, address, person_id, kind, since) VALUES ($1, $2, $3, 'alias', $4)
       ON CONFLICT DO NOTHING`,
      [workspaceId, address.trim().toLowerCase(), await personId(slackUserId), now],
    )
  for (const given of decisions.classes)
    await pool.query(
      `INSERT INTO classification
         (workspace_id, miro_org_id, account_id, class, person_id, reason, decided_by, decided_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'sandbox', $7)
       ON CONFLICT (workspace_id, miro_org_id, account_id)
       DO UPDATE SET class = excluded.class, person_id = excluded.person_id, reason = excluded.reason`,
      [
        workspaceId,
        miroOrgId,
        await accountId(given.email),
        given.class,
        given.slackUserId === null ? null : await personId(given.slackUserId),
        given.reason,
        now,
      ],
    )
  for (const given of decisions.exceptions)
    await pool.query(
      `INSERT INTO exception (workspace_id, miro_org_id, check_id, account_id, reason, requested_by, approved_by,
         created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (workspace_id, miro_org_id, check_id, account_id)
       DO UPDATE SET reason = excluded.reason, expires_at = excluded.expires_at, revoked_at = NULL`,
      [
        workspaceId,
        miroOrgId,
        given.checkId,
        await accountId(given.email),
        given.reason,
        given.requestedBy,
        given.approvedBy,
        now,
        new Date(now.getTime() + given.days * 86_400_000),
      ],
    )
}

function only(rows: readonly { id: string }[], name: string): string {
  const [row, ...others] = rows
  if (row === undefined || others.length > 0) throw new Error(`${name} names ${rows.length} rows, not one`)
  return row.id
}
