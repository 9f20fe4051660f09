import type { ConnectionKey } from '../../domain/connection-key.ts'
import { type Logging, logOf } from '../audit.ts'
import { foreignError } from '../foreign-error.ts'
import type { Answer, Uses } from '../uses.ts'

/** How reading names by SCIM is. */
export type ScimStatus = Answer<'scim.statuses'>[number]

/** refused: no such token. switched_off: SCIM is off in Miro. unavailable: Miro did not answer well. */
export type ScimTrouble = NonNullable<ScimStatus['trouble']>

/** What the window about names shows: of one connected organization, with its token or without. */
export type ScimReport = {
  readonly key: ConnectionKey
  readonly organizationName: string
  readonly status: ScimStatus | null
}

/** Null: there is no such connection. */
export async function readScim(
  { connections, scim }: Uses<'connections.get' | 'scim.statuses'>,
  key: ConnectionKey,
): Promise<ScimReport | null> {
  const connection = await connections.get(key)
  if (connection === null) return null
  const statuses = await scim.statuses(key.workspaceId)
  const status = statuses.find(({ miroOrgId }) => miroOrgId === key.miroOrgId) ?? null
  return { key, organizationName: connection.organizationName, status }
}

/** other_organization: it names nobody of this one. */
export type ScimTokenSet =
  | { readonly outcome: 'saved'; readonly members: number }
  | { readonly outcome: ScimTrouble | 'other_organization' }
  | { readonly outcome: 'not_connected' }

type Setting = Logging &
  Uses<'connections.get' | 'miroScim.names' | 'scim.knows' | 'scim.set' | 'requestNames'>

/** Tries a token with one call and keeps it, in place of an earlier one, when Miro takes it. */
export async function setScimToken(
  world: Setting,
  { key, token, by }: { readonly key: ConnectionKey; readonly token: string; readonly by: string },
): Promise<ScimTokenSet> {
  if ((await world.connections.get(key)) === null) return { outcome: 'not_connected' }
  const tried = await world.miroScim.names(token, 1).catch(troubleOf)
  if (typeof tried === 'string') return { outcome: tried }
  const { known, found } = await world.scim.knows(key, tried.ids)
  if (known && found === 0) return { outcome: 'other_organization' }
  if (!(await world.scim.set(key, token, by, world.clock()))) return { outcome: 'not_connected' }
  await logOf(world, key, { by, action: 'scim_token_set' })
  await world.requestNames(key, true)
  return { outcome: 'saved', members: tried.total }
}

/** Deletes the token and the names read with it. False: there was none. */
export async function removeScimToken(
  world: Logging & Uses<'scim.remove'>,
  { key, by }: { readonly key: ConnectionKey; readonly by: string },
): Promise<boolean> {
  const removed = await world.scim.remove(key)
  if (removed) await logOf(world, key, { by, action: 'scim_token_removed' })
  return removed
}

/** What went wrong between here and Miro; throws what is a bug of ours. */
export function troubleOf(error: unknown): ScimTrouble {
  const foreign = foreignError(error)
  if (foreign === null) throw error
  if (foreign.kind === 'unauthorized') return 'refused'
  return foreign.kind === 'forbidden' ? 'switched_off' : 'unavailable'
}

type Token = Answer<'scim.token'>

type Reading = Uses<
  'clock' | 'retrying' | 'miroScim.names' | 'scim.token' | 'scim.storeNames' | 'scim.noteRead'
>

/** Names hardly change, and each read asks Miro for everybody. */
const lasts = 6 * 60 * 60_000

/** Of 200 users each: more than any organization has. */
const mostPages = 2_000
const longest = 30 * 60_000

/**
 * Reads the names of an organization's members by SCIM, where a token for it is kept, and stores those of known
 * accounts. Best effort: what goes wrong is noted for the settings, and names that are known stay. `news`: there are
 * accounts since the last read, so that it is done again before its time.
 */
export async function readScimNames(world: Reading, key: ConnectionKey, news: boolean): Promise<void> {
  const token = await world.scim.token(key)
  if (token === null) return
  const begun = world.clock().getTime()
  if (!news && token.readAt !== null && Math.abs(begun - token.readAt.getTime()) < lasts) return
  const read = await readPages(world, key, token).catch(troubleOf)
  if (read === 'replaced') return
  await world.scim.noteRead(key, token, read, world.clock())
}

/** Null: all were read. Members who come or go meanwhile are caught by the next read. */
async function readPages(
  world: Reading,
  key: ConnectionKey,
  token: Token,
): Promise<ScimTrouble | 'replaced' | null> {
  const begun = world.clock().getTime()
  let start = 1
  for (let pages = 0; pages < mostPages && world.clock().getTime() - begun < longest; pages += 1) {
    const from = start
    const page = await world.retrying(() => world.miroScim.names(token.token, from))
    if (!(await world.scim.storeNames(key, token, page.users))) return 'replaced'
    start += page.rows
    if (page.rows === 0 || start > page.total) return null
  }
  return 'unavailable'
}
