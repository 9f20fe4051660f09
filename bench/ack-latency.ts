import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Sandbox } from '../src/sandbox/sandbox.ts'
import { smallCompany } from '../src/sandbox/seeds/small-company.ts'
import type { Persona } from '../src/sandbox/slack/persona.ts'
import type { LocalMessage } from '../src/sandbox/slack/shapes.ts'
import { SlackProblem } from '../src/sandbox/slack/slack-problem.ts'
import { startBot } from './bot-process.ts'
import { type DatabaseKind, databaseKinds, openAt, type Place, withPlace } from './databases.ts'
import { type RemoteMiro, startMiro } from './local-miro.ts'
import { openProduct } from './product.ts'
import type { Result } from './results.ts'
import { realTime } from './scaled-clock.ts'

const accounts = 100_000
const atOnce = 200
const most = 5
const targets = { p99: 500, longest: 2_000 }

/** What people do at once: half of it commands, half clicks. */
const words = ['checks', 'help', 'rule', 'setup']

/**
 * How long Slack waits for the bot's acknowledgement when 200 people act at once while a sync of 100,000 accounts
 * runs: the built bot in a process of its own, a local Slack here, over HTTP.
 */
export async function ackLatency(): Promise<Result[]> {
  const miro = await startMiro({ accounts, lazy: true, creditsPerMinute: null, scale: realTime })
  const results: Result[] = []
  try {
    for (const kind of await databaseKinds())
      results.push(...(await withPlace(kind, place => onDatabase(kind, place, miro))))
  } finally {
    await miro.stop()
  }
  return results
}

async function onDatabase(kind: DatabaseKind, place: Place, miro: RemoteMiro): Promise<Result[]> {
  const sandbox = await Sandbox.create({ seed: smallCompany })
  const key = randomBytes(32)
  await connected(place, miro, sandbox.seed.team.id, key)
  const stop = await startBot({
    ...sandbox.env(),
    LOG_LEVEL: 'error',
    MIRO_URL: miro.url,
    MIRO_API_URL: miro.url,
    ENCRYPTION_KEY: key.toString('base64'),
    // What runs is what was asked for.
    SYNC_CRON: '0 0 1 1 *',
    STAFF_CRON: '0 0 1 1 *',
    ...(place.databaseUrl === null ? { DATA_DIR: place.dataDir } : { DATABASE_URL: place.databaseUrl }),
  })
  try {
    sandbox.slack.deliverTo(`http://127.0.0.1:${sandbox.port}/slack/events`)
    return [await measured(kind, sandbox)]
  } finally {
    await stop()
    await sandbox.stop()
  }
}

/** The organization is connected and critical before the bot starts. */
async function connected(
  place: Place,
  miro: RemoteMiro,
  workspaceId: string,
  key: Buffer<ArrayBuffer>,
): Promise<void> {
  const storage = await openAt(place)
  try {
    const product = openProduct(storage, miro, realTime, key)
    await product.makeCritical(await product.connect(workspaceId), ['organization_internal_user'])
    await product.close()
  } finally {
    await storage.close()
  }
}

async function measured(kind: DatabaseKind, sandbox: Sandbox): Promise<Result> {
  const { slack, seed } = sandbox
  const ada = slack.as(seed.users.find(({ isAdmin }) => isAdmin === true)?.id ?? '')
  const channel = seed.channels[0]?.id ?? ''
  // A message with a button to press, and code that has run before.
  await ada.command('/miro', 'checks', { channel })
  const message = await slack.until(() => ada.ephemerals.at(-1), { what: 'the checks', timeoutMs: 60_000 })
  await burst(ada, message, channel)
  // What these asked for is done: two hundred at once are meant, not four hundred.
  await pause(5_000)
  await ada.command('/miro', 'sync', { channel })
  const progress = await slack.until(() => ada.dm.find(({ text }) => text.startsWith('Sync ')), {
    what: 'the sync',
    timeoutMs: 60_000,
  })
  await slack.until(() => ada.read(progress).includes('Miro accounts'), { what: 'pages', timeoutMs: 300_000 })
  // While pages are read, and while the checks run over what was read: the first look is told when all is done.
  const acks: number[] = []
  const over = () => ada.dm.some(({ text }) => text.startsWith('First look'))
  for (let bursts = 0; bursts < most && !over(); bursts += 1) {
    acks.push(...(await burst(ada, message, channel)))
    await pause(2_000)
  }
  const sorted = acks.toSorted((one, other) => one - other)
  const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN
  const longest = sorted.at(-1) ?? Number.NaN
  return {
    what: `ack  ${atOnce} at once, ${acks.length / atOnce} times in a sync of ${accounts} accounts, ${kind}`,
    measured: `p99 ${p99.toFixed(0)} ms, longest ${longest.toFixed(0)} ms`,
    target: `p99 below ${targets.p99} ms, none above ${targets.longest} ms`,
    ok: p99 < targets.p99 && longest <= targets.longest,
  }
}

const burst = (ada: Persona, message: LocalMessage, channel: string): Promise<number[]> =>
  Promise.all(
    Array.from({ length: atOnce }, async (_, at) => {
      const acting =
        at % 2 === 0
          ? ada.command('/miro', words[(at / 2) % words.length] ?? '', { channel })
          : ada.click(message, 'critical.page')
      return (await acting.catch(tooLate)).ackMs
    }),
  )

/** Slack waits three seconds, and no longer. */
function tooLate(error: unknown): { ackMs: number } {
  if (error instanceof SlackProblem && error.code === 'operation_timeout') return { ackMs: 3_000 }
  throw error
}
