import type { ConnectionKey } from '../connection-key.ts'
import { type ScimTrouble, troubleOf } from './scim-token.ts'

type Token = { readonly token: string; readonly at: Date; readonly readAt: Date | null }

type Page = {
  readonly total: number
  readonly rows: number
  readonly users: readonly { readonly id: string; readonly name: string }[]
}

type Needs = {
  readonly clock: () => Date
  /** Repeats a call that fails in a way that may pass; waits as long as Miro says. */
  readonly retrying: <T>(call: () => Promise<T>) => Promise<T>
  /** `start`: the first user of the page, counted from 1. */
  readonly names: (token: string, start: number) => Promise<Page>
  readonly scim: {
    token(key: ConnectionKey): Promise<Token | null>
    /** False: the token was replaced or removed. */
    storeNames(key: ConnectionKey, token: Token, users: Page['users']): Promise<boolean>
    noteRead(key: ConnectionKey, token: Token, trouble: ScimTrouble | null, now: Date): Promise<unknown>
  }
}

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
export async function readScimNames(needs: Needs, key: ConnectionKey, news: boolean): Promise<void> {
  const token = await needs.scim.token(key)
  if (token === null) return
  const begun = needs.clock().getTime()
  if (!news && token.readAt !== null && Math.abs(begun - token.readAt.getTime()) < lasts) return
  const read = await readPages(needs, key, token).catch(troubleOf)
  if (read === 'replaced') return
  await needs.scim.noteRead(key, token, read, needs.clock())
}

/** Null: all were read. Members who come or go meanwhile are caught by the next read. */
async function readPages(
  needs: Needs,
  key: ConnectionKey,
  token: Token,
): Promise<ScimTrouble | 'replaced' | null> {
  const begun = needs.clock().getTime()
  let start = 1
  for (let pages = 0; pages < mostPages && needs.clock().getTime() - begun < longest; pages += 1) {
    const from = start
    const page = await needs.retrying(() => needs.names(token.token, from))
    if (!(await needs.scim.storeNames(key, token, page.users))) return 'replaced'
    start += page.rows
    if (page.rows === 0 || start > page.total) return null
  }
  return 'unavailable'
}
