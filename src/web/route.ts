import type { IncomingMessage, ServerResponse } from 'node:http'

/** One path the bot answers besides Slack's own, in HTTP mode and in Socket Mode alike. */
export type Route = {
  readonly path: string
  readonly method: readonly string[]
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void
}

export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Wraps a function from request to answer. A bug becomes a plain page, and is logged with a reference. */
export function route(
  path: string,
  answer: (request: IncomingMessage) => Promise<Answer>,
  onBug: (error: unknown) => Answer,
): Route {
  return {
    path,
    method: ['GET'],
    handler: (request, response) => {
      answer(request)
        .catch(onBug)
        .then(({ status, headers, body }) => response.writeHead(status, headers).end(body))
        .catch(() => response.destroy())
    },
  }
}

/** The query of a request; the first value wins where one is doubled. */
export const query = (request: IncomingMessage): URLSearchParams =>
  new URL(request.url ?? '/', 'http://localhost').searchParams
