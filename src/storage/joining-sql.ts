import { randomUUID } from 'node:crypto'
import { int, texts } from './engine/columns.ts'
import { command, count, inTransaction, isOne, row, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { forgetList, judgeNow } from './leaving-sql.ts'
import { believedOf, personColumns, personRow, said, saidColumn } from './person-sql.ts'
import { mergeStaff } from './staff-merge-sql.ts'
import { lockWorkspace } from './tenant-sql.ts'

type By = { readonly by: string; readonly now: Date }

/** Two people who turn out to be one. */
export function joiningRepository({ pool, prisma }: Pick<Storage, 'pool' | 'prisma'>) {
  return {
    person: (workspaceId: string, personId: string) => row(pool, person, [workspaceId, personId]),

    /** With whom somebody was joined, the newest first. */
    async joins(workspaceId: string, personId: string) {
      const joins = await prisma.personJoin.findMany({
        where: { workspaceId, keptId: personId, state: 'joined' },
        select: { id: true, goneName: true, saidBy: true, saidAt: true },
        orderBy: [{ saidAt: 'desc' }, { id: 'asc' }],
      })
      return joins.map(({ goneName, ...joined }) => ({ ...joined, name: goneName }))
    },

    /**
     * Makes two people one, with a log entry: sources, addresses, accounts, findings, questions and what they answer for
     * are those of who stays. The accounts have to be judged from now on. Null: one of the two is no person any more, and
     * nothing was written; else the id of the joining, by which it can be taken back.
     */
    join: (
      workspaceId: string,
      { keptId, goneId, rehired, by, now }: By & { keptId: string; goneId: string; rehired: boolean },
    ): Promise<string | null> =>
      inTransaction(pool, async client => {
        for (const each of interrupt) await count(client, each, [workspaceId])
        const pair = [workspaceId, keptId, goneId]
        const id = randomUUID()
        if (!(await isOne(client, note, [...pair, id, by, now]))) return null
        for (const each of move) await count(client, each, pair)
        await count(client, askedTwice, [...pair, now])
        if (rehired) {
          await count(client, rehire, [workspaceId, keptId, by, now])
          await count(client, forgetList, [workspaceId, keptId])
        }
        await mergeStaff(client, workspaceId, [keptId], now)
        await count(client, judgeNow, [workspaceId, keptId, now])
        await count(client, logJoin, [workspaceId, id, rehired])
        return id
      }),

    /** Two people who look like one are two. */
    async keepApart(workspaceId: string, [one, other]: readonly [string, string], { by, now }: By) {
      await count(pool, keepApart, [workspaceId, one, other, randomUUID(), by, now])
    },
  }
}

// $1 workspace in all of these. Joining: $2 who stays, $3 who becomes a part of them.

/** A person with what would be joined with them. */
const toJoinRow = {
  ...{ ...personRow, said: saidColumn, slackUserIds: texts(), addresses: texts() },
  /** Their own accounts that are not gone, by e-mail. */
  accounts: texts(),
  /** How many accounts they sponsor or own. */
  answersFor: int(),
  ...{ openFindings: int(), openQuestions: int() },
}

/** $2 person. With every user of Slack they have, every address, and what rests on them. */
export const person = statement(toJoinRow)`
  SELECT ${personColumns}, ${said} AS said,
    ARRAY(
      SELECT slack_user_id FROM person_source
      WHERE workspace_id = $1 AND person_id = p.id AND slack_user_id IS NOT NULL ORDER BY 1) AS "slackUserIds",
    ARRAY(
      SELECT address FROM person_address WHERE workspace_id = $1 AND person_id = p.id
      ORDER BY kind <> 'primary', address) AS addresses,
    ARRAY(
      SELECT coalesce(a.email, a.id)
      FROM (SELECT * FROM assessment WHERE person_id = p.id OFFSET 0) s
      JOIN account a ON a.workspace_id = $1 AND a.miro_org_id = s.miro_org_id AND a.id = s.account_id
        AND a.removed_at IS NULL
      WHERE s.workspace_id = $1 AND s.class = 'staff' ORDER BY 1) AS accounts,
    (SELECT count(*)::int FROM classification c
      WHERE c.workspace_id = $1 AND c.person_id = p.id AND c.class <> 'staff') AS "answersFor",
    (SELECT count(*)::int FROM finding f
      WHERE f.workspace_id = $1 AND f.person_id = p.id AND f.closed_at IS NULL) AS "openFindings",
    (SELECT count(*)::int FROM question q
      WHERE q.workspace_id = $1 AND q.person_id = p.id AND q.settled_at IS NULL) AS "openQuestions"
  FROM person p WHERE p.workspace_id = $1 AND p.id = $2`

/**
 * Locks the connections, and ends what is being evaluated: it read two people where there will be one, or one where
 * there will be two. Whatever evaluates all accounts goes on from there.
 */
export const interrupt = [
  command`SELECT 1 FROM connection WHERE workspace_id = $1 ORDER BY miro_org_id FOR NO KEY UPDATE`,
  command`UPDATE connection SET evaluation_fence = evaluation_fence + 1 WHERE workspace_id = $1`,
  lockWorkspace,
]

const all = (row: string, from: string): string => `(SELECT coalesce(jsonb_agg(${row}), '[]') FROM ${from})`

/** $4 id, $5 by whom, $6 now. Nothing where one of them is not a person any more. */
export const note = command`
  INSERT INTO person_join (workspace_id, id, state, kept_id, gone_id, kept_name, gone_name, said_by, said_at, before)
  SELECT $1, $4, 'joined', k.id, g.id, k.name, g.name, $5, $6, jsonb_build_object(
    'people', jsonb_build_array(to_jsonb(k), to_jsonb(g)),
    'sources', ${all('to_jsonb(s)', 'person_source s WHERE s.workspace_id = $1 AND s.person_id IN (k.id, g.id)')},
    'addresses', ${all('to_jsonb(a)', 'person_address a WHERE a.workspace_id = $1 AND a.person_id IN (k.id, g.id)')},
    'assessments', ${all(`s.miro_org_id || ' ' || s.account_id`, 'assessment s WHERE s.workspace_id = $1 AND s.person_id = g.id')},
    'decisions', ${all(`c.miro_org_id || ' ' || c.account_id`, 'classification c WHERE c.workspace_id = $1 AND c.person_id = g.id')},
    'findings', ${all('f.id', 'finding f WHERE f.workspace_id = $1 AND f.person_id = g.id')},
    'questions', ${all('q.id', 'question q WHERE q.workspace_id = $1 AND q.person_id = g.id')})
  FROM person k JOIN person g ON g.workspace_id = $1 AND g.id = $3
  WHERE k.workspace_id = $1 AND k.id = $2 AND g.id <> k.id`

const both = `newer.workspace_id = $1 AND newer.source = 'entered' AND newer.person_id IN ($2, $3)
    AND older.workspace_id = $1 AND older.source = 'entered' AND older.person_id IN ($2, $3)
    AND (newer.entered_at, newer.person_id = $2) > (older.entered_at, older.person_id = $2)`

/** Of what was entered about both the newer one counts, field by field, and a last day rather than none. */
export const combineEntered = command`
  UPDATE person_source newer SET
    addresses = newer.addresses || ARRAY(SELECT unnest(older.addresses) EXCEPT SELECT unnest(newer.addresses)),
    ${[
      'name',
      'kind',
      'type',
      'title',
      'department',
      'manager',
      'time_zone',
      'start_at',
      'overruled_day',
      'on_leave',
    ]
      .map(column => `${column} = coalesce(newer.${column}, older.${column})`)
      .join(', ')},
    last_day = CASE WHEN newer.end_at IS NULL AND older.end_at IS NOT NULL THEN older.last_day ELSE newer.last_day END,
    end_at = coalesce(newer.end_at, older.end_at)
  FROM person_source older WHERE ${both}`

const own = 'workspace_id = $1 AND person_id = $3'

const askedBoth = `EXISTS (
    SELECT 1 FROM question other
    WHERE other.workspace_id = $1 AND other.miro_org_id = q.miro_org_id AND other.account_id = q.account_id
      AND other.person_id = $2 AND other.about = 'whose')`

/**
 * All that is said of one becomes what is said of the other, with $2 and $3. Every record stays by itself: who was two
 * in Slack or in a list still is there.
 */
export const move = [
  combineEntered,
  command`DELETE FROM person_source older USING person_source newer WHERE ${both}`,
  command`UPDATE person_source SET person_id = $2, record_id = $2
   WHERE workspace_id = $1 AND source = 'entered' AND person_id IN ($2, $3)`,
  command`UPDATE person_source SET person_id = $2 WHERE ${own}`,
  command`INSERT INTO person_address (workspace_id, address, person_id, kind, since, record_id)
   SELECT workspace_id, address, $2, kind, since, coalesce(record_id, person_id) FROM person_address WHERE ${own}
   ON CONFLICT (workspace_id, address, person_id) DO NOTHING`,
  command`UPDATE assessment SET person_id = $2 WHERE ${own}`,
  command`UPDATE classification SET person_id = $2 WHERE ${own}`,
  command`WITH moved AS (
     UPDATE finding SET person_id = $2 WHERE ${own} RETURNING miro_org_id, group_id, closed_at)
   UPDATE finding_group g SET changed = true FROM moved
   WHERE g.workspace_id = $1 AND g.miro_org_id = moved.miro_org_id AND g.id = moved.group_id AND moved.closed_at IS NULL`,
  command`UPDATE question q SET person_id = $2 WHERE ${own} AND NOT (q.about = 'whose' AND ${askedBoth})`,
  command`DELETE FROM suggestion s WHERE ${own} AND EXISTS (
     SELECT 1 FROM suggestion other
     WHERE other.workspace_id = $1 AND other.miro_org_id = s.miro_org_id AND other.account_id = s.account_id
       AND other.person_id = $2)`,
  command`UPDATE suggestion SET person_id = $2 WHERE ${own}`,
  command`DELETE FROM person_likeness WHERE workspace_id = $1 AND (slack_id IN ($2, $3) OR other_id IN ($2, $3))`,
  command`DELETE FROM person WHERE workspace_id = $1 AND id = $3 AND id <> $2`,
]

/** $4 now. Who stays was asked the same: nobody waits for an answer of the other any more. */
export const askedTwice = command`
  UPDATE question SET settled_as = 'left', settled_at = $4 WHERE ${own} AND person_id <> $2 AND settled_at IS NULL`

/** $2 person, $3 by whom, $4 now. What ended was an earlier time of employment: a new one begins now. */
export const rehire = command`
  INSERT INTO person_source AS held (workspace_id, person_id, record_id, source, overruled_day, on_leave, start_at,
    entered_by, entered_at)
  SELECT $1, p.id, p.id, 'entered', CASE WHEN list.end_at <= $4 THEN list.last_day END, false, $4, $3, $4
  FROM person p ${believedOf('list', 'p.id')}
  WHERE p.workspace_id = $1 AND p.id = $2
  ON CONFLICT (workspace_id, record_id, source) DO UPDATE SET last_day = NULL, end_at = NULL,
    overruled_day = coalesce(excluded.overruled_day, held.overruled_day), on_leave = false,
    start_at = excluded.start_at, entered_by = excluded.entered_by, entered_at = excluded.entered_at`

/** $2 id of the joining, $3 whether a new time of employment begins. */
export const logJoin = command`
  INSERT INTO deed (workspace_id, at, actor, action, subject, details)
  SELECT workspace_id, said_at, said_by, 'people_joined', kept_id, jsonb_build_object('person', kept_name,
    'with', gone_name, 'withId', gone_id, 'rehired', $3::boolean, 'addresses', (
      SELECT jsonb_agg(DISTINCT a->>'address') FROM jsonb_array_elements(before->'addresses') a),
    'sources', (
      SELECT jsonb_agg(jsonb_build_array(s->>'person_id', s->>'source')) FROM jsonb_array_elements(before->'sources') s))
  FROM person_join WHERE workspace_id = $1 AND id = $2`

/** $2 one, $3 the other, $4 id, $5 by whom, $6 now. They are two, whatever they look like. */
export const keepApart = command`
  WITH apart AS (
    INSERT INTO person_join (workspace_id, id, state, kept_id, gone_id, kept_name, gone_name, said_by, said_at)
    SELECT $1, $4, 'apart', k.id, g.id, k.name, g.name, $5, $6
    FROM person k JOIN person g ON g.workspace_id = $1 AND g.id = $3 WHERE k.workspace_id = $1 AND k.id = $2
    RETURNING *),
  unlike AS (
    DELETE FROM person_likeness USING apart WHERE person_likeness.workspace_id = $1
      AND person_likeness.slack_id IN ($2, $3) AND person_likeness.other_id IN ($2, $3))
  INSERT INTO deed (workspace_id, at, actor, action, subject, details)
  SELECT $1, $6, $5, 'people_kept_apart', kept_id, jsonb_build_object('person', kept_name, 'with', gone_name,
    'withId', gone_id) FROM apart`
