import { z } from 'zod'

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
