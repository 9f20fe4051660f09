import { z } from 'zod'
import type { ConnectionKey } from '../domain/connection-key.ts'
import type { Guess } from '../domain/suggest.ts'
import { instant, int, json, orNull, text } from './engine/columns.ts'
import { one, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { hasLeft, isOwnAccount, looksLikeOwnAccount } from './person-sql.ts'
import { tenant } from './tenant-sql.ts'

/** Of whom the accounts are looked for, and for whom. `groupId`: only what is still open of one group of findings. */
type Sought = { readonly groupId: string | null; readonly by: string; readonly now: Date }

/** A part of the list. `guessed`: those with one clear answer whose each is, or those without. */
type Part = Sought & {
  readonly guessed: boolean
  readonly afterId: string | null
  readonly limit: number
}

const hints: z.ZodType<readonly Guess[]> = z.array(
  z.object({
    because: z.enum(['role_mailbox', 'same_address', 'guest', 'plus_tag', 'similar_name']),
    personId: z.string().nullable(),
    personName: z.string().nullable(),
    left: z.boolean(),
  }),
)

const accountRow = {
  ...{ id: text(), email: orNull(text()), name: orNull(text()), role: text() },
  /** When somebody said that nobody knows it; null where nobody did. */
  decidedAt: orNull(instant()),
  /** Whose it might be, the strongest first. */
  hints: json(hints),
}

/** The accounts that nobody is known for, with whose each might be. Not those of the person who asks. */
export function unidentifiedRepository({ pool }: Pick<Storage, 'pool'>) {
  const values = (key: ConnectionKey, { groupId, by, now }: Sought) => [...tenant(key), groupId, by, now]
  return {
    list: (key: ConnectionKey, part: Part) =>
      rows(pool, unidentifiedAccounts, [...values(key, part), part.guessed, part.afterId, part.limit]),

    /** How many have a clear answer, how many have none, and how many are of the person who asks. */
    counts: (key: ConnectionKey, sought: Sought) => one(pool, unidentifiedCounts, values(key, sought)),
  }
}

// $1 workspace, $2 organisation, $3 group or null, $4 Slack id of who asks, $5 now.

// What somebody decided and no check has looked at yet is no longer to be asked.
const unidentified = `
  SELECT a.id, a.email, a.name, a.role, c.decided_at, coalesce(hints.all, '[]') AS hints,
    ${isOwnAccount('$4')} OR ${looksLikeOwnAccount('$4')} AS own,
    c.decided_at IS NULL AND coalesce(hints.clear AND hints.all->0->>'slackUserId' IS DISTINCT FROM $4, false) AS guessed
  FROM assessment s
  JOIN connection n ON n.workspace_id = s.workspace_id AND n.miro_org_id = s.miro_org_id
  JOIN account a ON a.workspace_id = s.workspace_id AND a.miro_org_id = s.miro_org_id AND a.id = s.account_id
    AND a.removed_at IS NULL
  LEFT JOIN classification c ON c.workspace_id = s.workspace_id AND c.miro_org_id = s.miro_org_id
    AND c.account_id = s.account_id
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('because', g.because, 'personId', g.person_id, 'personName', p.name,
        'slackUserId', p.slack_user_id, 'left', ${hasLeft('p', '$5')}) ORDER BY g.place) AS all,
      -- The strongest of all, and no other is as strong.
      min(g.because) FILTER (WHERE g.place = 0) IN ('same_address', 'plus_tag', 'similar_name')
        AND min(g.because) FILTER (WHERE g.place = 0) IS DISTINCT FROM min(g.because) FILTER (WHERE g.place = 1) AS clear
    FROM suggestion g LEFT JOIN person p ON p.workspace_id = g.workspace_id AND p.id = g.person_id
    WHERE g.workspace_id = s.workspace_id AND g.miro_org_id = s.miro_org_id AND g.account_id = s.account_id) hints ON true
  WHERE s.workspace_id = $1 AND s.miro_org_id = $2 AND s.class = 'unidentified'
    AND s.results->'identified'->>'verdict' = 'fail'
    AND (c.decided_at IS NULL OR c.class = 'unidentified' OR c.decided_at < greatest(s.changed_at, n.last_evaluated_at))
    AND ($3::text IS NULL OR EXISTS (
      SELECT FROM finding f
      WHERE f.group_id = $3 AND f.workspace_id = $1 AND f.miro_org_id = $2 AND f.subject_id = a.id
        AND f.closed_at IS NULL))`

/** $6 whether there is a clear answer, $7 the last id of the page before or null, $8 how many */
export const unidentifiedAccounts = statement(accountRow)`
  SELECT id, email, name, role, decided_at AS "decidedAt", hints FROM (${unidentified}) found
  WHERE NOT own AND guessed = $6 AND id > coalesce($7::text, '')
  ORDER BY id LIMIT $8`

export const unidentifiedCounts = statement({ guessed: int(), others: int(), own: int() })`
  SELECT (count(*) FILTER (WHERE guessed AND NOT own))::int AS guessed,
    (count(*) FILTER (WHERE NOT guessed AND NOT own))::int AS others, (count(*) FILTER (WHERE own))::int AS own
  FROM (${unidentified}) found`
