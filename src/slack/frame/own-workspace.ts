import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { callSlack } from './errors.ts'
import type { From } from './read.ts'

/** Which workspace the bot's token belongs to, as Slack says. */
export type Identity = {
  /** `T…`, on Enterprise Grid `E….T…`: the key of everything stored. */
  readonly workspaceId: string
  readonly teamId: string
  readonly enterpriseId: string | null
  readonly teamName: string
  /** Where it is in a browser: https://acme.slack.com/ */
  readonly url: string | null
  readonly botUserId: string
}

const workspaceIdOf = (teamId: string, enterpriseId: string | null): string =>
  enterpriseId === null ? teamId : `${enterpriseId}.${teamId}`

/**
 * Whether somebody comes from here. On Grid a colleague may act from another workspace of the same company; whether
 * that person may is then decided by what Slack says of the user.
 */
export const isFromHere = (identity: Identity, from: From): boolean =>
  from.teamId === identity.teamId ||
  (identity.enterpriseId !== null &&
    (from.enterpriseId === identity.enterpriseId || from.teamId === identity.enterpriseId))

const authTest = z.object({
  team_id: z.string(),
  team: z.string().default(''),
  user_id: z.string(),
  url: z
    .url({ protocol: /^https?$/ })
    .nullish()
    .catch(null),
  enterprise_id: z.string().nullish(),
})

/** Asks Slack whose token this is. */
export async function identify(client: WebClient): Promise<Identity> {
  const read = authTest.parse(await callSlack(() => client.auth.test()))
  const enterpriseId = read.enterprise_id || null
  return {
    workspaceId: workspaceIdOf(read.team_id, enterpriseId),
    teamId: read.team_id,
    enterpriseId,
    teamName: read.team,
    url: read.url ?? null,
    botUserId: read.user_id,
  }
}
