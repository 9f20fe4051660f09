import { expect, test } from 'vitest'
import { checksMessage } from '../src/slack/checks/view.ts'
import { homeView } from '../src/slack/workspace/home/view.ts'
import { readChecks } from '../src/workflows/checks/read-checks.ts'
import { watchFreshness } from '../src/workflows/checks/watch-freshness.ts'
import { here } from './storage/seeds.ts'
import { companyBot } from './support/company-bot.ts'
import { describeOnBothDatabases } from './support/database.ts'
import { MovingCompany, randomFrom } from './support/moving-company.ts'
import { connection, quiet, setup } from './support/slack-samples.ts'
import { readable } from './support/slack-text.ts'

const hour = 3_600_000
const interval = 4 * hour
const start = Date.parse('2026-11-02T10:00:00Z')
/** A month, read every four hours. */
const rounds = 180

/** In rounds: the first that fails, and the first that does not. Once two of them overlap. */
const outages = {
  miro: [
    [12, 20],
    [60, 75],
    [150, 156],
  ],
  slack: [
    [30, 40],
    [68, 84],
  ],
  /** The staff list that is read on the schedule. */
  list: [[110, 118]],
} as const
const isDown = (what: keyof typeof outages, round: number): boolean =>
  outages[what].some(([from, to]) => from <= round && round < to)

const at = (round: number): Date => new Date(start + round * interval)

await describeOnBothDatabases('a month of outages', open => {
  test('writes no verdict, opens and closes nothing by itself, and is unknown as long as it lasts', async () => {
    let now = start
    const clock = () => new Date(now)
    const company = new MovingCompany({ people: 60, accounts: 70 }, randomFrom(7), clock)
    const bot = await companyBot(company, clock, { storage: await open(), interval })
    const { stored, storage, ears } = bot
    // The other organisation of the seeds is not looked at.
    await storage.pool.query(
      `UPDATE connection SET state = 'disconnected' WHERE workspace_id <> $1 OR miro_org_id <> $2`,
      [here.workspaceId, here.miroOrgId],
    )
    await storage.pool.query('UPDATE connection SET connected_at = $1', [at(0)])
    const world = { ...stored, clock, startedWith: { ...bot.startedWith, syncCron: '', nextSyncAt: clock } }
    const people = { admins: async () => [], isCurrent: async () => true }
    const events = async (): Promise<string[]> => {
      const { rows } = await storage.pool.query<{ event: string }>(
        `SELECT concat_ws(' ', what, check_id, subject_id) AS event FROM (
           SELECT 'opened' AS what, check_id, subject_id FROM finding WHERE opened_at = $1
           UNION ALL SELECT 'closed', check_id, subject_id FROM finding WHERE closed_at = $1) each ORDER BY 1`,
        [clock()],
      )
      return rows.map(({ event }) => event)
    }
    const written = async (): Promise<number> =>
      (await storage.pool.query('SELECT account_id FROM assessment WHERE changed_at = $1', [clock()]))
        .rowCount ?? 0

    // Employed, in no list, with one account of their own that somebody else's does not carry.
    const own = (slackUserId: string) =>
      [...company.accounts.values()]
        .filter(({ owner }) => owner === slackUserId)
        .map(({ member }) => member.id)
    const plain = company.staff(
      ({ user, alias, settled }, id) =>
        !user.deactivated && alias === null && !settled && own(id).length === 1,
    )
    const listed = plain.filter(id => company.list.get(id)?.startDay === null)
    const [leaver, byHand, removed, decided] = plain.filter(id => !company.list.has(id))
    const [lastDay, another] = listed
    if (!leaver || !byHand || !removed || !decided || !lastDay || !another) throw new Error('too few people')
    const accountOf = (id: string): string => own(id)[0] ?? ''
    const leave = (id: string) => {
      const found = company.employee(id)
      found.user = { ...found.user, deactivated: true }
    }
    /** What happens in a round, before anything is read in it. */
    const moves = new Map<number, () => unknown>([
      // Their last days are over while nobody reads the staff: of Slack, and of the list.
      [
        2,
        () => company.list.set(lastDay, { startDay: null, lastDay: '2026-11-14', title: null, type: null }),
      ],
      [
        3,
        () => company.list.set(another, { startDay: null, lastDay: '2026-11-21', title: null, type: null }),
      ],
      [50, () => leave(removed)],
      // In the gap of Miro Slack tells of somebody who left; the access of who left before is removed.
      [64, () => leave(leaver)],
      [65, () => Object.assign(company.holder(accountOf(removed)), { present: false })],
      [66, () => ears.declare(accountOf(decided), { as: 'external', reason: null }, byHand)],
      // In the gaps of both somebody enters a last day.
      [73, () => ears.enter(byHand, { type: 'employee', lastDay: '2026-11-12', onLeave: false }, 'entered')],
    ])

    const happened = new Map<number, string[]>()
    const read = { miro: at(0), staff: at(0) }
    let wrote = 0
    for (let round = 0; round < rounds; round += 1) {
      now = at(round).getTime()
      const down = { miro: isDown('miro', round), slack: isDown('slack', round), list: isDown('list', round) }
      await moves.get(round)?.()
      await bot.readStaff(down.slack ? 'down' : 'whole')
      if (!down.list) await bot.readList()
      else
        await stored.staffList.noteTrouble(here.workspaceId, {
          ...{ origin: { kind: 'path', name: '/etc/staff.csv' }, trouble: 'unreadable', now: clock() },
        })
      await bot.readAccounts(down.miro ? 'down' : 'whole')
      if (!down.miro) read.miro = clock()
      if (!down.slack && !down.list) read.staff = clock()
      await watchFreshness({ ...world, people })
      await bot.judge()
      expect((await bot.check(`round-${round}`)).outcome).toBe('done')

      const inGap = {
        miro: now - read.miro.getTime() > 2 * interval,
        staff: now - read.staff.getTime() > 2 * interval,
      }
      const anyGap = inGap.miro || inGap.staff
      const said = await events()
      if (said.length > 0) happened.set(round, said)
      if (anyGap && said.length === 0 && !moves.has(round)) wrote += await written()

      const [report] = await readChecks(world, here.workspaceId)
      if (report === undefined) throw new Error('nothing is reported')
      const passing = report.checks.filter(({ id, status }) => status === 'pass' && id !== 'configured')
      const isSaid = [
        readable(checksMessage(shownSetup, [report], quiet, clock())),
        JSON.stringify(homeView(homeOf(report), clock())),
      ].map(text =>
        ['Miro does not answer', 'Slack does not answer|list file cannot be used'].map(why =>
          RegExp(`since .*(${why})`).test(text),
        ),
      )
      expect([round, ...isSaid]).toEqual([round, [inGap.miro, inGap.staff], [inGap.miro, inGap.staff]])
      if (anyGap) expect(passing).toEqual([])
      else expect(report.gaps).toEqual({ accounts: null, staff: null })
    }

    expect(wrote).toBe(0)
    const { rows: gaps } = await storage.pool.query(
      `SELECT source, since, because, noticed_at AS noticed, ended_at AS ended FROM source_gap ORDER BY noticed_at, source`,
    )
    const gap = (source: string, because: string, [from, to]: readonly [number, number]) => ({
      ...{ source, since: at(from - 1), because, noticed: at(from + 2), ended: at(to) },
    })
    expect(gaps).toEqual([
      gap('miro', 'unavailable', outages.miro[0]),
      gap('staff', 'unavailable', outages.slack[0]),
      gap('miro', 'unavailable', outages.miro[1]),
      gap('staff', 'unavailable', outages.slack[1]),
      gap('staff', 'list', outages.list[0]),
      gap('miro', 'unavailable', outages.miro[2]),
    ])
    const removal = (id: string) => `opened removed ${accountOf(id)}`
    happened.delete(0)
    // Told while Miro does not answer: by Slack, by the list that is read on while Slack is not, and by a person.
    const { rows: ends } = await storage.pool.query<{ at: Date }>(
      'SELECT end_at AS at FROM person WHERE slack_user_id = $1',
      [lastDay],
    )
    const over = Math.ceil(((ends[0]?.at.getTime() ?? 0) - start) / interval)
    const told = { 64: removal(leaver), 73: removal(byHand), [over]: removal(lastDay) }
    // What Miro says is known once it answers again, and a last day of the list once that was read again.
    const after = { 75: `closed removed ${accountOf(removed)}`, 118: removal(another) }
    for (const [round, event] of Object.entries({ 50: removal(removed), ...told, ...after }))
      expect([round, happened.get(Number(round))]).toEqual([round, expect.arrayContaining([event])])
    const inside = (round: number) =>
      [...outages.miro, ...outages.slack, ...outages.list].some(
        ([from, to]) => from + 2 <= round && round < to,
      )
    // At 75 Miro answered again, while the staff was in its gap.
    expect([...happened.keys()].filter(inside)).toEqual([...new Set([64, 73, 75, over])].toSorted())
  }, 300_000)
})

const shownSetup = setup({ connections: [connection({ critical: true })] })

const homeOf = (report: Awaited<ReturnType<typeof readChecks>>[number]) => ({
  for: 'admin' as const,
  setup: shownSetup,
  reports: [report],
  shown: { report, syncing: null, nextSyncAt: null, first: [] },
  activity: [],
  people: quiet,
})
