import { fields, instant, text } from './engine/columns.ts'
import { command, count, inTransaction, row, rows, type Statement, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { interrupt } from './joining-sql.ts'
import { judgeNow } from './leaving-sql.ts'
import { mergeStaff } from './staff-merge-sql.ts'

/** A joining that stands: who both are, and who comes back when it is taken back. */
const standingRow = {
  ...{ keptId: text(), goneId: text(), keptName: text(), goneName: text() },
  saidAt: instant(),
}

type By = { readonly by: string; readonly now: Date }

/** What takes it back that two people are one. */
export function partingRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    /** Null: there is no such joining, or it was taken back, or who stayed was joined with somebody else since. */
    standing: (workspaceId: string, joinId: string) => row(pool, standing, [workspaceId, joinId]),

    /**
     * Makes them two again, with a log entry: each has what their own records say today, and what was theirs when they
     * were joined; what was entered or decided since stays with who stayed. The accounts of both have to be judged from
     * now on. False: it does not stand any more, and nothing was written.
     */
    part: (workspaceId: string, joinId: string, { by, now }: By): Promise<boolean> =>
      inTransaction(pool, async client => {
        const run = async (commands: readonly Statement<never>[], values: readonly unknown[]) => {
          for (const each of commands) await count(client, each, values)
        }
        await run(interrupt, [workspaceId])
        const of = [workspaceId, joinId]
        const joined = await row(client, standing, of)
        if (joined === null) return false
        await run(asTheyWere, of)
        const since = await row(client, enteredSince, of)
        await run(enteredOfEach, of)
        if (since !== null) await run([enterAnew], [...of, since.entered])
        const theirs = [...of, (await rows(client, records, of)).map(({ id }) => id)]
        await run([ownRecords], theirs)
        await run([forgottenRecords], [...theirs, since === null])
        await run([recordsSince, ownDecisions, addressesOfThen], of)
        await run(ownAddresses, theirs)
        // One after the other: both may have had the same user of Slack.
        const both = [joined.keptId, joined.goneId]
        for (const id of both) await mergeStaff(client, workspaceId, [id], now)
        await run(ownRest, of)
        for (const id of both) await run([judgeNow], [workspaceId, id, now])
        await run([part], [...of, by, now])
        return true
      }),
  }
}

// $1 workspace, $2 the joining in all of these, where nothing else is said. Who stays was joined with one who was
// a person of their own, with records of their own.

/** The joining, while it stands and what was before is not deleted, locked. */
export const standing = statement(standingRow)`
  SELECT ${fields(standingRow)}
  FROM person_join j
  WHERE workspace_id = $1 AND id = $2 AND state = 'joined' AND before IS NOT NULL AND EXISTS (
    SELECT 1 FROM person WHERE workspace_id = $1 AND person.id = j.kept_id)`

/** With whom the one who was joined had been joined before: they come along. */
export const records = statement({ id: text() })`
  WITH RECURSIVE theirs(id) AS (
    SELECT gone_id FROM person_join WHERE workspace_id = $1 AND id = $2
    UNION
    SELECT j.gone_id FROM person_join j JOIN theirs ON j.kept_id = theirs.id
    WHERE j.workspace_id = $1 AND j.state = 'joined')
  SELECT id FROM theirs`

const joining = 'SELECT * FROM person_join WHERE workspace_id = $1 AND id = $2'
const written = (rows: string, of: string): string => `jsonb_populate_recordset(NULL::${of}, ${rows})`

/** As they were: two people, each with what was entered about them. */
export const asTheyWere = [
  command`UPDATE person SET slack_user_id = NULL FROM (${joining}) j WHERE person.workspace_id = $1 AND person.id = j.kept_id`,
  command`INSERT INTO person SELECT w.* FROM (${joining}) j,
     ${written(`jsonb_build_array((j.before->'people'->1) || '{"slack_user_id": null}')`, 'person')} w`,
]

/** What was entered since the joining, if anything was. */
export const enteredSince = statement({ entered: text() })`
  WITH since AS (
    SELECT s.type, s.last_day, s.end_at, s.overruled_day, s.on_leave, s.start_at, s.entered_by, s.entered_at
    FROM (${joining}) j JOIN person_source s ON s.workspace_id = $1 AND s.record_id = j.kept_id AND s.source = 'entered'
    WHERE s.entered_at > j.said_at)
  SELECT to_jsonb(since)::text AS entered FROM since`

/** What was entered about both is what was entered about each again. */
export const enteredOfEach = [
  command`DELETE FROM person_source s USING (${joining}) j
   WHERE s.workspace_id = $1 AND s.source = 'entered' AND s.person_id = j.kept_id`,
  command`INSERT INTO person_source SELECT w.* FROM (${joining}) j, ${written(`j.before->'sources'`, 'person_source')} w
   WHERE w.source = 'entered'`,
]

/** $3 what was entered since: it is about who stays. */
export const enterAnew = command`
  INSERT INTO person_source AS held (workspace_id, person_id, record_id, source, type, last_day, end_at, overruled_day,
    on_leave, start_at, entered_by, entered_at)
  SELECT $1, j.kept_id, j.kept_id, 'entered', e.type, e.last_day, e.end_at, e.overruled_day, e.on_leave, e.start_at,
    e.entered_by, e.entered_at
  FROM (${joining}) j, jsonb_populate_record(NULL::person_source, $3::jsonb) e
  ON CONFLICT (workspace_id, record_id, source) DO UPDATE SET type = excluded.type, last_day = excluded.last_day,
    end_at = excluded.end_at, overruled_day = excluded.overruled_day, on_leave = excluded.on_leave,
    start_at = excluded.start_at, entered_by = excluded.entered_by, entered_at = excluded.entered_at`

/** Of the person at `place` (0 stays, 1 comes back) when they were joined: the addresses they carried. */
const carried = (place: 0 | 1): string => `
  SELECT a->>'address' FROM jsonb_array_elements(j.before->'addresses') a
  WHERE a->>'person_id' = j.before->'people'->${place}->>'id'`

/** $3 the records. Each source says of each what it says of their own records. */
export const ownRecords = command`
  UPDATE person_source s SET person_id = j.gone_id FROM (${joining}) j
  WHERE s.workspace_id = $1 AND s.person_id = j.kept_id AND s.source <> 'entered' AND s.record_id = ANY($3::text[])`

/** $3 the records, $4 true: also of who stays. What the joining made a list say no more it says again. */
export const forgottenRecords = command`
  INSERT INTO person_source
  SELECT (jsonb_populate_record(w, jsonb_build_object('person_id',
    CASE WHEN w.record_id = ANY($3::text[]) THEN j.gone_id ELSE j.kept_id END))).*
  FROM (${joining}) j, ${written(`j.before->'sources'`, 'person_source')} w
  WHERE w.source <> 'entered' AND ($4::boolean OR w.record_id = ANY($3::text[]))
  ON CONFLICT DO NOTHING`

/** A source that began to speak since then is about whoever had its addresses. */
export const recordsSince = command`
  UPDATE person_source s SET person_id = j.gone_id, record_id = j.gone_id FROM (${joining}) j
  WHERE s.workspace_id = $1 AND s.person_id = j.kept_id AND s.record_id = j.kept_id AND s.source <> 'entered'
    AND s.addresses && ARRAY(${carried(1)}) AND NOT s.addresses && ARRAY(${carried(0)})
    AND NOT EXISTS (
      SELECT 1 FROM jsonb_array_elements(j.before->'sources') b
      WHERE b->>'record_id' = s.record_id AND b->>'source' = s.source)
    AND NOT EXISTS (
      SELECT 1 FROM person_source other
      WHERE other.workspace_id = $1 AND other.record_id = j.gone_id AND other.source = s.source)`

/** What people decided since the joining is about who stays. */
export const ownDecisions = command`
  UPDATE classification c SET person_id = j.gone_id FROM (${joining}) j
  WHERE c.workspace_id = $1 AND c.person_id = j.kept_id AND c.decided_at <= j.said_at
    AND j.before->'decisions' ? (c.miro_org_id || ' ' || c.account_id)`

/** What was theirs is theirs again. */
export const addressesOfThen = command`INSERT INTO person_address
   SELECT w.* FROM (${joining}) j, ${written(`j.before->'addresses'`, 'person_address')} w
   WHERE w.person_id = j.gone_id AND (w.kind <> 'learned' OR EXISTS (
     SELECT 1 FROM classification c
     WHERE c.workspace_id = $1 AND c.person_id = j.gone_id AND c.learned_address = w.address))
   ON CONFLICT DO NOTHING`

/** $3 the records. So is what came by their records since; who stays keeps what was not theirs, and what their own say. */
export const ownAddresses = [
  command`INSERT INTO person_address (workspace_id, address, person_id, kind, since, record_id)
   SELECT a.workspace_id, a.address, j.gone_id, CASE a.kind WHEN 'primary' THEN 'former' ELSE a.kind END, a.since,
     nullif(a.record_id, j.gone_id)
   FROM (${joining}) j JOIN person_address a ON a.workspace_id = $1 AND a.person_id = j.kept_id
   WHERE a.record_id = ANY($3::text[]) ON CONFLICT DO NOTHING`,
  command`DELETE FROM person_address a USING (${joining}) j
   WHERE a.workspace_id = $1 AND a.person_id = j.kept_id
     AND (a.record_id = ANY($3::text[]) OR a.address IN (
       ${carried(1)}
       UNION SELECT unnest(s.addresses) FROM person_source s WHERE s.workspace_id = $1 AND s.person_id = j.gone_id))
     AND a.address NOT IN (
       ${carried(0)}
       UNION SELECT unnest(s.addresses) FROM person_source s WHERE s.workspace_id = $1 AND s.person_id = j.kept_id
       UNION SELECT c.learned_address FROM classification c
       WHERE c.workspace_id = $1 AND c.person_id = j.kept_id AND c.learned_address IS NOT NULL)`,
]

/** After the merge: what rests on each of them. */
export const ownRest = [
  command`UPDATE assessment s SET person_id = j.gone_id
   FROM (${joining}) j, account a
   WHERE s.workspace_id = $1 AND s.person_id = j.kept_id AND a.workspace_id = $1 AND a.miro_org_id = s.miro_org_id
     AND a.id = s.account_id
     AND NOT EXISTS (
       SELECT 1 FROM classification c
       WHERE c.workspace_id = $1 AND c.miro_org_id = s.miro_org_id AND c.account_id = s.account_id
         AND c.person_id = j.kept_id)
     AND (j.before->'assessments' ? (s.miro_org_id || ' ' || s.account_id)
       OR a.address IN (SELECT address FROM person_address WHERE workspace_id = $1 AND person_id = j.gone_id)
         AND a.address NOT IN (SELECT address FROM person_address WHERE workspace_id = $1 AND person_id = j.kept_id))`,
  command`WITH moved AS (
     UPDATE finding f SET person_id = j.gone_id FROM (${joining}) j
     WHERE f.workspace_id = $1 AND f.person_id = j.kept_id AND (j.before->'findings' ? f.id
       OR f.closed_at IS NULL AND EXISTS (
         SELECT 1 FROM assessment s
         WHERE s.workspace_id = $1 AND s.miro_org_id = f.miro_org_id AND s.account_id = f.subject_id
           AND s.person_id = j.gone_id))
     RETURNING f.miro_org_id, f.group_id, f.closed_at)
   UPDATE finding_group g SET changed = true FROM moved
   WHERE g.workspace_id = $1 AND g.miro_org_id = moved.miro_org_id AND g.id = moved.group_id AND moved.closed_at IS NULL`,
  command`UPDATE question q SET person_id = j.gone_id FROM (${joining}) j
   WHERE q.workspace_id = $1 AND q.person_id = j.kept_id AND j.before->'questions' ? q.id`,
  command`UPDATE person_address a SET since = b.since
   FROM (${joining}) j, ${written(`j.before->'addresses'`, 'person_address')} b
   WHERE a.workspace_id = $1 AND a.person_id = b.person_id AND a.address = b.address AND a.kind = b.kind
     AND a.since > b.since`,
  // Who had left then has not left anew: the time to remove their access goes on.
  command`UPDATE person p SET left_known_at = least(p.left_known_at, b.left_known_at)
   FROM (${joining}) j, ${written(`j.before->'people'`, 'person')} b
   WHERE p.workspace_id = $1 AND p.id = b.id AND b.left_known_at IS NOT NULL AND p.left_known_at IS NOT NULL
     AND p.deactivated = b.deactivated AND p.end_at IS NOT DISTINCT FROM b.end_at`,
]

/** $3 by whom, $4 now. They are two again, and two they stay: nothing proposes to join them. */
export const part = command`
  WITH parted AS (
    UPDATE person_join SET state = 'parted', parted_by = $3, parted_at = $4
    WHERE workspace_id = $1 AND id = $2 RETURNING *)
  INSERT INTO deed (workspace_id, at, actor, action, subject, details)
  SELECT $1, $4, $3, 'people_parted', kept_id, jsonb_build_object('person', kept_name, 'with', gone_name, 'withId',
    gone_id, 'joinedBy', said_by, 'joinedAt', said_at) FROM parted`
