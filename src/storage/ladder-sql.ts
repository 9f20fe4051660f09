import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type CheckId, checkIds, isAboutLeaver } from '../domain/check.ts'
import type { ConnectionKey } from '../domain/connection-key.ts'
import type { SaidUntil } from '../domain/ladder.ts'
import { change } from './alert-notices-sql.ts'
import { instant, int, json, orNull, type RowOf, text } from './engine/columns.ts'
import { command, count, inTransaction, row, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { jsonText } from './sql-values.ts'
import { lockWorkspace, ours, tenant } from './tenant-sql.ts'

/** A finding that a step names, and Slack ids of whoever is responsible. */
export type StepLine = { readonly id: string; readonly to: readonly string[] }

const stepLine: z.ZodType<StepLine> = z.object({ id: z.string(), to: z.array(z.string()) })

// What a row of `alert` keeps of a step: which findings it is about. What they are is read when it is rendered.
const named = { lines: z.array(stepLine), all: z.number() }
const overdueShape = z.object({ kind: z.literal('overdue'), ...named })
const stillOpenShape = z.object({ kind: z.literal('still_open'), day: z.string(), ...named })
const stepShape = z.discriminatedUnion('kind', [overdueShape, stillOpenShape])
export type StoredStep = z.infer<typeof stepShape>
type StillOpen = z.infer<typeof stillOpenShape>

export const isStep = (kind: string): kind is StoredStep['kind'] =>
  stepShape.options.some(option => option.shape.kind.value === kind)

/** Throws when it is not ours. */
export const stepOf = (stored: unknown): StoredStep => stepShape.parse(stored)

/** What is said of findings after their message, each once. */
export function ladderRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    /** Open findings that are overdue, by `until`, whose message stands in a channel and does not say so yet. */
    unsaid: (key: ConnectionKey, { leavers, others }: SaidUntil, limit: number): Promise<Late[]> =>
      rows(pool, unsaid, [...tenant(key), leavers, others, checkIds.filter(isAboutLeaver), limit]),

    /**
     * Says under a message that these findings became overdue. Those that are closed meanwhile, or of which it was said,
     * are left out; false: all were.
     */
    sayOverdue: (
      key: ConnectionKey,
      alertId: string,
      lines: readonly StepLine[],
      now: Date,
    ): Promise<boolean> =>
      inTransaction(pool, async client => {
        const said = await rows(client, mark, [...tenant(key), lines.map(({ id }) => id), now])
        const marked = new Set(said.map(({ id }) => id))
        const about = lines.filter(({ id }) => marked.has(id))
        if (about.length === 0) return false
        const facts: StoredStep = { kind: 'overdue', lines: about, all: about.length }
        await count(client, reply, [...tenant(key), randomUUID(), facts.kind, jsonText(facts), alertId, now])
        return true
      }),

    /** What is overdue of which that was said before a moment, the soonest due first; how many there are in all. */
    async stillOverdue(
      workspaceId: string,
      said: Date,
      limit: number,
    ): Promise<{ lines: Late[]; all: number }> {
      const found = await rows(pool, stillOverdue, [workspaceId, said, limit])
      return { lines: found.map(({ all: _, ...line }) => line), all: found[0]?.all ?? 0 }
    },

    /** The list of a day, or of no day: the newest one. Null: there is none. */
    stillOpen: (workspaceId: string, day: string | null): Promise<{ id: string; facts: StillOpen } | null> =>
      row(pool, stillOpen, [workspaceId, day]),

    /** Begins the list of a day. False: it was begun before. */
    beginStillOpen: (workspaceId: string, facts: StillOpen, now: Date): Promise<boolean> =>
      inTransaction(pool, async client => {
        // One after the other: the second process sees what the first one added.
        await count(client, lockWorkspace, [workspaceId])
        if ((await row(client, stillOpen, [workspaceId, facts.day])) !== null) return false
        return (
          (await count(client, list, [workspaceId, randomUUID(), facts.kind, jsonText(facts), now])) === 1
        )
      }),

    /** Has the list say something else. */
    async changeStillOpen(workspaceId: string, id: string, facts: StillOpen, now: Date): Promise<void> {
      await count(pool, change, [workspaceId, id, jsonText(facts), now])
    },

    /** Lists of other days that still stand somewhere. */
    olderLists: (workspaceId: string, id: string) => rows(pool, olderLists, [workspaceId, id]),

    /** A message was taken away. */
    async takenAway(workspaceId: string, id: string, now: Date): Promise<void> {
      await count(pool, takenAway, [workspaceId, id, now])
    },
  }
}

const late = {
  ...{ id: text(), checkId: text<CheckId>(), miroOrgId: text(), dueAt: instant(), alertId: text() },
  /** Slack id of whoever it is about; null: nobody of Slack. */
  subject: orNull(text()),
}
type Late = RowOf<typeof late>

const lateColumns = `f.id, f.check_id AS "checkId", f.miro_org_id AS "miroOrgId", f.due_at AS "dueAt", g.alert_id AS "alertId", (
    SELECT slack_user_id FROM person p WHERE p.workspace_id = $1 AND p.id = f.person_id) AS subject`

const withGroup = `
  JOIN finding_group g ON g.workspace_id = $1 AND g.miro_org_id = f.miro_org_id AND g.id = f.group_id`

/** $1 workspace, $2 organisation, $3 until when about people who left, $4 about others, $5 the checks of leavers, $6 how many */
export const unsaid = statement(late)`
  SELECT ${lateColumns}
  FROM finding f ${withGroup}
  JOIN alert a ON a.workspace_id = $1 AND a.id = g.alert_id AND a.ts IS NOT NULL AND a.user_id IS NULL
  WHERE f.workspace_id = $1 AND f.miro_org_id = $2 AND f.closed_at IS NULL AND f.overdue_said_at IS NULL
    AND f.due_at <= CASE WHEN f.check_id = ANY($5::text[]) THEN $3::timestamptz ELSE $4 END
  ORDER BY f.due_at, f.id LIMIT $6`

export const mark = statement({ id: text() })`
  UPDATE finding SET overdue_said_at = $4
  WHERE ${ours} AND id = ANY($3::text[]) AND closed_at IS NULL AND overdue_said_at IS NULL
  RETURNING id`

export const reply = command`
  INSERT INTO alert (workspace_id, miro_org_id, id, kind, facts, thread_of, broadcast, state, next_try_at, created_at)
  VALUES ($1, $2, $3, $4, $5::jsonb, $6, true, 'pending', $7, $7)`

/** $1 workspace, $2 said before, $3 how many. Where Miro is not read nobody knows what is still open. */
export const stillOverdue = statement({ ...late, all: int() })`
  SELECT ${lateColumns}, count(*) OVER ()::int AS "all"
  FROM finding f ${withGroup}
  JOIN connection c ON c.workspace_id = $1 AND c.miro_org_id = f.miro_org_id AND c.state <> 'disconnected'
  WHERE f.workspace_id = $1 AND f.closed_at IS NULL AND f.overdue_said_at < $2 AND NOT EXISTS (
    SELECT FROM source_gap gap
    WHERE gap.workspace_id = $1 AND gap.source = 'miro' AND gap.source_id = f.miro_org_id AND gap.ended_at IS NULL)
  ORDER BY f.due_at, f.id LIMIT $3`

/** $2 day, or null */
export const stillOpen = statement({ id: text(), facts: json(stillOpenShape) })`
  SELECT id, facts FROM alert
  WHERE workspace_id = $1 AND kind = 'still_open' AND state <> 'dropped' AND ($2::text IS NULL OR facts->>'day' = $2)
  ORDER BY created_at DESC, id LIMIT 1`

export const list = command`
  INSERT INTO alert (workspace_id, id, kind, facts, state, next_try_at, created_at)
  VALUES ($1, $2, $3, $4::jsonb, 'pending', $5, $5)`

export const olderLists = statement({ id: text(), channelId: text(), ts: text() })`
  SELECT id, channel_id AS "channelId", ts FROM alert
  WHERE workspace_id = $1 AND kind = 'still_open' AND id <> $2 AND ts IS NOT NULL AND channel_id IS NOT NULL`

export const takenAway = command`
  UPDATE alert SET state = 'dropped', ts = NULL, channel_id = NULL, closed_at = coalesce(closed_at, $3)
  WHERE workspace_id = $1 AND id = $2`
