import type { CheckId, Results, Why } from '../domain/check.ts'
import type { ChosenByCheck } from '../domain/checks/form.ts'
import type { Deadline } from '../domain/deadline.ts'
import type { SavedRule } from '../domain/rule.ts'
import { parseSchedule, type Schedule } from '../domain/schedule.ts'
import { type Assessment, type OpenFinding, type Reconciled, SYSTEM } from '../domain/snapshot.ts'
import type { ConnectionKey } from './connection-key.ts'
import type { Storage } from './engine/storage.ts'
import { inTransaction } from './engine/transaction.ts'
import { closeFindings, lockOurs, openFindings } from './evaluation-sql.ts'
import { jsonText } from './json-text.ts'
import { chosenOf } from './results.ts'
import { currentRule } from './rule-row.ts'
import { type Batch, snapshotBatch, snapshotOf } from './snapshot-batch.ts'

type Facts = {
  readonly critical: boolean
  readonly rule: SavedRule | null
  /** Every role that accounts with access, as far as Miro says, have today. */
  readonly roles: readonly string[]
  /** Ids of the user groups Slack has. */
  readonly groups: readonly string[]
  readonly groupsReadAt: Date | null
  readonly equalDomains: readonly string[]
  readonly removalDeadline: Deadline
  readonly otherDeadline: Deadline
  readonly chosen: ChosenByCheck
  readonly timeZone: string | null
  readonly schedule: Schedule | null
  readonly lastCompleteSyncAt: Date | null
  /** When the staff was last read: Slack's directory, or a list read on the schedule where that lags behind. */
  readonly staffReadAt: Date | null
  /** Members of the staff list who are not deactivated. */
  readonly staffPeople: number
  readonly systemFinding: OpenFinding | null
}

type Saved = {
  readonly evaluationId: string
  readonly now: Date
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
      const { rows } = await pool.query<{ fence: number }>(begin[of], [key.workspaceId, key.miroOrgId])
      return rows[0]?.fence ?? 0
    },

    /**
     * For an evaluation of all accounts whose writes were refused: the number with which it may go on when only some
     * accounts were evaluated apart meanwhile. What it read before is too old then. Null when a newer one took over.
     */
    async goOn(key: ConnectionKey, begunWith: number): Promise<number | null> {
      const { rows } = await pool.query<{ fence: number }>(
        `SELECT evaluation_fence AS fence FROM connection
         WHERE workspace_id = $1 AND miro_org_id = $2 AND whole_evaluation_fence = $3`,
        [key.workspaceId, key.miroOrgId, begunWith],
      )
      return rows[0]?.fence ?? null
    },

    /** What all accounts of a connection have in common; null when there is no such connection. */
    async facts(key: ConnectionKey): Promise<Facts | null> {
      const values = [key.workspaceId, key.miroOrgId]
      const { rows } = await pool.query<CommonRow>(facts, values)
      const [common] = rows
      if (common === undefined) return null
      const found = await pool.query<FindingRow>(systemFinding, [...values, SYSTEM])
      return {
        ...common,
        schedule: parseSchedule(common.schedule),
        chosen: chosenOf(common.chosen),
        rule: await currentRule(prisma, key),
        systemFinding: found.rows[0] ?? null,
      }
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
      const frame = [key.workspaceId, key.miroOrgId, fence, saved.now]
      const news = [...frame, jsonText([...changed, ...closed])]
      const { accounts, results } = packed(saved.assessments)
      const finds = [...frame, saved.evaluationId, ...[opened, accounts, results].map(jsonText)]
      const touches = changed.length + closed.length > 0
      const adds = opened.length + saved.assessments.length > 0
      if (adds) await room()
      const run = async (client: Pick<Storage['pool'], 'query'>, text: string, values: unknown[]) =>
        (await client.query(text, values)).rowCount === 1
      if (touches && !adds) return run(pool, closeFindings, news)
      // First closed, then opened: the same thing may be open only once. Where nothing is closed the lock is a
      // statement of its own: whoever waited for another's write must see it, or it is counted twice.
      const lock = [key.workspaceId, key.miroOrgId, fence]
      return inTransaction(
        pool,
        async client =>
          (await (touches ? run(client, closeFindings, news) : run(client, lockOurs, lock))) &&
          (await run(client, openFindings, finds)),
      )
    },

    /** Records that every account was looked at, and by what. False: a newer evaluation has begun. */
    async finish(
      key: ConnectionKey,
      fence: number,
      { critical, rule }: Pick<Facts, 'critical' | 'rule'>,
      now: Date,
    ): Promise<boolean> {
      const { rowCount } = await pool.query(
        `UPDATE connection SET last_evaluated_at = $4, judged_critical = $5, judged_rule = $6
         WHERE workspace_id = $1 AND miro_org_id = $2 AND evaluation_fence = $3`,
        [key.workspaceId, key.miroOrgId, fence, now, critical, rule?.version ?? 0],
      )
      return rowCount === 1
    },
  }
}

type CommonRow = Omit<Facts, 'rule' | 'systemFinding' | 'schedule' | 'chosen'> & {
  readonly schedule: string | null
  readonly chosen: unknown
}

type FindingRow = {
  id: string
  checkId: CheckId
  subjectId: string
  why: Why
  personId: string | null
  clockAt: Date
  endAt: Date | null
  dueAt: Date
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

const begin = {
  all: `
    UPDATE connection SET evaluation_fence = evaluation_fence + 1, whole_evaluation_fence = evaluation_fence + 1
    WHERE workspace_id = $1 AND miro_org_id = $2 RETURNING evaluation_fence AS fence`,
  some: `
    UPDATE connection SET evaluation_fence = evaluation_fence + 1
    WHERE workspace_id = $1 AND miro_org_id = $2 RETURNING evaluation_fence AS fence`,
}

const facts = `
  SELECT c.critical_since IS NOT NULL AS critical, w.equal_domains AS "equalDomains",
    json_build_object('amount', w.removal_sla_amount, 'unit', w.removal_sla_unit) AS "removalDeadline",
    json_build_object('amount', w.other_sla_amount, 'unit', w.other_sla_unit) AS "otherDeadline",
    w.checks AS chosen, w.time_zone AS "timeZone", w.sync_schedule AS "schedule",
    c.last_complete_sync_at AS "lastCompleteSyncAt", CASE
      WHEN w.staff_read_at IS NOT NULL AND k.standing
      THEN least(w.staff_read_at, coalesce(k.read_at, k.trouble_since)) ELSE w.staff_read_at END AS "staffReadAt",
    w.staff_people AS "staffPeople", w.groups_read_at AS "groupsReadAt",
    ARRAY(SELECT id FROM user_group WHERE workspace_id = $1 AND active ORDER BY id) AS groups,
    ARRAY(
      SELECT role FROM role_count
      WHERE workspace_id = $1 AND miro_org_id = $2 AND present > 0 ORDER BY role) AS roles
  FROM connection c JOIN workspace w ON w.id = c.workspace_id LEFT JOIN staff_list k ON k.workspace_id = w.id
  WHERE c.workspace_id = $1 AND c.miro_org_id = $2 AND c.state <> 'disconnected'`

const systemFinding = `
  SELECT id, check_id AS "checkId", subject_id AS "subjectId", why, person_id AS "personId",
    clock_at AS "clockAt", end_at AS "endAt", due_at AS "dueAt"
  FROM finding
  WHERE workspace_id = $1 AND miro_org_id = $2 AND subject_id = $3 AND closed_at IS NULL`
