import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'

/** The one port that Slack, browsers and monitoring reach. */
export type WebServer = {
  /** Opens the port. Whoever comes before `serve` is told that the bot is starting. Rejects when it is taken. */
  listen(port: number): Promise<{ port: number }>
  /** From now on requests go there. */
  serve(listener: RequestListener): void
  /** Takes no more requests, and resolves when those under way are answered. */
  close(): Promise<void>
  /** Ends what is still not answered. */
  cutOff(): void
}

/**
 * Milliseconds until the headers, and the whole request, have to be here. Slack's requests take no second; whoever
 * sends theirs byte by byte must not keep a connection.
 */
const patience = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 }
/** Far more than Slack, a proxy and a few browsers open. */
const mostConnections = 1_000

export function openServer(limits: Partial<typeof patience> = {}): WebServer {
  let listener: RequestListener = starting
  let closing = false
  const server = createServer({ ...patience, ...limits }, (request, response) => {
    response.once('close', () => {
      if (closing) server.closeIdleConnections()
    })
    // Without an answer it would be taken for an error of the bot.
    if (URL.canParse(request.url ?? '/', 'http://localhost')) listener(request, response)
    else response.writeHead(400).end()
  })
  server.maxConnections = mostConnections

  return {
    listen: port =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, () => {
          server.off('error', reject)
          const address = server.address()
          resolve({ port: typeof address === 'object' ? (address?.port ?? 0) : 0 })
        })
      }),
    serve: next => {
      listener = next
    },
    close: () =>
      new Promise(resolve => {
        closing = true
        // Also called back where it never listened.
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
    cutOff: () => server.closeAllConnections(),
  }
}

/** What monitoring, Slack (which sends its events again) and browsers are told until everything is open. */
function starting(request: IncomingMessage, response: ServerResponse): void {
  const isHealth = new URL(request.url ?? '/', 'http://localhost').pathname === '/healthz'
  response
    .writeHead(503, {
      'content-type': isHealth ? 'application/json' : 'text/plain',
      'cache-control': 'no-store',
      'retry-after': '5',
    })
    .end(isHealth ? JSON.stringify({ ok: false, state: 'starting' }) : 'The bot is starting.')
}
