import { type AllMiddlewareArgs, App, type Context } from '@slack/bolt'
import type { Log } from '../log.ts'
import type { Acted } from './frame/acted.ts'
import { type Clients, sdkLog } from './frame/clients.ts'
import { dispatcher, type Sent } from './frame/dispatch.ts'
import type { Ask } from './frame/gate.ts'
import { type InFlight, openSeen } from './frame/in-flight.ts'
import type { Listener } from './frame/listener.ts'
import type { Identity } from './frame/own-workspace.ts'
import { type Door, httpDoor, type Server, socketDoor } from './frame/receivers.ts'
import type { Route } from './frame/routes-server.ts'
import { policy } from './policy.ts'
import { command } from './register.ts'

type Parts = {
  readonly botToken: string
  /** Set: Socket Mode. */
  readonly appToken: string | null
  /** Needed in HTTP mode. */
  readonly signingSecret: string | null
  readonly apiUrl: string
  /** Its port is open. */
  readonly server: Server
  readonly identity: Identity
  readonly clients: Clients
  /** What the bot answers to: `listeners` of register.ts. */
  readonly listeners: readonly Listener[]
  readonly permission: Ask
  readonly inFlight: InFlight
  readonly acted: Acted
  readonly heard: () => Promise<void>
  /** The bot's own web pages, served in both modes. */
  readonly routes: readonly Route[]
  readonly clock: () => Date
  readonly reference: () => string
  readonly log: Log
}

export type Slack = {
  /** Resolves when Slack can reach the bot. */
  start(): Promise<void>
  /** Takes nothing more in, and resolves when the handlers under way have ended. */
  stop(): Promise<void>
  isOpen(): boolean
}

/** The part of the bot that Slack talks to. Nothing happens before `start`. */
export function openSlack(parts: Parts): Slack {
  const door = openDoor(parts)
  const app = new App({
    receiver: door.receiver,
    authorize: async () => ({
      botToken: parts.botToken,
      botUserId: parts.identity.botUserId,
      teamId: parts.identity.teamId,
    }),
    clientOptions: { slackApiUrl: parts.apiUrl, timeout: 10_000, retryConfig: { retries: 2 } },
    convoStore: false,
    deferInitialization: true,
    logger: sdkLog(parts.log),
  })
  const { inFlight } = parts
  bind(app, parts, inFlight.run)
  return {
    async start() {
      await app.init()
      await door.open()
    },
    async stop() {
      await door.close()
      await inFlight.settled()
    },
    isOpen: door.isOpen,
  }
}

function openDoor(parts: Parts): Door {
  if (parts.appToken !== null) return socketDoor(parts.appToken, parts)
  if (parts.signingSecret === null) throw new Error('HTTP mode needs the signing secret')
  return httpDoor(parts.signingSecret, parts)
}

/** Everything of a kind goes to the dispatcher, so nothing is left to hang without an acknowledgement. */
function bind(app: App, parts: Parts, run: (work: () => Promise<void>) => Promise<void>): void {
  const seen = openSeen(parts.clock)
  const dispatch = dispatcher({ ...parts, policy, seen })
  app.use(onlyOnce(signature => seen.isNew(signature)))
  app.command(command, args => run(() => dispatch.command(sent(args), args.respond, args.ack)))
  app.action(/.*/, args => run(() => dispatch.action(sent(args), args.respond ?? null, args.ack)))
  app.options(/.*/, args => run(() => dispatch.options(sent(args), args.ack)))
  app.view(/.*/, args =>
    run(() => dispatch.submission(sent(args), args.ack as (answer?: unknown) => Promise<void>)),
  )
  // Bolt acknowledges an event before anybody has stored it, so events pass it by.
  const bolt = app.processEvent.bind(app)
  app.processEvent = async event => {
    if (event.body['event'] === undefined) return bolt(event)
    await run(() => dispatch.event(event.body, event.ack))
  }
  app.error(async error => {
    parts.log.error({ code: error.code, err: error }, 'Bolt could not handle something of Slack')
  })
}

const sent = ({ body, context }: { body: unknown; context: Context }): Sent => ({
  body,
  signature: typeof context['signature'] === 'string' ? context['signature'] : '',
})

type MaybeAcked = AllMiddlewareArgs & { ack?: () => Promise<unknown> }

/** A request with a signature seen before was recorded and sent again by somebody: acknowledged, and nothing else. */
const onlyOnce = (isNew: (signature: string) => boolean) => async (args: AllMiddlewareArgs) => {
  const { signature } = args.context
  if (typeof signature !== 'string' || isNew(signature)) return args.next()
  await (args as MaybeAcked).ack?.()
}
