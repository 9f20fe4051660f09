import type { AccountClass } from '../../domain/account.ts'
import type { ConnectionKey } from '../../domain/connection-key.ts'
import type { SavedRule } from '../../domain/rule.ts'
import { type Logging, logOf } from '../audit.ts'
import type { Answer, Uses } from '../uses.ts'

/** Miro as a critical system, read from what is stored. */
export type CriticalSystem = Pick<
  Answer<'connections.get'>,
  'key' | 'organizationName' | 'plan' | 'state' | 'connectedBy' | 'connectedAt' | 'lastCompleteSyncAt'
> & {
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
    ...found,
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
  world: Logging & Uses<'connections.addAsCritical' | 'requestEvaluation'>,
  { key, by }: { readonly key: ConnectionKey; readonly by: string },
): Promise<{ readonly outcome: 'added' | 'already' }> {
  if (!(await world.connections.addAsCritical(key, by, world.clock()))) return { outcome: 'already' }
  await logOf(world, key, { by, action: 'critical_system_added' })
  await world.requestEvaluation(key)
  return { outcome: 'added' }
}

/**
 * Takes the Miro organisation out of the critical systems: checks 3 and 4 do not apply any more, and what they found
 * closes as not applicable. The rule stays, for when it is added again.
 */
export async function removeFromCritical(
  world: Logging & Uses<'connections.removeFromCritical' | 'requestEvaluation'>,
  { key, by }: { readonly key: ConnectionKey; readonly by: string },
): Promise<{ readonly outcome: 'removed' | 'already' }> {
  if (!(await world.connections.removeFromCritical(key))) return { outcome: 'already' }
  await logOf(world, key, { by, action: 'critical_system_removed' })
  await world.requestEvaluation(key)
  return { outcome: 'removed' }
}

/** Who answers for Miro as a critical system. Only a colleague of today can. */
export async function setCriticalOwner(
  world: Logging & Uses<'directory.user' | 'connections.setCriticalOwner'>,
  { key, owner, by }: { readonly key: ConnectionKey; readonly owner: string; readonly by: string },
): Promise<{ readonly outcome: 'set' | 'unchanged' | 'not_staff' }> {
  const { kind, deactivated } = await world.directory.user(owner)
  if (kind !== 'member' || deactivated) return { outcome: 'not_staff' }
  if (!(await world.connections.setCriticalOwner(key, owner))) return { outcome: 'unchanged' }
  await logOf(world, key, { by, action: 'critical_owner_set', details: { owner } })
  return { outcome: 'set' }
}
