import type { AccountClass } from '../../domain/account-class.ts'
import type { SavedRule } from '../../domain/rule.ts'
import type { ConnectionKey, ConnectionState } from '../connection-key.ts'
import type { Uses } from '../uses.ts'

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

/** Null: no such connection. */
export async function readCritical(
  world: Uses<'connections.get' | 'overview.roles' | 'overview.classes' | 'people.hasLeft' | 'rules.current'>,
  key: ConnectionKey,
): Promise<CriticalSystem | null> {
  const found = await world.connections.get(key)
  if (found === null) return null
  const { criticalSince: since, criticalBy: by, criticalOwner } = found
  const owner = criticalOwner ?? by
  const critical =
    since === null || by === null || owner === null
      ? null
      : { since, by, owner, ownerLeft: await world.people.hasLeft(key.workspaceId, owner) }
  return {
    key,
    organizationName: found.organizationName,
    plan: found.plan,
    state: found.state,
    connectedBy: found.connectedBy,
    connectedAt: found.connectedAt,
    lastCompleteSyncAt: found.lastCompleteSyncAt,
    critical,
    accounts: await numbers(world, key),
    rule: await world.rules.current(key),
  }
}

async function numbers(
  { overview }: Uses<'overview.roles' | 'overview.classes'>,
  key: ConnectionKey,
): Promise<AccountNumbers> {
  const roles = await overview.roles(key)
  const classes = await overview.classes(key)
  return {
    active: roles.reduce((sum, { count }) => sum + count, 0),
    roles,
    classes: Object.fromEntries(classes.map(({ class: kind, count }) => [kind, count])),
  }
}
