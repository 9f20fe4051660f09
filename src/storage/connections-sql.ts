import { z } from 'zod'
import type { Sealer } from '../crypto/sealed.ts'
import type { ConnectionKey } from '../domain/connection-key.ts'
import { boundTo } from './engine/rotate-keys.ts'
import { command, count } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import type { Connection, Prisma } from './generated/client.ts'
import { connected } from './tenant-sql.ts'

const columns = {
  workspaceId: true,
  miroOrgId: true,
  organizationName: true,
  plan: true,
  scopes: true,
  miroUserId: true,
  connectedBy: true,
  connectedAt: true,
  state: true,
  stateSince: true,
  criticalSince: true,
  criticalBy: true,
  criticalOwner: true,
  lastCompleteSyncAt: true,
  refreshToken: true,
  tokensStoredAt: true,
} as const satisfies Prisma.ConnectionSelect

type Row = Prisma.ConnectionGetPayload<{ select: typeof columns }>

const stateShape = z.enum(['connected', 'reconnect_needed', 'access_lost'])
type State = z.infer<typeof stateShape>

/** A connection without its secrets. */
export type ConnectionRow = Omit<
  Row,
  'workspaceId' | 'miroOrgId' | 'state' | 'refreshToken' | 'tokensStoredAt'
> & {
  readonly key: ConnectionKey
  readonly state: State
  /** When its tokens were last renewed; null: they need not be. */
  readonly tokensRenewedAt: Date | null
}

const connectionOf = (row: Row): ConnectionRow => {
  const { workspaceId, miroOrgId, state, refreshToken, tokensStoredAt, ...shown } = row
  return {
    ...shown,
    key: { workspaceId, miroOrgId },
    state: stateShape.parse(state),
    tokensRenewedAt: refreshToken === null ? null : tokensStoredAt,
  }
}

/** Evidence of a connection that is none any more. */
type DisconnectedRow = Pick<ConnectionRow, 'key' | 'organizationName' | 'criticalSince'> & {
  readonly disconnectedAt: Date
}

type Tokens = Pick<Connection, 'refreshToken' | 'accessTokenExpiresAt'> & { readonly accessToken: string }

type Credentials = Tokens & Pick<Connection, 'clientId' | 'tokenVersion'> & { readonly clientSecret: string }

type NewConnection = Pick<
  ConnectionRow,
  'key' | 'organizationName' | 'plan' | 'miroUserId' | 'connectedBy'
> & {
  readonly clientId: string
  readonly clientSecret: string
  readonly tokens: Tokens
  readonly scopes: readonly string[]
  readonly now: Date
}

/** Whoever claimed a refresh and died keeps others waiting no longer than this, also where its clock was ahead. */
const claimMs = 60_000

const shifted = (time: Date, milliseconds: number): Date => new Date(time.getTime() + milliseconds)

/** Miro organisations and the tokens for them. Secrets are sealed, each bound to its row and column. */
export function connectionsRepository({ pool, prisma }: Pick<Storage, 'pool' | 'prisma'>, sealer: Sealer) {
  const bound = (key: ConnectionKey, column: string): string =>
    boundTo({ workspaceId: key.workspaceId, table: 'connection', column, row: key.miroOrgId })
  const seal = (key: ConnectionKey, column: string, plain: string): string =>
    sealer.seal(plain, bound(key, column))
  const open = (key: ConnectionKey, column: string, sealed: string): string =>
    sealer.open(sealed, bound(key, column))
  const sealTokens = (key: ConnectionKey, tokens: Tokens) => ({
    accessToken: seal(key, 'access_token', tokens.accessToken),
    refreshToken: tokens.refreshToken === null ? null : seal(key, 'refresh_token', tokens.refreshToken),
    accessTokenExpiresAt: tokens.accessTokenExpiresAt,
  })
  const select = async (where: Prisma.ConnectionWhereInput): Promise<ConnectionRow[]> => {
    const found = await prisma.connection.findMany({
      where: { AND: [where, { state: { not: 'disconnected' } }] },
      select: columns,
      orderBy: [{ workspaceId: 'asc' }, { miroOrgId: 'asc' }],
    })
    return found.map(connectionOf)
  }
  /** Whether there was such a connection, of which that also holds. */
  const changed = async (
    key: ConnectionKey,
    where: Prisma.ConnectionWhereInput,
    data: Prisma.ConnectionUpdateManyMutationInput,
  ): Promise<boolean> =>
    (await prisma.connection.updateMany({ where: { AND: [connected(key), where] }, data })).count === 1

  return {
    all: (): Promise<ConnectionRow[]> => select({}),

    list: (workspaceId: string): Promise<ConnectionRow[]> => select({ workspaceId }),

    /** What is left of those that were disconnected, the last one first. */
    async disconnected(workspaceId: string): Promise<DisconnectedRow[]> {
      const found = await prisma.connection.findMany({
        where: { workspaceId, state: 'disconnected' },
        select: { miroOrgId: true, organizationName: true, stateSince: true, criticalSince: true },
        orderBy: [{ stateSince: 'desc' }, { miroOrgId: 'asc' }],
      })
      return found.map(({ miroOrgId, stateSince, ...row }) => ({
        ...row,
        key: { workspaceId, miroOrgId },
        disconnectedAt: stateSince,
      }))
    },

    async get(key: ConnectionKey): Promise<ConnectionRow | null> {
      const row = await prisma.connection.findFirst({ where: connected(key), select: columns })
      return row === null ? null : connectionOf(row)
    },

    /** The secrets, opened. */
    async credentials(key: ConnectionKey): Promise<Credentials | null> {
      const row = await prisma.connection.findFirst({
        where: connected(key),
        select: {
          clientId: true,
          clientSecret: true,
          accessToken: true,
          refreshToken: true,
          accessTokenExpiresAt: true,
          tokenVersion: true,
        },
      })
      // Only a disconnected one has none, and one whose app was long gone from Slack.
      if (row === null || row.clientSecret === null || row.accessToken === null) return null
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
      const tokens = sealTokens(key, input.tokens)
      await count(pool, save, [
        key.workspaceId,
        key.miroOrgId,
        input.organizationName,
        input.plan,
        input.clientId,
        seal(key, 'client_secret', input.clientSecret),
        tokens.accessToken,
        tokens.refreshToken,
        tokens.accessTokenExpiresAt,
        now,
        input.scopes,
        input.miroUserId,
        input.connectedBy,
      ])
    },

    /** False when somebody stored newer ones. */
    storeTokens: (key: ConnectionKey, tokens: Tokens, expectedVersion: number, now: Date): Promise<boolean> =>
      changed(
        key,
        { tokenVersion: expectedVersion },
        {
          ...sealTokens(key, tokens),
          tokensStoredAt: now,
          tokenVersion: { increment: 1 },
          refreshClaimedAt: null,
        },
      ),

    /** True for the one caller, of all processes, that may refresh this version now. */
    claimRefresh: (key: ConnectionKey, version: number, now: Date): Promise<boolean> =>
      changed(
        key,
        {
          tokenVersion: version,
          OR: [
            { refreshClaimedAt: null },
            { refreshClaimedAt: { lt: shifted(now, -claimMs) } },
            { refreshClaimedAt: { gt: shifted(now, claimMs) } },
          ],
        },
        { refreshClaimedAt: now },
      ),

    /** The refresh came to nothing: the next one need not wait. */
    async releaseRefresh(key: ConnectionKey, version: number): Promise<void> {
      await changed(key, { tokenVersion: version }, { refreshClaimedAt: null })
    },

    /** True when it changed. */
    setState: (key: ConnectionKey, state: State, now: Date): Promise<boolean> =>
      changed(key, { state: { not: state } }, { state, stateSince: now }),

    /** Deletes the secrets, so that it has to be connected anew. False when there were none. */
    forgetTokens: (key: ConnectionKey, now: Date): Promise<boolean> =>
      changed(
        key,
        { accessToken: { not: null } },
        {
          ...{ clientSecret: null, accessToken: null, refreshToken: null, accessTokenExpiresAt: null },
          ...{ refreshClaimedAt: null, scimToken: null, scimTokenBy: null, scimTokenAt: null },
          ...{ tokenVersion: { increment: 1 }, state: 'reconnect_needed', stateSince: now },
        },
      ),

    /** Whoever adds it owns it. False when it was one already. */
    addAsCritical: (key: ConnectionKey, by: string, now: Date): Promise<boolean> =>
      changed(key, { criticalSince: null }, { criticalSince: now, criticalBy: by, criticalOwner: by }),

    /** False when it was none. The rule and the approvals stay. */
    removeFromCritical: (key: ConnectionKey): Promise<boolean> =>
      changed(
        key,
        { criticalSince: { not: null } },
        { criticalSince: null, criticalBy: null, criticalOwner: null },
      ),

    /** False when it is no critical system, or is owned by this person already. */
    setCriticalOwner: (key: ConnectionKey, slackUserId: string): Promise<boolean> =>
      changed(
        key,
        {
          criticalSince: { not: null },
          OR: [{ criticalOwner: null }, { criticalOwner: { not: slackUserId } }],
        },
        { criticalOwner: slackUserId },
      ),
  }
}

/** $7 to $9 the tokens, $10 now. Another token version ends a refresh that is under way. */
export const save = command`
  INSERT INTO connection (workspace_id, miro_org_id, organization_name, plan, client_id, client_secret,
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
    state_since = CASE WHEN connection.state = 'connected' THEN connection.state_since ELSE $10 END`
