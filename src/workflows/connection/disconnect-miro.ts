import type { ConnectionKey } from '../../domain/connection-key.ts'
import { noteDisconnected } from '../alerts/notices.ts'
import { type Logging, logOf } from '../audit.ts'
import type { Answer, Uses } from '../uses.ts'
import { type Revoking, revokeSignIn } from './revoke-sign-in.ts'

/** What an organisation that may be disconnected leaves behind. */
export type Disconnectable = {
  readonly key: ConnectionKey
  readonly organizationName: string
} & Answer<'disconnecting.evidence'>

export type Disconnected =
  | {
      readonly outcome: 'disconnected'
      readonly organizationName: string
      readonly closedFindings: number
      /** False: the sign-in may still be good at Miro, though nobody here has it any more. */
      readonly revoked: boolean
    }
  | { readonly outcome: 'not_connected' }

export const readDisconnectable = async (
  world: Uses<'connections.list' | 'disconnecting.evidence'>,
  workspaceId: string,
): Promise<readonly Disconnectable[]> =>
  Promise.all(
    (await world.connections.list(workspaceId)).map(async ({ key, organizationName }) => ({
      key,
      organizationName,
      ...(await world.disconnecting.evidence(key)),
    })),
  )

/**
 * Ends a connection here at once, and then its sign-in at Miro. That Miro does not answer keeps nothing here: what
 * could open Miro is deleted first, and only this call still holds it.
 */
export async function disconnectMiro(
  world: Revoking &
    Logging &
    Uses<'connections.get' | 'connections.credentials' | 'disconnecting.disconnect' | 'requestDelivery'> &
    Parameters<typeof noteDisconnected>[0],
  { key, by }: { readonly key: ConnectionKey; readonly by: string },
): Promise<Disconnected> {
  const connection = await world.connections.get(key)
  const credentials = await world.connections.credentials(key)
  const closedFindings = await world.disconnecting.disconnect(key, by, world.clock())
  if (connection === null || closedFindings === null) return { outcome: 'not_connected' }
  const { organizationName, connectedBy } = connection
  const details = { organizationName, closedFindings }
  await logOf(world, key, { by, action: 'miro_disconnected', details })
  await noteDisconnected(world, key, { organizationName, connectedBy, by, closedFindings })
  await world.requestDelivery()
  const revoked = credentials !== null && (await revokeSignIn(world, credentials))
  await logOf(world, key, { by, action: 'miro_token_revoked', details: { revoked } })
  return { outcome: 'disconnected', organizationName, closedFindings, revoked }
}
