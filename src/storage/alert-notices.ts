import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { NoticeFacts } from '../domain/alert.ts'
import type { HeldFacts } from '../domain/source-notice.ts'
import { withNews } from './alert-news.ts'
import { noticeOf } from './alert-notice-shape.ts'
import { inTransaction } from './engine/transaction.ts'
import { jsonText } from './json-text.ts'

export type Notice = NoticeFacts

type NewNotice = {
  readonly workspaceId: string
  readonly miroOrgId: string | null
  readonly kind: Notice['kind']
  readonly facts: Notice
  /** A direct message to this person; null: the alert channel. */
  readonly userId: string | null
}

/** Messages about something else than findings: each carries its own facts. */
export function alertNotices(pool: pg.Pool) {
  return {
    /**
     * Adds a message to be posted, unless one about the same is not settled yet, whoever added it. Returns the id of
     * the one there is; null when the organization it is about was disconnected: nobody can do anything there.
     */
    notify: (notice: NewNotice, now: Date): Promise<string | null> =>
      inTransaction(pool, async client => {
        // The lock: whoever disconnects at this moment either is seen here, or ends this message with the others.
        const of = [notice.workspaceId, notice.miroOrgId]
        const ended =
          notice.kind === 'disconnected' ? null : await client.query<{ ended: boolean }>(disconnected, of)
        if (ended?.rows[0]?.ended === true) return null
        // One after the other: the second process sees what the first one added.
        await client.query('SELECT FROM workspace WHERE id = $1 FOR NO KEY UPDATE', [notice.workspaceId])
        const same = [notice.workspaceId, notice.miroOrgId, notice.kind]
        const [open] = (await client.query<{ id: string }>(openNotice, same)).rows
        if (open !== undefined) return open.id
        const id = randomUUID()
        await client.query(add, [...same, id, jsonText(notice.facts), notice.userId, now])
        return id
      }),

    /** Gives a message other facts to say. */
    async changeNotice(workspaceId: string, id: string, facts: Notice, now: Date): Promise<void> {
      await pool.query(
        `UPDATE alert SET facts = $3::jsonb, ${withNews('$4')} WHERE workspace_id = $1 AND id = $2 AND state <> 'dropped'`,
        [workspaceId, id, jsonText(facts), now],
      )
    },

    /** What messages of a kind said since then. */
    async notices(workspaceId: string, kind: Notice['kind'], since: Date): Promise<Notice[]> {
      const { rows } = await pool.query<{ facts: unknown }>(
        'SELECT facts FROM alert WHERE workspace_id = $1 AND kind = $2 AND created_at >= $3',
        [workspaceId, kind, since],
      )
      return rows.map(({ facts }) => noticeOf(facts))
    },

    /** What about people waits for somebody's word, what has waited longest first. */
    async heldNotices(workspaceId: string): Promise<HeldFacts[]> {
      const { rows } = await pool.query<{ facts: unknown }>(heldNotices, [workspaceId])
      return rows.map(({ facts }) => noticeOf(facts)).filter(facts => 'decided' in facts)
    },

    /** The newest message of a kind whose matter is not settled; `miroOrgId` null: one about people. */
    async openNotice(
      workspaceId: string,
      miroOrgId: string | null,
      kind: Notice['kind'],
    ): Promise<{ id: string; facts: Notice } | null> {
      const { rows } = await pool.query<{ id: string; facts: unknown }>(openNotice, [
        workspaceId,
        miroOrgId,
        kind,
      ])
      return rows[0] === undefined ? null : { id: rows[0].id, facts: noticeOf(rows[0].facts) }
    },
  }
}

const disconnected = `
  SELECT state = 'disconnected' AS ended FROM connection WHERE workspace_id = $1 AND miro_org_id = $2 FOR SHARE`

const openNotice = `
  SELECT id, facts FROM alert
  WHERE workspace_id = $1 AND miro_org_id IS NOT DISTINCT FROM $2::text AND kind = $3
    AND closed_at IS NULL AND state <> 'dropped'
    AND facts->>'fixedAt' IS NULL AND facts->>'decided' IS NULL
  ORDER BY created_at DESC, id LIMIT 1`

const heldNotices = `
  SELECT facts FROM alert
  WHERE workspace_id = $1 AND miro_org_id IS NULL AND kind IN ('held_sync', 'held_list', 'held_groups')
    AND closed_at IS NULL AND state <> 'dropped' AND facts->>'decided' IS NULL
  ORDER BY created_at, id`

const add = `
  INSERT INTO alert (workspace_id, miro_org_id, kind, id, facts, user_id, state, next_try_at, created_at)
  VALUES ($1, $2, $3, $4, $5::jsonb, $6, 'pending', $7, $7)`
