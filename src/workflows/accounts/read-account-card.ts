import type { AccountCard } from '../../domain/account-card.ts'
import type { ConnectionKey } from '../../domain/connection-key.ts'
import { ownCard } from '../../domain/own-view.ts'
import type { Question } from '../../domain/question.ts'
import type { Hint } from '../identity/identify-account.ts'
import type { Uses } from '../uses.ts'
import { type Permission, permission } from '../workspace/permission.ts'

export type Refused = Extract<Permission, { allowed: false }>

/** own: it is the account of the person who looks, so nothing is decided here, whoever they are. */
export type CardShown =
  | {
      readonly outcome: 'shown'
      readonly card: AccountCard
      readonly viewer: 'admin' | 'own'
      readonly asked: AskedAbout
    }
  | { readonly outcome: 'refused'; readonly refused: Refused }
  | { readonly outcome: 'not_found' }

/** Whose an account might be, and what people were asked about it, the newest first. Nothing for whom it is their own. */
export type AskedAbout = { readonly questions: readonly Question[]; readonly hints: readonly Hint[] }

type Reading = Uses<'clock' | 'accountCards.card' | 'questions.ofAccount' | 'suggestions.of'> &
  Parameters<typeof permission>[0]

const mostQuestions = 20

/** One account: everybody may see their own, the others are for admins. */
export async function readAccountCard(
  world: Reading,
  input: { readonly key: ConnectionKey; readonly accountId: string; readonly by: string },
): Promise<CardShown> {
  const { key, accountId, by } = input
  const card = await world.accountCards.card(key, accountId)
  if (card !== null && isOwn(card, by))
    return { outcome: 'shown', card: ownCard(card), viewer: 'own', asked: { questions: [], hints: [] } }
  const { workspaceId } = key
  const granted = await permission(world, { workspaceId, slackUserId: by, allow: 'admin' })
  if (!granted.allowed) return { outcome: 'refused', refused: granted }
  if (card === null) return { outcome: 'not_found' }
  const now = world.clock()
  const there = card.account.removedAt === null && card.assessment?.class === 'unidentified'
  const asked = {
    questions: await world.questions.ofAccount(key, accountId, now, mostQuestions),
    hints: there ? await world.suggestions.of(key, accountId, now) : [],
  }
  return { outcome: 'shown', card, viewer: 'admin', asked }
}

/** A guest's, service or shared account is not the account of the person who answers for it. */
export const isOwn = ({ assessment, person }: AccountCard, slackUserId: string): boolean =>
  assessment?.class === 'staff' && person?.slackUserId === slackUserId
