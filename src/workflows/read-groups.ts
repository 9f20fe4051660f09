import type { UserGroup } from '../domain/staff.ts'

type Changes = {
  /** The people who are in other groups than before. */
  readonly personIds: readonly string[]
  /** A group came or went: that may bear on everybody. */
  readonly groupsChanged: boolean
}

export type GroupNeeds = {
  readonly clock: () => Date
  /** All of them in one answer, so that there is no half of a list. Null: the app may not read them. */
  readonly groups: { all(): Promise<readonly UserGroup[] | null> }
  readonly userGroups: {
    /** Null: a read that began later was applied already. */
    apply(workspaceId: string, read: { askedAt: Date; groups: readonly UserGroup[] }): Promise<Changes | null>
    forget(workspaceId: string): Promise<unknown>
  }
}

const nothing: Changes = { personIds: [], groupsChanged: false }

/** Reads Slack's user groups and takes them over, all or nothing. Throws Slack's error; what was known then stays. */
export async function readGroups(needs: GroupNeeds, workspaceId: string): Promise<Changes> {
  const askedAt = needs.clock()
  const groups = await needs.groups.all()
  if (groups === null) {
    await needs.userGroups.forget(workspaceId)
    return nothing
  }
  return (await needs.userGroups.apply(workspaceId, { askedAt, groups })) ?? nothing
}
