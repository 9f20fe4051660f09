import type { AccountClass } from '../../domain/account.ts'
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

/** Adds the Miro organisation as a critical system: from now on check 3 wants a rule. */
export async function addAsCritical(
  world: Uses<'clock' | 'connections.addAsCritical' | 'audit.append' | 'requestEvaluation'>,
  input: { readonly key: ConnectionKey; readonly by: string },
): Promise<{ readonly outcome: 'added' | 'already' }> {
  const now = world.clock()
  if (!(await world.connections.addAsCritical(input.key, input.by, now))) return { outcome: 'already' }
  await world.audit.append({
    workspaceId: input.key.workspaceId,
    at: now,
    actor: input.by,
    action: 'critical_system_added',
    subject: input.key.miroOrgId,
    details: {},
  })
  await world.requestEvaluation(input.key)
  return { outcome: 'added' }
}

/**
 * Takes the Miro organisation out of the critical systems: checks 3 and 4 do not apply any more, and what they found
 * closes as not applicable. The rule stays, for when it is added again.
 */
export async function removeFromCritical(
  world: Uses<'clock' | 'connections.removeFromCritical' | 'audit.append' | 'requestEvaluation'>,
  { key, by }: { readonly key: ConnectionKey; readonly by: string },
): Promise<{ readonly outcome: 'removed' | 'already' }> {
  if (!(await world.connections.removeFromCritical(key))) return { outcome: 'already' }
  await world.audit.append({
    workspaceId: key.workspaceId,
    at: world.clock(),
    actor: by,
    action: 'critical_system_removed',
    subject: key.miroOrgId,
    details: {},
  })
  await world.requestEvaluation(key)
  return { outcome: 'removed' }
}

/** Who answers for Miro as a critical system. Only a colleague of today can. */
export async function setCriticalOwner(
  world: Uses<'clock' | 'directory.user' | 'connections.setCriticalOwner' | 'audit.append'>,
  { key, owner, by }: { readonly key: ConnectionKey; readonly owner: string; readonly by: string },
): Promise<{ readonly outcome: 'set' | 'unchanged' | 'not_staff' }> {
  const { kind, deactivated } = await world.directory.user(owner)
  if (kind !== 'member' || deactivated) return { outcome: 'not_staff' }
  if (!(await world.connections.setCriticalOwner(key, owner))) return { outcome: 'unchanged' }
  await world.audit.append({
    workspaceId: key.workspaceId,
    at: world.clock(),
    actor: by,
    action: 'critical_owner_set',
    subject: key.miroOrgId,
    details: { owner },
  })
  return { outcome: 'set' }
}
