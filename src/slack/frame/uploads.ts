import type { WebClient } from '@slack/web-api'
import { Agent, request } from 'undici'
import { z } from 'zod'
import { UnreadableList } from '../../domain/staff-list.ts'
import { callSlack, SlackError } from './errors.ts'

/**
 * gone: deleted meanwhile, or somebody else's. not_allowed: Slack does not hand it over. not_text: no file of text.
 * unreachable: Slack did not answer.
 */
type FileRefusal = 'gone' | 'not_allowed' | 'not_text' | 'too_large' | 'unreachable'

type OpenedFile =
  | { readonly outcome: 'open'; readonly name: string; readonly bytes: AsyncIterable<Uint8Array> }
  | { readonly outcome: 'refused'; readonly because: FileRefusal }

export type Uploads = {
  /** Whether the app may read files: an optional scope. */
  allowed(): Promise<boolean>
  /** A file that this person uploaded, as it comes. Nothing of it is stored. */
  open(fileId: string, by: string): Promise<OpenedFile>
}

type Parts = { readonly client: WebClient; readonly botToken: string; readonly apiUrl: string }

/** Slack's own limit for a `file_input`. */
const mostBytes = 10 * 1024 * 1024
const timeout = 15_000

const info = z.object({
  file: z.object({
    name: z.string().nullish(),
    user: z.string(),
    size: z.number(),
    url_private_download: z.string(),
  }),
})

/** Files that people put into a modal. Throws SlackError when Slack does not answer. */
export function openUploads({ client, botToken, apiUrl }: Parts): Uploads {
  return {
    async allowed() {
      const { response_metadata } = await callSlack(() => client.auth.test())
      return response_metadata?.scopes?.includes('files:read') === true
    },
    async open(fileId, by) {
      const asked = await ask(client, fileId)
      if ('because' in asked) return { outcome: 'refused', because: asked.because }
      const { name, user, size, url_private_download: url } = asked.file
      // A person who may import may not read what others put into Slack.
      if (user !== by) return { outcome: 'refused', because: 'gone' }
      if (size > mostBytes) return { outcome: 'refused', because: 'too_large' }
      if (!isSlacks(url, apiUrl)) return { outcome: 'refused', because: 'not_allowed' }
      return download(url, name ?? '', botToken)
    },
  }
}

const gone = new Set(['file_not_found', 'file_deleted', 'invalid_arguments'])

async function ask(
  client: WebClient,
  fileId: string,
): Promise<z.infer<typeof info> | { readonly because: FileRefusal }> {
  try {
    const read = info.safeParse(await callSlack(() => client.files.info({ file: fileId })))
    return read.data ?? { because: 'gone' }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    if (error.kind === 'missing_scope') return { because: 'not_allowed' }
    if (gone.has(error.code)) return { because: 'gone' }
    throw error
  }
}

/** The token goes to the host of Slack's API and to those below it, as files.slack.com is, and nowhere else. */
export function isSlacks(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address)) return false
  const [url, api] = [new URL(address), new URL(apiUrl)]
  const sameHost = url.hostname === api.hostname || url.hostname.endsWith(`.${api.hostname}`)
  return sameHost && url.protocol === api.protocol && url.port === api.port && url.username === ''
}

/** Text, or what browsers say of a file of it. A page means that Slack wants somebody to sign in. */
const textual = /^(text\/(?!html)|application\/(octet-stream|csv|vnd\.ms-excel))/

async function download(url: string, name: string, botToken: string): Promise<OpenedFile> {
  const agent = new Agent({ headersTimeout: timeout, bodyTimeout: timeout, connect: { timeout } })
  const refused = async (because: FileRefusal): Promise<OpenedFile> => {
    await agent.destroy()
    return { outcome: 'refused', because }
  }
  try {
    const { statusCode, headers, body } = await request(url, {
      dispatcher: agent,
      headers: { authorization: `Bearer ${botToken}` },
    })
    const type = String(headers['content-type'] ?? '')
    if (statusCode === 404) return refused('gone')
    if (statusCode >= 500) return refused('unreachable')
    if (statusCode !== 200 || type.startsWith('text/html')) return refused('not_allowed')
    if (!textual.test(type)) return refused('not_text')
    return { outcome: 'open', name, bytes: bytesOf(body, agent) }
  } catch {
    return refused('unreachable')
  }
}

/** However the reading ends, the connection does too. */
async function* bytesOf(body: AsyncIterable<Uint8Array>, agent: Agent): AsyncGenerator<Uint8Array> {
  let size = 0
  try {
    for await (const part of body) {
      size += part.byteLength
      if (size > mostBytes) throw new UnreadableList({ kind: 'too_large', megabytes: 10 })
      yield part
    }
  } catch (error) {
    throw error instanceof UnreadableList ? error : new UnreadableList({ kind: 'broken_off' })
  } finally {
    await agent.destroy()
  }
}
