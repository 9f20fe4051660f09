import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { onFreePort } from './free-port.ts'
import { CompanyClock } from './page/server/company-clock.ts'
import { PageServer } from './page/server/page-server.ts'
import { startBot } from './page/server/start-bot.ts'
import { Sandbox } from './sandbox.ts'
import { smallCompany } from './seeds/small-company.ts'

const usualPort = 4300

/** `npm run sandbox`: the whole product on a web page, on an embedded database that is thrown away afterwards. */
async function main(): Promise<void> {
  const wantedPort = portFrom(process.argv.slice(2))
  const stopped = new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
  console.log('Starting a company, its Slack, its Miro and the bot …')
  const clock = new CompanyClock()
  const dataDir = await mkdtemp(join(tmpdir(), 'miro-access-sandbox-'))
  try {
    const sandbox = await Sandbox.create({ seed: smallCompany, clock: clock.now })
    try {
      const bot = await startBot(sandbox, clock, dataDir)
      const page = await onFreePort(wantedPort, port => PageServer.start(sandbox, bot, clock, port))
      if (page.port !== wantedPort)
        console.log(`Port ${wantedPort} is taken, so the page is on ${page.port}.`)
      console.log(`\nOpen ${page.url}\n\n${whereItIs(dataDir)}`)
      await stopped
      console.log('\nStopping …')
      await page.stop()
    } finally {
      await sandbox.stop()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

const whereItIs = (dataDir: string): string =>
  `All of it is on this machine, in ${dataDir}, and is deleted when you press Ctrl-C.
To verify the bot’s journal meanwhile, in another terminal: DATA_DIR=${dataDir} npm run verify-journal`

function portFrom(args: string[]): number {
  const { values } = parseArgs({ args, options: { port: { type: 'string' } } })
  if (values.port === undefined) return usualPort
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error('--port takes a number from 1 to 65535')
  return port
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  },
)
