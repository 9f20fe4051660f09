import process from 'node:process'
import { StartError, startApp } from './app.ts'
import { ConfigError, readEnvironment } from './config.ts'
import { KeyFileError } from './crypto/keys.ts'
import { isCron } from './jobs/schedule.ts'
import { asError, openLog } from './log.ts'
import { SlackError } from './slack/frame/errors.ts'
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
  process.on('unhandledRejection', reason => {
    log.error({ err: asError(reason) }, 'a rejection nobody handled')
    process.exit(1)
  })
  const app = await startApp({ config, secrets, log, clock: () => new Date(), onFatal: end })
  let stopping = false
  const stop = (signal: string): void => {
    // A second signal means now.
    if (stopping) process.exit(1)
    stopping = true
    log.info({ signal }, 'stopping')
    app.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
  log.info({ port: config.port, publicUrl: config.publicUrl, socketMode: config.slack.socketMode }, 'ready')
}

/** The first thing a start asks of Slack is whose token it has. */
const slackSaid = ({ kind, code }: SlackError): string =>
  kind === 'auth'
    ? `Slack refuses the bot token (${code}). Copy the Bot User OAuth Token of your Slack app (OAuth & Permissions) into SLACK_BOT_TOKEN, reinstall the app if it was removed, and start again.`
    : `Slack could not be asked whose bot this is (${code}). Check that this machine reaches Slack, and start again.`

/** Their messages are for whoever started the bot. */
const toldPlainly = [ConfigError, StorageError, KeyFileError, StartError]

main().catch((error: unknown) => {
  if (toldPlainly.some(kind => error instanceof kind)) end((error as Error).message)
  if (error instanceof SlackError) end(slackSaid(error))
  end(`The bot could not start: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown error'}`)
})
