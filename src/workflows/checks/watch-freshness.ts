import { tokensEndSoon } from '../../domain/freshness.ts'
import { type Gap, type GapReason, gapOf, isGapReason } from '../../domain/gap.ts'
import { longestGap } from '../../domain/schedule.ts'
import { noteConnection, noteStaffList, noteTokens } from '../alerts/notices.ts'
import type { Answer, Uses } from '../uses.ts'

type Noticing = Uses<
  | 'clock'
  | 'startedWith.intervals'
  | 'runs.working'
  | 'runs.lastHeld'
  | 'runs.lastFailed'
  | 'connections.all'
  | 'workspaces.all'
  | 'gaps.open'
  | 'gaps.begin'
  | 'gaps.staffReads'
>
type Watching = Noticing & Parameters<typeof noteConnection>[0]

type Workspace = Answer<'workspaces.all'>[number]
type Connection = Answer<'connections.all'>[number]
type StaffRead = Answer<'gaps.staffReads'>[number]

/**
 * Writes down which sources nobody read for two intervals, and speaks up, as silence would look like "all good"; also
 * when the access to Miro will end because nothing renews it.
 */
export async function watchFreshness(world: Watching): Promise<void> {
  for (const { connection, gap } of await noticeAccounts(world)) await tellOfAccounts(world, connection, gap)
  for (const { read, gap } of await noticeStaff(world)) await tellOfStaff(world, read, gap)
}

/** Writes down which sources nobody read for two intervals. At the start: the read that mends it is about to begin. */
export async function noticeGaps(world: Noticing): Promise<void> {
  await noticeAccounts(world)
  await noticeStaff(world)
}

/** The connections of workspaces that have the app, with the gap in which each is. */
async function noticeAccounts(world: Noticing) {
  const workspaces = (await world.workspaces.all()).filter(({ removedAt }) => removedAt === null)
  const noticed: { connection: Connection; gap: Gap | null }[] = []
  for (const connection of await world.connections.all()) {
    const { key } = connection
    const workspace = workspaces.find(({ id }) => id === key.workspaceId)
    if (workspace === undefined || (await isWorking(world, key.workspaceId, 'miro', key.miroOrgId))) continue
    const gap = accountsGap(world, connection, workspace)
    noticed.push({ connection, gap })
    if (gap === null || (await world.gaps.open(key)).accounts !== null) continue
    const because = await whyNoAccounts(world, connection, gap.since)
    const of = { workspaceId: key.workspaceId, source: 'miro', sourceId: key.miroOrgId } as const
    await world.gaps.begin(of, { ...gap, because }, world.clock())
  }
  return noticed
}

/** A sync under way is about to mend it. */
const isWorking = async (world: Noticing, workspaceId: string, source: 'miro' | 'slack', sourceId: string) =>
  (await world.runs.working(workspaceId, source, sourceId, world.clock())) !== null

function accountsGap(world: Noticing, connection: Connection, workspace: Workspace): Gap | null {
  const { lastCompleteSyncAt: completeAt, connectedAt } = connection
  const { schedule, scheduleAt } = workspace
  const intervalMs = schedule === null ? world.startedWith.intervals.accounts : longestGap(schedule)
  return gapOf({ completeAt, connectedAt, scheduleAt, intervalMs }, world.clock())
}

async function whyNoAccounts(world: Noticing, { key, state }: Connection, since: Date): Promise<GapReason> {
  if (state !== 'connected') return state
  return whyNotRead(world, key.workspaceId, 'miro', key.miroOrgId, since)
}

/** As the last read since then ended. */
async function whyNotRead(
  { runs }: Noticing,
  workspaceId: string,
  source: 'miro' | 'slack' | 'list' | 'groups',
  sourceId: string,
  since: Date,
): Promise<GapReason> {
  if ((await runs.lastHeld(workspaceId, source, sourceId)) !== null) return 'held'
  const failed = await runs.lastFailed(workspaceId, source, sourceId)
  const isSince = failed !== null && failed.finishedAt !== null && failed.finishedAt > since
  return isSince && isGapReason(failed.reason) ? failed.reason : 'not_read'
}

/** The same of the staff. Before anything is connected nothing rests on it. */
async function noticeStaff(world: Noticing) {
  const noticed: { read: StaffRead; gap: Gap | null }[] = []
  for (const read of await world.gaps.staffReads()) {
    const { workspaceId } = read
    if (await isWorking(world, workspaceId, 'slack', workspaceId)) continue
    const gap = staffGap(world, read, read.readAt)
    noticed.push({ read, gap })
    if (gap === null || (await world.gaps.open({ workspaceId, miroOrgId: '' })).staff !== null) continue
    const because = await whyNoStaff(world, read, gap.since)
    const of = { workspaceId, source: 'staff', sourceId: workspaceId } as const
    await world.gaps.begin(of, { ...gap, because }, world.clock())
  }
  return noticed
}

const staffGap = (world: Noticing, { connectedAt }: StaffRead, completeAt: Date | null): Gap | null =>
  gapOf(
    { completeAt, connectedAt, scheduleAt: null, intervalMs: world.startedWith.intervals.staff },
    world.clock(),
  )

/** Of the part that lags behind. */
async function whyNoStaff(world: Noticing, read: StaffRead, since: Date): Promise<GapReason> {
  const { workspaceId, slackReadAt, listReadAt, listTrouble, groupsReadAt } = read
  const lags = (at: Date | null) => at !== null && at <= since
  if (slackReadAt === null || lags(slackReadAt))
    return whyNotRead(world, workspaceId, 'slack', workspaceId, since)
  if (lags(groupsReadAt)) return whyNotRead(world, workspaceId, 'groups', workspaceId, since)
  if (lags(listReadAt) && listTrouble !== null) return 'list'
  return whyNotRead(world, workspaceId, 'list', workspaceId, since)
}

async function tellOfAccounts(world: Watching, connection: Connection, gap: Gap | null): Promise<void> {
  const { key, state } = connection
  // Then a person is asked for already.
  if (state === 'reconnect_needed') return
  // As the last try ended: it may be another cause by now.
  if (gap !== null && state === 'connected')
    await noteConnection(world, key, 'stale', await whyNoAccounts(world, connection, gap.since))
  const { tokensRenewedAt: renewedAt } = connection
  if (renewedAt !== null && tokensEndSoon(renewedAt, world.clock())) await noteTokens(world, key, renewedAt)
}

/** Of a list that is read on the schedule a message of its own tells. */
async function tellOfStaff(world: Watching, read: StaffRead, gap: Gap | null): Promise<void> {
  if (gap === null || staffGap(world, read, read.slackReadAt) === null) return
  await noteStaffList(world, read.workspaceId, 'not_read', read.slackReadAt)
}
