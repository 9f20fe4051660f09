import { z } from 'zod'
import { type JournalEntry, type JournalFilter, journalTopics, toldByRows } from '../domain/journal-window.ts'
import { flag, instant, int, json, orNull, text } from './engine/columns.ts'
import { row, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { factsShape } from './json-shapes.ts'

type Asked = {
  readonly filter: JournalFilter
  /** Slack id of the person who is filtered by; null: they have none. */
  readonly slackUserId: string | null
  /** Who looks is not shown what is known of their own leaving. */
  readonly hidden: string | null
  /** Older than this row; null: from the newest on. */
  readonly before: string | null
  readonly limit: number
}

/** The journal as it is looked at, the newest rows first. Indexes lead to each page: none reads more than what it passes over. */
export function journalWindowRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    entries(workspaceId: string, asked: Asked): Promise<JournalEntry[]> {
      const { filter, slackUserId, hidden, before, limit } = asked
      const kinds = filter.topic === null ? null : journalTopics[filter.topic]
      const from = [workspaceId, before, limit, toldByRows, hidden]
      if (filter.batch !== null) {
        const { first, last, kind, change } = filter.batch
        return rows(pool, entriesOfBatch, [...from, first, last, kind, change])
      }
      if (filter.account !== null) {
        const { accountId, miroOrgId } = filter.account
        return rows(pool, entriesAbout, [...from, kinds, [accountId], miroOrgId])
      }
      if (filter.personId !== null) {
        const subjects = [filter.personId, ...(slackUserId === null ? [] : [slackUserId])]
        return rows(pool, entriesAbout, [...from, kinds, subjects, null])
      }
      const often = kinds === null || kinds.some(kind => kind === 'account' || kind === 'verdict')
      return rows(pool, often ? newestEntries : newestOfKinds, [...from, kinds])
    },

    /** The rows of one kind that one transaction wrote, from this row down to the last that follows in a row. */
    batch: (workspaceId: string, { id, kind, change }: Pick<JournalEntry, 'id' | 'kind' | 'change'>) =>
      row(pool, batchOf, [workspaceId, id, kind, change]),

    /** What people and user groups with these ids are, or were, called. */
    async names(workspaceId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const found = ids.length === 0 ? [] : await rows(pool, namesOf, [workspaceId, ids])
      return new Map(found.map(({ id, name }) => [id, name]))
    },
  }
}

const wasShape = z.object({ facts: factsShape, part: factsShape.nullable() })

const entryRow = {
  ...{ id: text(), at: instant(), kind: text(), miroOrgId: orNull(text()), subject: text() },
  ...{ facts: json(factsShape), part: orNull(json(factsShape)), partDeleted: flag() },
  ...{ was: orNull(json(wasShape)), change: text(), about: orNull(text()), changedAnything: flag() },
}

/** SQL: of a kind that is no mass of rows, in the words of the index `journal_rare`. */
export const isRare = `kind NOT IN ('account', 'verdict')`

/** What tells one thing from another of the same kind about the same subject. */
const sameThing = ['id', 'checkId', 'recordId', 'source', 'groupId']
  .map(name => `b.facts ->> '${name}' IS NOT DISTINCT FROM j.facts ->> '${name}'`)
  .join(' AND ')

/** Rows with what they are read with. `found`: as many rows `j` as are shown, each whole. */
const shown = (found: string): string => `
  SELECT j.id::text, j.at, j.kind, j.miro_org_id AS "miroOrgId", j.subject, j.facts, q.part::jsonb AS part,
    j.part_hash IS NOT NULL AND q.id IS NULL AS "partDeleted", was.it AS was, j.change::text,
    coalesce(p.name, a.email, (
      SELECT coalesce(kept.part::jsonb ->> 'name', kept.part::jsonb ->> 'email')
      FROM journal k JOIN journal_part kept ON kept.workspace_id = $1 AND kept.id = k.id
      WHERE k.subject = j.subject AND k.workspace_id = $1 AND k.kind IN ('person', 'account') AND k.id <= j.id
      ORDER BY k.id DESC LIMIT 1)) AS about,
    j.kind = 'run' AND EXISTS (
      SELECT FROM journal o WHERE o.workspace_id = $1 AND o.id BETWEEN j.id - 100 AND j.id + 100
        AND o.change = j.change AND o.kind NOT IN ('run', 'deed')) AS "changedAnything"
  FROM (${found}) j
  LEFT JOIN journal_part q ON q.workspace_id = $1 AND q.id = j.id
  LEFT JOIN LATERAL (
    SELECT jsonb_build_object('facts', b.facts, 'part', r.part::jsonb) AS it
    FROM journal b LEFT JOIN journal_part r ON r.workspace_id = $1 AND r.id = b.id
    WHERE j.kind NOT IN ('run', 'gap', 'deed') AND b.subject = j.subject AND b.id < j.id AND b.workspace_id = $1
      AND b.kind = j.kind AND b.miro_org_id IS NOT DISTINCT FROM j.miro_org_id AND ${sameThing}
    ORDER BY b.id DESC LIMIT 1) was ON true
  LEFT JOIN LATERAL (
    SELECT name FROM person WHERE workspace_id = $1 AND (
      CASE WHEN j.kind = 'group' THEN slack_user_id ELSE id END) = j.subject LIMIT 1) p ON true
  LEFT JOIN LATERAL (
    SELECT email FROM account WHERE workspace_id = $1 AND miro_org_id = j.miro_org_id AND id = j.subject OFFSET 0) a ON true
  ORDER BY j.id DESC`

// $1 workspace, $2 before which row or null, $3 how many, $4 deeds that other rows tell, $5 a person of whom little is
// shown, or null.

const isShown = `id < coalesce($2::bigint, 9223372036854775807)
  AND NOT (kind = 'deed' AND facts ->> 'action' = ANY ($4::text[]))
  AND NOT (subject = coalesce($5::text, '') AND kind IN ('person', 'source', 'verdict', 'deed'))`

/** $6 kinds, or null for all */
export const newestEntries = statement(entryRow)`${shown(`
  SELECT * FROM journal WHERE workspace_id = $1 AND ${isShown} AND ($6::text[] IS NULL OR kind = ANY ($6::text[]))
  ORDER BY id DESC LIMIT $3`)}`

/** $6 kinds that are few among the others: an index of their own leads to them. */
export const newestOfKinds = statement(entryRow)`${shown(`
  SELECT one.* FROM unnest($6::text[]) AS wanted (name)
  CROSS JOIN LATERAL (
    SELECT * FROM journal
    WHERE workspace_id = $1 AND kind = wanted.name AND ${isRare} AND ${isShown}
    ORDER BY id DESC LIMIT $3) one
  ORDER BY one.id DESC LIMIT $3`)}`

/** $6 kinds, or null for all; $7 subjects; $8 organisation, or null */
export const entriesAbout = statement(entryRow)`${shown(`
  SELECT * FROM (
    SELECT * FROM journal WHERE subject = ANY ($7::text[] || ARRAY(
      SELECT account_id FROM assessment WHERE workspace_id = $1 AND person_id = ANY ($7::text[]) AND class = 'staff')) OFFSET 0) about
  WHERE workspace_id = $1 AND ${isShown} AND ($6::text[] IS NULL OR kind = ANY ($6::text[]))
    AND ($8::text IS NULL OR coalesce(miro_org_id, $8) = $8)
  ORDER BY id DESC LIMIT $3`)}`

/** $6 and $7 the ids of the oldest and the newest row, $8 kind, $9 transaction */
export const entriesOfBatch = statement(entryRow)`${shown(`
  SELECT * FROM journal
  WHERE workspace_id = $1 AND id BETWEEN $6::bigint AND $7::bigint AND kind = $8 AND change = $9::bigint AND ${isShown}
  ORDER BY id DESC LIMIT $3`)}`

/** $1 workspace, $2 the newest row, $3 its kind, $4 its transaction. New is what was first seen just then. */
export const batchOf = statement({ rows: int(), isNew: int(), last: text(), first: text() })`
  SELECT count(*)::int AS rows, count(*) FILTER (
      WHERE (facts ->> 'firstSeenAt')::float8 > date_part('epoch', at) * 1000 - 300000)::int AS "isNew",
    max(id)::text AS last, min(id)::text AS first
  FROM journal WHERE workspace_id = $1 AND id <= $2::bigint AND id > coalesce((
    SELECT id FROM journal WHERE workspace_id = $1 AND id < $2::bigint AND (kind <> $3 OR change <> $4::bigint)
    ORDER BY id DESC LIMIT 1), 0)`

/** $1 workspace, $2 ids. Of whom nothing is kept there is no row. */
export const namesOf = statement({ id: text(), name: text() })`
  SELECT id, name FROM (
    SELECT wanted.id, coalesce(
      (SELECT name FROM person WHERE workspace_id = $1 AND id = wanted.id),
      (SELECT name FROM user_group WHERE workspace_id = $1 AND id = wanted.id),
      (SELECT p.part::jsonb ->> 'name' FROM journal j JOIN journal_part p ON p.workspace_id = $1 AND p.id = j.id
        WHERE j.subject = wanted.id AND j.workspace_id = $1 AND j.kind = 'person' ORDER BY j.id DESC LIMIT 1)) AS name
    FROM unnest($2::text[]) AS wanted (id)) found
  WHERE name IS NOT NULL`
