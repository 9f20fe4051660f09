import type { ConnectionKey } from '../../domain/connection-key.ts'
import type { Given, Refusal } from '../../domain/decision.ts'
import type { Logging } from '../audit.ts'
import type { Uses } from '../uses.ts'
import { type Deciding, decideAbout } from './identify-account.ts'

/** An account as it is named: what was decided about it, or why nothing was. */
type Named = { readonly accountId: string; readonly email: string | null }

export type SavedAccount = Named & { readonly personName: string | null; readonly left: boolean }

/** `changed`: somebody else decided about it, or it changed, since it was shown. */
export type MissedAccount = Named & { readonly because: Refusal | 'changed' }

/** `missed` stay as they are; the others are saved. */
type Done = {
  readonly outcome: 'done'
  readonly saved: readonly SavedAccount[]
  readonly missed: readonly MissedAccount[]
}

export type SeveralIdentified =
  | Done
  /** Nothing of it can be: who or what was given is refused, for whichever account. */
  | { readonly outcome: 'refused'; readonly because: Refusal; readonly onlyAdmin: boolean }

/** An account, and when that was decided which was shown of it. */
export type ShownAccount = { readonly accountId: string; readonly seen: Date | null }

type Several = {
  readonly key: ConnectionKey
  readonly by: string
}

/** What is wrong of one account alone. */
const ofOne: ReadonlySet<Refusal> = new Set(['no_account', 'gone', 'own_account', 'same_address'])

/**
 * Says of several accounts what they are, each as a decision of its own with its own log entry. Where somebody else was
 * faster, the others are saved all the same. All are checked once.
 */
export async function identifySeveral(
  world: Deciding & Uses<'decided'>,
  { key, by, accounts, ...given }: Several & Given & { readonly accounts: readonly ShownAccount[] },
): Promise<SeveralIdentified> {
  const saved: SavedAccount[] = []
  const missed: MissedAccount[] = []
  for (const account of accounts) {
    const one = await decideAbout(world, { key, by, ...account, ...given })
    if (one.outcome === 'saved') saved.push({ ...account, ...one })
    else if (one.outcome === 'changed' || ofOne.has(one.because))
      missed.push(await named(world, { key, by, account, because: whyOf(one) }))
    else if (saved.length === 0) return one
    else missed.push(await named(world, { key, by, account, because: one.because }))
  }
  if (saved.length > 0) await world.decided(key)
  return { outcome: 'done', saved: saved.map(plainly), missed }
}

/** A guess whose an account is. */
export type ShownGuess = { readonly accountId: string; readonly personId: string }

/** Accepts guesses that were shown, each as far as it is still made and nobody has decided about the account. */
export async function acceptGuesses(
  world: Deciding & Uses<'decided' | 'suggestions.of'>,
  { key, by, guesses }: Several & { readonly guesses: readonly ShownGuess[] },
): Promise<Done> {
  const saved: SavedAccount[] = []
  const missed: MissedAccount[] = []
  for (const { accountId, personId } of guesses) {
    const account = { accountId, seen: null }
    const made = await world.suggestions.of(key, accountId, world.clock())
    const one = made.some(hint => hint.personId === personId)
      ? await decideAbout(world, { key, by, ...account, choice: { as: 'staff' }, who: { personId } })
      : ({ outcome: 'changed' } as const)
    if (one.outcome === 'saved') saved.push({ ...account, ...one })
    else missed.push(await named(world, { key, by, account, because: whyOf(one) }))
  }
  if (saved.length > 0) await world.decided(key)
  return { outcome: 'done', saved: saved.map(plainly), missed }
}

/** Remembers that a guess is wrong: it is not made again. Logged. False: it was not made any more. */
export const refuseGuess = (
  world: Logging & Uses<'suggestions.refuse'>,
  { key, by, accountId, personId }: Several & ShownGuess,
): Promise<boolean> => world.suggestions.refuse(key, { accountId, personId, by, now: world.clock() })

type Missing = { readonly outcome: 'changed' } | { readonly outcome: 'refused'; readonly because: Refusal }

const whyOf = (one: Missing): MissedAccount['because'] =>
  one.outcome === 'changed' ? 'changed' : one.because

const plainly = ({ accountId, email, personName, left }: SavedAccount): SavedAccount => ({
  ...{ accountId, email, personName, left },
})

async function named(
  world: Uses<'decisions.account'>,
  {
    key,
    by,
    account: { accountId },
    because,
  }: Several & { readonly account: ShownAccount; readonly because: MissedAccount['because'] },
): Promise<MissedAccount> {
  const found = await world.decisions.account(key, accountId, by)
  return { accountId, email: found?.email ?? null, because }
}
