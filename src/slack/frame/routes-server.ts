import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
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
export function routesAlone(routes: readonly Route[]): RequestListener {
  const byName = new Map(
    routes.flatMap(route =>
      route.method.map(method => [`${method.toUpperCase()} ${route.path}`, route] as const),
    ),
  )
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const route = byName.get(`${request.method} ${pathname}`)
    if (route === undefined) response.writeHead(404).end()
    else void route.handler(request, response)
  }
}
