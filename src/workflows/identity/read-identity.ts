import type { Verdict, Why } from '../../domain/check.ts'
import type { AccountClass } from '../../domain/snapshot.ts'
import type { Because } from '../../domain/suggest.ts'
import type { ConnectionKey } from '../connection-key.ts'
import { isOnlyAdmin } from '../refuse.ts'

/** An account somebody is about to decide about. */
export type AccountToIdentify = {
  readonly id: string
  readonly email: string | null
  /** As Miro gives it; nobody is matched by it. */
  readonly name: string | null
  readonly role: string
  readonly license: string
  readonly active: boolean | null
  readonly lastActivityAt: Date | null
  readonly removedAt: Date | null
  readonly organizationName: string
  /** Its organization is not connected any more. */
  readonly disconnected: boolean
  /** What the last evaluation said; null when there was none. */
  readonly class: AccountClass | null
  readonly verdict: Verdict | null
  readonly why: Why | null
  readonly personName: string | null
  /** It is the account of the person who asks, as far as anybody knows. */
  readonly own: boolean
  readonly decision: {
    readonly class: AccountClass
    readonly personName: string | null
    readonly reason: string | null
    readonly reviewAt: Date | null
    readonly decidedBy: string
    readonly decidedAt: Date
  } | null
}

/** Whose an account might be. */
export type Hint = {
  readonly because: Because
  readonly personId: string | null
  readonly personName: string | null
  readonly personAddress: string | null
  /** Not on the staff any more. */
  readonly left: boolean
}

export type IdentityRead = {
  readonly account: AccountToIdentify
  readonly hints: readonly Hint[]
  /** Nobody else could decide today. */
  readonly onlyAdmin: boolean
}

type Needs = {
  readonly clock: () => Date
  readonly decisions: {
    account(key: ConnectionKey, accountId: string, slackUserId: string): Promise<AccountToIdentify | null>
  }
  readonly suggestions: { of(key: ConnectionKey, accountId: string, now: Date): Promise<readonly Hint[]> }
  readonly people: { admins(workspaceId: string): Promise<readonly string[]> }
}

/** All that is known about whose an account is; null when it is none of this organization. */
export async function readIdentity(
  needs: Needs,
  input: { readonly key: ConnectionKey; readonly accountId: string; readonly by: string },
): Promise<IdentityRead | null> {
  const { key, accountId, by } = input
  const account = await needs.decisions.account(key, accountId, by)
  if (account === null) return null
  const hints = await needs.suggestions.of(key, accountId, needs.clock())
  return { account, hints, onlyAdmin: await isOnlyAdmin(needs, key.workspaceId, by) }
}
