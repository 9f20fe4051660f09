import { expect, onTestFinished, test } from 'vitest'
import { Sandbox } from '../../src/sandbox/sandbox.ts'
import { generatedCompany } from '../../src/sandbox/seeds/generated-company.ts'
import type { LocalMessage } from '../../src/sandbox/slack/shapes.ts'
import { openStorage, type Storage } from '../../src/storage/engine/open.ts'
import { type BotProcess, startSandboxProcess } from '../support/bot-process.ts'
import { makeDataDirectory } from '../support/database.ts'
import { connectMiro, finishSetup, requestSync } from '../support/set-up.ts'

const channel = '#access-alerts'
const patience = { timeoutMs: 20_000 }
// Ten pages.
const seed = generatedCompany({ people: 900, accounts: 995 })
const leaver = 'U00000007'
const leaverAddress = 'person7@big.example'

type Place = { sandbox: Sandbox; dataDir: string; bot: BotProcess }

/** A company that has been set up, with the bot in a process of its own. */
async function setUp(): Promise<Place> {
  const sandbox = await Sandbox.create({ seed })
  onTestFinished(() => sandbox.stop())
  const dataDir = await makeDataDirectory()
  const bot = await startSandboxProcess(sandbox, { DATA_DIR: dataDir })
  const admin = sandbox.slack.as('U0ADMIN')
  await finishSetup(sandbox, admin, await connectMiro(sandbox, admin), channel)
  await sandbox.slack.until(() => alerts(sandbox).length === 1, { what: 'the summary', ...patience })
  return { sandbox, dataDir, bot }
}

const start = ({ sandbox, dataDir }: Pick<Place, 'sandbox' | 'dataDir'>) =>
  startSandboxProcess(sandbox, { DATA_DIR: dataDir })

const alerts = ({ slack }: Sandbox): readonly LocalMessage[] => slack.channel(channel).messages

/** Alerts about the person who left, which must stand once. */
const aboutLeaver = (sandbox: Sandbox): LocalMessage[] =>
  alerts(sandbox).filter(message => sandbox.slack.as('U0ADMIN').read(message).includes(leaverAddress))

/** Somebody leaves, two accounts go, one comes and one changes. */
async function change({ slack, miro }: Sandbox): Promise<void> {
  await slack.deactivateUser(leaver)
  for (const index of [500, 900]) miro.remove(seed.members[index]?.id ?? '')
  miro.setRole(seed.members[300]?.id ?? '', 'organization_internal_admin')
  miro.add({ ...account(0), id: '3999999999999999999', email: 'new@big.example' })
}

const account = (index: number) => {
  const found = seed.members[index]
  if (found === undefined) throw new Error(`there is no account ${index}`)
  return found
}

/** Pages of the members list asked for since `from`. */
const pages = ({ miro }: Sandbox, from = 0) =>
  miro.requests
    .slice(from)
    .filter(({ path, query }) => path.endsWith('/members') && query['emails'] === undefined)

/** Resolves when a sync stands still in its sixth page. */
async function syncStandsStill(sandbox: Sandbox): Promise<void> {
  const before = sandbox.miro.requests.length
  sandbox.miro.faults.push({ match: { page: 6 }, do: { hang: true } })
  await requestSync(sandbox, sandbox.slack.as('U0ADMIN'))
  await sandbox.slack.until(() => pages(sandbox, before).some(({ status }) => status === null), {
    what: 'page 6',
    ...patience,
  })
}

/** The message of the sync that was asked for does not say "running" for ever, and the list is not read from its start. */
async function goesOn(sandbox: Sandbox, before: number): Promise<void> {
  const admin = sandbox.slack.as('U0ADMIN')
  await sandbox.slack.until(() => /^(Sync complete|A sync is already)/.test(admin.dm.at(-1)?.text ?? ''), {
    what: 'the end of the sync that was cut off',
    ...patience,
  })
  const asked = pages(sandbox).slice(0, pages(sandbox).length - pages(sandbox, before).length)
  // Page 6, or the one before where it had come and was not stored yet.
  const goingOn = asked.slice(-2).map(({ query }) => query['cursor'])
  expect(goingOn).toContain(pages(sandbox, before)[0]?.query['cursor'])
}

/** Opens what a stopped bot left behind. */
async function inDirectory<T>(dataDir: string, work: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openStorage(
    { databaseUrl: null, dataDir },
    {
      onFatal: message => {
        throw new Error(message)
      },
      log: { warn: () => {} },
    },
  )
  try {
    return await work(storage)
  } finally {
    await storage.close()
  }
}

/** Everything that was stored about accounts and findings, without the times and ids of ours. */
const known = ({ dataDir }: Place) =>
  inDirectory(dataDir, async ({ pool }) => ({
    accounts: (
      await pool.query(
        `SELECT id, address, role, active, removed_at IS NOT NULL AS removed FROM account ORDER BY id`,
      )
    ).rows,
    findings: (
      await pool.query(
        `SELECT check_id, subject_id, why, slack_user_id, closed_as FROM finding
         LEFT JOIN person ON person.workspace_id = finding.workspace_id AND person.id = person_id
         ORDER BY check_id, subject_id`,
      )
    ).rows,
    alerts: (await pool.query(`SELECT kind, state, wanted = sent AS told FROM alert ORDER BY kind, state`))
      .rows,
    unfinished: (await pool.query(`SELECT 1 FROM sync_run WHERE state = 'running'`)).rowCount,
    pages: (await pool.query('SELECT 1 FROM sync_page')).rowCount,
  }))

const settled = async (place: Place) => {
  await place.sandbox.slack.until(() => alerts(place.sandbox).length === 3, {
    what: 'the summary, the leaver and the newcomer',
    ...patience,
  })
  expect((await place.bot.end('SIGTERM')).code).toBe(0)
  // Staff or accounts may be read first.
  const texts = alerts(place.sandbox).map(({ text }) => text)
  return { ...(await known(place)), texts: texts.sort() }
}

test('kill -9 in the middle of a sync: the next start goes on, and ends as if nothing had happened', {
  timeout: 120_000,
}, async () => {
  const [cut, calm] = await Promise.all([setUp(), setUp()])
  await Promise.all([change(cut.sandbox), change(calm.sandbox)])
  await requestSync(calm.sandbox, calm.sandbox.slack.as('U0ADMIN'), 'Sync complete')
  await syncStandsStill(cut.sandbox)
  expect((await cut.bot.end('SIGKILL')).signal).toBe('SIGKILL')
  const before = cut.sandbox.miro.requests.length
  const again = { ...cut, bot: await start(cut) }
  await goesOn(cut.sandbox, before)
  const [ended, expected] = [await settled(again), await settled(calm)]
  expect(ended).toEqual(expected)
})

test('SIGTERM in the middle of a sync ends it cleanly, and the next start finishes it', async () => {
  const place = await setUp()
  await change(place.sandbox)
  await syncStandsStill(place.sandbox)
  const asked = performance.now()
  expect(await place.bot.end('SIGTERM')).toEqual({ code: 0, signal: null })
  expect(performance.now() - asked).toBeLessThan(10_000)
  const before = place.sandbox.miro.requests.length
  const again = { ...place, bot: await start(place) }
  await goesOn(place.sandbox, before)
  expect((await settled(again)).unfinished).toBe(0)
})

/** Ends a bot that was sending an alert, lets its claim run out, and starts another. */
async function killAndGoOn({ sandbox, dataDir, bot }: Place): Promise<BotProcess> {
  await bot.end('SIGKILL')
  await inDirectory(dataDir, async ({ pool }) => {
    const claimed = await pool.query(
      `UPDATE alert SET next_try_at = now() - interval '1 second' WHERE state = 'sending' RETURNING ts`,
    )
    expect(claimed.rows).toEqual([{ ts: null }])
  })
  return await start({ sandbox, dataDir })
}

test.each([
  ['after Slack stored it', true],
  ['before Slack saw it', false],
])('kill -9 while an alert is posted, %s: it stands once', async (_, afterStoring) => {
  const place = await setUp()
  const { sandbox } = place
  sandbox.slack.faults.push({
    method: 'chat.postMessage',
    when: ({ metadata }) => metadata !== undefined,
    do: { hang: true, afterStoring },
  })
  await sandbox.slack.deactivateUser(leaver)
  await requestSync(sandbox, sandbox.slack.as('U0ADMIN'))
  await sandbox.slack.until(() => sandbox.slack.faults.pending === 0, { what: 'the post', ...patience })
  expect(aboutLeaver(sandbox).length).toBe(afterStoring ? 1 : 0)
  const again = await killAndGoOn(place)
  await sandbox.slack.until(() => sandbox.slack.calls('conversations.history').length > 0, {
    what: 'the look whether it stands there',
    ...patience,
  })
  await sandbox.slack.until(() => aboutLeaver(sandbox).length > 0, { what: 'the alert', ...patience })
  await again.end('SIGTERM')
  expect(aboutLeaver(sandbox).length).toBe(1)
  expect((await known(place)).alerts).toEqual([
    { kind: 'findings', state: 'sent', told: true },
    { kind: 'first_look', state: 'sent', told: true },
    { kind: 'summary', state: 'sent', told: true },
  ])
})
