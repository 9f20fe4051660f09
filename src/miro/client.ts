import { Agent, errors } from 'undici'
import { kindOfStatus, MiroError, unreadable } from './miro-error.ts'
import { rateLimitEnds } from './retry-timing.ts'
import { readErrorCode } from './wire.ts'

type MiroRequest = {
  /** What is being done, in our words: all that an error may say of the request. */
  readonly operation: string
  readonly method: 'GET' | 'POST'
  /** Path below the base URL; foreign parts go through `segment`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly accessToken?: string
  readonly form?: Readonly<Record<string, string>>
  readonly json?: object
}

export type Timeouts = {
  readonly connect: number
  readonly headers: number
  /** Between two pieces of the body. */
  readonly body: number
  /** The whole call: a body that trickles must end too. */
  readonly total: number
}

const standardTimeouts: Timeouts = { connect: 10_000, headers: 30_000, body: 20_000, total: 60_000 }

const bodyLimit = 5 * 1024 * 1024

export type MiroClient = {
  /** One try. The parsed JSON body, or null where Miro sends none; throws MiroError, or the signal's reason. */
  send(request: MiroRequest): Promise<unknown>
  /** Takes no more calls and waits for those under way. */
  finish(): Promise<void>
  /** Ends the calls under way. */
  close(): Promise<void>
}

/** HTTP to one base URL: keeps connections, follows no redirect, and limits time and size of every answer. */
export function openClient(
  apiUrl: string,
  needs: { readonly clock: () => Date; readonly signal: AbortSignal; readonly timeouts?: Timeouts },
): MiroClient {
  const { origin, prefix } = baseUrl(apiUrl)
  const timeouts = needs.timeouts ?? standardTimeouts
  const agent = new Agent({
    connections: 8,
    keepAliveTimeout: 30_000,
    connect: { timeout: timeouts.connect },
    headersTimeout: timeouts.headers,
    bodyTimeout: timeouts.body,
    maxResponseSize: bodyLimit,
  })

  async function send(request: MiroRequest): Promise<unknown> {
    needs.signal.throwIfAborted()
    // undici never frees the connection of a request whose headers it refuses.
    if (request.accessToken !== undefined && !/^[\x21-\x7e]+$/.test(request.accessToken))
      throw new MiroError(request.operation, 'unauthorized', { detail: 'not a token' })
    const answer = await limited(signal => exchange(request, signal)).catch((error: unknown) => {
      needs.signal.throwIfAborted()
      throw fromNetwork(request.operation, error)
    })
    if (answer.status >= 300) throw refused(request.operation, answer, needs.clock())
    return answer.text === '' ? null : parseJson(request.operation, answer.text)
  }

  /** Ends a call after the total time, or when the client closes; leaves no timer and no listener behind. */
  async function limited<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const ending = new AbortController()
    const end = () => ending.abort()
    const timer = setTimeout(() => ending.abort(new DOMException('too late', 'TimeoutError')), timeouts.total)
    needs.signal.addEventListener('abort', end)
    try {
      return await call(ending.signal)
    } finally {
      clearTimeout(timer)
      needs.signal.removeEventListener('abort', end)
    }
  }

  async function exchange(request: MiroRequest, signal: AbortSignal): Promise<Answer> {
    const { statusCode, headers, body } = await agent.request({
      origin,
      path: prefix + request.path + queryText(request.query),
      method: request.method,
      headers: headersOf(request),
      body: bodyOf(request),
      signal,
    })
    const header = (name: string): string | null => {
      const value = headers[name]
      return typeof value === 'string' ? value : (value?.[0] ?? null)
    }
    return { status: statusCode, header, text: await body.text() }
  }

  return { send, finish: () => agent.close(), close: () => agent.destroy() }
}

type Get<T> = Omit<MiroRequest, 'method' | 'form' | 'json'> & {
  /** Null: it is not as documented. */
  readonly read: (body: unknown) => T | null
}

/** One try, understood by `read`. Throws MiroError. */
export async function get<T>(client: MiroClient, { read, ...request }: Get<T>): Promise<T> {
  return read(await client.send({ ...request, method: 'GET' })) ?? unreadable(request.operation)
}

/** The same of one thing; null: Miro says that there is no such thing. */
export async function find<T>(client: MiroClient, request: Get<T>): Promise<T | null> {
  try {
    return await get(client, request)
  } catch (error) {
    if (error instanceof MiroError && error.kind === 'not_found') return null
    throw error
  }
}

/** Believes an answer only when it is about what was asked for. */
export const about =
  <T extends { readonly id: string }>(id: string, read: (body: unknown) => T | null) =>
  (body: unknown): T | null => {
    const found = read(body)
    return found?.id === id ? found : null
  }

type Answer = {
  readonly status: number
  readonly header: (name: string) => string | null
  readonly text: string
}

/** One piece of a path. Ids come from Miro; one that could lead to another path is refused. */
export function segment(value: string): string {
  if (!/^[\w:=-]{1,100}$/.test(value))
    throw new MiroError('an id', 'rejected', { detail: 'not usable in a path' })
  return encodeURIComponent(value)
}

const queryText = (query: MiroRequest['query']): string =>
  query === undefined ? '' : `?${new URLSearchParams(query)}`

function headersOf({ accessToken, form, json }: MiroRequest): Record<string, string> {
  return {
    accept: 'application/json',
    ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
    ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
  }
}

function bodyOf({ form, json }: MiroRequest): string | null {
  if (form !== undefined) return new URLSearchParams(form).toString()
  return json === undefined ? null : JSON.stringify(json)
}

function refused(operation: string, { status, header, text }: Answer, now: Date): MiroError {
  const kind = kindOfStatus(status)
  const code = readErrorCode(text)
  if (kind !== 'rate_limited') return new MiroError(operation, kind, { status, code })
  const headers = {
    retryAfter: header('retry-after'),
    reset: header('x-ratelimit-reset'),
    date: header('date'),
  }
  return new MiroError(operation, kind, { status, code, retryAt: rateLimitEnds(headers, now) })
}

function parseJson(operation: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own message quotes the text, and that may be a token.
    throw new MiroError(operation, 'bad_answer', { detail: 'not JSON' })
  }
}

function fromNetwork(operation: string, error: unknown): MiroError {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
  if (error instanceof errors.ResponseExceededMaxSizeError)
    return new MiroError(operation, 'bad_answer', { code, detail: 'larger than 5 MB' })
  const late =
    (error instanceof Error && error.name === 'TimeoutError') ||
    error instanceof errors.ConnectTimeoutError ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError
  return new MiroError(operation, late ? 'timeout' : 'unavailable', { code, cause: error })
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * Splits a configured base URL into origin and path prefix. Tokens and secrets travel there, so it must be https
 * (http on this machine only) and carry nothing but host and path. Throws when it does not.
 */
export function baseUrl(value: string): { readonly origin: string; readonly prefix: string } {
  const url = URL.canParse(value) ? new URL(value) : null
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.test(url.hostname))
  if (!safe || [url.username, url.password, url.search, url.hash].some(part => part !== ''))
    throw new Error(
      'A Miro base URL must be https (http only on this machine), without user, query or fragment',
    )
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, '') }
}
