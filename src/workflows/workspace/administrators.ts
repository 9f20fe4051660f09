import type { Administrators } from '../../domain/settings.ts'

type Needs = {
  readonly settings: {
    get(workspaceId: string): Promise<{ settings: { administrators: Administrators } } | null>
  }
  readonly people: {
    /** Slack's owners and admins. */
    admins(workspaceId: string): Promise<readonly string[]>
    isCurrent(workspaceId: string, slackUserId: string): Promise<boolean>
  }
  readonly groups: {
    /** Null when the group is gone or may not be read. */
    members(groupId: string): Promise<readonly string[] | null>
  }
}

/** More than so many are never named or told. */
const most = 50

/** Slack ids of who administers the bot. Slack's owners and admins where nobody of those chosen is left. */
export async function administrators(needs: Needs, workspaceId: string): Promise<readonly string[]> {
  const chosen = await chosenPeople(needs, workspaceId)
  const current: string[] = []
  for (const id of chosen.slice(0, most)) if (await needs.people.isCurrent(workspaceId, id)) current.push(id)
  return current.length > 0 ? current : needs.people.admins(workspaceId)
}

async function chosenPeople(needs: Needs, workspaceId: string): Promise<readonly string[]> {
  const chosen = (await needs.settings.get(workspaceId))?.settings.administrators ?? { way: 'slack' }
  if (chosen.way === 'people') return chosen.people
  return chosen.way === 'group' ? ((await needs.groups.members(chosen.groupId)) ?? []) : []
}
