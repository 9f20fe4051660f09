import type { Uses } from '../uses.ts'

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
