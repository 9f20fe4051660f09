import { z } from 'zod'
import type { Workflows } from '../../workflows/for-slack.ts'
import { event, type Listener } from '../frame/listener.ts'

/** The bot was invited to a channel: alerts that could not be posted there follow. */
export function channelJoinedListeners(workflows: Pick<Workflows, 'noteChannelJoined'>): Listener[] {
  return [
    event('member_joined_channel', async ({ workspaceId, event }) => {
      const joined = readChannelJoined(event)
      if (joined !== null) await workflows.noteChannelJoined({ workspaceId, ...joined })
    }),
  ]
}

const joined = z.object({ user: z.string().min(1), channel: z.string().min(1) })

/** Who came into which channel. Null: not what Slack documents. */
function readChannelJoined(
  event: unknown,
): { readonly slackUserId: string; readonly channelId: string } | null {
  const read = joined.safeParse(event).data
  return read === undefined ? null : { slackUserId: read.user, channelId: read.channel }
}
