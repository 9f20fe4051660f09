import type { Person } from '../domain/staff.ts'
import { countStaff } from './counts-sql.ts'
import { fields, instant, int, orNull, type RowOf, text } from './engine/columns.ts'
import { command, count, inTransaction, isOne, row, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { believedOf, personColumns, personNow, personRow, said, saidColumn } from './person-sql.ts'
import { jsonText } from './sql-values.ts'
import { mergeStaff } from './staff-merge-sql.ts'
import { lockWorkspace } from './tenant-sql.ts'

/** A person with what was entered about them. `timeZone` null: neither theirs nor the workspace's is known. */
const knownRow = { ...personRow, timeZone: orNull(text()), said: saidColumn }

type Entered = Pick<Person, 'type' | 'endAt' | 'onLeave' | 'startAt'> & {
  readonly personId: string
  /** When that was entered which the person saw who enters this. */
  readonly seen: Date | null
  readonly lastDay: string | null
  /** A staff list that no longer names them is not believed. */
  readonly forgetList: boolean
  readonly by: string
  readonly now: Date
}

const dueRow = { id: text(), judgeAt: instant() }
type Due = RowOf<typeof dueRow>

const disputedRow = {
  ...{ id: text(), name: text() },
  ...{ conflict: text<'slack_gone' | 'list_gone'>(), since: orNull(instant()) },
}

const noticedRow = { id: text(), name: text(), lastDay: orNull(text()), endAt: instant() }

const earlyRow = {
  ...{ id: text(), name: text(), startAt: instant() },
  ...{ miroOrgId: text(), accountId: text(), accounts: int() },
}

/** `enteredAt`: when somebody entered the last day; null: a list says it. */
const contractRow = { ...noticedRow, enteredAt: orNull(instant()) }

/** What people enter about who leaves, and whose accounts wait to be judged for it. */
export function leavingRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    person: (workspaceId: string, personId: string) => row(pool, person, [workspaceId, personId]),

    /**
     * Stores what was entered; the accounts have to be judged from now on. False: somebody entered something since, or
     * the person is gone. Nothing was written.
     */
    store: (workspaceId: string, entered: Entered): Promise<boolean> =>
      inTransaction(pool, async client => {
        const { personId, seen, type, lastDay, endAt, onLeave, startAt, by, now } = entered
        await count(client, lockWorkspace, [workspaceId])
        const values = [workspaceId, personId, seen, type, lastDay, endAt, onLeave, startAt, by, now]
        if (!(await isOne(client, store, values))) return false
        if (entered.forgetList) await count(client, forgetList, [workspaceId, personId])
        await mergeStaff(client, workspaceId, [personId], now)
        await count(client, judgeNow, [workspaceId, personId, now])
        return true
      }),

    /** Workspaces with somebody whose accounts wait to be judged. */
    workspacesDue: async (now: Date): Promise<string[]> =>
      (await rows(pool, workspacesDue, [now])).map(({ id }) => id),

    due: (workspaceId: string, now: Date, limit: number): Promise<Due[]> =>
      rows(pool, due, [workspaceId, now, limit]),

    /** They were judged; next when the last day ends. A person about whom something was entered meanwhile still waits. */
    async judged(workspaceId: string, people: readonly Due[], now: Date): Promise<void> {
      await inTransaction(pool, async client => {
        await count(client, lockWorkspace, [workspaceId])
        await count(client, judged, [workspaceId, jsonText(people), now])
        await count(client, countStaff, [workspaceId, now])
      })
    },

    /** Contracts that end by `until`, the soonest first. */
    contracts: (workspaceId: string, now: Date, until: Date, limit: number) =>
      rows(pool, contracts, [workspaceId, now, until, limit]),

    /** Of whom the staff list and Slack say different things, as far as nothing else says that they left. */
    disputed: (workspaceId: string, now: Date, limit: number) =>
      rows(pool, disputed, [workspaceId, now, limit]),

    /** Whose first day is still to come, while they have access; the soonest first. */
    early: (workspaceId: string, now: Date, limit: number) => rows(pool, early, [workspaceId, now, limit]),

    /** Whose last day is over, while Slack says that they are active; the newest first. */
    stillActive: (workspaceId: string, now: Date, limit: number) =>
      rows(pool, stillActive, [workspaceId, now, limit]),
  }
}

/** $1 workspace, $2 person */
export const person = statement(knownRow)`
  SELECT ${personColumns}, coalesce(p.time_zone, w.time_zone) AS "timeZone",
    ${said} AS said
  FROM person p JOIN workspace w ON w.id = p.workspace_id
  WHERE p.workspace_id = $1 AND p.id = ${personNow('$2')}`

/**
 * $1 workspace, $2 person, $3 when that was entered which was seen, $4 type, $5 last day, $6 its end, $7 long leave,
 * $8 start, $9 by whom, $10 now. Only what differs from what the other sources say is entered; a last day that a staff
 * list says and nobody enters is not theirs.
 */
export const store = command`
  INSERT INTO person_source AS held (workspace_id, person_id, record_id, source, type, last_day, end_at, overruled_day,
    on_leave, start_at, entered_by, entered_at)
  SELECT $1, p.id, p.id, 'entered', CASE WHEN e.type IS NOT NULL OR p.type <> $4 THEN $4 END,
    CASE WHEN own.day THEN $5 END, CASE WHEN own.day THEN $6::timestamptz END,
    CASE WHEN $6::timestamptz IS NULL THEN list.last_day WHEN NOT own.day THEN e.overruled_day END, $7,
    CASE WHEN e.start_at IS NOT NULL OR p.start_at IS DISTINCT FROM $8 THEN $8::timestamptz END, $9, $10
  FROM person p
  LEFT JOIN person_source e ON e.workspace_id = $1 AND e.person_id = p.id AND e.source = 'entered'
  ${believedOf('list', 'p.id')}
  CROSS JOIN LATERAL (SELECT e.end_at IS NOT NULL OR p.last_day IS DISTINCT FROM $5::text AS day) own
  WHERE p.workspace_id = $1 AND p.id = $2 AND e.entered_at IS NOT DISTINCT FROM $3
  ON CONFLICT (workspace_id, record_id, source) DO UPDATE SET type = excluded.type, last_day = excluded.last_day,
    end_at = excluded.end_at, overruled_day = excluded.overruled_day, on_leave = excluded.on_leave,
    start_at = excluded.start_at, entered_by = excluded.entered_by, entered_at = excluded.entered_at`

/** $1 workspace, $2 person: a staff list that no longer names somebody who came back says nothing of them any more. */
export const forgetList = command`
  DELETE FROM person_source WHERE workspace_id = $1 AND person_id = $2 AND source = 'list' AND gone`

/** $1 workspace, $2 person, $3 now */
export const judgeNow = command`UPDATE person SET judge_at = $3 WHERE workspace_id = $1 AND id = $2`

/** $1 now */
export const workspacesDue = statement({
  id: text(),
})`SELECT DISTINCT workspace_id AS id FROM person WHERE judge_at <= $1 ORDER BY 1`

/** $1 workspace, $2 now, $3 how many */
export const due = statement(dueRow)`
  SELECT ${fields(dueRow)} FROM person WHERE workspace_id = $1 AND judge_at <= $2 ORDER BY judge_at, id LIMIT $3`

/** $1 workspace, $2 people, $3 when they were judged */
export const judged = command`
  UPDATE person SET judge_at = CASE WHEN end_at > $3 THEN end_at END
  FROM jsonb_to_recordset($2::jsonb) AS given(id text, "judgeAt" timestamptz(3))
  WHERE workspace_id = $1 AND person.id = given.id AND judge_at = given."judgeAt"`

/** $1 workspace, $2 now, $3 until when, $4 how many */
export const contracts = statement(contractRow)`
  SELECT ${fields(noticedRow)}, (
    SELECT entered_at FROM person_source e
    WHERE e.workspace_id = $1 AND e.person_id = person.id AND e.source = 'entered' AND e.end_at IS NOT NULL) AS "enteredAt"
  FROM person WHERE workspace_id = $1 AND end_at > $2 AND end_at <= $3 AND type = 'contractor' AND NOT deactivated
  ORDER BY end_at, name, id LIMIT $4`

/** $1 workspace, $2 now, $3 how many. Whose last day is over is told by that. */
export const disputed = statement(disputedRow)`
  SELECT p.id, p.name, p.conflict, CASE p.conflict WHEN 'slack_gone' THEN slack.gone_since ELSE list.gone_since END AS since
  FROM (
    SELECT id, name, conflict FROM person
    WHERE workspace_id = $1 AND conflict IS NOT NULL AND (end_at <= $2) IS NOT TRUE
    ORDER BY name, id LIMIT $3) p
  ${believedOf('slack', 'p.id')} ${believedOf('list', 'p.id')}
  ORDER BY p.name, p.id`

/** $1 workspace, $2 now, $3 how many. Who begins later, and has access already; with the first such account. */
export const early = statement(earlyRow)`
  SELECT p.id, p.name, p.start_at AS "startAt", live.miro_org_id AS "miroOrgId", live.account_id AS "accountId",
    live.accounts
  FROM (
    SELECT * FROM person WHERE workspace_id = $1 AND start_at > $2 AND kind = 'member' AND NOT deactivated OFFSET 0) p
  CROSS JOIN LATERAL (
    SELECT s.miro_org_id, s.account_id, count(*) OVER ()::int AS accounts
    FROM (SELECT * FROM assessment WHERE person_id = p.id OFFSET 0) s
    JOIN account a ON a.workspace_id = $1 AND a.miro_org_id = s.miro_org_id AND a.id = s.account_id
      AND a.removed_at IS NULL AND a.missing_since IS NULL AND a.active
    JOIN connection c ON c.workspace_id = $1 AND c.miro_org_id = s.miro_org_id AND c.state <> 'disconnected'
    WHERE s.workspace_id = $1 AND s.class = 'staff'
    ORDER BY s.miro_org_id, s.account_id LIMIT 1) live
  ORDER BY p.start_at, p.name, p.id LIMIT $3`

/** Slack says that they are active members. */
const hereInSlack = `EXISTS (
    SELECT 1 FROM person_source s
    WHERE s.workspace_id = $1 AND s.person_id = person.id AND s.source = 'slack' AND s.kind = 'member' AND NOT s.gone
      AND s.missing_since IS NULL)`

/** $1 workspace, $2 now, $3 how many */
export const stillActive = statement(noticedRow)`
  SELECT ${fields(noticedRow)} FROM person WHERE workspace_id = $1 AND end_at <= $2 AND kind = 'member' AND ${hereInSlack}
  ORDER BY end_at DESC, name, id LIMIT $3`
