import { openStorage } from '../../../storage/engine/open.ts'
import type { Sandbox } from '../../sandbox.ts'
import { type BotState, botState } from './bot-state.ts'
import type { CompanyClock } from './company-clock.ts'
import { schedule } from './next-runs.ts'

/** Starts the bot on an embedded database in `dataDir`, and with it what the page has to know of it. */
export async function startBot(sandbox: Sandbox, clock: CompanyClock, dataDir: string): Promise<BotState> {
  const onFatal = (message: string) => void process.stderr.write(`${message}\n`)
  const log = { warn: () => {} }
  // The bot closes it.
  const storage = await openStorage({ databaseUrl: null, dataDir }, { onFatal, log, clock: clock.now })
  await sandbox.startBot({ storage, env: { DATA_DIR: dataDir, ...schedule } })
  return botState(storage, sandbox.seed.team.id)
}
