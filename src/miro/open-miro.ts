import { type MiroBoards, miroBoards } from './boards.ts'
import { openClient, type Timeouts } from './client.ts'
import { type MiroMembers, miroMembers } from './members.ts'
import { type MiroOauth, miroOauth } from './oauth.ts'
import { type Retrying, withRetries } from './retrying.ts'
import { type MiroScim, miroScim } from './scim.ts'
import { type MiroTeams, miroTeams } from './teams.ts'

export type Miro = {
  readonly oauth: MiroOauth
  readonly members: MiroMembers
  readonly teams: MiroTeams
  readonly boards: MiroBoards
  readonly scim: MiroScim
  /** Repeats a call while it fails in a way that may pass. */
  readonly retrying: <T>(call: () => Promise<T>) => Promise<T>
  /** Ends waits and calls under way: they throw an AbortError, which says nothing about Miro. */
  close(): Promise<void>
}

/** How long closing waits for a token to arrive, in milliseconds. */
const lastCalls = 4_000

/** Opens the way to Miro. Throws when a base URL is unsafe; makes no call. */
export function openMiro(input: {
  /** Where people consent. */
  readonly miroUrl: string
  /** Where programs ask. */
  readonly miroApiUrl: string
  /** Where programs ask with a SCIM token. */
  readonly miroScimUrl: string
  readonly clock: () => Date
  readonly pause: Retrying['pause']
  readonly random?: () => number
  readonly timeouts?: Timeouts
}): Miro {
  const closing = new AbortController()
  const { signal } = closing
  const { clock, pause, random = Math.random, timeouts } = input
  const at = { clock, signal, ...(timeouts === undefined ? {} : { timeouts }) }
  const client = openClient(input.miroApiUrl, at)
  const scimClient = openClient(input.miroScimUrl, at)
  // A refresh cut off after Miro did it loses the only pair that works, so it is let finish while there is time.
  const ending = new AbortController()
  const oauthClient = openClient(input.miroApiUrl, { ...at, signal: ending.signal })
  let closed: Promise<void> | null = null
  return {
    oauth: miroOauth(oauthClient, input.miroUrl),
    members: miroMembers(client),
    teams: miroTeams(client),
    boards: miroBoards(client),
    scim: miroScim(scimClient),
    retrying: withRetries({ clock, signal, pause, random }),
    close() {
      closed ??= close()
      return closed
    },
  }

  async function close(): Promise<void> {
    closing.abort()
    const tooLate = setTimeout(() => ending.abort(), lastCalls)
    await Promise.all([client.close(), scimClient.close(), oauthClient.finish()])
    clearTimeout(tooLate)
  }
}
