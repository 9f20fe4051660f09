import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { ForeignFailure } from '../../domain/foreign-failure.ts'

type SlackErrorKind =
  | 'rate_limited'
  | 'not_in_channel'
  | 'channel_not_found'
  | 'is_archived'
  | 'restricted'
  | 'auth'
  | 'missing_scope'
  | 'invalid_blocks'
  | 'message_not_found'
  | 'file_not_found'
  /** The workspace takes no files, or not this one. */
  | 'uploads_off'
  | 'trigger_expired'
  | 'unavailable'
  | 'timeout'
  | 'other'

/** Slack refused, or did not answer. Carries no token, no text and nothing of the request. */
export class SlackError extends ForeignFailure {
  readonly kind: SlackErrorKind
  /** Trying the same again is useless until a person changes something. */
  readonly permanent: boolean
  readonly retryAfterSeconds: number | null
  /** Slack may have done what was asked although it did not say so. */
  readonly outcomeUnknown: boolean
  /** Slack's own word, or ours where Slack gave none. */
  readonly code: string

  constructor(told: Told, cause?: unknown) {
    super(`Slack: ${told.code}`, { cause })
    this.name = 'SlackError'
    this.kind = told.kind
    this.permanent = told.permanent ?? false
    this.retryAfterSeconds = told.retryAfterSeconds ?? null
    this.outcomeUnknown = told.outcomeUnknown ?? false
    this.code = told.code
  }
}

type Told = {
  kind: SlackErrorKind
  code: string
  permanent?: boolean
  retryAfterSeconds?: number
  outcomeUnknown?: boolean
}

/** https://docs.slack.dev/reference/methods: the errors of the methods the bot calls. */
const kinds: Readonly<Record<string, SlackErrorKind>> = {
  ratelimited: 'rate_limited',
  rate_limited: 'rate_limited',
  message_limit_exceeded: 'rate_limited',
  not_in_channel: 'not_in_channel',
  channel_not_found: 'channel_not_found',
  invalid_channel: 'channel_not_found',
  is_archived: 'is_archived',
  restricted_action: 'restricted',
  restricted_action_read_only_channel: 'restricted',
  restricted_action_thread_only_channel: 'restricted',
  restricted_action_non_threadable_channel: 'restricted',
  restricted_action_thread_locked: 'restricted',
  ekm_access_denied: 'restricted',
  cannot_dm_bot: 'restricted',
  messages_tab_disabled: 'restricted',
  invalid_auth: 'auth',
  not_authed: 'auth',
  account_inactive: 'auth',
  token_revoked: 'auth',
  token_expired: 'auth',
  team_access_not_granted: 'auth',
  org_login_required: 'auth',
  missing_scope: 'missing_scope',
  not_allowed_token_type: 'missing_scope',
  no_permission: 'missing_scope',
  invalid_blocks: 'invalid_blocks',
  invalid_blocks_format: 'invalid_blocks',
  msg_blocks_too_long: 'invalid_blocks',
  msg_too_long: 'invalid_blocks',
  posting_to_channel_denied: 'restricted',
  file_uploads_disabled: 'uploads_off',
  file_uploads_except_images_disabled: 'uploads_off',
  file_type_not_allowed: 'uploads_off',
  file_upload_size_restricted: 'uploads_off',
  storage_limit_reached: 'uploads_off',
  file_not_found: 'file_not_found',
  file_deleted: 'file_not_found',
  message_not_found: 'message_not_found',
  thread_not_found: 'message_not_found',
  cant_update_message: 'message_not_found',
  edit_window_closed: 'message_not_found',
  is_inactive: 'message_not_found',
  expired_trigger_id: 'trigger_expired',
  exchanged_trigger_id: 'trigger_expired',
  invalid_trigger_id: 'trigger_expired',
  trigger_expired: 'trigger_expired',
  trigger_exchanged: 'trigger_expired',
  internal_error: 'unavailable',
  fatal_error: 'unavailable',
  service_unavailable: 'unavailable',
  request_timeout: 'unavailable',
  team_added_to_org: 'unavailable',
}

const passing: ReadonlySet<SlackErrorKind> = new Set(['rate_limited', 'unavailable', 'timeout'])

/** What an error of `@slack/web-api` says, decided by its class and codes. */
export function slackError(error: unknown): SlackError {
  if (error instanceof SlackError) return error
  if (error instanceof WebAPIRateLimitedError)
    return new SlackError(
      { kind: 'rate_limited', code: 'ratelimited', retryAfterSeconds: error.retryAfter },
      error,
    )
  if (error instanceof WebAPIPlatformError) return refused(error)
  if (error instanceof WebAPIHTTPError) return unanswered(`http_${error.statusCode}`, error)
  if (error instanceof WebAPIRequestError) return unreached(error.original)
  return unanswered('bad_answer', error)
}

function refused(error: WebAPIPlatformError): SlackError {
  const code = error.data.error
  // Where the answer was no JSON, the library puts the whole body here.
  if (!/^[a-z0-9_:-]{1,80}$/.test(code)) return unanswered('bad_answer', null)
  const kind = kinds[code] ?? 'other'
  return new SlackError(
    { kind, code, permanent: !passing.has(kind), outcomeUnknown: kind === 'unavailable', ...wait(error) },
    error,
  )
}

const wait = (error: WebAPIPlatformError): { retryAfterSeconds?: number } => {
  const seconds = error.data.response_metadata?.retryAfter
  return seconds === undefined ? {} : { retryAfterSeconds: seconds }
}

/** The request was never sent: there was nobody to send it to. */
const unsent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

function unreached(original: Error): SlackError {
  if (original.name === 'TimeoutError')
    return new SlackError({ kind: 'timeout', code: 'timeout', outcomeUnknown: true }, original)
  const code = networkCode(original)
  return new SlackError(
    { kind: 'unavailable', code: code ?? 'network', outcomeUnknown: !unsent.has(code ?? '') },
    original,
  )
}

const networkCode = ({ cause }: Error): string | null =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null

const unanswered = (code: string, cause: unknown): SlackError =>
  new SlackError({ kind: 'unavailable', code, outcomeUnknown: true }, cause)

/** One call of the Web API; whatever goes wrong in it is a SlackError, but for the end of the bot: an AbortError. */
export async function callSlack<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof WebAPIRequestError && error.original.name === 'AbortError') throw error.original
    throw slackError(error)
  }
}
