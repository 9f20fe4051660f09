import { open, stat } from 'node:fs/promises'
import { Agent, request } from 'undici'
import { UnreadableList } from '../domain/staff-list.ts'
import type { Bytes } from './utf8-text.ts'

/** Where the administrator of the machine said that a staff list lies. */
export type Place = { readonly path: string } | { readonly url: string }

export type OpenedPlace =
  | { readonly outcome: 'open'; readonly bytes: Bytes }
  /** no_file: nothing there, or no file. refused: it may not be read. away: it leads elsewhere. page: a page to read or sign in. */
  | { readonly outcome: 'closed'; readonly because: 'no_file' | 'refused' | 'away' | 'page' | 'unreachable' }

const phase = 15_000
/** Until the last byte. */
const longest = 120_000

/** Opens the list, as it is now. Throws UnreadableList while it is read when it breaks off. */
export const openPlace = (place: Place): Promise<OpenedPlace> =>
  'path' in place ? openPath(place.path) : openUrl(place.url)

const closed = (because: Extract<OpenedPlace, { outcome: 'closed' }>['because']): OpenedPlace => ({
  outcome: 'closed',
  because,
})

async function openPath(path: string): Promise<OpenedPlace> {
  try {
    // Asked before it is opened: a pipe without a writer would never open, and a device may never end.
    if (!(await stat(path)).isFile()) return closed('no_file')
    const file = await open(path)
    return { outcome: 'open', bytes: unbroken(file.createReadStream(), async () => {}) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return closed('no_file')
    return closed(code === 'EACCES' || code === 'EPERM' ? 'refused' : 'unreachable')
  }
}

/** It goes where it was told and nowhere else: an answer that leads on is not followed. */
async function openUrl(url: string): Promise<OpenedPlace> {
  const agent = new Agent({ headersTimeout: phase, bodyTimeout: phase, connect: { timeout: phase } })
  try {
    const { statusCode, headers, body } = await request(url, {
      dispatcher: agent,
      signal: AbortSignal.timeout(longest),
      headers: { accept: 'text/csv, text/plain;q=0.9, */*;q=0.1' },
    })
    const because = wrong(statusCode, String(headers['content-type'] ?? ''))
    if (because === null) return { outcome: 'open', bytes: unbroken(body, () => agent.destroy()) }
    await agent.destroy()
    return closed(because)
  } catch {
    await agent.destroy()
    return closed('unreachable')
  }
}

function wrong(status: number, type: string): Extract<OpenedPlace, { outcome: 'closed' }>['because'] | null {
  if (status >= 300 && status < 400) return 'away'
  if (status === 401 || status === 403) return 'refused'
  if (status === 404 || status === 410) return 'no_file'
  if (status !== 200) return 'unreachable'
  return type.startsWith('text/html') ? 'page' : null
}

async function* unbroken(bytes: Bytes, end: () => Promise<unknown>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch {
    throw new UnreadableList({ kind: 'broken_off' })
  } finally {
    await end()
  }
}
