import type { Button } from '@slack/types'
import type { AccountCard } from '../../../domain/account-card.ts'
import type { TeamsRead } from '../../../workflows/read-teams.ts'

/** What a card offers to do about its account: nothing about one's own, which others decide. */
export type CardFor = {
  readonly miroOrgId: string
  readonly card: AccountCard
  readonly viewer: 'admin' | 'own'
  /** asking: Miro is being asked. null: it is not asked. */
  readonly teams: TeamsRead | 'asking' | null
}

/** The buttons at the top of a card. */
export const cardButtons = ({ viewer }: CardFor): Button[] => (viewer === 'own' ? [] : [])
