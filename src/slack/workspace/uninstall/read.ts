import { z } from 'zod'

const tokensRevoked = z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }) })

/** Tokens of people are revoked by the same event; the bot has none of those. */
export const revokesBot = (event: unknown): boolean =>
  (tokensRevoked.safeParse(event).data?.tokens.bot ?? []).length > 0
