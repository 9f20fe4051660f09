import { randomBytes } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { Seed } from '../../src/sandbox/seeds/seed.ts'
import type { LocalMessage } from '../../src/sandbox/slack/shapes.ts'
import { openStorage, type Storage } from '../../src/storage/engine/open.ts'
import { type BotProcess, emptyDirectory, freePort, startSandboxProcess } from './bot-process.ts'
import { createServedDatabase, makeDataDirectory } from './database.ts'
import { withoutRecord } from './record.ts'
import { connectMiro, finishSetup } from './set-up.ts'

export const channel = '#access-alerts'
/** Who was killed counts as dead after seconds. */
export const patience = { timeoutMs: 20_000 }

export type Place = {
  readonly sandbox: Sandbox
  /** A bot in a process of its own, on the database of this place. */
  start(): Promise<BotProcess>
  /** One more beside the first. */
  startBeside(): Promise<BotProcess>
  /** Reads what a stopped bot left behind. */
  stored<T>(work: (storage: Storage) => Promise<T>): Promise<T>
}

/** A local Slack, a local Miro and a database that outlives the processes. */
export async function openPlace(kind: Storage['kind'], seed: Seed): Promise<Place> {
  const sandbox = await Sandbox.create({ seed })
  onTestFinished(() => sandbox.stop())
  const env: Record<string, string> =
    kind === 'embedded' ? { DATA_DIR: await makeDataDirectory() } : await servedEnv()
  const start = (more = {}) => startSandboxProcess(sandbox, { ...env, ...more })
  return {
    sandbox,
    start,
    startBeside: async () => {
      const PORT = String(await freePort())
      return start({ PORT, PUBLIC_URL: sandbox.env()['PUBLIC_URL'] ?? '' })
    },
    stored: async work => {
      const where = { databaseUrl: env['DATABASE_URL'] ?? null, dataDir: env['DATA_DIR'] ?? '' }
      const onFatal = (message: string) => {
        throw new Error(message)
      }
      const storage = await openStorage(where, { onFatal, log: { warn: () => {} } })
      return await work(storage).finally(storage.close)
    },
  }
}

async function servedEnv(): Promise<Record<string, string>> {
  const { url, drop } = await createServedDatabase()
  onTestFinished(drop)
  return {
    ...{ DATABASE_URL: url, DATA_DIR: await emptyDirectory() },
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  }
}

/** A company that has been set up, and the bot that did it. */
export async function setUpPlace(
  kind: Storage['kind'],
  seed: Seed,
): Promise<Place & { readonly bot: BotProcess }> {
  const place = await openPlace(kind, seed)
  const { sandbox } = place
  const bot = await place.start()
  const admin = sandbox.slack.as('U0ADMIN')
  await finishSetup(sandbox, admin, await connectMiro(sandbox, admin), channel)
  await sandbox.slack.until(() => alerts(place).length === 1, { what: 'the summary', ...patience })
  return { ...place, bot }
}

export const alerts = ({ sandbox }: Pick<Place, 'sandbox'>): readonly LocalMessage[] =>
  withoutRecord(sandbox.slack.channel(channel).messages)

/** Pages of the members list asked for since `from`. */
export const pages = ({ miro }: Sandbox, from = 0) =>
  miro.requests
    .slice(from)
    .filter(({ path, query }) => path.endsWith('/members') && query['emails'] === undefined)

/** Resolves when what `ask` asks for stands still in its fourth page. */
export async function standsStill({ miro, slack }: Sandbox, ask: () => Promise<unknown>): Promise<void> {
  miro.faults.push({ match: { page: 4 }, do: { hang: true } })
  await ask()
  await slack.until(() => miro.faults.pending === 0, { what: 'page 4', ...patience })
}
