import type pg from 'pg'
import { precedence } from '../domain/staff-sources.ts'
import { countStaff } from './counts-sql.ts'
import { flag, text } from './engine/columns.ts'
import { command, count, rows, statement } from './engine/statement.ts'
import { believedFirst, believedOf, hasLeft } from './person-sql.ts'

/** A statement about more would keep others waiting for long, and the embedded database ends one that takes too long. */
const atOnce = 10_000

/**
 * Makes what the sources say of these people what is known of them, inside the transaction that wrote a source and
 * holds the workspace's row. Answers with who has left by it, who is back, and about whom administrators are asked now.
 */
export async function mergeStaff(
  client: pg.PoolClient,
  workspaceId: string,
  personIds: readonly string[],
  now: Date,
): Promise<{
  readonly left: readonly string[]
  readonly back: readonly string[]
  readonly unlisted: readonly string[]
  /** Of whom anything else is known now, their addresses aside. */
  readonly changed: readonly string[]
}> {
  const changed: { readonly id: string; readonly left: boolean; back: boolean; unlisted: boolean }[] = []
  for (let from = 0; from < personIds.length; from += atOnce) {
    const values = [workspaceId, personIds.slice(from, from + atOnce), now]
    changed.push(...(await rows(client, mergePeople, values)))
    await count(client, mergeAddresses, values)
  }
  await count(client, countStaff, [workspaceId, now])
  const those = (which: 'left' | 'back' | 'unlisted') =>
    changed.filter(person => person[which]).map(({ id }) => id)
  return {
    ...{ left: those('left'), back: those('back'), unlisted: those('unlisted') },
    changed: changed.map(({ id }) => id),
  }
}

// What is known of people is the merge of what the sources say of them. $1 workspace, $2 people, $3 now.

/** The first value of a column, the source believed most first. */
const first = (column: string): string =>
  `coalesce(${precedence.map(source => `${source}.${column}`).join(', ')})`

/** It is sure that the list lacks them, and Slack shows them as active: administrators say what that means. */
const unlisted = `(list.gone AND list.missing_since IS NOT NULL AND slack.kind = 'member' AND NOT slack.gone)`

/** As `goneFrom` of the domain. */
const gone = `CASE
    WHEN ${unlisted} THEN false
    WHEN list.gone THEN true
    WHEN list.gone IS FALSE AND (slack.gone IS NOT TRUE OR (
      list.missing_since IS NULL AND (kept.standing OR kept.read_at >= slack.gone_since))) THEN false
    ELSE coalesce(slack.gone, false) END`

/** A last day of the list counts where nobody entered one, or said that this one is not theirs. */
const lastDay = (column: string): string => `CASE
    WHEN entered.end_at IS NOT NULL THEN entered.${column}
    WHEN list.last_day IS DISTINCT FROM entered.overruled_day THEN list.${column} END`

const columns = [
  ...[
    'name',
    'kind',
    'type',
    'title',
    'department',
    'manager',
    'time_zone',
    'is_admin',
    'start_at',
    'last_day',
  ],
  ...['end_at', 'on_leave', 'deactivated', 'unlisted_at', 'conflict', 'slack_user_id'],
]

const row = (of: string): string => columns.map(column => `${of}.${column}`).join(', ')

/**
 * Writes people of whom the merge says something else than is stored, and answers with them. `left`: they had not left
 * and have now. `back`: the other way round. `unlisted`: administrators are asked whether they left. That somebody has left is known since it first was.
 */
export const mergePeople = statement({ id: text(), left: flag(), back: flag(), unlisted: flag() })`
  WITH touched AS MATERIALIZED (SELECT DISTINCT id FROM unnest($2::text[]) AS touched(id)),
  said AS MATERIALIZED (
    SELECT p.id, ${hasLeft('p', '$3')} AS had_left, p.kind AS had_kind, p.end_at AS had_end_at, p.unlisted_at AS had_unlisted_at,
      p.deactivated AS was_deactivated, coalesce(${first('name')}, p.name) AS name,
      coalesce(${first('kind')}, p.kind) AS kind, coalesce(${first('type')}, 'employee') AS type,
      ${first('title')} AS title, ${first('department')} AS department, ${first('manager')} AS manager,
      ${first('time_zone')} AS time_zone, coalesce(slack.is_admin, false) AS is_admin,
      ${first('start_at')} AS start_at, ${lastDay('last_day')} AS last_day, ${lastDay('end_at')} AS end_at,
      coalesce(entered.on_leave, false) AS on_leave, ${gone} AS deactivated, entered.entered_at,
      CASE WHEN ${unlisted} AND entered.end_at IS NULL AND list.still_here_at IS NULL THEN list.gone_since END AS unlisted_at,
      coalesce(slack.slack_user_id, p.slack_user_id) AS slack_user_id, slack.gone AS slack_gone,
      slack.kind = 'member' AND slack.missing_since IS NULL AS in_slack
    FROM touched
    CROSS JOIN LATERAL (SELECT * FROM person WHERE workspace_id = $1 AND id = touched.id OFFSET 0) p
    ${precedence.map(source => believedOf(source, 'touched.id')).join('')}
    LEFT JOIN staff_list kept ON kept.workspace_id = $1),
  merged AS MATERIALIZED (
    SELECT *, CASE
      WHEN slack_gone AND NOT deactivated THEN 'slack_gone'
      WHEN deactivated AND NOT slack_gone AND in_slack THEN 'list_gone' END AS conflict
    FROM said)
  UPDATE person SET (${columns.join(', ')}) = (SELECT ${row('merged')}),
    left_known_at = CASE
      WHEN NOT merged.deactivated AND merged.end_at IS NULL THEN NULL
      WHEN had_left AND (merged.deactivated OR merged.end_at <= $3)
        AND person.start_at IS NOT DISTINCT FROM merged.start_at THEN coalesce(left_known_at, $3)
      WHEN had_end_at IS DISTINCT FROM merged.end_at OR merged.deactivated AND NOT was_deactivated THEN $3
      WHEN was_deactivated AND NOT merged.deactivated THEN coalesce(entered_at, $3)
      ELSE left_known_at END,
    judge_at = CASE
      WHEN had_end_at IS NOT DISTINCT FROM merged.end_at OR judge_at <= $3 THEN judge_at
      WHEN merged.end_at > $3 THEN merged.end_at END
  FROM merged
  WHERE person.workspace_id = $1 AND person.id = merged.id AND (${row('person')}) IS DISTINCT FROM (${row('merged')})
  RETURNING person.id,
    merged.kind = 'member' AND NOT had_left AND (merged.deactivated OR coalesce(merged.end_at <= $3, false)) AS left,
    had_kind IN ('member', 'unknown') AND merged.kind = 'member' AND had_left AND NOT (merged.deactivated OR coalesce(merged.end_at <= $3, false)) AS back,
    merged.unlisted_at IS NOT NULL AND had_unlisted_at IS NULL AND NOT had_left
      AND (merged.end_at <= $3) IS NOT TRUE AS unlisted`

/**
 * The first address of the source believed most is the primary one, the others are aliases. One that no source says
 * any more stays as a former one, or as the alias it was: an account may still carry it. What is said and what is held
 * are put side by side by a FULL JOIN, which can only be done by hashing or merging.
 */
export const mergeAddresses = command`
  WITH touched AS MATERIALIZED (SELECT DISTINCT id FROM unnest($2::text[]) AS touched(id)),
  said AS MATERIALIZED (
    SELECT touched.id AS person_id, given.address, min(s.turn * 1000 + given.place) AS place,
      (array_agg(nullif(s.record_id, touched.id) ORDER BY s.turn))[1] AS record_id
    FROM touched
    CROSS JOIN LATERAL (
      SELECT addresses, record_id, row_number() OVER (
        ORDER BY array_position(ARRAY['${precedence.join("', '")}'], source), ${believedFirst('each')}) AS turn
      FROM person_source each WHERE workspace_id = $1 AND person_id = touched.id OFFSET 0) s,
      unnest(s.addresses) WITH ORDINALITY AS given(address, place)
    GROUP BY 1, 2),
  wanted AS MATERIALIZED (
    SELECT person_id, address, record_id,
      CASE WHEN place = min(place) OVER (PARTITION BY person_id) THEN 'primary' ELSE 'alias' END AS kind
    FROM said),
  held AS MATERIALIZED (
    SELECT a.* FROM touched CROSS JOIN LATERAL (
      SELECT ctid AS place, * FROM person_address WHERE workspace_id = $1 AND person_id = touched.id OFFSET 0) a),
  diff AS MATERIALIZED (
    SELECT h.place, coalesce(h.person_id, w.person_id) AS person_id, w.address, w.record_id, h.kind AS held, w.kind AS wanted,
      bool_or(w.address IS NOT NULL) OVER (PARTITION BY coalesce(h.person_id, w.person_id)) AS speaks
    FROM held h FULL JOIN wanted w ON w.person_id = h.person_id AND w.address = h.address),
  changed AS (
    UPDATE person_address SET kind = coalesce(wanted, 'former'),
      since = CASE WHEN wanted = 'primary' OR (wanted = 'alias' AND held = 'former') THEN $3::timestamptz ELSE since END
    FROM diff
    WHERE person_address.ctid = diff.place
      AND (wanted <> held OR (wanted IS NULL AND speaks AND held = 'primary')))
  INSERT INTO person_address (workspace_id, address, person_id, kind, since, record_id)
  SELECT $1, address, person_id, wanted, $3, record_id FROM diff WHERE held IS NULL`
