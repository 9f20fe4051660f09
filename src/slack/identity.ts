import type { From } from './read.ts'

/** Which workspace the bot's token belongs to, as Slack says. */
export type Identity = {
  /** `T…`, on Enterprise Grid `E….T…`: the key of everything stored. */
  readonly workspaceId: string
  readonly teamId: string
  readonly enterpriseId: string | null
  readonly teamName: string
  readonly botUserId: string
}

export const workspaceIdOf = (teamId: string, enterpriseId: string | null): string =>
  enterpriseId === null ? teamId : `${enterpriseId}.${teamId}`

/**
 * Whether somebody comes from here. On Grid a colleague may act from another workspace of the same company; whether
 * that person may is then decided by what Slack says of the user.
 */
export const isFromHere = (identity: Identity, from: From): boolean =>
  from.teamId === identity.teamId ||
  (identity.enterpriseId !== null &&
    (from.enterpriseId === identity.enterpriseId || from.teamId === identity.enterpriseId))
