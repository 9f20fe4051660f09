import { untilQuiet } from '../until-quiet.ts'
import type { Uses } from '../uses.ts'
import { type Judging, judgePeople } from './judge-people.ts'
import { type ReadingGroups, readGroups } from './read-groups.ts'

/**
 * Acts on what Slack told about user groups: reads them again and judges the accounts of whoever is in other groups
 * than before. What an event says is never believed, so one that comes late or twice does no harm. May be repeated.
 */
export async function lookAtGroups(
  world: ReadingGroups & Judging & Uses<'pause' | 'userGroups.changedSince' | 'keysOf' | 'deliver'>,
  workspaceId: string,
): Promise<void> {
  const changedAt = await untilQuiet(
    world,
    () => world.userGroups.changedSince(workspaceId),
    found => found,
  )
  if (changedAt === null) return
  const { personIds, groupsChanged } = await readGroups(world, workspaceId)
  if (groupsChanged) for (const key of await world.keysOf(workspaceId)) await world.requestEvaluation(key)
  else await judgePeople(world, workspaceId, `groups-${world.clock().getTime()}`, personIds)
  await world.deliver()
}
