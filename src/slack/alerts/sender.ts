import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { AlertFacts } from '../../domain/alert.ts'
import type { Message } from '../frame/blocks.ts'
import type { Clients } from '../frame/clients.ts'
import { callSlack, SlackError } from '../frame/errors.ts'
import { testMessage } from './channel/view.ts'
import { type AlertOptions, alertMessage, plainAlert } from './view.ts'

type PostOptions = AlertOptions & {
  /** The alert's id: written into the message's metadata, to find it again after a lost answer. */
  readonly key: string
}

export type AlertSender = ReturnType<typeof openAlertSender>

const eventType = 'miro_access_alert'

const posted = z.object({ channel: z.string(), ts: z.string() })

const history = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
        .nullish()
        .catch(null),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().nullish() }).nullish(),
})

const pageSize = 100

/** Looked through before the search gives up: a message further back was not posted a moment ago. */
const pages = 20

/** The same in milliseconds: the search has the message for about a minute, and still has to post it. */
const longestSearch = 30_000

/** Posts and edits alerts, one try each. Throws SlackError; its `outcomeUnknown` says when to look before repeating. */
export function openAlertSender({
  once,
  clock = () => new Date(),
}: Pick<Clients, 'once'> & { clock?: () => Date }) {
  /** A person's id names their direct messages only when posting. */
  async function conversationOf(id: string): Promise<string> {
    if (!/^[UW]/.test(id)) return id
    const opened = await callSlack(() => once.conversations.open({ users: id }))
    return opened.channel?.id ?? id
  }

  return {
    /** To a channel, or as a direct message to a person's id. */
    async post(
      channel: string,
      facts: AlertFacts,
      options: PostOptions,
    ): Promise<{ channelId: string; ts: string }> {
      const answer = await withoutBlocksIfRefused(alertMessage(facts, options), said =>
        once.chat.postMessage({
          channel,
          ...said,
          metadata: { event_type: eventType, event_payload: { key: options.key } },
          unfurl_links: false,
          unfurl_media: false,
        }),
      )
      const read = posted.safeParse(answer).data
      if (read === undefined)
        throw new SlackError({ kind: 'unavailable', code: 'bad_answer', outcomeUnknown: true })
      return { channelId: read.channel, ts: read.ts }
    },

    async update(channelId: string, ts: string, facts: AlertFacts, options: PostOptions): Promise<void> {
      await withoutBlocksIfRefused(alertMessage(facts, options), said =>
        once.chat.update({ channel: channelId, ts, blocks: [], ...said }),
      )
    },

    /**
     * The message with this key posted since `oldest`, or null. Throws kind `missing_scope` where the bot may not look,
     * `timeout` when looking takes too long.
     */
    async find(channelId: string, key: string, oldest: Date): Promise<{ ts: string } | null> {
      const channel = await conversationOf(channelId)
      let cursor = ''
      const until = clock().getTime() + longestSearch
      for (let page = 0; page < pages; page += 1) {
        if (clock().getTime() >= until) throw new SlackError({ kind: 'timeout', code: 'search_too_long' })
        const read = history.safeParse(
          await callSlack(() =>
            once.conversations.history({
              channel,
              // Slack's clock and ours may differ a little.
              oldest: String(Math.floor(oldest.getTime() / 1000) - 60),
              include_all_metadata: true,
              limit: pageSize,
              ...(cursor !== '' && { cursor }),
            }),
          ),
        ).data
        if (read === undefined) throw new SlackError({ kind: 'unavailable', code: 'bad_answer' })
        const found = read.messages.find(
          ({ metadata }) => metadata?.event_type === eventType && metadata.event_payload['key'] === key,
        )
        if (found !== undefined) return { ts: found.ts }
        cursor = read.response_metadata?.next_cursor ?? ''
        if (cursor === '') return null
      }
      return null
    },
  }
}

/** Never the same again: what Slack refuses to draw goes once more as plain text. */
async function withoutBlocksIfRefused<T>(
  said: Message,
  send: (said: Message | { text: string }) => Promise<T>,
): Promise<T> {
  try {
    return await callSlack(() => send(said))
  } catch (error) {
    if (!(error instanceof SlackError && error.kind === 'invalid_blocks')) throw error
    return await callSlack(() => send(plainAlert(said)))
  }
}

/** Posts once, without another try: who pressed the button can press it again. */
export const openTestPost =
  (client: WebClient) =>
  async (channelId: string, by: string): Promise<void> => {
    await callSlack(() => client.chat.postMessage({ channel: channelId, ...testMessage(by) }))
  }
