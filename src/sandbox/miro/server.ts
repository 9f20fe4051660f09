import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, type Asked, notFound, refused } from './answer.ts'
import { boardRoutes } from './board-routes.ts'
import type { MiroFaults } from './faults.ts'
import { comesThrough, faulty } from './faulty-answer.ts'
import { oauthRoutes } from './oauth-routes.ts'
import { organizationRoutes } from './organization-routes.ts'
import type { PageNumbers } from './page-numbers.ts'
import { type Route, router } from './routes.ts'
import { scimRoutes } from './scim-routes.ts'
import { sendAnswer } from './send-answer.ts'
import type { RequestRecord } from './shapes.ts'
import type { World } from './world.ts'

/** Everything the local Miro answers. */
export const routes: readonly Route[] = [...oauthRoutes, ...organizationRoutes, ...boardRoutes, ...scimRoutes]

const find = router(routes)

type Parts = {
  readonly world: World
  readonly faults: MiroFaults
  readonly pages: PageNumbers
  readonly record: (request: RequestRecord) => void
}

export type MiroServer = { readonly origin: string; close(): Promise<void> }

/** The HTTP side of the local Miro, on this machine only: both miro.com and api.miro.com. */
export async function startServer(parts: Parts, port: number): Promise<MiroServer> {
  const server = createServer((request, response) => {
    handle(parts, request, response).catch((error: unknown) => {
      console.error('local Miro failed', error)
      response.destroy()
    })
  })
  // A client that keeps a connection should be the one to close it.
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: bound } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${bound}`,
    async close() {
      const closed = new Promise(resolve => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

async function handle(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = await readRequest(request)
  const at = parts.world.clock()
  const cursor = asked.query.get('cursor') || null
  const isList = /^\/v2\/orgs\/[^/]+\/members$/.test(asked.path) && !asked.query.has('emails')
  const page = isList ? parts.pages.of(cursor) : null
  const effect = parts.faults.take({ method: asked.method, path: asked.path, page })
  const answered = comesThrough(effect) ? answer(parts.world, asked) : { status: 500 }
  const sent = faulty(answered, effect, { cursor, first: parts.pages.first })
  if (isList && sent.status === 200) parts.pages.sent(page, sent.body)
  const date = { date: at.toUTCString() }
  const status = await sendAnswer(response, { ...sent, headers: { ...date, ...sent.headers } }, effect)
  parts.record({ at, method: asked.method, path: asked.path, query: withoutSecrets(asked.query), status })
}

/** What Miro answers when nothing goes wrong. */
function answer(world: World, asked: Asked): Answer {
  const found = find(asked.method, asked.path)
  if (!/^\/v[12]\//.test(asked.path))
    return found === null ? notFound('Page') : found.route.handle(world, asked, found.parts)
  const grant = asked.token === null ? null : world.grants.of(asked.token)
  const who = grant === null ? 'nobody' : `${grant.clientId} ${grant.userId}`
  const { allowed, headers } = world.credits.spend(who, asked.path)
  const limited = { ...refused(429, 'tooManyRequests', 'Request rate limit exceed') }
  const given = !allowed
    ? { ...limited, body: { ...Object(limited.body), context: null } }
    : found === null
      ? notFound('Resource')
      : found.route.handle(world, asked, found.parts)
  return { ...given, headers: { ...headers, ...given.headers } }
}

async function readRequest(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    token: /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null,
    body: Buffer.concat(parts).toString('utf8'),
    isForm: (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'),
  }
}

const secretNames = new Set(['access_token', 'refresh_token', 'client_secret', 'code', 'state'])

const withoutSecrets = (query: URLSearchParams): Record<string, string> =>
  Object.fromEntries([...query].filter(([name]) => !secretNames.has(name)))
