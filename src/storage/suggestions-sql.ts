import type { ConnectionKey } from '../domain/connection-key.ts'
import type { Person, PersonAddress } from '../domain/staff.ts'
import type { Because } from '../domain/suggest.ts'
import { flag, int, orNull, text, texts } from './engine/columns.ts'
import { command, count, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { hasLeft, isOwnAccount, looksLikeOwnAccount } from './person-sql.ts'
import { jsonText } from './sql-values.ts'
import { tenant } from './tenant-sql.ts'

type Suggested = {
  readonly accountId: string
  readonly place: number
  readonly because: Because
  readonly personId: string | null
}

const hintRow = {
  ...{ because: text<Because>(), personId: orNull(text()), personName: orNull(text()) },
  ...{ left: flag(), personAddress: orNull(text()) },
}

const clearRow = {
  ...{ accountId: text(), email: orNull(text()), role: text() },
  ...{ personId: orNull(text()), personName: orNull(text()), left: flag() },
  /** The account is, or would be, the one of the person who asks. */
  own: flag(),
}

type PeoplePage = {
  readonly people: Pick<Person, 'id' | 'name' | 'kind'>[]
  readonly addresses: Pick<PersonAddress, 'personId' | 'address'>[]
}

/** Whose an unidentified account might be: found after each evaluation, accepted by people. */
export function suggestionsRepository({ pool, room }: Pick<Storage, 'pool' | 'room'>) {
  return {
    /** Accounts nobody was found for, by id. */
    nobodys: (key: ConnectionKey, limit: number): Promise<{ id: string; address: string }[]> =>
      rows(pool, nobodys, [...tenant(key), limit]),

    /** The next people in order of their id, with what a likeness is seen by. Empty after the last. */
    async people(workspaceId: string, afterId: string | null, size: number): Promise<PeoplePage> {
      const people = await rows(pool, peoplePage, [workspaceId, afterId, size])
      return {
        people,
        addresses: people.flatMap(({ id, addresses }) =>
          addresses.map(address => ({ personId: id, address })),
        ),
      }
    },

    /** Who said of an account that it is not theirs. */
    denied: (key: ConnectionKey): Promise<{ accountId: string; personId: string }[]> =>
      rows(pool, denied, tenant(key)),

    /** Makes exactly these the suggestions of a connection. */
    async replace(key: ConnectionKey, suggested: readonly Suggested[]): Promise<void> {
      await room()
      await count(pool, replaceSuggestions, [...tenant(key), jsonText(suggested)])
    },

    /** What is suggested for one account, the strongest first. */
    of: (key: ConnectionKey, accountId: string, now: Date) =>
      rows(pool, suggestionsOf, [...tenant(key), accountId, now]),

    /** How many accounts have one clear suggestion, by its kind. */
    counts: (key: ConnectionKey): Promise<{ because: Because; count: number }[]> =>
      rows(pool, suggestionCounts, tenant(key)),

    /** The accounts with a clear suggestion of one kind, those of the person who asks last. */
    clear(
      key: ConnectionKey,
      asked: { readonly because: Because; readonly by: string; readonly now: Date; readonly limit: number },
    ) {
      const values = [...tenant(key), asked.because, asked.now, asked.by, asked.limit]
      return rows(pool, clearSuggestions, values)
    },
  }
}

// $1 workspace, $2 organisation, where nothing else is said.

/** $3 how many. Accounts nobody was found for, also when somebody said so. */
export const nobodys = statement({ id: text(), address: text() })`
  SELECT a.id, a.address FROM assessment s
  JOIN account a ON a.workspace_id = s.workspace_id AND a.miro_org_id = s.miro_org_id AND a.id = s.account_id
  WHERE s.workspace_id = $1 AND s.miro_org_id = $2 AND s.class = 'unidentified' AND s.results->'identified'->>'verdict' = 'fail'
    AND a.removed_at IS NULL AND a.address IS NOT NULL
  ORDER BY a.id LIMIT $3`

/** $1 workspace, $2 the last id of the page before or null, $3 how many */
export const peoplePage = statement({
  id: text(),
  name: text(),
  kind: text<Person['kind']>(),
  addresses: texts(),
})`
  SELECT p.id, p.name, p.kind, ARRAY(
    SELECT d.address FROM person_address d WHERE d.workspace_id = $1 AND d.person_id = p.id) AS addresses
  FROM person p WHERE p.workspace_id = $1 AND p.id > coalesce($2::text, '')
  ORDER BY p.id LIMIT $3`

const saidNotMine = `about = 'whose' AND answer = 'not_mine'`

export const denied = statement({ accountId: text(), personId: text() })`
  SELECT account_id AS "accountId", person_id AS "personId" FROM question
  WHERE workspace_id = $1 AND miro_org_id = $2 AND ${saidNotMine}`

/**
 * $3 what is suggested now. Writes only what differs. Who said while the staff was searched that an account is not
 * theirs is left out, and the others move up.
 */
export const replaceSuggestions = command`
  WITH given AS (
    SELECT "accountId", (row_number() OVER (PARTITION BY "accountId" ORDER BY place) - 1)::int AS place, because,
      "personId"
    FROM jsonb_to_recordset($3::jsonb) AS found ("accountId" text, place int, because text, "personId" text)
    WHERE NOT EXISTS (
      SELECT FROM question
      WHERE workspace_id = $1 AND miro_org_id = $2 AND account_id = found."accountId" AND person_id = found."personId"
        AND ${saidNotMine})),
  withdrawn AS (
    DELETE FROM suggestion old WHERE workspace_id = $1 AND miro_org_id = $2 AND NOT EXISTS (
      SELECT 1 FROM given WHERE given."accountId" = old.account_id AND given.place = old.place))
  INSERT INTO suggestion (workspace_id, miro_org_id, account_id, place, because, person_id)
  SELECT $1, $2, "accountId", place, because, "personId" FROM given
  ON CONFLICT (workspace_id, miro_org_id, account_id, place) DO UPDATE
    SET because = excluded.because, person_id = excluded.person_id
    WHERE suggestion.because <> excluded.because OR suggestion.person_id IS DISTINCT FROM excluded.person_id`

/** $3 account, $4 now; the strongest first */
export const suggestionsOf = statement(hintRow)`
  SELECT g.because, g.person_id AS "personId", p.name AS "personName", ${hasLeft('p', '$4')} AS "left", (
    SELECT min(d.address) FROM person_address d
    WHERE d.workspace_id = $1 AND d.person_id = p.id AND d.kind = 'primary') AS "personAddress"
  FROM suggestion g LEFT JOIN person p ON p.workspace_id = g.workspace_id AND p.id = g.person_id
  WHERE g.workspace_id = $1 AND g.miro_org_id = $2 AND g.account_id = $3 ORDER BY g.place`

// What may be accepted without looking at each: the strongest hint, where no other is as strong, for an account about
// which nobody has decided.
const clear = `
  FROM suggestion g
  JOIN account a ON a.workspace_id = g.workspace_id AND a.miro_org_id = g.miro_org_id AND a.id = g.account_id
    AND a.removed_at IS NULL
  WHERE g.workspace_id = $1 AND g.miro_org_id = $2 AND g.place = 0
    AND NOT EXISTS (
      SELECT 1 FROM suggestion other
      WHERE other.workspace_id = $1 AND other.miro_org_id = $2 AND other.account_id = g.account_id
        AND other.place = 1 AND other.because = g.because)
    AND NOT EXISTS (
      SELECT 1 FROM classification c
      WHERE c.workspace_id = $1 AND c.miro_org_id = $2 AND c.account_id = g.account_id)`

export const suggestionCounts = statement({
  because: text<Because>(),
  count: int(),
})`SELECT g.because, count(*)::int AS count ${clear} GROUP BY g.because`

/** $3 because, $4 now, $5 Slack id of who asks, $6 how many */
export const clearSuggestions = statement(clearRow)`
  SELECT a.id AS "accountId", a.email, a.role, g.person_id AS "personId", p.name AS "personName",
    ${hasLeft('p', '$4')} AS "left", own.own
  FROM (SELECT g.account_id, g.person_id ${clear} AND g.because = $3) g
  JOIN account a ON a.workspace_id = $1 AND a.miro_org_id = $2 AND a.id = g.account_id
  LEFT JOIN person p ON p.workspace_id = $1 AND p.id = g.person_id
  CROSS JOIN LATERAL (
    SELECT coalesce(p.slack_user_id = $5, false) OR ${isOwnAccount('$5')} OR ${looksLikeOwnAccount('$5')} AS own) own
  ORDER BY own.own, a.id LIMIT $6`
