import { type AccountRefusal, accountRefusal } from '../../domain/decision.ts'
import type { ConnectionKey } from '../connection-key.ts'
import { type Refusing, refuse } from '../refuse.ts'
import type { Uses } from '../uses.ts'

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
export async function unlinkAccount(
  world: Refusing & Uses<'clock' | 'decisions.account' | 'decisions.forget' | 'decided'>,
  input: UnlinkInput,
): Promise<Unlinked> {
  const { key, accountId, seen, by } = input
  const now = world.clock()
  const account = await world.decisions.account(key, accountId, by)
  const because = accountRefusal(account)
  if (because !== null) {
    const { workspaceId, miroOrgId } = key
    const details = { what: 'unlink', miroOrgId }
    return refuse(world, { workspaceId, by, subject: accountId, because, details }, now)
  }
  if (!(await world.decisions.forget(key, accountId, { slackUserId: by, now, seen })))
    return { outcome: 'changed' }
  await world.decided(key)
  return { outcome: 'forgotten', email: account?.email ?? null }
}
