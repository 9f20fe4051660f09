import type { AccountCard, CardPerson } from '../../domain/account-card.ts'
import type { ConnectionKey } from '../../domain/connection-key.ts'
import { ownCard, ownPerson } from '../../domain/own-view.ts'
import type { FoundPerson, SoughtPerson } from '../../domain/staff.ts'
import { isOwn, type Refused } from '../accounts/read-account-card.ts'
import type { Answer, Uses } from '../uses.ts'
import { permission } from '../workspace/permission.ts'
import type { JoinedPerson } from './join-people.ts'

type FoundCard = { readonly key: ConnectionKey; readonly card: AccountCard }

export type Whois =
  | {
      readonly outcome: 'found'
      /** null: nobody of the workspace carries the address, only accounts do. */
      readonly person: CardPerson | null
      readonly accounts: readonly FoundCard[]
      /** Accounts that nobody is known for, and that may be theirs. Told to administrators alone. */
      readonly likely: readonly LikelyAccount[]
      /** With whom the person was joined: they are one. */
      readonly joins: readonly JoinedPerson[]
      /** Without a connection nobody knows of any account. */
      readonly connected: boolean
      /** False: no source tells an e-mail address of the person, so no account can be matched to them. */
      readonly hasAddress: boolean
      /** There are more accounts than are shown. */
      readonly more: boolean
      readonly viewer: 'admin' | 'own'
    }
  | { readonly outcome: 'several'; readonly people: readonly FoundPerson[]; readonly more: boolean }
  | { readonly outcome: 'nobody'; readonly own: boolean }
  | { readonly outcome: 'refused'; readonly refused: Refused }

/** An account that may be somebody's. */
export type LikelyAccount = Answer<'suggestions.likelyOf'>[number]

/** More of them are no good guess. */
export const mostLikely = 3

type Found = Answer<'accountCards.ofPerson'>[number]

type Input = { readonly workspaceId: string; readonly by: string; readonly subject: SoughtPerson }

const mostAccounts = 10
const mostPeople = 10

/** A person with their accounts in every connected organization. Everybody may ask about themselves; else admins. */
export async function whois(
  world: Parameters<typeof findPeople>[0] &
    Parameters<typeof permission>[0] &
    Uses<
      | 'leaving.person'
      | 'accountCards.card'
      | 'accountCards.ofPerson'
      | 'accountCards.withAddress'
      | 'connections.list'
      | 'joining.joins'
      | 'suggestions.likelyOf'
    >,
  input: Input,
): Promise<Whois> {
  const { workspaceId, by, subject } = input
  const people = await findPeople(world, { workspaceId, sought: subject })
  const [only, ...others] = people
  const own =
    others.length === 0 &&
    (only?.slackUserId === by || (subject.kind === 'slack' && subject.slackUserId === by))
  if (!own) {
    const asked = await permission(world, { workspaceId, slackUserId: by, allow: 'admin' })
    if (!asked.allowed) return { outcome: 'refused', refused: asked }
  }
  if (others.length > 0)
    return { outcome: 'several', people: people.slice(0, mostPeople), more: people.length > mostPeople }
  const found = await accountsOf(world, input, only)
  if (only === undefined && found.length === 0) return { outcome: 'nobody', own }
  const cards = await Promise.all(
    found.slice(0, mostAccounts).map(async ({ key, accountId }) => {
      const card = await world.accountCards.card(key, accountId)
      return card === null ? [] : [{ key, card }]
    }),
  )
  const person = only === undefined ? null : await world.leaving.person(workspaceId, only.id)
  const theirs = cards.flat().filter(({ card }) => isOwn(card, by))
  return {
    outcome: 'found',
    person: own && person !== null ? ownPerson(person) : person,
    joins: only === undefined ? [] : await world.joining.joins(workspaceId, only.id),
    likely:
      own || person === null ? [] : await world.suggestions.likelyOf(workspaceId, person.id, mostLikely),
    accounts: own ? theirs.map(({ key, card }) => ({ key, card: ownCard(card) })) : cards.flat(),
    connected: (await world.connections.list(workspaceId)).length > 0,
    hasAddress: only === undefined || only.address !== null,
    more: found.length > mostAccounts,
    viewer: own ? 'own' : 'admin',
  }
}

const accountsOf = (
  { accountCards }: Uses<'accountCards.ofPerson' | 'accountCards.withAddress'>,
  { workspaceId, subject }: Input,
  person: FoundPerson | undefined,
): Promise<readonly Found[]> | readonly Found[] => {
  if (person !== undefined) return accountCards.ofPerson(workspaceId, person.id, mostAccounts + 1)
  return subject.kind === 'address'
    ? accountCards.withAddress(workspaceId, subject.address, mostAccounts + 1)
    : []
}

/** As many as a menu offers. */
const most = 100

/** Everybody who may be meant. Who has exactly the name that is sought is meant before who has it as a part. */
export async function findPeople(
  { clock, people }: Uses<'clock' | 'people.search'>,
  { workspaceId, sought }: { readonly workspaceId: string; readonly sought: SoughtPerson },
): Promise<readonly FoundPerson[]> {
  const found = await people.search(workspaceId, sought, { now: clock(), limit: most })
  if (sought.kind !== 'name') return found
  const wanted = sought.text.trim().toLowerCase()
  const exact = found.filter(({ name }) => name.toLowerCase() === wanted)
  return exact.length === 1 ? exact : found
}

/** One of them, whole. Null: no person any more. */
export const readPerson = (
  { leaving }: Uses<'leaving.person'>,
  { workspaceId, personId }: { readonly workspaceId: string; readonly personId: string },
): Promise<Answer<'leaving.person'> | null> => leaving.person(workspaceId, personId)
