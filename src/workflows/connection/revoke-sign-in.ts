import { ifForeign } from '../foreign-error.ts'
import type { Answer, Uses } from '../uses.ts'

export type Revoking = Uses<'oauth.revoke' | 'oauth.refresh'>

/** A token that has run out may be unknown to Miro; then its refresh token gives one that can be revoked. */
export async function revokeSignIn(
  world: Revoking,
  credentials: Answer<'connections.credentials'>,
): Promise<boolean> {
  const { accessToken, refreshToken, clientId, clientSecret } = credentials
  const app = { clientId, clientSecret }
  const revokeWith = async (token: string): Promise<true> => {
    await world.oauth.revoke({ ...app, accessToken: token })
    return true
  }
  if (await revokeWith(accessToken).catch(ifForeign(false))) return true
  if (refreshToken === null) return false
  return world.oauth
    .refresh({ ...app, refreshToken })
    .then(renewed => revokeWith(renewed.accessToken))
    .catch(ifForeign(false))
}
