import { expect, it } from 'vitest'
import type { Said } from '../../src/domain/staff-sources.ts'
import { accountSyncRepository } from '../../src/storage/account-sync-sql.ts'
import { leavingRepository } from '../../src/storage/leaving-sql.ts'
import { peopleRepository } from '../../src/storage/people-sql.ts'
import { staffLookRepository } from '../../src/storage/staff-look-sql.ts'
import { staffSyncRepository } from '../../src/storage/staff-sync-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, member, readRun, rowsOf, saidOf, seedConnections, user } from './seeds.ts'

const day = 1440
const enteredAt = (person: { readonly said: readonly Said[] } | null) =>
  person?.said.find(({ source }) => source === 'entered')?.saidAt

await describeOnBothDatabases('what people enter about who leaves', open => {
  async function opened() {
    const storage = await open()
    await seedConnections(storage)
    const leaving = leavingRepository(storage)
    const sync = staffSyncRepository(storage)
    const look = staffLookRepository(storage)
    const scan = async (users: readonly object[], minutes: number) =>
      sync.apply(await readRun(storage, 'slack', [users], at(minutes)), { now: at(minutes + 1) })
    await scan([user('A'), user('B')], 1)
    const [row] = await rowsOf(
      storage,
      `SELECT id FROM person WHERE workspace_id = 'T1' AND slack_user_id = 'A'`,
    )
    const id = (row as { id: string }).id
    const enter = (endAt: number | null, now: number, more: object = {}) =>
      leaving.store('T1', {
        ...{
          personId: id,
          seen: null,
          type: 'employee',
          onLeave: false,
          startAt: null,
          by: 'UADA',
          forgetList: false,
        },
        ...{ lastDay: endAt === null ? null : '2026-01-10', endAt: endAt === null ? null : at(endAt) },
        now: at(now),
        ...more,
      })
    const known = async () => {
      const person = await leaving.person('T1', id)
      return [person?.endAt, person?.deactivated, person?.leftKnownAt, enteredAt(person)]
    }
    return { storage, leaving, look, scan, enter, known, id }
  }

  it('keeps it through scans and looks at Slack, whatever they say', async () => {
    const { leaving, look, scan, enter, known, id } = await opened()
    expect(await enter(10 * day, 10, { type: 'contractor' })).toBe(true)
    expect(await enter(11 * day, 11)).toBe(false)
    await scan([user('A', { name: 'Ann', timeZone: 'Asia/Tokyo' }), user('B')], 20)
    expect(await leaving.person('T1', id)).toMatchObject({
      ...{
        name: 'Ann',
        type: 'contractor',
        lastDay: '2026-01-10',
        endAt: at(10 * day),
        timeZone: 'Asia/Tokyo',
      },
      ...{ leftKnownAt: at(10), deactivated: false },
      said: [{ source: 'entered', saidBy: 'UADA', saidAt: at(10) }, { source: 'slack' }],
    })
    // Gone in Slack before the last day: known since then. Active again: as it was entered.
    await scan([user('A', { deactivated: true }), user('B')], 30)
    expect(await known()).toEqual([at(10 * day), true, at(31), at(10)])
    await look.record('T1', { askedAt: at(40), users: [user('A')], eventIds: [], now: at(40) })
    expect(await known()).toEqual([at(10 * day), false, at(10), at(10)])
    // Gone in Slack after the last day is nothing new.
    await scan([user('A', { deactivated: true }), user('B')], 11 * day)
    expect(await known()).toEqual([at(10 * day), true, at(10), at(10)])
    await scan([user('A', { title: 'Guide' }), user('B')], 12 * day)
    expect(await known()).toEqual([at(10 * day), false, at(10), at(10)])
  })

  it('knows since when somebody could be known to have left', async () => {
    const { enter, known } = await opened()
    await enter(5, 10 * day)
    expect(await known()).toEqual([at(5), false, at(10 * day), at(10 * day)])
    // Another day, and both are past: known since the first. Cancelled: nothing is known. Back: it begins anew.
    await enter(7, 11 * day, { seen: at(10 * day) })
    expect(await known()).toEqual([at(7), false, at(10 * day), at(11 * day)])
    await enter(null, 12 * day, { seen: at(11 * day) })
    expect(await known()).toEqual([null, false, null, at(12 * day)])
    await enter(9, 13 * day, { seen: at(12 * day), startAt: at(8) })
    await enter(20 * day, 14 * day, { seen: at(13 * day), startAt: at(14 * day) })
    expect(await known()).toEqual([at(20 * day), false, at(14 * day), at(14 * day)])
  })

  it('has accounts judged when something is entered, and when the last day ends', async () => {
    const { leaving, enter, id } = await opened()
    await enter(10 * day, 10)
    const due = (minutes: number) => leaving.due('T1', at(minutes), 9)
    expect([await leaving.workspacesDue(at(9)), await leaving.workspacesDue(at(10))]).toEqual([[], ['T1']])
    const first = await due(10)
    expect(first).toEqual([{ id, judgeAt: at(10) }])
    // Entered anew while that was judged: it still waits.
    await enter(9 * day, 11, { seen: at(10) })
    await leaving.judged('T1', first, at(12))
    expect(await due(12)).toEqual([{ id, judgeAt: at(11) }])
    await leaving.judged('T1', await due(12), at(12))
    expect([await due(9 * day - 1), await due(9 * day)]).toEqual([[], [{ id, judgeAt: at(9 * day) }]])
    await leaving.judged('T1', await due(9 * day), at(9 * day))
    expect(await due(99 * day)).toEqual([])
  })

  it('lists contracts that end and people whom Slack still has as active; nobody of another workspace', async () => {
    const { storage, leaving, enter, scan } = await opened()
    await enter(10 * day, 10, { type: 'contractor' })
    const people = peopleRepository(storage)
    const of = async (workspaceId: string, now: number) => [
      (await leaving.contracts(workspaceId, at(now), at(now + 9 * day), 9)).map(({ name }) => name),
      (await leaving.stillActive(workspaceId, at(now), 9)).map(({ name }) => name),
    ]
    expect([
      await of('T1', 11),
      await of('T1', 2 * day),
      await of('T1', 10 * day),
      await of('T2', 2 * day),
    ]).toEqual([
      [[], []],
      [['Name A'], []],
      [[], ['Name A']],
      [[], []],
    ])
    const left = (workspaceId: string, now: number) => people.leftElsewhere(workspaceId, 'A', at(now))
    expect([await left('T1', 10 * day - 1), await left('T1', 10 * day), await left('T2', 10 * day)]).toEqual([
      false,
      true,
      false,
    ])
    await scan([user('A', { deactivated: true }), user('B')], 11 * day)
    expect(await of('T1', 12 * day)).toEqual([[], []])
  })

  it('lists who begins later and has access already, with the first account', async () => {
    const { storage, leaving, enter, id } = await opened()
    const early = async (now: number, workspaceId = 'T1') =>
      (await leaving.early(workspaceId, at(now), 9)).map(({ name, startAt, accountId, accounts }) => [
        ...[name, startAt, accountId, accounts],
      ])
    await enter(null, 10, { startAt: at(10 * day) })
    expect(await early(11)).toEqual([])
    const accounts = accountSyncRepository(storage)
    const members = [member('a'), member('off', { active: false }), member('b')]
    await accounts.apply(await readRun(storage, 'miro', [members], at(12)), { gone: [], now: at(12) })
    for (const account of ['b', 'a', 'off'])
      await storage.pool.query(
        `INSERT INTO assessment (workspace_id, miro_org_id, account_id, class, person_id, results, changed_at)
         VALUES ($1, $2, $3, 'staff', $4, $5, $6)`,
        [here.workspaceId, here.miroOrgId, account, id, saidOf(), at(12)],
      )
    expect(await early(13)).toEqual([['Name A', at(10 * day), 'a', 2]])
    expect([await early(10 * day), await early(13, 'T2')]).toEqual([[], []])
    await storage.pool.query(`UPDATE account SET active = false`)
    expect(await early(13)).toEqual([])
  })
})
