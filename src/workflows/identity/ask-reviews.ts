import { type Reviewed, reviewDueAt, withinReason } from '../../domain/review.ts'
import type { Settings } from '../../domain/settings.ts'
import type { ConnectionKey } from '../connection-key.ts'

type Reviewable = Reviewed & {
  readonly miroOrgId: string
  readonly accountId: string
  readonly personId: string
  readonly slackUserId: string
}

type Needs = {
  readonly clock: () => Date
  readonly settings: { get(workspaceId: string): Promise<{ settings: Pick<Settings, 'reviewDays'> } | null> }
  readonly questions: {
    reviewable(
      workspaceId: string,
      now: Date,
      before: { external: Date; reviewAt: Date },
      limit: number,
    ): Promise<readonly Reviewable[]>
    askedSince(workspaceId: string, since: Date): Promise<ReadonlyMap<string, number>>
    ask(
      key: ConnectionKey,
      asked: {
        accountId: string
        about: 'review'
        personId: string
        slackUserId: string
        because: null
        by: null
      },
      now: Date,
    ): Promise<boolean>
  }
  readonly requestDelivery: () => Promise<unknown>
}

const day = 86_400_000
const most = 500

/**
 * Asks whoever answers for an account whether it is still needed, where that is due: sponsors of external people every
 * so often, owners of service accounts and shared mailboxes on the review day. One question per round, at most five a
 * day for one person.
 */
export async function askReviews(needs: Needs, workspaceId: string): Promise<void> {
  const stored = await needs.settings.get(workspaceId)
  if (stored === null) return
  const { reviewDays } = stored.settings
  const now = needs.clock()
  const before = {
    external: new Date(now.getTime() - reviewDays * day),
    reviewAt: new Date(now.getTime() + day),
  }
  const found = await needs.questions.reviewable(workspaceId, now, before, most)
  const due = found.flatMap(each => {
    const dueAt = reviewDueAt(each, reviewDays)
    return dueAt === null || dueAt > now ? [] : [{ ...each, dueAt }]
  })
  if (due.length === 0) return
  const today = await needs.questions.askedSince(workspaceId, new Date(now.getTime() - day))
  const toAsk = withinReason(due, today)
  for (const { miroOrgId, accountId, personId, slackUserId } of toAsk) {
    const asked = { accountId, about: 'review' as const, personId, slackUserId, because: null, by: null }
    await needs.questions.ask({ workspaceId, miroOrgId }, asked, now)
  }
  if (toAsk.length > 0) await needs.requestDelivery()
}
