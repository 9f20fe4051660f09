import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { Sandbox } from './sandbox.ts'
import { smallCompany } from './seeds/small-company.ts'
import { session } from './terminal/session.ts'

/** `npm run sandbox`: the whole product by typing, on an embedded database that is thrown away afterwards. */
async function main(): Promise<void> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
  console.log('Starting a company, its Slack, its Miro and the bot …')
  const dataDir = await mkdtemp(join(tmpdir(), 'miro-access-sandbox-'))
  try {
    const sandbox = await Sandbox.create({ seed: smallCompany })
    try {
      await sandbox.startBot({ env: { DATA_DIR: dataDir } })
      await session(sandbox, 'U0ADA', {
        input: process.stdin,
        output: process.stdout,
        interactive: process.stdin.isTTY === true && process.stdout.isTTY === true,
        signal: stop.signal,
      })
      console.log('\nStopping …')
    } finally {
      await sandbox.stop()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
