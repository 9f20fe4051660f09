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

export function openClients(input: { botToken: string; apiUrl: string; log: Log }): Clients {
  const logger = sdkLog(input.log)
  const open = (options: WebClientOptions): WebClient =>
    new WebClient(input.botToken, {
      slackApiUrl: input.apiUrl,
      timeout,
      logger,
      allowAbsoluteUrls: false,
      ...options,
    })
  return {
    interactive: open({ retryConfig: { retries: 2, minTimeout: 300, factor: 2 } }),
    once: open({ retryConfig: { retries: 0 }, rejectRateLimitedCalls: true }),
    directory: open({ retryConfig: { retries: 6, minTimeout: 500, maxTimeout: 15_000, factor: 2 } }),
    people: open({ retryConfig: { retries: 2, minTimeout: 300, factor: 2 } }),
  }
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
    warn: (...parts) => log.warn({}, text(parts)),
    error: (...parts) => log.error({}, text(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  }
}
