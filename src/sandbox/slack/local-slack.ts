import { Delivery, type DeliveryRecord } from './delivery.ts'
import type { Delivered, Retry } from './delivery-http.ts'
import { SocketHub } from './delivery-socket.ts'
import { describeScreens } from './describe-screen.ts'
import { Faults } from './faults.ts'
import { fileMethods } from './files.ts'
import { stateOf } from './form-state.ts'
import type { Desk } from './interaction.ts'
import { Persona } from './persona.ts'
import { type SlackServer, startServer } from './server.ts'
import type {
  Clock,
  LocalBot,
  LocalChannel,
  LocalMessage,
  LocalTeam,
  LocalUser,
  LocalUserGroup,
  LocalView,
  RequestRecord,
  StateValues,
} from './shapes.ts'
import { uploadMethods } from './upload.ts'
import { type UntilOptions, until } from './waiting.ts'
import { authMethods } from './web-api/auth.ts'
import { chatMethods } from './web-api/chat.ts'
import { conversationMethods } from './web-api/conversations.ts'
import { userMethods } from './web-api/users.ts'
import { viewMethods } from './web-api/views.ts'
import { type ChannelState, findChannel, type World } from './world.ts'
import { addChannelTo, WorldChanges } from './world-changes.ts'

export type LocalSlackOptions = {
  team: LocalTeam
  users: LocalUser[]
  channels: LocalChannel[]
  userGroups?: LocalUserGroup[]
  bot: LocalBot
  signingSecret: string
  clock?: Clock
  /** Default: any free port. */
  port?: number
  /** Events the app subscribed to; all when absent. */
  events?: string[]
  /** Waits before each further try of an event; Slack's own (at once, 1 min, 5 min) when absent. */
  eventRetryDelaysMs?: readonly number[]
  homeTabEnabled?: boolean
  /** Slash commands the app registered; any when absent. */
  commands?: string[]
  /** The app asked for `should_escape`: mentions and links in a command's text come with their ids. */
  escapesCommands?: boolean
}

const keptRequests = 20_000

/** A small honest Slack on this machine: Web API, deliveries, people. Start with `LocalSlack.start`. */
export class LocalSlack extends WorldChanges {
  readonly faults: Faults
  /** Web API address for clients, with the slash at the end. */
  readonly apiUrl: string
  /** Every Web API and response URL request, oldest first. */
  readonly requests: RequestRecord[]
  private readonly state: World
  private readonly delivering: Delivery
  private readonly sockets: SocketHub
  private readonly server: SlackServer
  private readonly listeners: Set<(kind: string) => void>
  private readonly desk: Desk

  private constructor(
    world: World,
    delivering: Delivery,
    sockets: SocketHub,
    server: SlackServer,
    faults: Faults,
    requests: RequestRecord[],
    listeners: Set<(kind: string) => void>,
  ) {
    super(world, delivering)
    this.state = world
    this.delivering = delivering
    this.sockets = sockets
    this.server = server
    this.faults = faults
    this.requests = requests
    this.listeners = listeners
    this.apiUrl = `${server.origin}/api/`
    this.desk = {
      world,
      delivery: delivering,
      respondUrl: `${server.origin}/respond/`,
      filesUrl: `${server.origin}/files-pri/`,
      messageStates: new WeakMap(),
    }
  }

  static async start(options: LocalSlackOptions): Promise<LocalSlack> {
    const listeners = new Set<(kind: string) => void>()
    const requests: RequestRecord[] = []
    const changed = (kind: string) => {
      for (const listener of listeners) listener(kind)
    }
    const world = createWorld(options, changed)
    const faults = new Faults()
    const hub: { current: SocketHub | null } = { current: null }
    const address = { origin: '' }
    const methods = {
      ...authMethods(() => `${address.origin.replace('http:', 'ws:')}/link/?ticket=${hub.current?.ticket()}`),
      ...chatMethods,
      ...conversationMethods,
      ...fileMethods,
      ...uploadMethods(() => address.origin),
      ...userMethods,
      ...viewMethods,
    }
    const record = (request: RequestRecord) => {
      requests.push(request)
      if (requests.length > keptRequests) requests.splice(0, keptRequests / 2)
      changed('request')
    }
    const server = await startServer({ world, faults, methods, record, port: options.port ?? 0 })
    address.origin = server.origin
    const sockets = new SocketHub(options.bot.appId, server.server, () => changed('socket'))
    hub.current = sockets
    const delivering = new Delivery({
      world,
      faults,
      sockets,
      retryDelaysMs: options.eventRetryDelaysMs ?? [100, 60_000, 300_000],
      subscribed: options.events ?? null,
    })
    return new LocalSlack(world, delivering, sockets, server, faults, requests, listeners)
  }

  async stop(): Promise<void> {
    this.delivering.close()
    await this.sockets.close()
    await this.server.close()
  }

  /** From now on everything is delivered to this request URL, unless a Socket Mode connection is up. */
  deliverTo(url: string | null): void {
    this.delivering.url = url
  }

  as(userId: string): Persona {
    if (!this.state.users.has(userId)) throw new Error(`There is no user ${userId}`)
    return new Persona(this.desk, userId)
  }

  /** A channel by id or #name: its messages (oldest first, no ephemerals), members, flags. */
  channel(reference: string): ChannelState {
    const channel = findChannel(this.state, reference)
    if (channel === null) throw new Error(`There is no channel ${reference}`)
    return channel
  }

  /** One message, an ephemeral too; null when it is gone. */
  message(channelId: string, ts: string): LocalMessage | null {
    const all = [...this.channel(channelId).messages, ...this.state.ephemerals]
    return all.find(message => message.channel === channelId && message.ts === ts) ?? null
  }

  /** One view that was ever opened; null when there was none. */
  view(id: string): LocalView | null {
    return this.state.views.get(id) ?? null
  }

  get botUserId(): string {
    return this.state.bot.userId
  }

  get userGroups(): readonly LocalUserGroup[] {
    return this.state.userGroups
  }

  /** Everybody, in the order of their pages. */
  get users(): readonly LocalUser[] {
    return this.state.userOrder
  }

  /** Every channel and direct conversation. */
  get channels(): readonly ChannelState[] {
    return [...this.state.channels.values()]
  }

  /** Ephemeral messages of everybody, oldest first. */
  get ephemerals(): readonly LocalMessage[] {
    return this.state.ephemerals
  }

  /** What is filled in or chosen in the elements of a message. */
  answersIn(message: LocalMessage): StateValues {
    return stateOf(message.blocks, this.desk.messageStates.get(message))
  }

  user(id: string): LocalUser {
    const user = this.state.users.get(id)
    if (user === undefined) throw new Error(`There is no user ${id}`)
    return user
  }

  /** What was sent to the bot, oldest first. */
  get deliveries(): readonly DeliveryRecord[] {
    return this.delivering.log
  }

  /** Socket Mode connections that are up. */
  get socketConnections(): number {
    return this.sockets.connections
  }

  /** Requests of one Web API method. */
  calls(method: string): RequestRecord[] {
    return this.requests.filter(request => request.method === method)
  }

  /** Sends any event; null when the app did not subscribe to it. */
  async emit(event: Record<string, unknown>): Promise<Delivered | null> {
    return await this.delivering.emit(event)
  }

  /** Sends what was delivered before once more, as somebody does who recorded it. */
  async replay({ kind, payload }: DeliveryRecord): Promise<Delivered> {
    return await this.delivering.send(kind, payload)
  }

  /** Sends an event envelope of `deliveries` again, as Slack does after a late or lost answer. */
  async redeliver(
    envelope: Record<string, unknown>,
    retry: Retry = { num: 1, reason: 'http_timeout' },
  ): Promise<Delivered> {
    return await this.delivering.redeliver(envelope, retry)
  }

  /** Slack's check of a request URL; true when the bot answered with the challenge. */
  async verifyUrl(): Promise<boolean> {
    const challenge = 'a-challenge-of-the-local-slack'
    const { body } = await this.delivering.send('event', { type: 'url_verification', token: 'x', challenge })
    return typeof body === 'object' && body !== null && 'challenge' in body && body.challenge === challenge
  }

  disconnectSockets(reason: 'cut' | 'warning' | 'refresh_requested' = 'cut'): void {
    this.sockets.disconnect(reason)
  }

  /** Resolves with the first true value of `predicate`, looked at on every change; fails with the screens. */
  async until<T>(predicate: () => T | Promise<T>, options: UntilOptions = {}) {
    const onChange = (listener: () => void) => this.onChange(listener)
    return await until({ onChange, describe: () => this.describe() }, predicate, options)
  }

  /** Calls back on every change; returns how to stop. */
  onChange(listener: (kind: string) => void): () => void {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  /** What everybody sees, as text. */
  describe(): string {
    return describeScreens(this.state, this.requests)
  }
}

const createWorld = (options: LocalSlackOptions, changed: (kind: string) => void): World => {
  const own = { id: options.bot.userId, realName: options.bot.name ?? 'Miro Access', isBot: true }
  const slackbot = { id: 'USLACKBOT', realName: 'Slackbot', name: 'slackbot' }
  const given = options.users.map(user => ({ ...user }))
  const missing = [slackbot, own].filter(({ id }) => !given.some(user => user.id === id))
  const userOrder: LocalUser[] = [...missing, ...given]
  const world: World = {
    team: options.team,
    bot: { ...options.bot, scopes: [...options.bot.scopes] },
    signingSecret: options.signingSecret,
    clock: options.clock ?? (() => new Date()),
    users: new Map(userOrder.map(user => [user.id, user])),
    userOrder,
    channels: new Map(),
    userGroups: (options.userGroups ?? []).map(group => ({ ...group })),
    ephemerals: [],
    views: new Map(),
    stacks: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    ...{ files: new Map(), uploads: new Map(), heldShares: null },
    tokenTrouble: null,
    ...{ homeTabEnabled: options.homeTabEnabled ?? true, refusedBlocks: [] },
    commands: options.commands ?? null,
    escapesCommands: options.escapesCommands ?? false,
    lastTsMicros: 0,
    lastNumber: 0,
    changed,
  }
  for (const channel of options.channels) addChannelTo(world, channel)
  return world
}
