import { z } from 'zod'
import { callSlack, SlackError } from './errors.ts'

const page = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      text: z.string().nullish().catch(null),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
        .nullish()
        .catch(null),
      files: z
        .array(z.object({ id: z.string().nullish() }))
        .nullish()
        .catch(null),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().nullish() }).nullish(),
})

type PostedMessage = z.infer<typeof page>['messages'][number]

/** What a page is asked for with: `oldest` in Slack's own form. */
type Asked = {
  readonly oldest: string
  readonly include_all_metadata: true
  readonly limit: number
  readonly cursor?: string
}

const pageSize = 100

/** Looked through before the search gives up: a message further back was not posted a moment ago. */
const pages = 20

/** In milliseconds. Whoever searches has what they search for to themselves for about a minute, and may still have to post it. */
const longestSearch = 30_000

/**
 * The first message that is it, of those posted since `oldest` which `ask` tells page by page, or null. Throws what
 * `ask` does, and kind `timeout` when looking takes too long.
 */
export async function findPosted(
  ask: (asked: Asked) => Promise<unknown>,
  isIt: (message: PostedMessage) => boolean,
  { oldest, clock }: { readonly oldest: Date; readonly clock: () => Date },
): Promise<{ ts: string } | null> {
  let cursor = ''
  const until = clock().getTime() + longestSearch
  for (let at = 0; at < pages; at += 1) {
    if (clock().getTime() >= until) throw new SlackError({ kind: 'timeout', code: 'search_too_long' })
    const asked: Asked = {
      // Slack's clock and ours may differ a little.
      oldest: String(Math.floor(oldest.getTime() / 1000) - 60),
      include_all_metadata: true,
      limit: pageSize,
      ...(cursor !== '' && { cursor }),
    }
    const read = page.safeParse(await callSlack(() => ask(asked))).data
    if (read === undefined) throw new SlackError({ kind: 'unavailable', code: 'bad_answer' })
    const found = read.messages.find(isIt)
    if (found !== undefined) return { ts: found.ts }
    cursor = read.response_metadata?.next_cursor ?? ''
    if (cursor === '') return null
  }
  return null
}

/** Whether a message carries this key in its metadata. */
export const hasKey =
  (eventType: string, key: string) =>
  ({ metadata }: PostedMessage): boolean =>
    metadata?.event_type === eventType && metadata.event_payload['key'] === key
