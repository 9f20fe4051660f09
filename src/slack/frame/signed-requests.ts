import type { IncomingMessage, RequestListener } from 'node:http'

/** Slack signs with its own clock; more than this ahead of ours is not Slack. Bolt refuses only stamps of the past. */
const aheadSeconds = 300

const form = 'application/x-www-form-urlencoded'

/** What Bolt leaves out before it checks a signature: stamps of the future, and a charset beside the content type. */
export function beforeBolt(listener: RequestListener): RequestListener {
  return (request, response) => {
    if (isFromTheFuture(request)) {
      response.writeHead(401).end()
      return
    }
    const type = request.headers['content-type']
    if (type?.toLowerCase().startsWith(`${form};`)) request.headers['content-type'] = form
    listener(request, response)
  }
}

/** By the machine's own clock, as Bolt does for stamps of the past: a request is as old as it really is. */
const isFromTheFuture = ({ headers }: IncomingMessage): boolean =>
  Number(headers['x-slack-request-timestamp'] ?? 0) - Date.now() / 1000 > aheadSeconds
