import type { Sealer } from '../crypto/sealed.ts'
import type { ConnectionKey } from '../domain/connection-key.ts'
import { flag, instant, int, orNull, text } from './engine/columns.ts'
import { boundTo } from './engine/rotate-keys.ts'
import { command, count, inTransaction, isOne, one, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { jsonText } from './sql-values.ts'
import { connected, isConnected, tenant } from './tenant-sql.ts'

/** A token as it was given at a time: what is written with it is refused once another one was. */
type Token = { readonly token: string; readonly at: Date; readonly readAt: Date | null }

/** Tokens for SCIM, one of each organisation where somebody gave one, and the names read with them. */
export function scimRepository(
  { pool, prisma, room }: Pick<Storage, 'pool' | 'prisma' | 'room'>,
  sealer: Sealer,
) {
  const bound = ({ workspaceId, miroOrgId }: ConnectionKey): string =>
    boundTo({ workspaceId, table: 'connection', column: 'scim_token', row: miroOrgId })

  return {
    /** Of the connected organisations with a token. */
    statuses: (workspaceId: string) => rows(pool, statuses, [workspaceId]),

    /** Opened; null where there is none. */
    async token(key: ConnectionKey): Promise<Token | null> {
      const found = await prisma.connection.findFirst({
        where: connected(key),
        select: { scimToken: true, scimTokenAt: true, scimReadAt: true },
      })
      if (found === null || found.scimToken === null || found.scimTokenAt === null) return null
      return {
        token: sealer.open(found.scimToken, bound(key)),
        at: found.scimTokenAt,
        readAt: found.scimReadAt,
      }
    },

    /** Which of these are accounts of the organisation; `known`: whether any account of it is known at all. */
    knows: (key: ConnectionKey, accountIds: readonly string[]) =>
      one(pool, knows, [...tenant(key), accountIds]),

    /** Keeps a token in place of the one before. False: there is no such connection. */
    async set(key: ConnectionKey, token: string, by: string, now: Date): Promise<boolean> {
      const { count } = await prisma.connection.updateMany({
        where: connected(key),
        data: {
          scimToken: sealer.seal(token, bound(key)),
          scimTokenBy: by,
          scimTokenAt: now,
          scimReadAt: null,
          scimTrouble: null,
          scimTroubleSince: null,
        },
      })
      return count === 1
    },

    /** Deletes the token and the names read with it: nobody keeps them up any more. False: there was none. */
    remove: (key: ConnectionKey): Promise<boolean> =>
      inTransaction(pool, async client => {
        if (!(await isOne(client, removeToken, tenant(key)))) return false
        await count(client, removeNames, tenant(key))
        return true
      }),

    /** Names of accounts as far as they are known. False: the token was replaced or removed; nothing was written. */
    async storeNames(
      key: ConnectionKey,
      { at }: Pick<Token, 'at'>,
      users: readonly { readonly id: string; readonly name: string }[],
    ): Promise<boolean> {
      await room()
      return (await one(pool, storeNames, [...tenant(key), at, jsonText(users)])).ours
    },

    /** All names were read, or (`trouble`) could not be. */
    async noteRead(
      key: ConnectionKey,
      { at }: Pick<Token, 'at'>,
      trouble: Trouble | null,
      now: Date,
    ): Promise<void> {
      await count(pool, noteRead, [...tenant(key), at, trouble, now])
    },
  }
}

export type Trouble = 'refused' | 'switched_off' | 'unavailable'

/** How reading names by SCIM is; without the token. */
const status = {
  miroOrgId: text(),
  by: text(),
  at: instant(),
  /** When all names were last read with this token. */
  readAt: orNull(instant()),
  trouble: orNull(text<Trouble>()),
  troubleSince: orNull(instant()),
  /** Accounts with a name. */
  named: int(),
}

// $1 workspace, $2 organisation.

export const statuses = statement(status)`
  SELECT c.miro_org_id AS "miroOrgId", scim_token_by AS by, scim_token_at AS at, scim_read_at AS "readAt",
    scim_trouble AS trouble, scim_trouble_since AS "troubleSince", (
      SELECT count(*)::int FROM account a
      WHERE a.workspace_id = $1 AND a.miro_org_id = c.miro_org_id AND a.name IS NOT NULL AND a.removed_at IS NULL)
      AS named
  FROM connection c
  WHERE c.workspace_id = $1 AND c.state <> 'disconnected' AND c.scim_token IS NOT NULL ORDER BY c.miro_org_id`

/** $3 ids of accounts */
export const knows = statement({ known: flag(), found: int() })`
  SELECT EXISTS (SELECT 1 FROM account WHERE workspace_id = $1 AND miro_org_id = $2) AS known,
    (SELECT count(*)::int FROM account
     WHERE workspace_id = $1 AND miro_org_id = $2 AND id = ANY($3::text[])) AS found`

export const removeToken = command`
  UPDATE connection SET scim_token = NULL, scim_token_by = NULL, scim_token_at = NULL, scim_read_at = NULL,
    scim_trouble = NULL, scim_trouble_since = NULL
  WHERE ${isConnected} AND scim_token IS NOT NULL`

export const removeNames = command`UPDATE account SET name = NULL WHERE workspace_id = $1 AND miro_org_id = $2 AND name IS NOT NULL`

const ours = `${isConnected} AND scim_token IS NOT NULL AND scim_token_at = $3`

/** $4 names. The connection's row stays locked: whoever removes the token waits, and then removes these names too. */
export const storeNames = statement({ ours: flag() })`
  WITH ours AS (SELECT 1 FROM connection WHERE ${ours} FOR NO KEY UPDATE),
  written AS (
    UPDATE account SET name = given.name
    FROM jsonb_to_recordset($4::jsonb) AS given(id text, name text)
    WHERE account.workspace_id = $1 AND account.miro_org_id = $2 AND account.id = given.id
      AND account.name IS DISTINCT FROM given.name AND EXISTS (SELECT 1 FROM ours))
  SELECT EXISTS (SELECT 1 FROM ours) AS ours`

/** $4 trouble, $5 now */
export const noteRead = command`
  UPDATE connection SET scim_read_at = CASE WHEN $4::text IS NULL THEN $5 ELSE scim_read_at END, scim_trouble = $4,
    scim_trouble_since = CASE WHEN $4 IS NOT NULL THEN coalesce(scim_trouble_since, $5) END
  WHERE ${ours}`
