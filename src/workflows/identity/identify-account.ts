import type { ConnectionKey } from '../../domain/connection-key.ts'
import { type AccountRefusal, accountRefusal, judge } from '../../domain/decision.ts'
import { learnedAddress, normaliseAddress } from '../../domain/mail-address.ts'
import { leftState } from '../../domain/staff.ts'
import { isOnlyAdmin, type RefusedFor, type Refusing, refuse } from '../audit.ts'
import type { Answer, Uses } from '../uses.ts'
import type { Identified, IdentifyInput } from '../world.ts'

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

export type Deciding = Refusing &
  Uses<'decisions.account' | 'decisions.person' | 'decisions.addressTaken' | 'decisions.store'>

/**
 * Stores whose an account is, as somebody decided, and checks every account again, so that findings close by
 * themselves. Decisions and refusals are logged; a decision with what it replaced.
 */
export async function identifyAccount(
  world: Deciding & Uses<'decided'>,
  input: IdentifyInput,
): Promise<Identified> {
  const identified = await decideAbout(world, input)
  if (identified.outcome === 'saved') await world.decided(input.key)
  return identified
}

/** The same, and whoever calls it has the accounts checked. */
export async function decideAbout(world: Deciding, input: IdentifyInput): Promise<Identified> {
  const { key, accountId, choice, who, by } = input
  const now = world.clock()
  const account = await world.decisions.account(key, accountId, by)
  const person =
    who === null ? null : await world.decisions.person(key.workspaceId, who, account?.address ?? null)
  const address = choice.as === 'new_staff' ? normaliseAddress(choice.email) : null
  const judged = judge(choice, {
    now,
    by,
    account,
    person,
    timeZone: account?.timeZone ?? 'UTC',
    addressTaken: address !== null && (await world.decisions.addressTaken(key.workspaceId, address)),
  })
  const attempt = { ...key, by, subject: accountId, what: 'identify', as: choice.as }
  if ('refused' in judged) return refuse(world, { ...attempt, because: judged.refused })
  if ((account?.decision?.decidedAt.getTime() ?? null) !== (input.seen?.getTime() ?? null))
    return { outcome: 'changed' }
  const { newcomer, ...decision } = judged.decision
  const learned = learnedAddress(decision.class, account?.address ?? null)
  const decided = { ...decision, accountId, seen: input.seen, learned }
  if (!(await world.decisions.store(key, [decided], { slackUserId: by, now, newcomer })))
    return { outcome: 'changed' }
  return {
    outcome: 'saved',
    email: account?.email ?? null,
    personName: newcomer?.name ?? person?.name ?? null,
    left: choice.as === 'staff' && person !== null && leftState(person, now).left,
    learned: learned !== null,
  }
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
  | RefusedFor<AccountRefusal>

/** Forgets what was decided about an account: from now on its address says again whose it is. */
export async function unlinkAccount(
  world: Refusing & Uses<'decisions.account' | 'decisions.forget' | 'decided'>,
  input: UnlinkInput,
): Promise<Unlinked> {
  const { key, accountId, seen, by } = input
  const now = world.clock()
  const account = await world.decisions.account(key, accountId, by)
  const because = accountRefusal(account)
  if (because !== null) return refuse(world, { ...key, by, subject: accountId, because, what: 'unlink' })
  if (!(await world.decisions.forget(key, accountId, { slackUserId: by, now, seen })))
    return { outcome: 'changed' }
  await world.decided(key)
  return { outcome: 'forgotten', email: account?.email ?? null }
}
