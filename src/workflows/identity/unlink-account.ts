import { type AccountRefusal, accountRefusal } from '../../domain/decision.ts'
import type { Audit } from '../audit.ts'
import type { ConnectionKey } from '../connection-key.ts'
import { refuse } from '../refuse.ts'

type Needs = {
  readonly clock: () => Date
  readonly decisions: {
    account(
      key: ConnectionKey,
      accountId: string,
      slackUserId: string,
    ): Promise<(NonNullable<Parameters<typeof accountRefusal>[0]> & { email: string | null }) | null>
    forget(
      key: ConnectionKey,
      accountId: string,
      by: { slackUserId: string; now: Date; seen: Date },
    ): Promise<boolean>
  }
  readonly people: { admins(workspaceId: string): Promise<readonly string[]> }
  readonly audit: Audit
  readonly requestEvaluation: (key: ConnectionKey) => Promise<void>
}

export type UnlinkInput = {
  readonly key: ConnectionKey
  readonly accountId: string
  /** When that was decided which is to be forgotten. */
  readonly seen: Date
  readonly by: string
}

export type Unlinked =
  | { readonly outcome: 'forgotten'; readonly email: string | null }
  | { readonly outcome: 'changed' }
  | {
      readonly outcome: 'refused'
      readonly because: AccountRefusal
      readonly onlyAdmin: boolean
    }

/** Forgets what was decided about an account: from now on its address says again whose it is. */
export async function unlinkAccount(needs: Needs, input: UnlinkInput): Promise<Unlinked> {
  const { key, accountId, seen, by } = input
  const now = needs.clock()
  const account = await needs.decisions.account(key, accountId, by)
  const because = accountRefusal(account)
  if (because !== null) {
    const { workspaceId, miroOrgId } = key
    const details = { what: 'unlink', miroOrgId }
    return refuse(needs, { workspaceId, by, subject: accountId, because, details }, now)
  }
  if (!(await needs.decisions.forget(key, accountId, { slackUserId: by, now, seen })))
    return { outcome: 'changed' }
  await needs.requestEvaluation(key)
  return { outcome: 'forgotten', email: account?.email ?? null }
}
