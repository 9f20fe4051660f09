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
  method: readonly string[] = ['GET'],
): Route {
  return {
    path,
    method,
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

const escaped: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, character => escaped[character] ?? '')

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto 0;padding:0 1.5rem}h1{font-size:1.4rem;margin:0 0 .75rem}p{margin:0 0 .75rem}`

/** SHA-256 of `style`, so that nothing else may style the page; a test holds the two together. */
const styleSource = "'sha256-gzS0H1EK1djHB1J/TaL/Afm+QwuuBWg/im5ULtP+EhE='"

const headers: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src ${styleSource}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
}

/** A page with one thing to say: a title and what to do next. Nothing in it comes from the request. */
export function page(status: number, says: { title: string; nextStep: string }): Answer {
  return {
    status,
    headers,
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(says.title)}</title><style>${style}</style></head><body><main><h1>${escapeHtml(says.title)}</h1><p>${escapeHtml(says.nextStep)}</p></main></body></html>`,
  }
}
