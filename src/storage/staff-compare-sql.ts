import { z } from 'zod'
import { int, json, orNull } from './engine/columns.ts'
import { statement } from './engine/statement.ts'
import { conflictShape, leftOutShape, listChangesShape } from './json-shapes.ts'
import { believedOf, hasLeft } from './person-sql.ts'
import { compared, missed } from './staff-list-sql.ts'

const effects = ['added', 'changed', 'leaving', 'unlisted', 'returning', 'missing'] as const

/** People of each kind of change that are kept by name; the rest is counted. */
const byName = 200
/** Rows with mistakes that are told by whom they leave out: as many as are kept word by word. */
const setAsideByName = 500

const comparedRow = {
  ...{ rows: int(), setAside: int(), unnamed: int(), conflicts: int() },
  numbers: orNull(json(z.partialRecord(z.enum(effects), z.number()))),
  changes: json(listChangesShape),
  conflicting: json(z.array(conflictShape).readonly()),
  leftOut: json(z.array(leftOutShape).readonly()),
  /** People of today whom the list named before or names now; those of them who would be missing or have left. */
  ...{ before: int(), gone: int() },
  /** People of today after it; of a first list at most `before`, as there is nothing it grew from. */
  after: int(),
}

/** Facts of which is told what they were and what they will be. */
const facts = [
  'name',
  'title',
  'department',
  'manager',
  'type',
  'address',
  'time_zone',
  'employee_id',
] as const
/** Those that are told in this list's lines about people known before: in a first one everybody has them. */
const later = ['time_zone', 'employee_id'] as const

/** What the merge will say, as mergePeople of staff-merge-sql.ts. */
const merged = (column: string): string => `coalesce(entered.${column}, d.${column}, slack.${column})`

const addressesOf = (source: string): string => `coalesce(${source}, '{}')`
const knownAddresses = `${addressesOf('entered.addresses')} || ${addressesOf('d.kept_addresses')} || ${addressesOf('slack.addresses')}`

/** Of most people it says the same as before: then there is nothing to put together. */
const saysAddresses = 'p.id IS NOT NULL AND d.addresses IS DISTINCT FROM d.kept_addresses'

/** The same first day begins at another moment in another time zone. */
const elsewhere = `coalesce(
    p.time_zone IS DISTINCT FROM coalesce(entered.time_zone, d."timeZone", slack.time_zone)
    AND abs(extract(epoch FROM p.start_at - ${merged('start_at')})) < 86400, false)`

/** Of people `p` who are known and named: what is known of them, and what will be. */
const beforeAndAfter = `
  p.name AS name_from, coalesce(${merged('name')}, p.name) AS name_to,
  ${['title', 'department', 'manager'].map(column => `p.${column} AS ${column}_from, ${merged(column)} AS ${column}_to,`).join(' ')}
  p.type AS type_from, coalesce(${merged('type')}, 'employee') AS type_to,
  p.kind AS kind_from, coalesce(entered.kind, 'member') AS kind_to,
  p.time_zone AS time_zone_from, coalesce(entered.time_zone, d."timeZone", slack.time_zone) AS time_zone_to,
  d.kept_number AS employee_id_from, d."employeeId" AS employee_id_to,
  p.start_at IS DISTINCT FROM ${merged('start_at')} AND NOT ${elsewhere} AS starts, d."startDay" AS start_day_to,
  p.last_day AS last_day_from, CASE
    WHEN entered.end_at IS NOT NULL THEN entered.last_day
    WHEN d."lastDay" IS DISTINCT FROM entered.overruled_day THEN d."lastDay" END AS last_day_to,
  coalesce(p.last_day, to_char(p.left_known_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')) AS left_day,
  CASE WHEN ${saysAddresses} AND NOT d.addresses[1] = ANY(${knownAddresses}) THEN (${knownAddresses})[1] END AS address_from,
  CASE WHEN ${saysAddresses} AND NOT d.addresses <@ (${knownAddresses}) THEN (
    SELECT address FROM unnest(d.addresses) WITH ORDINALITY AS given(address, place)
    WHERE NOT address = ANY(${knownAddresses}) ORDER BY place LIMIT 1) END AS address_to`

const isLater = (fact: string): boolean => later.some(each => each === fact)

/** Each kind of change that somebody stands under. */
const kindsOf = `array_remove(ARRAY[
  nullif(what, 'changed'),
  CASE
    WHEN what <> 'changed' AND (what <> 'returning' OR last_day_to IS NULL) OR last_day_from IS NOT DISTINCT FROM last_day_to THEN NULL
    WHEN last_day_from IS NULL THEN 'last_day'
    WHEN last_day_to IS NULL THEN 'last_day_withdrawn' ELSE 'last_day_moved' END,
  CASE WHEN what = 'changed' AND gone AND was_gone IS NOT TRUE THEN 'gone' END,
  CASE WHEN speaks AND kind_from <> 'member' AND kind_to = 'member' THEN 'staff' END,
  CASE WHEN speaks AND address_to IS NOT NULL THEN 'address' END,
  CASE WHEN what = 'changed' AND missing_since IS NOT NULL THEN 'again' END,
  CASE WHEN kept AND speaks AND starts THEN 'start_day' END,
  ${facts.flatMap(fact => (fact === 'address' ? [] : [`CASE WHEN ${isLater(fact) ? 'kept AND ' : ''}speaks AND ${fact}_from IS DISTINCT FROM ${fact}_to THEN '${fact}' END`])).join(',\n  ')}
], NULL)`

const valueOn = (side: 'from' | 'to', more: string): string =>
  `CASE kind ${facts.map(fact => `WHEN '${fact}' THEN ${fact}_${side}`).join(' ')} ${more}
    WHEN 'last_day_moved' THEN last_day_${side} END`

/**
 * One row: what applying the list would do, in numbers and by name. Whom the list does not name has left when another
 * one before did not name them either, when they are missing for more than a day, or when Slack shows them as gone: only the
 * list spoke for them. Where Slack shows them as active, administrators are asked instead. Whoever had left is
 * back by being named, unless their last day is over. What the list says now and was known from elsewhere is no change. The same parameters as `applyList`.
 */
export const compareList = statement(comparedRow)`
  WITH ${compared},
  effects AS MATERIALIZED (
    SELECT d.line, d.differs, d.missing_since, d.gone, d.was_gone, d.kept_id IS NOT NULL AS kept, p.id AS person_id,
      coalesce(p.name, d.name, d.addresses[1], '') AS called, coalesce(d.addresses[1], d.kept_addresses[1]) AS address, d.line IS NOT NULL AND d.differs AND p.id IS NOT NULL AS speaks,
      p.id IS NOT NULL AND p.kind = 'member' AND NOT p.deactivated AND (p.end_at <= $3) IS NOT TRUE AS was_here,
      p.kind IN ('member', 'unknown') AND ${hasLeft('p', '$3')} AS had_left,
      d.line IS NOT NULL AND coalesce(CASE
        WHEN d.gone THEN true
        WHEN entered.end_at IS NOT NULL THEN entered.end_at <= $3
        WHEN d."lastDay" IS DISTINCT FROM entered.overruled_day THEN d.end_at <= $3 END, false) AS over,
      d.line IS NULL AND (d.was_gone OR ${missed('d', 'd.kept_id')} OR slack.gone IS TRUE) AS given_up,
      coalesce(slack.kind = 'member' AND NOT slack.gone AND d.line IS NULL AND (d.was_gone OR ${missed('d', 'd.kept_id')}), false) AS asked,
      entered.end_at IS NOT NULL AS entered, ${beforeAndAfter}
    FROM diff d
    LEFT JOIN LATERAL (
      SELECT * FROM person WHERE workspace_id = $1 AND id = coalesce(d.read_id, d.kept_id) OFFSET 0) p ON true
    ${believedOf('entered', 'p.id')} ${believedOf('slack', 'p.id')}
    WHERE coalesce(d.record_id, d.kept_record, '') NOT IN (SELECT record_id FROM lesser)),
  said AS MATERIALIZED (
    SELECT *, CASE
      WHEN person_id IS NULL THEN 'added'
      WHEN was_here AND asked THEN CASE WHEN NOT was_gone AND NOT entered THEN 'unlisted' END
      WHEN was_here AND (over OR given_up) THEN 'leaving'
      WHEN had_left AND line IS NOT NULL AND NOT over THEN 'returning'
      WHEN line IS NULL AND NOT given_up AND missing_since IS NULL THEN 'missing'
      WHEN line IS NOT NULL AND differs THEN 'changed' END AS what
    FROM effects),
  kinds AS MATERIALIZED (
    SELECT *, ${kindsOf} AS kinds FROM said WHERE what IS NOT NULL),
  seen AS MATERIALIZED (SELECT * FROM kinds WHERE NOT (what = 'changed' AND kept AND cardinality(kinds) = 0)),
  counted AS MATERIALIZED (
    SELECT count(*) FILTER (WHERE was_here AND NOT (asked AND was_gone))::int AS before,
      count(*) FILTER (WHERE was_here AND what IN ('leaving', 'unlisted', 'missing'))::int AS gone,
      count(*) FILTER (WHERE line IS NOT NULL AND NOT over)::int AS after, bool_or(kept) IS NOT TRUE AS first
    FROM said),
  told AS MATERIALIZED (
    SELECT kind, called, CASE WHEN namesakes > 1 THEN address END AS address, line, ${valueOn('from', "WHEN 'returning' THEN left_day WHEN 'last_day_withdrawn' THEN last_day_from")} AS from_value,
      ${valueOn('to', "WHEN 'leaving' THEN CASE WHEN line IS NOT NULL AND NOT gone THEN last_day_to END WHEN 'last_day' THEN last_day_to WHEN 'start_day' THEN start_day_to")} AS to_value,
      row_number() OVER (PARTITION BY kind ORDER BY called, address, line) AS turn
    FROM (SELECT *, count(*) OVER (PARTITION BY lower(called)) AS namesakes FROM seen) each CROSS JOIN LATERAL unnest(CASE
      WHEN cardinality(kinds) > 0 THEN kinds
      WHEN NOT kept THEN ARRAY['first_time'] END) AS under(kind)),
  wrong AS MATERIALIZED (
    SELECT line, place, address, person_id, coalesce(person_id, address) AS who FROM (
      SELECT line, 0 AS place, NULL::text AS address, person_id FROM shown ORDER BY line LIMIT ${String(setAsideByName)}) named
    UNION ALL
    SELECT s.line, given.place, given.address, held.person_id, coalesce(held.person_id, given.address) AS who
    FROM (SELECT line, addresses FROM staged WHERE "setAside" ORDER BY line LIMIT ${String(setAsideByName)}) s
    CROSS JOIN LATERAL unnest(s.addresses) WITH ORDINALITY AS given(address, place)
    LEFT JOIN LATERAL (
      SELECT person_id FROM person_address
      WHERE workspace_id = $1 AND person_address.address = given.address OFFSET 0) held ON true),
  unsaid AS MATERIALIZED (
    SELECT who FROM wrong
    EXCEPT SELECT person_id FROM listed WHERE person_id IS NOT NULL
    EXCEPT SELECT unnest(addresses) FROM listed),
  omitted AS MATERIALIZED (
    SELECT DISTINCT ON (w.line) w.line, coalesce(p.name, w.address, '') AS called
    FROM wrong w JOIN unsaid u ON u.who = w.who
    LEFT JOIN LATERAL (SELECT name FROM person WHERE workspace_id = $1 AND id = w.person_id OFFSET 0) p ON true
    ORDER BY w.line, p.name IS NULL, w.place, p.name)
  SELECT
    (SELECT count(*)::int FROM read) AS rows, run.set_aside AS "setAside",
    greatest(0, run.set_aside - (SELECT count(*)::int FROM staged WHERE "setAside" AND cardinality(addresses) > 0)) AS unnamed,
    (SELECT count(*)::int FROM matched WHERE because IS NOT NULL) AS conflicts,
    (SELECT jsonb_object_agg(what, many) FROM (
      SELECT what, count(*)::int AS many FROM seen GROUP BY what) numbers) AS numbers,
    (SELECT coalesce(jsonb_object_agg(kind, people), '{}') FROM (
      SELECT kind, jsonb_build_object('all', count(*), 'first', jsonb_agg(
        jsonb_build_object('called', called, 'address', address, 'from', from_value, 'to', to_value) ORDER BY turn)
        FILTER (WHERE turn <= ${String(byName)})) AS people
      FROM told GROUP BY kind) each) AS changes,
    (SELECT coalesce(jsonb_agg(conflict), '[]') FROM (
      SELECT line, addresses[1] AS address, because, other FROM matched WHERE because IS NOT NULL ORDER BY line LIMIT 10)
      conflict) AS conflicting,
    (SELECT coalesce(jsonb_agg(omitted ORDER BY line), '[]') FROM omitted) AS "leftOut",
    before, counted.gone, CASE WHEN first THEN least(before, after) ELSE after END AS after
  FROM counted CROSS JOIN (SELECT set_aside FROM sync_run WHERE workspace_id = $1 AND id = $2) run`
