import { z } from 'zod'
import { instant, int, json, orNull, text, texts } from './engine/columns.ts'
import { command, count, inTransaction, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { judgeNow } from './leaving-sql.ts'
import { believedOf } from './person-sql.ts'
import { mergeStaff } from './staff-merge-sql.ts'
import { likelyTheirs } from './suggestions-sql.ts'
import { lockWorkspace } from './tenant-sql.ts'

const unlistedRow = {
  ...{ id: text(), name: text(), type: text<'employee' | 'contractor'>() },
  /** Every user of Slack they have. */
  slackUserIds: texts(),
  timeZone: orNull(text()),
  /** Since when lists lack them, and since when that is sure. */
  ...{ since: instant(), askedAt: instant() },
  /** When somebody entered something about them; null: nobody did. */
  enteredAt: orNull(instant()),
  /** How many accounts of theirs give access, and how many that nobody is known for are likely theirs. */
  ...{ accounts: int(), likely: int() },
  /** Somebody of the list whom Slack does not know, with a name like theirs. */
  alike: orNull(json(z.object({ id: z.string(), name: z.string() }))),
}

/** People whom the staff list no longer names, while Slack shows them as active: administrators say what that means. */
export function unlistedRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    /** Those about whom nobody has said it yet, who was missed first comes first. */
    open: (workspaceId: string, now: Date, limit: number) => rows(pool, open, [workspaceId, now, limit]),

    /**
     * They are still here: it holds until a list names them again. Their accounts have to be judged from now on.
     * Answers with those of whom it was still to be said.
     */
    stillHere: (
      workspaceId: string,
      personIds: readonly string[],
      { by, now }: { readonly by: string; readonly now: Date },
    ): Promise<string[]> =>
      inTransaction(pool, async client => {
        await count(client, lockWorkspace, [workspaceId])
        const ids = (await rows(client, asked, [workspaceId, personIds, now])).map(({ id }) => id)
        await count(client, stillHere, [workspaceId, ids, by, now])
        await mergeStaff(client, workspaceId, ids, now)
        for (const id of ids) await count(client, judgeNow, [workspaceId, id, now])
        return ids
      }),
  }
}

/** Of `person`, at $2 or as said: it waits for an answer. Whose last day is over has left, whatever the list names. */
const waits = (now: string): string =>
  `workspace_id = $1 AND unlisted_at IS NOT NULL AND NOT deactivated AND (end_at <= ${now}) IS NOT TRUE`

/** $1 workspace, $2 now, $3 how many */
export const open = statement(unlistedRow)`
  SELECT p.id, p.name, p.type,
    ARRAY(
      SELECT slack_user_id FROM person_source
      WHERE workspace_id = $1 AND person_id = p.id AND slack_user_id IS NOT NULL ORDER BY 1) AS "slackUserIds",
    coalesce(p.time_zone, w.time_zone) AS "timeZone",
    coalesce(list.missing_since, p.unlisted_at) AS since, p.unlisted_at AS "askedAt", entered.entered_at AS "enteredAt",
    (SELECT count(*)::int
      FROM (SELECT * FROM assessment WHERE person_id = p.id OFFSET 0) s
      JOIN account a ON a.workspace_id = $1 AND a.miro_org_id = s.miro_org_id AND a.id = s.account_id
        AND a.removed_at IS NULL AND a.missing_since IS NULL AND a.active
      JOIN connection c ON c.workspace_id = $1 AND c.miro_org_id = s.miro_org_id AND c.state <> 'disconnected'
      WHERE s.workspace_id = $1 AND s.class = 'staff') AS accounts,
    (SELECT count(*)::int ${likelyTheirs('p.id')}) AS likely,
    (SELECT json_build_object('id', other.id, 'name', other.name)
      FROM person_likeness l JOIN person other ON other.workspace_id = $1 AND other.id = l.other_id
      WHERE l.workspace_id = $1 AND l.slack_id = p.id ORDER BY l.because, other.id LIMIT 1) AS alike
  FROM (
    SELECT * FROM person WHERE ${waits('$2')} ORDER BY unlisted_at, name, id LIMIT $3) p
  JOIN workspace w ON w.id = $1
  ${believedOf('entered', 'p.id')} ${believedOf('list', 'p.id')}
  ORDER BY p.unlisted_at, p.name, p.id`

/** $1 workspace, $2 people, $3 now */
export const asked = statement({ id: text() })`
  SELECT id FROM person WHERE ${waits('$3')} AND id = ANY($2::text[]) ORDER BY id`

/** $1 workspace, $2 people, $3 by whom, $4 now */
export const stillHere = command`
  UPDATE person_source SET still_here_by = $3, still_here_at = $4
  WHERE workspace_id = $1 AND person_id = ANY($2::text[]) AND source = 'list' AND missing_since IS NOT NULL`
