import { z } from 'zod'
import { parseKeys } from './crypto/keys.ts'
import { Secret } from './crypto/secret.ts'

/** Everything the program is told from outside that may be logged. */
export type Config = {
  readonly slack: {
    readonly apiUrl: string
    readonly socketMode: boolean
    /** classic: the workspace does not take Slack’s newer blocks, so none are sent. */
    readonly blocks: 'newer' | 'classic'
  }
  readonly miro: { readonly url: string; readonly apiUrl: string; readonly scimUrl: string }
  /** Where people's browsers reach the bot, without a trailing slash. */
  readonly publicUrl: string
  readonly port: number
  readonly dataDir: string
  readonly syncCron: string
  readonly staffCron: string
  readonly timeZone: string
  readonly logLevel: LogLevel
  /** How long a start waits for database and Slack, in seconds; 0: it gives up at once. */
  readonly startPatience: number
}

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'

/** Everything it is told that may never be logged. A database address carries a password. */
export type Secrets = {
  readonly slackBotToken: Secret
  readonly slackSigningSecret: Secret | null
  readonly slackAppToken: Secret | null
  readonly databaseUrl: Secret | null
  readonly encryptionKey: Secret | null
  /** A staff list that is read on the schedule. An address may carry a key of whoever has the list. */
  readonly staffCsv: StaffCsvPlace | null
}

export type StaffCsvPlace =
  | { readonly kind: 'path'; readonly path: string }
  /** `name`: the address without what may be secret in it. */
  | { readonly kind: 'url'; readonly url: Secret; readonly name: string }

/** Names every problem of the environment in one message. */
export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length === 1 ? '1 problem' : `${problems.length} problems`}:\n` +
        problems.map(problem => `  - ${problem}\n`).join('') +
        'Mend the environment (or the .env file) and start again. .env.example explains each value.',
    )
    this.name = 'ConfigError'
    this.problems = problems
  }
}

type Env = Readonly<Record<string, string | undefined>>

/** What config may ask others. */
type Asks = {
  /** Whether the scheduler can read a cron expression. */
  readonly isCron: (expression: string) => boolean
  /** What the database's driver cannot read in an address: names the variable, shows no value. Null: nothing. */
  readonly databaseUrlProblem: (url: string) => string | null
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** An address without user or fragment, https or on this machine; null for any other. */
function safeUrl(value: string): URL | null {
  const url = URL.canParse(value) ? new URL(value) : null
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.test(url.hostname))
  return safe && url.username === '' && url.hash === '' ? url : null
}

const address = (name: string) =>
  z
    .string()
    .refine(
      value => safeUrl(value)?.search === '',
      `${name} must be an https address without user, query or fragment (http only on localhost), like https://bot.example.com`,
    )
    .transform(value => value.replace(/\/+$/, ''))

const staffCsv = z.string().transform((value, context): StaffCsvPlace => {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return { kind: 'path', path: value }
  const url = safeUrl(value)
  if (url !== null) return { kind: 'url', url: new Secret(url.href), name: `${url.origin}${url.pathname}` }
  context.addIssue({
    code: 'custom',
    message:
      'STAFF_CSV must be the path of a CSV file, or an https address without user or fragment (http only on localhost)',
  })
  return z.NEVER
})

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'PORT must be a number from 1 to 65535')
  .transform(Number)
  .refine(value => value >= 1 && value <= 65_535, 'PORT must be a number from 1 to 65535')

/** Whether something can be made of it. */
const isGood = (make: () => unknown): boolean => {
  try {
    make()
    return true
  } catch {
    return false
  }
}

const isTimeZone = (value: string): boolean =>
  isGood(() => new Intl.DateTimeFormat('en', { timeZone: value }))

const configSchema = ({ isCron }: Asks) =>
  z.object({
    SLACK_API_URL: address('SLACK_API_URL').default('https://slack.com/api'),
    SLACK_BLOCKS: z
      .enum(['newer', 'classic'], { error: 'SLACK_BLOCKS must be newer or classic' })
      .default('newer'),
    MIRO_URL: address('MIRO_URL').default('https://miro.com'),
    MIRO_API_URL: address('MIRO_API_URL').default('https://api.miro.com'),
    MIRO_SCIM_URL: address('MIRO_SCIM_URL').default('https://miro.com/api/v1/scim'),
    PUBLIC_URL: address('PUBLIC_URL').optional(),
    PORT: port.default(3000),
    DATA_DIR: z.string().default('./data'),
    SYNC_CRON: cron('SYNC_CRON', '*/30 * * * *', isCron),
    STAFF_CRON: cron('STAFF_CRON', '5 * * * *', isCron),
    TIMEZONE: z
      .string()
      .refine(isTimeZone, 'TIMEZONE must be a time zone name, like UTC or Europe/Berlin')
      .default('UTC'),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
        error: 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent',
      })
      .default('info'),
    START_PATIENCE: z
      .string()
      .regex(/^\d{1,5}$/, 'START_PATIENCE must be a number of seconds from 0 to 99999')
      .transform(Number)
      .default(300),
  })

function cron(name: string, byDefault: string, isCron: Asks['isCron']) {
  return z
    .string()
    .superRefine((value, context) => {
      const field = isCron(value) ? stepTooLong(value) : null
      const message = isCron(value)
        ? `${name} has a step that is longer than ${field?.within}: it would tick once in ${field?.within}. ` +
          `Write a step of at most ${field?.size} in that field, and a longer one in the next, like 0 */2 * * *`
        : `${name} must be a cron expression of five fields, like ${byDefault}`
      if (!isCron(value) || field !== null) context.addIssue({ code: 'custom', message })
    })
    .default(byDefault)
}

const cronFields = [
  { size: 60, within: 'an hour' },
  { size: 24, within: 'a day' },
  { size: 31, within: 'a month' },
  { size: 12, within: 'a year' },
  { size: 7, within: 'a week' },
] as const

/** The first field of a cron expression with a step beyond its end, which cron takes for its end. Null: there is none. */
const stepTooLong = (expression: string): (typeof cronFields)[number] | null =>
  cronFields.find(({ size }, at) =>
    [...(expression.split(/\s+/)[at] ?? '').matchAll(/\/(\d+)/g)].some(([, step]) => Number(step) > size),
  ) ?? null

const keyList = z
  .string()
  .refine(
    value => isGood(() => parseKeys(value)),
    'ENCRYPTION_KEY must be 32 bytes in base64, or several separated by commas. Make one with: openssl rand -base64 32',
  )

const starting = (prefix: string, message: string) =>
  z.string().refine(value => value.startsWith(prefix), message)

/** Given by those who expect many workspaces: a start that ignored it would look as if it served them. */
const forManyWorkspaces = (name: string) =>
  z
    .string()
    .optional()
    .refine(
      value => value === undefined,
      `${name} is for many workspaces, which this version does not serve. Remove it and set SLACK_BOT_TOKEN`,
    )

const databaseUrl = ({ databaseUrlProblem }: Pick<Asks, 'databaseUrlProblem'>) =>
  z
    .string()
    .superRefine((value, context) => {
      const message = databaseUrlProblem(value)
      if (message !== null) context.addIssue({ code: 'custom', message })
    })
    .optional()

const secretsSchema = (asks: Pick<Asks, 'databaseUrlProblem'>) =>
  z
    .object({
      SLACK_BOT_TOKEN: starting(
        'xoxb-',
        'SLACK_BOT_TOKEN must start with xoxb- (Slack app > OAuth & Permissions)',
      ).optional(),
      SLACK_SIGNING_SECRET: z.string().optional(),
      SLACK_APP_TOKEN: starting(
        'xapp-',
        'SLACK_APP_TOKEN must start with xapp- (Slack app > Basic Information > App-Level Tokens)',
      ).optional(),
      SLACK_CLIENT_ID: forManyWorkspaces('SLACK_CLIENT_ID'),
      SLACK_CLIENT_SECRET: forManyWorkspaces('SLACK_CLIENT_SECRET'),
      DATABASE_URL: databaseUrl(asks),
      ENCRYPTION_KEY: keyList.optional(),
      STAFF_CSV: staffCsv.optional(),
    })
    .superRefine((env, context) => {
      const missing = (message: string) => context.addIssue({ code: 'custom', message })
      if (env.SLACK_BOT_TOKEN === undefined)
        missing(
          'SLACK_BOT_TOKEN is missing: the Bot User OAuth Token of your Slack app (OAuth & Permissions)',
        )
      if (env.SLACK_APP_TOKEN === undefined && env.SLACK_SIGNING_SECRET === undefined)
        missing(
          'SLACK_SIGNING_SECRET is missing (Slack app > Basic Information), or set SLACK_APP_TOKEN to use Socket Mode',
        )
      if (env.DATABASE_URL !== undefined && env.ENCRYPTION_KEY === undefined)
        missing('ENCRYPTION_KEY is missing: DATABASE_URL needs one. Make it with: openssl rand -base64 32')
    })

/** Reads the environment once. Throws ConfigError with every problem in it. */
export function readEnvironment(env: Env, asks: Asks): { config: Config; secrets: Secrets } {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  )
  const config = configSchema(asks).safeParse(given)
  // Missing values are checked even where others are malformed, so that one start names them all.
  const secrets = secretsSchema(asks).safeParse(given)
  const wanted = secretsMissingBeside(given, secrets.success)
  if (!config.success || !secrets.success)
    throw new ConfigError([...new Set([...issues(config), ...issues(secrets), ...wanted])])
  return {
    config: toConfig(config.data, secrets.data.SLACK_APP_TOKEN !== undefined),
    secrets: toSecrets(secrets.data),
  }
}

const issues = (result: { success: boolean; error?: z.ZodError | undefined }): string[] =>
  result.error?.issues.map(issue => issue.message) ?? []

/** zod leaves object-level refinements out when a field is malformed; ask again with the malformed ones accepted. */
function secretsMissingBeside(given: Record<string, string>, parsed: boolean): string[] {
  if (parsed) return []
  const present = (name: string, sample: string) => (given[name] === undefined ? {} : { [name]: sample })
  return issues(
    secretsSchema({ databaseUrlProblem: () => null }).safeParse({
      ...present('SLACK_BOT_TOKEN', 'xoxb-'),
      ...present('SLACK_APP_TOKEN', 'xapp-'),
      ...present('SLACK_SIGNING_SECRET', 'given'),
      ...present('DATABASE_URL', 'postgres://'),
      ...present('ENCRYPTION_KEY', Buffer.alloc(32).toString('base64')),
    }),
  )
}

function toConfig(env: z.infer<ReturnType<typeof configSchema>>, socketMode: boolean): Config {
  return {
    slack: { apiUrl: `${env.SLACK_API_URL}/`, socketMode, blocks: env.SLACK_BLOCKS },
    miro: { url: env.MIRO_URL, apiUrl: env.MIRO_API_URL, scimUrl: env.MIRO_SCIM_URL },
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    port: env.PORT,
    dataDir: env.DATA_DIR,
    syncCron: env.SYNC_CRON,
    staffCron: env.STAFF_CRON,
    timeZone: env.TIMEZONE,
    logLevel: env.LOG_LEVEL,
    startPatience: env.START_PATIENCE,
  }
}

function toSecrets(env: z.infer<ReturnType<typeof secretsSchema>>): Secrets {
  const secret = (value: string | undefined) => (value === undefined ? null : new Secret(value))
  return {
    slackBotToken: new Secret(env.SLACK_BOT_TOKEN ?? ''),
    slackSigningSecret: secret(env.SLACK_SIGNING_SECRET),
    slackAppToken: secret(env.SLACK_APP_TOKEN),
    databaseUrl: secret(env.DATABASE_URL),
    encryptionKey: secret(env.ENCRYPTION_KEY),
    staffCsv: env.STAFF_CSV ?? null,
  }
}
