import { describe, expect, test } from 'vitest'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { generatedCompany } from '../../src/sandbox/seeds/generated-company.ts'
import type { LocalMessage } from '../../src/sandbox/slack/shapes.ts'
import type { BotProcess } from '../support/bot-process.ts'
import { alerts, type Place, pages, patience, setUpPlace, standsStill } from '../support/killed-bot.ts'
import { requestSync } from '../support/set-up.ts'
import { serverIsReachable } from '../support/test-server.ts'

// Five pages.
const seed = generatedCompany({ people: 450, accounts: 495 })
const leaver = 'U00000007'
const leaverAddress = 'person7@big.example'

const reachable = await serverIsReachable()
const timeout = 240_000

/** Alerts about the person who left, which must stand once. */
const aboutLeaver = ({ sandbox }: Place): LocalMessage[] =>
  alerts({ sandbox }).filter(message => sandbox.slack.as('U0ADMIN').read(message).includes(leaverAddress))

/** Somebody leaves, two accounts go, one comes and one changes. */
async function change({ slack, miro }: Sandbox): Promise<void> {
  await slack.deactivateUser(leaver)
  for (const index of [250, 450]) miro.remove(seed.members[index]?.id ?? '')
  miro.setRole(seed.members[150]?.id ?? '', 'organization_internal_admin')
  miro.add({ ...account(0), id: '3999999999999999999', email: 'new@big.example' })
}

const account = (index: number) => {
  const found = seed.members[index]
  if (found === undefined) throw new Error(`there is no account ${index}`)
  return found
}

const syncStandsStill = ({ sandbox }: Place) =>
  standsStill(sandbox, () => requestSync(sandbox, sandbox.slack.as('U0ADMIN')))

/** The message of the sync that was asked for does not say "running" for ever. */
async function ends({ sandbox }: Place): Promise<void> {
  const admin = sandbox.slack.as('U0ADMIN')
  await sandbox.slack.until(() => /^(Sync complete|A sync was already)/.test(admin.dm.at(-1)?.text ?? ''), {
    what: 'the end of the sync that was cut off',
    ...patience,
  })
}

/** What was read before is not read again. */
async function goesOn({ sandbox }: Place, before: number): Promise<void> {
  await sandbox.slack.until(() => pages(sandbox, before).length > 0, { what: 'the next page', ...patience })
  const asked = pages(sandbox).slice(0, pages(sandbox).length - pages(sandbox, before).length)
  // Page 4, or one of the two before where they had come and were not stored yet.
  const goingOn = asked.slice(-3).map(({ query }) => query['cursor'])
  expect(goingOn).toContain(pages(sandbox, before)[0]?.query['cursor'])
}

/** Everything that was stored about accounts and findings, without the times and ids of ours. */
const known = ({ stored }: Place) =>
  stored(async ({ pool }) => ({
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

async function settled(place: Place, bot: BotProcess) {
  await place.sandbox.slack.until(() => alerts(place).length === 3, {
    what: 'the summary, the leaver and the newcomer',
    ...patience,
  })
  expect((await bot.end('SIGTERM')).code).toBe(0)
  // Staff or accounts may be read first.
  const texts = alerts(place).map(({ text }) => text)
  return { ...(await known(place)), texts: texts.sort() }
}

describe.each([
  ['the embedded database', 'embedded'],
  [`PostgreSQL${reachable ? '' : ' (skipped: no server)'}`, 'served'],
] as const)('on %s', (_, kind) => {
  const when = test.skipIf(kind === 'served' && !reachable)

  when(
    'kill -9 in the middle of a sync: the next start goes on, and ends as if nothing had happened',
    { timeout },
    async () => {
      const [cut, calm] = await Promise.all([setUpPlace(kind, seed), setUpPlace(kind, seed)])
      await Promise.all([change(cut.sandbox), change(calm.sandbox)])
      await requestSync(calm.sandbox, calm.sandbox.slack.as('U0ADMIN'), 'Sync complete')
      await syncStandsStill(cut)
      expect((await cut.bot.end('SIGKILL')).signal).toBe('SIGKILL')
      const before = cut.sandbox.miro.requests.length
      const again = await cut.start()
      await goesOn(cut, before)
      await ends(cut)
      const [ended, expected] = [await settled(cut, again), await settled(calm, calm.bot)]
      expect(ended).toEqual(expected)
    },
  )

  when(
    'kill -9 in the middle of a sync that nobody asked for: the next start goes on',
    { timeout },
    async () => {
      const place = await setUpPlace(kind, seed)
      await place.bot.end('SIGTERM')
      await change(place.sandbox)
      let bot: BotProcess | null = null
      await standsStill(place.sandbox, async () => {
        bot = await place.start()
      })
      await (bot as BotProcess | null)?.end('SIGKILL')
      const before = place.sandbox.miro.requests.length
      const again = await place.start()
      await goesOn(place, before)
      expect((await settled(place, again)).unfinished).toBe(0)
    },
  )

  when(
    'SIGTERM in the middle of a sync ends it cleanly, and the next start finishes it',
    { timeout },
    async () => {
      const place = await setUpPlace(kind, seed)
      await change(place.sandbox)
      await syncStandsStill(place)
      const asked = performance.now()
      expect(await place.bot.end('SIGTERM')).toEqual({ code: 0, signal: null })
      expect(performance.now() - asked).toBeLessThan(10_000)
      const before = place.sandbox.miro.requests.length
      const again = await place.start()
      await goesOn(place, before)
      await ends(place)
      expect((await settled(place, again)).unfinished).toBe(0)
    },
  )

  when.each([
    ['after Slack stored it', true],
    ['before Slack saw it', false],
  ])(
    'kill -9 while an alert is posted, %s: it stands once, within 30 s of the next start',
    { timeout },
    async (_case, afterStoring) => {
      const place = await setUpPlace(kind, seed)
      const { slack } = place.sandbox
      slack.faults.push({
        method: 'chat.postMessage',
        when: ({ metadata }) => metadata !== undefined,
        do: { hang: true, afterStoring },
      })
      await slack.deactivateUser(leaver)
      await requestSync(place.sandbox, slack.as('U0ADMIN'))
      await slack.until(() => slack.faults.pending === 0, { what: 'the post', ...patience })
      expect(aboutLeaver(place).length).toBe(afterStoring ? 1 : 0)
      await place.bot.end('SIGKILL')
      const again = await place.start()
      const back = performance.now()
      await slack.until(() => slack.calls('conversations.history').length > 0, {
        what: 'the look whether it stands there',
        ...patience,
      })
      await slack.until(() => aboutLeaver(place).length > 0, { what: 'the alert', ...patience })
      expect(performance.now() - back).toBeLessThan(30_000)
      await again.end('SIGTERM')
      expect(aboutLeaver(place).length).toBe(1)
      expect((await known(place)).alerts).toEqual([
        { kind: 'findings', state: 'sent', told: true },
        { kind: 'first_look', state: 'sent', told: true },
        { kind: 'summary', state: 'sent', told: true },
      ])
    },
  )

  when('kill -9 after Apply anyway was pressed: it is applied', { timeout }, async () => {
    const place = await setUpPlace(kind, seed)
    const { slack, miro } = place.sandbox
    const admin = slack.as('U0ADMIN')
    const staying = miro.members.filter(({ role }) => role === 'organization_internal_admin').slice(0, 3)
    for (const { id } of miro.members) if (staying.every(member => member.id !== id)) miro.remove(id)
    await requestSync(place.sandbox, admin, 'Sync waits for a decision')
    const question = await slack.until(
      () => alerts(place).find(({ text }) => text.includes('Decision needed')),
      { what: 'the question', ...patience },
    )
    miro.faults.push({ match: { path: /members$/ }, do: { hang: true } })
    await admin.click(question, 'Apply anyway')
    await slack.until(() => miro.faults.pending === 0, { what: 'the second look', ...patience })
    await place.bot.end('SIGKILL')
    const again = await place.start()
    await slack.until(() => admin.read(question).includes('applied by'), {
      what: 'the question closed',
      // Fifty second looks.
      timeoutMs: 60_000,
    })
    await again.end('SIGTERM')
    expect((await known(place)).accounts.filter(({ removed }) => !removed).length).toBe(3)
  })

  when(
    'kill -9 before the job of a sync is stored: its message does not say that it runs',
    { timeout },
    async () => {
      const place = await setUpPlace(kind, seed)
      const { slack } = place.sandbox
      const admin = slack.as('U0ADMIN')
      const isProgress = ({ text }: { text?: unknown }) => /^Sync requested/.test(String(text))
      slack.faults.push({
        method: 'chat.postMessage',
        when: isProgress,
        do: { hang: true, afterStoring: true },
      })
      await admin.command('/miro', 'sync')
      await slack.until(() => slack.faults.pending === 0, { what: 'the message', ...patience })
      await place.bot.end('SIGKILL')
      expect(admin.dm.at(-1)?.text).toBe(
        'Sync requested. It starts in a moment. If this still stands here in a minute, try again: `/miro sync`.',
      )
    },
  )
})

test.skipIf(!reachable)(
  'kill -9 of one of two processes: the other goes on with its sync',
  { timeout },
  async () => {
    const place = await setUpPlace('served', seed)
    await change(place.sandbox)
    await syncStandsStill(place)
    const other = await place.startBeside()
    await place.bot.end('SIGKILL')
    const before = place.sandbox.miro.requests.length
    await goesOn(place, before)
    await ends(place)
    expect((await settled(place, other)).unfinished).toBe(0)
  },
)
