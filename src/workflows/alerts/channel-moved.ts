import type { ChannelMovedFacts } from '../../domain/channel-notice.ts'
import type { Uses } from '../uses.ts'
import { isOf, ofPeople } from './keep-notice.ts'

type Moving = Uses<
  'clock' | 'findings.openNow' | 'alerts.notify' | 'alerts.openNotices' | 'alerts.changeNotice'
>

/** Alerts go to another channel: who reads either is told once, and where to find what is open. */
export async function noteChannelMoved(
  world: Moving,
  workspaceId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const now = world.clock()
  const { open, overdue } = await world.findings.openNow(workspaceId, now)
  await follow(world, workspaceId, to)
  await tell(world, workspaceId, { kind: 'channel_here', channelId: to, before: from, open, overdue })
  await tell(world, workspaceId, { kind: 'channel_away', channelId: from, goTo: to })
}

async function tell({ alerts, clock }: Moving, workspaceId: string, facts: ChannelMovedFacts): Promise<void> {
  const { kind, channelId } = facts
  await alerts.notify({ ...ofPeople(workspaceId), kind, facts, userId: channelId }, clock())
}

/** What was not said yet of an earlier move says where alerts go by now. */
async function follow({ alerts, clock }: Moving, workspaceId: string, goTo: string): Promise<void> {
  for (const { id, facts } of await alerts.openNotices(workspaceId, 'channel_away'))
    if (isOf(facts, 'channel_away') && facts.channelId !== goTo)
      await alerts.changeNotice(workspaceId, id, { ...facts, goTo }, clock())
}
