import type { Uses } from '../uses.ts'

type Choosing = Uses<'settings.get' | 'groups.members'>

/** More than so many are never named or told. */
const most = 50

/**
 * Slack ids of who administers the bot. Slack's owners and admins where nobody of those chosen is left: here it is they
 * whom `people.admins` names.
 */
export async function administrators(
  world: Choosing & Uses<'people.admins' | 'people.isCurrent'>,
  workspaceId: string,
): Promise<readonly string[]> {
  const chosen = await chosenPeople(world, workspaceId)
  const current: string[] = []
  for (const id of chosen.slice(0, most)) if (await world.people.isCurrent(workspaceId, id)) current.push(id)
  return current.length > 0 ? current : world.people.admins(workspaceId)
}

async function chosenPeople(world: Choosing, workspaceId: string): Promise<readonly string[]> {
  const chosen = (await world.settings.get(workspaceId))?.settings.administrators ?? { way: 'slack' }
  if (chosen.way === 'people') return chosen.people
  return chosen.way === 'group' ? ((await world.groups.members(chosen.groupId)) ?? []) : []
}
