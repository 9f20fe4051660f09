import { type Logger, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api'
import type { Log } from '../../log.ts'

/** Four ways to call Slack, apart because a rate limit stops everything that shares a client. */
export type Clients = {
  /** For answers to people: two more tries. */
  readonly interactive: WebClient
  /** One try, and the refusal of a rate limit at once: for what may not happen twice, alerts and modals. */
  readonly once: WebClient
  /** For the long scan of the directory: only reads, so it may wait out rate limits and repeat for half a minute. */
  readonly directory: WebClient
  /** For looks at single people after events: a scan that waits out a rate limit must not delay them. */
  readonly people: WebClient
}

const timeout = 10_000

export function openClients(input: {
  botToken: string
  apiUrl: string
  log: Log
  /** Aborts when nobody can wait for Slack any longer: calls then end with its reason. */
  ending?: AbortSignal
}): Clients {
  const logger = sdkLog(input.log)
  const open = (options: WebClientOptions): WebClient =>
    new WebClient(input.botToken, {
      slackApiUrl: input.apiUrl,
      timeout,
      logger,
      allowAbsoluteUrls: false,
      ...(input.ending !== undefined && { fetch: fetchUntil(input.ending) }),
      ...options,
    })
  return {
    interactive: open({ retryConfig: { retries: 2, minTimeout: 300, factor: 2 } }),
    once: open({ retryConfig: { retries: 0 }, rejectRateLimitedCalls: true }),
    directory: open({ retryConfig: { retries: 6, minTimeout: 500, maxTimeout: 15_000, factor: 2 } }),
    people: open({ retryConfig: { retries: 2, minTimeout: 300, factor: 2 } }),
  }
}

/** Also ends the wait for a call that Slack does not answer. What Slack makes of it is as unknown as after a kill. */
const fetchUntil =
  (ending: AbortSignal): typeof fetch =>
  async (url, init) => {
    ending.throwIfAborted()
    return await new Promise((resolve, reject) => {
      const end = () => reject(ending.reason)
      ending.addEventListener('abort', end)
      fetch(url, init)
        .then(resolve, reject)
        .finally(() => ending.removeEventListener('abort', end))
    })
  }

/**
 * Slack's libraries write to our log, but never what they call debug: there they print whole requests. Only texts
 * are taken; objects may hold anything.
 */
export function sdkLog(log: Log): Logger {
  const text = (parts: readonly unknown[]): string =>
    parts
      .flatMap(each => (typeof each === 'string' ? [each] : each instanceof Error ? [each.name] : []))
      .join(' ')
  return {
    debug: () => {},
    info: (...parts) => log.debug({}, text(parts)),
    warn: (...parts) => {
      const message = text(parts)
      // Whoever called knows it too, and says it with what was to be done.
      if (message.startsWith('http request failed')) log.debug({}, message)
      else log.warn({}, message)
    },
    error: (...parts) => log.error({}, text(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  }
}
