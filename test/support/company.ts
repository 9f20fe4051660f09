import type { LocalMember } from '../../src/sandbox/miro/shapes.ts'
import { Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts'
import type { Seed } from '../../src/sandbox/seeds/seed.ts'
import type { LocalMessage } from '../../src/sandbox/slack/shapes.ts'
import type { Storage } from '../../src/storage/engine/open.ts'
import { openTestStorage } from './database.ts'
import { withoutRecord } from './record.ts'
import { connectMiro, finishSetup, requestSync } from './set-up.ts'
import { type VirtualTime, virtualTime } from './virtual-time.ts'

const patience = { timeoutMs: 20_000 }

/** A company whose bot has been set up, on a clock of its own. */
export type Company = Pick<Sandbox, 'slack' | 'miro' | 'seed'> & {
  readonly sandbox: Sandbox
  readonly time: VirtualTime
  readonly storage: Storage
  readonly admin: ReturnType<Sandbox['slack']['as']>
  /** Messages in the alert channel, oldest first. */
  alerts(): readonly LocalMessage[]
  /** Those that say so, anywhere in them. */
  alertsWith(text: string): LocalMessage[]
  /** `/miro sync`, waited for to its end. What its progress message says then. */
  sync(end?: string): Promise<string>
  /** A tick of the schedule, waited for until nothing is left to do. */
  tick(name: Parameters<Sandbox['tick']>[0]): Promise<void>
  /** Resolves when the queue is empty. */
  idle(): Promise<void>
  /** From now on the bot's waits last until what this returns is called. */
  hold(): () => void
  /** What is stored about accounts and findings: it must not change where nothing may change. */
  known(): Promise<unknown>
  account(index: number): LocalMember
}

export const channel = '#access-alerts'

/** Sets a company up, as far as the summary in the alert channel. Whoever asks for it stops its sandbox. */
export async function startCompany(seed: Seed, options: Partial<SandboxOptions> = {}): Promise<Company> {
  const time = virtualTime()
  let held = Promise.resolve()
  const pause = (milliseconds: number) => held.then(() => time.pause(milliseconds))
  const sandbox = await Sandbox.create({ seed, clock: time.clock, pause, editEvery: 50, ...options })
  const storage = await openTestStorage('embedded')
  await sandbox.startBot({ storage })
  const { slack, miro } = sandbox
  const admin = slack.as(seed.users.find(user => user.isAdmin === true)?.id ?? '')
  const alerts = () => withoutRecord(slack.channel(channel).messages)
  const idle = () => queueIsEmpty(slack, storage)
  await finishSetup(sandbox, admin, await connectMiro(sandbox, admin), channel)
  await slack.until(() => alerts().length === 1, { what: 'the summary', ...patience })
  await idle()
  return {
    sandbox,
    slack,
    miro,
    seed,
    time,
    storage,
    admin,
    alerts,
    alertsWith: text => alerts().filter(message => admin.read(message).includes(text)),
    sync: async (end = 'Sync complete') => {
      const progress = await requestSync(sandbox, admin, end)
      await idle()
      return admin.read(progress)
    },
    tick: async name => {
      await sandbox.tick(name)
      await idle()
    },
    idle,
    hold: () => {
      let goOn = () => {}
      held = new Promise(resolve => {
        goOn = resolve
      })
      return goOn
    },
    known: async () => ({
      accounts: (
        await storage.pool.query(
          'SELECT id, email, role, license, active, missing_since, removed_at FROM account ORDER BY id',
        )
      ).rows,
      findings: (
        await storage.pool.query('SELECT id, check_id, subject_id, closed_as FROM finding ORDER BY id')
      ).rows,
    }),
    account: index => {
      const found = seed.members[index]
      if (found === undefined) throw new Error(`there is no account ${index}`)
      return found
    },
  }
}

async function queueIsEmpty(slack: Sandbox['slack'], storage: Storage): Promise<void> {
  await slack.until(
    async () => {
      const { rows } = await storage.pool.query<{ left: number }>(
        "SELECT count(*)::int AS left FROM pgboss.job WHERE state IN ('created', 'active')",
      )
      return rows[0]?.left === 0
    },
    { what: 'an empty queue', everyMs: 50, ...patience },
  )
}
