import { reviewDueAt, withinReason } from '../../domain/review.ts'
import type { Uses } from '../uses.ts'

const day = 86_400_000
const most = 500

/**
 * Asks whoever answers for an account whether it is still needed, where that is due: sponsors of external people every
 * so often, owners of service accounts and shared mailboxes on the review day. One question per round, at most five a
 * day for one person.
 */
export async function askReviews(
  world: Uses<
    | 'clock'
    | 'settings.get'
    | 'questions.reviewable'
    | 'questions.askedSince'
    | 'questions.ask'
    | 'requestDelivery'
  >,
  workspaceId: string,
): Promise<void> {
  const stored = await world.settings.get(workspaceId)
  if (stored === null) return
  const { reviewDays } = stored.settings
  const now = world.clock()
  const before = {
    external: new Date(now.getTime() - reviewDays * day),
    reviewAt: new Date(now.getTime() + day),
  }
  const found = await world.questions.reviewable(workspaceId, now, before, most)
  const due = found.flatMap(each => {
    const dueAt = reviewDueAt(each, reviewDays)
    return dueAt === null || dueAt > now ? [] : [{ ...each, dueAt }]
  })
  if (due.length === 0) return
  const today = await world.questions.askedSince(workspaceId, new Date(now.getTime() - day))
  const toAsk = withinReason(due, today)
  for (const { miroOrgId, accountId, personId, slackUserId } of toAsk) {
    const asked = { accountId, about: 'review' as const, personId, slackUserId, because: null, by: null }
    await world.questions.ask({ workspaceId, miroOrgId }, asked, now)
  }
  if (toAsk.length > 0) await world.requestDelivery()
}
