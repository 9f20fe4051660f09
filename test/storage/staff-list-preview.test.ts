import { expect, it } from 'vitest'
import { leavingRepository } from '../../src/storage/leaving-sql.ts'
import { staffListRepository } from '../../src/storage/staff-list.ts'
import { staffSyncRepository } from '../../src/storage/staff-sync-sql.ts'
import { syncRunsRepository } from '../../src/storage/sync-runs-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, readRun, record, rowsOf, seedConnections, user } from './seeds.ts'

const origin = { kind: 'upload', name: 'staff.csv' } as const
const of = (...first: (readonly [string, (string | null)?, (string | null)?])[]) => ({
  all: first.length,
  first: first.map(([called, from = null, to = null]) => ({ called, from, to })),
})

await describeOnBothDatabases('what a staff list would change', open => {
  async function opened() {
    const storage = await open()
    await seedConnections(storage)
    const list = staffListRepository(storage, 'UTC')
    const runs = syncRunsRepository(storage)
    const leaving = leavingRepository(storage)
    const scan = async (minutes: number, ...users: readonly object[]) =>
      staffSyncRepository(storage).apply(await readRun(storage, 'slack', [users], at(minutes)), {
        now: at(minutes),
      })
    const staged = async (minutes: number, ...rows: readonly object[]) => {
      const run = await readRun(storage, 'list', [rows], at(minutes))
      const change = await list.compare(run, origin, at(minutes))
      await runs.finish(run, { state: 'held', reason: 'preview', change }, at(minutes))
      return { run, change }
    }
    /** What was announced before it was applied. */
    const apply = async (minutes: number, ...rows: readonly object[]) => {
      const { run, change } = await staged(minutes, ...rows)
      const done = await list.apply(run, {
        by: 'UADA',
        origin,
        header: '',
        unusable: [],
        chosen: {},
        now: at(minutes),
      })
      const { added, changed, leaving, unlisted, returning, missing, conflicts } = change
      expect(done).toEqual({
        applied: true,
        added,
        changed,
        leaving,
        unlisted,
        returning,
        missing,
        conflicts,
      })
      return change.changes
    }
    const enter = async (name: string, more: Partial<Parameters<typeof leaving.store>[1]>) => {
      const [found] = (await rowsOf(storage, `SELECT id FROM person WHERE name = '${name}'`)) as {
        id: string
      }[]
      return leaving.store('T1', {
        ...{ personId: found?.id ?? '', seen: null, type: 'employee', lastDay: null, endAt: null },
        ...{ onLeave: false, startAt: null, forgetList: false, by: 'UADA', now: at(1) },
        ...more,
      })
    }
    return { storage, scan, staged, apply, enter }
  }

  it('tells known people in a first list apart from what it says anew of them', async () => {
    const { scan, apply } = await opened()
    await scan(1, user('A'), user('B', { title: 'Guide' }), user('G', { kind: 'guest' }))
    expect(await apply(2, record('a'), record('b', { title: 'Guide' }), record('g'), record('z'))).toEqual({
      added: of(['z@acme.com']),
      first_time: of(['Name A'], ['Name B']),
      staff: of(['Name G']),
    })
  })

  it('tells what was and what will be of each fact, of whom it is by the name they have', async () => {
    const { scan, apply } = await opened()
    const known = { title: 'Guide', department: 'Sales', manager: 'b@acme.com', type: 'employee' } as const
    await scan(1, user('A', { title: 'Slackbot' }), user('B'))
    await apply(2, record('a', { ...known, name: 'Ann', employeeId: '1' }), record('b'))
    const next = {
      ...{ title: 'Chief', department: 'Tours', manager: 'c@acme.com', name: 'Anne' },
      ...{ type: 'contractor' as const, addresses: ['anne@acme.com', 'a@acme.com'], employeeId: '1' },
    }
    expect(await apply(3, record('a', next), record('b'))).toEqual({
      name: of(['Ann', 'Ann', 'Anne']),
      title: of(['Ann', 'Guide', 'Chief']),
      department: of(['Ann', 'Sales', 'Tours']),
      manager: of(['Ann', 'b@acme.com', 'c@acme.com']),
      type: of(['Ann', 'employee', 'contractor']),
      address: of(['Ann', 'a@acme.com', 'anne@acme.com']),
    })
    // Without them Slack is believed again, and what nobody says is no longer known. One more address replaces none.
    const bare = { addresses: [...next.addresses, 'an@acme.com'], employeeId: '1', type: next.type }
    expect(await apply(4, record('a', bare), record('b'))).toEqual({
      name: of(['Anne', 'Anne', 'Name A']),
      title: of(['Anne', 'Chief', 'Slackbot']),
      department: of(['Anne', 'Tours']),
      manager: of(['Anne', 'c@acme.com']),
      address: of(['Anne', null, 'an@acme.com']),
    })
    expect(await apply(5, record('a', { ...bare, startDay: '2025-01-01' }), record('b'))).toEqual({
      other: of(['Name A']),
    })
  })

  it('tells a last day that is said, moved and withdrawn', async () => {
    const { scan, apply } = await opened()
    await scan(1, user('A'))
    await apply(2, record('a'))
    const leaves = (lastDay: string | null) => record('a', { lastDay })
    expect(await apply(3, leaves('2026-02-01'))).toEqual({ last_day: of(['Name A', null, '2026-02-01']) })
    expect(await apply(4, leaves('2026-03-01'))).toEqual({
      last_day_moved: of(['Name A', '2026-02-01', '2026-03-01']),
    })
    expect(await apply(5, leaves(null))).toEqual({ last_day_withdrawn: of(['Name A', '2026-03-01']) })
  })

  it('tells who leaves and who is back with the day, and what else is new of them', async () => {
    const { scan, apply } = await opened()
    await scan(1, user('A'), user('B'), user('C'))
    const all = [record('a'), record('b'), record('c')]
    await apply(2, ...all)
    const gone = [record('a', { lastDay: '2025-12-30', title: 'Guide' }), record('b', { gone: true })]
    expect(await apply(3, ...gone)).toEqual({
      leaving: of(['Name A', null, '2025-12-30'], ['Name B']),
      title: of(['Name A', null, 'Guide']),
      missing: of(['Name C']),
    })
    expect(await apply(4, record('a', { title: 'Guide', lastDay: '2026-05-01' }), ...all.slice(1))).toEqual({
      returning: of(['Name A', '2025-12-30'], ['Name B', '2026-01-01']),
      last_day_moved: of(['Name A', '2025-12-30', '2026-05-01']),
      again: of(['Name C']),
    })
  })

  it('tells who had left already and is marked as gone', async () => {
    const { scan, apply } = await opened()
    await scan(1, user('A'), user('B'))
    await apply(2, record('a', { lastDay: '2025-12-30' }), record('b'))
    expect(await apply(3, record('a', { lastDay: '2025-12-30', gone: true }), record('b'))).toEqual({
      gone: of(['Name A']),
    })
  })

  it('what people entered stands: only what changes for the person is told', async () => {
    const { scan, apply, enter } = await opened()
    await scan(1, user('A'), user('B'))
    await apply(2, record('a'), record('b'))
    const endAt = new Date('2026-05-02T00:00:00Z')
    await enter('Name A', { type: 'contractor', lastDay: '2026-05-01', endAt, now: at(3) })
    await enter('Name B', { lastDay: '2026-05-01', endAt, now: at(3) })
    expect(await apply(4, record('a', { type: 'employee', lastDay: '2026-04-01' }), record('b'))).toEqual({
      other: of(['Name A']),
    })
    // Gone is gone, also before the last day that was entered.
    expect(
      await apply(5, record('a', { type: 'employee', lastDay: '2026-04-01' }), record('b', { gone: true })),
    ).toEqual({
      leaving: of(['Name B']),
    })
  })

  it('names 200 of a kind and counts the rest', async () => {
    const { staged } = await opened()
    const { change } = await staged(
      1,
      ...Array.from({ length: 203 }, (_, at) => record(`p${at}`, { line: at })),
    )
    expect(change.changes.added).toMatchObject({ all: 203, first: { length: 200 } })
  })

  it('names whom rows with mistakes leave out, unless another row is about them', async () => {
    const { storage, scan, apply, staged } = await opened()
    await scan(1, user('B'), user('C'))
    await apply(2, record('b'), record('c'), record('d', { name: 'Dee' }))
    const wrong = (line: number, ...addresses: string[]) => record('x', { line, setAside: true, addresses })
    const { run, change } = await staged(
      3,
      ...[wrong(2, 'unknown@acme.com', 'b@acme.com'), wrong(3, 'c@acme.com'), wrong(4, 'new@acme.com')],
      ...[wrong(5, 'twice@acme.com'), wrong(6, 'd@acme.com')],
      ...[record('c', { line: 7 }), record('twice', { line: 8 })],
    )
    expect(change.leftOut).toEqual([
      { line: 2, called: 'Name B' },
      { line: 4, called: 'new@acme.com' },
      { line: 6, called: 'Dee' },
    ])
    expect(change.unnamed).toBe(0)
    // Two more rows were left out, of which nothing is stored.
    await storage.pool.query('UPDATE sync_run SET set_aside = 7 WHERE id = $1', [run.id])
    const list = staffListRepository(storage, 'UTC')
    expect(await list.compare(run, origin, at(3))).toMatchObject({ setAside: 7, unnamed: 2 })
  })
})
