import { z } from 'zod'
import type { Clients } from '../frame/clients.ts'
import { callSlack, SlackError } from '../frame/errors.ts'
import { findPosted, hasKey } from '../frame/posted.ts'
import { isSlacks } from '../frame/uploads.ts'

/** Where something stands or is to stand: in a channel, or under a message there. */
type To = { readonly channelId: string; readonly threadTs: string | null }

export type WitnessSender = ReturnType<typeof openWitnessSender>

type Parts = Pick<Clients, 'once'> & {
  readonly apiUrl: string
  readonly clock: () => Date
  /** Aborts when nobody can wait for Slack any longer. */
  readonly ending: AbortSignal
}

const eventType = 'miro_access_record'
const timeout = 10_000

const posted = z.object({ channel: z.string(), ts: z.string() })
const begun = z.object({ upload_url: z.string(), file_id: z.string() })
const share = z.object({ ts: z.string(), thread_ts: z.string().nullish() })
const shares = z.record(z.string(), z.array(share)).nullish()
const info = z.object({ file: z.object({ shares: z.object({ public: shares, private: shares }).nullish() }) })

const badAnswer = (outcomeUnknown: boolean): SlackError =>
  new SlackError({ kind: 'unavailable', code: 'bad_answer', outcomeUnknown })

/** Posts what the witness says, word for word, one try each. Throws SlackError. Nothing of it is edited, ever. */
export function openWitnessSender({ once, apiUrl, clock, ending }: Parts) {
  /** The address is secret, and takes the bytes without a token. */
  async function put(url: string, bytes: Buffer): Promise<void> {
    if (!isSlacks(url, apiUrl)) throw badAnswer(false)
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: new Uint8Array(bytes),
      redirect: 'error',
      signal: AbortSignal.any([ending, AbortSignal.timeout(timeout)]),
    }).catch((error: unknown) => {
      ending.throwIfAborted()
      throw new SlackError({ kind: 'unavailable', code: 'upload_failed' }, error)
    })
    await answer.body?.cancel()
    if (answer.status !== 200)
      throw new SlackError({ kind: 'unavailable', code: `upload_http_${answer.status}` })
  }

  const inThread = (
    { channelId, threadTs }: To,
    isIt: Parameters<typeof findPosted>[1],
    oldest: Date,
  ): Promise<{ ts: string } | null> =>
    findPosted(
      asked =>
        threadTs === null
          ? once.conversations.history({ channel: channelId, ...asked })
          : once.conversations.replies({ channel: channelId, ts: threadTs, ...asked }),
      isIt,
      { oldest, clock },
    )

  return {
    /** `key` finds it again after a lost answer. */
    async post({ channelId, threadTs }: To, words: string, key: string): Promise<{ ts: string }> {
      const answer = await callSlack(() =>
        once.chat.postMessage({
          channel: channelId,
          text: words,
          ...(threadTs !== null && { thread_ts: threadTs }),
          metadata: { event_type: eventType, event_payload: { key } },
          unfurl_links: false,
          unfurl_media: false,
        }),
      )
      const read = posted.safeParse(answer).data
      if (read === undefined) throw badAnswer(true)
      return { ts: read.ts }
    },

    /** Brings a file of one line to Slack, where nobody sees it until it is shared. Kinds `missing_scope` and `uploads_off`: no files here. */
    async bring(filename: string, words: string): Promise<{ fileId: string }> {
      const bytes = Buffer.from(words)
      const length = bytes.length
      const answer = await callSlack(() => once.files.getUploadURLExternal({ filename, length }))
      const read = begun.safeParse(answer).data
      if (read === undefined) throw badAnswer(false)
      await put(read.upload_url, bytes)
      return { fileId: read.file_id }
    },

    /** Slack shares it now or a little later, and once only: kind `file_not_found` when it was asked for before. */
    async share(fileId: string, { channelId, threadTs }: To): Promise<void> {
      await callSlack(() =>
        once.apiCall('files.completeUploadExternal', {
          files: [{ id: fileId }],
          channel_id: channelId,
          ...(threadTs !== null && { thread_ts: threadTs }),
        }),
      )
    },

    /** Kind `missing_scope`: nobody may look. */
    async findMessage(to: To, key: string, since: Date): Promise<{ ts: string } | null> {
      return inThread(to, hasKey(eventType, key), since)
    },

    /** The message that shares a file there; null: none does so far. Kind `missing_scope`: nobody may look. */
    async findFile(to: To, fileId: string, since: Date): Promise<{ ts: string } | null> {
      try {
        const read = info.safeParse(await callSlack(() => once.files.info({ file: fileId }))).data
        if (read === undefined) throw badAnswer(false)
        const { public: open, private: closed } = read.file.shares ?? {}
        const there = [...(open?.[to.channelId] ?? []), ...(closed?.[to.channelId] ?? [])]
        const found = there.find(each => (each.thread_ts ?? null) === to.threadTs)
        return found === undefined ? null : { ts: found.ts }
      } catch (error) {
        if (!(error instanceof SlackError)) throw error
        if (error.kind === 'file_not_found') return null
        if (error.kind !== 'missing_scope') throw error
        return inThread(to, ({ files }) => files?.some(({ id }) => id === fileId) === true, since)
      }
    },
  }
}
