import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import type { BotState } from './page/server/bot-state.ts'
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
      const page = await openPage(sandbox, bot, clock, wantedPort)
      console.log(`\nOpen ${page.url}\n\nAll of it is on this machine, and is deleted when you press Ctrl-C.`)
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

/** On the wanted port; else on the usual one, or any when that is taken. */
async function openPage(
  sandbox: Sandbox,
  bot: BotState,
  clock: CompanyClock,
  wanted: number | null,
): Promise<PageServer> {
  if (wanted !== null) return await PageServer.start(sandbox, bot, clock, wanted)
  try {
    return await PageServer.start(sandbox, bot, clock, usualPort)
  } catch {
    return await PageServer.start(sandbox, bot, clock, 0)
  }
}

function portFrom(args: string[]): number | null {
  const { values } = parseArgs({ args, options: { port: { type: 'string' } } })
  if (values.port === undefined) return null
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
