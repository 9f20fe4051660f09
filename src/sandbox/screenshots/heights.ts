import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { Page } from 'playwright-core'
import { journey } from '../demo/journey.ts'
import type { Narrator } from '../demo/narrator.ts'
import { findChromium, launchChromium } from '../page/browser/chromium.ts'
import { walk } from '../page/browser/walk.ts'
import { CompanyClock } from '../page/server/company-clock.ts'
import { PageServer } from '../page/server/page-server.ts'
import { startBot } from '../page/server/start-bot.ts'
import { Sandbox } from '../sandbox.ts'
import { smallCompany } from '../seeds/small-company.ts'
import type { LocalMessage } from '../slack/shapes.ts'

const silent: Narrator = { chapter() {}, act() {}, modal() {}, message() {}, page() {} }

/** As many accounts of nobody as a first sync of a small company finds. */
const strangers = 8

/** `npm run heights`: how tall alerts are on a phone, 390 px wide, and how many words they have. */
async function main(): Promise<void> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('There is no Chromium here: apt-get install chromium')
  const clock = new CompanyClock(new Date('2026-11-25T08:55:00Z'))
  const dataDir = await mkdtemp(join(tmpdir(), 'miro-access-heights-'))
  const sandbox = await Sandbox.create({ seed: smallCompany, clock: clock.now })
  const browser = await launchChromium(executablePath)
  try {
    const bot = await startBot(sandbox, clock, dataDir)
    const server = await PageServer.start(sandbox, bot, clock, 0)
    const shown = await alerts(sandbox)
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    page.setDefaultTimeout(60_000)
    await page.goto(server.url)
    await walk(page).goTo('access-alerts')
    await page.setViewportSize({ width: 390, height: 844 })
    for (const [name, message] of shown) await measure(page, name, message)
    await server.stop()
  } finally {
    await browser.close()
    await sandbox.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** A summary, a leaver that is closed and one that is open, and a group of accounts of nobody. */
async function alerts(sandbox: Sandbox): Promise<[string, LocalMessage][]> {
  const { slack, miro } = sandbox
  const { alert: closed } = await journey(sandbox, silent)
  const messages = () => slack.channel('#access-alerts').messages
  const [summary] = messages()
  const [sample] = miro.members
  if (sample === undefined) throw new Error('there is nobody in Miro')
  for (let at = 0; at < strangers; at += 1)
    miro.add({ ...sample, id: `30744573456199990${at}0`, email: `guest${at}@parkstudio.example` })
  await slack.deactivateUser('U0FARAH')
  const ada = slack.as('U0ADA')
  await ada.command('/miro', 'sync')
  const saying = (text: string) =>
    slack.until(() => messages().find(message => ada.read(message).includes(text)), {
      what: text,
      timeoutMs: 60_000,
    })
  const group = await saying('guest0@')
  const leaver = await saying('Farah Haddad')
  if (summary === undefined) throw new Error('there is no summary')
  return [
    ['one leaver', leaver],
    ['8 unidentified', group],
    ['first summary', summary],
    ['closed leaver', closed],
  ]
}

async function measure(page: Page, name: string, { ts }: LocalMessage): Promise<void> {
  const message = page.locator(`.message[data-ts="${ts}"]`)
  await message.waitFor()
  const box = await message.boundingBox()
  const all = wordsIn(await message.locator('article').allInnerTexts())
  // What is pressed, and who wrote it when, is not read.
  const others = wordsIn(
    await message.locator('article > header, button, a[role=button], .edited').allInnerTexts(),
  )
  process.stdout.write(`${name}: ${Math.round(box?.height ?? 0)} px, ${all - others} words\n`)
  if (pictures !== undefined)
    await message.screenshot({ path: join(pictures, `${name.replaceAll(' ', '-')}.png`) })
}

/** A folder for a picture of each. */
const pictures = process.argv[2]

const wordsIn = (texts: readonly string[]): number =>
  texts.flatMap(text => text.split(/\s+/)).filter(word => /[\p{L}\p{N}]/u.test(word)).length

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
