import { type AlertFacts, alertState, isNews, toldOf } from '../../domain/alert.ts'
import { shortensNames } from '../../domain/settings.ts'
import { type ForeignError, foreignError } from '../foreign-error.ts'
import type { Answer, Uses } from '../uses.ts'
import { noteChannelTrouble, noteChannelWorks } from './channel-trouble.ts'
import { type DueAlert, type Place, type Posting, postOnce } from './post-once.ts'

type Room = Answer<'channels.info'>

type Delivering = Posting &
  Parameters<typeof noteChannelTrouble>[0] &
  Parameters<typeof noteChannelWorks>[0] &
  Uses<
    | 'log.info'
    | 'log.warn'
    | 'every'
    | 'channels.info'
    | 'alerts.due'
    | 'alerts.claim'
    | 'alerts.keep'
    | 'alerts.facts'
    | 'alerts.posted'
    | 'alerts.updated'
    | 'alerts.failed'
    | 'alerts.lost'
    | 'alerts.drop'
    | 'alerts.lookAgain'
    | 'alertSender.remove'
    | 'ladder.olderLists'
    | 'ladder.takenAway'
    | 'workspaces.setAlertChannelPublic'
  >

type Sent = {
  readonly version: number
  readonly changesAt: Date | null
  readonly closed: boolean
  readonly told: string | null
}

/** Where a try goes, as it was when it began. */
type Way = {
  readonly channel: string
  readonly inAlertChannel: boolean
  readonly setBy: string | null
  readonly channelFence: number
}
const atOnce = 20
/** Kept up by the process that has the message; whoever was killed with it has lost it after that. */
const lease = 15_000
const minute = 60_000
const longestWait = 30 * minute

/**
 * Brings every message that is behind up to date: posts it once, edits it afterwards. What happened to a post
 * whose answer never came is looked up before posting again, so nothing is lost and nothing stands twice.
 */
export async function deliverAlerts(
  world: Delivering,
): Promise<{ readonly sent: number; readonly failed: number }> {
  const total = { sent: 0, failed: 0 }
  const rooms = new Map<string, { room: Room; at: number }>()
  for (;;) {
    const due = await world.alerts.due(world.clock(), atOnce)
    if (due.length === 0) return total
    for (const alert of due) {
      if (!(await world.alerts.claim(alert, world.clock(), lease))) continue
      const keep = () => void world.alerts.keep(alert, world.clock(), lease).catch(() => false)
      const stop = world.every(lease / 3, keep)
      const delivered = await deliver(world, alert, channelId => roomOf(world, rooms, channelId)).finally(
        stop,
      )
      total[delivered ? 'sent' : 'failed'] += 1
    }
  }
}

/** Asked of Slack again after a minute. */
async function roomOf(
  { channels, clock }: Uses<'channels.info' | 'clock'>,
  rooms: Map<string, { room: Room; at: number }>,
  channelId: string,
): Promise<Room> {
  const known = rooms.get(channelId)
  const at = clock().getTime()
  if (known !== undefined && at - known.at < minute) return known.room
  const room = await channels.info(channelId)
  rooms.set(channelId, { room, at })
  return room
}

async function deliver(
  world: Delivering,
  alert: DueAlert,
  roomOf: (channelId: string) => Promise<Room>,
): Promise<boolean> {
  const facts = await world.alerts.facts(alert.workspaceId, alert.id)
  if (facts === null) return dropped(world, alert)
  // Nobody reads what stands under nothing.
  if (alert.threadOf !== null && alert.threadTs === null) return dropped(world, alert)
  const state = alertState(facts, world.clock())
  if (alert.ts === null && alert.state === 'pending' && !isNews(facts, state)) return dropped(world, alert)
  const workspace = await world.workspaces.get(alert.workspaceId)
  if (isMovedOn(facts, workspace)) return dropped(world, alert)
  const stands: Place | null =
    alert.ts === null || alert.channelId === null ? null : { channelId: alert.channelId, ts: alert.ts }
  const channel =
    stands?.channelId ?? alert.threadChannelId ?? alert.userId ?? workspace?.alertChannelId ?? null
  const channelFence = workspace?.alertChannelFence ?? 0
  if (channel === null) return waiting(world, alert, { error: 'no_channel', state: 'pending', channelFence })
  const inAlertChannel = alert.userId === null && channel === workspace?.alertChannelId
  const way = { channel, inAlertChannel, setBy: workspace?.alertChannelSetBy ?? null, channelFence }
  const { changesAt, closed } = state
  const sent: Sent = { version: alert.wanted, changesAt, closed, told: toldOf(facts) }
  /** Before anything is posted, no answer is missing. */
  let posting = false
  try {
    const room = inAlertChannel ? await roomOf(channel) : null
    if (room?.outcome === 'found' && room.isPublic !== workspace?.alertChannelPublic)
      await world.workspaces.setAlertChannelPublic(alert.workspaceId, channel, room.isPublic)
    const shared = room?.outcome === 'found' && room.isShared
    const options = {
      key: alert.id,
      // Of a channel that is no longer chosen nobody says who reads it.
      mask: alert.userId === null && shortensNames(workspace?.maskNames ?? 'automatic', readers(room)),
      now: world.clock(),
      maybeDouble: false,
      thread: alert.threadTs === null ? null : { ts: alert.threadTs, broadcast: alert.broadcast },
    }
    if (stands !== null) {
      await world.alertSender.update(stands.channelId, stands.ts, facts, options)
      await world.alerts.updated(alert, sent, world.clock())
      // Edits work also where posting does not.
      const editsOnly = shared || workspace?.alertChannelTrouble === 'restricted'
      if (inAlertChannel && !editsOnly) await noteChannelWorks(world, alert.workspaceId, channel)
      return true
    }
    if (shared) return await refused(world, alert, sharedSince, way)
    if (facts.kind === 'still_open') await takeAwayOlder(world, alert)
    posting = true
    const posted = await postOnce(world, { alert, channel, facts, options }, lease)
    if (posted === 'taken') return false
    if (posted === 'maybe_double_already')
      return waiting(world, alert, { error: null, state: 'sending', channelFence })
    await world.alerts.posted(alert, { ...sent, ...posted }, world.clock())
    world.log.info({ alert: alert.id, kind: facts.kind, channel: posted.channelId }, 'an alert was posted')
    if (alert.userId === null && posted.channelId === workspace?.alertChannelId)
      await noteChannelWorks(world, alert.workspaceId, channel)
    return true
  } catch (error) {
    const foreign = foreignError(error)
    if (foreign === null) throw error
    return refused(world, alert, { ...foreign, outcomeUnknown: posting && foreign.outcomeUnknown }, way)
  }
}

/** That alerts come here, or no longer, where meanwhile another channel was chosen once more. */
function isMovedOn(facts: AlertFacts, workspace: Answer<'workspaces.get'> | null): boolean {
  if (facts.kind === 'channel_here') return workspace?.alertChannelId !== facts.channelId
  return facts.kind === 'channel_away' && workspace?.alertChannelId === facts.channelId
}

/** Only the list of today stands. */
async function takeAwayOlder(world: Delivering, { workspaceId, id }: DueAlert): Promise<void> {
  for (const older of await world.ladder.olderLists(workspaceId, id)) {
    await world.alertSender.remove(older.channelId, older.ts)
    await world.ladder.takenAway(workspaceId, older.id, world.clock())
  }
}

/** Whether anybody of the workspace reads a channel; null when nobody can say, or other companies do too. */
const readers = (room: Room | null): boolean | null =>
  room?.outcome !== 'found' || room.isShared ? null : room.isPublic

async function dropped(world: Delivering, alert: DueAlert): Promise<boolean> {
  await world.alerts.drop(alert, world.clock())
  return true
}

/** Until somebody does something; choosing a channel makes what has none due at once. */
async function waiting(
  world: Delivering,
  alert: DueAlert,
  failure: Omit<Parameters<Delivering['alerts']['failed']>[1], 'nextTryAt'>,
): Promise<boolean> {
  const now = world.clock()
  await world.alerts.failed(alert, { ...failure, nextTryAt: new Date(now.getTime() + longestWait) }, now)
  return false
}

const sharedSince: ForeignError = {
  kind: 'shared',
  permanent: true,
  outcomeUnknown: false,
  retryAfterSeconds: null,
  code: 'shared',
}

const channelTroubles = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted',
  sharedSince.kind,
])

const movedKinds = new Set(['channel_here', 'channel_away'])

async function refused(world: Delivering, alert: DueAlert, error: ForeignError, way: Way): Promise<boolean> {
  const { kind, code } = error
  world.log.warn({ alert: alert.id, kind, code }, 'an alert could not be sent yet')
  await afterFailure(world, alert, error, way)
  return false
}

async function afterFailure(
  world: Delivering,
  alert: DueAlert,
  error: ForeignError,
  { channel, inAlertChannel, setBy, channelFence }: Way,
): Promise<void> {
  const now = world.clock()
  // Whoever reads a channel that the bot is not in any more cannot be told there.
  if (movedKinds.has(alert.kind) && channelTroubles.has(error.kind))
    return void (await world.alerts.drop(alert, now))
  const channelTrouble = alert.userId === null && channelTroubles.has(error.kind)
  // The message above was deleted: it is posted anew first.
  if (error.kind === 'message_not_found' && alert.threadOf !== null && alert.ts === null) {
    await world.alerts.lookAgain(alert.workspaceId, alert.threadOf, now)
    const again = {
      state: 'pending' as const,
      error: error.code,
      nextTryAt: new Date(now.getTime() + minute),
    }
    return void (await world.alerts.failed(alert, { ...again, channelFence }, now))
  }
  // Gone, or out of reach in a channel of before: it is posted anew, where alerts go now.
  if (error.kind === 'message_not_found' || (channelTrouble && !inAlertChannel))
    return void (await world.alerts.lost(alert, now))
  const wait =
    error.retryAfterSeconds === null
      ? Math.min(5_000 * 2 ** Math.min(alert.attempts, 10), longestWait)
      : error.retryAfterSeconds * 1000
  // Only where Slack may have stored the post does the next try have to look first.
  const state =
    alert.ts !== null ? 'sent' : error.outcomeUnknown || alert.state === 'sending' ? 'sending' : 'pending'
  await world.alerts.failed(
    alert,
    { error: error.code ?? error.kind, nextTryAt: new Date(now.getTime() + wait), state, channelFence },
    now,
  )
  if (!channelTrouble) return
  await noteChannelTrouble(world, alert.workspaceId, {
    channelId: channel,
    trouble: error.kind,
    setBy,
    fence: channelFence,
  })
}
