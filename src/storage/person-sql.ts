import { z } from 'zod'
import type { CardPerson } from '../domain/account-card.ts'
import type { PersonKind } from '../domain/staff.ts'
import { precedence, type Said } from '../domain/staff-sources.ts'
import { fields, flag, instant, json, orNull, text } from './engine/columns.ts'

/** SQL: what stands in place of a name that was deleted. */
export const erased = "'Erased'"

/** Whether a row of `person` has left at `now`: a source says so, or the last day is over. False where there is no row. */
export const hasLeft = (person: string, now: string): string =>
  `coalesce(${person}.deactivated OR ${person}.end_at <= ${now}, false)`

/**
 * Order of what one source says of a person by several records, as of who was hired again: the one that is believed
 * comes first. Still there before gone, without an end or with the latest one first. As `inOrder` of the domain.
 */
export const believedFirst = (row: string): string =>
  `${row}.gone IS TRUE, ${row}.missing_since IS NOT NULL, ${row}.kind IS DISTINCT FROM 'member',
    ${row}.end_at DESC NULLS FIRST, ${row}.gone_since DESC NULLS LAST, ${row}.record_id COLLATE "C"`

/** SQL: what a source says of a person that is believed, as a row named like the source; without one, nulls. */
export const believedOf = (source: string, person: string): string => `
  LEFT JOIN LATERAL (
    SELECT * FROM person_source each
    WHERE workspace_id = $1 AND person_id = ${person} AND source = '${source}'
    ORDER BY ${believedFirst('each')} LIMIT 1) ${source} ON true`

/** SQL: the id of the person with this Slack id, also one of two they have. */
export const personOfSlack = (slackUserId: string): string => `(
  SELECT person_id FROM person_source WHERE workspace_id = $1 AND slack_user_id = ${slackUserId})`

/** SQL: the person with this id, or whom they were joined with since: a button in an older message may still name them. */
export const personNow = (id: string): string => `coalesce((
  SELECT kept_id FROM person_join WHERE workspace_id = $1 AND gone_id = ${id} AND state = 'joined'), ${id})`

/** Of `person p`, as cards show them. */
export const personRow = {
  ...{ id: text(), name: text(), slackUserId: orNull(text()) },
  ...{ kind: text<PersonKind>(), type: text<'employee' | 'contractor'>() },
  ...{ title: orNull(text()), department: orNull(text()) },
  ...{ startAt: orNull(instant()), lastDay: orNull(text()), endAt: orNull(instant()) },
  ...{ deactivated: flag(), leftKnownAt: orNull(instant()), onLeave: flag() },
  unlistedAt: orNull(instant()),
}

export const personColumns = fields(personRow, 'p')

const kindShape = z.enum(['member', 'guest', 'invited', 'unknown'])
const typeShape = z.enum(['employee', 'contractor'])
const instantText = z.coerce.date().nullable()
const saidShape = z.object({
  source: z.enum(precedence),
  name: z.string().nullable(),
  kind: kindShape.nullable(),
  type: typeShape.nullable(),
  title: z.string().nullable(),
  department: z.string().nullable(),
  manager: z.string().nullable(),
  timeZone: z.string().nullable(),
  startAt: instantText,
  lastDay: z.string().nullable(),
  endAt: instantText,
  overruledDay: z.string().nullable(),
  gone: z.boolean().nullable(),
  goneSince: instantText,
  missingSince: instantText,
  stillHereAt: instantText,
  saidAt: instantText,
  saidBy: z.string().nullable(),
  standing: z.boolean(),
})

export const saidColumn = json<readonly Said[]>(z.array(saidShape))

/** `personColumns` and `said` in one JSON object. */
export const personShape: z.ZodType<CardPerson> = z.object({
  ...{ id: z.string(), name: z.string(), slackUserId: z.string().nullable() },
  ...{ kind: kindShape, type: typeShape },
  ...{ title: z.string().nullable(), department: z.string().nullable() },
  ...{ startAt: instantText, lastDay: z.string().nullable(), endAt: instantText },
  ...{ deactivated: z.boolean(), leftKnownAt: instantText, onLeave: z.boolean() },
  unlistedAt: instantText,
  said: z.array(saidShape),
})

/** What each source says of `person p`, as `saidColumn` reads it. */
export const said = `(
  SELECT coalesce(json_agg(json_build_object(
    'source', s.source, 'name', s.name, 'kind', s.kind, 'type', s.type, 'title', s.title, 'department', s.department,
    'manager', s.manager, 'timeZone', s.time_zone, 'startAt', s.start_at, 'lastDay', s.last_day, 'endAt', s.end_at,
    'overruledDay', s.overruled_day, 'gone', s.gone, 'goneSince', s.gone_since, 'missingSince', s.missing_since,
    'stillHereAt', s.still_here_at,
    'saidAt', CASE s.source WHEN 'entered' THEN s.entered_at WHEN 'list' THEN k.read_at
      ELSE greatest(s.looked_at, w.staff_read_at) END,
    'saidBy', coalesce(s.entered_by, s.still_here_by), 'standing', coalesce(k.standing, false) AND s.source = 'list')
    ORDER BY s.source, ${believedFirst('s')}), '[]')
  FROM person_source s JOIN workspace w ON w.id = s.workspace_id LEFT JOIN staff_list k ON k.workspace_id = s.workspace_id
  WHERE s.workspace_id = p.workspace_id AND s.person_id = p.id)`

/**
 * Whether account `a` is the one of the person whose Slack id stands in `parameter`: by its address, also where no
 * check has run yet, or by whom it was matched or given to. A guest is not the account of the person who answers
 * for it.
 */
export const isOwnAccount = (parameter: string): string => `EXISTS (
  SELECT 1 FROM person o WHERE o.workspace_id = a.workspace_id AND o.slack_user_id = ${parameter} AND (
    EXISTS (
      SELECT 1 FROM person_address d
      WHERE d.workspace_id = o.workspace_id AND d.person_id = o.id AND d.address = a.address)
    OR EXISTS (
      SELECT 1 FROM assessment s
      WHERE s.workspace_id = a.workspace_id AND s.miro_org_id = a.miro_org_id AND s.account_id = a.id
        AND s.class <> 'external' AND s.person_id = o.id)
    OR EXISTS (
      SELECT 1 FROM classification c
      WHERE c.workspace_id = a.workspace_id AND c.miro_org_id = a.miro_org_id AND c.account_id = a.id
        AND c.class <> 'external' AND c.person_id = o.id)))`

/** Whether the bot takes `a` for that person's by more than a likeness of names, though nobody has said so yet. */
export const looksLikeOwnAccount = (parameter: string): string => `EXISTS (
  SELECT 1 FROM suggestion g
  JOIN person o ON o.workspace_id = g.workspace_id AND o.id = g.person_id AND o.slack_user_id = ${parameter}
  WHERE g.workspace_id = a.workspace_id AND g.miro_org_id = a.miro_org_id AND g.account_id = a.id
    AND g.because IN ('same_address', 'plus_tag'))`
