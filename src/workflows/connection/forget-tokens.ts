import { type Logging, logOf } from '../audit.ts'
import type { Uses } from '../uses.ts'
import { type Revoking, revokeSignIn } from './revoke-sign-in.ts'

/** Days after the app was removed from Slack. */
export const tokensKept = 30

/**
 * Ends the sign-in at Miro where the app was removed from Slack so long ago. Should it come back, Miro has to be connected
 * again. That Miro does not answer keeps nothing here.
 */
export async function forgetTokens(
  world: Revoking &
    Logging &
    Uses<
      'workspaces.get' | 'connections.list' | 'connections.credentials' | 'connections.forgetTokens' | 'clock'
    >,
  workspaceId: string,
): Promise<void> {
  const now = world.clock()
  const removedAt = (await world.workspaces.get(workspaceId))?.removedAt ?? null
  if (removedAt === null || now.getTime() - removedAt.getTime() < tokensKept * 86_400_000) return
  for (const { key } of await world.connections.list(workspaceId)) {
    const credentials = await world.connections.credentials(key)
    if (credentials === null || !(await world.connections.forgetTokens(key, now))) continue
    const revoked = await revokeSignIn(world, credentials)
    await logOf(world, key, { by: 'bot', action: 'miro_token_revoked', details: { revoked } })
  }
}
