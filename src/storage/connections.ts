import type { Sealer } from '../crypto/sealed.ts'
import type { ConnectionKey } from './connection-key.ts'
import { boundTo } from './engine/rotate-keys.ts'
import type { Storage } from './engine/storage.ts'

type State = 'connected' | 'reconnect_needed' | 'access_lost'

/** A connection without its secrets. */
export type ConnectionRow = {
  readonly key: ConnectionKey
  readonly organizationName: string
  readonly plan: string
  readonly scopes: string[]
  readonly miroUserId: string
  readonly connectedBy: string
  readonly connectedAt: Date
  readonly state: State
  readonly stateSince: Date
  readonly criticalSince: Date | null
  readonly criticalBy: string | null
  /** Slack id of who answers for it as a critical system; null while it is none. */
  readonly criticalOwner: string | null
  readonly lastCompleteSyncAt: Date | null
  /** When its tokens were last renewed; null: they need not be. */
  readonly tokensRenewedAt: Date | null
}

/** Evidence of a connection that is none any more. */
type DisconnectedRow = Pick<ConnectionRow, 'key' | 'organizationName' | 'criticalSince'> & {
  readonly disconnectedAt: Date
}

type Tokens = {
  readonly accessToken: string
  readonly refreshToken: string | null
  readonly accessTokenExpiresAt: Date | null
}

type Credentials = Tokens & {
  readonly clientId: string
  readonly clientSecret: string
  readonly tokenVersion: number
}

type NewConnection = {
  readonly key: ConnectionKey
  readonly organizationName: string
  readonly plan: string
  readonly clientId: string
  readonly clientSecret: string
  readonly tokens: Tokens
  readonly scopes: readonly string[]
  readonly miroUserId: string
  readonly connectedBy: string
  readonly now: Date
}

const columns = `json_build_object('workspaceId', workspace_id, 'miroOrgId', miro_org_id) AS key,
  organization_name AS "organizationName", plan, scopes, miro_user_id AS "miroUserId",
  connected_by AS "connectedBy", connected_at AS "connectedAt", state, state_since AS "stateSince",
  critical_since AS "criticalSince", critical_by AS "criticalBy", critical_owner AS "criticalOwner",
  last_complete_sync_at AS "lastCompleteSyncAt",
  CASE WHEN refresh_token IS NOT NULL THEN tokens_stored_at END AS "tokensRenewedAt"`

/** A disconnected one is evidence, and no connection. */
const byKey = `workspace_id = $1 AND miro_org_id = $2 AND state <> 'disconnected'`

/** Whoever claimed a refresh and died keeps others waiting no longer than this, also where its clock was ahead. */
const claimMs = 60_000

const shifted = (time: Date, milliseconds: number): Date => new Date(time.getTime() + milliseconds)

/** Miro organisations and the tokens for them. Secrets are sealed, each bound to its row and column. */
export function connectionsRepository({ pool }: Pick<Storage, 'pool'>, sealer: Sealer) {
  const bound = (key: ConnectionKey, column: string): string =>
    boundTo({ workspaceId: key.workspaceId, table: 'connection', column, row: key.miroOrgId })
  const seal = (key: ConnectionKey, column: string, plain: string): string =>
    sealer.seal(plain, bound(key, column))
  const open = (key: ConnectionKey, column: string, sealed: string): string =>
    sealer.open(sealed, bound(key, column))
  const sealTokens = (key: ConnectionKey, tokens: Tokens) => [
    seal(key, 'access_token', tokens.accessToken),
    tokens.refreshToken === null ? null : seal(key, 'refresh_token', tokens.refreshToken),
    tokens.accessTokenExpiresAt,
  ]
  const select = async (where: string, values: unknown[]): Promise<ConnectionRow[]> =>
    (
      await pool.query<ConnectionRow>(
        `SELECT ${columns} FROM connection WHERE ${where} ORDER BY workspace_id, miro_org_id`,
        values,
      )
    ).rows
  const changed = async (text: string, values: unknown[]): Promise<boolean> =>
    (await pool.query(text, values)).rowCount === 1

  return {
    all: (): Promise<ConnectionRow[]> => select(`state <> 'disconnected'`, []),

    list: (workspaceId: string): Promise<ConnectionRow[]> =>
      select(`workspace_id = $1 AND state <> 'disconnected'`, [workspaceId]),

    /** What is left of those that were disconnected, the last one first. */
    async disconnected(workspaceId: string): Promise<DisconnectedRow[]> {
      const { rows } = await pool.query<DisconnectedRow>(
        `SELECT json_build_object('workspaceId', workspace_id, 'miroOrgId', miro_org_id) AS key,
           organization_name AS "organizationName", state_since AS "disconnectedAt",
           critical_since AS "criticalSince"
         FROM connection WHERE workspace_id = $1 AND state = 'disconnected'
         ORDER BY state_since DESC, miro_org_id`,
        [workspaceId],
      )
      return rows
    },

    get: async (key: ConnectionKey): Promise<ConnectionRow | null> =>
      (await select(byKey, [key.workspaceId, key.miroOrgId]))[0] ?? null,

    /** The secrets, opened. */
    async credentials(key: ConnectionKey): Promise<Credentials | null> {
      const { rows } = await pool.query<Credentials>(
        `SELECT client_id AS "clientId", client_secret AS "clientSecret", access_token AS "accessToken",
           refresh_token AS "refreshToken", access_token_expires_at AS "accessTokenExpiresAt",
           token_version AS "tokenVersion"
         FROM connection WHERE ${byKey}`,
        [key.workspaceId, key.miroOrgId],
      )
      const [row] = rows
      if (row === undefined) return null
      return {
        ...row,
        clientSecret: open(key, 'client_secret', row.clientSecret),
        accessToken: open(key, 'access_token', row.accessToken),
        refreshToken: row.refreshToken === null ? null : open(key, 'refresh_token', row.refreshToken),
      }
    },

    /** Stores a connection, or renews one: the rule, the accounts and the findings stay. */
    async save(input: NewConnection): Promise<void> {
      const { key, now } = input
      await pool.query(
        `INSERT INTO connection (workspace_id, miro_org_id, organization_name, plan, client_id, client_secret,
           access_token, refresh_token, access_token_expires_at, tokens_stored_at, scopes, miro_user_id,
           connected_by, connected_at, state, state_since)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $10, 'connected', $10)
         ON CONFLICT (workspace_id, miro_org_id) DO UPDATE SET
           organization_name = excluded.organization_name, plan = excluded.plan, client_id = excluded.client_id,
           client_secret = excluded.client_secret, access_token = excluded.access_token,
           refresh_token = excluded.refresh_token, access_token_expires_at = excluded.access_token_expires_at,
           tokens_stored_at = excluded.tokens_stored_at, token_version = connection.token_version + 1,
           refresh_claimed_at = NULL, scopes = excluded.scopes, miro_user_id = excluded.miro_user_id,
           connected_by = excluded.connected_by, connected_at = excluded.connected_at, state = 'connected',
           state_since = CASE WHEN connection.state = 'connected' THEN connection.state_since ELSE $10 END`,
        [
          key.workspaceId,
          key.miroOrgId,
          input.organizationName,
          input.plan,
          input.clientId,
          seal(key, 'client_secret', input.clientSecret),
          ...sealTokens(key, input.tokens),
          now,
          input.scopes,
          input.miroUserId,
          input.connectedBy,
        ],
      )
    },

    /** False when somebody stored newer ones. */
    storeTokens: (key: ConnectionKey, tokens: Tokens, expectedVersion: number, now: Date): Promise<boolean> =>
      changed(
        `UPDATE connection SET access_token = $3, refresh_token = $4, access_token_expires_at = $5,
           tokens_stored_at = $6, token_version = token_version + 1, refresh_claimed_at = NULL
         WHERE ${byKey} AND token_version = $7`,
        [key.workspaceId, key.miroOrgId, ...sealTokens(key, tokens), now, expectedVersion],
      ),

    /** True for the one caller, of all processes, that may refresh this version now. */
    claimRefresh: (key: ConnectionKey, version: number, now: Date): Promise<boolean> =>
      changed(
        `UPDATE connection SET refresh_claimed_at = $4
         WHERE ${byKey} AND token_version = $3
           AND (refresh_claimed_at IS NULL OR refresh_claimed_at NOT BETWEEN $5 AND $6)`,
        [key.workspaceId, key.miroOrgId, version, now, shifted(now, -claimMs), shifted(now, claimMs)],
      ),

    /** The refresh came to nothing for a reason that may pass: the next one need not wait. */
    async releaseRefresh(key: ConnectionKey, version: number): Promise<void> {
      await changed(`UPDATE connection SET refresh_claimed_at = NULL WHERE ${byKey} AND token_version = $3`, [
        key.workspaceId,
        key.miroOrgId,
        version,
      ])
    },

    /** True when it changed. */
    setState: (key: ConnectionKey, state: State, now: Date): Promise<boolean> =>
      changed(`UPDATE connection SET state = $3, state_since = $4 WHERE ${byKey} AND state <> $3`, [
        key.workspaceId,
        key.miroOrgId,
        state,
        now,
      ]),

    /** Whoever adds it owns it. False when it was one already. */
    addAsCritical: (key: ConnectionKey, by: string, now: Date): Promise<boolean> =>
      changed(
        `UPDATE connection SET critical_since = $3, critical_by = $4, critical_owner = $4
         WHERE ${byKey} AND critical_since IS NULL`,
        [key.workspaceId, key.miroOrgId, now, by],
      ),

    /** False when it was none. The rule and the approvals stay. */
    removeFromCritical: (key: ConnectionKey): Promise<boolean> =>
      changed(
        `UPDATE connection SET critical_since = NULL, critical_by = NULL, critical_owner = NULL
         WHERE ${byKey} AND critical_since IS NOT NULL`,
        [key.workspaceId, key.miroOrgId],
      ),

    /** False when it is no critical system, or is owned by this person already. */
    setCriticalOwner: (key: ConnectionKey, slackUserId: string): Promise<boolean> =>
      changed(
        `UPDATE connection SET critical_owner = $3
         WHERE ${byKey} AND critical_since IS NOT NULL AND critical_owner IS DISTINCT FROM $3`,
        [key.workspaceId, key.miroOrgId, slackUserId],
      ),
  }
}
