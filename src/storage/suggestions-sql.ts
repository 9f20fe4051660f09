import type { ConnectionKey } from '../domain/connection-key.ts'
import type { Person, PersonAddress } from '../domain/staff.ts'
import type { Because } from '../domain/suggest.ts'
import { flag, int, orNull, text, texts } from './engine/columns.ts'
import { command, count, inTransaction, isOne, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { hasLeft, personNow } from './person-sql.ts'
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

type Refused = {
  readonly accountId: string
  readonly personId: string
  /** Slack id. */
  readonly by: string
  readonly now: Date
}

const likelyRow = {
  ...{ miroOrgId: text(), organizationName: text(), accountId: text(), email: orNull(text()), role: text() },
  ...{ because: text<Because>() },
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

    /** Remembers that a guess is wrong, with a log entry, and makes it no more. False: it is not made (any more). */
    refuse: (key: ConnectionKey, { accountId, personId, by, now }: Refused): Promise<boolean> =>
      inTransaction(pool, async client => {
        const guess = [...tenant(key), accountId, personId]
        const refused = await isOne(client, refuseGuess, [...guess, by, now])
        if (refused) await count(client, moveUpSuggestions, [...tenant(key), accountId])
        return refused
      }),

    /** How many accounts have one clear suggestion, by its kind. */
    counts: (key: ConnectionKey): Promise<{ because: Because; count: number }[]> =>
      rows(pool, suggestionCounts, tenant(key)),

    /** Unidentified accounts that may be somebody's, in all connected organizations. */
    likelyOf: (workspaceId: string, personId: string, limit: number) =>
      rows(pool, likelyAccounts, [workspaceId, personId, limit]),
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

/** Of whom an account is not: they said so, or an administrator did; of joined people, of whom they are now. */
const notTheirs = `
  SELECT account_id, person_id FROM question
  WHERE workspace_id = $1 AND miro_org_id = $2 AND about = 'whose' AND answer = 'not_mine'
  UNION ALL
  SELECT account_id, ${personNow('refused.person_id')} FROM refused_guess refused
  WHERE workspace_id = $1 AND miro_org_id = $2`

export const denied = statement({ accountId: text(), personId: text() })`
  SELECT account_id AS "accountId", person_id AS "personId" FROM (${notTheirs}) not_theirs`

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
      SELECT FROM (${notTheirs}) not_theirs
      WHERE account_id = found."accountId" AND person_id = found."personId")),
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

/**
 * $3 account, $4 person, $5 by whom, $6 now. Nothing where the guess is not made any more. What is asked of the person
 * about it stays as it is.
 */
export const refuseGuess = command`
  WITH withdrawn AS (
    DELETE FROM suggestion
    WHERE workspace_id = $1 AND miro_org_id = $2 AND account_id = $3 AND person_id = $4
    RETURNING *),
  kept AS (
    INSERT INTO refused_guess (workspace_id, miro_org_id, account_id, person_id, said_by, said_at)
    SELECT workspace_id, miro_org_id, account_id, person_id, $5, $6::timestamptz FROM withdrawn
    ON CONFLICT (workspace_id, miro_org_id, account_id, person_id) DO NOTHING)
  INSERT INTO deed (workspace_id, at, actor, action, subject, details)
  SELECT $1, $6, $5, 'guess_refused', account_id, jsonb_build_object('miroOrgId', miro_org_id, 'personId', person_id,
    'email', (SELECT email FROM account WHERE workspace_id = $1 AND miro_org_id = $2 AND id = $3),
    'person', (SELECT name FROM person WHERE workspace_id = $1 AND id = $4))
  FROM withdrawn`

/** $2 organisation, $3 account, $4 person. The others move up, so that the strongest stands at place 0. */
export const forgetSuggestion = command`
  DELETE FROM suggestion WHERE workspace_id = $1 AND miro_org_id = $2 AND account_id = $3 AND person_id = $4`

export const moveUpSuggestions = command`
  WITH kept AS (
    DELETE FROM suggestion WHERE workspace_id = $1 AND miro_org_id = $2 AND account_id = $3 RETURNING *)
  INSERT INTO suggestion (workspace_id, miro_org_id, account_id, place, because, person_id)
  SELECT workspace_id, miro_org_id, account_id, row_number() OVER (ORDER BY place) - 1, because, person_id FROM kept`

/** SQL: accounts `a` that may be a person's, by guess `g`. What somebody decided about already is no guess any more. */
export const likelyTheirs = (person: string): string => `
  FROM suggestion g
  JOIN connection n ON n.workspace_id = $1 AND n.miro_org_id = g.miro_org_id AND n.state <> 'disconnected'
  JOIN account a ON a.workspace_id = $1 AND a.miro_org_id = g.miro_org_id AND a.id = g.account_id
    AND a.removed_at IS NULL AND a.active IS DISTINCT FROM false
  WHERE g.workspace_id = $1 AND g.person_id = ${person} AND g.because IN ('same_address', 'plus_tag', 'similar_name')
    AND NOT EXISTS (
      SELECT FROM classification c
      WHERE c.workspace_id = $1 AND c.miro_org_id = g.miro_org_id AND c.account_id = g.account_id
        AND c.class <> 'unidentified')`

/** $1 workspace, $2 person, $3 how many */
export const likelyAccounts = statement(likelyRow)`
  SELECT a.miro_org_id AS "miroOrgId", n.organization_name AS "organizationName", a.id AS "accountId", a.email, a.role,
    g.because ${likelyTheirs('$2')}
  ORDER BY g.place, a.id LIMIT $3`
