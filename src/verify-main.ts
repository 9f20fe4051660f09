// npm run verify-journal                       looks whether every row of the journal is as it was sealed
// npm run verify-journal -- --export FOLDER   and whether what was told in Slack still stands in an export of the channel
// 0: it is. 1: it is not. 2: nobody can say.
import process from 'node:process'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import {
  checkExport,
  type Difference,
  type ExportedMessage,
  type Figures,
  type Witnessed,
} from './domain/journal-check.ts'
import { differenceInWords, figuresInWords, witnessInWords } from './domain/journal-check-words.ts'
import { readExport } from './slack-export.ts'
import { askWhoeverHolds } from './storage/engine/data-directory-lock.ts'
import { openStorage } from './storage/engine/open.ts'
import { codeOf, StorageError } from './storage/engine/storage-error.ts'
import { journalRepository } from './storage/journal.ts'
import { witnessesRepository } from './storage/witnesses.ts'
import { journalQuestion, verifyEach } from './wiring/for-commands.ts'

/** A part of the answer: what differs, or how much was looked at in all of a workspace. */
type Part =
  | { readonly witness: Witnessed }
  | { readonly difference: Difference }
  | { readonly figures: Figures }

/** Why nobody can say, in a sentence. */
class CannotAsk extends Error {}

async function run(): Promise<number> {
  const report = reporting(await exported())
  const databaseUrl = process.env['DATABASE_URL']?.trim() || null
  const dataDir = process.env['DATA_DIR']?.trim() || './data'
  if (databaseUrl !== null || !(await wasAsked(dataDir, report.take)))
    await open({ databaseUrl, dataDir }, report.take)
  return report.end()
}

/** The messages of the export that was named; null: none was. */
async function exported(): Promise<readonly ExportedMessage[] | null> {
  const { values } = parseArgs({ options: { export: { type: 'string' } } })
  if (values.export === undefined) return null
  return await readExport(values.export).catch((error: Error) => {
    throw new CannotAsk(error.message)
  })
}

/** Whether a running bot answered. */
async function wasAsked(dataDir: string, take: (part: unknown) => void): Promise<boolean> {
  const asked = await askWhoeverHolds(dataDir, journalQuestion, take).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error
    throw new CannotAsk(`There is no data directory ${dataDir}. Set DATA_DIR, or DATABASE_URL.`)
  })
  if (asked?.outcome === 'refused') throw new CannotAsk(asked.because)
  if (asked?.outcome === 'broken_off')
    throw new CannotAsk(
      `The program that uses the data directory ${dataDir} did not answer to the end. Run the command as the user that runs the bot, or try again.`,
    )
  return asked !== null
}

/** Nobody else has the database open, or it serves many. */
async function open(
  where: { readonly databaseUrl: string | null; readonly dataDir: string },
  take: (part: unknown) => void,
): Promise<void> {
  const storage = await openStorage(where, { onFatal: cannot, log: { warn: () => {} } })
  try {
    const world = {
      clock: () => new Date(),
      makeWay: () => nextTurn(),
      journal: journalRepository(storage),
      witnesses: witnessesRepository(storage),
    }
    await verifyEach(world)(async part => take(part), new AbortController().signal)
  } finally {
    await storage.close()
  }
}

/** Says what differs as it comes, and at the end of each workspace how much was looked at. */
function reporting(messages: readonly ExportedMessage[] | null) {
  let isWhole = true
  let workspaces = 0
  let witnessed: Witnessed[] = []
  const say = (text: string): void => void process.stdout.write(`${text}\n`)
  return {
    take(given: unknown): void {
      // Our own words: of this process, or of the bot that runs from the same folder.
      const part = given as Part
      if ('difference' in part) say(differenceInWords(part.difference))
      else if ('witness' in part) {
        say(witnessInWords(part.witness))
        witnessed.push(part.witness)
      } else {
        const inSlack = messages === null ? [] : checkExport(witnessed, messages)
        for (const difference of inSlack) say(differenceInWords(difference))
        witnessed = []
        const figures = { ...part.figures, differences: part.figures.differences + inSlack.length }
        workspaces += 1
        if (figures.differences > 0) isWhole = false
        say(figuresInWords(figures))
      }
    },
    end(): number {
      if (workspaces === 0)
        throw new CannotAsk('There is no journal yet: the bot was never started with this database.')
      return isWhole ? 0 : 1
    },
  }
}

function cannot(message: string): void {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}

if (process.env['NODE_ENV'] !== 'test') {
  try {
    process.loadEnvFile('.env')
  } catch {
    // There need not be one.
  }
}

run().then(
  code => {
    process.exitCode = code
  },
  (error: unknown) =>
    cannot(
      error instanceof StorageError || error instanceof CannotAsk
        ? error.message
        : `The journal could not be verified: ${error instanceof Error ? error.message : String(error)}`,
    ),
)
