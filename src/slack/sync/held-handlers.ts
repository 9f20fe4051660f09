import type { Workflows } from '../../workflows/for-slack.ts'
import { readHeldPage, readRunId } from '../doors/held.ts'
import { type ActionAsked, action, type Listener } from '../frame/listener.ts'
import { heldSyncIds } from '../ids/sync.ts'
import { heldLossesView, nothingHeldView } from './held-view.ts'
import { decidedReply, outOfDate } from './view.ts'

/** The buttons of what waits for a decision: a sync, a staff list, or a change of user groups. */
export function heldSyncListeners({
  decideHeld,
  readHeldLosses,
}: Pick<Workflows, 'decideHeld' | 'readHeldLosses'>): Listener[] {
  const button = (id: string, decision: 'apply' | 'retry'): Listener =>
    action(id, 'message', async ({ who, answer, value }) => {
      const runId = readRunId(value)
      if (runId === null) return answer.say(outOfDate())
      const { workspaceId, slackUserId } = who
      const { outcome } = await decideHeld({ workspaceId, runId, by: slackUserId, decision })
      await answer.say(outcome === 'done' ? decidedReply(decision) : outOfDate())
    })
  const showAll = async ({ who: { workspaceId }, answer, value }: ActionAsked) => {
    const page = readHeldPage(value)
    if (page === null) return answer.show(nothingHeldView())
    const afterId = page.after.at(-1) ?? null
    const found = await readHeldLosses({ workspaceId, runId: page.runId, afterId })
    await answer.show(found.outcome === 'shown' ? heldLossesView(page, found) : nothingHeldView())
  }
  return [
    button(heldSyncIds.apply, 'apply'),
    button(heldSyncIds.retry, 'retry'),
    action(heldSyncIds.showAll, 'open', showAll),
    action(heldSyncIds.next, 'update', showAll),
    action(heldSyncIds.previous, 'update', showAll),
  ]
}
