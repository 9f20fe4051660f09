import type { WebClient } from '@slack/web-api'
import type { MessagePlace } from '../../workflows/jobs.ts'
import type { Message } from './blocks.ts'
import { callSlack, SlackError } from './errors.ts'

/** A message that is edited while something goes on, until it says how that ended. */
export type LivingMessage<Facts> = {
  /** Posts the message; `channelOrUser` may be a person's id, then it is a direct message. */
  start(channelOrUser: string, facts: Facts): Promise<MessagePlace>
  /**
   * Edits it, at most once in 1.2 s per message: what comes faster is left out, but never the last. Resolves when
   * the message shows this or something newer. Never rejects: nothing fails because nobody can watch it.
   */
  update(place: MessagePlace, facts: Facts): Promise<void>
}

type Said<Facts> = {
  readonly message: (facts: Facts) => Message
  /** It is the last thing said. */
  readonly isOver: (facts: Facts) => boolean
}

/** Slack takes about one edit a second in a channel. */
const pause = 1200

const longestWait = 30
const mostTries = 5

type Living<Facts> = { next: Facts | null; going: Promise<void> }

/** `client` must not wait out rate limits by itself: other calls would wait with it. */
export function openLivingMessage<Facts>(
  client: WebClient,
  { message: said, isOver }: Said<Facts>,
  pauseMs = pause,
): LivingMessage<Facts> {
  const living = new Map<string, Living<Facts>>()

  /** Seconds to wait before it is tried again, or null: done, or not worth another try. */
  async function edit(place: MessagePlace, facts: Facts): Promise<number | null> {
    try {
      await callSlack(() => client.chat.update({ channel: place.channel, ts: place.ts, ...said(facts) }))
      return null
    } catch (error) {
      if (!(error instanceof SlackError)) throw error
      if (error.kind === 'rate_limited') return Math.min(error.retryAfterSeconds ?? 1, longestWait)
      return error.permanent || !isOver(facts) ? null : 1
    }
  }

  async function follow(place: MessagePlace, key: string, message: Living<Facts>): Promise<void> {
    for (let tries = 0; message.next !== null; ) {
      const facts = message.next
      message.next = null
      const wait = await edit(place, facts)
      tries = wait === null ? 0 : tries + 1
      // Newer facts may have come meanwhile; else the same are shown again, the last above all.
      if (wait !== null && tries < mostTries) message.next ??= facts
      if (message.next === null && isOver(facts)) break
      await new Promise(resolve => setTimeout(resolve, wait === null ? pauseMs : wait * 1000))
    }
    living.delete(key)
  }

  return {
    async start(channelOrUser, facts) {
      const answer = await callSlack(() =>
        client.chat.postMessage({ channel: channelOrUser, ...said(facts), unfurl_links: false }),
      )
      if (answer.channel === undefined || answer.ts === undefined)
        throw new SlackError({ kind: 'unavailable', code: 'bad_answer', outcomeUnknown: true })
      return { channel: answer.channel, ts: answer.ts }
    },

    update(place, facts) {
      const key = `${place.channel} ${place.ts}`
      const known = living.get(key)
      if (known !== undefined) {
        known.next = facts
        return known.going
      }
      const message: Living<Facts> = { next: facts, going: Promise.resolve() }
      living.set(key, message)
      message.going = follow(place, key, message)
      return message.going
    },
  }
}
