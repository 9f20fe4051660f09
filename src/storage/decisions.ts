import type pg from 'pg'
import type { ConnectionKey } from '../domain/connection-key.ts'
import type { Decision, Newcomer } from '../domain/decision.ts'
import type { Person } from '../domain/staff.ts'
import {
  accountToIdentify,
  addNewcomer,
  forgetDecision,
  learnAddresses,
  personNamed,
  stopTeaching,
  storeDecisions,
  takeAddressesBack,
} from './decisions-sql.ts'
import { count, inTransaction, one, row, rows } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { jsonText, withoutNul } from './json-text.ts'
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
      const {
        decidedClass,
        decidedPersonId,
        decidedPersonName,
        reason,
        reviewAt,
        decidedBy,
        decidedAt,
        ...found
      } = account
      if (decidedClass === null || decidedBy === null || decidedAt === null)
        return { ...found, decision: null }
      const person = { personId: decidedPersonId, personName: decidedPersonName }
      return {
        ...found,
        decision: { class: decidedClass, ...person, reason, reviewAt, decidedBy, decidedAt },
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
        if ((await count(client, forgetDecision, values)) !== 1) throw new NotAsSeen()
        await count(client, takeAddressesBack, [key.workspaceId, before])
      }),
  }
}
