import process from 'node:process'
import { type App, openApp } from './app.ts'
import { ConfigError, readEnvironment } from './config.ts'
import { KeyFileError } from './crypto/keys.ts'
import { isCron } from './jobs/schedule.ts'
import { asError, type Log, openLog } from './log.ts'
import { StartError } from './starting.ts'
import { databaseUrlProblem } from './storage/engine/database-url.ts'
import { StorageError } from './storage/engine/storage-error.ts'

/** Ends with a plain message: what is wrong, and what to do. */
function end(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

async function main(): Promise<void> {
  if (process.env['NODE_ENV'] !== 'test') {
    try {
      process.loadEnvFile('.env')
    } catch {
      // There need not be one.
    }
  }
  const { config, secrets } = readEnvironment(process.env, { isCron, databaseUrlProblem })
  const log = openLog(config.logLevel)
  const app = openApp({ config, secrets, log, clock: () => new Date(), onFatal: end })
  // Before the first port opens: whoever starts the bot may change their mind at once.
  const isStopping = stopAtSignals(app, log)
  try {
    await app.start()
  } catch (error) {
    if (isStopping()) return
    throw error
  }
  log.info({ port: config.port, publicUrl: config.publicUrl, socketMode: config.slack.socketMode }, 'ready')
}

function stopAtSignals(app: App, log: Log): () => boolean {
  let stopping = false
  const stop = (signal: string): void => {
    // A second signal means now.
    if (stopping) process.exit(1)
    stopping = true
    log.info({ signal }, 'stopping')
    void app.stop().then(() => process.exit(0))
  }
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
  process.on('unhandledRejection', reason => {
    log.error({ err: asError(reason) }, 'a rejection nobody handled')
    // What was cut off may end in one.
    if (!stopping) process.exit(1)
  })
  return () => stopping
}

/** Their messages are for whoever started the bot. */
const toldPlainly = [ConfigError, StorageError, KeyFileError, StartError]

main().catch((error: unknown) => {
  if (toldPlainly.some(kind => error instanceof kind)) end((error as Error).message)
  end(`The bot could not start: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown error'}`)
})
