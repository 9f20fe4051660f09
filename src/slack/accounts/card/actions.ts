import type { Button } from '@slack/types'
import type { AccountCard } from '../../../domain/account-card.ts'
import type { AskedAbout } from '../../../workflows/accounts/read-account-card.ts'
import type { TeamsRead } from '../../../workflows/accounts/read-teams.ts'
import { identifyButton } from '../../doors/account.ts'
import { leavingButton } from '../../doors/person.ts'
import type { Maybe } from '../../frame/blocks.ts'

/** What a card offers to do about its account: nothing about one's own, which others decide. */
export type CardFor = {
  readonly miroOrgId: string
  readonly card: AccountCard
  readonly viewer: 'admin' | 'own'
  readonly asked: AskedAbout
  /** asking: Miro is being asked. null: it is not asked. */
  readonly teams: TeamsRead | 'asking' | null
}

/** The buttons at the top of a card. */
export function cardButtons({ viewer, miroOrgId, card }: CardFor): Maybe<Button>[] {
  const { id, removedAt } = card.account
  if (viewer === 'own' || removedAt !== null || card.disconnectedAt !== null) return []
  const { person, assessment } = card
  return [
    identifyButton(miroOrgId, id),
    person !== null && assessment?.class === 'staff' && leavingButton(person.id),
  ]
}
