import type { AlertFacts } from '../../domain/alert.ts'
import { foreignError } from '../foreign-error.ts'

export type Place = { readonly channelId: string; readonly ts: string }

/** A message that does not stand anywhere yet, as far as is known. */
type ToPost = {
  readonly workspaceId: string
  readonly id: string
  /** A direct message to this person; null: the alert channel. */
  readonly userId: string | null
  readonly state: string
  /** Where a try whose answer was lost posted it; null: nothing was posted yet. */
  readonly channelId: string | null
  readonly attempts: number
  readonly maybeDouble: boolean
  readonly createdAt: Date
}

type Options = {
  readonly key: string
  readonly mask: boolean
  readonly now: Date
  readonly maybeDouble: boolean
}

export type PostNeeds = {
  readonly clock: () => Date
  readonly alerts: {
    /** Stores where it is about to be posted, and takes it for longer. False: another process took it. */
    posting(
      alert: ToPost,
      to: { channelId: string; maybeDouble: boolean },
      now: Date,
      leaseMs: number,
    ): Promise<boolean>
  }
  readonly slack: {
    post(channel: string, facts: AlertFacts, options: Options): Promise<Place>
    update(channelId: string, ts: string, facts: AlertFacts, options: Options): Promise<void>
    /** The message that carries this key, looked up by its metadata. */
    find(channelId: string, key: string, oldest: Date): Promise<{ ts: string } | null>
  }
}

/**
 * Posts, unless an earlier try whose answer was lost did so already. Where nobody can look, a second post is the
 * last: `maybe_double_already`. `taken`: another process is at it.
 */
export async function postOnce(
  needs: PostNeeds,
  alert: ToPost,
  channel: string,
  facts: AlertFacts,
  options: Options,
  leaseMs: number,
): Promise<(Place & { maybeDouble: boolean }) | 'maybe_double_already' | 'taken'> {
  const earlier = alert.state === 'sending' ? alert.channelId : null
  const known = earlier === null ? null : await lookUp(needs, alert, earlier, channel, facts, options)
  if (known !== null && known !== 'cannot_look') return { ...known, maybeDouble: false }
  if (known === 'cannot_look' && alert.maybeDouble && earlier === channel) return 'maybe_double_already'
  const maybeDouble = known === 'cannot_look'
  // Before the post: whoever goes on after a crash has to know where it may stand, and how often.
  if (!(await needs.alerts.posting(alert, { channelId: channel, maybeDouble }, needs.clock(), leaseMs)))
    return 'taken'
  return { ...(await needs.slack.post(channel, facts, { ...options, maybeDouble })), maybeDouble }
}

const outOfReach = new Set(['not_in_channel', 'channel_not_found', 'is_archived', 'restricted'])

/** What stands there may be older than what is to be said now, so it is edited. */
async function lookUp(
  needs: PostNeeds,
  alert: ToPost,
  earlier: string,
  channel: string,
  facts: AlertFacts,
  options: Options,
): Promise<Place | 'cannot_look' | null> {
  const mask = earlier === channel ? options.mask : alert.userId === null
  try {
    const found = await needs.slack.find(earlier, alert.id, alert.createdAt)
    if (found === null) return null
    await needs.slack.update(earlier, found.ts, facts, { ...options, mask })
    return { channelId: earlier, ts: found.ts }
  } catch (error) {
    const kind = foreignError(error)?.kind
    if (kind === 'missing_scope') return 'cannot_look'
    // In a channel of before nobody needs to put that right: the message moves to the one of now.
    if (earlier !== channel && kind !== undefined && outOfReach.has(kind)) return 'cannot_look'
    throw error
  }
}
