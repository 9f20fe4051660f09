import type { JournalFact } from '../domain/journal-facts.ts'
import type { Span } from '../domain/leavers.ts'
import { flag, inMilliseconds, instant, json, milliseconds, orNull, text } from './engine/columns.ts'
import { row, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { isRare } from './journal-window-sql.ts'
import { factsShape } from './json-shapes.ts'

/** Who left, from the journal. */
export function leaversRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    /** Every row that says whether somebody left in this time and when their access ended, in order. */
    async rows(workspaceId: string, { from, until }: Span): Promise<JournalFact[]> {
      const found = await rows(pool, goneIn, [workspaceId, from.getTime(), until.getTime()])
      const people = found.map(({ id }) => id)
      if (people.length === 0) return []
      const accounts = await rows(pool, accountsOf, [workspaceId, people])
      const ids = accounts.map(({ id }) => id)
      const ours = new Set(accounts.map(({ miroOrgId, id }) => `${miroOrgId} ${id}`))
      const read = [
        ...(await rows(pool, rowsOfPeople, [workspaceId, people])),
        ...(await rows(pool, rowsOfAccounts, [workspaceId, ids])).filter(({ miroOrgId, subject }) =>
          ours.has(`${miroOrgId} ${subject}`),
        ),
        ...(await rows(pool, runsAround, [workspaceId, ids])),
        ...(await rows(pool, rowsOfAll, [workspaceId])),
      ]
      return read.toSorted((one, other) => Number(BigInt(one.id) - BigInt(other.id)))
    },

    /** When the journal of the workspace begins; null: there is none. */
    async begin(workspaceId: string): Promise<Date | null> {
      return (await row(pool, journalBegin, [workspaceId]))?.at ?? null
    },

    /** What they are called; who is forgotten is not among them. */
    people: (workspaceId: string, ids: readonly string[]) => rows(pool, leaversCalled, [workspaceId, ids]),
  }
}

/** $1 workspace */
export const journalBegin = statement({ at: instant() })`
  SELECT at FROM journal WHERE workspace_id = $1 ORDER BY id LIMIT 1`

const factRow = {
  ...{ id: text(), at: milliseconds(), kind: text(), miroOrgId: orNull(text()), subject: text() },
  ...{ facts: json(factsShape), change: text() },
}

const fact = `j.id::text, ${inMilliseconds('j.at')} AS at, j.kind, j.miro_org_id AS "miroOrgId",
  j.subject, j.facts, j.change::text`

/** $1 workspace, $2 from and $3 until (milliseconds): whoever may have left then. */
export const goneIn = statement({ id: text() })`
  SELECT DISTINCT subject AS id FROM journal
  WHERE workspace_id = $1 AND kind = 'person' AND ${isRare} AND (
    ((facts ->> 'endAt')::float8 >= $2::float8 AND (facts ->> 'endAt')::float8 < $3::float8)
    OR ((facts ->> 'deactivated')::boolean
      AND coalesce((facts ->> 'leftKnownAt')::float8, date_part('epoch', at) * 1000) BETWEEN $2::float8 AND $3::float8))`

/** $1 workspace, $2 people: accounts that are theirs, also those long gone. */
export const accountsOf = statement({ miroOrgId: text(), id: text() })`
  SELECT miro_org_id AS "miroOrgId", account_id AS id
  FROM (SELECT * FROM assessment WHERE person_id = ANY ($2::text[]) OFFSET 0) s WHERE workspace_id = $1`

/** $1 workspace, $2 people */
export const rowsOfPeople = statement(factRow)`
  SELECT ${fact} FROM (SELECT * FROM journal WHERE subject = ANY ($2::text[]) OFFSET 0) j
  WHERE workspace_id = $1 AND kind = 'person'`

/** $1 workspace, $2 accounts */
export const rowsOfAccounts = statement(factRow)`
  SELECT ${fact} FROM (SELECT * FROM journal WHERE subject = ANY ($2::text[]) OFFSET 0) j
  WHERE workspace_id = $1 AND kind IN ('account', 'verdict', 'finding')`

/** $1 workspace, $2 accounts: of each row of theirs the run that wrote it, and the complete one before. */
export const runsAround = statement(factRow)`
  SELECT DISTINCT ON (j.id) ${fact}
  FROM (SELECT * FROM journal WHERE subject = ANY ($2::text[]) OFFSET 0) a
  CROSS JOIN LATERAL (
    (SELECT * FROM journal r WHERE r.subject = a.miro_org_id AND r.workspace_id = $1 AND r.kind = 'run' AND r.id > a.id
      ORDER BY r.id LIMIT 1)
    UNION ALL
    (SELECT * FROM journal r WHERE r.subject = a.miro_org_id AND r.workspace_id = $1 AND r.kind = 'run' AND r.id < a.id
      AND r.facts ->> 'state' = 'complete' ORDER BY r.id DESC LIMIT 2)) j
  WHERE a.workspace_id = $1 AND a.kind = 'account'
  ORDER BY j.id`

/** $1 workspace: settings of all times, and who was joined with whom. */
export const rowsOfAll = statement(factRow)`
  SELECT ${fact} FROM journal j
  WHERE workspace_id = $1 AND kind IN ('settings', 'join') AND ${isRare}`

/** $1 workspace, $2 ids */
export const leaversCalled = statement({
  id: text(),
  name: orNull(text()),
  slackUserId: orNull(text()),
  there: flag(),
})`
  SELECT wanted.id, coalesce(p.name, (
      SELECT kept.part::jsonb ->> 'name' FROM journal j JOIN journal_part kept ON kept.workspace_id = $1 AND kept.id = j.id
      WHERE j.subject = wanted.id AND j.workspace_id = $1 AND j.kind = 'person' ORDER BY j.id DESC LIMIT 1)) AS name,
    p.slack_user_id AS "slackUserId", p.id IS NOT NULL AS there
  FROM unnest($2::text[]) AS wanted (id)
  LEFT JOIN LATERAL (SELECT * FROM person WHERE workspace_id = $1 AND id = wanted.id OFFSET 0) p ON true`
