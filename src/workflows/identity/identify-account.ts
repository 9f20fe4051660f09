import { normaliseAddress } from '../../domain/account.ts'
import { learnedAddress } from '../../domain/alias.ts'
import {
  type Choice,
  type Decision,
  type Judged,
  judge,
  type Newcomer,
  type Refusal,
} from '../../domain/decision.ts'
import { leftState } from '../../domain/staff.ts'
import type { Audit } from '../audit.ts'
import type { ConnectionKey } from '../connection-key.ts'
import { refuse } from '../refuse.ts'

export type PersonRef = { readonly slackUserId: string } | { readonly personId: string }

/** What somebody says an account is, and who the staff member, the sponsor or the owner is. */
export type Given = { readonly choice: Choice; readonly who: PersonRef | null }

type Account = NonNullable<Judged['account']> & {
  readonly email: string | null
  readonly address: string | null
  readonly timeZone: string | null
  readonly decision: { readonly decidedAt: Date } | null
}

type Needs = {
  readonly clock: () => Date
  readonly decisions: {
    account(key: ConnectionKey, accountId: string, slackUserId: string): Promise<Account | null>
    person(workspaceId: string, who: PersonRef, address: string | null): Promise<Judged['person']>
    addressTaken(workspaceId: string, address: string): Promise<boolean>
    store(
      key: ConnectionKey,
      decided: readonly (Omit<Decision, 'newcomer'> & {
        accountId: string
        seen: Date | null
        /** Becomes an alias of the person, as long as the decision stands. */
        learned: string | null
      })[],
      by: { slackUserId: string; now: Date; newcomer: Newcomer | null },
    ): Promise<boolean>
  }
  readonly people: { admins(workspaceId: string): Promise<readonly string[]> }
  readonly audit: Audit
  readonly requestEvaluation: (key: ConnectionKey) => Promise<void>
}

export type IdentifyInput = Given & {
  readonly key: ConnectionKey
  readonly accountId: string
  /** When that was decided which the person saw; null when they saw that nothing was. */
  readonly seen: Date | null
  readonly by: string
}

export type Identified =
  | {
      readonly outcome: 'saved'
      readonly email: string | null
      readonly personName: string | null
      /** It is the account of somebody who left: a finding opens. */
      readonly left: boolean
      /** Other accounts with this address are this person's too from now on. */
      readonly learned: boolean
    }
  /** Somebody else decided about the account, or it changed, since it was shown. */
  | { readonly outcome: 'changed' }
  | {
      readonly outcome: 'refused'
      readonly because: Refusal
      /** Nobody else could decide today. */
      readonly onlyAdmin: boolean
    }

/**
 * Stores whose an account is, as somebody decided, and checks every account again, so that findings close by
 * themselves. Decisions and refusals are logged; a decision with what it replaced.
 */
export async function identifyAccount(needs: Needs, input: IdentifyInput): Promise<Identified> {
  const { key, accountId, choice, who, by } = input
  const now = needs.clock()
  const account = await needs.decisions.account(key, accountId, by)
  const person =
    who === null ? null : await needs.decisions.person(key.workspaceId, who, account?.address ?? null)
  const address = choice.as === 'new_staff' ? normaliseAddress(choice.email) : null
  const judged = judge(choice, {
    now,
    by,
    account,
    person,
    timeZone: account?.timeZone ?? 'UTC',
    addressTaken: address !== null && (await needs.decisions.addressTaken(key.workspaceId, address)),
  })
  if ('refused' in judged) {
    const { workspaceId, miroOrgId } = key
    const details = { what: 'identify', as: choice.as, miroOrgId }
    return refuse(needs, { workspaceId, by, subject: accountId, because: judged.refused, details }, now)
  }
  if ((account?.decision?.decidedAt.getTime() ?? null) !== (input.seen?.getTime() ?? null))
    return { outcome: 'changed' }
  const { newcomer, ...decision } = judged.decision
  const learned = learnedAddress(decision.class, account?.address ?? null)
  const decided = { ...decision, accountId, seen: input.seen, learned }
  if (!(await needs.decisions.store(key, [decided], { slackUserId: by, now, newcomer })))
    return { outcome: 'changed' }
  await needs.requestEvaluation(key)
  return {
    outcome: 'saved',
    email: account?.email ?? null,
    personName: newcomer?.name ?? person?.name ?? null,
    left: choice.as === 'staff' && person !== null && leftState(person, now).left,
    learned: learned !== null,
  }
}
