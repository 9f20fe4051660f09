import { describe, expect, it } from 'vitest'
import { accountLookRepository } from '../../src/storage/account-look-sql.ts'
import { accountSyncRepository } from '../../src/storage/account-sync-sql.ts'
import type { Storage } from '../../src/storage/engine/storage.ts'
import { syncRunsRepository } from '../../src/storage/sync-runs-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, member, readRun, rowsOf, seedConnections, there } from './seeds.ts'

const accounts = `SELECT workspace_id, id, address, role, active, missing_since, removed_at, came_back_at
  FROM account ORDER BY workspace_id, id`

const row = (id: string, more: object = {}) => ({
  workspace_id: 'T1',
  id,
  address: `${id}@acme.com`,
  role: 'organization_internal_user',
  active: true,
  missing_since: null,
  removed_at: null,
  came_back_at: null,
  ...more,
})

await describeOnBothDatabases('applying accounts', open => {
  async function opened() {
    const storage = await open()
    await seedConnections(storage)
    return { storage, sync: accountSyncRepository(storage), runs: syncRunsRepository(storage) }
  }

  it('adds, changes, keeps, marks as missing, removes and takes back', async () => {
    const { storage, sync } = await opened()
    await readAndApply(
      storage,
      ['a', 'b', 'c', 'd'].map(id => member(id)),
      1,
    )
    const second = [member('a'), member('b', { email: 'New@acme.com', address: 'new@acme.com' })]
    const run = await readRun(storage, 'miro', [second], at(60))
    expect(await sync.compare(run)).toEqual({
      rows: 2,
      distinct: 2,
      setAside: 0,
      liveBefore: 4,
      missing: 2,
      deactivated: 0,
      sample: ['c@acme.com', 'd@acme.com'],
    })
    const lost = (id: string) => ({ id, called: `${id}@acme.com`, name: null })
    expect([await sync.losing(run, null, 1), await sync.losing(run, 'c', 9)]).toEqual([
      [lost('c')],
      [lost('d')],
    ])
    expect(await sync.missing(run, null, 1)).toEqual([{ id: 'c', address: 'c@acme.com' }])
    expect(await sync.missing(run, 'c', 9)).toEqual([{ id: 'd', address: 'd@acme.com' }])
    expect(await sync.apply(run, { gone: ['c'], now: at(61) })).toEqual({
      applied: true,
      added: 0,
      changed: 1,
      gone: 1,
      missing: 1,
    })
    expect(await rowsOf(storage, accounts)).toEqual([
      row('a'),
      row('b', { address: 'new@acme.com' }),
      row('c', { missing_since: at(61), removed_at: at(61) }),
      row('d', { missing_since: at(61) }),
    ])
    expect(await rowsOf(storage, 'SELECT action, subject, details FROM deed')).toEqual([
      {
        action: 'account_email_changed',
        subject: 'b',
        details: { miroOrgId: here.miroOrgId, from: 'b@Acme.com', to: 'New@acme.com' },
      },
    ])
    // c comes back; d is missing for the second time.
    await readAndApply(storage, [...second, member('c')], 120)
    expect(await rowsOf(storage, accounts)).toEqual([
      row('a'),
      row('b', { address: 'new@acme.com' }),
      row('c', { came_back_at: at(121) }),
      row('d', { missing_since: at(61), removed_at: at(121) }),
    ])
  })

  it('counts who would be deactivated, but not who was or of whom it was not known', async () => {
    const { storage, sync } = await opened()
    const known = [member('a'), member('b'), member('c', { active: false }), member('d', { active: null })]
    await readAndApply(storage, known, 1)
    const off = ['a', 'c', 'd'].map(id => member(id, { active: false }))
    const run = await readRun(storage, 'miro', [[...off, member('b', { active: null })]], at(60))
    expect(await sync.compare(run)).toMatchObject({ missing: 0, deactivated: 1, sample: ['a@acme.com'] })
  })

  it('writes nothing when nothing changed', async () => {
    const { storage, sync } = await opened()
    const members = [
      member('a', { active: null, adminRoles: ['x "y"', 'z\\'] }),
      member('b', { email: null, address: null }),
    ]
    await readAndApply(storage, members, 1)
    const place = 'SELECT id, ctid, admin_roles, active FROM account ORDER BY id'
    const before = await rowsOf(storage, place)
    const run = await readRun(storage, 'miro', [members], at(60))
    expect(await sync.apply(run, { gone: [], now: at(61) })).toMatchObject({
      added: 0,
      changed: 0,
      gone: 0,
      missing: 0,
    })
    expect(await rowsOf(storage, place)).toEqual(before)
    expect(before).toMatchObject([
      { admin_roles: ['x "y"', 'z\\'], active: null },
      { admin_roles: [], active: true },
    ])
  })

  it('is whole or not at all, once, and only for who holds the run', async () => {
    const { storage, sync, runs } = await opened()
    const run = await readRun(storage, 'miro', [[member('a')], [member('b')]], at(1))
    const source = { source: 'miro', sourceId: here.miroOrgId, requestedBy: null } as const
    const taken = await runs.acquire({ workspaceId: 'T1', ...source, now: at(5) })
    expect(taken).toMatchObject({
      outcome: 'acquired',
      resumed: true,
      run: { id: run.id, pages: 2, rows: 2 },
    })
    expect(await sync.apply(run, { gone: [], now: at(6) })).toMatchObject({ applied: false })
    expect(await sync.addSeen(run, [member('c')], at(6))).toBe(false)
    expect(await rowsOf(storage, accounts)).toEqual([])
    const both = await Promise.all([
      sync.apply(taken.run, { gone: [], now: at(7) }),
      sync.apply(taken.run, { gone: [], now: at(7) }),
    ])
    expect(both.map(one => one.applied).sort()).toEqual([false, true])
    expect(await rowsOf(storage, 'SELECT count(*)::int AS n FROM sync_page')).toEqual([{ n: 0 }])
    expect(
      await rowsOf(
        storage,
        'SELECT last_complete_sync_at AS at, last_complete_run_id AS run FROM connection',
      ),
    ).toEqual(
      expect.arrayContaining([
        { at: at(7), run: run.id },
        { at: null, run: null },
      ]),
    )
  })

  it('applies a held run once, and gives up what ran meanwhile', async () => {
    const { storage, sync, runs } = await opened()
    const held = await readRun(storage, 'miro', [[member('a')]], at(1))
    const change = { before: 9, after: 1, gone: 8, sample: ['x@acme.com'] }
    await runs.finish(held, { state: 'held', reason: 'many_gone', change }, at(2))
    const running = await readRun(storage, 'miro', [[member('b')]], at(40))
    expect(await sync.apply(held, { gone: [], now: at(41) })).toMatchObject({ applied: true, added: 1 })
    // Let through late, it is still as old as when it was read.
    expect(
      await rowsOf(storage, `SELECT last_complete_sync_at AS at FROM connection WHERE workspace_id = 'T1'`),
    ).toEqual([{ at: at(2) }])
    expect(await runs.savePage(running, { number: 2, pages: [[]], cursor: null, setAside: 0 }, at(42))).toBe(
      false,
    )
    expect(await sync.apply(held, { gone: [], now: at(43) })).toMatchObject({ applied: false })
    expect(await rowsOf(storage, 'SELECT state FROM sync_run ORDER BY started_at')).toEqual([
      { state: 'complete' },
      { state: 'superseded' },
    ])
  })

  describe('pages that say the same as last time', () => {
    const pages = [
      [member('a'), member('b')],
      [member('c'), member('d')],
    ]
    const changed = [pages[0] ?? [], [member('c', { role: 'guest' }), member('d')]]
    const staged = `SELECT jsonb_array_length(rows) AS rows, same_ids FROM sync_page ORDER BY number`

    async function read(storage: Storage, given: readonly (readonly object[])[], minutes: number) {
      const run = await readRun(storage, 'miro', given, at(minutes))
      return { run, staged: await rowsOf(storage, staged) }
    }

    async function readThem(storage: Storage, given: readonly (readonly object[])[], minutes: number) {
      const { run } = await read(storage, given, minutes)
      return await accountSyncRepository(storage).apply(run, { gone: [], now: at(minutes + 1) })
    }

    it('are not stored again, and change nothing', async () => {
      const { storage, sync } = await opened()
      await readThem(storage, pages, 1)
      const before = await rowsOf(storage, 'SELECT *, ctid, xmin FROM account ORDER BY id')
      const second = await read(storage, pages, 60)
      expect(second.staged).toEqual([
        { rows: 0, same_ids: ['a', 'b'] },
        { rows: 0, same_ids: ['c', 'd'] },
      ])
      expect(await sync.compare(second.run)).toEqual({
        rows: 4,
        distinct: 4,
        setAside: 0,
        liveBefore: 4,
        missing: 0,
        deactivated: 0,
        sample: [],
      })
      expect(await sync.apply(second.run, { gone: [], now: at(61) })).toMatchObject({ added: 0, changed: 0 })
      expect(await rowsOf(storage, 'SELECT *, ctid, xmin FROM account ORDER BY id')).toEqual(before)
    })

    it('beside one that changed, and then changed back', async () => {
      const { storage } = await opened()
      await readThem(storage, pages, 1)
      expect(await readThem(storage, changed, 60)).toMatchObject({ changed: 1, missing: 0 })
      expect(await rowsOf(storage, accounts)).toEqual([
        row('a'),
        row('b'),
        row('c', { role: 'guest' }),
        row('d'),
      ])
      expect(await readThem(storage, changed, 120)).toMatchObject({ changed: 0, missing: 0 })
      expect(await readThem(storage, pages, 180)).toMatchObject({ changed: 1, missing: 0 })
      expect(await rowsOf(storage, accounts)).toEqual([row('a'), row('b'), row('c'), row('d')])
    })

    it('without the last one: who was on it is missing, and gone the second time', async () => {
      const { storage, sync } = await opened()
      await readThem(storage, pages, 1)
      const { run } = await read(storage, pages.slice(0, 1), 60)
      expect(await sync.compare(run)).toMatchObject({
        rows: 2,
        missing: 2,
        sample: ['c@acme.com', 'd@acme.com'],
      })
      expect(await sync.missing(run, null, 9)).toHaveLength(2)
      expect(await sync.apply(run, { gone: [], now: at(61) })).toMatchObject({ missing: 2, gone: 0 })
      expect(await readThem(storage, pages.slice(0, 1), 120)).toMatchObject({ missing: 0, gone: 2 })
      expect(await readThem(storage, pages, 180)).toMatchObject({ added: 0, changed: 2 })
      expect(await rowsOf(storage, accounts)).toMatchObject([
        { id: 'a' },
        { id: 'b' },
        { removed_at: null },
        {},
      ])
    })

    it('read twice in one run are doubled rows', async () => {
      const { storage, sync } = await opened()
      await readThem(storage, pages, 1)
      const { run } = await read(storage, [...pages, pages[0] ?? []], 60)
      expect(await sync.compare(run)).toMatchObject({ rows: 6, distinct: 4, missing: 0 })
    })

    it('count for nothing once Miro was asked about one of their accounts, before the run or during it', async () => {
      const { storage, sync } = await opened()
      const look = (minutes: number) =>
        accountLookRepository(storage).record(here, {
          askedAt: at(minutes),
          seen: [member('a', { active: false })],
          absent: [],
          now: at(minutes),
        })
      await readThem(storage, pages, 1)
      await look(30)
      expect(await readThem(storage, pages, 60)).toMatchObject({ changed: 1 })
      const { run } = await read(storage, pages, 120)
      await look(121)
      // What Miro said later stays, and the next run does not take the list for what is known.
      expect(await sync.apply(run, { gone: [], now: at(122) })).toMatchObject({ changed: 0 })
      expect(await rowsOf(storage, accounts)).toMatchObject([{ id: 'a', active: false }, {}, {}, {}])
      expect(await readThem(storage, pages, 180)).toMatchObject({ changed: 1 })
      expect(await rowsOf(storage, accounts)).toMatchObject([{ id: 'a', active: true }, {}, {}, {}])
      expect(await readThem(storage, pages, 240)).toMatchObject({ changed: 0 })
    })
  })

  it('counts doubled ids and what a second look found', async () => {
    const { storage, sync } = await opened()
    await readAndApply(storage, [member('a'), member('b')], 1)
    const run = await readRun(storage, 'miro', [[member('a'), member('a')]], at(60))
    expect(await sync.compare(run)).toMatchObject({ rows: 2, distinct: 1, missing: 1 })
    expect(await sync.addSeen(run, [member('b')], at(61))).toBe(true)
    expect(await sync.compare(run)).toMatchObject({ rows: 3, distinct: 2, missing: 0 })
  })

  describe('rows that come twice', () => {
    const guest = (id: string) => member(id, { role: 'guest' })

    it.each([
      ['on one page', [[guest('a'), member('b'), member('a')]]],
      ['on two pages', [[guest('a'), member('b')], [member('a')]]],
    ])('count once, the later one: %s', async (_case, pages) => {
      const { storage, sync, runs } = await opened()
      const run = await readRun(storage, 'miro', pages, at(1))
      expect(await runs.dropDoubled(run)).toBe(true)
      expect(await sync.compare(run)).toMatchObject({ rows: 2, distinct: 2 })
      expect(await sync.apply(run, { gone: [], now: at(2) })).toMatchObject({ added: 2 })
      expect(await rowsOf(storage, accounts)).toEqual([row('a'), row('b')])
      expect((await runs.get('T1', run.id))?.rows).toBe(2)
    })

    it('also beside pages that say the same as last time, in either order', async () => {
      const { storage, sync, runs } = await opened()
      await readAndApply(storage, [member('a'), member('b')], 1)
      for (const [minutes, pages, role] of [
        [60, [[member('a'), member('b')], [guest('a')]], 'guest'],
        [120, [[guest('a')], [member('a'), member('b')]], row('a').role],
        [180, [[member('a'), member('b')], [guest('a')]], 'guest'],
      ] as const) {
        const run = await readRun(storage, 'miro', pages, at(minutes))
        await runs.dropDoubled(run)
        await sync.apply(run, { gone: [], now: at(minutes + 1) })
        expect(await rowsOf(storage, accounts)).toEqual([row('a', { role }), row('b')])
      }
    })

    it('are left to who holds the run', async () => {
      const { storage, runs } = await opened()
      const run = await readRun(storage, 'miro', [[member('a'), member('a')]], at(1))
      expect(await runs.dropDoubled({ ...run, fence: run.fence + 1 })).toBe(false)
      expect(await runs.readAgain({ ...run, fence: run.fence + 1 }, at(2))).toBe(false)
      expect(await rowsOf(storage, 'SELECT jsonb_array_length(rows) AS n FROM sync_page')).toEqual([{ n: 2 }])
      expect(await runs.readAgain(run, at(3))).toBe(true)
      expect(await rowsOf(storage, 'SELECT * FROM sync_page')).toEqual([])
      expect(await runs.get('T1', run.id)).toMatchObject({
        state: 'running',
        pages: 0,
        rows: 0,
        cursor: null,
      })
    })
  })

  it('keeps what is known of an account whose row could not be read, by its address or its id', async () => {
    const { storage, sync } = await opened()
    const known = ['a', 'b', 'c'].map(id => member(id))
    await readAndApply(storage, known, 1)
    const some = [member('a')]
    const run = await readRun(storage, 'miro', [some], at(60), here, ['b@acme.com', 'c', ''])
    expect(await sync.compare(run)).toMatchObject({ rows: 1, missing: 0, sample: [] })
    expect(await sync.missing(run, null, 9)).toEqual([])
    const aside = `SELECT id, set_aside_since AS since, missing_since AS missing FROM account ORDER BY id`
    const nothing = { added: 0, changed: 0, gone: 0, missing: 0 }
    expect(await sync.apply(run, { gone: [], now: at(61) })).toMatchObject(nothing)
    const setAside = [
      { id: 'a', since: null, missing: null },
      { id: 'b', since: at(61), missing: null },
      { id: 'c', since: at(61), missing: null },
    ]
    expect(await rowsOf(storage, aside)).toEqual(setAside)
    // It is so still, then one can be read again, and of the other Miro says nothing any more.
    const still = await readRun(storage, 'miro', [some], at(120), here, ['b@acme.com', 'c'])
    await sync.apply(still, { gone: [], now: at(121) })
    expect(await rowsOf(storage, aside)).toEqual(setAside)
    await readAndApply(storage, [member('a'), member('b')], 180)
    expect(await rowsOf(storage, aside)).toEqual([
      { id: 'a', since: null, missing: null },
      { id: 'b', since: null, missing: null },
      { id: 'c', since: null, missing: at(181) },
    ])
  })

  it('leaves other workspaces alone and reads odd characters', async () => {
    const { storage, sync } = await opened()
    await readAndApply(storage, [member('a'), member('b')], 1, there)
    const odd = member('a', { email: 'nul\0\ud800é😀@acme.com', address: null, role: 'R\\u0000' })
    const run = await readRun(storage, 'miro', [[odd]], at(60))
    expect(await sync.compare(run)).toMatchObject({ liveBefore: 0, missing: 0 })
    await sync.apply(run, { gone: ['b'], now: at(61) })
    expect(
      await rowsOf(
        storage,
        'SELECT workspace_id AS w, id, email, role, removed_at FROM account ORDER BY 1, 2',
      ),
    ).toEqual([
      { w: 'T1', id: 'a', email: 'nul\ufffdé😀@acme.com', role: 'R\\u0000', removed_at: null },
      { w: 'T2', id: 'a', email: 'a@Acme.com', role: 'organization_internal_user', removed_at: null },
      { w: 'T2', id: 'b', email: 'b@Acme.com', role: 'organization_internal_user', removed_at: null },
    ])
  })

  async function readAndApply(
    storage: Awaited<ReturnType<typeof open>>,
    members: readonly object[],
    minutes: number,
    key = here,
  ) {
    const run = await readRun(storage, 'miro', [members], at(minutes), key)
    await accountSyncRepository(storage).apply(run, { gone: [], now: at(minutes + 1) })
  }
})
