import { heldSyncIds } from '../ids.ts'
import type { ActionAsked, Listener } from '../listener.ts'
import type { Workflows } from '../workflows.ts'
import { readRunId } from './read.ts'
import { decidedReply, outOfDate } from './view.ts'

/** The buttons of a sync that waits for a person's word. */
export function heldSyncListeners(workflows: Pick<Workflows, 'decideHeld'>): Listener[] {
  const decide = (decision: 'apply' | 'retry') => async (asked: ActionAsked) => {
    const { who, answer, value } = asked
    const runId = readRunId(value)
    if (runId === null) return answer.say(outOfDate())
    const { workspaceId, slackUserId } = who
    const { outcome } = await workflows.decideHeld({ workspaceId, runId, by: slackUserId, decision })
    await answer.say(outcome === 'done' ? decidedReply(decision) : outOfDate())
  }
  return [
    { kind: 'action', id: heldSyncIds.apply, screen: 'message', handle: decide('apply') },
    { kind: 'action', id: heldSyncIds.retry, screen: 'message', handle: decide('retry') },
  ]
}
