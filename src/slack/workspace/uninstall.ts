import { z } from 'zod'
import type { Log } from '../../log.ts'
import { event, type Listener } from '../frame/listener.ts'

/** The app was removed, or its token taken back: Slack sends one or both, in either order. */
export function uninstallListeners(log: Log): Listener[] {
  return [
    event('app_uninstalled', async ({ workspaceId }) => {
      log.warn({ workspaceId }, 'the app was removed from the workspace')
    }),
    event('tokens_revoked', async ({ workspaceId, event }) => {
      if (!revokesBot(event)) return
      log.warn({ workspaceId }, 'the bot token was revoked')
    }),
  ]
}

const tokensRevoked = z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }) })

/** Tokens of people are revoked by the same event; the bot has none of those. */
export const revokesBot = (event: unknown): boolean =>
  (tokensRevoked.safeParse(event).data?.tokens.bot ?? []).length > 0
