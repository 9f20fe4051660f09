import { z } from 'zod'
import { flag, json, type RowOf, text, texts } from './engine/columns.ts'
import { command, count, inTransaction, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { judgeNow } from './leaving-sql.ts'
import { erased, hasLeft } from './person-sql.ts'
import { jsonText } from './sql-values.ts'
import { maybeActive } from './staff-list-sql.ts'
import { mergeStaff } from './staff-merge-sql.ts'
import { lockWorkspace } from './tenant-sql.ts'

type Because = 'same_name' | 'similar_name' | 'first_name'

type Likeness = { readonly slackId: string; readonly otherId: string; readonly because: Because }

const lonelyRow = { id: text(), name: text(), addresses: texts(), missing: flag(), listed: flag() }
type Lonely = RowOf<typeof lonelyRow>

const person = json(z.object({ id: z.string(), name: z.string(), address: z.string().nullable() }))
/** Two people who look like one, as they are shown. */
const shownRow = { because: text<Because>(), slack: person, other: person }

/** People of Slack alone, or whom the staff list no longer names, who look like somebody of other sources alone. Found after each evaluation. */
export function likenessesRepository({ pool, room }: Pick<Storage, 'pool' | 'room'>) {
  return {
    others: (workspaceId: string, now: Date, limit: number): Promise<Lonely[]> =>
      rows(pool, others, [workspaceId, now, limit]),

    ofSlack: (workspaceId: string, afterId: string | null, size: number): Promise<Lonely[]> =>
      rows(pool, ofSlack, [workspaceId, afterId, size]),

    async apart(workspaceId: string): Promise<[string, string][]> {
      return (await rows(pool, apart, [workspaceId])).map(({ one, other }) => [one, other])
    },

    async replace(workspaceId: string, found: readonly Likeness[]): Promise<void> {
      if (found.length > 0) await room()
      await count(pool, replace, [workspaceId, jsonText(found)])
    },

    /**
     * Lists lack them, and nobody of Slack may be them any more: they left. Their accounts have to be judged from now on.
     * Answers with who that is.
     */
    release: (workspaceId: string, now: Date): Promise<string[]> =>
      inTransaction(pool, async client => {
        await count(client, lockWorkspace, [workspaceId])
        const ids = (await rows(client, release, [workspaceId, now])).map(({ id }) => id)
        if (ids.length > 0) await mergeStaff(client, workspaceId, ids, now)
        for (const id of ids) await count(client, judgeNow, [workspaceId, id, now])
        return ids
      }),

    /** By the name of the one in Slack. */
    list: (workspaceId: string, limit: number) => rows(pool, list, [workspaceId, limit]),
  }
}

// $1 workspace.

/** Of `person p`: a source beside Slack names them. */
const settled = `EXISTS (
    SELECT 1 FROM person_source s
    WHERE s.workspace_id = $1 AND s.person_id = p.id AND (s.source = 'list' AND s.missing_since IS NULL OR cardinality(s.addresses) > 0 AND s.source = 'entered'))`

const lastName = (of: string): string => `lower(substring(${of}.name from '[^ ]+$'))`

const lonely = (where: string, rest: string) =>
  statement(lonelyRow)`
  SELECT p.id, p.name, ARRAY(
    SELECT address FROM person_address a WHERE a.workspace_id = $1 AND a.person_id = p.id) AS addresses,
    EXISTS (
      SELECT 1 FROM person_source s
      WHERE s.workspace_id = $1 AND s.person_id = p.id AND s.source = 'list' AND s.missing_since IS NOT NULL) AS missing,
    ${settled} AS listed
  FROM person p WHERE p.workspace_id = $1 AND p.kind IN ('member', 'unknown') AND p.name <> ${erased} AND ${where} ${rest}`

export const others = lonely('p.slack_user_id IS NULL', `ORDER BY ${hasLeft('p', '$2')}, p.id LIMIT $3`)

/** Those with the last name of somebody missing too: they may stand in the list by another address now. */
export const ofSlack = lonely(
  `p.slack_user_id IS NOT NULL AND p.id > coalesce($2::text, '') AND (NOT ${settled} OR ${lastName('p')} IN (
    SELECT ${lastName('gone')} FROM person gone JOIN person_source list ON list.workspace_id = $1 AND list.person_id = gone.id
      AND list.source = 'list' AND list.missing_since IS NOT NULL AND list.gone IS NOT TRUE
    WHERE gone.workspace_id = $1 AND gone.slack_user_id IS NULL))`,
  'ORDER BY p.id LIMIT $3',
)

export const apart = statement({ one: text(), other: text() })`
  SELECT kept_id AS one, gone_id AS other FROM person_join WHERE workspace_id = $1 AND state IN ('parted', 'apart')`

/** $2 the likenesses there are now. Of whom somebody said while they were sought that they are two is left out. */
export const replace = command`
  WITH given AS (
    SELECT DISTINCT ON ("slackId", "otherId") *
    FROM jsonb_to_recordset($2::jsonb) AS found("slackId" text, "otherId" text, because text)
    WHERE NOT EXISTS (
      SELECT FROM (${apart.text}) two WHERE (one, other) IN (("slackId", "otherId"), ("otherId", "slackId")))),
  withdrawn AS (
    DELETE FROM person_likeness old WHERE workspace_id = $1 AND NOT EXISTS (
      SELECT 1 FROM given WHERE given."slackId" = old.slack_id AND given."otherId" = old.other_id))
  INSERT INTO person_likeness (workspace_id, slack_id, other_id, because)
  SELECT $1, "slackId", "otherId", because FROM given
  ON CONFLICT (workspace_id, slack_id, other_id) DO UPDATE SET because = excluded.because
    WHERE person_likeness.because <> excluded.because`

/**
 * $2 now. A list after the one that first lacked them lacked them too: it says that they are gone where nobody of Slack
 * may be them. As `missed` of staff-list-sql.ts, for who was held back by a likeness.
 */
export const release = statement({ id: text() })`
  UPDATE person_source list SET gone = true, gone_since = $2
  FROM person p, staff_list kept
  WHERE list.workspace_id = $1 AND list.source = 'list' AND list.missing_since IS NOT NULL AND list.gone IS NOT TRUE
    AND p.workspace_id = $1 AND p.id = list.person_id AND p.slack_user_id IS NULL
    AND kept.workspace_id = $1 AND kept.read_at > list.missing_since
    AND (NOT kept.standing OR list.missing_since < $2::timestamptz - interval '1 day')
    AND list.person_id NOT IN (${maybeActive('$2')})
  RETURNING list.person_id AS id`

const shown = (
  person: string,
): string => `json_build_object('id', ${person}.id, 'name', ${person}.name, 'address', (
    SELECT min(address) FROM person_address a
    WHERE a.workspace_id = $1 AND a.person_id = ${person}.id AND a.kind = 'primary'))`

/** $2 how many */
export const list = statement(shownRow)`
  SELECT l.because, ${shown('slack')} AS slack, ${shown('other')} AS other
  FROM person_likeness l
  JOIN person slack ON slack.workspace_id = $1 AND slack.id = l.slack_id
  JOIN person other ON other.workspace_id = $1 AND other.id = l.other_id
  WHERE l.workspace_id = $1 ORDER BY l.because, slack.name, slack.id LIMIT $2`
