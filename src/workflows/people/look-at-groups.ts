import type { Uses } from '../uses.ts'
import { untilQuiet } from '../waiting.ts'
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

/** Something Slack told about a person. */
export type PersonEvent = {
  readonly workspaceId: string
  /** Slack's event id: the same in every delivery. */
  readonly id: string
  readonly type: string
  readonly slackUserId: string
  /** It says that somebody is gone. */
  readonly urgent: boolean
}

/** Writes an event down, then asks for a look at the person. What is lost in between is found by the schedule. */
export async function notePersonEvent(
  world: Uses<'clock' | 'personEvents.add' | 'send'>,
  event: PersonEvent,
): Promise<void> {
  const { workspaceId } = event
  if (await world.personEvents.add(event, world.clock()))
    await world.send('people', workspaceId, { workspaceId })
}

/** Likewise of its user groups, of which all are read again. */
export async function noteGroupEvent(
  world: Uses<'clock' | 'userGroups.noteChange' | 'send'>,
  { workspaceId }: { readonly workspaceId: string },
): Promise<void> {
  await world.userGroups.noteChange(workspaceId, world.clock())
  await world.send('groups', workspaceId, { workspaceId })
}
