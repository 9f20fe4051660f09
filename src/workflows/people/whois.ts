import type { AccountCard, CardPerson } from '../../domain/account-card.ts'
import type { FoundPerson, SoughtPerson } from '../../domain/sought-person.ts'
import { type AskAdmin, isOwn, type Refused } from '../accounts/read-account-card.ts'
import type { ConnectionKey } from '../connection-key.ts'
import type { Uses } from '../uses.ts'
import { findPeople } from './find-people.ts'
import type { JoinedPerson } from './part-people.ts'

type FoundCard = { readonly key: ConnectionKey; readonly card: AccountCard }

export type Whois =
  | {
      readonly outcome: 'found'
      /** null: nobody of the workspace carries the address, only accounts do. */
      readonly person: CardPerson | null
      readonly accounts: readonly FoundCard[]
      /** With whom the person was joined: they are one. */
      readonly joins: readonly JoinedPerson[]
      /** Without a connection nobody knows of any account. */
      readonly connected: boolean
      /** There are more accounts than are shown. */
      readonly more: boolean
      readonly viewer: 'admin' | 'own'
    }
  | { readonly outcome: 'several'; readonly people: readonly FoundPerson[]; readonly more: boolean }
  | { readonly outcome: 'nobody'; readonly own: boolean }
  | { readonly outcome: 'refused'; readonly refused: Refused }

type Needs = Uses<'clock' | 'people.search' | 'leaving.person'> & {
  readonly accountCards: {
    card(key: ConnectionKey, accountId: string): Promise<AccountCard | null>
    ofPerson(workspaceId: string, personId: string, limit: number): Promise<readonly Found[]>
    withAddress(workspaceId: string, address: string, limit: number): Promise<readonly Found[]>
  }
  readonly connections: { list(workspaceId: string): Promise<readonly unknown[]> }
  readonly joining: { joins(workspaceId: string, personId: string): Promise<readonly JoinedPerson[]> }
  readonly permission: AskAdmin
}

type Found = { readonly key: ConnectionKey; readonly accountId: string }

type Input = { readonly workspaceId: string; readonly by: string; readonly subject: SoughtPerson }

const mostAccounts = 10
const mostPeople = 10

/** A person with their accounts in every connected organization. Everybody may ask about themselves; else admins. */
export async function whois(needs: Needs, input: Input): Promise<Whois> {
  const { workspaceId, by, subject } = input
  const people = await findPeople(needs, { workspaceId, sought: subject })
  const [only, ...others] = people
  const own =
    others.length === 0 &&
    (only?.slackUserId === by || (subject.kind === 'slack' && subject.slackUserId === by))
  if (!own) {
    const asked = await needs.permission({ workspaceId, slackUserId: by, allow: 'admin' })
    if (!asked.allowed) return { outcome: 'refused', refused: asked }
  }
  if (others.length > 0)
    return { outcome: 'several', people: people.slice(0, mostPeople), more: people.length > mostPeople }
  const found = await accountsOf(needs, input, only)
  if (only === undefined && found.length === 0) return { outcome: 'nobody', own }
  const cards = await Promise.all(
    found.slice(0, mostAccounts).map(async ({ key, accountId }) => {
      const card = await needs.accountCards.card(key, accountId)
      return card === null ? [] : [{ key, card }]
    }),
  )
  return {
    outcome: 'found',
    person: only === undefined ? null : await needs.leaving.person(workspaceId, only.id),
    joins: only === undefined ? [] : await needs.joining.joins(workspaceId, only.id),
    accounts: own ? cards.flat().filter(({ card }) => isOwn(card, by)) : cards.flat(),
    connected: (await needs.connections.list(workspaceId)).length > 0,
    more: found.length > mostAccounts,
    viewer: own ? 'own' : 'admin',
  }
}

const accountsOf = (
  { accountCards }: Needs,
  { workspaceId, subject }: Input,
  person: FoundPerson | undefined,
): Promise<readonly Found[]> | readonly Found[] => {
  if (person !== undefined) return accountCards.ofPerson(workspaceId, person.id, mostAccounts + 1)
  return subject.kind === 'address'
    ? accountCards.withAddress(workspaceId, subject.address, mostAccounts + 1)
    : []
}
