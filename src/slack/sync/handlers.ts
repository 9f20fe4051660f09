import type { Workflows } from '../../workflows/for-slack.ts'
import { type SyncProgress, stopped } from '../../workflows/sync/run-sync.ts'
import { type Answer, action, command, type Listener, type Who } from '../frame/listener.ts'
import type { LivingMessage } from '../frame/living-message.ts'
import { syncIds } from '../ids/sync.ts'
import { notConnected, progressPointer } from './view.ts'

type Parts = {
  readonly workflows: Pick<Workflows, 'readSetup' | 'requestSync'>
  readonly progress: LivingMessage<SyncProgress>
  readonly clock: () => Date
}

/** `/miro sync` and every *Sync now* button: one message in the person's direct messages shows how far it is. */
export function syncListeners(parts: Parts): Listener[] {
  return [
    command(
      'sync',
      'message',
      'reads Slack’s staff and Miro’s accounts now, and runs the checks',
      ({ who, answer, channelId }) => sync(parts, who, answer, channelId),
    ),
    action(syncIds.now, 'message', ({ who, answer, channelId }) => sync(parts, who, answer, channelId)),
  ]
}

async function sync(parts: Parts, who: Who, answer: Answer, channelId: string | null): Promise<void> {
  const { workspaceId, slackUserId } = who
  const setup = await parts.workflows.readSetup(workspaceId)
  if (setup.connections.length === 0) return answer.say(notConnected(setup))
  const began = starting(parts.clock())
  // It does not say that anything runs: the process may end before the job is stored.
  const progress = await parts.progress.start(slackUserId, began)
  // A click in Home or in a modal has no channel: whatever is said comes where the progress is.
  if (channelId !== null && progress.channel !== channelId) await answer.say(progressPointer())
  try {
    const asked = await parts.workflows.requestSync({ workspaceId, by: slackUserId, progress })
    if (asked.outcome === 'started') return
    const instead: Partial<SyncProgress> =
      asked.outcome === 'already_running'
        ? { phase: 'already', accountsRead: asked.accountsRead, startedAt: asked.startedAt }
        : { phase: 'failed', problem: 'reconnect_needed' }
    await parts.progress.update(progress, { ...began, ...instead })
  } catch (error) {
    await parts.progress.update(progress, stopped(began, parts.clock(), error))
    throw error
  }
}

const starting = (now: Date): SyncProgress => ({
  phase: 'asked',
  accountsRead: 0,
  peopleRead: 0,
  startedAt: now,
  now,
  result: null,
  problem: null,
})
