import type { AlertFacts } from '../../domain/alert.ts'
import { foreignError } from '../foreign-error.ts'
import type { Answer, Uses } from '../uses.ts'

export type DueAlert = Answer<'alerts.due'>[number]

export type Place = { readonly channelId: string; readonly ts: string }

export type Posting = Uses<
  'clock' | 'alerts.posting' | 'alertSender.post' | 'alertSender.update' | 'alertSender.find'
>

/** A message that does not stand anywhere yet, as far as is known. */
type Message = {
  readonly alert: DueAlert
  readonly channel: string
  readonly facts: AlertFacts
  readonly options: Parameters<Posting['alertSender']['post']>[2]
}

/**
 * Posts, unless an earlier try whose answer was lost did so already. Where nobody can look, a second post is the
 * last: `maybe_double_already`. `taken`: another process is at it.
 */
export async function postOnce(
  world: Posting,
  message: Message,
  leaseMs: number,
): Promise<(Place & { maybeDouble: boolean }) | 'maybe_double_already' | 'taken'> {
  const { alert, channel, facts, options } = message
  const earlier = alert.state === 'sending' ? alert.channelId : null
  const known = earlier === null ? null : await lookUp(world, message, earlier)
  if (known !== null && known !== 'cannot_look') return { ...known, maybeDouble: false }
  if (known === 'cannot_look' && alert.maybeDouble && earlier === channel) return 'maybe_double_already'
  const maybeDouble = known === 'cannot_look'
  // Before the post: whoever goes on after a crash has to know where it may stand, and how often.
  if (!(await world.alerts.posting(alert, { channelId: channel, maybeDouble }, world.clock(), leaseMs)))
    return 'taken'
  return { ...(await world.alertSender.post(channel, facts, { ...options, maybeDouble })), maybeDouble }
}

const outOfReach = new Set(['not_in_channel', 'channel_not_found', 'is_archived', 'restricted'])

/** What stands there may be older than what is to be said now, so it is edited. */
async function lookUp(
  world: Posting,
  { alert, channel, facts, options }: Message,
  earlier: string,
): Promise<Place | 'cannot_look' | null> {
  const mask = earlier === channel ? options.mask : alert.userId === null
  try {
    const found = await world.alertSender.find(earlier, alert.id, alert.createdAt, alert.threadTs)
    if (found === null) return null
    await world.alertSender.update(earlier, found.ts, facts, { ...options, mask })
    return { channelId: earlier, ts: found.ts }
  } catch (error) {
    const kind = foreignError(error)?.kind
    if (kind === 'missing_scope') return 'cannot_look'
    // In a channel of before nobody needs to put that right: the message moves to the one of now.
    if (earlier !== channel && kind !== undefined && outOfReach.has(kind)) return 'cannot_look'
    throw error
  }
}
