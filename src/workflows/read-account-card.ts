import type { AccountCard } from '../domain/account-card.ts'
import type { ConnectionKey } from './connection-key.ts'
import type { Permission } from './permission.ts'

export type Refused = Extract<Permission, { allowed: false }>

/** own: it is the account of the person who looks, so nothing is decided here, whoever they are. */
export type CardShown =
  | { readonly outcome: 'shown'; readonly card: AccountCard; readonly viewer: 'admin' | 'own' }
  | { readonly outcome: 'refused'; readonly refused: Refused }
  | { readonly outcome: 'not_found' }

/** Asks whether somebody administers the bot, and logs when not. */
export type AskAdmin = (who: {
  readonly workspaceId: string
  readonly slackUserId: string
  readonly allow: 'admin'
}) => Promise<Permission>

type Needs = {
  readonly accountCards: { card(key: ConnectionKey, accountId: string): Promise<AccountCard | null> }
  readonly permission: AskAdmin
}

/** One account: everybody may see their own, the others are for admins. */
export async function readAccountCard(
  { accountCards, permission }: Needs,
  input: { readonly key: ConnectionKey; readonly accountId: string; readonly by: string },
): Promise<CardShown> {
  const { key, accountId, by } = input
  const card = await accountCards.card(key, accountId)
  if (card !== null && isOwn(card, by)) return { outcome: 'shown', card, viewer: 'own' }
  const { workspaceId } = key
  const asked = await permission({ workspaceId, slackUserId: by, allow: 'admin' })
  if (!asked.allowed) return { outcome: 'refused', refused: asked }
  return card === null ? { outcome: 'not_found' } : { outcome: 'shown', card, viewer: 'admin' }
}

/** A guest's, service or shared account is not the account of the person who answers for it. */
export const isOwn = ({ assessment, person }: AccountCard, slackUserId: string): boolean =>
  assessment?.class === 'staff' && person?.slackUserId === slackUserId
