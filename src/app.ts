import { randomBytes } from 'node:crypto'
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type { Config, Secrets } from './config.ts'
import { keysInDirectory, parseKeys } from './crypto/keys.ts'
import { createSealer } from './crypto/sealed.ts'
import { openQueue } from './jobs/queue.ts'
import { longestInterval, nextRun, openSchedule } from './jobs/schedule.ts'
import { openTicks } from './jobs/ticks.ts'
import { asError, type Log } from './log.ts'
import { openMiro } from './miro/open-miro.ts'
import { openInFlight } from './slack/frame/in-flight.ts'
import { openSlack } from './slack/open-slack.ts'
import { openSlackPorts } from './slack/ports.ts'
import { listeners } from './slack/register.ts'
import { openStorage, type Storage } from './storage/engine/open.ts'
import { rotateKeys } from './storage/engine/rotate-keys.ts'
import { openRepositories, type Repositories } from './storage/open-repositories.ts'
import { type Health, healthRoutes } from './web/health-routes.ts'
import { miroRoutes } from './web/miro-routes.ts'
import { workflowsForJobs } from './wiring/for-jobs.ts'
import { openWorld, type Parts, workflowsForSlack } from './wiring/world.ts'
import { watchFreshness } from './workflows/checks/watch-freshness.ts'
import { finishConnect, openConsent, redirectUrl } from './workflows/connection/connect-miro.ts'
import { askDueSyncs } from './workflows/sync/due-syncs.ts'
import { bound } from './workflows/uses.ts'
import { servedWorkspaces } from './workflows/workspace/app-removed.ts'

export type App = {
  stop(): Promise<void>
  /** What the schedule asks for, to ask for it at once. */
  readonly ticks: ReturnType<typeof openTicks>
}

export type Surroundings = {
  readonly config: Config
  readonly secrets: Secrets
  readonly log: Log
  readonly clock: () => Date
  /** The process cannot go on: the message says why and what to do. */
  readonly onFatal: (message: string) => void
  /** Tests bring a database of their own. */
  readonly storage?: Storage
  /** Milliseconds pass, by default the real ones. Waits between tries are made with it. */
  readonly pause?: (milliseconds: number) => Promise<void>
  /** Milliseconds between two edits of one message or one Home in Slack; what Slack allows, when absent. */
  readonly editEvery?: number
}

/** The program must not start like this: the message says why and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

/** How long stopping waits for the work in flight. What is cut off goes on at the next start. */
const patience = 8_000
/** After this long, stopping ends what waits for Miro: a sync takes minutes. */
const cutOffAfter = 3_000

/** How long a piece of a sync or an evaluation waits for what people are doing. There may always be somebody. */
const longestWay = 250

/** Builds everything once and starts it. What was opened is closed again when a later part cannot start. */
export async function startApp(around: Surroundings): Promise<App> {
  const opened: (() => Promise<unknown>)[] = []
  const stop = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await close()
  }
  try {
    return { stop, ticks: await open(around, close => opened.push(close)) }
  } catch (error) {
    await stop().catch(() => {})
    throw error
  }
}

async function open(
  around: Surroundings,
  opened: (close: () => Promise<unknown>) => void,
): Promise<App['ticks']> {
  const { config, secrets, log, clock, pause = realPause } = around
  const storage =
    around.storage ??
    (await openStorage(
      { databaseUrl: secrets.databaseUrl?.reveal() ?? null, dataDir: config.dataDir },
      { onFatal: around.onFatal, log, clock },
    ))
  opened(() => storage.close())
  const sealer = createSealer(
    secrets.encryptionKey === null
      ? await keysInDirectory(config.dataDir)
      : parseKeys(secrets.encryptionKey.reveal()),
  )
  await rotateKeys(storage, sealer)
  const repositories = openRepositories(storage, sealer, config.timeZone)

  const miro = openMiro({
    miroUrl: config.miro.url,
    miroApiUrl: config.miro.apiUrl,
    miroScimUrl: config.miro.scimUrl,
    clock,
    pause: ms => pause(ms),
  })
  const reference = () => randomBytes(4).toString('hex')
  const botToken = secrets.slackBotToken.reveal()
  const ports = openSlackPorts({
    botToken,
    apiUrl: config.slack.apiUrl,
    readSetup: id => workflows.readSetup(id),
    readHome: (who, place) => workflows.readHome(who, place),
    clock,
    reference,
    log,
    editEvery: around.editEvery,
  })
  opened(ports.home.close)
  const identity = await ports.identify()
  const { workspaceId } = identity
  await refuseOtherWorkspaces(repositories, identity)
  await repositories.workspaces.ensure(
    { id: workspaceId, name: identity.teamName, botUserId: identity.botUserId, timeZone: null },
    clock(),
  )
  // The token works; what waited for that is asked for below, as at every start.
  if (await repositories.workspaces.setBack(workspaceId, clock()))
    log.info({ workspaceId }, 'the app is back in Slack')

  // What was cut off goes on now; on the embedded database nobody else can be at it.
  const alone = storage.kind === 'embedded'
  if (alone) await repositories.runs.releaseAll()
  const inFlight = openInFlight()
  const queue = openQueue(storage.queue, log.child({ part: 'jobs' }), { alone })
  const parts: Parts = {
    config,
    clock,
    pause,
    makeWay: async () => {
      await nextTurn()
      await inFlight.settled(longestWay)
    },
    log,
    staffCsv: secrets.staffCsv,
    defaults: {
      intervals: { accounts: longestInterval(config.syncCron), staff: longestInterval(config.staffCron) },
      timeZone: config.timeZone,
      syncCron: config.syncCron,
      nextSyncAt: () => nextRun(config.syncCron, clock()),
    },
    repositories,
    miro,
    slack: ports,
    send: queue.send,
  }
  const world = openWorld(parts)
  const workflows = workflowsForSlack(world)
  const unheard = (error: unknown): void =>
    log.warn({ err: asError(error) }, 'the app’s place in Slack is unknown')
  ports.installation.onRefused(
    because => void workflows.noteAppRemoved({ workspaceId, because }).catch(unheard),
  )
  await queue.start(workflowsForJobs(world, parts))
  opened(async () => {
    const cutOff = setTimeout(() => void miro.close(), cutOffAfter)
    await queue.stop(patience)
    clearTimeout(cutOff)
    await miro.close()
  })

  const onBug = (error: unknown): { reference: string } => {
    const bug = { reference: reference() }
    log.error({ ...bug, err: asError(error) }, 'a page failed')
    return bug
  }
  const slack = openSlack({
    botToken,
    appToken: secrets.slackAppToken?.reveal() ?? null,
    signingSecret: secrets.slackSigningSecret?.reveal() ?? null,
    apiUrl: config.slack.apiUrl,
    port: config.port,
    identity,
    clients: ports.clients,
    listeners: listeners({
      workflows,
      progress: ports.progress,
      liveSetup: ports.liveSetup,
      home: ports.home,
      redirectUrl: redirectUrl(config.publicUrl),
      clock,
    }),
    permission: who => workflows.permission(who),
    inFlight,
    acted: {
      claim: (workspaceId, id) => repositories.actedRequests.claim(workspaceId, id, clock()),
      has: repositories.actedRequests.has,
    },
    heard: () => workflows.noteHeard({ workspaceId }).catch(unheard),
    routes: [
      ...miroRoutes({ publicUrl: config.publicUrl, ...bound(world, { openConsent, finishConnect }), onBug }),
      ...healthRoutes({
        health: () => health(repositories, slack.isOpen()),
        clock,
        onBug,
      }),
    ],
    clock,
    reference,
    log,
  })
  await slack.start().catch((error: unknown) => {
    throw orPortRefused(error, config.port)
  })
  opened(() => slack.stop())

  const ticks = openTicks({
    ...world,
    watchFreshness: () => watchFreshness(world),
    askDueSyncs: () => askDueSyncs(world),
    servedWorkspaces: () => servedWorkspaces(world),
  })
  await ticks.all()
  const schedule = openSchedule(
    [
      { name: 'sync', cron: config.syncCron, run: ticks.sync },
      { name: 'staff', cron: config.staffCron, run: ticks.staff },
      { name: 'look-around', cron: '* * * * *', run: ticks.lookAround },
    ],
    (name, error) => log.error({ schedule: name, err: asError(error) }, 'a tick failed'),
  )
  schedule.start()
  opened(() => schedule.stop())
  return ticks
}

const realPause = (milliseconds: number): Promise<void> => wait(milliseconds)

/**
 * One token reads one workspace. With another workspace's rows in the database its directory would be taken for
 * theirs: everybody there would seem to have left.
 */
async function refuseOtherWorkspaces(
  repositories: Repositories,
  { workspaceId, teamName }: { workspaceId: string; teamName: string },
): Promise<void> {
  const other = (await repositories.workspaces.all()).find(({ id }) => id !== workspaceId)
  if (other === undefined) return
  throw new StartError(
    `The database belongs to the Slack workspace ${other.name} (${other.id}), but SLACK_BOT_TOKEN is for ${teamName} (${workspaceId}). ` +
      'Use the token of that workspace, or another DATA_DIR or DATABASE_URL.',
  )
}

function orPortRefused(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE')
    return new StartError(
      `Port ${port} is in use by another program. Stop that one, or set PORT to a free one, and start again.`,
    )
  if (code === 'EACCES')
    return new StartError(
      `The user that runs the bot may not open port ${port}. Set PORT to one above 1023, and start again.`,
    )
  return error
}

/** Answers even when the database does not: that is what it is asked for. */
async function health(repositories: Repositories, slack: boolean): Promise<Health> {
  const connections = await repositories.connections.all().catch(() => null)
  const last = (connections ?? []).map(connection => connection.lastCompleteSyncAt?.getTime() ?? null)
  const known = last.flatMap(time => time ?? [])
  const workspaces = await repositories.workspaces.all().catch(() => [])
  return {
    database: connections !== null,
    appRemoved: workspaces.some(({ removedAt }) => removedAt !== null),
    slack,
    connections: last.length,
    lastCompleteSyncAt: last.length > 0 && known.length === last.length ? new Date(Math.min(...known)) : null,
  }
}
