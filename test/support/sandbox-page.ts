import { launchChromium } from '../../src/sandbox/page/browser/chromium.ts'
import { walk } from '../../src/sandbox/page/browser/walk.ts'
import { botState } from '../../src/sandbox/page/server/bot-state.ts'
import { CompanyClock } from '../../src/sandbox/page/server/company-clock.ts'
import { PageServer } from '../../src/sandbox/page/server/page-server.ts'
import { Sandbox } from '../../src/sandbox/sandbox.ts'
import { smallCompany } from '../../src/sandbox/seeds/small-company.ts'
import { openTestStorage } from './database.ts'

// Half a day from now: what happens in a test, somebody asked for.
const never = `0 ${(new Date().getUTCHours() + 12) % 24} * * *`

export type SandboxPage = Awaited<ReturnType<typeof openSandboxPage>>

/** The sandbox with its page, open in a browser. `stop` ends all of it. */
export async function openSandboxPage(executablePath: string) {
  const clock = new CompanyClock()
  const sandbox = await Sandbox.create({ seed: smallCompany, clock: clock.now })
  const storage = await openTestStorage('embedded')
  await sandbox.startBot({
    storage,
    env: {
      ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      SYNC_CRON: never,
      STAFF_CRON: never,
    },
  })
  const server = await PageServer.start(sandbox, botState(storage, sandbox.seed.team.id), clock, 0)
  const browser = await launchChromium(executablePath)
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  context.setDefaultTimeout(12_000)
  const problems: string[] = []
  const page = await context.newPage()
  page.on('pageerror', error => problems.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error') problems.push(message.text())
  })
  await page.goto(server.url)
  return {
    sandbox,
    server,
    context,
    page,
    /** What the browser complained about. */
    problems,
    ...walk(page),
    async stop() {
      await browser.close()
      await server.stop()
      await sandbox.stop()
      await storage.close()
    },
  }
}
