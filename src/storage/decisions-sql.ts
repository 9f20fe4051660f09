import type pg from 'pg'
import type { AccountClass } from '../domain/account.ts'
import type { Why } from '../domain/check.ts'
import type { ConnectionKey } from '../domain/connection-key.ts'
import type { Decision, Newcomer } from '../domain/decision.ts'
import type { Person } from '../domain/staff.ts'
import type { Verdict } from '../domain/verdict.ts'
import { fields, flag, instant, int, orNull, text, texts } from './engine/columns.ts'
import { command, count, inTransaction, isOne, one, row, rows, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { isOwnAccount, looksLikeOwnAccount, personOfSlack, personRow } from './person-sql.ts'
import { jsonText, withoutNul } from './sql-values.ts'
import { mergeStaff } from './staff-merge-sql.ts'
import { lockConnection, lockWorkspace, tenant } from './tenant-sql.ts'

type PersonRef = { readonly slackUserId: string } | { readonly personId: string }

/** A decision about one account. `seen`: when that was decided which it replaces, null for none. */
type Decided = Omit<Decision, 'newcomer'> & {
  readonly accountId: string
  readonly seen: Date | null
  /** The account's address where it becomes an alias of the person, as long as the decision stands. */
  readonly learned: string | null
}

/** Thrown inside a transaction to undo it. */
class NotAsSeen extends Error {}

/** The addresses that decisions taught until now, and teach no more. */
const taught = async (client: pg.PoolClient, values: readonly unknown[]): Promise<string[]> =>
  (await rows(client, stopTeaching, values)).map(({ address }) => address)

/** All of the work or nothing of it: false when it finds something else than was seen. */
async function asSeen(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<boolean> {
  try {
    await inTransaction(pool, work)
    return true
  } catch (error) {
    if (error instanceof NotAsSeen) return false
    throw error
  }
}

/** What people decide about accounts: whose each is, or that it is nobody's. Every change is logged with it. */
export function decisionsRepository({ pool, prisma }: Pick<Storage, 'pool' | 'prisma'>) {
  return {
    /** An account with what is known and decided about it; null when there is none of this organisation. */
    async account(key: ConnectionKey, accountId: string, slackUserId: string) {
      const values = [...tenant(key), accountId, slackUserId]
      const account = await row(pool, accountToIdentify, values)
      if (account === null) return null
      const { decidedClass, decidedPersonId: personId, decidedPersonName: personName, ...rest } = account
      const { reason, reviewAt, decidedBy, decidedAt, ...found } = rest
      const decided = decidedClass !== null && decidedBy !== null && decidedAt !== null
      const person = { personId, personName }
      return {
        ...found,
        decision: decided ? { class: decidedClass, ...person, reason, reviewAt, decidedBy, decidedAt } : null,
      }
    },

    /** A stored person, and whether they carry this address. */
    person(
      workspaceId: string,
      ref: PersonRef,
      address: string | null,
    ): Promise<(Person & { carriesAddress: boolean }) | null> {
      const [slackUserId, id] = 'slackUserId' in ref ? [ref.slackUserId, null] : [null, ref.personId]
      return row(pool, personNamed, [workspaceId, slackUserId, id, address])
    },

    async addressTaken(workspaceId: string, address: string): Promise<boolean> {
      return (await prisma.personAddress.findFirst({ where: { workspaceId, address } })) !== null
    },

    /**
     * Stores these decisions with a log entry for each, all or nothing. False: an account is gone, something else was
     * decided about one meanwhile, or somebody else got the newcomer's address; nothing was written.
     */
    store: (
      key: ConnectionKey,
      decided: readonly Decided[],
      by: { readonly slackUserId: string; readonly now: Date; readonly newcomer: Newcomer | null },
    ): Promise<boolean> =>
      asSeen(pool, async client => {
        const values = tenant(key)
        await count(client, lockConnection, values)
        // The staff is counted again below, and another organization may teach the same.
        await count(client, lockWorkspace, [key.workspaceId])
        let given = decided
        if (by.newcomer !== null) {
          const { name, address, title, startAt } = by.newcomer
          const added = await row(client, addNewcomer, [
            ...[key.workspaceId, withoutNul(name), address, title, startAt, by.now, by.slackUserId],
          ])
          if (added === null) throw new NotAsSeen()
          await mergeStaff(client, key.workspaceId, [added.id], by.now)
          given = decided.map(each => ({ ...each, personId: added.id }))
        }
        const accountIds = given.map(({ accountId }) => accountId)
        const before = await taught(client, [...values, accountIds])
        const { stored } = await one(client, storeDecisions, [
          ...[...values, jsonText(given), by.slackUserId, by.now, given.length],
        ])
        if (stored !== given.length) throw new NotAsSeen()
        await count(client, learnAddresses, [...values, accountIds, by.now])
        await count(client, takeAddressesBack, [key.workspaceId, before])
      }),

    /** Forgets what was decided at `seen`, and logs that. False: something else was decided meanwhile. */
    forget: (
      key: ConnectionKey,
      accountId: string,
      by: { readonly slackUserId: string; readonly now: Date; readonly seen: Date },
    ): Promise<boolean> =>
      asSeen(pool, async client => {
        await count(client, lockWorkspace, [key.workspaceId])
        const before = await taught(client, [...tenant(key), [accountId]])
        const values = [...tenant(key), accountId, by.slackUserId, by.now, by.seen]
        if (!(await isOne(client, forgetDecision, values))) throw new NotAsSeen()
        await count(client, takeAddressesBack, [key.workspaceId, before])
      }),
  }
}

// $1 workspace, $2 organisation, where nothing else is said.

const ofAccount = (table: string): string =>
  `${table}.workspace_id = a.workspace_id AND ${table}.miro_org_id = a.miro_org_id AND ${table}.account_id = a.id`

const identifiedRow = {
  ...{ id: text(), email: orNull(text()), name: orNull(text()), address: orNull(text()) },
  ...{ role: text(), license: text(), active: orNull(flag()) },
  ...{ lastActivityAt: orNull(instant()), removedAt: orNull(instant()) },
  ...{ organizationName: text(), disconnected: flag(), timeZone: orNull(text()) },
  /** What the last evaluation said; null when there was none. */
  class: orNull(text<AccountClass>()),
  ...{ verdict: orNull(text<Verdict>()), why: orNull(text<Why>()), personName: orNull(text()) },
  /** What somebody decided; null where nobody did. */
  decidedClass: orNull(text<AccountClass>()),
  ...{ decidedPersonId: orNull(text()), decidedPersonName: orNull(text()) },
  ...{ reason: orNull(text()), reviewAt: orNull(instant()) },
  ...{ decidedBy: orNull(text()), decidedAt: orNull(instant()) },
  /** It is the account of the person who asks, as far as anybody knows. */
  own: flag(),
}

/** $3 account, $4 Slack id of who asks */
export const accountToIdentify = statement(identifiedRow)`
  SELECT a.id, a.email, a.name, a.address, a.role, a.license, a.active, a.last_activity_at AS "lastActivityAt",
    a.removed_at AS "removedAt", n.organization_name AS "organizationName",
    n.state = 'disconnected' AS disconnected, w.time_zone AS "timeZone",
    s.class, s.results->'identified'->>'verdict' AS verdict, s.results->'identified'->>'why' AS why, p.name AS "personName",
    c.class AS "decidedClass", c.person_id AS "decidedPersonId", h.name AS "decidedPersonName", c.reason,
    c.review_at AS "reviewAt", c.decided_by AS "decidedBy", c.decided_at AS "decidedAt",
    ${isOwnAccount('$4')} OR ${looksLikeOwnAccount('$4')} AS own
  FROM account a
  JOIN connection n ON n.workspace_id = a.workspace_id AND n.miro_org_id = a.miro_org_id
  JOIN workspace w ON w.id = a.workspace_id
  LEFT JOIN assessment s ON ${ofAccount('s')}
  LEFT JOIN person p ON p.workspace_id = a.workspace_id AND p.id = s.person_id
  LEFT JOIN classification c ON ${ofAccount('c')}
  LEFT JOIN person h ON h.workspace_id = a.workspace_id AND h.id = c.person_id
  WHERE a.workspace_id = $1 AND a.miro_org_id = $2 AND a.id = $3`

const { lastDay: _, ...namedPerson } = personRow
const namedRow = { ...namedPerson, groups: texts(), carriesAddress: flag() }

/** $1 workspace, $2 Slack id or null, $3 id or null, $4 an address */
export const personNamed = statement(namedRow)`
  SELECT ${fields(namedPerson, 'p')}, ARRAY[]::text[] AS groups, EXISTS (
      SELECT 1 FROM person_address d
      WHERE d.workspace_id = $1 AND d.person_id = p.id AND d.address = $4 AND d.kind <> 'learned') AS "carriesAddress"
  FROM person p WHERE p.workspace_id = $1 AND (p.slack_user_id = $2 OR p.id = $3 OR p.id = ${personOfSlack('$2')})`

/**
 * $1 workspace, $2 name, $3 address, $4 title, $5 start, $6 now, $7 by whom. Nobody where the address is taken. To be
 * merged.
 */
export const addNewcomer = statement({ id: text() })`
  WITH added AS (
    INSERT INTO person (workspace_id, id, name, kind, first_seen_at)
    SELECT $1, gen_random_uuid()::text, $2, 'member', $6
    WHERE NOT EXISTS (SELECT 1 FROM person_address WHERE workspace_id = $1 AND address = $3)
    RETURNING id)
  INSERT INTO person_source (workspace_id, person_id, record_id, source, addresses, name, kind, title, start_at,
    entered_by, entered_at)
  SELECT $1, id, id, 'entered', ARRAY[$3::text], $2, 'member', $4, $5, $7, $6 FROM added RETURNING person_id AS id`

const said = (of: string, person: string): string => `jsonb_build_object('class', ${of}.class,
  'person', (SELECT name FROM person WHERE workspace_id = $1 AND id = ${person}.person_id), 'personId', ${person}.person_id`

/**
 * $3 what is decided, $4 by whom, $5 now, $6 how many. All of it or nothing: an account that is gone, or about which
 * something else was decided than `seen`, stops the others too.
 */
export const storeDecisions = statement({ stored: int() })`
  WITH given AS (
    SELECT * FROM jsonb_to_recordset($3::jsonb) AS given (
      "accountId" text, seen timestamptz, class text, "personId" text, reason text, "reviewAt" timestamptz, learned text)),
  found AS MATERIALIZED (
    SELECT a.id, a.email, a.removed_at, g.seen, g.class, g."personId" AS person_id, g.reason, g."reviewAt" AS review_at,
      g.learned,
      CASE
        WHEN c.account_id IS NOT NULL THEN ${said('c', 'c')}, 'reason', c.reason, 'by', 'hand')
        WHEN s.account_id IS NOT NULL THEN ${said('s', 's')}, 'by', s.matched_by)
      END AS before
    FROM given g
    JOIN account a ON a.workspace_id = $1 AND a.miro_org_id = $2 AND a.id = g."accountId" AND a.removed_at IS NULL
    LEFT JOIN classification c ON ${ofAccount('c')}
    LEFT JOIN assessment s ON ${ofAccount('s')}
    WHERE c.decided_at IS NOT DISTINCT FROM g.seen),
  whole AS (SELECT 1 WHERE (SELECT count(*) FROM found) = $6),
  stored AS (
    INSERT INTO classification (workspace_id, miro_org_id, account_id, class, person_id, reason, review_at, decided_by,
      decided_at, learned_address)
    SELECT $1, $2, id, class, person_id, reason, review_at, $4, $5, learned FROM found, whole
    ON CONFLICT (workspace_id, miro_org_id, account_id) DO UPDATE
      SET class = excluded.class, person_id = excluded.person_id, reason = excluded.reason,
        review_at = excluded.review_at, decided_by = excluded.decided_by, decided_at = excluded.decided_at,
        learned_address = excluded.learned_address
    RETURNING account_id),
  settled AS (
    DELETE FROM suggestion USING stored
    WHERE suggestion.workspace_id = $1 AND suggestion.miro_org_id = $2 AND suggestion.account_id = stored.account_id),
  logged AS (
    INSERT INTO deed (workspace_id, at, actor, action, subject, details)
    SELECT $1, $5, $4, 'account_identified', id, jsonb_build_object('miroOrgId', $2::text, 'email', email, 'before', before,
      'after', ${said('found', 'found')}, 'reason', reason, 'reviewAt', review_at))
    FROM found, whole)
  SELECT count(*)::int AS stored FROM found, whole`

/** $3 account, $4 by whom, $5 now, $6 when what is forgotten was decided */
export const forgetDecision = command`
  WITH forgotten AS (
    DELETE FROM classification
    WHERE workspace_id = $1 AND miro_org_id = $2 AND account_id = $3 AND decided_at = $6
    RETURNING *)
  INSERT INTO deed (workspace_id, at, actor, action, subject, details)
  SELECT $1, $5, $4, 'account_unlinked', account_id, jsonb_build_object('miroOrgId', $2::text,
    'email', (SELECT email FROM account WHERE workspace_id = $1 AND miro_org_id = $2 AND id = $3),
    'before', ${said('forgotten', 'forgotten')}, 'reason', reason, 'by', 'hand'), 'after', NULL)
  FROM forgotten`

/**
 * $3 accounts. Before something else is said of them: what was said of them teaches nothing any more, nor what was said
 * of accounts that are gone and had the same address. Answers with the addresses that were taught.
 */
export const stopTeaching = statement({ address: text() })`
  WITH teaching AS MATERIALIZED (
    SELECT c.ctid AS place, c.learned_address AS address
    FROM classification c JOIN account a
      ON a.workspace_id = c.workspace_id AND a.miro_org_id = c.miro_org_id AND a.id = c.account_id
    WHERE c.workspace_id = $1 AND c.learned_address IS NOT NULL AND (
      (c.miro_org_id = $2 AND c.account_id = ANY($3::text[]))
      OR (a.removed_at IS NOT NULL AND c.learned_address IN (
        SELECT address FROM account WHERE workspace_id = $1 AND miro_org_id = $2 AND id = ANY($3::text[]))))),
  stopped AS (
    UPDATE classification SET learned_address = NULL FROM teaching WHERE classification.ctid = teaching.place)
  SELECT DISTINCT address FROM teaching`

/**
 * $3 accounts, $4 now. Makes what the decisions about them teach aliases of the people they name. Who carries the
 * address already learns nothing.
 */
export const learnAddresses = command`
  INSERT INTO person_address (workspace_id, address, person_id, kind, since)
  SELECT DISTINCT $1, learned_address, person_id, 'learned', $4::timestamptz
  FROM classification
  WHERE workspace_id = $1 AND miro_org_id = $2 AND account_id = ANY($3::text[]) AND learned_address IS NOT NULL
  ON CONFLICT (workspace_id, address, person_id) DO NOTHING`

/**
 * $1 workspace, $2 addresses. Takes back what no decision teaches any more. An account that was matched by such an address
 * alone would stay with the person, as one whose own address changed: it is marked as what it rested on, a confirmation,
 * and those are not kept.
 */
export const takeAddressesBack = command`
  WITH gone AS (
    DELETE FROM person_address d
    WHERE workspace_id = $1 AND address = ANY($2::text[]) AND kind = 'learned' AND NOT EXISTS (
      SELECT 1 FROM classification c
      WHERE c.workspace_id = $1 AND c.person_id = d.person_id AND c.learned_address = d.address)
    RETURNING address, person_id)
  UPDATE assessment s SET matched_by = 'confirmed'
  FROM gone JOIN account a ON a.workspace_id = $1 AND a.address = gone.address
  WHERE s.workspace_id = $1 AND s.miro_org_id = a.miro_org_id AND s.account_id = a.id
    AND s.person_id = gone.person_id AND s.matched_by = 'alias'`
