import type { Workflows } from '../../workflows/for-slack.ts'
import type { HeldDecided } from '../../workflows/sync/decide-held.ts'
import { readHeldId } from '../doors/held.ts'
import type { ActionAsked, Listener } from '../frame/listener.ts'
import { heldGroupsIds, heldSyncIds } from '../ids/sync.ts'
import { decidedReply, outOfDate } from './view.ts'

type Decision = 'apply' | 'retry'
type Decide = (input: {
  workspaceId: string
  id: string
  by: string
  decision: Decision
}) => Promise<HeldDecided>

/** The buttons of what waits for a person's word: a sync, or a change of user groups. */
export function heldSyncListeners(workflows: Pick<Workflows, 'decideHeld' | 'decideHeldGroups'>): Listener[] {
  const button = (id: string, decision: Decision, decide: Decide): Listener => ({
    ...{ kind: 'action', id, screen: 'message' },
    async handle({ who, answer, value }: ActionAsked) {
      const held = readHeldId(value)
      if (held === null) return answer.say(outOfDate())
      const { workspaceId, slackUserId } = who
      const { outcome } = await decide({ workspaceId, id: held, by: slackUserId, decision })
      await answer.say(outcome === 'done' ? decidedReply(decision) : outOfDate())
    },
  })
  const ofSync: Decide = ({ id, ...input }) => workflows.decideHeld({ ...input, runId: id })
  return [
    button(heldSyncIds.apply, 'apply', ofSync),
    button(heldSyncIds.retry, 'retry', ofSync),
    button(heldGroupsIds.apply, 'apply', workflows.decideHeldGroups),
    button(heldGroupsIds.retry, 'retry', workflows.decideHeldGroups),
  ]
}
