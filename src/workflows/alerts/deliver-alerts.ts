import { type AlertFacts, alertState, isNews } from '../../domain/alert.ts'
import { type MaskNames, shortensNames } from '../../domain/settings.ts'
import { type ForeignError, foreignError } from '../foreign-error.ts'
import { type ChannelWorksNeeds, noteChannelTrouble, noteChannelWorks } from './note-channel.ts'
import { type Place, type PostNeeds, postOnce } from './post-once.ts'

export type DueAlert = {
  readonly workspaceId: string
  readonly id: string
  /** A direct message to this person; null: the alert channel. */
  readonly userId: string | null
  readonly state: string
  readonly channelId: string | null
  readonly ts: string | null
  readonly wanted: number
  readonly attempts: number
  /** It was posted a second time without knowing what became of the first. */
  readonly maybeDouble: boolean
  readonly createdAt: Date
}

type Room =
  | { readonly outcome: 'found'; readonly isPublic: boolean; readonly isShared: boolean }
  | { readonly outcome: 'not_found' }

type Needs = PostNeeds &
  ChannelWorksNeeds & {
    readonly channels: { info(channelId: string): Promise<Room> }
    readonly alerts: {
      due(now: Date, limit: number): Promise<readonly DueAlert[]>
      /** False when another process took it. */
      claim(alert: DueAlert, now: Date, leaseMs: number): Promise<boolean>
      facts(workspaceId: string, id: string): Promise<AlertFacts | null>
      posted(alert: DueAlert, sent: Sent & Place & { maybeDouble: boolean }, now: Date): Promise<unknown>
      updated(alert: DueAlert, sent: Sent, now: Date): Promise<unknown>
      failed(alert: DueAlert, failure: Failure, now: Date): Promise<unknown>
      /** Forgets where the message stood, because somebody deleted it there. */
      lost(alert: DueAlert, now: Date): Promise<unknown>
      drop(alert: DueAlert, now: Date): Promise<unknown>
    }
    readonly workspaces: {
      get(id: string): Promise<{
        alertChannelId: string | null
        alertChannelPublic: boolean | null
        alertChannelSetBy: string | null
        alertChannelTrouble: string | null
        alertChannelFence: number
        maskNames: MaskNames
      } | null>
      setAlertChannelTrouble(id: string, trouble: string, fence: number): Promise<boolean>
      setAlertChannelPublic(id: string, channelId: string, isPublic: boolean): Promise<unknown>
    }
    readonly onFailure: (alert: DueAlert, error: ForeignError) => void
  }

type Sent = { readonly version: number; readonly changesAt: Date | null; readonly closed: boolean }
type Failure = {
  /** null: the one of the last try still says it best. */
  readonly error: string | null
  readonly nextTryAt: Date
  readonly state: 'pending' | 'sending' | 'sent'
  /** Of the alert channel, when the try began. A channel chosen since makes the next one due at once. */
  readonly channelFence: number
}

/** Where a try goes, as it was when it began. */
type Way = {
  readonly channel: string
  readonly inAlertChannel: boolean
  readonly setBy: string | null
  readonly channelFence: number
}
const atOnce = 20
/** Longer than finding out where to post can take; the post itself gets as long again. */
const lease = 60_000
const minute = 60_000
const longestWait = 30 * minute

/**
 * Brings every message that is behind up to date: posts it once, edits it afterwards. What happened to a post
 * whose answer never came is looked up before posting again, so nothing is lost and nothing stands twice.
 */
export async function deliverAlerts(
  needs: Needs,
): Promise<{ readonly sent: number; readonly failed: number }> {
  const total = { sent: 0, failed: 0 }
  const rooms = new Map<string, { room: Room; at: number }>()
  for (;;) {
    const due = await needs.alerts.due(needs.clock(), atOnce)
    if (due.length === 0) return total
    for (const alert of due) {
      if (!(await needs.alerts.claim(alert, needs.clock(), lease))) continue
      const delivered = await deliver(needs, alert, channelId => roomOf(needs, rooms, channelId))
      total[delivered ? 'sent' : 'failed'] += 1
    }
  }
}

/** Asked of Slack again after a minute. */
async function roomOf(
  { channels, clock }: Needs,
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
  needs: Needs,
  alert: DueAlert,
  roomOf: (channelId: string) => Promise<Room>,
): Promise<boolean> {
  const facts = await needs.alerts.facts(alert.workspaceId, alert.id)
  if (facts === null) return dropped(needs, alert)
  const state = alertState(facts, needs.clock())
  if (alert.ts === null && alert.state === 'pending' && !isNews(facts, state)) return dropped(needs, alert)
  const workspace = await needs.workspaces.get(alert.workspaceId)
  const stands: Place | null =
    alert.ts === null || alert.channelId === null ? null : { channelId: alert.channelId, ts: alert.ts }
  const channel = stands?.channelId ?? alert.userId ?? workspace?.alertChannelId ?? null
  const channelFence = workspace?.alertChannelFence ?? 0
  if (channel === null) return waiting(needs, alert, { error: 'no_channel', state: 'pending', channelFence })
  const inAlertChannel = alert.userId === null && channel === workspace?.alertChannelId
  const way = { channel, inAlertChannel, setBy: workspace?.alertChannelSetBy ?? null, channelFence }
  const sent: Sent = { version: alert.wanted, changesAt: state.changesAt, closed: state.closed }
  /** Before anything is posted, no answer is missing. */
  let posting = false
  try {
    const room = inAlertChannel ? await roomOf(channel) : null
    if (room?.outcome === 'found' && room.isPublic !== workspace?.alertChannelPublic)
      await needs.workspaces.setAlertChannelPublic(alert.workspaceId, channel, room.isPublic)
    const shared = room?.outcome === 'found' && room.isShared
    const options = {
      key: alert.id,
      // Of a channel that is no longer chosen nobody says who reads it.
      mask: alert.userId === null && shortensNames(workspace?.maskNames ?? 'automatic', readers(room)),
      now: needs.clock(),
      maybeDouble: false,
    }
    if (stands !== null) {
      await needs.slack.update(stands.channelId, stands.ts, facts, options)
      await needs.alerts.updated(alert, sent, needs.clock())
      // Edits work also where posting does not.
      const editsOnly = shared || workspace?.alertChannelTrouble === 'restricted'
      if (inAlertChannel && !editsOnly) await noteChannelWorks(needs, alert.workspaceId, channel)
      return true
    }
    if (shared) return await refused(needs, alert, sharedSince, way)
    posting = true
    const posted = await postOnce(needs, alert, channel, facts, options, lease)
    if (posted === 'taken') return false
    if (posted === 'maybe_double_already')
      return waiting(needs, alert, { error: null, state: 'sending', channelFence })
    await needs.alerts.posted(alert, { ...sent, ...posted }, needs.clock())
    if (alert.userId === null && posted.channelId === workspace?.alertChannelId)
      await noteChannelWorks(needs, alert.workspaceId, channel)
    return true
  } catch (error) {
    const foreign = foreignError(error)
    if (foreign === null) throw error
    return refused(needs, alert, { ...foreign, outcomeUnknown: posting && foreign.outcomeUnknown }, way)
  }
}

/** Whether anybody of the workspace reads a channel; null when nobody can say, or other companies do too. */
const readers = (room: Room | null): boolean | null =>
  room?.outcome !== 'found' || room.isShared ? null : room.isPublic

async function dropped(needs: Needs, alert: DueAlert): Promise<boolean> {
  await needs.alerts.drop(alert, needs.clock())
  return true
}

/** Until somebody does something; choosing a channel makes what has none due at once. */
async function waiting(needs: Needs, alert: DueAlert, failure: Omit<Failure, 'nextTryAt'>): Promise<boolean> {
  const now = needs.clock()
  await needs.alerts.failed(alert, { ...failure, nextTryAt: new Date(now.getTime() + longestWait) }, now)
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

async function refused(needs: Needs, alert: DueAlert, error: ForeignError, way: Way): Promise<boolean> {
  needs.onFailure(alert, error)
  await afterFailure(needs, alert, error, way)
  return false
}

async function afterFailure(
  needs: Needs,
  alert: DueAlert,
  error: ForeignError,
  { channel, inAlertChannel, setBy, channelFence }: Way,
): Promise<void> {
  const now = needs.clock()
  const channelTrouble = alert.userId === null && channelTroubles.has(error.kind)
  // Gone, or out of reach in a channel of before: it is posted anew, where alerts go now.
  if (error.kind === 'message_not_found' || (channelTrouble && !inAlertChannel))
    return void (await needs.alerts.lost(alert, now))
  const wait =
    error.retryAfterSeconds === null
      ? Math.min(5_000 * 2 ** Math.min(alert.attempts, 10), longestWait)
      : error.retryAfterSeconds * 1000
  // Only where Slack may have stored the post does the next try have to look first.
  const state =
    alert.ts !== null ? 'sent' : error.outcomeUnknown || alert.state === 'sending' ? 'sending' : 'pending'
  await needs.alerts.failed(
    alert,
    { error: error.code ?? error.kind, nextTryAt: new Date(now.getTime() + wait), state, channelFence },
    now,
  )
  if (!channelTrouble) return
  await noteChannelTrouble(needs, alert.workspaceId, {
    channelId: channel,
    trouble: error.kind,
    setBy,
    fence: channelFence,
  })
}
