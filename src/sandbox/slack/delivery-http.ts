import { createHmac } from 'node:crypto'
import { request } from 'undici'
import type { DeliveryKind } from './faults.ts'
import { parseJson } from './request-body.ts'

/** What came of one delivery, as Slack sees it. */
export type Delivered = {
  acked: boolean
  /** From sending to the acknowledgement, in milliseconds. */
  ackMs: number
  /** Body of the acknowledgement: parsed JSON, else text, else null. */
  body: unknown
  /** HTTP status; null in Socket Mode or without an answer. */
  status: number | null
  /** What Slack shows to the person. */
  problem: 'operation_timeout' | 'dispatch_failed' | null
  /** The bot asked for no further tries of this event. */
  noRetry: boolean
}

export type Retry = { num: number; reason: string }

/** Slack waits this long for an acknowledgement. */
export const ackWithinMs = 3000

/** Slack's signature of a body: `v0=` and the HMAC-SHA256 of version, Unix seconds and body. */
const signature = (secret: string, seconds: number, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`

type Encoded = { contentType: string; body: string }

/** The body Slack sends for a payload; the content types carry no charset. */
const encode = (kind: DeliveryKind, payload: Record<string, unknown>): Encoded => {
  if (kind === 'event') return { contentType: 'application/json', body: JSON.stringify(payload) }
  const form = new URLSearchParams()
  if (kind === 'command') for (const [key, value] of Object.entries(payload)) form.set(key, String(value))
  else form.set('payload', JSON.stringify(payload))
  return { contentType: 'application/x-www-form-urlencoded', body: form.toString() }
}

const headersFor = (secret: string, { contentType, body }: Encoded): Record<string, string> => {
  // The stamp is the machine's own time: the receiver compares it with its own.
  const seconds = Math.floor(Date.now() / 1000)
  return {
    'content-type': contentType,
    'x-slack-request-timestamp': String(seconds),
    'x-slack-signature': signature(secret, seconds, body),
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    accept: '*/*',
  }
}

/** Sends one signed request and waits for its acknowledgement, 3 s at most. */
export const deliverByHttp = async (
  url: string,
  secret: string,
  kind: DeliveryKind,
  payload: Record<string, unknown>,
  retry: Retry | null,
): Promise<Delivered> => {
  const encoded = encode(kind, payload)
  const headers = headersFor(secret, encoded)
  if (retry !== null) {
    headers['x-slack-retry-num'] = String(retry.num)
    headers['x-slack-retry-reason'] = retry.reason
  }
  const start = performance.now()
  try {
    // Not fetch: two hundred of those at once take longer to send than the bot takes to answer them.
    const {
      statusCode: status,
      headers: answered,
      body,
    } = await request(url, {
      method: 'POST',
      headers,
      body: encoded.body,
      signal: AbortSignal.timeout(ackWithinMs),
    })
    const text = await body.text()
    const acked = status >= 200 && status < 300
    return {
      acked,
      ackMs: performance.now() - start,
      body: text === '' ? null : (parseJson(text) ?? text),
      status,
      problem: acked ? null : 'dispatch_failed',
      noRetry: answered['x-slack-no-retry'] === '1',
    }
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError'
    return failed(performance.now() - start, late ? 'operation_timeout' : 'dispatch_failed')
  }
}

export const failed = (ackMs: number, problem: NonNullable<Delivered['problem']>): Delivered => ({
  acked: false,
  ackMs,
  body: null,
  status: null,
  problem,
  noRetry: false,
})
