import { isDeepStrictEqual } from 'node:util'
import type { Log } from '../../../log.ts'
import type { Setup } from '../../../workflows/workspace/read-setup.ts'
import { type LiveSetup, readTarget } from '../../doors/setup.ts'
import type { Clients } from '../../frame/clients.ts'
import { callSlack, SlackError } from '../../frame/errors.ts'
import type { Who } from '../../frame/listener.ts'
import { setupMessage, setupModal } from './view.ts'

type Parts = {
  readonly clients: Pick<Clients, 'interactive'>
  readonly readSetup: (workspaceId: string) => Promise<Setup>
  readonly log: Log
}

type Place = { readonly workspaceId: string; readonly channel: string; readonly ts: string }

/** More people than this do not set one bot up together. */
const most = 50

export function openLiveSetup({ clients, readSetup, log }: Parts): LiveSetup {
  const { chat } = clients.interactive
  const places = new Map<string, Place>()
  const keyOf = (who: Who) => `${who.workspaceId} ${who.slackUserId}`
  const remember = (key: string, place: Place) => {
    places.delete(key)
    const [oldest] = places.keys()
    if (places.size >= most && oldest !== undefined) places.delete(oldest)
    places.set(key, place)
  }
  const edit = async (key: string, { channel, ts }: Place, setup: Setup) => {
    try {
      await callSlack(() => chat.update({ channel, ts, ...setupMessage(setup, 'living') }))
    } catch (error) {
      // What was decided is stored; the message only shows it.
      if (!(error instanceof SlackError)) throw error
      if (error.permanent) places.delete(key)
      log.warn({ code: error.code }, 'the setup message could not be edited')
    }
  }
  /** Edits every message known here until it says what is true. `shown`: what they say, as far as one knows. */
  const upToDate = async (workspaceId: string, shown: Setup | null): Promise<Setup> => {
    let setup = await readSetup(workspaceId)
    const here = [...places].filter(([, place]) => place.workspaceId === workspaceId)
    if (here.length === 0 || (shown !== null && saysTheSame(shown, setup))) return setup
    // Somebody else, perhaps another process, may have edited between the read and the edit: the last one looks again.
    for (;;) {
      await Promise.all(here.map(([key, place]) => edit(key, place, setup)))
      const now = await readSetup(workspaceId)
      if (saysTheSame(now, setup)) return now
      setup = now
    }
  }
  return {
    window: setupModal,
    async post(who, setup) {
      const posted = await callSlack(() =>
        chat.postMessage({ channel: who.slackUserId, ...setupMessage(setup, 'living') }),
      )
      if (posted.channel === undefined || posted.ts === undefined) return
      remember(keyOf(who), { workspaceId: who.workspaceId, channel: posted.channel, ts: posted.ts })
      // A step done, or the first sync ended, while it was being posted: nobody else knew where it would stand.
      await upToDate(who.workspaceId, setup)
    },
    clicked({ who, value, channelId, messageTs }) {
      if (readTarget(value).fromSetup && channelId !== null && messageTs !== null)
        remember(keyOf(who), { workspaceId: who.workspaceId, channel: channelId, ts: messageTs })
    },
    refresh: workspaceId => upToDate(workspaceId, null),
  }
}

const saysTheSame = (one: Setup, other: Setup): boolean =>
  isDeepStrictEqual(setupMessage(one, 'living'), setupMessage(other, 'living'))
