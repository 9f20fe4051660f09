import type { UserGroup } from '../../domain/staff.ts'
import type { Keeping } from '../alerts/keep-notice.ts'
import { type ComparedGroup, closeHeldGroups, doubted, noteHeldGroups } from './held-groups.ts'

type Changes = {
  /** The people who are in other groups than before. */
  readonly personIds: readonly string[]
  /** A group came or went: that may bear on everybody. */
  readonly groupsChanged: boolean
}

type Read = { readonly askedAt: Date; readonly groups: readonly UserGroup[] }

export type GroupNeeds = Keeping & {
  /** All of them in one answer, so that there is no half of a list. Null: the app may not read them. */
  readonly groups: { all(): Promise<readonly UserGroup[] | null> }
  readonly userGroups: {
    /** How the groups that a rule names would change. */
    compare(workspaceId: string, groups: readonly UserGroup[], now: Date): Promise<readonly ComparedGroup[]>
    /** Null: a read that began later was applied already. */
    apply(workspaceId: string, read: Read): Promise<Changes | null>
    readAt(workspaceId: string): Promise<Date | null>
    forget(workspaceId: string): Promise<unknown>
  }
  readonly heldGroups: {
    /** The id of what is held; null: a read that began later was kept or applied already. */
    hold(workspaceId: string, read: Read): Promise<string | null>
    giveUp(workspaceId: string): Promise<unknown>
  }
}

const nothing: Changes = { personIds: [], groupsChanged: false }

/**
 * Reads Slack's user groups and takes them over, all or nothing. Where a group that a rule names would change more
 * than can be believed, a person is asked: till then what was known stays, and grows old. Throws Slack's error; what
 * was known then stays too.
 */
export async function readGroups(needs: GroupNeeds, workspaceId: string): Promise<Changes> {
  const askedAt = needs.clock()
  const groups = await needs.groups.all()
  if (groups === null) {
    await needs.userGroups.forget(workspaceId)
    await needs.heldGroups.giveUp(workspaceId)
    await closeHeldGroups(needs, workspaceId, { as: 'superseded', by: null })
    return nothing
  }
  const read = { askedAt, groups }
  const unbelievable = doubted(await needs.userGroups.compare(workspaceId, groups, askedAt))
  if (unbelievable.length > 0) {
    const id = await needs.heldGroups.hold(workspaceId, read)
    if (id === null) return nothing
    const readAt = await needs.userGroups.readAt(workspaceId)
    await noteHeldGroups(needs, workspaceId, { id, groups: unbelievable, readAt })
    return nothing
  }
  const changes = await needs.userGroups.apply(workspaceId, read)
  if (changes === null) return nothing
  await closeHeldGroups(needs, workspaceId, { as: 'superseded', by: null })
  return changes
}
