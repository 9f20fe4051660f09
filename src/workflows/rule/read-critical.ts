import type { SavedRule } from '../../domain/rule.ts'
import type { AccountClass } from '../../domain/snapshot.ts'
import type { ConnectionKey, ConnectionState } from '../connection-key.ts'

/** Miro as a critical system, read from what is stored. */
export type CriticalSystem = {
  readonly key: ConnectionKey
  readonly organizationName: string
  readonly plan: string
  readonly state: ConnectionState
  readonly connectedBy: string
  readonly connectedAt: Date
  readonly lastCompleteSyncAt: Date | null
  /** Null: connected, but no critical system. */
  readonly critical: {
    readonly since: Date
    readonly by: string
    readonly owner: string
    /** The staff list says that the owner is not with the company any more. */
    readonly ownerLeft: boolean
  } | null
  readonly accounts: AccountNumbers
  readonly rule: SavedRule | null
}

/** Accounts that are neither gone nor deactivated. */
export type AccountNumbers = {
  readonly active: number
  /** The most frequent first. */
  readonly roles: readonly { readonly role: string; readonly count: number }[]
  /** Those not judged yet stand nowhere. */
  readonly classes: Readonly<Partial<Record<AccountClass, number>>>
}

type Needs = {
  readonly connections: {
    get(key: ConnectionKey): Promise<
      | (Omit<CriticalSystem, 'critical' | 'accounts' | 'rule'> & {
          criticalSince: Date | null
          criticalBy: string | null
          criticalOwner: string | null
        })
      | null
    >
  }
  readonly overview: {
    roles(key: ConnectionKey): Promise<AccountNumbers['roles']>
    classes(key: ConnectionKey): Promise<readonly { class: AccountClass; count: number }[]>
  }
  readonly people: { hasLeft(workspaceId: string, slackUserId: string): Promise<boolean> }
  readonly rules: { current(key: ConnectionKey): Promise<SavedRule | null> }
}

/** Null: no such connection. */
export async function readCritical(needs: Needs, key: ConnectionKey): Promise<CriticalSystem | null> {
  const found = await needs.connections.get(key)
  if (found === null) return null
  const { criticalSince: since, criticalBy: by, criticalOwner } = found
  const owner = criticalOwner ?? by
  const critical =
    since === null || by === null || owner === null
      ? null
      : { since, by, owner, ownerLeft: await needs.people.hasLeft(key.workspaceId, owner) }
  return {
    key,
    organizationName: found.organizationName,
    plan: found.plan,
    state: found.state,
    connectedBy: found.connectedBy,
    connectedAt: found.connectedAt,
    lastCompleteSyncAt: found.lastCompleteSyncAt,
    critical,
    accounts: await numbers(needs, key),
    rule: await needs.rules.current(key),
  }
}

async function numbers({ overview }: Pick<Needs, 'overview'>, key: ConnectionKey): Promise<AccountNumbers> {
  const roles = await overview.roles(key)
  const classes = await overview.classes(key)
  return {
    active: roles.reduce((sum, { count }) => sum + count, 0),
    roles,
    classes: Object.fromEntries(classes.map(({ class: kind, count }) => [kind, count])),
  }
}
