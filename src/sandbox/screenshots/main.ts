import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { findChromium, launchChromium } from '../page/browser/chromium.ts'
import { walk } from '../page/browser/walk.ts'
import { CompanyClock } from '../page/server/company-clock.ts'
import { PageServer } from '../page/server/page-server.ts'
import { startBot } from '../page/server/start-bot.ts'
import { Sandbox } from '../sandbox.ts'
import { smallCompany } from '../seeds/small-company.ts'
import { takePictures } from './pictures.ts'

/** A Wednesday morning, so that the pictures show the same times each time they are made. */
const morning = new Date('2026-11-25T08:55:00Z')

/** `npm run screenshots`: the pictures of the README, from the running sandbox into `docs/images`. */
async function main(): Promise<void> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('There is no Chromium here: apt-get install chromium')
  const clock = new CompanyClock(morning)
  const dataDir = await mkdtemp(join(tmpdir(), 'miro-access-screenshots-'))
  const sandbox = await Sandbox.create({ seed: smallCompany, clock: clock.now })
  const browser = await launchChromium(executablePath)
  try {
    const bot = await startBot(sandbox, clock, dataDir)
    const server = await PageServer.start(sandbox, bot, clock, 0)
    const page = await browser.newPage({
      viewport: { width: 1280, height: 800 },
      deviceScaleFactor: 1.5,
      colorScheme: 'light',
    })
    page.setDefaultTimeout(60_000)
    await page.goto(server.url)
    await takePictures(page, walk(page))
    await server.stop()
  } finally {
    await browser.close()
    await sandbox.stop()
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
