import { expect, it } from 'vitest'
import type { DirectoryUser } from '../../src/domain/staff.ts'
import { accountSyncRepository } from '../../src/storage/account-sync-sql.ts'
import { personEventsRepository } from '../../src/storage/person-events.ts'
import { staffLookRepository } from '../../src/storage/staff-look-sql.ts'
import { staffSyncRepository } from '../../src/storage/staff-sync-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, member, readRun, rowsOf, seedConnections, there, user } from './seeds.ts'

const people = `SELECT p.slack_user_id AS u, p.name, p.kind, deactivated AS gone, left_known_at AS "left",
    looked_at AS looked
  FROM person p JOIN person_source s ON s.person_id = p.id AND s.source = 'slack'
  WHERE p.workspace_id = 'T1' ORDER BY 1`
const known = (u: string, more: object = {}) => ({
  u,
  name: `Name ${u}`,
  kind: 'member',
  gone: false,
  left: null,
  looked: null,
  ...more,
})

await describeOnBothDatabases('looking at single people', open => {
  async function opened() {
    const storage = await open()
    await seedConnections(storage)
    const events = personEventsRepository(storage)
    const look = staffLookRepository(storage)
    const sync = staffSyncRepository(storage)
    const scan = (users: readonly object[], minutes: number) =>
      readRun(storage, 'slack', [users], at(minutes))
    await sync.apply(await scan([user('A'), user('B'), user('C')], 1), { now: at(1) })
    const receive = (id: string, slackUserId: string, minutes: number, urgent = false) =>
      events.add({ workspaceId: 'T1', id, type: 'user_change', slackUserId, urgent }, at(minutes))
    const record = async (
      users: readonly DirectoryUser[],
      asked: number,
      now = asked,
      eventIds: string[] = [],
    ) => [...(await look.record('T1', { askedAt: at(asked), users, eventIds, now: at(now) })).keys()].sort()
    return { storage, events, look, sync, scan, receive, record }
  }

  it('keeps events once, in order, until they are acted on', async () => {
    const { storage, events, receive } = await opened()
    expect([
      await receive('E1', 'A', 2),
      await receive('E2', 'B', 3),
      await receive('E3', 'C', 4, true),
      await receive('E1', 'A', 5),
      await events.add(
        { workspaceId: 'T2', id: 'E1', type: 'team_join', slackUserId: 'A', urgent: false },
        at(6),
      ),
    ]).toEqual([true, true, true, false, true])
    const waiting = async (limit = 9) => (await events.waiting('T1', limit)).map(event => event.id)
    expect([await waiting(), await waiting(2), await events.workspacesWaiting()]).toEqual([
      ['E3', 'E1', 'E2'],
      ['E3', 'E1'],
      ['T1', 'T2'],
    ])
    await events.done('T1', ['E1', 'E3'], 'looked', at(7))
    await events.done('T1', ['E1'], 'held', at(8))
    expect([await waiting(), await receive('E1', 'A', 9)]).toEqual([['E2'], false])
    await events.purge(at(4))
    expect(
      await rowsOf(storage, 'SELECT workspace_id AS w, id, outcome FROM person_event ORDER BY 1'),
    ).toEqual([
      { w: 'T1', id: 'E3', outcome: 'looked' },
      { w: 'T2', id: 'E1', outcome: null },
    ])
  })

  it('knows who left, came back, joined and changed, as a scan would', async () => {
    const { storage, record } = await opened()
    const second = [
      user('A', { deactivated: true, address: null }),
      user('B', { name: 'Bea', address: 'bea@acme.com' }),
      user('D', { kind: 'guest' }),
    ]
    expect(await record(second, 10, 11)).toEqual(['A', 'B', 'D'])
    const after = [
      known('A', { gone: true, left: at(11), looked: at(11) }),
      known('B', { name: 'Bea', looked: at(11) }),
      known('C'),
      known('D', { kind: 'guest', looked: at(11) }),
    ]
    expect(await rowsOf(storage, people)).toEqual(after)
    expect(
      await rowsOf(
        storage,
        `SELECT p.slack_user_id AS u, a.address, a.kind FROM person_address a
         JOIN person p ON p.id = a.person_id WHERE p.slack_user_id IN ('A', 'B') ORDER BY 1, 2`,
      ),
    ).toEqual([
      { u: 'A', address: 'a@acme.com', kind: 'primary' },
      { u: 'B', address: 'b@acme.com', kind: 'former' },
      { u: 'B', address: 'bea@acme.com', kind: 'primary' },
    ])
    expect(await rowsOf(storage, `SELECT staff_people AS count FROM workspace WHERE id = 'T1'`)).toEqual([
      { count: 2 },
    ])
    // The same again changes nothing but when it was looked; and who came back has not left.
    await record([user('A', { deactivated: true, address: null })], 20)
    await record([user('B', { deactivated: true })], 21)
    await record([user('B')], 22)
    expect((await rowsOf(storage, people)).slice(0, 2)).toEqual([
      known('A', { gone: true, left: at(11), looked: at(20) }),
      known('B', { looked: at(22) }),
    ])
    expect(await rowsOf(storage, `SELECT 1 FROM person WHERE workspace_id = 'T2'`)).toEqual([])
  })

  it('a scan that began before does not undo it, one that began later does', async () => {
    const { storage, sync, scan, record } = await opened()
    const early = await scan([user('A'), user('B', { deactivated: true }), user('C')], 10)
    await record([user('A', { deactivated: true, address: null }), user('B'), user('D')], 11)
    // Nobody of them counts as gone: the list is older than what is known of them.
    expect(await sync.compare(early, at(12))).toMatchObject({ currentBefore: 3, gone: 0 })
    expect(await sync.apply(early, { now: at(12) })).toMatchObject({ applied: true, changed: 0 })
    const looked = [
      known('A', { gone: true, left: at(11), looked: at(11) }),
      known('B', { looked: at(11) }),
      known('C'),
      known('D', { looked: at(11) }),
    ]
    expect(await rowsOf(storage, people)).toEqual(looked)
    expect(await rowsOf(storage, 'SELECT 1 FROM person_source WHERE missing_since IS NOT NULL')).toEqual([])
    // What an event lost is repaired by the next one.
    await sync.apply(await scan([user('A'), user('B'), user('C', { deactivated: true })], 20), {
      now: at(21),
    })
    expect(await rowsOf(storage, people)).toEqual([
      known('A', { looked: at(11) }),
      known('B', { looked: at(11) }),
      known('C', { gone: true, left: at(21) }),
      known('D', { looked: at(11) }),
    ])
    expect(
      await rowsOf(storage, 'SELECT slack_user_id AS u FROM person_source WHERE missing_since IS NOT NULL'),
    ).toEqual([{ u: 'D' }])
  })

  it('does not take over what a scan, another look, or a wrong clock has overtaken', async () => {
    const { storage, sync, scan, record } = await opened()
    await sync.apply(await scan([user('A', { deactivated: true }), user('B'), user('C')], 10), {
      now: at(12),
    })
    expect(await record([user('A')], 11, 13)).toEqual([])
    expect(await record([user('A')], 13, 15)).toEqual(['A'])
    expect(await record([user('A', { deactivated: true }), user('B')], 14, 16)).toEqual(['B'])
    expect((await rowsOf(storage, people)).slice(0, 2)).toEqual([
      known('A', { looked: at(15) }),
      known('B', { looked: at(16) }),
    ])
    // A look and a scan of next year, by a clock that was wrong, count for nothing.
    await storage.pool.query('UPDATE person_source SET looked_at = $1', [at(500_000)])
    await storage.pool.query('UPDATE workspace SET staff_read_at = $1', [at(500_000)])
    expect(await record([user('A', { deactivated: true })], 20, 21)).toEqual(['A'])
    await sync.apply(await scan([user('A'), user('B', { deactivated: true }), user('C')], 22), {
      now: at(23),
    })
    expect((await rowsOf(storage, people)).map(row => (row as { gone: boolean }).gone)).toEqual([
      false,
      true,
      false,
    ])
  })

  it('counts who would leave with who left within the hour, also for the next scan', async () => {
    const { storage, events, look, sync, scan, receive, record } = await opened()
    await receive('E1', 'A', 10)
    await receive('E2', 'B', 10)
    await record([user('A', { deactivated: true }), user('B', { kind: 'guest' })], 11, 11, ['E1', 'E2'])
    await events.done('T1', ['E1', 'E2'], 'looked', at(11))
    const gone = [user('A', { deactivated: true }), user('C', { deactivated: true }), user('D')]
    expect(await look.compare('T1', gone, at(12))).toEqual({ current: 1, leaving: ['C'], leftLately: 2 })
    expect(await look.compare('T1', gone, at(72))).toEqual({ current: 1, leaving: ['C'], leftLately: 0 })
    expect(await look.compare('T2', gone, at(12))).toEqual({ current: 0, leaving: [], leftLately: 0 })
    const list = [
      user('A', { deactivated: true }),
      user('B', { kind: 'guest' }),
      user('C', { deactivated: true }),
    ]
    const run = await scan(list, 20)
    expect(await sync.compare(run, at(21))).toMatchObject({ currentBefore: 3, currentAfter: 0, gone: 3 })
    expect(await sync.compare(run, at(90))).toMatchObject({ currentBefore: 1, gone: 1 })
    // Whoever came back does not count.
    await record([user('A'), user('B')], 30)
    expect(await look.compare('T1', gone, at(31))).toEqual({ current: 3, leaving: ['A', 'C'], leftLately: 0 })
    expect(await rowsOf(storage, 'SELECT outcome FROM person_event')).toEqual([
      { outcome: 'left' },
      { outcome: 'left' },
    ])
  })

  it('finds the accounts people bear on', async () => {
    const { storage, look, record } = await opened()
    const accounts = ['a', 'b', 'c', 'x', 'y', 'z'].map(id =>
      member(id, { address: id === 'x' ? 'a@acme.io' : `${id}@acme.com` }),
    )
    for (const key of [here, there]) {
      const run = await readRun(storage, 'miro', [accounts], at(2), key)
      await accountSyncRepository(storage).apply(run, { gone: [], now: at(2) })
    }
    await storage.pool.query(`UPDATE workspace SET equal_domains = '{acme.com,acme.io}'`)
    const [id] = (
      await look.record('T1', { askedAt: at(3), users: [user('A')], eventIds: [], now: at(3) })
    ).values()
    if (id === undefined) throw new Error('nobody was written')
    const decide = `INSERT INTO classification (workspace_id, miro_org_id, account_id, class, person_id, decided_by, decided_at)
      VALUES ($1, $2, $3, 'service', $4, 'U1', now())`
    await storage.pool.query(decide, [here.workspaceId, here.miroOrgId, 'y', id])
    await record([user('A', { address: 'ann@acme.com' })], 4)
    expect(await look.accountsOf('T1', [id])).toEqual([
      { miroOrgId: here.miroOrgId, accountIds: ['a', 'x', 'y'] },
    ])
    expect(await look.accountsOf('T2', [id])).toEqual([])
    expect(await look.accountsOf('T1', ['nobody'])).toEqual([])
    await storage.pool.query(`UPDATE connection SET state = 'disconnected'`)
    expect(await look.accountsOf('T1', [id])).toEqual([])
  })
})
