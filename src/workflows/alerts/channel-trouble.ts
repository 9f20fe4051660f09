import type { ChannelFacts } from '../../domain/channel-notice.ts'
import type { ConnectionKey } from '../../domain/connection-key.ts'
import type { Uses } from '../uses.ts'
import { type Changing, changeNotice, ofPeople } from './keep-notice.ts'

/**
 * Tells the person who chose the channel, once, that alerts cannot be posted there. `fence`: of the alert channel, when
 * the try began that ran into it.
 */
export async function noteChannelTrouble(
  world: Changing & Uses<'alerts.notify' | 'workspaces.get' | 'workspaces.setAlertChannelTrouble'>,
  workspaceId: string,
  found: { channelId: string; trouble: string; setBy: string | null; fence: number },
): Promise<void> {
  const { channelId, trouble, setBy, fence } = found
  const { workspaces } = world
  if (!(await workspaces.setAlertChannelTrouble(workspaceId, trouble, fence)) || setBy === null) return
  const about = ofPeople(workspaceId)
  const said = (since: Date): ChannelFacts => ({
    ...{ kind: 'channel', channelId, trouble, since, fixedAt: null, goTo: null },
  })
  const changed = await changeNotice(world, about, 'channel', (told, now) =>
    said(told.channelId === channelId ? told.since : now),
  )
  const now = world.clock()
  // To them alone: in the channel nobody would read it.
  if (!changed) await world.alerts.notify({ ...about, kind: 'channel', facts: said(now), userId: setBy }, now)
  // A person who chose a channel in between looked for this message before it was there.
  const chosen = await workspaces.get(workspaceId)
  if (chosen !== null && chosen.alertChannelId !== null && chosen.alertChannelFence !== fence)
    await closeChannelTrouble(world, workspaceId, chosen.alertChannelId)
}

/** Alerts can be posted there again. True when they could not before: then what waited is due. */
export async function noteChannelWorks(
  world: Changing & Uses<'workspaces.endAlertChannelTrouble'>,
  workspaceId: string,
  channelId: string,
): Promise<boolean> {
  if (!(await world.workspaces.endAlertChannelTrouble(workspaceId, channelId, world.clock()))) return false
  await closeChannelTrouble(world, workspaceId, channelId)
  return true
}

/** Another channel was chosen, or the same once more: messages that ask for one say so. */
export async function noteChannelChosen(
  world: Changing & Uses<'connections.list'>,
  workspaceId: string,
  channelId: string,
): Promise<void> {
  await closeChannelTrouble(world, workspaceId, channelId)
  for (const { key } of await world.connections.list(workspaceId)) await endFirstLook(world, key, channelId)
}

/** The first look no longer asks for a channel. */
export const endFirstLook = (world: Changing, key: ConnectionKey, channelId: string): Promise<unknown> =>
  changeNotice(world, key, 'first_look', (told, at) => ({ ...told, chosen: { channelId, at } }))

const closeChannelTrouble = (world: Changing, workspaceId: string, channelId: string): Promise<unknown> =>
  changeNotice(world, ofPeople(workspaceId), 'channel', (told, fixedAt) => ({
    ...{ ...told, fixedAt, goTo: channelId },
  }))

/** What being in the channel puts right. */
const notThere = new Set(['not_in_channel', 'channel_not_found'])

/** Somebody came into a channel. When that is the bot, and alerts wait for it there, they follow at once. */
export async function noteChannelJoined(
  world: Parameters<typeof noteChannelWorks>[0] & Uses<'workspaces.get' | 'requestDelivery' | 'home.changed'>,
  { workspaceId, channelId, slackUserId }: { workspaceId: string; channelId: string; slackUserId: string },
): Promise<void> {
  const workspace = await world.workspaces.get(workspaceId)
  const isOurs = workspace?.botUserId === slackUserId && workspace.alertChannelId === channelId
  if (isOurs && notThere.has(workspace.alertChannelTrouble ?? ''))
    if (await noteChannelWorks(world, workspaceId, channelId)) await world.requestDelivery()
  world.home.changed(workspaceId)
}

/** Slack gave a channel another id, as when it moves to another workspace of a Grid: what stands there stays ours. */
export async function noteChannelIdChanged(
  world: Changing & Uses<'workspaces.followChannel' | 'requestDelivery' | 'home.changed'>,
  { workspaceId, from, to }: { workspaceId: string; from: string; to: string },
): Promise<void> {
  if (!(await world.workspaces.followChannel(workspaceId, { from, to }, world.clock()))) return
  await closeChannelTrouble(world, workspaceId, to)
  await world.requestDelivery()
  world.home.changed(workspaceId)
}
