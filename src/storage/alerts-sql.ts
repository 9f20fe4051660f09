import type pg from 'pg'
import { alertFacts } from './alert-facts-sql.ts'
import { alertNotices, withNews } from './alert-notices-sql.ts'
import { alertPublishing } from './alert-publishing-sql.ts'
import { fields, flag, instant, int, orNull, type RowOf, text } from './engine/columns.ts'
import { command, isOne, one, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { hasApp } from './tenant-sql.ts'

/** The living messages: what they are about, and how far each has got. */
export function alertsRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    ...alertPublishing(pool),
    ...alertNotices(pool),
    ...alertDelivery(pool),
    facts: alertFacts(pool),
  }
}

const ofAlert = {
  workspaceId: text(),
  id: text(),
  kind: text(),
  userId: orNull(text()),
  state: text(),
  channelId: orNull(text()),
  ts: orNull(text()),
  wanted: int(),
  sent: int(),
  attempts: int(),
  maybeDouble: flag(),
  createdAt: instant(),
  /** The message in whose thread it is to stand; null: it stands by itself. */
  threadOf: orNull(text()),
  broadcast: flag(),
}
/** Where that message stands; null: nowhere, and nowhere any more. */
const ofThread = { threadChannelId: orNull(text()), threadTs: orNull(text()) }
const dueAlert = { ...ofAlert, ...ofThread }
/** A message that is behind. `attempts` names the try: what an older try reports no longer counts. */
type DueAlert = RowOf<typeof dueAlert>

type AlertKey = Pick<DueAlert, 'workspaceId' | 'id' | 'attempts'>
type Sent = {
  readonly version: number
  readonly changesAt: Date | null
  readonly closed: boolean
  /** Fingerprint of what it says of accounts and people; null: it is about something else. */
  readonly told: string | null
}
type Posted = Sent & { readonly channelId: string; readonly ts: string; readonly maybeDouble: boolean }
type Failure = {
  /** null: what the last try said stays. */
  readonly error: string | null
  readonly nextTryAt: Date
  readonly state: 'pending' | 'sending' | 'sent'
  /** The fence of the alert channel when the try began. */
  readonly channelFence: number
}

/** How far each message has got on its way to Slack. */
export function alertDelivery(pool: pg.Pool) {
  return {
    /** Messages of all workspaces that are behind and due, the oldest first. */
    due: (now: Date, limit: number): Promise<DueAlert[]> => rows(pool, due, [now, limit]),

    /** When the next message is due that is behind and not due now; null when none is. */
    nextDue: async (now: Date): Promise<Date | null> => (await one(pool, nextDue, [now])).at,

    /** Takes a message for `leaseMs` milliseconds. True for one caller only, of all processes. */
    claim: (alert: AlertKey & Pick<DueAlert, 'state'>, now: Date, leaseMs: number): Promise<boolean> =>
      isOne(pool, claim, [
        alert.workspaceId,
        alert.id,
        alert.attempts,
        now,
        new Date(now.getTime() + leaseMs),
        alert.state,
      ]),

    /** Keeps a message that was taken for `leaseMs` milliseconds from now, unless its try has ended. */
    keep: (alert: AlertKey, now: Date, leaseMs: number): Promise<boolean> =>
      isOne(pool, keep, [
        ...[alert.workspaceId, alert.id, alert.attempts + 1, now],
        new Date(now.getTime() + leaseMs),
      ]),

    /**
     * Where the message is about to be posted, so that a later try looks there, and whether it may stand twice then;
     * takes it for `leaseMs` milliseconds from now. False: a later try took it.
     */
    posting: (
      alert: AlertKey,
      to: { readonly channelId: string; readonly maybeDouble: boolean },
      now: Date,
      leaseMs: number,
    ): Promise<boolean> =>
      isOne(pool, posting, [
        ...[alert.workspaceId, alert.id, alert.attempts + 1, to.channelId, to.maybeDouble],
        new Date(now.getTime() + leaseMs),
      ]),

    /** The message stands at `ts`. */
    posted: (alert: AlertKey, to: Posted, now: Date): Promise<boolean> =>
      isOne(pool, posted, [
        ...[alert.workspaceId, alert.id, to.version, now, to.changesAt, to.closed, to.told],
        ...[to.channelId, to.ts, to.maybeDouble],
      ]),

    /** The message was edited. */
    updated: (alert: AlertKey, to: Sent, now: Date): Promise<boolean> =>
      isOne(pool, updated, [alert.workspaceId, alert.id, to.version, now, to.changesAt, to.closed, to.told]),

    /**
     * The try failed; `state` sending: the message may stand in Slack all the same. When a channel was chosen during
     * the try, or works again, the next one is due at once.
     */
    failed: (alert: AlertKey, failure: Failure, now: Date): Promise<boolean> =>
      isOne(pool, failed, [
        ...[alert.workspaceId, alert.id, alert.attempts + 1],
        ...[failure.state, failure.error, failure.nextTryAt, failure.channelFence, now],
      ]),

    /** Forgets where the message stood, because somebody deleted it there: it is posted again. */
    lost: (alert: AlertKey, now: Date): Promise<boolean> =>
      isOne(pool, lost, [alert.workspaceId, alert.id, alert.attempts + 1, now]),

    /** Has a message brought up to date although nothing is new: whether it still stands is not known. */
    lookAgain: (workspaceId: string, id: string, now: Date): Promise<boolean> =>
      isOne(pool, lookAgain, [workspaceId, id, now]),

    /** Gives the message up: nobody needs to read it. */
    drop: (alert: AlertKey, now: Date): Promise<boolean> =>
      isOne(pool, drop, [alert.workspaceId, alert.id, alert.attempts + 1, now]),
  }
}

/** How long the first summary waits for an evaluation that does not end. */
const patience = "interval '10 minutes'"

// Whoever sets the bot up chooses a channel before every account was judged by what they decided a moment ago. What
// that finds belongs in the first summary, not in messages after it.
const isPremature = `
  kind = 'summary' AND ts IS NULL AND EXISTS (
    SELECT FROM connection c
    LEFT JOIN LATERAL (
      SELECT version, saved_at FROM rule r WHERE r.workspace_id = c.workspace_id AND r.miro_org_id = c.miro_org_id
      ORDER BY version DESC LIMIT 1) r ON true
    WHERE c.workspace_id = alert.workspace_id AND c.miro_org_id = alert.miro_org_id AND c.state <> 'disconnected'
      AND (coalesce(r.version, 0) <> judged_rule OR (critical_since IS NOT NULL) <> judged_critical)
      AND greatest(r.saved_at, critical_since) > $1::timestamptz - ${patience})`

const isBehind = `sent < wanted AND state <> 'dropped' AND ${hasApp('alert')}`
// A reply waits until the message above it stands somewhere, or will never.
export const due = statement(dueAlert)`
  SELECT ${fields(ofAlert)}, above.*
  FROM alert LEFT JOIN LATERAL (
    SELECT channel_id AS "threadChannelId", ts AS "threadTs" FROM alert first
    WHERE first.workspace_id = alert.workspace_id AND first.id = alert.thread_of) above ON true
  WHERE ${isBehind} AND next_try_at <= $1 AND NOT (${isPremature}) AND NOT EXISTS (
    SELECT FROM alert first
    WHERE first.workspace_id = alert.workspace_id AND first.id = alert.thread_of AND first.ts IS NULL
      AND first.state <> 'dropped')
  ORDER BY created_at, workspace_id, id LIMIT $2`

export const nextDue = statement({ at: orNull(instant()) })`
  SELECT min(next_try_at) AS at FROM alert WHERE ${isBehind} AND next_try_at > $1`

export const claim = command`
  UPDATE alert SET attempts = attempts + 1, next_try_at = $5,
    state = CASE WHEN state = 'pending' THEN 'sending' ELSE state END
  WHERE workspace_id = $1 AND id = $2 AND attempts = $3 AND state = $6 AND sent < wanted AND next_try_at <= $4`

const upToDate = `
  sent = greatest(sent, $3), state = 'sent', attempts = 0, last_error = NULL, next_try_at = $4, changes_at = $5,
  closed_at = CASE WHEN $6 THEN coalesce(closed_at, $4) END, told = $7`

// A slow process may post what another one posted meanwhile: the first place stays, and the row says so.
export const posted = command`
  UPDATE alert SET ${upToDate}, channel_id = CASE WHEN ts IS NULL THEN $8 ELSE channel_id END, ts = coalesce(ts, $9),
    maybe_double = maybe_double OR $10 OR (ts IS NOT NULL AND ts <> $9)
  WHERE workspace_id = $1 AND id = $2`

export const updated = command`UPDATE alert SET ${upToDate} WHERE workspace_id = $1 AND id = $2`

const ofThisTry = 'workspace_id = $1 AND id = $2 AND attempts = $3'

// Where the try has ended meanwhile, its next time is past, or is not brought forward.
export const keep = command`
  UPDATE alert SET next_try_at = $5
  WHERE ${ofThisTry} AND sent < wanted AND next_try_at > $4 AND next_try_at < $5`

export const posting = command`
  UPDATE alert SET channel_id = $4, maybe_double = maybe_double OR $5, next_try_at = $6
  WHERE ${ofThisTry} AND ts IS NULL AND state = 'sending'`

// What surely was not posted stands nowhere. The lock: a channel chosen at this moment either is seen here, or sees that
// this message waits.
export const failed = command`
  WITH place AS (SELECT alert_channel_fence AS fence FROM workspace WHERE id = $1 FOR SHARE)
  UPDATE alert SET state = $4, last_error = coalesce($5, last_error),
    next_try_at = CASE WHEN user_id IS NULL AND fence <> $7 THEN $8::timestamptz ELSE $6 END,
    channel_id = CASE WHEN ts IS NULL AND $4 = 'pending' THEN NULL ELSE channel_id END
  FROM place WHERE ${ofThisTry}`

export const lost = command`
  UPDATE alert SET channel_id = NULL, ts = NULL, state = 'pending', sent = 0, next_try_at = $4 WHERE ${ofThisTry}`

export const lookAgain = command`
  UPDATE alert SET ${withNews('$3')} WHERE workspace_id = $1 AND id = $2 AND state <> 'dropped'`

export const drop = command`UPDATE alert SET state = 'dropped', closed_at = coalesce(closed_at, $4) WHERE ${ofThisTry}`
