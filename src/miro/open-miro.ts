import { openHttp } from './http.ts'
import { type Members, openMembers } from './members.ts'
import { type OAuth, openOAuth } from './oauth.ts'
import { retrying } from './retrying.ts'

export type Miro = {
  readonly oauth: OAuth
  readonly members: Members
  /** Repeats a call that may yet succeed. */
  readonly retrying: ReturnType<typeof retrying>
  close(): Promise<void>
}

type Needs = {
  /** Where people consent: https://miro.com */
  readonly miroUrl: string
  /** Where programs ask: https://api.miro.com */
  readonly miroApiUrl: string
  readonly clock: () => Date
  readonly pause: (milliseconds: number) => Promise<void>
  readonly random?: () => number
}

export function openMiro({ miroUrl, miroApiUrl, clock, pause, random = Math.random }: Needs): Miro {
  const http = openHttp({ apiUrl: miroApiUrl, clock })
  return {
    oauth: openOAuth(http, miroUrl),
    members: openMembers(http),
    retrying: retrying({ clock, pause, random }),
    close: http.close,
  }
}
