import { randomBytes } from 'node:crypto'
import { storeMessage, withIds } from './messages.ts'
import { Refusal } from './refusal.ts'
import type { LocalMessage } from './shapes.ts'
import { isRecord } from './validate-values.ts'
import { readContent } from './web-api/content.ts'
import type { ResponseUrl, World } from './world.ts'

const mostUses = 5
const lifeMs = 30 * 60_000

/** A new response URL's last part. `source`: the message that was clicked. */
export const issueResponseUrl = (
  world: World,
  userId: string,
  channelId: string,
  source: LocalMessage | null,
): string => {
  const id = randomBytes(12).toString('hex')
  world.responseUrls.set(id, { userId, channelId, issuedAt: world.clock(), uses: 0, source })
  return id
}

type Outcome = { status: number; body: Record<string, unknown> }

/** What Slack does with a message posted to a response URL. */
export const answerResponseUrl = (world: World, id: string, sent: unknown): Outcome => {
  const url = world.responseUrls.get(id)
  if (url === undefined) return { status: 404, body: { ok: false, error: 'not_found' } }
  if (world.clock().getTime() - url.issuedAt.getTime() > lifeMs) {
    return { status: 404, body: { ok: false, error: 'expired_url' } }
  }
  if (url.uses >= mostUses) return { status: 404, body: { ok: false, error: 'used_url' } }
  if (!isRecord(sent)) return { status: 400, body: { ok: false, error: 'invalid_payload' } }
  url.uses += 1
  try {
    applyReply(world, url, sent)
    return { status: 200, body: { ok: true } }
  } catch (error) {
    if (error instanceof Refusal)
      return { status: 400, body: { ok: false, error: error.code, ...error.extra } }
    throw error
  }
}

/** A reply by response URL or in the acknowledgement of a command. */
export const applyReply = (
  world: World,
  { userId, channelId, source }: Pick<ResponseUrl, 'userId' | 'channelId' | 'source'>,
  sent: Record<string, unknown>,
): void => {
  const channel = world.channels.get(channelId)
  if (channel === undefined) throw new Refusal('channel_not_found')
  if (sent['delete_original'] === true) {
    if (source === null) throw new Refusal('cannot_delete_original')
    const list = source.ephemeralTo === null ? channel.messages : world.ephemerals
    const index = list.indexOf(source)
    if (index >= 0) list.splice(index, 1)
    world.changed('message')
    return
  }
  const content = readContent(world, sent)
  if (sent['replace_original'] === true && source !== null) {
    source.edits.push({ text: source.text, blocks: source.blocks, metadata: source.metadata })
    source.text = content.text
    source.blocks = withIds(world, content.blocks)
    world.changed('message')
    return
  }
  const toAll = sent['response_type'] === 'in_channel'
  const threadTs = typeof sent['thread_ts'] === 'string' ? sent['thread_ts'] : null
  storeMessage(world, channel, {
    ...content,
    metadata: null,
    threadTs,
    ...(toAll ? {} : { ephemeralTo: userId }),
  })
}
