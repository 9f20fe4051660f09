import type { IncomingMessage } from 'node:http'

/**
 * Why a request is not answered; null when it is. The page has no password, so only this machine may reach it, and
 * no other site's script, also not by a name that was made to point here.
 */
export function refused(request: IncomingMessage, port: number): string | null {
  const own = new Set([`127.0.0.1:${port}`, `localhost:${port}`])
  const { host, origin } = request.headers
  if (host === undefined || !own.has(host)) return 'Open the sandbox by the address it printed.'
  if (origin !== undefined && origin !== `http://${host}`) return 'Another site may not use the sandbox.'
  if (request.method === 'GET') {
    const site = request.headers['sec-fetch-site']
    const isPage = request.headers['sec-fetch-mode'] === 'navigate'
    return site === 'cross-site' && !isPage ? 'Another site may not use the sandbox.' : null
  }
  if (origin === undefined) return 'An act names its origin.'
  return request.headers['content-type'] === 'application/json' ? null : 'An act is sent as JSON.'
}
