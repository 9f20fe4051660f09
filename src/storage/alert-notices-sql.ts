import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { NoticeFacts } from '../domain/alert.ts'
import type { HeldFacts } from '../domain/source-notice.ts'
import { type NoticeKind, noticeShape } from './alert-notice-shape.ts'
import { flag, json, orNull, text } from './engine/columns.ts'
import { command, count, inTransaction, row, rows, statement } from './engine/statement.ts'
import { jsonText } from './sql-values.ts'
import { lockWorkspace } from './tenant-sql.ts'

export type Notice = NoticeFacts

type NewNotice = {
  readonly workspaceId: string
  readonly miroOrgId: string | null
  readonly kind: NoticeKind
  readonly facts: Notice
  /** A direct message to this person, or in this channel; null: the alert channel. */
  readonly userId: string | null
}

/** Messages about something else than findings: each carries its own facts. */
export function alertNotices(pool: pg.Pool) {
  return {
    /**
     * Adds a message to be posted, unless one about the same is not settled yet, whoever added it and, but where each
     * administrator gets one, whoever reads it. Returns the id of the one there is; null when the organization it is about was disconnected: nobody can do anything there.
     */
    notify: (notice: NewNotice, now: Date): Promise<string | null> =>
      inTransaction(pool, async client => {
        // The lock: whoever disconnects at this moment either is seen here, or ends this message with the others.
        const of = [notice.workspaceId, notice.miroOrgId]
        const ended = notice.kind === 'disconnected' ? null : await row(client, disconnected, of)
        if (ended?.ended === true) return null
        // One after the other: the second process sees what the first one added.
        await count(client, lockWorkspace, [notice.workspaceId])
        const same = [notice.workspaceId, notice.miroOrgId, notice.kind]
        const reader = toEach.has(notice.kind) ? notice.userId : null
        const open = await row(client, openNotice, [...same, reader])
        if (open !== null) return open.id
        const id = randomUUID()
        await count(client, add, [...same, id, jsonText(notice.facts), notice.userId, now])
        return id
      }),

    /** Gives a message other facts to say. */
    async changeNotice(workspaceId: string, id: string, facts: Notice, now: Date): Promise<void> {
      await count(pool, change, [workspaceId, id, jsonText(facts), now])
    },

    /** What messages of a kind said since then. */
    async notices(workspaceId: string, kind: NoticeKind, from: Date): Promise<Notice[]> {
      return (await rows(pool, since, [workspaceId, kind, from])).map(({ facts }) => facts)
    },

    /** What about people waits for somebody's word, what has waited longest first. */
    async heldNotices(workspaceId: string): Promise<HeldFacts[]> {
      const held = await rows(pool, heldNotices, [workspaceId])
      return held.map(({ facts }) => facts).filter(facts => 'decided' in facts)
    },

    /** The newest message of a kind whose matter is not settled; `miroOrgId` null: one about people. */
    openNotice: (
      workspaceId: string,
      miroOrgId: string | null,
      kind: NoticeKind,
    ): Promise<{ readonly id: string; readonly facts: Notice } | null> =>
      row(pool, openNotice, [workspaceId, miroOrgId, kind, null]),

    /** Every message of a kind about people whose matter is not settled, with who reads it; null: the alert channel. */
    openNotices: (workspaceId: string, kind: NoticeKind) => rows(pool, openNotices, [workspaceId, kind]),
  }
}

/**
 * SQL: an alert has something new to say at `now`. One that waits for its next try goes on waiting; one that was up
 * to date is due at once.
 */
export const withNews = (now: '$3' | '$4'): string => `
  wanted = wanted + 1,
  attempts = CASE WHEN sent >= wanted THEN 0 ELSE attempts END,
  next_try_at = CASE WHEN sent >= wanted THEN ${now}::timestamptz ELSE next_try_at END,
  changes_at = CASE WHEN changes_at > ${now}::timestamptz THEN changes_at END`

const facts = json(noticeShape)

/** Kinds of which each administrator, or each channel, gets a message of its own. */
const toEach: ReadonlySet<NoticeKind> = new Set(['unlisted', 'channel_here', 'channel_away'])

export const disconnected = statement({
  ended: flag(),
})`SELECT state = 'disconnected' AS ended FROM connection WHERE workspace_id = $1 AND miro_org_id = $2 FOR SHARE`

export const openNotice = statement({ id: text(), facts })`
  SELECT id, facts FROM alert
  WHERE workspace_id = $1 AND miro_org_id IS NOT DISTINCT FROM $2::text AND kind = $3
    AND closed_at IS NULL AND state <> 'dropped'
    AND facts->>'fixedAt' IS NULL AND facts->>'decided' IS NULL AND ($4::text IS NULL OR user_id = $4)
  ORDER BY created_at DESC, id LIMIT 1`

export const openNotices = statement({ id: text(), facts, userId: orNull(text()) })`
  SELECT id, facts, user_id AS "userId" FROM alert
  WHERE workspace_id = $1 AND miro_org_id IS NULL AND kind = $2 AND closed_at IS NULL AND state <> 'dropped'
    AND facts->>'fixedAt' IS NULL
  ORDER BY created_at, id`

export const heldNotices = statement({ facts })`
  SELECT facts FROM alert
  WHERE workspace_id = $1 AND miro_org_id IS NULL AND kind IN ('held_sync', 'held_list', 'held_groups')
    AND closed_at IS NULL AND state <> 'dropped' AND facts->>'decided' IS NULL
  ORDER BY created_at, id`

export const since = statement({
  facts,
})`SELECT facts FROM alert WHERE workspace_id = $1 AND kind = $2 AND created_at >= $3`

export const add = command`
  INSERT INTO alert (workspace_id, miro_org_id, kind, id, facts, user_id, state, next_try_at, created_at)
  VALUES ($1, $2, $3, $4, $5::jsonb, $6, 'pending', $7, $7)`

export const change = command`
  UPDATE alert SET facts = $3::jsonb, ${withNews('$4')}
  WHERE workspace_id = $1 AND id = $2 AND state <> 'dropped'`
