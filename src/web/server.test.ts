import { once } from 'node:events'
import { createConnection } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { healthRoutes } from './health-routes.ts'
import { openServer, type WebServer } from './server.ts'

let server: WebServer
let port: number

async function listening(limits: Parameters<typeof openServer>[0] = {}): Promise<void> {
  server = openServer(limits)
  port = (await server.listen(0)).port
}

beforeEach(() => listening())
afterEach(async () => {
  server.cutOff()
  await server.close()
})

/** What comes back on a connection that sends these bytes, until it is closed. */
async function answerTo(text: string): Promise<string> {
  const socket = createConnection(port, '127.0.0.1')
  let answer = ''
  socket.on('data', part => {
    answer += String(part)
  })
  socket.on('error', () => {})
  socket.write(text)
  await once(socket, 'close')
  return answer
}

test('until it serves, the health says that the bot starts, and so does everything else', async () => {
  const health = await fetch(`http://127.0.0.1:${port}/healthz`)
  expect([health.status, await health.json()]).toEqual([503, { ok: false, state: 'starting' }])
  const event = await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', body: '{}' })
  expect([event.status, event.headers.get('retry-after')]).toEqual([503, '5'])
})

test('an address that is none is refused, and is no error of the bot', async () => {
  server.serve(() => {
    throw new Error('not asked')
  })
  expect(await answerTo('GET http://[/ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 400 /,
  )
})

test('who sends a request byte by byte is cut off', async () => {
  server.cutOff()
  await server.close()
  await listening({ headersTimeout: 50, requestTimeout: 50, connectionsCheckingInterval: 10 })
  expect(await answerTo('POST /slack/events HTTP/1.1\r\nhost: x\r\n')).toMatch(/^HTTP\/1\.1 408 /)
})

test('closed, it takes no more and ends when what is under way is answered', async () => {
  let answer = () => {}
  const asked = new Promise<void>(resolve => {
    server.serve((_request, response) => {
      answer = () => response.end('answered')
      resolve()
    })
  })
  const under = fetch(`http://127.0.0.1:${port}/`)
  await asked
  const closing = server.close()
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
  answer()
  expect(await (await under).text()).toBe('answered')
  await closing
})

test.each([
  [{}, 200],
  [{ room: false }, 503],
  [{ database: false }, 503],
  [{ slack: false }, 503],
])('health %j answers %d, to HEAD too', async (trouble, status) => {
  const well = {
    ...{ database: true, room: true, slack: true, appRemoved: false },
    ...{ connections: 0, lastCompleteSyncAt: null },
  }
  const routes = healthRoutes({
    clock: () => new Date(),
    health: async () => ({ ...well, ...trouble }),
    onBug: () => ({ reference: 'abc123' }),
  })
  const route = routes.find(({ path }) => path === '/healthz')
  server.serve((request, response) => route?.handler(request, response))
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`)
  expect([answer.status, await answer.json()]).toEqual([status, { ok: status === 200, ...well, ...trouble }])
  expect(route?.method).toEqual(['GET', 'HEAD'])
})
