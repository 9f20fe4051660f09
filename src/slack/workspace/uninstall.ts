import { z } from 'zod'
import type { Workflows } from '../../workflows/for-slack.ts'
import { event, type Listener } from '../frame/listener.ts'

/** The app was removed, or its token taken back: Slack sends one or both, in either order. */
export const uninstallListeners = ({ noteAppRemoved }: Pick<Workflows, 'noteAppRemoved'>): Listener[] => [
  event('app_uninstalled', ({ workspaceId }) => noteAppRemoved({ workspaceId, because: 'app_uninstalled' }), {
    isFarewell: true,
  }),
  event(
    'tokens_revoked',
    async ({ workspaceId, event }) => {
      if (revokesBot(event)) await noteAppRemoved({ workspaceId, because: 'tokens_revoked' })
    },
    { isFarewell: true },
  ),
]

const tokensRevoked = z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }) })

/** Tokens of people are revoked by the same event; the bot has none of those. */
export const revokesBot = (event: unknown): boolean =>
  (tokensRevoked.safeParse(event).data?.tokens.bot ?? []).length > 0
