import { z } from 'zod'

const joined = z.object({ user: z.string().min(1), channel: z.string().min(1) })

/** Who came into which channel. Null: not what Slack documents. */
export function readChannelJoined(
  event: unknown,
): { readonly slackUserId: string; readonly channelId: string } | null {
  const read = joined.safeParse(event).data
  return read === undefined ? null : { slackUserId: read.user, channelId: read.channel }
}
