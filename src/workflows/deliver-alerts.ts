import { type AlertFacts, alertState } from '../domain/alert.ts'
import { type ForeignError, foreignError } from './foreign-error.ts'

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
  readonly createdAt: Date
}

type Place = { readonly channelId: string; readonly ts: string }

type Needs = {
  readonly clock: () => Date
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
    } | null>
    /** True when it changed: then somebody is told, once. */
    setAlertChannelTrouble(id: string, trouble: string | null): Promise<boolean>
  }
  readonly slack: {
    post(channel: string, facts: AlertFacts, options: Options): Promise<Place>
    update(channelId: string, ts: string, facts: AlertFacts, options: Options): Promise<void>
    /** The message that carries this key, looked up by its metadata. */
    find(channelId: string, key: string, oldest: Date): Promise<{ ts: string } | null>
    tellChannelTrouble(userId: string, input: { channelId: string; trouble: string }): Promise<void>
  }
  readonly onFailure: (alert: DueAlert, error: ForeignError) => void
}

type Sent = { readonly version: number; readonly changesAt: Date | null; readonly closed: boolean }
type Failure = {
  readonly error: string
  readonly nextTryAt: Date
  readonly state: 'pending' | 'sending' | 'sent'
}
type Options = {
  readonly key: string
  readonly mask: boolean
  readonly now: Date
  readonly maybeDouble: boolean
}

const atOnce = 20
/** Longer than a post with its time limit can take. */
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
  for (;;) {
    const due = await needs.alerts.due(needs.clock(), atOnce)
    if (due.length === 0) return total
    for (const alert of due) {
      if (!(await needs.alerts.claim(alert, needs.clock(), lease))) continue
      const delivered = await deliver(needs, alert)
      total[delivered ? 'sent' : 'failed'] += 1
    }
  }
}

async function deliver(needs: Needs, alert: DueAlert): Promise<boolean> {
  const facts = await needs.alerts.facts(alert.workspaceId, alert.id)
  if (facts === null) return dropped(needs, alert)
  const state = alertState(facts, needs.clock())
  // Nobody saw it open, so nobody needs to read that it closed. The first summary is always worth reading.
  if (
    alert.ts === null &&
    alert.state === 'pending' &&
    state.closed &&
    facts.kind !== 'summary' &&
    facts.kind !== 'first_look'
  )
    return dropped(needs, alert)
  const workspace = await needs.workspaces.get(alert.workspaceId)
  const channel = alert.channelId ?? alert.userId ?? workspace?.alertChannelId ?? null
  if (channel === null) return waiting(needs, alert)
  const options = {
    key: alert.id,
    mask: alert.userId === null && workspace?.alertChannelPublic === true,
    now: needs.clock(),
    maybeDouble: false,
  }
  const sent: Sent = { version: alert.wanted, changesAt: state.changesAt, closed: state.closed }
  try {
    if (alert.ts !== null && alert.channelId !== null) {
      await needs.slack.update(alert.channelId, alert.ts, facts, options)
      await needs.alerts.updated(alert, sent, needs.clock())
    } else {
      const posted = await postOnce(needs, alert, channel, facts, options)
      await needs.alerts.posted(alert, { ...sent, ...posted }, needs.clock())
    }
    if (alert.userId === null) await needs.workspaces.setAlertChannelTrouble(alert.workspaceId, null)
    return true
  } catch (error) {
    const foreign = foreignError(error)
    if (foreign === null) throw error
    needs.onFailure(alert, foreign)
    await afterFailure(needs, alert, foreign, { channel, setBy: workspace?.alertChannelSetBy ?? null })
    return false
  }
}

async function dropped(needs: Needs, alert: DueAlert): Promise<boolean> {
  await needs.alerts.drop(alert, needs.clock())
  return true
}

/** No channel yet: choosing one makes it due at once. */
async function waiting(needs: Needs, alert: DueAlert): Promise<boolean> {
  const nextTryAt = new Date(needs.clock().getTime() + longestWait)
  await needs.alerts.failed(alert, { error: 'no_channel', nextTryAt, state: 'pending' }, needs.clock())
  return false
}

/** Posts, unless an earlier try whose answer was lost did so already. */
async function postOnce(
  needs: Needs,
  alert: DueAlert,
  channel: string,
  facts: AlertFacts,
  options: Options,
): Promise<Place & { maybeDouble: boolean }> {
  if (alert.state !== 'sending')
    return { ...(await needs.slack.post(channel, facts, options)), maybeDouble: false }
  const earlier = await lookUp(needs, alert, channel)
  if (earlier === 'cannot_look')
    return {
      ...(await needs.slack.post(channel, facts, { ...options, maybeDouble: true })),
      maybeDouble: true,
    }
  if (earlier === null) return { ...(await needs.slack.post(channel, facts, options)), maybeDouble: false }
  // What stands there may be older than what is to be said now.
  await needs.slack.update(channel, earlier.ts, facts, options)
  return { channelId: channel, ts: earlier.ts, maybeDouble: false }
}

async function lookUp(
  needs: Needs,
  alert: DueAlert,
  channel: string,
): Promise<{ ts: string } | 'cannot_look' | null> {
  try {
    return await needs.slack.find(channel, alert.id, alert.createdAt)
  } catch (error) {
    if (foreignError(error)?.kind === 'missing_scope') return 'cannot_look'
    throw error
  }
}

const channelTroubles = new Set(['not_in_channel', 'channel_not_found', 'is_archived', 'restricted'])

async function afterFailure(
  needs: Needs,
  alert: DueAlert,
  error: ForeignError,
  place: { channel: string; setBy: string | null },
): Promise<void> {
  const now = needs.clock()
  if (error.kind === 'message_not_found') return void (await needs.alerts.lost(alert, now))
  const wait =
    error.retryAfterSeconds === null
      ? Math.min(5_000 * 2 ** Math.min(alert.attempts, 10), longestWait)
      : error.retryAfterSeconds * 1000
  // Only where Slack may have stored the post does the next try have to look first.
  const state =
    alert.ts !== null ? 'sent' : error.outcomeUnknown || alert.state === 'sending' ? 'sending' : 'pending'
  await needs.alerts.failed(
    alert,
    { error: error.code ?? error.kind, nextTryAt: new Date(now.getTime() + wait), state },
    now,
  )
  if (alert.userId !== null || !channelTroubles.has(error.kind)) return
  const news = await needs.workspaces.setAlertChannelTrouble(alert.workspaceId, error.kind)
  if (news && place.setBy !== null)
    await needs.slack
      .tellChannelTrouble(place.setBy, { channelId: place.channel, trouble: error.kind })
      .catch((told: unknown) => {
        if (foreignError(told) === null) throw told
      })
}
