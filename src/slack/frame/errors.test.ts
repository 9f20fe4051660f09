import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { expect, test } from 'vitest'
import { slackError } from './errors.ts'

const platform = (error: string) => new WebAPIPlatformError({ ok: false, error })
const network = (code: string) =>
  new WebAPIRequestError(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) }))
const named = (name: string) => new WebAPIRequestError(Object.assign(new Error(), { name }))

test.each([
  [new WebAPIRateLimitedError(30), 'rate_limited', false, 30, false],
  [platform('ratelimited'), 'rate_limited', false, null, false],
  [platform('not_in_channel'), 'not_in_channel', true, null, false],
  [platform('is_archived'), 'is_archived', true, null, false],
  [platform('token_revoked'), 'auth', true, null, false],
  [platform('missing_scope'), 'missing_scope', true, null, false],
  [platform('invalid_blocks'), 'invalid_blocks', true, null, false],
  [platform('message_not_found'), 'message_not_found', true, null, false],
  [platform('expired_trigger_id'), 'trigger_expired', true, null, false],
  [platform('fatal_error'), 'unavailable', false, null, true],
  [platform('never_heard_of'), 'other', true, null, false],
  [platform('<html>Bad gateway</html>'), 'unavailable', false, null, true],
  [new WebAPIHTTPError(503, 'no', {}, ''), 'unavailable', false, null, true],
  [network('ECONNRESET'), 'unavailable', false, null, true],
  [network('ECONNREFUSED'), 'unavailable', false, null, false],
  [named('TimeoutError'), 'timeout', false, null, true],
  [new Error('anything else of the library'), 'unavailable', false, null, true],
])('%s is %s', (error, kind, permanent, retryAfterSeconds, outcomeUnknown) => {
  const { kind: is, permanent: lasts, retryAfterSeconds: wait, outcomeUnknown: unknown } = slackError(error)
  expect([is, lasts, wait, unknown]).toEqual([kind, permanent, retryAfterSeconds, outcomeUnknown])
})
