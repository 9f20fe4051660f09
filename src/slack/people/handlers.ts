import type { Listener } from '../listener.ts'
import type { Workflows } from '../workflows.ts'
import { readPersonEvent } from './read.ts'

/** Somebody joined, left, came back, or is called or reached differently: written down here, acted on by a job. */
export function peopleListeners(workflows: Pick<Workflows, 'notePersonEvent'>): Listener[] {
  return (['user_change', 'team_join', 'user_guest_status_changed'] as const).map(name => ({
    kind: 'event',
    name,
    storesId: true,
    async handle({ workspaceId, id, event }) {
      const about = readPersonEvent(event)
      if (about !== null) await workflows.notePersonEvent({ workspaceId, id, type: name, ...about })
    },
  }))
}
