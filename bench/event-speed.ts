import { randomBytes } from 'node:crypto'
import { generateMembers } from '../src/sandbox/miro/member-source.ts'
import { Sandbox } from '../src/sandbox/sandbox.ts'
import { bot, noDecisions, type Seed } from '../src/sandbox/seeds/seed.ts'
import type { Storage } from '../src/storage/engine/open.ts'
import { type DatabaseKind, databaseKinds, withDatabase } from './databases.ts'
import { orgId, type RemoteMiro, startMiro } from './local-miro.ts'
import { openProduct } from './product.ts'
import type { Result } from './results.ts'
import { realTime } from './scaled-clock.ts'
import { median, seconds, timed } from './stopwatch.ts'

const accounts = 100_000
const people = 2_000
const leavers = { alone: 5, meanwhile: 12 }
const targets = { alone: 5_000, meanwhile: 30_000 }
const team = 'T0BIG'
const channel = 'C0ACCESS'
const never = '0 0 1 1 *'
const patience = { timeoutMs: 300_000, everyMs: 20 }

/** Part events: from Slack's event that somebody was deactivated to the alert in the channel, by the whole bot. */
export async function eventSpeed(): Promise<Result[]> {
  const miro = await startMiro({ accounts, lazy: true, creditsPerMinute: null, scale: realTime })
  const results: Result[] = []
  try {
    for (const kind of await databaseKinds())
      results.push(...(await withDatabase(kind, storage => measured(kind, storage, miro))))
  } finally {
    await miro.stop()
  }
  return results
}

async function measured(kind: DatabaseKind, storage: Storage, miro: RemoteMiro): Promise<Result[]> {
  const sandbox = await Sandbox.create({ seed: company() })
  const { slack } = sandbox
  try {
    await startBot(sandbox, storage, miro)
    const alerts = () => slack.channel(channel).messages
    await slack.until(() => alerts().length > 0, { what: 'the summary', ...patience })
    const working = async () => (await storage.pool.query(jobs)).rowCount !== 0
    await slack.until(async () => !(await working()), { what: 'the end of the first sync', ...patience })

    const all = leaving()
    const leave = () => {
      const next = all.next().value
      if (next === undefined) throw new Error('nobody is left to leave')
      return timed(async () => {
        await slack.deactivateUser(next.id)
        const said = () => alerts().some(message => JSON.stringify(message.blocks).includes(next.email))
        await slack.until(said, { what: `an alert about ${next.email}`, ...patience })
      })
    }
    const took = { alone: [] as number[], meanwhile: [] as number[] }
    while (took.alone.length < leavers.alone) took.alone.push(await leave())
    await sandbox.tick('sync')
    await slack.until(working, { what: 'a sync under way', ...patience })
    while (took.meanwhile.length < leavers.meanwhile && (await working())) took.meanwhile.push(await leave())
    return (['alone', 'meanwhile'] as const).map(which => ({
      what: `events  from a deactivation to its alert${which === 'alone' ? '' : `, while ${accounts} accounts are read`}, ${kind}`,
      measured: `${seconds(Math.max(...took[which]))} at most, median ${seconds(median(took[which]))}, of ${took[which].length}`,
      target: `at most ${seconds(targets[which])}`,
      ok: Math.max(...took[which]) <= targets[which],
    }))
  } finally {
    await sandbox.stop()
  }
}

const jobs = `SELECT 1 FROM pgboss.job WHERE name IN ('sync', 'staff') AND state IN ('created', 'active')`

/** The bot as it runs, connected to the large organisation, with a rule and an alert channel. */
async function startBot(sandbox: Sandbox, storage: Storage, miro: RemoteMiro): Promise<void> {
  const encryptionKey = randomBytes(32)
  const product = openProduct(storage, miro, realTime, encryptionKey)
  const key = await product.connect(team)
  await product.makeCritical(key, ['organization_internal_user', 'organization_internal_admin'])
  await product.close()
  await storage.pool.query(
    `UPDATE workspace SET alert_channel_id = $2, alert_channel_name = 'access-alerts', alert_channel_public = false
     WHERE id = $1`,
    [team, channel],
  )
  await sandbox.startBot({
    // Whoever opened the database closes it.
    storage: { ...storage, close: async () => {} },
    env: {
      ENCRYPTION_KEY: encryptionKey.toString('base64'),
      MIRO_URL: miro.url,
      MIRO_API_URL: miro.url,
      SYNC_CRON: never,
      STAFF_CRON: never,
      LOG_LEVEL: 'error',
    },
  })
}

const members = generateMembers(accounts)

function company(): Seed {
  return {
    team: { id: team, name: 'Big', domain: 'big' },
    users: [
      { id: 'U0ADMIN', realName: 'Alex Admin', email: 'admin@big.example', isAdmin: true },
      ...Array.from({ length: people }, (_, index) => ({
        id: `U${index}`,
        realName: `Person ${index}`,
        email: members.at(index).email,
      })),
    ],
    channels: [{ id: channel, name: 'access-alerts', kind: 'private', members: ['U0ADMIN', bot.userId] }],
    organization: { id: orgId, name: 'Big', plan: 'company' },
    members: [],
    decisions: noDecisions,
  }
}

/** Colleagues whose account gives access. */
function* leaving(): Generator<{ id: string; email: string }, undefined> {
  for (let index = 1; index < people; index += 1) {
    const { active, email } = members.at(index)
    if (active === true) yield { id: `U${index}`, email }
  }
}
