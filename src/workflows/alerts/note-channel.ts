import type { ChannelFacts, FirstLookFacts, NoticeFacts } from '../../domain/alert.ts'
import type { ConnectionKey } from '../connection-key.ts'

export type ChannelWorksNeeds = {
  readonly clock: () => Date
  readonly workspaces: {
    /** True when it had trouble. What waits for the channel becomes due. */
    endAlertChannelTrouble(id: string, channelId: string, now: Date): Promise<boolean>
  }
  readonly alerts: {
    notify(
      notice: {
        workspaceId: string
        miroOrgId: string | null
        kind: NoticeFacts['kind']
        facts: NoticeFacts
        userId: string | null
      },
      now: Date,
    ): Promise<unknown>
    changeNotice(workspaceId: string, id: string, facts: NoticeFacts, now: Date): Promise<unknown>
    openNotice(
      workspaceId: string,
      miroOrgId: string | null,
      kind: NoticeFacts['kind'],
    ): Promise<{ id: string; facts: NoticeFacts } | null>
  }
}

type TroubleNeeds = ChannelWorksNeeds & {
  readonly workspaces: {
    get(id: string): Promise<{ alertChannelId: string | null; alertChannelFence: number } | null>
    /** What a try ran into that began by this fence. False: that is known, or says nothing of the channel any more. */
    setAlertChannelTrouble(id: string, trouble: string, fence: number): Promise<boolean>
  }
}

/**
 * Tells whoever chose the channel, once, that alerts cannot be posted there. `fence`: of the alert channel, when the
 * try began that ran into it.
 */
export async function noteChannelTrouble(
  { clock, workspaces, alerts }: TroubleNeeds,
  workspaceId: string,
  found: { channelId: string; trouble: string; setBy: string | null; fence: number },
): Promise<void> {
  const { channelId, trouble, setBy, fence } = found
  const now = clock()
  if (!(await workspaces.setAlertChannelTrouble(workspaceId, trouble, fence)) || setBy === null) return
  const open = await alerts.openNotice(workspaceId, null, 'channel')
  const since = open?.facts.kind === 'channel' && open.facts.channelId === channelId ? open.facts.since : now
  const facts: ChannelFacts = { kind: 'channel', channelId, trouble, since, fixedAt: null, goTo: null }
  if (open === null)
    await alerts.notify({ workspaceId, miroOrgId: null, kind: 'channel', facts, userId: setBy }, now)
  else await alerts.changeNotice(workspaceId, open.id, facts, now)
  // Whoever chose a channel in between looked for this message before it was there.
  const chosen = await workspaces.get(workspaceId)
  if (chosen !== null && chosen.alertChannelId !== null && chosen.alertChannelFence !== fence)
    await closeChannelTrouble({ clock, alerts }, workspaceId, chosen.alertChannelId)
}

/** Alerts can be posted there again. True when they could not before: then what waited is due. */
export async function noteChannelWorks(
  needs: ChannelWorksNeeds,
  workspaceId: string,
  channelId: string,
): Promise<boolean> {
  const now = needs.clock()
  if (!(await needs.workspaces.endAlertChannelTrouble(workspaceId, channelId, now))) return false
  await closeChannelTrouble(needs, workspaceId, channelId)
  return true
}

/** Another channel was chosen, or the same once more: messages that ask for one say so. */
export async function noteChannelChosen(
  needs: Omit<ChannelWorksNeeds, 'workspaces'> & {
    readonly connections: { list(workspaceId: string): Promise<readonly { key: ConnectionKey }[]> }
  },
  workspaceId: string,
  channelId: string,
): Promise<void> {
  await closeChannelTrouble(needs, workspaceId, channelId)
  for (const { key } of await needs.connections.list(workspaceId)) await endFirstLook(needs, key, channelId)
}

/** The first look no longer asks for a channel. */
export async function endFirstLook(
  { clock, alerts }: Pick<ChannelWorksNeeds, 'clock' | 'alerts'>,
  { workspaceId, miroOrgId }: ConnectionKey,
  channelId: string,
): Promise<void> {
  const open = await alerts.openNotice(workspaceId, miroOrgId, 'first_look')
  if (open?.facts.kind !== 'first_look') return
  const at = clock()
  const facts: FirstLookFacts = { ...open.facts, chosen: { channelId, at } }
  await alerts.changeNotice(workspaceId, open.id, facts, at)
}

async function closeChannelTrouble(
  { clock, alerts }: Pick<ChannelWorksNeeds, 'clock' | 'alerts'>,
  workspaceId: string,
  channelId: string,
): Promise<void> {
  const open = await alerts.openNotice(workspaceId, null, 'channel')
  if (open?.facts.kind !== 'channel') return
  const now = clock()
  await alerts.changeNotice(workspaceId, open.id, { ...open.facts, fixedAt: now, goTo: channelId }, now)
}
