import type { Workflows } from '../../../workflows/for-slack.ts'
import { event, type Listener } from '../../frame/listener.ts'
import { isGroupEvent, readPersonEvent } from './read.ts'

/** Somebody joined, left, came back, is called or reached differently, or is in other groups: written down here, acted on by a job. */
export function peopleListeners(
  workflows: Pick<Workflows, 'notePersonEvent' | 'noteGroupEvent'>,
): Listener[] {
  const people = (['user_change', 'team_join', 'user_guest_status_changed'] as const).map(
    (name): Listener =>
      event(
        name,
        async ({ workspaceId, id, event }) => {
          const about = readPersonEvent(event)
          if (about !== null) await workflows.notePersonEvent({ workspaceId, id, type: name, ...about })
        },
        { storesId: true },
      ),
  )
  // All groups are read again, so it does not matter which one it was about, nor how often it is told.
  const groups = (['subteam_created', 'subteam_updated', 'subteam_members_changed'] as const).map(
    (name): Listener =>
      event(
        name,
        async ({ workspaceId, event }) => {
          if (isGroupEvent(event)) await workflows.noteGroupEvent({ workspaceId })
        },
        { storesId: true },
      ),
  )
  return [...people, ...groups]
}
