import { expect, it } from 'vitest'
import { joiningRepository } from '../../src/storage/joining-sql.ts'
import { leavingRepository } from '../../src/storage/leaving-sql.ts'
import { likenessesRepository } from '../../src/storage/likenesses-sql.ts'
import { staffListRepository } from '../../src/storage/staff-list.ts'
import { staffSyncRepository } from '../../src/storage/staff-sync-sql.ts'
import { syncRunsRepository } from '../../src/storage/sync-runs-sql.ts'
import { refreshLikenesses } from '../../src/workflows/people/refresh-likenesses.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, readRun, record, rowsOf, seedConnections, user } from './seeds.ts'

const origin = { kind: 'upload', name: 'staff.csv' } as const
const of = (...first: (readonly [string, (string | null)?, (string | null)?, string?])[]) => ({
  all: first.length,
  first: first.map(([called, from = null, to = null, address = null]) => ({ called, address, from, to })),
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
      start_day: of(['Name A', null, '2025-01-01']),
    })
    const far = { ...bare, startDay: '2025-01-01', timeZone: 'Asia/Tokyo', employeeId: '2' }
    expect(await apply(6, record('a', far), record('b'))).toEqual({
      time_zone: of(['Name A', 'Europe/Berlin', 'Asia/Tokyo']),
      employee_id: of(['Name A', '1', '2']),
    })
  })

  it('says nothing where a new column says what is known already', async () => {
    const { scan, apply } = await opened()
    await scan(1, user('A', { title: 'Guide' }), user('B'))
    await apply(2, record('a'), record('b'))
    const same = { title: 'Guide', timeZone: 'Europe/Berlin', type: 'employee', name: 'Name A' } as const
    expect(await apply(3, record('a', same), record('b'))).toEqual({})
    const more = { ...same, addresses: ['a@acme.com', 'ann@acme.com'] }
    expect(await apply(4, record('a', more), record('b'))).toEqual({
      address: of(['Name A', null, 'ann@acme.com']),
    })
  })

  it('does not miss whom a row without an address names, by name or id', async () => {
    const { scan, staged, apply, storage } = await opened()
    await scan(1, user('A'), user('B'), user('C'), user('D'))
    const all = [record('a'), record('b', { employeeId: '7' }), record('c'), record('d')]
    await apply(2, ...all)
    const bare = { setAside: true, addresses: [] }
    const nameless = [
      record('x', { ...bare, line: 5, name: 'name a' }),
      record('x', { ...bare, line: 6, employeeId: '7' }),
      record('x', { ...bare, line: 7, name: 'Warehouse Worker' }),
      // Another row names her.
      record('x', { ...bare, line: 8, name: 'Name D' }),
    ]
    const { change } = await staged(3, ...nameless, record('d'))
    expect(change.leftOut).toEqual([
      { line: 5, called: 'Name A' },
      { line: 6, called: 'Name B' },
    ])
    expect(change).toMatchObject({ rows: 1, unnamed: 0, changes: { missing: of(['Name C']) } })
    expect(await apply(4, ...nameless, record('d'))).toEqual({ missing: of(['Name C']) })
    expect(await apply(5, ...nameless, record('d', { title: 'Guide' }))).toMatchObject({
      unlisted: of(['Name C']),
    })
    const asked = `SELECT name FROM person WHERE unlisted_at IS NOT NULL ORDER BY name`
    expect(await rowsOf(storage, asked)).toEqual([{ name: 'Name C' }])
    // A question is over as soon as such a row names them.
    await apply(6, ...nameless, record('x', { ...bare, line: 9, name: 'Name C' }), record('d'))
    expect(await rowsOf(storage, asked)).toEqual([])
  })

  it('shows addresses where names repeat, and makes nobody a leaver who may stand in it by another address', async () => {
    const { scan, apply, storage } = await opened()
    const likenesses = likenessesRepository(storage)
    const refresh = (minutes: number) =>
      refreshLikenesses({ likenesses, clock: () => at(minutes), send: async () => true }, 'T1')
    const gus = { name: 'Gus Meyer' }
    const named = (minutes: number, title: string) =>
      apply(minutes, record('gus.meyer', { ...gus, title }), record('b', { title }))
    await scan(1, user('G', { ...gus, address: 'gus.meyer@acme.com' }), user('B'))
    await apply(2, record('gus', gus), record('b'))
    expect(await named(3, 'Guide')).toEqual({
      title: of(['Gus Meyer', null, 'Guide', 'gus.meyer@acme.com'], ['Name B', null, 'Guide']),
      missing: of(['Gus Meyer', null, null, 'gus@acme.com']),
    })
    await refresh(3)
    const tasks = async () =>
      (await likenesses.list('T1', 9)).map(({ slack, other }) => [slack.name, other.address])
    expect(await tasks()).toEqual([['Gus Meyer', 'gus@acme.com']])
    const gone = `SELECT name FROM person WHERE deactivated`
    expect(await named(4, 'Chief')).not.toHaveProperty('leaving')
    await refresh(4)
    expect([await tasks(), await rowsOf(storage, gone)]).toEqual([[['Gus Meyer', 'gus@acme.com']], []])
    // Once Slack no longer shows anybody active who may be them.
    await scan(5, user('G', { ...gus, address: 'gus.meyer@acme.com', kind: 'guest' }), user('B'))
    await scan(6, user('G', { ...gus, address: 'gus.meyer@acme.com', deactivated: true }), user('B'))
    expect(await named(7, 'Owner')).toMatchObject({ leaving: of(['Gus Meyer', null, null, 'gus@acme.com']) })
  })

  it('whom lists lacked has left once somebody said that the one of Slack is somebody else', async () => {
    const { scan, apply, storage } = await opened()
    const likenesses = likenessesRepository(storage)
    const gus = { name: 'Gus Meyer' }
    await scan(1, user('G', { ...gus, address: 'gus.meyer@acme.com' }))
    await apply(2, record('gus', gus))
    await apply(3, record('gus.meyer', gus))
    const [{ id: otherId } = { id: '' }] = (await rowsOf(
      storage,
      `SELECT id FROM person WHERE slack_user_id IS NULL`,
    )) as { id: string }[]
    const [{ id: slackId } = { id: '' }] = (await rowsOf(
      storage,
      `SELECT id FROM person WHERE slack_user_id = 'G'`,
    )) as { id: string }[]
    await likenesses.replace('T1', [{ slackId, otherId, because: 'same_name' }])
    await apply(4, record('gus.meyer', { ...gus, title: 'Guide' }))
    await storage.pool.query(`UPDATE staff_list SET read_at = $1`, [at(4)])
    expect(await likenesses.release('T1', at(5))).toEqual([])
    await joiningRepository(storage).keepApart('T1', [otherId, slackId], { by: 'UADA', now: at(5) })
    expect(await likenesses.release('T1', at(5))).toEqual([otherId])
    expect(await likenesses.release('T1', at(6))).toEqual([])
    expect(await rowsOf(storage, `SELECT deactivated, judge_at FROM person WHERE id = '${otherId}'`)).toEqual(
      [{ deactivated: true, judge_at: at(5) }],
    )
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
    expect(await apply(4, record('a', { type: 'employee', lastDay: '2026-04-01' }), record('b'))).toEqual({})
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
