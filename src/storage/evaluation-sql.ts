import type { CheckId, Results, Why } from '../domain/check.ts'
import type { ConnectionKey } from '../domain/connection-key.ts'
import type { SavedRule } from '../domain/rule.ts'
import { parseSchedule, type Schedule } from '../domain/schedule.ts'
import { type Assessment, type OpenFinding, type Reconciled, SYSTEM } from '../domain/snapshot.ts'
import { countVerdicts } from './counts-sql.ts'
import { fields, flag, instant, int, json, orNull, type RowOf, text, texts } from './engine/columns.ts'
import { command, inTransaction, isOne, row, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { gapsOf, staffReadAt } from './gaps-sql.ts'
import { chosenShape, deadlineShape, gapsShape, holidayDaysShape } from './json-shapes.ts'
import { currentRule } from './rules-sql.ts'
import { type Batch, snapshotBatch, snapshotOf } from './snapshot-batch.ts'
import { jsonText } from './sql-values.ts'
import { lockEvaluation, ours, tenant } from './tenant-sql.ts'

type Facts = Omit<RowOf<typeof factsRow>, 'schedule'> & {
  readonly schedule: Schedule | null
  readonly rule: SavedRule | null
  readonly systemFinding: OpenFinding | null
}

type Saved = {
  readonly evaluationId: string
  readonly now: Date
  /** Slack id of who asked Miro about these accounts just now; null: nobody did. */
  readonly verifiedBy?: string | null
  readonly assessments: readonly Assessment[]
  readonly reconciled: Reconciled
}

/** What evaluations read, and what they found. A newer evaluation of a connection stops an older one's writes. */
export function evaluationRepository({ pool, prisma, room }: Pick<Storage, 'pool' | 'prisma' | 'room'>) {
  return {
    /**
     * Begins an evaluation of all accounts, or of some apart: its number, with which it writes. 0 when there is no
     * such connection.
     */
    async begin(key: ConnectionKey, of: 'all' | 'some' = 'all'): Promise<number> {
      return (await row(pool, begin[of], tenant(key)))?.fence ?? 0
    },

    /**
     * For an evaluation of all accounts whose writes were refused: the number with which it may go on when only some
     * accounts were evaluated apart meanwhile. What it read before is too old then. Null when a newer one took over.
     */
    async goOn(key: ConnectionKey, begunWith: number): Promise<number | null> {
      return (await row(pool, goOn, [...tenant(key), begunWith]))?.fence ?? null
    },

    /** What all accounts of a connection have in common; null when there is no such connection. */
    async facts(key: ConnectionKey): Promise<Facts | null> {
      const common = await row(pool, facts, tenant(key))
      if (common === null) return null
      const found = await row(pool, systemFinding, [...tenant(key), SYSTEM])
      const rule = await currentRule(prisma, key)
      return { ...common, schedule: parseSchedule(common.schedule), rule, systemFinding: found }
    },

    /** The next accounts in order of their id, gone ones too, with all that bears on them. Empty after the last. */
    batch: (key: ConnectionKey, afterId: string | null, size: number): Promise<Batch> =>
      snapshotBatch(pool, key, afterId, size),

    /** The accounts named, as far as they are known, with all that bears on them. */
    batchOf: (key: ConnectionKey, accountIds: readonly string[]): Promise<Batch> =>
      snapshotOf(pool, key, accountIds),

    /** Stores what one batch came to, all or nothing. False: a newer evaluation has begun; nothing was written. */
    async save(key: ConnectionKey, fence: number, saved: Saved): Promise<boolean> {
      const { opened, changed, closed } = saved.reconciled
      const lock = [...tenant(key), fence]
      const frame = [...lock, saved.now]
      const over = closed.map(each => ({ ...each, closedBy: saved.verifiedBy ?? null }))
      const news = [...frame, jsonText([...changed, ...over])]
      const { accounts, results } = packed(saved.assessments)
      const finds = [...frame, saved.evaluationId, ...[opened, accounts, results].map(jsonText)]
      const touches = changed.length + closed.length > 0
      const adds = opened.length + saved.assessments.length > 0
      if (adds) await room()
      if (touches && !adds) return isOne(pool, closeFindings, news)
      // First closed, then opened: the same thing may be open only once. Where nothing is closed the lock is a
      // statement of its own: whoever waited for another's write must see it, or it is counted twice.
      return inTransaction(
        pool,
        async client =>
          (await (touches ? isOne(client, closeFindings, news) : isOne(client, lockEvaluation, lock))) &&
          (await isOne(client, openFindings, finds)),
      )
    },

    /** Records that every account was looked at, and by what. False: a newer evaluation has begun. */
    finish: (
      key: ConnectionKey,
      fence: number,
      { critical, rule }: Pick<Facts, 'critical' | 'rule'>,
      now: Date,
    ): Promise<boolean> => isOne(pool, finish, [...tenant(key), fence, now, critical, rule?.version ?? 0]),
  }
}

/** What the checks said stands once for all accounts of which they say the same: there are a few, for very many. */
function packed(assessments: readonly Assessment[]) {
  const places = new Map<Results, number>()
  const accounts = assessments.map(({ accountId, class: kind, personId, matchedBy, results }) => {
    const place = places.get(results) ?? places.size
    places.set(results, place)
    return [accountId, kind, personId, matchedBy, place]
  })
  return { accounts, results: [...places.keys()] }
}

// $1 workspace, $2 organisation in all of these.

const fenceRow = { fence: int() }

export const begin = {
  all: statement(fenceRow)`
    UPDATE connection SET evaluation_fence = evaluation_fence + 1, whole_evaluation_fence = evaluation_fence + 1
    WHERE ${ours} RETURNING evaluation_fence AS fence`,
  some: statement(fenceRow)`
    UPDATE connection SET evaluation_fence = evaluation_fence + 1
    WHERE ${ours} RETURNING evaluation_fence AS fence`,
}

/** $3 the number it began with */
export const goOn = statement(fenceRow)`
  SELECT evaluation_fence AS fence FROM connection WHERE ${ours} AND whole_evaluation_fence = $3`

/** $3 fence, $4 now, $5 whether it was a critical system, $6 version of the rule */
export const finish = command`
  UPDATE connection SET last_evaluated_at = $4, judged_critical = $5, judged_rule = $6
  WHERE ${ours} AND evaluation_fence = $3`

const factsRow = {
  ...{ critical: flag(), equalDomains: texts() },
  ...{ removalDeadline: json(deadlineShape), otherDeadline: json(deadlineShape), chosen: json(chosenShape) },
  ...{ timeZone: orNull(text()), schedule: orNull(text()), scheduleAt: orNull(instant()) },
  holidays: json(holidayDaysShape),
  ...{ connectedAt: instant(), lastCompleteSyncAt: orNull(instant()) },
  /** When the staff was last read, all parts of it. */
  staffReadAt: orNull(instant()),
  /** What goes on of the time in which nobody reads a source. */
  gaps: json(gapsShape),
  /** Members of the staff list who are not deactivated. */
  staffPeople: int(),
  groupsReadAt: orNull(instant()),
  /** Ids of the user groups Slack has. */
  groups: texts(),
  /** Every role that accounts with access, as far as Miro says, have today. */
  roles: texts(),
}

export const facts = statement(factsRow)`
  SELECT c.critical_since IS NOT NULL AS critical, w.equal_domains AS "equalDomains",
    json_build_object('amount', w.removal_sla_amount, 'unit', w.removal_sla_unit) AS "removalDeadline",
    json_build_object('amount', w.other_sla_amount, 'unit', w.other_sla_unit) AS "otherDeadline",
    w.checks AS chosen, w.time_zone AS "timeZone", w.sync_schedule AS "schedule",
    w.sync_schedule_at AS "scheduleAt", coalesce(w.settings->'holidays', '[]') AS holidays, c.connected_at AS "connectedAt", c.last_complete_sync_at AS "lastCompleteSyncAt",
    ${staffReadAt} AS "staffReadAt", ${gapsOf('$2')} AS gaps,
    w.staff_people AS "staffPeople", w.groups_read_at AS "groupsReadAt",
    ARRAY(SELECT id FROM user_group WHERE workspace_id = $1 AND active ORDER BY id) AS groups,
    ARRAY(
      SELECT role FROM role_count
      WHERE ${ours} AND present > 0 ORDER BY role) AS roles
  FROM connection c JOIN workspace w ON w.id = c.workspace_id LEFT JOIN staff_list k ON k.workspace_id = w.id
  WHERE c.workspace_id = $1 AND c.miro_org_id = $2 AND c.state <> 'disconnected'`

const findingRow = {
  ...{ id: text(), checkId: text<CheckId>(), subjectId: text(), why: text<Why>(), personId: orNull(text()) },
  ...{ clockAt: instant(), endAt: orNull(instant()), dueAt: instant() },
}

/** $3 `SYSTEM` */
export const systemFinding = statement(findingRow)`
  SELECT ${fields(findingRow)} FROM finding WHERE ${ours} AND subject_id = $3 AND closed_at IS NULL`

// LATERAL … OFFSET 0 makes each row look itself up in the index, and ctid makes it be written where it was found:
// both keep a plan that was made for a small table from comparing everything with everything once it is large.

// These first lock the connection, and do nothing when a newer evaluation has begun. They answer with one
// row when it was ours, with none when it was not.

const first = `
  ours AS MATERIALIZED (${lockEvaluation.text})`

/** $3 fence, $4 now, $5 [{ id, why, personId, endAt } or { id, closedAs, closedBy }] */
export const closeFindings = command`
  WITH ${first},
  news AS MATERIALIZED (
    SELECT given.*, stored.place
    FROM ours, jsonb_to_recordset($5::jsonb) AS given(
        id text, why text, "personId" text, "endAt" timestamptz(3), "closedAs" text, "closedBy" text),
      LATERAL (
        SELECT ctid AS place, closed_at FROM finding
        WHERE ${ours} AND id = given.id OFFSET 0) stored
    WHERE stored.closed_at IS NULL),
  touched AS (
    UPDATE finding SET
      why = coalesce(news.why, finding.why),
      person_id = CASE WHEN news."closedAs" IS NULL THEN news."personId" ELSE finding.person_id END,
      end_at = CASE WHEN news."closedAs" IS NULL THEN news."endAt" ELSE finding.end_at END,
      closed_as = news."closedAs",
      closed_by = news."closedBy",
      closed_at = CASE WHEN news."closedAs" IS NOT NULL THEN $4::timestamptz END
    FROM news WHERE finding.ctid = news.place
    RETURNING finding.group_id),
  told AS (
    UPDATE finding_group SET changed = true
    WHERE ${ours} AND id IN (SELECT group_id FROM touched))
  SELECT 1 FROM ours`

/**
 * $3 fence, $4 now, $5 evaluation, $6 new findings, $7 assessments as arrays,
 * $8 what the checks said, to which each assessment points.
 * What is open already stays as it is: repeating an evaluation opens nothing twice. One of all accounts and one of some
 * may have found the same at the same time; whoever comes second makes no group of it either.
 */
export const openFindings = command`
  WITH ${first},
  opened AS MATERIALIZED (
    SELECT given.* FROM ours, jsonb_to_recordset($6::jsonb) AS given(
      "checkId" text, "subjectId" text, why text, "personId" text,
      "clockAt" timestamptz(3), "endAt" timestamptz(3), "dueAt" timestamptz(3), "goesOn" jsonb)
    WHERE NOT EXISTS (
      SELECT FROM (
        SELECT * FROM finding WHERE subject_id = given."subjectId" AND check_id = given."checkId" OFFSET 0) open
      WHERE open.workspace_id = $1 AND open.miro_org_id = $2 AND open.closed_at IS NULL)),
  groups AS (
    INSERT INTO finding_group (workspace_id, miro_org_id, id, check_id, evaluation_id, opened_at, changed)
    SELECT $1, $2, gen_random_uuid()::text, "checkId", $5, $4, true FROM opened GROUP BY "checkId"
    ON CONFLICT (workspace_id, miro_org_id, evaluation_id, check_id) DO UPDATE SET changed = true
    RETURNING id, check_id),
  stored AS (
    INSERT INTO finding (workspace_id, miro_org_id, id, check_id, subject_id, group_id, why, person_id,
      opened_at, clock_at, end_at, due_at, previous_id)
    SELECT $1, $2, gen_random_uuid()::text, "checkId", "subjectId", groups.id, opened.why, "personId",
      $4, coalesce(going.clock_at, "clockAt"), "endAt", coalesce(going.due_at, "dueAt"), earlier.id
    FROM opened JOIN groups ON groups.check_id = opened."checkId"
    LEFT JOIN LATERAL (
      SELECT * FROM (
        SELECT * FROM finding WHERE subject_id = opened."subjectId" AND check_id = opened."checkId" OFFSET 0) earlier
      WHERE earlier.workspace_id = $1 AND earlier.miro_org_id = $2 AND earlier.closed_at IS NOT NULL
      ORDER BY earlier.opened_at DESC LIMIT 1) earlier ON true
    LEFT JOIN LATERAL (
      SELECT earlier.clock_at, earlier.due_at
      WHERE earlier.person_id IS NOT DISTINCT FROM "personId" AND "goesOn"->'closedAs' ? earlier.closed_as
        AND ("goesOn"->>'notBefore' IS NULL OR earlier.clock_at >= ("goesOn"->>'notBefore')::timestamptz)) going
      ON true
    ON CONFLICT (workspace_id, miro_org_id, check_id, subject_id) WHERE closed_at IS NULL DO NOTHING),
  judged AS MATERIALIZED (
    SELECT item->>0 AS account_id, item->>1 AS class, item->>2 AS person_id, item->>3 AS matched_by,
      $8::jsonb->(item->>4)::int AS results
    FROM ours, jsonb_array_elements($7::jsonb) AS item),
  ${countVerdicts('judged')},
  assessed AS (
    INSERT INTO assessment (workspace_id, miro_org_id, account_id, class, person_id, matched_by, results, changed_at)
    SELECT $1, $2, account_id, class, person_id, matched_by, results, $4 FROM judged
    ON CONFLICT (workspace_id, miro_org_id, account_id) DO UPDATE SET
      class = excluded.class, person_id = excluded.person_id, matched_by = excluded.matched_by,
      results = excluded.results, changed_at = excluded.changed_at)
  SELECT 1 FROM ours`
