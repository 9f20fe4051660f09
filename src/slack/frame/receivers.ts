import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import {
  defaultProcessEventErrorHandler,
  HTTPModuleFunctions,
  HTTPReceiver,
  type Receiver,
  SocketModeReceiver,
} from '@slack/bolt'
import type { Log } from '../../log.ts'
import { NotStored } from './acted.ts'
import { sdkLog } from './clients.ts'
import { closeServer, guardedRoute, listen, type Route, routesServer } from './routes-server.ts'

/** How Slack reaches the bot, with the bot's own routes beside it. */
export type Door = {
  readonly receiver: Receiver
  /** Resolves when Slack can reach the bot; rejects when the port is taken. */
  open(): Promise<{ port: number }>
  /** Takes nothing more in. */
  close(): Promise<void>
  /** False while a Socket Mode connection is being renewed. */
  isOpen(): boolean
}

type Options = {
  readonly port: number
  readonly apiUrl: string
  readonly routes: readonly Route[]
  readonly log: Log
}

const bodyLimit = 1024 * 1024

/** Slack sends signed requests to `POST /slack/events`. */
export function httpDoor(signingSecret: string, options: Options): Door {
  const receiver = new HTTPReceiver({
    signingSecret,
    bodyLimit,
    logger: sdkLog(options.log),
    customRoutes: options.routes.map(route => ({
      ...guardedRoute(route, options.log),
      method: [...route.method],
    })),
    // Slack repeats an event that is answered like this.
    processEventErrorHandler: async args => {
      if (!(args.error instanceof NotStored)) return HTTPModuleFunctions.defaultProcessEventErrorHandler(args)
      args.response.writeHead(503).end()
      return true
    },
    // The signature was right; the dispatcher still has to see that it comes only once.
    customPropertiesExtractor: request => ({ signature: request.headers['x-slack-signature'] }),
  })
  receiver.requestListener = beforeBolt(receiver.requestListener)
  let server: Server | null = null
  return {
    receiver,
    async open() {
      server = (await receiver.start(options.port)) as Server
      return { port: portOf(server) }
    },
    async close() {
      if (server !== null) await closeServer(server)
      server = null
    },
    isOpen: () => server !== null,
  }
}

/** Slack sends everything through a connection that the bot opens. */
export function socketDoor(appToken: string, options: Options): Door {
  // The receiver keeps the library's 100 tries: with fewer it stays disconnected for ever after a longer outage.
  const receiver = new SocketModeReceiver({
    appToken,
    // The wait before a reconnect that Slack asked for; 5 s would be a gap in which commands fail.
    clientPingTimeout: 1000,
    logger: sdkLog(options.log),
    // Slack repeats an event that is not acknowledged.
    processEventErrorHandler: async args =>
      args.error instanceof NotStored ? false : defaultProcessEventErrorHandler(args),
    installerOptions: { clientOptions: { slackApiUrl: options.apiUrl } },
  })
  const server = routesServer(options.routes.map(route => guardedRoute(route, options.log)))
  let connected = false
  receiver.client.on('connected', () => {
    connected = true
  })
  for (const event of ['reconnecting', 'disconnecting', 'disconnected'])
    receiver.client.on(event, () => {
      connected = false
    })
  receiver.client.on('error', (error: unknown) => {
    options.log.warn(
      { err: error instanceof Error ? error : undefined },
      'the connection to Slack had an error',
    )
  })
  return {
    receiver,
    async open() {
      await listen(server, options.port)
      await receiver.start()
      return { port: portOf(server) }
    },
    async close() {
      await Promise.all([receiver.client.disconnect(), server.listening ? closeServer(server) : null])
    },
    isOpen: () => connected,
  }
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

/** Slack signs with its own clock; more than this ahead of ours is not Slack. Bolt refuses only stamps of the past. */
const aheadSeconds = 300

const form = 'application/x-www-form-urlencoded'

/** What Bolt leaves out: stamps of the future, a charset beside the content type, and bodies that are no object. */
export function beforeBolt(listener: RequestListener): RequestListener {
  return (request, response) => {
    if (isFromTheFuture(request)) {
      response.writeHead(401).end()
      return
    }
    const type = request.headers['content-type']
    if (type?.toLowerCase().startsWith(`${form};`)) request.headers['content-type'] = form
    if (request.method === 'POST' && new URL(request.url ?? '/', 'http://localhost').pathname === slackPath)
      void withObject(request, response, listener)
    else listener(request, response)
  }
}

/** The only path on which Bolt reads a body. The bot's own routes read theirs by themselves. */
const slackPath = '/slack/events'

/** Bolt asks a body for its fields before it catches anything: `null`, well signed, would end the process. */
async function withObject(
  request: IncomingMessage,
  response: ServerResponse,
  listener: RequestListener,
): Promise<void> {
  let whole: Parameters<typeof isObject>[0]
  try {
    whole = await HTTPModuleFunctions.bufferIncomingMessage(request, bodyLimit)
  } catch (error) {
    const tooLarge = HTTPModuleFunctions.isRawBodyError(error) && error.type === 'entity.too.large'
    response.writeHead(tooLarge ? 413 : 401).end()
    return
  }
  if (isObject(whole)) listener(request, response)
  else response.writeHead(400).end()
}

/** What cannot be read at all is left to Bolt, which answers 400 once it has seen who signed it. */
function isObject(request: Parameters<typeof HTTPModuleFunctions.parseHTTPRequestBody>[0]): boolean {
  try {
    const body: unknown = HTTPModuleFunctions.parseHTTPRequestBody(request)
    return typeof body === 'object' && body !== null
  } catch {
    return true
  }
}

/** By the machine's own clock, as Bolt does for stamps of the past: a request is as old as it really is. */
const isFromTheFuture = ({ headers }: IncomingMessage): boolean =>
  Number(headers['x-slack-request-timestamp'] ?? 0) - Date.now() / 1000 > aheadSeconds
