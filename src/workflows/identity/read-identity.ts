import { isOnlyAdmin } from '../audit.ts'
import type { ConnectionKey } from '../connection-key.ts'
import type { Answer, Uses } from '../uses.ts'

/** An account somebody is about to decide about, with what was decided. */
export type AccountToIdentify = Answer<'decisions.account'>

/** Whose an account might be. */
export type Hint = Answer<'suggestions.of'>[number]

export type IdentityRead = {
  readonly account: AccountToIdentify
  readonly hints: readonly Hint[]
  /** Nobody else could decide today. */
  readonly onlyAdmin: boolean
}

/** All that is known about whose an account is; null when it is none of this organization. */
export async function readIdentity(
  world: Uses<'clock' | 'decisions.account' | 'suggestions.of' | 'people.admins'>,
  input: { readonly key: ConnectionKey; readonly accountId: string; readonly by: string },
): Promise<IdentityRead | null> {
  const { key, accountId, by } = input
  const account = await world.decisions.account(key, accountId, by)
  if (account === null) return null
  const hints = await world.suggestions.of(key, accountId, world.clock())
  return { account, hints, onlyAdmin: await isOnlyAdmin(world, key.workspaceId, by) }
}
