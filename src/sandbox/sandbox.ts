import { randomBytes } from 'node:crypto'
import { type App, openApp, type Ticks } from '../app.ts'
import { readEnvironment } from '../config.ts'
import { isCron } from '../jobs/schedule.ts'
import { type Log, openLog } from '../log.ts'
import { command, homeTab, optionalScopes, requiredScopes } from '../slack/register.ts'
import { databaseUrlProblem } from '../storage/engine/database-url.ts'
import type { Storage } from '../storage/engine/open.ts'
import { type ClaimedPort, claimPort } from './claimed-port.ts'
import { LocalMiro } from './miro/local-miro.ts'
import { namedScopes } from './miro/scopes.ts'
import { bot, type Seed } from './seeds/seed.ts'
import { LocalSlack } from './slack/local-slack.ts'

export type SandboxOptions = {
  readonly seed: Seed
  /** How Slack reaches the bot. */
  readonly mode?: 'http' | 'socket'
  readonly clock?: () => Date
  /** How the bot waits between tries; really, when absent. */
  readonly pause?: (milliseconds: number) => Promise<void>
  /** Milliseconds between two edits of one message or one Home; as really, when absent. */
  readonly editEvery?: number
  /** Credits a minute of the local Miro; off when absent. */
  readonly creditsPerMinute?: number
  /** Whether Miro's tokens run out after an hour. */
  readonly expiringTokens?: boolean
  /** Scopes ticked in the Miro app; all that the guide names when absent. */
  readonly miroScopes?: readonly string[]
  /** Slack scopes that were not granted. */
  readonly withoutSlackScopes?: readonly string[]
}

export type BotOptions = {
  readonly env?: Readonly<Record<string, string>>
  /** A database that is open already; the bot closes it when it stops. */
  readonly storage?: Storage
  readonly log?: Log
  readonly onFatal?: (message: string) => void
}

type Built = {
  readonly slack: LocalSlack
  readonly miro: LocalMiro
  readonly claimed: ClaimedPort
  readonly clientSecret: string
  readonly tokens: { readonly bot: string; readonly app: string }
}

/** A local Slack and a local Miro with a company in them, and the real bot between the two. */
export class Sandbox {
  readonly slack: LocalSlack
  readonly miro: LocalMiro
  readonly seed: Seed
  /** What somebody enters in the second modal. */
  readonly miroApp: { readonly clientId: string; readonly clientSecret: string }
  readonly port: number
  private readonly claimed: ClaimedPort
  private readonly options: SandboxOptions
  private readonly tokens: { readonly bot: string; readonly app: string }
  private app: App | null = null
  private ticks: Ticks | null = null

  private constructor(options: SandboxOptions, { slack, miro, claimed, clientSecret, tokens }: Built) {
    this.options = options
    this.tokens = tokens
    this.seed = options.seed
    this.slack = slack
    this.miro = miro
    this.claimed = claimed
    this.port = claimed.port
    this.miroApp = { clientId, clientSecret }
  }

  static async create(options: SandboxOptions): Promise<Sandbox> {
    const { seed } = options
    const clock = options.clock ?? (() => new Date())
    const claimed = await claimPort()
    const tokens = { bot: `xoxb-local-${secret()}`, app: `xapp-local-${secret()}` }
    const withheld = new Set(options.withoutSlackScopes ?? [])
    const slack = await LocalSlack.start({
      team: { ...seed.team },
      users: [...seed.users],
      channels: [...seed.channels],
      userGroups: [...(seed.userGroups ?? [])],
      bot: {
        ...bot,
        token: tokens.bot,
        appToken: tokens.app,
        scopes: [...requiredScopes, ...optionalScopes].filter(scope => !withheld.has(scope)),
      },
      signingSecret,
      clock,
      // As manifest.yml asks for.
      escapesCommands: true,
      commands: [command],
      homeTabEnabled: homeTab,
    })
    const clientSecret = `local-${secret()}`
    const miro = await LocalMiro.start({
      organization: seed.organization,
      members: seed.members,
      boards: seed.boards ?? [],
      ...(seed.teams === undefined ? {} : { teams: seed.teams }),
      apps: [
        {
          clientId,
          clientSecret,
          redirectUris: [`${publicUrl(claimed.port)}/miro/callback`],
          scopes: [...(options.miroScopes ?? namedScopes)],
          expiringTokens: options.expiringTokens ?? true,
        },
      ],
      rateLimit:
        options.creditsPerMinute === undefined ? null : { creditsPerMinute: options.creditsPerMinute },
      clock,
    })
    return new Sandbox(options, { slack, miro, claimed, clientSecret, tokens })
  }

  /** The bot's environment: what an administrator would put in `.env`. */
  env(): Record<string, string> {
    return {
      SLACK_BOT_TOKEN: this.tokens.bot,
      ...(this.options.mode === 'socket'
        ? { SLACK_APP_TOKEN: this.tokens.app }
        : { SLACK_SIGNING_SECRET: signingSecret }),
      SLACK_API_URL: this.slack.apiUrl,
      MIRO_URL: this.miro.url,
      MIRO_API_URL: this.miro.url,
      MIRO_SCIM_URL: `${this.miro.url}/api/v1/scim`,
      PUBLIC_URL: publicUrl(this.port),
      PORT: String(this.port),
      LOG_LEVEL: 'silent',
    }
  }

  /** Starts the real bot, as `npm start` does, in this process. */
  async startBot(options: BotOptions = {}): Promise<void> {
    const { config, secrets } = readEnvironment(
      { ...this.env(), ...options.env },
      { isCron, databaseUrlProblem },
    )
    const app = openApp({
      config,
      secrets,
      log: options.log ?? openLog(config.logLevel),
      clock: this.options.clock ?? (() => new Date()),
      ...(this.options.pause === undefined ? {} : { pause: this.options.pause }),
      ...(this.options.editEvery === undefined ? {} : { editEvery: this.options.editEvery }),
      onFatal: options.onFatal ?? (message => process.stderr.write(`${message}\n`)),
      ...(options.storage === undefined ? {} : { storage: options.storage }),
    })
    this.ticks = await app.start()
    this.app = app
    if (this.options.mode === 'socket') await this.slack.until(() => this.slack.socketConnections > 0)
    else this.slack.deliverTo(`${publicUrl(this.port)}/slack/events`)
  }

  /** Asks the bot of this process for what its schedule asks for now and then. */
  async tick(name: keyof Ticks): Promise<void> {
    if (this.app === null) throw new Error('the bot does not run')
    await this.ticks?.[name]()
  }

  async stopBot(): Promise<void> {
    const { app } = this
    this.app = null
    await app?.stop()
  }

  async stop(): Promise<void> {
    await this.stopBot()
    await this.slack.stop()
    await this.miro.stop()
    await this.claimed.release()
  }
}

const clientId = '3458764500000000001'
const signingSecret = 'local-signing-secret'

const publicUrl = (port: number): string => `http://localhost:${port}`

const secret = (): string => randomBytes(12).toString('hex')
