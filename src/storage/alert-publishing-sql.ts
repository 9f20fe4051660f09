import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { z } from 'zod'
import type { PublishPlan } from '../domain/alert.ts'
import type { ConnectionKey } from '../domain/connection-key.ts'
import { checkIdShape } from './alert-notice-shape.ts'
import { withNews } from './alert-notices-sql.ts'
import { flag, json, orNull, type RowOf, text, texts } from './engine/columns.ts'
import { command, count, inTransaction, isOne, one, rows, statement } from './engine/statement.ts'
import { lockEvaluation, ours, tenant } from './tenant-sql.ts'

/** From finished evaluations to messages that have something to say. */
export function alertPublishing(pool: pg.Pool) {
  return {
    /** What decides which messages to make or change; of new groups only those of one evaluation, where it is named. */
    publishFacts: (key: ConnectionKey, now: Date, ofEvaluation: string | null = null): Promise<StoredFacts> =>
      one(pool, publishFacts, [...tenant(key), now, ofEvaluation]),

    /**
     * Carries out the plan, all or nothing. False: a newer evaluation has begun; nothing was written. A group that got
     * its message meanwhile keeps it: one evaluation of all accounts and one of some may publish by the same number.
     */
    publish: (key: ConnectionKey, fence: number, plan: PublishPlan, now: Date): Promise<boolean> =>
      inTransaction(pool, async client => {
        const of = tenant(key)
        if (!(await isOne(client, lockEvaluation, [...of, fence]))) return false
        const planned = [...plan.create, ...plan.attach].flatMap(({ groupIds }) => groupIds)
        const unsent = planned.length === 0 ? [] : await rows(client, free, [...of, planned])
        const waiting = new Set(unsent.map(({ id }) => id))
        const created = plan.create
          .filter(({ groupIds }) => groupIds.length === 0 || groupIds.some(id => waiting.has(id)))
          .map(alert => ({ ...alert, id: randomUUID() }))
        if (created.length > 0)
          await count(client, create, [...of, created.map(a => a.id), created.map(a => a.kind), now])
        if (planned.length > 0 || created.length > 0) await count(client, countFirst, of)
        const groups = [
          ...created.flatMap(alert => alert.groupIds.map(group => [group, alert.id] as const)),
          ...plan.attach.flatMap(alert => alert.groupIds.map(group => [group, alert.alertId] as const)),
        ].filter(([group]) => waiting.has(group))
        if (groups.length > 0)
          await count(client, attach, [
            ...of,
            groups.map(([group]) => group),
            groups.map(([, alert]) => alert),
          ])
        const attached = plan.attach.map(alert => alert.alertId)
        // Each only once: a version stands for all that is new.
        const bumped = [...new Set([...plan.bump, ...attached])]
        if (bumped.length > 0) await count(client, bump, [...of, now, bumped])
        return true
      }),
  }
}

const group = z.object({ id: z.string(), checkId: checkIdShape, open: z.number() })
const facts = {
  groupsWithoutAlert: json(z.array(group)),
  unpostedSummary: orNull(text()),
  everAlerted: flag(),
  everLooked: flag(),
  changedAlerts: texts(),
  alertsDueToChange: texts(),
  /** Open ones, with the fingerprint of what they say. */
  standing: json(z.array(z.object({ id: z.string(), told: z.string().nullable() }))),
}

type StoredFacts = RowOf<typeof facts>

/** $1 workspace, $2 organisation, $3 now, $4 an evaluation or null */
export const publishFacts = statement(facts)`
  SELECT
    coalesce((
      SELECT json_agg(json_build_object('id', g.id, 'checkId', g.check_id, 'open', (
        SELECT count(*) FROM (SELECT * FROM finding WHERE group_id = g.id OFFSET 0) f
        WHERE f.workspace_id = $1 AND f.miro_org_id = $2 AND f.closed_at IS NULL))
        ORDER BY g.opened_at, g.check_id)
      FROM finding_group g
      WHERE g.workspace_id = $1 AND g.miro_org_id = $2 AND g.alert_id IS NULL
        AND ($4::text IS NULL OR g.evaluation_id = $4)), '[]') AS "groupsWithoutAlert",
    (SELECT id FROM alert
     WHERE ${ours} AND kind = 'summary' AND ts IS NULL AND state <> 'dropped'
     LIMIT 1) AS "unpostedSummary",
    EXISTS (
      SELECT FROM alert
      WHERE ${ours} AND kind IN ('summary', 'findings')) AS "everAlerted",
    EXISTS (
      SELECT FROM alert
      WHERE ${ours} AND kind = 'first_look') AS "everLooked",
    ARRAY(
      SELECT DISTINCT alert_id FROM finding_group
      WHERE ${ours} AND alert_id IS NOT NULL AND changed
      ORDER BY alert_id) AS "changedAlerts",
    ARRAY(
      SELECT id FROM alert
      WHERE ${ours} AND kind IN ('summary', 'findings')
        AND closed_at IS NULL AND changes_at <= $3
      ORDER BY id) AS "alertsDueToChange",
    coalesce((
      SELECT json_agg(json_build_object('id', id, 'told', told) ORDER BY id) FROM alert
      WHERE ${ours} AND kind IN ('summary', 'findings') AND ts IS NOT NULL AND closed_at IS NULL), '[]') AS standing`

export const free = statement({ id: text() })`
  SELECT id FROM finding_group
  WHERE ${ours} AND id = ANY($3::text[]) AND alert_id IS NULL`

export const create = command`
  INSERT INTO alert (workspace_id, miro_org_id, id, kind, state, next_try_at, created_at)
  SELECT $1, $2, id, kind, 'pending', $5, $5 FROM unnest($3::text[], $4::text[]) AS made(id, kind)`

// Until somebody reads it, it is about every account there is by then.
export const countFirst = command`
  UPDATE alert SET facts = jsonb_build_object('accounts', (
    SELECT count(*) FROM account
    WHERE ${ours} AND removed_at IS NULL AND missing_since IS NULL AND active))
  WHERE ${ours} AND kind = 'summary' AND ts IS NULL`

export const attach = command`
  UPDATE finding_group SET alert_id = given.alert_id, changed = false
  FROM unnest($3::text[], $4::text[]) AS given(id, alert_id)
  WHERE ${ours} AND finding_group.id = given.id`

export const bump = command`
  WITH told AS (
    UPDATE finding_group SET changed = false
    WHERE ${ours} AND alert_id = ANY($4::text[]) AND changed)
  UPDATE alert SET ${withNews('$3')}
  WHERE ${ours} AND id = ANY($4::text[]) AND state <> 'dropped'`
