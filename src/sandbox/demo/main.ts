import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { Sandbox } from '../sandbox.ts'
import { smallCompany } from '../seeds/small-company.ts'
import { journey } from './journey.ts'
import { narrator } from './narrator.ts'

/** `npm run demo`: the whole journey on an embedded database that is thrown away afterwards. */
async function main(): Promise<void> {
  const startedAt = performance.now()
  const dataDir = await mkdtemp(join(tmpdir(), 'miro-access-demo-'))
  const sandbox = await Sandbox.create({ seed: smallCompany })
  try {
    await sandbox.startBot({ env: { DATA_DIR: dataDir } })
    const tell = narrator(line => console.log(line), {
      user: id => sandbox.slack.user(id).realName,
      channel: id => sandbox.slack.channel(id).name,
    })
    const told = await journey(sandbox, tell)
    if (!told.closed || !told.sameMessage) throw new Error('the alert did not close as one message')
    console.log('')
    console.log(
      `The same message was posted once and closed. ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`,
    )
  } finally {
    await sandbox.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
