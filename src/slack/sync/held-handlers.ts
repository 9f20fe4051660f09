import type { Workflows } from '../../workflows/for-slack.ts'
import { readRunId } from '../doors/held.ts'
import { action, type Listener } from '../frame/listener.ts'
import { heldSyncIds } from '../ids/sync.ts'
import { decidedReply, outOfDate } from './view.ts'

/** The buttons of what waits for a person's word: a sync, a staff list, or a change of user groups. */
export function heldSyncListeners({ decideHeld }: Pick<Workflows, 'decideHeld'>): Listener[] {
  const button = (id: string, decision: 'apply' | 'retry'): Listener =>
    action(id, 'message', async ({ who, answer, value }) => {
      const runId = readRunId(value)
      if (runId === null) return answer.say(outOfDate())
      const { workspaceId, slackUserId } = who
      const { outcome } = await decideHeld({ workspaceId, runId, by: slackUserId, decision })
      await answer.say(outcome === 'done' ? decidedReply(decision) : outOfDate())
    })
  return [button(heldSyncIds.apply, 'apply'), button(heldSyncIds.retry, 'retry')]
}
