import type pg from 'pg'
import type { Verdict, Why } from '../domain/check.ts'
import type { Decision, Newcomer } from '../domain/decision.ts'
import type { AccountClass } from '../domain/snapshot.ts'
import type { Person } from '../domain/staff.ts'
import type { ConnectionKey } from './connection-key.ts'
import {
  accountToIdentify,
  addNewcomer,
  addressIsTaken,
  forgetDecision,
  learnAddresses,
  personNamed,
  stopTeaching,
  storeDecisions,
  takeAddressesBack,
} from './decisions-sql.ts'
import type { Storage } from './engine/storage.ts'
import { inTransaction } from './engine/transaction.ts'
import { jsonText, withoutNul } from './json-text.ts'
import { mergeStaff } from './staff-merge-sql.ts'

type PersonRef = { readonly slackUserId: string } | { readonly personId: string }

/** A decision about one account. `seen`: when that was decided which it replaces, null for none. */
type Decided = Omit<Decision, 'newcomer'> & {
  readonly accountId: string
  readonly seen: Date | null
  /** The account's address where it becomes an alias of the person, as long as the decision stands. */
  readonly learned: string | null
}

type Found = {
  readonly id: string
  readonly email: string | null
  readonly name: string | null
  readonly address: string | null
  readonly role: string
  readonly license: string
  readonly active: boolean | null
  readonly lastActivityAt: Date | null
  readonly removedAt: Date | null
  readonly organizationName: string
  readonly disconnected: boolean
  readonly timeZone: string | null
  /** What the last evaluation said; null when there was none. */
  readonly class: AccountClass | null
  readonly verdict: Verdict | null
  readonly why: Why | null
  readonly personName: string | null
  /** It is the account of the person who asks, as far as anybody knows. */
  readonly own: boolean
}

type DecisionRow = {
  readonly decidedClass: AccountClass | null
  readonly decidedPersonId: string | null
  readonly decidedPersonName: string | null
  readonly reason: string | null
  readonly reviewAt: Date | null
  readonly decidedBy: string
  readonly decidedAt: Date
}

const lockStaff = 'SELECT 1 FROM workspace WHERE id = $1 FOR NO KEY UPDATE'

/** Thrown inside a transaction to undo it. */
class NotAsSeen extends Error {}

/** The addresses that decisions taught until now, and teach no more. */
const taught = async (client: pg.PoolClient, values: unknown[]): Promise<string[]> =>
  (await client.query<{ address: string }>(stopTeaching, values)).rows.map(({ address }) => address)

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
export function decisionsRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    /** An account with what is known and decided about it; null when there is none of this organisation. */
    async account(key: ConnectionKey, accountId: string, slackUserId: string) {
      const values = [key.workspaceId, key.miroOrgId, accountId, slackUserId]
      const [row] = (await pool.query<Found & DecisionRow>(accountToIdentify, values)).rows
      if (row === undefined) return null
      const {
        decidedClass,
        decidedPersonId,
        decidedPersonName,
        reason,
        reviewAt,
        decidedBy,
        decidedAt,
        ...found
      } = row
      if (decidedClass === null) return { ...found, decision: null }
      const person = { personId: decidedPersonId, personName: decidedPersonName }
      return {
        ...found,
        decision: { class: decidedClass, ...person, reason, reviewAt, decidedBy, decidedAt },
      }
    },

    /** A stored person, and whether they carry this address. */
    async person(
      workspaceId: string,
      ref: PersonRef,
      address: string | null,
    ): Promise<(Person & { carriesAddress: boolean }) | null> {
      const [slackUserId, id] = 'slackUserId' in ref ? [ref.slackUserId, null] : [null, ref.personId]
      const values = [workspaceId, slackUserId, id, address]
      const { rows } = await pool.query<Person & { carriesAddress: boolean }>(personNamed, values)
      return rows[0] ?? null
    },

    async addressTaken(workspaceId: string, address: string): Promise<boolean> {
      return ((await pool.query(addressIsTaken, [workspaceId, address])).rowCount ?? 0) > 0
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
        const values = [key.workspaceId, key.miroOrgId]
        // A statement of its own: whoever waited for the lock must see what the other one decided.
        await client.query(
          'SELECT 1 FROM connection WHERE workspace_id = $1 AND miro_org_id = $2 FOR NO KEY UPDATE',
          values,
        )
        // Also a statement of its own: the staff is counted again below, and another organization may teach the same.
        await client.query(lockStaff, [key.workspaceId])
        let rows = decided
        if (by.newcomer !== null) {
          const { name, address, title, startAt } = by.newcomer
          const added = await client.query<{ id: string }>(addNewcomer, [
            ...[key.workspaceId, withoutNul(name), address, title, startAt, by.now, by.slackUserId],
          ])
          const personId = added.rows[0]?.id
          if (personId === undefined) throw new NotAsSeen()
          await mergeStaff(client, key.workspaceId, [personId], by.now)
          rows = decided.map(one => ({ ...one, personId }))
        }
        const accountIds = rows.map(({ accountId }) => accountId)
        const before = await taught(client, [...values, accountIds])
        const stored = await client.query<{ stored: number }>(storeDecisions, [
          ...[...values, jsonText(rows), by.slackUserId, by.now, rows.length],
        ])
        if (stored.rows[0]?.stored !== rows.length) throw new NotAsSeen()
        await client.query(learnAddresses, [...values, accountIds, by.now])
        await client.query(takeAddressesBack, [key.workspaceId, before])
      }),

    /** Forgets what was decided at `seen`, and logs that. False: something else was decided meanwhile. */
    forget: (
      key: ConnectionKey,
      accountId: string,
      by: { readonly slackUserId: string; readonly now: Date; readonly seen: Date },
    ): Promise<boolean> =>
      asSeen(pool, async client => {
        await client.query(lockStaff, [key.workspaceId])
        const before = await taught(client, [key.workspaceId, key.miroOrgId, [accountId]])
        const values = [key.workspaceId, key.miroOrgId, accountId, by.slackUserId, by.now, by.seen]
        if ((await client.query(forgetDecision, values)).rowCount !== 1) throw new NotAsSeen()
        await client.query(takeAddressesBack, [key.workspaceId, before])
      }),
  }
}
