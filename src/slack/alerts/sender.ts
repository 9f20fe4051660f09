import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { AlertFacts } from '../../domain/alert.ts'
import type { Message } from '../frame/blocks.ts'
import type { Clients } from '../frame/clients.ts'
import { callSlack, SlackError } from '../frame/errors.ts'
import { findPosted, hasKey } from '../frame/posted.ts'
import { testMessage } from './channel/view.ts'
import { type AlertOptions, alertMessage, plainAlert } from './view.ts'

type PostOptions = Omit<AlertOptions, 'miroUrl'> & {
  /** The alert's id: written into the message's metadata, to find it again after a lost answer. */
  readonly key: string
  /** Under which message it is to stand, and whether the channel sees it too; else it stands by itself. */
  readonly thread?: { readonly ts: string; readonly broadcast: boolean } | null
}

export type AlertSender = ReturnType<typeof openAlertSender>

const eventType = 'miro_access_alert'

const posted = z.object({ channel: z.string(), ts: z.string() })

/** Posts and edits alerts, one try each. Throws SlackError; its `outcomeUnknown` says when to look before repeating. */
export function openAlertSender({
  once,
  miroUrl,
  clock = () => new Date(),
}: Pick<Clients, 'once'> & { miroUrl: string; clock?: () => Date }) {
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
      const answer = await withoutBlocksIfRefused(alertMessage(facts, { ...options, miroUrl }), said =>
        once.chat.postMessage({
          channel,
          ...said,
          ...inThread(options.thread ?? null),
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
      await withoutBlocksIfRefused(alertMessage(facts, { ...options, miroUrl }), said =>
        once.chat.update({ channel: channelId, ts, blocks: [], ...said }),
      )
    },

    /**
     * The message with this key posted since `oldest`, in the thread of `threadTs` where there is one, or null. Throws kind `missing_scope` where the bot may not look,
     * `timeout` when looking takes too long.
     */
    async find(
      channelId: string,
      key: string,
      oldest: Date,
      threadTs: string | null = null,
    ): Promise<{ ts: string } | null> {
      const channel = await conversationOf(channelId)
      return findPosted(
        asked =>
          threadTs === null
            ? once.conversations.history({ channel, ...asked })
            : once.conversations.replies({ channel, ts: threadTs, ...asked }),
        hasKey(eventType, key),
        { oldest, clock },
      )
    },

    /** Takes a message away; one that is gone already is fine. */
    async remove(channelId: string, ts: string): Promise<void> {
      await callSlack(() => once.chat.delete({ channel: channelId, ts })).catch((error: unknown) => {
        if (!(error instanceof SlackError && error.kind === 'message_not_found')) throw error
      })
    },
  }
}

const inThread = (thread: { readonly ts: string; readonly broadcast: boolean } | null) =>
  thread === null ? {} : { thread_ts: thread.ts, ...(thread.broadcast && { reply_broadcast: true as const }) }

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
