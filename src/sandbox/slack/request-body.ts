import type { IncomingMessage } from 'node:http'
import { isRecord } from './validate-values.ts'

/** The whole body. */
export const readBytes = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

export type ApiArguments = { args: Record<string, unknown>; token: string | null }

/** Arguments that a form carries as JSON text. Text that is no JSON stays, for the method to refuse. */
const structuredKeys = ['blocks', 'view', 'metadata', 'attachments', 'files']

/**
 * Arguments and token of a Web API call: from a form, a JSON body or the query. In a JSON body a token
 * counts only in the header, as in Slack.
 */
export const readArguments = (request: IncomingMessage, url: URL, body: string): ApiArguments => {
  const args: Record<string, unknown> = Object.fromEntries(url.searchParams)
  const json = (request.headers['content-type'] ?? '').startsWith('application/json')
  if (json) {
    const parsed = parseJson(body)
    if (isRecord(parsed)) Object.assign(args, parsed)
    delete args['token']
  } else {
    Object.assign(args, Object.fromEntries(new URLSearchParams(body)))
  }
  for (const key of structuredKeys) {
    const value = args[key]
    if (typeof value === 'string') args[key] = parseJson(value) ?? value
  }
  const header = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const own = args['token']
  delete args['token']
  return { args, token: header ?? (typeof own === 'string' && own !== '' ? own : null) }
}

export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
