import { expect, it } from 'vitest'
import { decisionsRepository } from '../../src/storage/decisions-sql.ts'
import { leavingRepository } from '../../src/storage/leaving-sql.ts'
import { peopleRepository } from '../../src/storage/people-sql.ts'
import { staffLookRepository } from '../../src/storage/staff-look-sql.ts'
import { staffSyncRepository } from '../../src/storage/staff-sync-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { personId, seedDecisions } from '../support/decision-seeds.ts'
import { at, here, readRun, rowsOf, user } from './seeds.ts'

const nora = { name: 'Nora Bell', address: 'nora@acme.com', title: 'Engineer', startAt: null }
const slack = [
  user('UA', { name: 'Ana', address: 'u1@acme.com' }),
  user('UB', { name: 'Ben' }),
  user('UG', { name: 'Gus', kind: 'guest' }),
  user('UL', { name: 'Lea', deactivated: true }),
]
const people = `
  SELECT p.slack_user_id AS slack, p.name, p.title, p.time_zone AS zone, string_agg(a.address || ' ' || a.kind, ', ' ORDER BY a.address) AS carries
  FROM person p JOIN person_address a ON a.person_id = p.id WHERE p.name LIKE 'Nora%' GROUP BY p.workspace_id, p.id ORDER BY 1`

await describeOnBothDatabases('people of several sources', open => {
  async function opened() {
    const storage = await open()
    await seedDecisions(storage)
    const sync = staffSyncRepository(storage)
    const about = {
      accountId: 'u2',
      seen: null,
      class: 'staff' as const,
      personId: null,
      reason: null,
      reviewAt: null,
      learned: null,
    }
    const by = { slackUserId: 'UADMIN', now: at(5), newcomer: nora }
    expect(await decisionsRepository(storage).store(here, [about], by)).toBe(true)
    const scan = async (users: readonly object[], minutes: number) =>
      sync.apply(await readRun(storage, 'slack', [users], at(minutes)), { now: at(minutes) })
    return { storage, scan }
  }
  const joins = user('UN', { name: 'Nora B.', address: 'nora@acme.com', title: 'Guide' })

  it('whoever was entered by hand and joins Slack is one person, and stays as entered', async () => {
    const { storage, scan } = await opened()
    expect(await scan([...slack, joins], 10)).toEqual({ applied: true, added: 1, changed: 0, left: 0 })
    const one = { slack: 'UN', name: 'Nora Bell', title: 'Engineer', zone: 'Europe/Berlin' }
    expect(await rowsOf(storage, people)).toEqual([{ ...one, carries: 'nora@acme.com primary' }])
    // Slack's address comes second; the account that was given to her is still hers.
    await scan([...slack, { ...joins, address: 'nb@acme.com' }], 20)
    expect(await rowsOf(storage, people)).toEqual([
      { ...one, carries: 'nb@acme.com alias, nora@acme.com primary' },
    ])
    expect(await rowsOf(storage, 'SELECT person_id AS id FROM classification')).toEqual([
      { id: await personId(storage, 'UN') },
    ])
    expect(await scan([...slack, { ...joins, address: 'nb@acme.com' }], 30)).toMatchObject({ changed: 0 })
    expect(await scan([...slack, { ...joins, deactivated: true }], 40)).toMatchObject({ left: 1 })
  })

  it('joins by an event too; two with the address, or somebody of Slack already, are nobody to join', async () => {
    const { storage, scan } = await opened()
    const look = staffLookRepository(storage)
    const record = (users: Parameters<typeof look.record>[1]['users'], now: number) =>
      look.record('T1', { askedAt: at(now), users, eventIds: [], now: at(now) })
    await record([joins, { ...joins, slackUserId: 'UO', name: 'Nora Other' }], 10)
    expect((await rowsOf(storage, people)).map(row => (row as { slack: string }).slack)).toEqual(['UN', 'UO'])
    await record([{ ...joins, slackUserId: 'UP', name: 'Nora Third' }], 11)
    await scan(slack, 20)
    expect((await rowsOf(storage, people)).length).toBe(3)
  })

  it('whose last day is over is nobody of today, whatever Slack says', async () => {
    const { storage } = await opened()
    const id = await personId(storage, 'UA')
    const known = peopleRepository(storage)
    await storage.pool.query(`UPDATE person SET is_admin = true, title = 'CEO' WHERE id = $1`, [id])
    await leavingRepository(storage).store('T1', {
      ...{ personId: id, seen: null, type: 'employee', onLeave: false, startAt: null, forgetList: false },
      ...{ lastDay: '2026-01-01', endAt: at(60), by: 'UB', now: at(10) },
    })
    const asked = async (minutes: number) => [
      await known.isCurrent('T1', 'UA', at(minutes)),
      await known.hasLeft('T1', 'UA', at(minutes)),
      await known.leftElsewhere('T1', 'UA', at(minutes)),
    ]
    expect([await asked(59), await asked(60)]).toEqual([
      [true, false, false],
      [false, true, true],
    ])
    const count = `SELECT staff_people AS count FROM workspace WHERE id = 'T1'`
    expect(await rowsOf(storage, count)).toEqual([{ count: 3 }])
    const leaving = leavingRepository(storage)
    await leaving.judged('T1', await leaving.due('T1', at(60), 9), at(60))
    expect(await rowsOf(storage, count)).toEqual([{ count: 2 }])
  })
})
