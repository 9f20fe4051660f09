import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileWire } from './files.ts'
import { limits } from './limits.ts'
import { storeMessage } from './messages.ts'
import { invalidArguments, Refusal } from './refusal.ts'
import type { LocalFile, LocalMessage } from './shapes.ts'
import { isRecord } from './validate-values.ts'
import { type Args, count, type Method, required, structured, text } from './web-api/args.ts'
import { type ChannelState, nextId, type World } from './world.ts'

/** Files that the app brings, in Slack's three steps: an address, the bytes, and where the file is shared. */
export const uploadMethods = (origin: () => string): Record<string, Method> => ({
  'files.getUploadURLExternal': {
    scope: 'files:write',
    token: 'bot',
    run: (world, args) => {
      const name = required(args, 'filename')
      const length = count(args, 'length')
      if (length === null || length <= 0) throw new Refusal('missing_argument')
      if (length > limits.uploadBytes) throw new Refusal('file_upload_size_restricted')
      if ([...(text(args, 'alt_txt') ?? '')].length > limits.altText) throw new Refusal('alt_txt_too_large')
      const id = nextId(world, 'F')
      const ticket = randomBytes(12).toString('hex')
      world.uploads.set(id, { ticket, name, length, bytes: null })
      return { upload_url: `${origin()}/upload/v1/${ticket}`, file_id: id }
    },
  },
  'files.completeUploadExternal': {
    scope: 'files:write',
    token: 'bot',
    run: (world, args) => {
      const files = wanted(args)
      // Every refusal comes before anything is shared.
      const found = files.map(({ id }) => {
        const upload = world.uploads.get(id)
        if (upload?.bytes === undefined || upload.bytes === null) throw new Refusal('file_not_found')
        return { ...upload, bytes: upload.bytes }
      })
      if (text(args, 'channels') !== null) throw invalidArguments(['not taken here: channels'])
      const channel = target(world, text(args, 'channel_id'))
      const parent = channel === null ? null : threadOf(channel, text(args, 'thread_ts'))
      const made = files.map(({ id, title }, at): LocalFile => {
        const { name, bytes } = found[at] as (typeof found)[number]
        const path = `${world.team.id}-${id}-${randomBytes(5).toString('hex')}`
        const described = { id, name, title: title ?? name, size: bytes.length, user: world.bot.userId, path }
        return { wire: fileWire(world, `${origin()}/files-pri/`, described), path, bytes }
      })
      for (const file of made) {
        world.uploads.delete(file.wire.id)
        world.files.set(file.wire.id, file)
      }
      // Slack shares after it has answered.
      const answer = structuredClone(made.map(({ wire }) => wire))
      if (channel !== null) {
        const shareAll = () => share(world, channel, parent, made, text(args, 'initial_comment') ?? '')
        if (world.heldShares === null) shareAll()
        else world.heldShares.push(shareAll)
      }
      return { files: answer }
    },
  },
})

const wanted = (args: Args): { id: string; title: string | null }[] => {
  const files = structured(args, 'files', 'invalid_arguments')
  if (!Array.isArray(files) || files.length === 0) throw invalidArguments(['missing required field: files'])
  return files.map((file: unknown) => {
    const id = isRecord(file) ? file['id'] : undefined
    const title = isRecord(file) ? file['title'] : undefined
    if (typeof id !== 'string') throw invalidArguments(['missing required field: id [json-pointer:/files/0]'])
    return { id, title: typeof title === 'string' && title !== '' ? title : null }
  })
}

/** null: shared nowhere. */
const target = (world: World, id: string | null): ChannelState | null => {
  if (id === null) return null
  const channel = world.channels.get(id)
  const member = channel?.members.has(world.bot.userId) === true
  if (channel === undefined || (!member && channel.kind !== 'public')) throw new Refusal('channel_not_found')
  if (!member) throw new Refusal('not_in_channel')
  if (channel.archived) throw new Refusal('is_archived')
  return channel
}

/** "Never use a reply's ts value; use its parent instead." */
const threadOf = (channel: ChannelState, ts: string | null): string | null => {
  if (ts === null) return null
  const parent = channel.messages.find(message => message.ts === ts)
  if (parent === undefined || (parent.threadTs !== null && parent.threadTs !== parent.ts))
    throw new Refusal('thread_not_found')
  return ts
}

const share = (
  world: World,
  channel: ChannelState,
  threadTs: string | null,
  files: readonly LocalFile[],
  comment: string,
): void => {
  const wires = files.map(({ wire }) => wire)
  const message: LocalMessage = storeMessage(world, channel, {
    ...{ text: comment, blocks: [], metadata: null, threadTs, files: wires },
  })
  const shared = {
    ts: message.ts,
    ...(threadTs === null ? {} : { thread_ts: threadTs }),
    ...{ channel_name: channel.name, team_id: world.team.id, share_user_id: world.bot.userId },
    ...{ reply_users: [], reply_users_count: 0, reply_count: 0, is_silent_share: false },
  }
  const isPublic = channel.kind === 'public'
  for (const wire of wires)
    Object.assign(wire, {
      is_public: isPublic,
      channels: isPublic ? [channel.id] : [],
      groups: channel.kind === 'private' ? [channel.id] : [],
      ims: channel.kind === 'im' ? [channel.id] : [],
      shares: { [isPublic ? 'public' : 'private']: { [channel.id]: [shared] } },
    })
}

/** Bytes come raw, or as the one file of a form. */
export const uploadedBytes = async (request: IncomingMessage, body: Buffer): Promise<Buffer> => {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) return body
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  const file = [...form.values()].find(value => typeof value !== 'string')
  return file === undefined ? Buffer.alloc(0) : Buffer.from(await file.arrayBuffer())
}

/** Returns the HTTP status. */
export const storeUpload = (world: World, ticket: string, bytes: Buffer): number => {
  const upload = [...world.uploads.values()].find(one => one.ticket === ticket)
  if (upload === undefined) return 404
  if (bytes.length !== upload.length) return 400
  upload.bytes = bytes
  return 200
}

/** The address that `files.getUploadURLExternal` gave takes the bytes, from anybody who knows it, until the file is completed. */
export const answerUpload = (
  world: World,
  ticket: string,
  bytes: Buffer,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): number => {
  const status = request.method === 'POST' ? storeUpload(world, ticket, bytes) : 405
  response
    .writeHead(status, { 'content-type': 'text/plain' })
    .end(status === 200 ? `OK - ${bytes.length}` : 'error')
  return status
}
