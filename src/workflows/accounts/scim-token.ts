import type { Audit } from '../audit.ts'
import type { ConnectionKey } from '../connection-key.ts'
import { foreignError } from '../foreign-error.ts'

/** refused: no such token. switched_off: SCIM is off in Miro. unavailable: Miro did not answer well. */
export type ScimTrouble = 'refused' | 'switched_off' | 'unavailable'

/** How reading names by SCIM is. */
export type ScimStatus = {
  readonly miroOrgId: string
  /** Slack id of who gave the token, and when. */
  readonly by: string
  readonly at: Date
  /** When all names were last read. */
  readonly readAt: Date | null
  /** Why they could not be read since. */
  readonly trouble: ScimTrouble | null
  readonly troubleSince: Date | null
  /** Accounts with a name. */
  readonly named: number
}

/** What the window about names shows: of one connected organization, with its token or without. */
export type ScimReport = {
  readonly key: ConnectionKey
  readonly organizationName: string
  readonly status: ScimStatus | null
}

type Connection = { readonly key: ConnectionKey; readonly organizationName: string }

type ReadNeeds = {
  readonly connections: { get(key: ConnectionKey): Promise<Connection | null> }
  readonly scim: { statuses(workspaceId: string): Promise<readonly ScimStatus[]> }
}

/** Null: there is no such connection. */
export async function readScim(
  { connections, scim }: ReadNeeds,
  key: ConnectionKey,
): Promise<ScimReport | null> {
  const connection = await connections.get(key)
  if (connection === null) return null
  const statuses = await scim.statuses(key.workspaceId)
  const status = statuses.find(({ miroOrgId }) => miroOrgId === key.miroOrgId) ?? null
  return { key, organizationName: connection.organizationName, status }
}

/** What one call tells of a token. */
type Tried = { readonly total: number; readonly ids: readonly string[] }

/** other_organization: it names nobody of this one. */
export type ScimTokenSet =
  | { readonly outcome: 'saved'; readonly members: number }
  | { readonly outcome: ScimTrouble | 'other_organization' }
  | { readonly outcome: 'not_connected' }

type SetNeeds = {
  readonly clock: () => Date
  readonly connections: { get(key: ConnectionKey): Promise<Connection | null> }
  /** One call. */
  readonly tryToken: (token: string) => Promise<Tried>
  readonly scim: {
    knows(
      key: ConnectionKey,
      accountIds: readonly string[],
    ): Promise<{ readonly known: boolean; readonly found: number }>
    /** False: there is no such connection. */
    set(key: ConnectionKey, token: string, by: string, now: Date): Promise<boolean>
  }
  readonly audit: Audit
  readonly requestNames: (key: ConnectionKey) => Promise<unknown>
}

/** Tries a token with one call and keeps it, in place of an earlier one, when Miro takes it. */
export async function setScimToken(
  needs: SetNeeds,
  { key, token, by }: { readonly key: ConnectionKey; readonly token: string; readonly by: string },
): Promise<ScimTokenSet> {
  if ((await needs.connections.get(key)) === null) return { outcome: 'not_connected' }
  const tried = await needs.tryToken(token).catch(troubleOf)
  if (typeof tried === 'string') return { outcome: tried }
  const { known, found } = await needs.scim.knows(key, tried.ids)
  if (known && found === 0) return { outcome: 'other_organization' }
  const now = needs.clock()
  if (!(await needs.scim.set(key, token, by, now))) return { outcome: 'not_connected' }
  await note(needs.audit, 'scim_token_set', key, by, now)
  await needs.requestNames(key)
  return { outcome: 'saved', members: tried.total }
}

type RemoveNeeds = {
  readonly clock: () => Date
  readonly scim: { remove(key: ConnectionKey): Promise<boolean> }
  readonly audit: Audit
}

/** Deletes the token and the names read with it. False: there was none. */
export async function removeScimToken(
  needs: RemoveNeeds,
  { key, by }: { readonly key: ConnectionKey; readonly by: string },
): Promise<boolean> {
  const removed = await needs.scim.remove(key)
  if (removed) await note(needs.audit, 'scim_token_removed', key, by, needs.clock())
  return removed
}

const note = (audit: Audit, action: string, key: ConnectionKey, by: string, at: Date) =>
  audit.append({
    ...{ workspaceId: key.workspaceId, at, actor: by, action, subject: key.miroOrgId, details: {} },
  })

/** What went wrong between here and Miro; throws what is a bug of ours. */
export function troubleOf(error: unknown): ScimTrouble {
  const foreign = foreignError(error)
  if (foreign === null) throw error
  if (foreign.kind === 'unauthorized') return 'refused'
  return foreign.kind === 'forbidden' ? 'switched_off' : 'unavailable'
}
