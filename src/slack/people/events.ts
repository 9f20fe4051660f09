import { z } from 'zod'
import type { Workflows } from '../../workflows/for-slack.ts'
import { event, type Listener } from '../frame/listener.ts'

/** Somebody joined, left, came back, is called or reached differently, or is in other groups: written down here, acted on by a job. */
export function peopleListeners(
  workflows: Pick<Workflows, 'notePersonEvent' | 'noteGroupEvent'>,
): Listener[] {
  const people = (['user_change', 'team_join', 'user_guest_status_changed'] as const).map(
    (name): Listener =>
      event(name, async ({ workspaceId, id, event }) => {
        const about = readPersonEvent(event)
        if (about !== null) await workflows.notePersonEvent({ workspaceId, id, type: name, ...about })
      }),
  )
  // All groups are read again, so it does not matter which one it was about, nor how often it is told.
  const groups = (['subteam_created', 'subteam_updated', 'subteam_members_changed'] as const).map(
    (name): Listener =>
      event(name, async ({ workspaceId, event }) => {
        if (isGroupEvent(event)) await workflows.noteGroupEvent({ workspaceId })
      }),
  )
  return [...people, ...groups]
}

const personEvent = z.object({ user: z.object({ id: z.string().min(1), deleted: z.boolean().nullish() }) })

const groupEvent = z.union([
  z.object({ subteam: z.object({ id: z.string().min(1) }) }),
  z.object({ subteam_id: z.string().min(1) }),
])

/** Whether an event is one about a user group, as Slack documents it. */
export const isGroupEvent = (event: unknown): boolean => groupEvent.safeParse(event).success

/**
 * Whom an event is about, and whether it says that they are gone. That is only a reason to look at them sooner: what
 * counts is what Slack says when it is asked. Null: not what Slack documents.
 */
export function readPersonEvent(
  event: unknown,
): { readonly slackUserId: string; readonly urgent: boolean } | null {
  const read = personEvent.safeParse(event).data
  return read === undefined ? null : { slackUserId: read.user.id, urgent: read.user.deleted === true }
}
