import {
  type Logger,
  LogLevel,
  type WebAPICallResult,
  WebClient,
  type WebClientOptions,
} from '@slack/web-api'
import type { Log } from '../../log.ts'
import { SlackError, slackError } from './errors.ts'
import { type Form, type Forms, openForms } from './forms.ts'
import type { Installation } from './installation.ts'

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
  /** Which blocks the workspace takes: the clients know, and what is sent without them has to ask. */
  readonly forms: Forms
}

const timeout = 10_000

/** Slack's words for a token that works no more. */
const tokenGone = new Set(['account_inactive', 'token_revoked', 'invalid_auth'])

/** Slack's words for blocks it does not take, in a message and in a view. */
const blocksRefused = new Set(['invalid_blocks', 'invalid_blocks_format', 'invalid_arguments'])

const refusesBlocks = (error: unknown): boolean => blocksRefused.has(slackError(error).code)

/**
 * Tells when Slack refuses the token, and asks nothing any more of a workspace that has removed the app. Blocks go in
 * the form that the workspace takes.
 */
class WatchedClient extends WebClient {
  readonly #installation: Installation
  readonly #forms: Forms

  constructor(token: string, options: WebClientOptions, installation: Installation, forms: Forms) {
    super(token, options)
    this.#installation = installation
    this.#forms = forms
  }

  override async apiCall(method: string, options?: Record<string, unknown>): Promise<WebAPICallResult> {
    // Only whether the token works again may be asked.
    if (this.#installation.isRemoved() && method !== 'auth.test')
      throw new SlackError({ kind: 'auth', code: 'account_inactive', permanent: true })
    try {
      return await this.#forms.send(options ?? {}, written => super.apiCall(method, written), refusesBlocks)
    } catch (error) {
      const { code } = slackError(error)
      if (tokenGone.has(code)) this.#installation.refused(code)
      throw error
    }
  }
}

type Parts = {
  readonly botToken: string
  readonly apiUrl: string
  readonly installation: Installation
  readonly log: Log
  readonly clock?: () => Date
  /** newer, when absent. */
  readonly blocks?: Form
  /** Aborts when nobody can wait for Slack any longer: calls then end with its reason. */
  readonly ending?: AbortSignal
}

export function openClients(input: Parts): Clients {
  const logger = sdkLog(input.log)
  const always: WebClientOptions = {
    slackApiUrl: input.apiUrl,
    timeout,
    logger,
    allowAbsoluteUrls: false,
    ...(input.ending !== undefined && { fetch: fetchUntil(input.ending) }),
  }
  const forms = openForms({
    form: input.blocks ?? 'newer',
    clock: input.clock ?? (() => new Date()),
    onRefused: () => input.log.warn({}, 'Slack refuses newer blocks: messages and windows go without them'),
  })
  const open = (options: WebClientOptions): WebClient =>
    new WatchedClient(input.botToken, { ...always, ...options }, input.installation, forms)
  return {
    forms,
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
