import type { Sealer } from '../crypto/sealed.ts'
import type { ConnectionKey } from './connection-key.ts'
import { boundTo } from './engine/rotate-keys.ts'
import type { Storage } from './engine/storage.ts'
import { inTransaction } from './engine/transaction.ts'
import { jsonText } from './json-text.ts'

type Trouble = 'refused' | 'switched_off' | 'unavailable'

/** How reading names by SCIM is; without the token. */
type Status = {
  readonly miroOrgId: string
  readonly by: string
  readonly at: Date
  /** When all names were last read with this token. */
  readonly readAt: Date | null
  readonly trouble: Trouble | null
  readonly troubleSince: Date | null
  /** Accounts with a name. */
  readonly named: number
}

/** A token as it was given at a time: what is written with it is refused once another one was. */
type Token = { readonly token: string; readonly at: Date; readonly readAt: Date | null }

/** Tokens for SCIM, one of each organisation where somebody gave one, and the names read with them. */
export function scimRepository({ pool, room }: Pick<Storage, 'pool' | 'room'>, sealer: Sealer) {
  const bound = ({ workspaceId, miroOrgId }: ConnectionKey): string =>
    boundTo({ workspaceId, table: 'connection', column: 'scim_token', row: miroOrgId })
  const changed = async (text: string, values: unknown[]): Promise<boolean> =>
    (await pool.query(text, values)).rowCount === 1

  return {
    /** Of the connected organisations with a token. */
    async statuses(workspaceId: string): Promise<Status[]> {
      return (await pool.query<Status>(statuses, [workspaceId])).rows
    },

    /** Opened; null where there is none. */
    async token({ workspaceId, miroOrgId }: ConnectionKey): Promise<Token | null> {
      const { rows } = await pool.query<Token>(
        `SELECT scim_token AS token, scim_token_at AS at, scim_read_at AS "readAt"
         FROM connection WHERE ${byKey} AND scim_token IS NOT NULL`,
        [workspaceId, miroOrgId],
      )
      const [row] = rows
      return row === undefined
        ? null
        : { ...row, token: sealer.open(row.token, bound({ workspaceId, miroOrgId })) }
    },

    /** Which of these are accounts of the organisation; `known`: whether any account of it is known at all. */
    async knows(
      { workspaceId, miroOrgId }: ConnectionKey,
      accountIds: readonly string[],
    ): Promise<{ readonly known: boolean; readonly found: number }> {
      const { rows } = await pool.query<{ known: boolean; found: number }>(knows, [
        workspaceId,
        miroOrgId,
        accountIds,
      ])
      return rows[0] ?? { known: false, found: 0 }
    },

    /** Keeps a token in place of the one before. False: there is no such connection. */
    set: (key: ConnectionKey, token: string, by: string, now: Date): Promise<boolean> =>
      changed(
        `UPDATE connection SET scim_token = $3, scim_token_by = $4, scim_token_at = $5, scim_read_at = NULL,
           scim_trouble = NULL, scim_trouble_since = NULL
         WHERE ${byKey}`,
        [key.workspaceId, key.miroOrgId, sealer.seal(token, bound(key)), by, now],
      ),

    /** Deletes the token and the names read with it: nobody keeps them up any more. False: there was none. */
    remove: ({ workspaceId, miroOrgId }: ConnectionKey): Promise<boolean> =>
      inTransaction(pool, async client => {
        const removed = await client.query(removeToken, [workspaceId, miroOrgId])
        if (removed.rowCount !== 1) return false
        await client.query(
          'UPDATE account SET name = NULL WHERE workspace_id = $1 AND miro_org_id = $2 AND name IS NOT NULL',
          [workspaceId, miroOrgId],
        )
        return true
      }),

    /** Names of accounts as far as they are known. False: the token was replaced or removed; nothing was written. */
    async storeNames(
      { workspaceId, miroOrgId }: ConnectionKey,
      { at }: Pick<Token, 'at'>,
      users: readonly { readonly id: string; readonly name: string }[],
    ): Promise<boolean> {
      await room()
      const values = [workspaceId, miroOrgId, at, jsonText(users)]
      return (await pool.query<{ ours: boolean }>(storeNames, values)).rows[0]?.ours === true
    },

    /** All names were read, or (`trouble`) could not be. */
    async noteRead(
      { workspaceId, miroOrgId }: ConnectionKey,
      { at }: Pick<Token, 'at'>,
      trouble: Trouble | null,
      now: Date,
    ): Promise<void> {
      await pool.query(noteRead, [workspaceId, miroOrgId, at, trouble, now])
    },
  }
}

const byKey = `workspace_id = $1 AND miro_org_id = $2 AND state <> 'disconnected'`

const statuses = `
  SELECT c.miro_org_id AS "miroOrgId", scim_token_by AS by, scim_token_at AS at, scim_read_at AS "readAt",
    scim_trouble AS trouble, scim_trouble_since AS "troubleSince", (
      SELECT count(*)::int FROM account a
      WHERE a.workspace_id = $1 AND a.miro_org_id = c.miro_org_id AND a.name IS NOT NULL AND a.removed_at IS NULL)
      AS named
  FROM connection c
  WHERE c.workspace_id = $1 AND c.state <> 'disconnected' AND c.scim_token IS NOT NULL ORDER BY c.miro_org_id`

const knows = `
  SELECT EXISTS (SELECT 1 FROM account WHERE workspace_id = $1 AND miro_org_id = $2) AS known,
    (SELECT count(*)::int FROM account
     WHERE workspace_id = $1 AND miro_org_id = $2 AND id = ANY($3::text[])) AS found`

const removeToken = `
  UPDATE connection SET scim_token = NULL, scim_token_by = NULL, scim_token_at = NULL, scim_read_at = NULL,
    scim_trouble = NULL, scim_trouble_since = NULL
  WHERE ${byKey} AND scim_token IS NOT NULL`

const ours = `${byKey} AND scim_token IS NOT NULL AND scim_token_at = $3`

/** $4 names. The connection's row stays locked: whoever removes the token waits, and then removes these names too. */
const storeNames = `
  WITH ours AS (SELECT 1 FROM connection WHERE ${ours} FOR NO KEY UPDATE),
  written AS (
    UPDATE account SET name = given.name
    FROM jsonb_to_recordset($4::jsonb) AS given(id text, name text)
    WHERE account.workspace_id = $1 AND account.miro_org_id = $2 AND account.id = given.id
      AND account.name IS DISTINCT FROM given.name AND EXISTS (SELECT 1 FROM ours))
  SELECT EXISTS (SELECT 1 FROM ours) AS ours`

/** $4 trouble, $5 now */
const noteRead = `
  UPDATE connection SET scim_read_at = CASE WHEN $4::text IS NULL THEN $5 ELSE scim_read_at END, scim_trouble = $4,
    scim_trouble_since = CASE WHEN $4 IS NOT NULL THEN coalesce(scim_trouble_since, $5) END
  WHERE ${ours}`
