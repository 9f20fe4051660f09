import { randomBytes } from 'node:crypto'
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type { Config, Secrets } from './config.ts'
import { keysInDirectory, parseKeys } from './crypto/keys.ts'
import { createSealer } from './crypto/sealed.ts'
import { readHealth } from './health.ts'
import { openQueue } from './jobs/queue.ts'
import { longestInterval, nextRun, openSchedule } from './jobs/schedule.ts'
import { openTicks } from './jobs/ticks.ts'
import { asError, type Log } from './log.ts'
import { openMiro } from './miro/open-miro.ts'
import { openInFlight } from './slack/frame/in-flight.ts'
import { openSlack } from './slack/open-slack.ts'
import { openSlackPorts } from './slack/ports.ts'
import { listeners } from './slack/register.ts'
import { openPatience, type Patience, portRefusal, StartError, slackRefusal } from './starting.ts'
import { openStopping, type Stopping } from './stopping.ts'
import { followClock } from './storage/engine/journal-clock.ts'
import { openStorage, type Storage } from './storage/engine/open.ts'
import { rotateKeys } from './storage/engine/rotate-keys.ts'
import { openRepositories, type Repositories } from './storage/open-repositories.ts'
import { healthRoutes } from './web/health-routes.ts'
import { miroRoutes } from './web/miro-routes.ts'
import { openServer } from './web/server.ts'
import { answersForCommands } from './wiring/for-commands.ts'
import { workflowsForJobs } from './wiring/for-jobs.ts'
import { openWorld, type Parts, workflowsForSlack } from './wiring/world.ts'
import { noticeGaps, watchFreshness } from './workflows/checks/watch-freshness.ts'
import { finishConnect, openConsent, redirectUrl } from './workflows/connection/connect-miro.ts'
import { askDueSyncs } from './workflows/sync/due-syncs.ts'
import { bound } from './workflows/uses.ts'
import { servedWorkspaces } from './workflows/workspace/app-removed.ts'

/** What the schedule asks for, to ask for it at once. */
export type Ticks = ReturnType<typeof openTicks>

export type App = {
  /** Resolves when the bot works. Rejects with the reason to end, when all that was opened is closed again. */
  start(): Promise<Ticks>
  /** Ends everything within seconds, also a start that is under way. */
  stop(): Promise<void>
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

/** Milliseconds after which stopping ends what waits for Miro (a sync takes minutes), and then for Slack. */
const cutOffMiro = 3_000
const cutOffSlack = 4_500

/** How long a piece of a sync or an evaluation waits for what people are doing. There may always be somebody. */
const longestWay = 250

/** Builds everything once and starts it. Nothing happens before `start`. */
export function openApp(around: Surroundings): App {
  const stopping = openStopping(around.log)
  async function start(): Promise<Ticks> {
    try {
      return await open(around, stopping)
    } catch (error) {
      await stopping.stop()
      throw error
    }
  }
  return { start, stop: stopping.stop }
}

async function open(around: Surroundings, stopping: Stopping): Promise<Ticks> {
  const { config, secrets, log, clock, pause = realPause } = around
  const { opened, signal } = stopping
  const patience = openPatience({ seconds: config.startPatience, signal, log })
  const server = openServer()
  const listening = server.listen(config.port).catch((error: unknown) => {
    throw portRefusal(error, config.port)
  })
  // It may fail long before anybody awaits it.
  listening.catch(() => {})
  await opened({ name: 'web requests', finish: server.close, close: server.cutOff })
  const storage = await openDatabase(around, patience, listening)
  const unfollow = followClock(storage.pool, clock)
  const close = () => {
    unfollow()
    return storage.close()
  }
  await opened({ name: 'the database', close })
  await listening
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
    ...{ apiUrl: config.slack.apiUrl, miroUrl: config.miro.url },
    readSetup: id => workflows.readSetup(id),
    readHome: (who, place) => workflows.readHome(who, place),
    clock,
    reference,
    log,
    ...{ editEvery: around.editEvery, blocks: config.slack.blocks },
  })
  await opened({
    name: 'calls of Slack',
    finish: ports.home.close,
    cutOff: { after: cutOffSlack, now: ports.cutOff },
  })
  const askSlack = () =>
    ports.identify().catch((error: unknown) => {
      throw slackRefusal(error)
    })
  const identity = await patience.until(askSlack, () => {})
  const { workspaceId } = identity
  await refuseOtherWorkspaces(repositories, identity)
  await repositories.workspaces.ensure(
    {
      ...{ id: workspaceId, name: identity.teamName, botUserId: identity.botUserId, timeZone: null },
      url: identity.url,
    },
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
  await opened({
    name: 'jobs',
    finish: queue.finish,
    cutOff: { after: cutOffMiro, now: miro.close },
    close: async () => {
      await queue.close()
      await miro.close()
    },
    underWay: () => queue.underWay().map(name => `job ${name}`),
  })

  const stopAnswering = storage.answer(answersForCommands(world))
  await opened({ name: 'questions of commands', finish: stopAnswering })

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
    server,
    identity,
    clients: ports.clients,
    listeners: listeners({
      workflows,
      progress: ports.progress,
      importMessage: ports.importMessage,
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
        health: () => readHealth(world, storage, slack.isOpen()),
        clock,
        onBug,
      }),
    ],
    clock,
    reference,
    log,
  })
  await opened({
    name: 'requests of Slack',
    finish: slack.stop,
    underWay: () => [`${inFlight.count()} requests of Slack`],
  })
  await slack.start()

  const ticks = openTicks({
    ...world,
    watchFreshness: () => watchFreshness(world),
    noticeGaps: () => noticeGaps(world),
    askDueSyncs: () => askDueSyncs(world),
    servedWorkspaces: () => servedWorkspaces(world),
  })
  await ticks.all()
  const schedule = openSchedule(
    [
      { name: 'sync', cron: config.syncCron, run: ticks.sync },
      { name: 'staff', cron: config.staffCron, run: ticks.staff },
      { name: 'look-around', cron: '* * * * *', run: ticks.lookAround },
      { name: 'seal', cron: '*/20 * * * * *', run: ticks.seal },
    ],
    log,
  )
  await opened({ name: 'the schedule', finish: schedule.stop })
  schedule.start()
  return ticks
}

/** The one it was given, or the one that is configured: a served database is waited for. */
async function openDatabase(
  { config, secrets, log, clock, onFatal, storage }: Surroundings,
  patience: Patience,
  listening: Promise<unknown>,
): Promise<Storage> {
  if (storage !== undefined) return storage
  const databaseUrl = secrets.databaseUrl?.reveal() ?? null
  // Nobody waits for a database to be told of a port. Of a data directory in use is told first: by whom.
  if (databaseUrl !== null) await listening
  return await patience.until(
    () => openStorage({ databaseUrl, dataDir: config.dataDir }, { onFatal, log, clock }),
    late => late.close(),
  )
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
