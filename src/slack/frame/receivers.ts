import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import {
  defaultProcessEventErrorHandler,
  HTTPModuleFunctions,
  HTTPReceiver,
  HTTPReceiverDeferredRequestError,
  type Receiver,
  SocketModeReceiver,
} from '@slack/bolt'
import { asError, type Log } from '../../log.ts'
import { NotStored } from './acted.ts'
import { sdkLog } from './clients.ts'
import { guardedRoute, type Route, routesAlone } from './routes-server.ts'

/** How Slack reaches the bot, with the bot's own routes beside it. */
export type Door = {
  readonly receiver: Receiver
  /** Resolves when Slack can reach the bot. */
  open(): Promise<void>
  /** Takes nothing more in. */
  close(): Promise<void>
  /** False while a Socket Mode connection is being renewed. */
  isOpen(): boolean
}

/** The port of the bot, which is open already. */
export type Server = {
  serve(listener: RequestListener): void
  /** Takes no more requests, and resolves when those under way are answered. */
  close(): Promise<void>
}

type Options = {
  readonly server: Server
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
  const listener = orNotFound(
    beforeBolt((request, response) => receiver.requestListener(request, response), options.log),
    options.log,
  )
  let isOpen = false
  return {
    receiver,
    async open() {
      options.server.serve(listener)
      isOpen = true
    },
    async close() {
      isOpen = false
      await options.server.close()
    },
    isOpen: () => isOpen,
  }
}

/** Bolt throws at what is not for it. */
const orNotFound =
  (listener: RequestListener, log: Log): RequestListener =>
  (request, response) => {
    try {
      listener(request, response)
    } catch (error) {
      const isUnknown = error instanceof HTTPReceiverDeferredRequestError
      if (!isUnknown) log.error({ err: asError(error) }, 'a request could not be handled')
      response.writeHead(isUnknown ? 404 : 500).end()
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
  const { server } = options
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
      server.serve(routesAlone(options.routes.map(route => guardedRoute(route, options.log))))
      await receiver.start()
    },
    async close() {
      await Promise.all([receiver.client.disconnect(), server.close()])
    },
    isOpen: () => connected,
  }
}

/** Slack signs with its own clock; more than this off ours is not Slack's, or one of the two clocks is wrong. */
const mostSecondsOff = 300

const form = 'application/x-www-form-urlencoded'

/** What Bolt leaves out: a word about clocks that differ, a charset beside the content type, and bodies that are no object. */
function beforeBolt(listener: RequestListener, log: Log): RequestListener {
  const sayOff = sayAtMostOnceAMinute(log)
  return (request, response) => {
    const age = secondsOld(request)
    if (Math.abs(age) > mostSecondsOff) {
      sayOff(
        `Slack's request is ${Math.abs(age)} s ${age > 0 ? 'old' : 'ahead'}: check this machine's clock.`,
      )
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

/** By the machine's own clock, as Bolt does: a request is as old as it really is. 0 where it does not say when it was. */
const secondsOld = ({ headers }: IncomingMessage): number =>
  Math.round(Date.now() / 1000 - Number(headers['x-slack-request-timestamp'] ?? Number.NaN)) || 0

/** Anybody may send such requests, as many as they like. */
function sayAtMostOnceAMinute(log: Log): (message: string) => void {
  let next = 0
  return message => {
    if (performance.now() < next) return
    next = performance.now() + 60_000
    log.warn({}, message)
  }
}
