import { expect, it } from 'vitest'
import { peopleRepository } from '../../src/storage/people-sql.ts'
import { staffSyncRepository } from '../../src/storage/staff-sync-sql.ts'
import { syncRunsRepository } from '../../src/storage/sync-runs-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, readRun, rowsOf, seedConnections, there, user } from './seeds.ts'

const people = `SELECT p.slack_user_id AS u, p.kind, deactivated, left_known_at AS "left", missing_since AS missing
  FROM person p JOIN person_source s ON s.person_id = p.id AND s.source = 'slack'
  WHERE p.workspace_id = 'T1' ORDER BY 1`
const addresses = `SELECT p.slack_user_id AS u, a.address, a.kind
  FROM person_address a JOIN person p ON p.id = a.person_id AND p.workspace_id = a.workspace_id
  WHERE a.workspace_id = 'T1' ORDER BY 1, 2`
const present = { kind: 'member', deactivated: false, left: null, missing: null }

await describeOnBothDatabases('applying the staff list', open => {
  async function opened() {
    const storage = await open()
    await seedConnections(storage)
    const sync = staffSyncRepository(storage)
    const read = async (users: readonly object[], minutes: number, key = here) =>
      sync.apply(await readRun(storage, 'slack', [users], at(minutes), key), { now: at(minutes) })
    return { storage, sync, read }
  }

  it('knows who left, from when, and who came back', async () => {
    const { storage, sync, read } = await opened()
    const first = [
      user('A', { isAdmin: true }),
      user('B'),
      user('C'),
      user('D', { deactivated: true }),
      user('G', { kind: 'guest' }),
    ]
    expect(await read(first, 1)).toEqual({ applied: true, added: 5, changed: 0, left: 0 })
    const second = [
      user('A'),
      user('B', { deactivated: true, address: null }),
      user('D'),
      user('G', { kind: 'guest' }),
    ]
    const run = await readRun(storage, 'slack', [second], at(60))
    expect(await sync.compare(run, at(60))).toEqual({
      rows: 4,
      distinct: 4,
      setAside: 0,
      currentBefore: 3,
      currentAfter: 2,
      currentWithAddress: 2,
      gone: 2,
      sample: ['b@acme.com', 'c@acme.com'],
    })
    const lost = await sync.losing(run, null, 9, at(60))
    expect(lost.map(({ called }) => called).sort()).toEqual(['b@acme.com', 'c@acme.com'])
    expect(await sync.losing(run, lost[0]?.id ?? '', 9, at(60))).toEqual(lost.slice(1))
    expect(await sync.apply(run, { now: at(60) })).toEqual({ applied: true, added: 0, changed: 4, left: 1 })
    const after = [
      { u: 'A', ...present },
      { u: 'B', ...present, deactivated: true, left: at(60) },
      { u: 'C', ...present, missing: at(60) },
      { u: 'D', ...present },
      { u: 'G', ...present, kind: 'guest' },
    ]
    expect(await rowsOf(storage, people)).toEqual(after)
    expect(await read(second, 120)).toMatchObject({ changed: 1, left: 1 })
    const gone = { u: 'C', ...present, deactivated: true, left: at(120), missing: at(60) }
    expect(await rowsOf(storage, people)).toEqual(after.map(one => (one.u === 'C' ? gone : one)))
    expect(await read(second, 180)).toMatchObject({ added: 0, changed: 0, left: 0 })
    expect(await read([...second, user('C')], 240)).toMatchObject({ changed: 1, left: 0 })
    expect(await rowsOf(storage, people)).toEqual(
      after.map(one => (one.u === 'C' ? { u: 'C', ...present } : one)),
    )
    expect(await sync.apply(run, { now: at(300) })).toMatchObject({ applied: false })
  })

  it('keeps addresses: the old one as a former one, and all when none is given', async () => {
    const { storage, read } = await opened()
    await read([user('A'), user('B')], 1)
    await read([user('A', { address: 'new@acme.com' }), user('B', { deactivated: true, address: null })], 60)
    expect(await rowsOf(storage, addresses)).toEqual([
      { u: 'A', address: 'a@acme.com', kind: 'former' },
      { u: 'A', address: 'new@acme.com', kind: 'primary' },
      { u: 'B', address: 'b@acme.com', kind: 'primary' },
    ])
    await read([user('A'), user('B', { address: 'new@acme.com' })], 120)
    expect(await rowsOf(storage, addresses)).toEqual([
      { u: 'A', address: 'a@acme.com', kind: 'primary' },
      { u: 'A', address: 'new@acme.com', kind: 'former' },
      { u: 'B', address: 'b@acme.com', kind: 'former' },
      { u: 'B', address: 'new@acme.com', kind: 'primary' },
    ])
  })

  it('keeps the time zone of somebody of whom Slack tells none any more', async () => {
    const { storage, read } = await opened()
    const zone = () =>
      rowsOf(
        storage,
        "SELECT time_zone AS zone FROM person WHERE workspace_id = 'T1' AND slack_user_id = 'A'",
      )
    await read([user('A'), user('B')], 1)
    await read([user('A', { deactivated: true, timeZone: null }), user('B')], 60)
    expect(await zone()).toEqual([{ zone: 'Europe/Berlin' }])
    expect(await read([user('A', { deactivated: true, timeZone: null }), user('B')], 120)).toMatchObject({
      changed: 0,
    })
    await read([user('A', { timeZone: 'Asia/Tokyo' }), user('B')], 180)
    expect(await zone()).toEqual([{ zone: 'Asia/Tokyo' }])
  })

  it('keeps the kind and the name of somebody of whom Slack tells them no more', async () => {
    const { storage, read } = await opened()
    const all = [user('A'), user('G', { kind: 'guest' }), user('N', { kind: 'unknown', deactivated: true })]
    await read(all, 1)
    const erased = { kind: 'unknown', name: null, address: null, deactivated: true } as const
    const after = [user('A', erased), user('G', erased), user('N', erased), user('X', erased)]
    expect(await read(after, 60)).toMatchObject({ added: 1, changed: 2, left: 1 })
    const known = [
      { u: 'A', kind: 'member', name: 'Name A', deactivated: true },
      { u: 'G', kind: 'guest', name: 'Name G', deactivated: true },
      { u: 'N', kind: 'unknown', name: 'Name N', deactivated: true },
      { u: 'X', kind: 'unknown', name: 'Deactivated User', deactivated: true },
    ]
    const who = `SELECT slack_user_id AS u, kind, name, deactivated FROM person WHERE workspace_id = 'T1' ORDER BY 1`
    expect(await rowsOf(storage, who)).toEqual(known)
    expect(await read(after, 120)).toMatchObject({ added: 0, changed: 0 })
    await read([user('A'), user('G'), user('N', { kind: 'guest' }), user('X', erased)], 180)
    expect(await rowsOf(storage, who)).toEqual([
      { ...known[0], deactivated: false },
      { ...known[1], kind: 'member', deactivated: false },
      { ...known[2], kind: 'guest', deactivated: false },
      known[3],
    ])
  })

  it('counts the staff without an address, and names some', async () => {
    const { storage, read } = await opened()
    const none = { address: null }
    await read([user('A', none), user('B'), user('C', none), user('G', { ...none, kind: 'guest' })], 1)
    await read([user('D', none)], 1, there)
    const without = (limit: number) => peopleRepository(storage).withoutAddress('T1', at(2), limit)
    expect(await without(1)).toEqual([{ name: 'Name A', total: 2 }])
    expect((await without(9)).map(({ name }) => name)).toEqual(['Name A', 'Name C'])
  })

  it('counts once who comes twice, as the later row says', async () => {
    const { storage, sync } = await opened()
    const runs = syncRunsRepository(storage)
    const run = await readRun(
      storage,
      'slack',
      [[user('A'), user('B')], [user('A', { isAdmin: true })]],
      at(1),
    )
    expect(await sync.compare(run, at(1))).toMatchObject({ rows: 3, distinct: 2 })
    expect(await runs.dropDoubled(run)).toBe(true)
    expect(await sync.compare(run, at(1))).toMatchObject({ rows: 2, distinct: 2, currentAfter: 2 })
    expect(await sync.apply(run, { now: at(1) })).toMatchObject({ applied: true, added: 2 })
    const admins = `SELECT slack_user_id AS u, is_admin AS admin FROM person WHERE workspace_id = 'T1' ORDER BY 1`
    expect(await rowsOf(storage, admins)).toEqual([
      { u: 'A', admin: true },
      { u: 'B', admin: false },
    ])
  })

  it('keeps workspaces apart and names the administrators', async () => {
    const { storage, read } = await opened()
    await read(
      [
        user('A', { isAdmin: true, title: 'CEO' }),
        user('B'),
        user('C', { isAdmin: true, deactivated: true }),
      ],
      1,
    )
    await read([user('Z', { isAdmin: true })], 2, there)
    expect(await rowsOf(storage, people)).toHaveLength(3)
    const known = peopleRepository(storage)
    expect(await known.admins('T1', at(3))).toEqual(['A'])
    expect(await known.admins('T2', at(3))).toEqual(['Z'])
    expect(await known.titles('T1', at(3))).toEqual(['CEO'])
    expect(await known.departments('T1', at(3))).toEqual([])
    expect([
      await known.isCurrent('T1', 'B', at(3)),
      await known.isCurrent('T1', 'C', at(3)),
      await known.isCurrent('T2', 'B', at(3)),
    ]).toEqual([true, false, false])
    expect(await rowsOf(storage, 'SELECT id, staff_read_at AS at FROM workspace ORDER BY id')).toEqual([
      { id: 'T1', at: at(1) },
      { id: 'T2', at: at(2) },
    ])
  })
})
