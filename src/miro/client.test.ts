import { createServer as createHttpServer } from 'node:http'
import { createServer, type Server } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  install,
  miroApp,
  openMiroTo,
  orgId,
  redirectUri,
  startMiro,
} from '../../test/support/miro-organization.ts'
import type { MiroFaultEffect } from '../sandbox/miro/faults.ts'
import type { LocalMiro } from '../sandbox/miro/local-miro.ts'
import { baseUrl } from './client.ts'
import { MiroError } from './miro-error.ts'
import type { Miro } from './open-miro.ts'
import type { Tokens } from './wire.ts'

const now = new Date('2026-11-24T09:00:00Z')

let local: LocalMiro
let miro: Miro & { waits: number[] }
let tokens: Tokens

beforeEach(async () => {
  local = await startMiro(150, { clock: () => now })
  miro = openMiroTo(local, () => now)
  tokens = await install(local, miro)
})

afterEach(async () => {
  await miro.close()
  await local.stop()
})

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

const anywhere = /./
const page = () => miro.members.page(tokens.accessToken, orgId, null)
const break_ = (effect: MiroFaultEffect, times: number | 'always' = 1) =>
  local.faults.push({ match: { path: anywhere }, times, do: effect })

const tooMuch = JSON.stringify({ type: 'cursor-list', data: ['x'.repeat(5 * 1024 * 1024)] })

const effects: [name: string, effect: MiroFaultEffect, kind: string, tries: number][] = [
  ['500', { status: 500 }, 'unavailable', 5],
  [
    '502 with a page of HTML',
    { status: 502, body: '<html>', headers: { 'content-type': 'text/html' } },
    'unavailable',
    5,
  ],
  [
    '503',
    { status: 503, body: { status: 503, code: 'internalError', message: 'x', type: 'error' } },
    'unavailable',
    5,
  ],
  ['408', { status: 408 }, 'unavailable', 5],
  ['400', { status: 400, body: { status: 400, code: 'invalidParameters' } }, 'rejected', 1],
  ['401', { status: 401 }, 'unauthorized', 1],
  ['403', { status: 403 }, 'forbidden', 1],
  ['404', { status: 404 }, 'not_found', 1],
  ['409', { status: 409 }, 'rejected', 1],
  ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'bad_answer', 3],
  ['a connection cut before the answer', { reset: true }, 'unavailable', 5],
  ['a connection cut in the body', { reset: 'body' }, 'unavailable', 5],
  ['no answer', { hang: true }, 'timeout', 5],
  ['a body that stops', { hang: 'body' }, 'timeout', 5],
  ['a body that trickles', { trickleMs: 200 }, 'timeout', 5],
  ['truncated JSON', { truncate: true }, 'bad_answer', 3],
  ['a page of HTML', { html: true }, 'bad_answer', 3],
  ['an empty object', { emptyObject: true }, 'bad_answer', 3],
  ['an empty body', { status: 200, body: '' }, 'bad_answer', 3],
  ['more than 5 MB', { status: 200, body: tooMuch }, 'bad_answer', 3],
  ['deep nesting', { status: 200, body: `${'['.repeat(200_000)}${']'.repeat(200_000)}` }, 'bad_answer', 3],
  ['a prototype', { status: 200, body: '{"__proto__":{"data":[],"size":0}}' }, 'bad_answer', 3],
]

describe.each(effects)('%s', (_, effect, kind, tries) => {
  test(`is ${kind}, one try is one request`, async () => {
    break_(effect)
    const error = await page().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(MiroError)
    expect([(error as MiroError).kind, local.faults.pending]).toEqual([kind, 0])
  })

  if (kind !== 'timeout')
    test(tries === 1 ? 'is not tried again' : `is tried ${tries} times in all`, async () => {
      break_(effect, 'always')
      await expect(miro.retrying(page)).rejects.toMatchObject({ kind, permanent: tries === 1 })
      expect(miro.waits.length).toBe(tries - 1)
    })

  if (tries > 1 && kind !== 'timeout')
    test('passes, and the page is whole', async () => {
      break_(effect)
      expect((await miro.retrying(page)).read().members.length).toBe(100)
    })
})

test('waits grow between tries', async () => {
  break_({ status: 503 }, 'always')
  await expect(miro.retrying(page)).rejects.toThrow(MiroError)
  expect(miro.waits).toEqual([250, 500, 1_000, 2_000])
})

describe('a rate limit', () => {
  const epoch = now.getTime() / 1000
  test.each([
    ['by its reset', { 'x-ratelimit-reset': String(epoch + 40) }, 40_000],
    ['by Retry-After first', { 'x-ratelimit-reset': String(epoch + 40), 'retry-after': '7' }, 7_000],
    ['without a header', {}, 61_000],
    ['with a reset in the past', { 'x-ratelimit-reset': String(epoch - 9) }, 1_000],
    ['with a reset ten hours ahead', { 'x-ratelimit-reset': String(epoch + 36_000) }, 900_000],
  ])('%s', async (_, headers, wait) => {
    const none = { 'x-ratelimit-reset': '' }
    break_({ status: 429, headers: { ...none, ...headers }, body: { status: 429, code: 'tooManyRequests' } })
    expect([(await miro.retrying(page)).rows, miro.waits]).toEqual([100, [wait]])
  })

  test('of Miro itself: so many credits a minute', async () => {
    const limited = await startMiro(150, { clock: () => now, rateLimit: { creditsPerMinute: 1_000 } })
    const way = openMiroTo(limited, () => now)
    const { accessToken } = await install(limited, way)
    const read = () => way.members.page(accessToken, orgId, null)
    await read()
    await read()
    await expect(read()).rejects.toMatchObject({
      kind: 'rate_limited',
      status: 429,
      code: 'tooManyRequests',
      retryAt: new Date('2026-11-24T09:01:00Z'),
    })
    await way.close()
    await limited.stop()
  })
})

test('a machine that cannot be reached is unavailable', async () => {
  const server = createServer()
  const port = await listening(server)
  await new Promise(resolve => server.close(resolve))
  const nowhere = openMiroTo({ url: `http://127.0.0.1:${port}` })
  await expect(nowhere.members.page('token', orgId, null)).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'ECONNREFUSED',
  })
  await nowhere.close()
})

test('closing ends a call and a wait, and blames nobody', async () => {
  break_({ hang: true })
  const hanging = page().catch((error: unknown) => error)
  const waiting = (async () => {
    const other = openMiroTo(local)
    await other.close()
    return other.retrying(() => other.members.page('token', orgId, null)).catch((error: unknown) => error)
  })()
  await miro.close()
  expect([inspect(await hanging).includes('AbortError'), (await waiting) instanceof MiroError]).toEqual([
    true,
    false,
  ])
})

test('an error that is not of Miro is neither hidden nor tried again', async () => {
  let calls = 0
  const bug = new Error('a bug')
  await expect(
    miro.retrying(async () => {
      calls += 1
      throw bug
    }),
  ).rejects.toBe(bug)
  expect(calls).toBe(1)
})

test('connections are kept from call to call', async () => {
  let connections = 0
  const server = createHttpServer((_, response) => response.end('{"data":[],"size":0}'))
  server.on('connection', () => {
    connections += 1
  })
  const port = await listening(server)
  const other = openMiroTo({ url: `http://127.0.0.1:${port}` })
  for (let count = 0; count < 20; count += 1) await other.members.page('token', orgId, null)
  await other.close()
  server.close()
  // A second one is opened while the first is still being freed.
  expect(connections).toBeLessThanOrEqual(2)
})

describe('base URLs', () => {
  test.each([
    ['https://api.miro.com', { origin: 'https://api.miro.com', prefix: '' }],
    ['https://proxy.example/miro/', { origin: 'https://proxy.example', prefix: '/miro' }],
    ['http://localhost:9', { origin: 'http://localhost:9', prefix: '' }],
    ['http://127.0.0.1:9', { origin: 'http://127.0.0.1:9', prefix: '' }],
  ])('%s', (url, expected) => {
    expect(baseUrl(url)).toEqual(expected)
  })

  test.each([
    'http://api.miro.com',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://169.254.169.254',
    'http://2852039166',
    'https://user:secret-canary@api.miro.com',
    'https://api.miro.com/?a=b',
    'https://api.miro.com/#a',
    'ftp://api.miro.com',
    'file:///etc/passwd',
    'api.miro.com',
    '',
  ])('%s is refused, and not repeated', url => {
    const error = (() => {
      try {
        return baseUrl(url)
      } catch (thrown) {
        return thrown
      }
    })()
    expect([error instanceof Error, inspect(error).includes('canary')]).toEqual([true, false])
  })
})

test('no error carries a token, a secret or a code, whatever goes wrong', async () => {
  const { clientId, clientSecret } = miroApp
  const app = { clientId, clientSecret }
  const code = 'code-canary-1'
  const echo = {
    status: 400,
    body: {
      status: 400,
      code: `bad ${tokens.accessToken}`,
      message: `${clientSecret} ${code}`,
      type: 'error',
    },
  }
  const secretPage: MiroFaultEffect = {
    status: 200,
    body: `{"access_token":"${tokens.accessToken}","refresh_token":${clientSecret}`,
  }
  const all = [
    ...effects.map(([, effect]) => effect),
    echo,
    { ...echo, status: 401 },
    { ...echo, status: 429 },
    secretPage,
  ]
  const calls: (() => Promise<unknown>)[] = [
    page,
    () => miro.members.byId(tokens.accessToken, orgId, '1'),
    () => miro.oauth.context(tokens.accessToken),
    () => miro.oauth.exchange({ ...app, code, redirectUri }),
    () => miro.oauth.refresh({ ...app, refreshToken: tokens.refreshToken ?? '' }),
    () => miro.oauth.revoke({ ...app, accessToken: tokens.accessToken }),
    () => miro.members.page(`${tokens.accessToken}\n`, orgId, null),
  ]
  const canaries = [tokens.accessToken, tokens.refreshToken ?? '', clientSecret, code]
  const forms = canaries.flatMap(canary => [
    canary,
    encodeURIComponent(canary),
    Buffer.from(canary).toString('base64'),
    Buffer.from(canary).toString('hex'),
  ])
  const leaks: string[] = []
  let errors = 0
  // Timeouts take their time: once is enough for them.
  const quick = all.filter(effect => !('hang' in effect) && !('trickleMs' in effect))
  for (const call of calls)
    for (const effect of quick) {
      local.faults.clear()
      break_(effect)
      const error = await call().catch((thrown: unknown) => thrown)
      if (!(error instanceof Error)) continue
      errors += 1
      const texts = [
        error.message,
        error.stack ?? '',
        JSON.stringify(error),
        String(error),
        inspect(error, { depth: 10, showHidden: true }),
      ]
      if (texts.some(text => forms.some(form => text.includes(form)))) leaks.push(error.message)
    }
  local.faults.clear()
  break_({ hang: 'body' })
  const late = await page().catch((thrown: unknown) => thrown)
  if (forms.some(form => inspect(late, { depth: 10, showHidden: true }).includes(form))) leaks.push('timeout')
  expect([leaks, errors > 120]).toEqual([[], true])
})
