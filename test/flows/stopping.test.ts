import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { Sandbox } from '../../src/sandbox/sandbox.ts'
import { smallCompany } from '../../src/sandbox/seeds/small-company.ts'
import {
  type BotProcess,
  emptyDirectory,
  startBotProcess,
  startSandboxProcess,
} from '../support/bot-process.ts'
import { createServedDatabase, makeDataDirectory } from '../support/database.ts'
import { patience } from '../support/killed-bot.ts'
import { connect, connectMiro, requestSync } from '../support/set-up.ts'
import { openProxy, type TcpProxy } from '../support/tcp-proxy.ts'
import { serverIsReachable } from '../support/test-server.ts'

type Place = {
  readonly sandbox: Sandbox
  readonly env: Readonly<Record<string, string>>
  /** Only on PostgreSQL. */
  readonly proxy: TcpProxy | null
  /** What to do before the next phase. */
  readonly mends: (() => Promise<unknown>)[]
}

/** Brings the bot where it is to be told to stop. */
type Phase = readonly [
  name: string,
  reach: (place: Place) => Promise<unknown>,
  /** What the log says was cut off, and perhaps more. */
  unfinished?: string,
]

const reached = ({ sandbox: { slack, miro } }: Place) =>
  slack.until(() => slack.faults.pending === 0 && miro.faults.pending === 0, {
    what: 'the fault',
    ...patience,
  })

const inSlack = (place: Place, method: string, act: () => Promise<unknown>): Promise<unknown> => {
  place.sandbox.slack.faults.push({ method, do: { hang: true } })
  return Promise.all([act(), reached(place)])
}

const typed = ({ sandbox }: Place, text: string) => sandbox.slack.as('U0ADA').command('/miro', text)

const sync = (place: Place) => requestSync(place.sandbox, place.sandbox.slack.as('U0ADA'))

const inMiro = (place: Place, effect: { hang: true } | { trickleMs: number }): Promise<unknown> => {
  place.sandbox.miro.faults.push({ match: { path: /members$/ }, do: effect })
  return Promise.all([sync(place), reached(place)])
}

const running: readonly Phase[] = [
  ['connected and idle', ({ sandbox }) => connectMiro(sandbox, sandbox.slack.as('U0ADA'))],
  ['Miro hangs', place => inMiro(place, { hang: true })],
  ['Miro trickles', place => inMiro(place, { trickleMs: 300 })],
  ['users.list hangs', place => inSlack(place, 'users.list', () => sync(place)), 'job '],
  ['views.open hangs', place => inSlack(place, 'views.open', () => typed(place, 'rule'))],
]

const onPostgres: readonly Phase[] = [
  [
    'the post of the first alert hangs',
    async place => {
      const { slack } = place.sandbox
      const isAlert = ({ metadata }: { metadata?: unknown }) => metadata !== undefined
      slack.faults.push({ method: 'chat.postMessage', when: isAlert, do: { hang: true } })
      await connect(place.sandbox, slack.as('U0ADA'))
      await reached(place)
    },
  ],
  [
    'windows and the directory hang',
    async place => {
      await inSlack(place, 'users.list', () => sync(place))
      for (const word of ['rule', 'settings', 'connect', 'accounts'])
        await inSlack(place, 'views.open', () => typed(place, word))
    },
    'job ',
  ],
  [
    'all of Slack hangs',
    async place => {
      place.sandbox.slack.faults.push({ method: '*', times: 'always', do: { hang: true } })
      await typed(place, 'settings')
      await typed(place, 'status')
    },
  ],
  ['the database went away while nothing was done', async ({ proxy }) => proxy?.stall(), 'the database'],
  [
    'the database went away in the middle of a sync',
    async place => {
      await inMiro(place, { trickleMs: 20 })
      place.proxy?.stall()
      await typed(place, 'status')
    },
    'the database',
  ],
]

/** What keeps a start waiting, and what its log says meanwhile; null: it may be ready by the time it is told to stop. */
type Start = readonly [name: string, prepare: (place: Place) => Promise<unknown>, said: RegExp | null]

const slackHangs = async ({ sandbox: { slack } }: Place) =>
  slack.faults.push({ method: 'auth.test', times: 'always', do: { hang: true } })

const slackFails = async ({ sandbox: { slack } }: Place) =>
  slack.faults.push({ method: 'auth.test', times: 'always', do: { status: 503 } })

const starts: readonly Start[] = [
  ['a start that has just begun', async () => {}, null],
  ['a start that waits for a Slack that hangs', slackHangs, /^$/],
  [
    'a start that waits for a Slack that fails',
    slackFails,
    /Slack could not be asked .* Trying again in \d+ s\./,
  ],
]

const startsOnPostgres: readonly Start[] = [
  [
    'a start that waits for a database that refuses',
    async ({ proxy }) => proxy?.refuse(),
    /no PostgreSQL server is at .* correct host and port\. Trying again in \d+ s\./,
  ],
  ['a start that waits for a database that hangs', async ({ proxy }) => proxy?.stall(), /^$/],
  ['a start that waits for another one to migrate', migrating, /This one waits for it\./],
]

/** Holds what a program holds while it brings the schema up to date, until the place is mended. */
async function migrating({ env, mends }: Place): Promise<void> {
  const client = new pg.Client({ connectionString: env['DATABASE_URL'] })
  await client.connect()
  await client.query('SELECT pg_advisory_lock(7200412386)')
  mends.push(() => client.end())
}

/** Tells the bot to stop. What is wrong with how it did; empty when nothing is. */
async function stop(bot: BotProcess, unfinished?: string): Promise<string> {
  const asked = performance.now()
  const { code, signal } = await bot.end('SIGTERM')
  const seconds = Math.round((performance.now() - asked) / 1000)
  const wrong = [
    seconds > 10 && `took ${seconds} s`,
    code !== 0 && `ended with ${code ?? signal}`,
    unfinished !== undefined &&
      !saysUnfinished(bot, unfinished) &&
      `does not say that it cut off ${unfinished}`,
  ].filter(Boolean)
  return wrong.length === 0 ? '' : `${wrong.join(', ')}: ${bot.output()}`
}

const saysUnfinished = (bot: BotProcess, name: string): boolean =>
  bot
    .output()
    .split('\n')
    .some(line => line.includes('stopped before everything had ended') && line.includes(name))

async function mend({ sandbox, proxy, mends }: Place): Promise<void> {
  for (const one of mends.splice(0)) await one()
  sandbox.slack.faults.clear()
  sandbox.miro.faults.clear()
  await proxy?.resume()
}

/** Loading the program takes long on a busy machine. */
const slowly = { timeout: 90_000 }

/** One phase after the other, each with a new process. What is wrong, by the name of the phase. */
async function walk(
  place: Place,
  phases: readonly Phase[],
  starting: readonly Start[],
): Promise<Record<string, string>> {
  const wrong: Record<string, string> = {}
  for (const [name, reach, unfinished] of phases) {
    const bot = await startSandboxProcess(place.sandbox, place.env)
    await reach(place)
    wrong[name] = await stop(bot, unfinished)
    await mend(place)
  }
  for (const [name, prepare, said] of starting) {
    await prepare(place)
    const bot = startBotProcess({ ...place.sandbox.env(), LOG_LEVEL: 'info', ...place.env })
    await expect.poll(() => health(place), slowly).not.toBeNull()
    if (said !== null) {
      expect(await health(place)).toEqual([503, { ok: false, state: 'starting' }])
      await expect.poll(() => bot.output().split('\n'), slowly).toContainEqual(expect.stringMatching(said))
    }
    wrong[name] = await stop(bot)
    await mend(place)
  }
  return wrong
}

async function health({ sandbox }: Pick<Place, 'sandbox'>): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${sandbox.port}/healthz`).catch(() => null)
  return answer && [answer.status, await answer.json()]
}

async function openPlace(env: Record<string, string>, proxy: TcpProxy | null): Promise<Place> {
  const sandbox = await Sandbox.create({ seed: smallCompany })
  onTestFinished(() => sandbox.stop())
  return { sandbox, env, proxy, mends: [] }
}

async function openServedPlace(): Promise<Place> {
  const { url, drop } = await createServedDatabase()
  onTestFinished(drop)
  const proxy = await openProxy(5432)
  const env = {
    DATABASE_URL: url.replace(':5432/', `:${proxy.port}/`),
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    DATA_DIR: await emptyDirectory(),
  }
  return await openPlace(env, proxy)
}

const allWell = (phases: readonly (Phase | Start)[]) => Object.fromEntries(phases.map(([name]) => [name, '']))

const reachable = await serverIsReachable()

test(`told to stop, it ends within 10 s and with 0, wherever it is${reachable ? '' : ' (PostgreSQL: skipped, no server)'}`, {
  timeout: 600_000,
}, async () => {
  const embedded = async () =>
    walk(await openPlace({ DATA_DIR: await makeDataDirectory() }, null), running, starts)
  const served = async () => walk(await openServedPlace(), onPostgres, startsOnPostgres)
  const [one, other] = await Promise.all([embedded(), reachable ? served() : null])
  expect(one).toEqual(allWell([...running, ...starts]))
  if (other !== null) expect(other).toEqual(allWell([...onPostgres, ...startsOnPostgres]))
})

test('told twice, it ends at once and says that this was no end', async () => {
  const sandbox = await Sandbox.create({ seed: smallCompany })
  onTestFinished(() => sandbox.stop())
  const bot = await startSandboxProcess(sandbox, { DATA_DIR: await makeDataDirectory() })
  sandbox.slack.faults.push({ method: '*', times: 'always', do: { hang: true } })
  await sandbox.slack.as('U0ADA').command('/miro', 'settings')
  await sandbox.slack.until(() => sandbox.slack.calls('views.open').length > 0)
  process.kill(bot.pid, 'SIGTERM')
  await expect.poll(() => health({ sandbox }), { timeout: 5_000 }).toBeNull()
  expect(await bot.end('SIGTERM')).toEqual({ code: 1, signal: null })
})
