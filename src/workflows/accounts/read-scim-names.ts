import type { ConnectionKey } from '../../domain/connection-key.ts'
import type { Answer, Uses } from '../uses.ts'
import { type ScimTrouble, troubleOf } from './scim-token.ts'

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
