import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { CompanyClock } from '../../src/sandbox/page/server/company-clock.ts'
import { PageServer } from '../../src/sandbox/page/server/page-server.ts'
import { Sandbox } from '../../src/sandbox/sandbox.ts'
import { smallCompany } from '../../src/sandbox/seeds/small-company.ts'
import { openTestStorage } from './database.ts'

/** Debian's Chromium; null where there is none. */
export const chromiumPath: string | null =
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync) ?? null

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
  const server = await PageServer.start(sandbox, clock, 0)
  const browser: Browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'],
  })
  const context: BrowserContext = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  context.setDefaultTimeout(12_000)
  const problems: string[] = []
  const page: Page = await context.newPage()
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
    ...steps(page),
    async stop() {
      await browser.close()
      await server.stop()
      await sandbox.stop()
      await storage.close()
    },
  }
}

/** What somebody does again and again. */
function steps(page: Page) {
  const dialog: Locator = page.locator('[role=dialog]')
  const composer = page.getByRole('textbox', { name: /^Message/ })
  const sidebar = page.locator('.sidebar')
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: true })
  return {
    dialog,
    composer,
    sidebar,
    outside: page.getByRole('complementary', { name: 'Outside of Slack' }),
    /** A message with this text. */
    message: (text: string | RegExp): Locator => page.locator('.message', { hasText: text }),
    inDialog: (name: string | RegExp): Locator => dialog.getByRole('button', { name, exact: true }),
    button,
    /** The window with this title, in front. */
    window: async (title: string): Promise<Locator> => {
      const found = page.getByRole('dialog', { name: title, exact: true })
      await found.waitFor()
      return found
    },
    type: async (text: string): Promise<void> => {
      await composer.fill(text)
      await composer.press('Enter')
    },
    goTo: async (place: string): Promise<void> => {
      await sidebar.getByRole('button', { name: place }).click()
    },
    become: async (person: string): Promise<void> => {
      await sidebar.getByLabel('You are').selectOption({ label: person })
      await page.locator('.place-head').waitFor()
    },
    closeAll: async (): Promise<void> => {
      await dialog
        .getByRole('button', { name: /^Close( all windows)?$/ })
        .first()
        .click()
      await dialog.waitFor({ state: 'detached' })
    },
  }
}
