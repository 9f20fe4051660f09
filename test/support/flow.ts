import { onTestFinished } from 'vitest'
import type { Log } from '../../src/log.ts'
import { Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts'
import { smallCompany } from '../../src/sandbox/seeds/small-company.ts'
import type { Choice } from '../../src/sandbox/slack/choose.ts'
import type { LocalSlack } from '../../src/sandbox/slack/local-slack.ts'
import type { Persona } from '../../src/sandbox/slack/persona.ts'
import type { LocalMessage, LocalView } from '../../src/sandbox/slack/shapes.ts'
import type { Storage } from '../../src/storage/engine/storage.ts'
import { openTestStorage } from './database.ts'
import { withoutRecord } from './record.ts'
import { connectMiro, requestSync, submitRule } from './set-up.ts'

export type FlowOptions = Partial<SandboxOptions> & {
  /** A fresh one of this kind; embedded when absent. */
  readonly database?: Storage['kind']
  /** One of the test's own, which the flow closes. */
  readonly storage?: Storage
  /** Who sets the bot up; the seed's first admin when absent. */
  readonly admin?: string
  /** More of the bot's environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Where the bot's log goes. */
  readonly log?: Log
}

export const alertChannel = '#access-alerts'
export const patience = { timeoutMs: 20_000 }
// Half a day from now: what happens in a test, somebody asked for.
const never = `0 ${(new Date().getUTCHours() + 12) % 24} * * *`
const encryptionKey = Buffer.alloc(32, 7).toString('base64')

export type Flow = Awaited<ReturnType<typeof startFlow>>

/**
 * The real bot between a local Slack and a local Miro, on a database of its own, with the steps that people take.
 * Everything is stopped when the test has finished.
 */
export async function startFlow(options: FlowOptions = {}) {
  const { database = 'embedded', storage: own, admin, env, log, ...rest } = options
  const seed = rest.seed ?? smallCompany
  const sandbox = await Sandbox.create({ editEvery: 50, ...rest, seed })
  const storage = own ?? (await openTestStorage(database))
  onTestFinished(async () => {
    await sandbox.stop()
    await storage.close()
  })
  const startBot = () =>
    sandbox.startBot({
      // It outlives the bot, which may be started again.
      storage: { ...storage, close: async () => {} },
      env: { ENCRYPTION_KEY: encryptionKey, SYNC_CRON: never, STAFF_CRON: never, ...env },
      ...(log !== undefined && { log }),
    })
  await startBot()
  const { slack, miro } = sandbox
  const ada = slack.as(admin ?? seed.users.find(user => user.isAdmin === true)?.id ?? '')
  const inChannel = (): readonly LocalMessage[] => withoutRecord(slack.channel(alertChannel).messages)
  let setup: LocalMessage | null = null
  const setupMessage = (): LocalMessage => {
    if (setup === null) throw new Error('not connected yet')
    return setup
  }
  const window = (title: string, person: Persona = ada) => opened(slack, person, title)

  /** The living setup message that connecting leaves, once the first sync has told what it saw. */
  const connect = async (): Promise<LocalMessage> => {
    setup = await connectMiro(sandbox, ada)
    return setup
  }
  const addCritical = async (): Promise<void> => {
    await ada.click(setupMessage(), 'Add as critical system')
    await slack.until(() => ada.read(setupMessage()).includes('Miro is a critical system'), {
      what: 'Miro as a critical system',
      ...patience,
    })
  }
  /** Opens the rule from the setup message; the modal, with its options, stays open. */
  const openRule = async (way: 'Every staff member' | 'By role' | 'By approval'): Promise<LocalView> => {
    await ada.click(setupMessage(), 'Choose valid users')
    await ada.fill(await window('Choose valid users'), { 'Valid users are': way })
    const asks = {
      'Every staff member': 'Every staff member',
      'By role': 'Roles in Miro',
      'By approval': 'Approved accounts',
    }
    await slack.until(() => ada.read(ada.view).includes(asks[way]), { what: `the rule ${way}`, ...patience })
    return ada.view
  }
  /** By default Member and Company Admin are valid. */
  const saveRule = async (
    way: 'Every staff member' | 'By role' | 'By approval' = 'By role',
    answers: Readonly<Record<string, Choice>> = way === 'By role'
      ? { 'Roles in Miro': ['organization_internal_user', 'organization_internal_admin'] }
      : {},
  ): Promise<void> => {
    await ada.fill(await openRule(way), answers)
    await submitRule(sandbox, ada)
    await slack.until(() => !ada.read(setupMessage()).includes('*Choose valid users*'), {
      what: 'the rule saved',
      ...patience,
    })
    if (ada.views.length > 0) await ada.close(ada.view, { all: true })
  }
  const chooseChannel = async (channel = alertChannel): Promise<void> => {
    await ada.click(setupMessage(), 'Choose a channel')
    await ada.fill(await window('Choose a channel'), { Channel: channel })
    await ada.submit(ada.view)
    if (ada.views.length > 0) await ada.close(ada.view, { all: true })
  }
  /** Connect, critical system, rule, channel. Returns the first summary. */
  const setUp = async (): Promise<LocalMessage> => {
    await connect()
    await addCritical()
    await saveRule()
    await chooseChannel()
    return await slack.until(() => inChannel()[0], { what: 'the first summary', ...patience })
  }
  /** `/miro sync`; with `until`, once its one message says so. */
  const sync = (until = 'Sync complete', person: Persona = ada): Promise<LocalMessage> =>
    requestSync(sandbox, person, until)
  const rows = async <T extends object = Record<string, unknown>>(
    sql: string,
    values: unknown[] = [],
  ): Promise<T[]> => (await storage.pool.query<T>(sql, values)).rows

  /** Stops the bot; `and` happens before it starts again. */
  const restart = async (and: () => void = () => {}): Promise<void> => {
    await sandbox.stopBot()
    and()
    await startBot()
  }

  return {
    sandbox,
    restart,
    slack,
    miro,
    storage,
    /** Who sets the bot up. */
    ada,
    inChannel,
    window,
    connect,
    addCritical,
    openRule,
    saveRule,
    chooseChannel,
    setUp,
    sync,
    rows,
  }
}

async function opened(slack: LocalSlack, person: Persona, title: string): Promise<LocalView> {
  return await slack.until(() => (person.views.at(-1)?.title?.text === title ? person.view : null), {
    what: `the window "${title}"`,
    ...patience,
  })
}

/** A clock that stands still until it is moved. */
export function handClock(start = new Date('2026-11-24T09:00:00Z')) {
  let at = start.getTime()
  return {
    now: () => new Date(at),
    forward: (milliseconds: number) => {
      at += milliseconds
    },
  }
}
