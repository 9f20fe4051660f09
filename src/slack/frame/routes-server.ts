import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Log } from '../../log.ts'

/** A web page or endpoint of the bot, served beside Slack's own. */
export type Route = {
  readonly path: string
  readonly method: readonly string[]
  readonly handler: (request: IncomingMessage, response: ServerResponse) => unknown
}

/** A route whose failure ends in a plain 500 instead of an unanswered request. */
export const guardedRoute = (route: Route, log: Log): Route => ({
  ...route,
  handler: async (request, response) => {
    try {
      await route.handler(request, response)
    } catch (error) {
      log.error({ path: route.path, err: error instanceof Error ? error : undefined }, 'a web page failed')
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
      response.end('Something went wrong.')
    }
  },
})

/** Serves the routes alone: in Socket Mode nothing of Slack comes by HTTP. */
export function routesServer(routes: readonly Route[]): Server {
  const byName = new Map(
    routes.flatMap(route =>
      route.method.map(method => [`${method.toUpperCase()} ${route.path}`, route] as const),
    ),
  )
  return createServer((request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?')
    const route = byName.get(`${request.method} ${path}`)
    if (route === undefined) response.writeHead(404).end()
    else void route.handler(request, response)
  })
}

export const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, () => {
      server.off('error', reject)
      resolve()
    })
  })

/** A request still unanswered after this long is cut. */
const closeLimit = 5_000

/** Takes no more requests and waits for those being answered. */
export const closeServer = (server: Server): Promise<void> =>
  new Promise(resolve => {
    const cut = setTimeout(() => server.closeAllConnections(), closeLimit)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
