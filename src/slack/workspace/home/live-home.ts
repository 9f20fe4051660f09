import type { HomeView } from '@slack/types'
import type { Log } from '../../../log.ts'
import type { Home, HomePlace } from '../../../workflows/workspace/read-home.ts'
import type { Clients } from '../../frame/clients.ts'
import { callSlack, SlackError } from '../../frame/errors.ts'
import type { Who } from '../../frame/listener.ts'
import { firstPlace } from './read.ts'
import { homeView, unreadableView } from './view.ts'

export type ReadHome = (who: Who, place: HomePlace) => Promise<Home>

/** App Home of everybody who looked at it lately. */
export type LiveHome = {
  /**
   * Publishes it for somebody who opened it or clicked in it. `place`: what they want to see; absent, what they saw
   * last. `hash`: Slack's name for what they see now. Throws SlackError.
   */
  show(who: Who, wanted: { readonly place?: HomePlace; readonly hash?: string | null }): Promise<void>
  /** Something stored changed: people who looked lately see it soon. Returns at once and never throws. */
  changed(workspaceId: string): void
  /** Publishes nothing more, and waits for what is under way. */
  close(): Promise<void>
}

type Parts = {
  readonly clients: Pick<Clients, 'interactive' | 'once'>
  readonly readHome: ReadHome
  readonly clock: () => Date
  readonly reference: () => string
  readonly log: Log
}

type Onlooker = {
  readonly who: Who
  place: HomePlace
  hash: string | null
  seenAt: number
  /** The publishing under way. */
  going: Promise<void> | null
  /** What is still to be published: asked for by the person, or not. */
  wanted: 'asked' | 'unasked' | null
  /** Waits for the next round. */
  due: boolean
}

/** More people than this are not kept up to date; they see it fresh when they open Home. */
const most = 50
/** Home may stay open for days, and Slack does not say when it is left. */
const lately = 14 * 24 * 60 * 60_000
/** For each Home published unasked, before the next round: many changes come together, and Slack is left room. */
const pause = 2_000

export function openLiveHome(parts: Parts, pauseMs = pause): LiveHome {
  const onlookers = new Map<string, Onlooker>()
  const rounds = openRounds(pauseMs, round)

  function remember(who: Who): Onlooker {
    const key = `${who.workspaceId} ${who.slackUserId}`
    const known = onlookers.get(key)
    const fresh = { who, place: firstPlace, hash: null, seenAt: 0, going: null, wanted: null, due: false }
    const onlooker: Onlooker = known ?? fresh
    // A Map keeps the order of insertion, so the person who looked longest ago is in front.
    onlookers.delete(key)
    const [oldest] = onlookers.keys()
    if (onlookers.size >= most && oldest !== undefined) onlookers.delete(oldest)
    onlookers.set(key, onlooker)
    onlooker.seenAt = parts.clock().getTime()
    return onlooker
  }

  /** One at a time for each person: what was read first must not be shown last. */
  function publish(onlooker: Onlooker, how: 'asked' | 'unasked'): Promise<void> {
    if (onlooker.wanted !== 'asked') onlooker.wanted = how
    onlooker.going ??= untilStill(onlooker).finally(() => {
      onlooker.going = null
    })
    return onlooker.going
  }

  async function untilStill(onlooker: Onlooker): Promise<void> {
    while (onlooker.wanted !== null) {
      const how = onlooker.wanted
      onlooker.wanted = null
      await publishOnce(onlooker, how)
    }
  }

  async function publishOnce(onlooker: Onlooker, how: 'asked' | 'unasked'): Promise<void> {
    const client = how === 'asked' ? parts.clients.interactive : parts.clients.once
    const user_id = onlooker.who.slackUserId
    const send = async (hash: string | null) => {
      const view = await read(onlooker, how)
      if (view === null) return
      const answer = await callSlack(() => client.views.publish({ user_id, view, ...(hash && { hash }) }))
      onlooker.hash = answer.view?.hash ?? null
    }
    try {
      await send(onlooker.hash)
    } catch (error) {
      if (!(error instanceof SlackError && error.code === 'hash_conflict')) throw error
      // Somebody else published meanwhile, perhaps from older facts: what is true now is read again.
      await send(null)
    }
  }

  /** Null: it could not be read, and nobody asked, so what was true before stays. */
  async function read({ who, place }: Onlooker, how: 'asked' | 'unasked'): Promise<HomeView | null> {
    try {
      const home = await parts.readHome(who, place)
      // An administrator's Home is not taken away because Slack is busy for a moment.
      if (how === 'unasked' && home.for === 'member' && !home.sure) return null
      return homeView(home, parts.clock())
    } catch (error) {
      const reference = parts.reference()
      const err = error instanceof Error ? error : new Error(typeof error)
      parts.log.error({ reference, err }, 'Home could not be read')
      return how === 'asked' ? unreadableView(reference) : null
    }
  }

  /** Who looked last comes first. Returns how many were published. */
  async function round(): Promise<number> {
    const since = parts.clock().getTime() - lately
    let published = 0
    for (const [key, onlooker] of [...onlookers].reverse()) {
      if (!onlooker.due) continue
      onlooker.due = false
      if (onlooker.seenAt < since) onlookers.delete(key)
      else if (await publishUnasked(key, onlooker)) published += 1
      else break
    }
    return published
  }

  /** False: Slack has enough for now. */
  async function publishUnasked(key: string, onlooker: Onlooker): Promise<boolean> {
    try {
      await publish(onlooker, 'unasked')
      return true
    } catch (error) {
      const refused = error instanceof SlackError ? error : null
      const fields = { code: refused?.code, err: error instanceof Error ? error : undefined }
      parts.log.warn(fields, 'Home could not be brought up to date')
      if (refused?.permanent !== false) onlookers.delete(key)
      return refused?.kind !== 'rate_limited'
    }
  }

  return {
    async show(who, { place, hash }) {
      const onlooker = remember(who)
      onlooker.place = place ?? onlooker.place
      onlooker.hash ??= hash ?? null
      await publish(onlooker, 'asked')
    },
    changed(workspaceId) {
      const theirs = [...onlookers.values()].filter(({ who }) => who.workspaceId === workspaceId)
      for (const onlooker of theirs) onlooker.due = true
      if (theirs.length > 0) rounds.ask()
    },
    close: rounds.close,
  }
}

/** Runs `round` when asked, one at a time, with a pause for each it published; asked several times meanwhile, once more. */
function openRounds(pauseMs: number, round: () => Promise<number>) {
  let going: Promise<void> | null = null
  let asked = false
  let closed = false
  let wake = () => {}
  const rest = (times: number) =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, pauseMs * Math.max(1, times))
      timer.unref()
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const run = async () => {
    while (asked && !closed) {
      asked = false
      const published = await round()
      if (!closed) await rest(published)
    }
    going = null
  }
  return {
    ask() {
      asked = true
      if (!closed) going ??= run()
    },
    async close() {
      closed = true
      wake()
      await going
    },
  }
}
