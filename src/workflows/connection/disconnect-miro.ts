import type { Audit } from '../audit.ts'
import type { ConnectionKey } from '../connection-key.ts'
import { foreignError } from '../foreign-error.ts'

/** What an organisation that may be disconnected leaves behind. */
export type Disconnectable = {
  readonly key: ConnectionKey
  readonly organizationName: string
  readonly accounts: number
  readonly findings: number
  readonly openFindings: number
}

type App = { readonly clientId: string; readonly clientSecret: string }
type Credentials = App & { readonly accessToken: string; readonly refreshToken: string | null }

type ReadNeeds = {
  readonly connections: {
    list(workspaceId: string): Promise<readonly { key: ConnectionKey; organizationName: string }[]>
  }
  readonly disconnecting: {
    evidence(key: ConnectionKey): Promise<Omit<Disconnectable, 'key' | 'organizationName'>>
  }
}

type Needs = {
  readonly clock: () => Date
  readonly connections: {
    get(key: ConnectionKey): Promise<{ organizationName: string; connectedBy: string } | null>
    credentials(key: ConnectionKey): Promise<Credentials | null>
  }
  readonly disconnecting: {
    /** How many findings it closed; null when there is no such connection. */
    disconnect(key: ConnectionKey, by: string, now: Date): Promise<number | null>
  }
  readonly oauth: {
    revoke(input: App & { accessToken: string }): Promise<void>
    refresh(input: App & { refreshToken: string }): Promise<{ accessToken: string }>
  }
  readonly audit: Audit
  /** Tells those who wait for alerts that none come any more. */
  readonly noteDisconnected: (
    key: ConnectionKey,
    ended: { organizationName: string; connectedBy: string; by: string; closedFindings: number },
  ) => Promise<void>
  readonly requestDelivery: () => Promise<void>
}

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
  needs: ReadNeeds,
  workspaceId: string,
): Promise<readonly Disconnectable[]> =>
  Promise.all(
    (await needs.connections.list(workspaceId)).map(async ({ key, organizationName }) => ({
      key,
      organizationName,
      ...(await needs.disconnecting.evidence(key)),
    })),
  )

/**
 * Ends a connection here at once, and then its sign-in at Miro. That Miro does not answer keeps nothing here: what
 * could open Miro is deleted first, and only this call still holds it.
 */
export async function disconnectMiro(
  needs: Needs,
  { key, by }: { readonly key: ConnectionKey; readonly by: string },
): Promise<Disconnected> {
  const connection = await needs.connections.get(key)
  const credentials = await needs.connections.credentials(key)
  const closedFindings = await needs.disconnecting.disconnect(key, by, needs.clock())
  if (connection === null || closedFindings === null) return { outcome: 'not_connected' }
  const { organizationName, connectedBy } = connection
  const log = (action: string, details: object) =>
    needs.audit.append({
      workspaceId: key.workspaceId,
      at: needs.clock(),
      actor: by,
      action,
      subject: key.miroOrgId,
      details,
    })
  await log('miro_disconnected', { organizationName, closedFindings })
  await needs.noteDisconnected(key, { organizationName, connectedBy, by, closedFindings })
  await needs.requestDelivery()
  const revoked = credentials !== null && (await revoke(needs, credentials))
  await log('miro_token_revoked', { revoked })
  return { outcome: 'disconnected', organizationName, closedFindings, revoked }
}

/** A token that has run out may be unknown to Miro; then its refresh token gives one that can be revoked. */
async function revoke(needs: Needs, credentials: Credentials): Promise<boolean> {
  const { accessToken, refreshToken, clientId, clientSecret } = credentials
  const app = { clientId, clientSecret }
  if (await done(() => needs.oauth.revoke({ ...app, accessToken }))) return true
  if (refreshToken === null) return false
  return done(async () => {
    const renewed = await needs.oauth.refresh({ ...app, refreshToken })
    await needs.oauth.revoke({ ...app, accessToken: renewed.accessToken })
  })
}

async function done(work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (foreignError(error) === null) throw error
    return false
  }
}
