import { expect, it } from 'vitest'
import { goneFrom, lastDayFrom, type Said } from '../../src/domain/staff-sources.ts'
import { evaluationRepository } from '../../src/storage/evaluation-sql.ts'
import { leavingRepository } from '../../src/storage/leaving-sql.ts'
import { staffListRepository } from '../../src/storage/staff-list.ts'
import { staffSyncRepository } from '../../src/storage/staff-sync-sql.ts'
import { syncRunsRepository } from '../../src/storage/sync-runs-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, readRun, record, rowsOf, seedConnections, there, user } from './seeds.ts'

const day = 1440
const told = (called: string, from: string | null = null, to: string | null = null) => ({
  called,
  address: null,
  from,
  to,
})
const upload = { kind: 'upload', name: 'staff.csv' } as const
const path = { kind: 'path', name: '/data/staff.csv' } as const

const people = `
  SELECT coalesce(slack_user_id, name) AS who, name, kind, type, title, department, manager, deactivated AS gone,
    last_day AS "lastDay", end_at AS "endAt", conflict
  FROM person WHERE workspace_id = 'T1' ORDER BY 1`

await describeOnBothDatabases('staff lists', open => {
  async function opened() {
    const storage = await open()
    await seedConnections(storage)
    const list = staffListRepository(storage, 'UTC')
    const sync = staffSyncRepository(storage)
    const runs = syncRunsRepository(storage)
    const leaving = leavingRepository(storage)
    const scan = async (users: readonly object[], minutes: number) =>
      sync.apply(await readRun(storage, 'slack', [users], at(minutes)), { now: at(minutes) })
    const staged = async (rows: readonly object[], minutes: number, key = here) => {
      const run = await readRun(storage, 'list', [rows], at(minutes), key)
      const change = await list.compare(run, upload, at(minutes))
      await runs.finish(run, { state: 'held', reason: 'preview', change }, at(minutes))
      return { run, change }
    }
    const apply = async (
      rows: readonly object[],
      minutes: number,
      origin: Parameters<typeof list.apply>[1]['origin'] = upload,
      key = here,
    ) => {
      const { run, change } = await staged(rows, minutes, key)
      let unlistedIds: readonly string[] = []
      const done = await list.apply(run, {
        log: (_, ids) => {
          unlistedIds = ids
          return []
        },
        by: 'UADA',
        origin,
        header: '',
        unusable: [],
        chosen: {},
        now: at(minutes),
      })
      // What was announced is what came of it.
      const { added, changed, leaving, unlisted, returning, missing, conflicts } = change
      const counts = { added, changed, leaving, unlisted, returning, missing, conflicts }
      expect(done).toEqual({ applied: true, ...counts })
      expect(unlistedIds).toHaveLength(unlisted)
      return done
    }
    const known = async () =>
      new Map(
        (await rowsOf(storage, people)).map(row => {
          const { who, ...rest } = row as { who: string }
          return [who, rest as Record<string, unknown>]
        }),
      )
    const idOf = async (who: string) =>
      (
        (await rowsOf(storage, 'SELECT id, coalesce(slack_user_id, name) AS who FROM person')) as {
          id: string
          who: string
        }[]
      ).find(row => row.who === who)?.id ?? ''
    return { storage, list, leaving, scan, staged, apply, known, idOf }
  }

  it('names, titles and days come from the list before Slack; people without Slack become staff', async () => {
    const { storage, scan, staged, apply, known } = await opened()
    await scan([user('A', { title: 'Slackbot' }), user('B'), user('G', { kind: 'guest' })], 1)
    const rows = [
      record('a', {
        addresses: ['ann@acme.com', 'a@acme.com'],
        name: 'Ann',
        title: 'Guide',
        manager: 'b@acme.com',
      }),
      // Their day ends in Berlin, as Slack says.
      record('b', { type: 'contractor', lastDay: '2026-01-05', department: 'Sales' }),
      record('g'),
      record('z', { name: 'Zoe', startDay: '2026-01-01', timeZone: 'Asia/Tokyo' }),
      record('y', { lastDay: '2025-12-30' }),
    ]
    const { run, change } = await staged(rows, 4 * day)
    expect(change).toEqual({
      ...{
        origin: upload,
        rows: 5,
        setAside: 0,
        added: 2,
        changed: 3,
        leaving: 0,
        unlisted: 0,
        returning: 0,
        missing: 0,
        conflicts: 0,
      },
      ...{ before: 2, gone: 0, after: 2 },
      changes: {
        added: { all: 2, first: [told('Zoe'), told('y@acme.com')] },
        staff: { all: 1, first: [told('Name G')] },
        name: { all: 1, first: [told('Name A', 'Name A', 'Ann')] },
        title: { all: 1, first: [told('Name A', 'Slackbot', 'Guide')] },
        manager: { all: 1, first: [told('Name A', null, 'b@acme.com')] },
        address: { all: 1, first: [told('Name A', 'a@acme.com', 'ann@acme.com')] },
        last_day: { all: 1, first: [told('Name B', null, '2026-01-05')] },
        type: { all: 1, first: [told('Name B', 'employee', 'contractor')] },
        department: { all: 1, first: [told('Name B', null, 'Sales')] },
      },
      ...{ conflicting: [], leftOut: [], unnamed: 0 },
    })
    expect((await known()).get('A')).toMatchObject({ name: 'Name A', title: 'Slackbot' })
    const list = staffListRepository(storage, 'UTC')
    const by = { by: 'UADA', origin: upload, header: '', unusable: [], chosen: {}, now: at(4 * day) }
    expect(await list.apply(run, by)).toEqual({
      applied: true,
      added: 2,
      changed: 3,
      leaving: 0,
      unlisted: 0,
      returning: 0,
      missing: 0,
      conflicts: 0,
    })
    expect(await list.apply(run, by)).toMatchObject({ applied: false })
    const after = await known()
    expect(after.get('A')).toMatchObject({ name: 'Ann', title: 'Guide', manager: 'b@acme.com', gone: false })
    expect(after.get('B')).toMatchObject({ name: 'Name B', type: 'contractor', department: 'Sales' })
    expect(after.get('B')).toMatchObject({ lastDay: '2026-01-05', endAt: new Date('2026-01-05T23:00:00Z') })
    expect(after.get('G')).toMatchObject({ kind: 'member' })
    expect(after.get('Zoe')).toMatchObject({ kind: 'member', type: 'employee', gone: false })
    expect(after.get('y@acme.com')).toMatchObject({ endAt: new Date('2025-12-31T00:00:00Z') })
    expect(
      await rowsOf(storage, `SELECT address, kind FROM person_address WHERE address LIKE 'a%' ORDER BY 1`),
    ).toEqual([
      { address: 'a@acme.com', kind: 'alias' },
      { address: 'ann@acme.com', kind: 'primary' },
    ])
    expect(await rowsOf(storage, 'SELECT start_at AS at FROM person WHERE start_at IS NOT NULL')).toEqual([
      { at: new Date('2025-12-31T15:00:00Z') },
    ])
    // A scan changes what Slack says, and what the list does not say.
    expect(
      await scan(
        [user('A', { title: 'Boss', timeZone: 'Asia/Tokyo' }), user('B'), user('G', { kind: 'guest' })],
        4 * day + 5,
      ),
    ).toMatchObject({ changed: 1, left: 0 })
    expect((await known()).get('A')).toMatchObject({ title: 'Guide' })
    expect(await rowsOf(storage, `SELECT 1 FROM person WHERE workspace_id = 'T2'`)).toEqual([])
    // The same list says nothing new.
    expect((await staged(rows, 4 * day + 10)).change).toMatchObject({ added: 0, changed: 0, leaving: 0 })
    expect(await apply(rows, 4 * day + 10)).toMatchObject({ added: 0, changed: 0, leaving: 0 })
  })

  it('whom two different lists in a row do not name has left; whoever is named again is back', async () => {
    const { storage, leaving, scan, staged, apply, known, idOf } = await opened()
    await scan([user('A'), user('B')], 1)
    const [a, b, c] = ['a', 'b', 'c'].map(name => record(name)) as [object, object, object]
    await apply([a, b, c], 2)
    expect((await staged([a], 3)).change).toMatchObject({
      missing: 2,
      leaving: 0,
      returning: 0,
      before: 3,
      gone: 2,
      after: 1,
    })
    expect(await apply([a], 3)).toMatchObject({ leaving: 0, returning: 0, missing: 2 })
    expect([(await known()).get('B'), (await known()).get('c@acme.com')]).toMatchObject([
      { gone: false },
      { gone: false },
    ])
    // The same list read again is no second one, whatever its order.
    expect((await staged([a], 4)).change).toMatchObject({ missing: 0, leaving: 0, before: 3, gone: 0 })
    expect(await apply([a], 4)).toMatchObject({ leaving: 0, missing: 0, changed: 0 })
    const other = record('a', { title: 'Guide' })
    expect((await staged([other], 4)).change).toMatchObject({
      ...{ missing: 0, leaving: 1, unlisted: 1, before: 3, gone: 2 },
      changes: {
        leaving: { first: [{ called: 'c@acme.com' }] },
        unlisted: { first: [{ called: 'Name B' }] },
      },
    })
    expect(await apply([other], 4)).toMatchObject({ leaving: 1, unlisted: 1, missing: 0, conflicts: 0 })
    // Slack shows B as active: nobody knows yet.
    expect((await known()).get('B')).toMatchObject({ gone: false, conflict: null })
    expect(await rowsOf(storage, `SELECT left_known_at AS at FROM person WHERE deactivated`)).toEqual([
      { at: at(4) },
    ])
    expect(await apply([other], 5)).toMatchObject({
      changed: 0,
      leaving: 0,
      returning: 0,
      missing: 0,
      conflicts: 0,
    })
    expect(await apply([other, b], 6)).toMatchObject({ changed: 1, returning: 0 })
    expect((await known()).get('B')).toMatchObject({ gone: false, conflict: null })
    // Somebody says that they came back: the list says nothing of them any more.
    await leaving.store('T1', {
      ...{ personId: await idOf('c@acme.com'), seen: null, type: 'employee', lastDay: null, endAt: null },
      ...{ onLeave: false, startAt: at(7), forgetList: true, by: 'UADA', now: at(7) },
    })
    expect((await known()).get('c@acme.com')).toMatchObject({ gone: false })
    await apply([a, b], 8)
    await apply([a, b], 9)
    expect((await known()).get('c@acme.com')).toMatchObject({ gone: false, kind: 'member' })
  })

  it('whom the same list lacks for more than a day has left', async () => {
    const { staged, apply, known } = await opened()
    const [a, b, c] = [record('a'), record('b'), record('c', { line: 7 })]
    await apply([a, b, c], 2)
    await apply([c, a], 3)
    const again = { ...c, line: 2 }
    expect((await staged([a, again], 2 + day)).change).toMatchObject({ leaving: 0, missing: 0 })
    expect(await apply([a, again], 4 + day)).toMatchObject({ leaving: 1, missing: 0 })
    expect((await known()).get('b@acme.com')).toMatchObject({ gone: true })
  })

  it('whom it says to be gone has left, since the first list that said so', async () => {
    const { storage, scan, apply, known } = await opened()
    await scan([user('A'), user('B')], 1)
    await apply([record('a'), record('b')], 2)
    expect(await apply([record('a'), record('b', { gone: true })], 3)).toMatchObject({ leaving: 1 })
    expect((await known()).get('B')).toMatchObject({ gone: true, conflict: 'list_gone' })
    expect(await apply([record('a'), record('b', { gone: true })], 4)).toMatchObject({
      leaving: 0,
      changed: 0,
    })
    expect(await rowsOf(storage, `SELECT left_known_at AS at FROM person WHERE deactivated`)).toEqual([
      { at: at(3) },
    ])
    expect(await apply([record('a'), record('b')], 5)).toMatchObject({ returning: 1 })
    expect((await known()).get('B')).toMatchObject({ gone: false })
    expect(await apply([record('a'), record('b'), record('new', { gone: true })], 6)).toMatchObject({
      ...{ added: 1, leaving: 0 },
    })
    expect((await known()).get('new@acme.com')).toMatchObject({ gone: true })
  })

  it('the same employee id with another address is the same person', async () => {
    const { storage, apply } = await opened()
    await apply([record('a', { employeeId: '1' }), record('carla', { employeeId: '17' })], 2)
    const renamed = record('carla', { employeeId: '17', addresses: ['ruiz@acme.com'], name: 'Carla Ruiz' })
    expect(await apply([record('a', { employeeId: '1' }), renamed], 3)).toMatchObject({
      ...{ added: 0, changed: 1, leaving: 0, missing: 0, conflicts: 0 },
    })
    expect(
      await rowsOf(
        storage,
        `SELECT address, kind FROM person_address WHERE person_id IN (
          SELECT person_id FROM person_source WHERE employee_id = '17') ORDER BY address`,
      ),
    ).toEqual([
      { address: 'carla@acme.com', kind: 'former' },
      { address: 'ruiz@acme.com', kind: 'primary' },
    ])
    // Two people fit a row whose id is one's and whose address is another's.
    expect(
      await apply([record('a', { employeeId: '17', line: 5 }), record('x', { employeeId: '9' })], 4),
    ).toMatchObject({ conflicts: 1, added: 1 })
  })

  it('whom only a row with mistakes names is not missing, however often', async () => {
    const { scan, staged, apply, known } = await opened()
    await scan([user('A'), user('B', { deactivated: true })], 1)
    const rows = ['a', 'b', 'c', 'd'].map(name => record(name))
    const wrong = ['a', 'b', 'c'].map(name => record(name, { setAside: true, lastDay: '2025-01-01' }))
    await apply(rows, 2)
    for (const minutes of [3, 4]) {
      expect((await staged([...wrong, ...rows.slice(3)], minutes)).change).toMatchObject({
        ...{ rows: 1, added: 0, changed: 0, leaving: 0, returning: 0, missing: 0, conflicts: 0, gone: 0 },
      })
      expect(await apply([...wrong, ...rows.slice(3)], minutes)).toMatchObject({
        leaving: 0,
        returning: 0,
        missing: 0,
      })
    }
    expect([...(await known()).values()].map(({ gone }) => gone)).toEqual([false, false, false, false])
    // The row that is used counts, whatever another one with the same address has wrong.
    const right = record('c', { line: 9, title: 'Guide' })
    expect(await apply([...wrong, right, ...rows.slice(3)], 5)).toMatchObject({ changed: 1, missing: 0 })
  })

  it('who had left and is named works here again, and is counted as that alone', async () => {
    const { scan, staged, apply, known } = await opened()
    await scan([user('A', { deactivated: true }), user('B', { deactivated: true }), user('C')], 1)
    const rows = [record('a'), record('b', { lastDay: '2025-12-01' }), record('c')]
    const counts = { added: 0, changed: 2, leaving: 0, returning: 1, missing: 0, conflicts: 0 }
    expect((await staged(rows, 2)).change).toMatchObject({
      ...counts,
      changes: { returning: { first: [{ called: 'Name A' }] } },
    })
    expect(await apply(rows, 2)).toMatchObject(counts)
    expect([(await known()).get('A'), (await known()).get('B')]).toMatchObject([
      { gone: false },
      { gone: false },
    ])
    // A last day that is over, and a list that says it no more.
    expect(await apply([record('a', { lastDay: '2025-12-01' }), ...rows.slice(1)], 3)).toMatchObject({
      leaving: 1,
      returning: 0,
    })
    expect((await staged(rows, 4)).change).toMatchObject({ returning: 1, changed: 0 })
    expect(await apply(rows, 4)).toMatchObject({ returning: 1, changed: 0 })
  })

  it('a last day that a list says has the accounts judged when it is over, also when another list moves it', async () => {
    const { leaving, scan, apply } = await opened()
    await scan([user('A')], 1)
    const dueAt = async (instant: string) => (await leaving.due('T1', new Date(instant), 9)).length
    await apply([record('a', { lastDay: '2026-02-01' })], 2)
    expect([await dueAt('2026-02-01T22:59:59Z'), await dueAt('2026-02-01T23:00:00Z')]).toEqual([0, 1])
    await apply([record('a', { lastDay: '2026-03-01' })], 3)
    expect([await dueAt('2026-02-28T23:00:00Z'), await dueAt('2026-03-01T23:00:00Z')]).toEqual([0, 1])
    await apply([record('a')], 4)
    expect(await dueAt('2026-12-31T23:00:00Z')).toBe(0)
  })

  it('a row in conflict over somebody leaves the row that is about them alone', async () => {
    const { scan, staged, apply, known } = await opened()
    await scan([], 1)
    const of = (name: string, addresses: string[], line: number) => record(name, { name, addresses, line })
    await apply([of('p', ['p@acme.com', 'p2@acme.com'], 2), of('q', ['q@acme.com', 'q2@acme.com'], 3)], 2)
    const rows = [
      record('p', { name: 'p', line: 2, title: 'Guide' }),
      of('z', ['p2@acme.com', 'q2@acme.com'], 3),
    ]
    expect((await staged(rows, 3)).change).toMatchObject({ changed: 1, conflicts: 1, missing: 0 })
    expect(await apply(rows, 3)).toMatchObject({ changed: 1, conflicts: 1, missing: 0, leaving: 0 })
    expect((await known()).get('p')).toMatchObject({ title: 'Guide', gone: false })
  })

  it('a list that names whom Slack shows as gone is believed, unless it is older', async () => {
    const { leaving, scan, apply, known } = await opened()
    const rows = [record('a'), record('b')]
    const gone = user('A', { deactivated: true })
    const state = async () => {
      const a = (await known()).get('A')
      return [a?.['gone'], a?.['conflict']]
    }
    await scan([gone, user('B')], 1)
    await apply(rows, 2)
    expect(await state()).toEqual([false, 'slack_gone'])
    expect(await leaving.disputed('T1', at(3), 9)).toMatchObject([{ conflict: 'slack_gone', since: at(1) }])
    // Brought once, it says what was true then: gone in Slack since.
    await scan([user('A'), user('B')], 3)
    await scan([gone, user('B')], 4)
    expect(await state()).toEqual([true, null])
    // The same list again says so anew; one that no longer names them does not.
    await apply(rows, 5)
    expect(await state()).toEqual([false, 'slack_gone'])
    expect(await apply([record('b')], 6)).toMatchObject({ leaving: 1, returning: 0, missing: 0 })
    expect(await state()).toEqual([true, null])
    // Read on the schedule it holds until it says something else.
    await apply(rows, 7, path)
    await scan([user('A'), user('B')], 8)
    await scan([gone, user('B')], 9)
    expect(await state()).toEqual([false, 'slack_gone'])
  })

  it('leaves out whom it cannot tell apart, and nobody is missing for that', async () => {
    const { storage, scan, staged, apply, known } = await opened()
    await scan([user('A'), user('B'), user('C', { address: 'old@acme.com' }), user('D')], 1)
    await scan(
      [user('A'), user('B'), user('C', { address: 'c@acme.com' }), user('D', { address: 'old@acme.com' })],
      2,
    )
    await apply([record('a'), record('b')], 3)
    const rows = [
      record('x', { line: 2, addresses: ['a@acme.com', 'b@acme.com'], name: 'Wrong' }),
      record('y', { line: 3, addresses: ['c@acme.com'], name: 'Wrong' }),
      record('z', { line: 4, addresses: ['c@acme.com', 'cc@acme.com'], name: 'Wrong' }),
      // Carried by both, and D's own.
      record('o', { line: 5, addresses: ['old@acme.com'], name: 'Dee' }),
    ]
    const { change } = await staged(rows, 4)
    expect(change).toMatchObject({ rows: 4, conflicts: 3, added: 0, changed: 1, missing: 0, leaving: 0 })
    expect(change.conflicting).toEqual([
      { line: 2, address: 'a@acme.com', because: 'several_people', other: null },
      { line: 3, address: 'c@acme.com', because: 'same_person', other: 4 },
      { line: 4, address: 'c@acme.com', because: 'same_person', other: 3 },
    ])
    expect(await apply(rows, 4)).toMatchObject({ added: 0, changed: 1, missing: 0 })
    expect([...(await known()).values()].map(({ name }) => name)).toEqual([
      'Name A',
      'Name B',
      'Name C',
      'Dee',
    ])
    expect(await rowsOf(storage, 'SELECT 1 FROM person_source WHERE missing_since IS NOT NULL')).toEqual([])
  })

  it('what people enter comes before it, and a last day they took back counts again when it is another one', async () => {
    const { leaving, scan, apply, known, idOf } = await opened()
    await scan([user('A')], 1)
    const leaves = (lastDay: string | null) => [record('a', { lastDay, timeZone: 'UTC', type: 'contractor' })]
    await apply(leaves('2026-01-20'), 2)
    const enter = async (now: number, seen: number | null, lastDay: string | null, type = 'contractor') =>
      leaving.store('T1', {
        ...{
          personId: await idOf('A'),
          seen: seen === null ? null : at(seen),
          type: type as 'contractor',
          lastDay,
        },
        ...{
          endAt: lastDay === null ? null : new Date(`${lastDay}T24:00:00Z`),
          onLeave: false,
          startAt: null,
        },
        ...{ forgetList: false, by: 'UADA', now: at(now) },
      })
    const state = async () => {
      const a = (await known()).get('A')
      return [a?.['lastDay'], a?.['type']]
    }
    // Saved as it was shown: nothing is entered but that nobody is on leave.
    expect(await enter(3, null, '2026-01-20')).toBe(true)
    await apply(leaves('2026-01-21'), 4)
    expect(await state()).toEqual(['2026-01-21', 'contractor'])
    await enter(5, 3, null, 'employee')
    expect(await state()).toEqual([null, 'employee'])
    await apply(leaves('2026-01-21'), 6)
    expect(await state()).toEqual([null, 'employee'])
    await apply(leaves('2026-01-25'), 7)
    expect(await state()).toEqual(['2026-01-25', 'employee'])
    await enter(8, 5, '2026-01-30', 'employee')
    await apply(leaves('2026-01-26'), 9)
    expect(await state()).toEqual(['2026-01-30', 'employee'])
  })

  it('says of everybody what the domain says', async () => {
    const { storage, leaving, scan, apply } = await opened()
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    const slack = (gone: readonly string[]) =>
      names.slice(0, 5).map(name => user(name.toUpperCase(), { deactivated: gone.includes(name) }))
    await scan(slack(['a']), 1)
    await apply(
      names.map(name => record(name, { lastDay: name < 'c' ? '2026-01-01' : null })),
      2,
    )
    await scan(slack(['a', 'b', 'c']), 3)
    await apply(
      ['a', 'b', 'c', 'f'].map(name => record(name)),
      4,
    )
    await scan(slack(['d']), 5)
    await apply(
      ['c', 'd', 'f'].map(name => record(name, { lastDay: '2026-02-01' })),
      6,
    )
    for (const row of await rowsOf(
      storage,
      `SELECT id, deactivated AS gone, last_day AS "lastDay" FROM person`,
    )) {
      const { id, gone, lastDay } = row as { id: string; gone: boolean; lastDay: string | null }
      const said: readonly Said[] = (await leaving.person('T1', id))?.said ?? []
      const from = lastDayFrom(said)
      expect([gone, lastDay]).toEqual([
        goneFrom(said)?.gone ?? false,
        said.find(({ source }) => source === from)?.lastDay ?? null,
      ])
    }
  })

  it('counts whoever leaves once, also with other facts beside the last day', async () => {
    const { scan, apply } = await opened()
    await scan([user('A'), user('B')], 1)
    await apply([record('a'), record('b')], 2)
    const rows = [
      record('a', { title: 'Guide', lastDay: '2025-12-30' }),
      record('b', { title: 'Guide' }),
      record('c', { lastDay: '2025-12-30' }),
    ]
    expect(await apply(rows, 4 * day)).toMatchObject({ added: 1, changed: 1, leaving: 1 })
    // Somebody whose last day was over already is changed, not leaving again.
    const again = [record('a', { title: 'Boss', lastDay: '2025-12-30' }), ...rows.slice(1)]
    expect(await apply(again, 4 * day + 1)).toMatchObject({ added: 0, changed: 1, leaving: 0 })
  })

  it('keeps workspaces apart', async () => {
    const { storage, apply } = await opened()
    await apply([record('a')], 1)
    await apply([record('a')], 2, path, there)
    expect(
      await rowsOf(
        storage,
        'SELECT workspace_id AS w, origin_kind AS kind, standing FROM staff_list ORDER BY 1',
      ),
    ).toEqual([
      { w: 'T1', kind: 'upload', standing: false },
      { w: 'T2', kind: 'path', standing: true },
    ])
    expect(await rowsOf(storage, 'SELECT workspace_id AS w FROM person ORDER BY 1')).toEqual([
      { w: 'T1' },
      { w: 'T2' },
    ])
  })
})

await describeOnBothDatabases('where a staff list is from', open => {
  it('knows when it was last read well and since when it cannot be, and how old what is known is', async () => {
    const storage = await open()
    await seedConnections(storage)
    const list = staffListRepository(storage, 'UTC')
    const evaluation = evaluationRepository(storage)
    const read = async () => (await evaluation.facts(here))?.staffReadAt
    const apply = async (minutes: number, origin: Parameters<typeof list.apply>[1]['origin']) => {
      const run = await readRun(storage, 'list', [[record('a')]], at(minutes))
      await syncRunsRepository(storage).finish(
        run,
        { state: 'held', reason: 'preview', change: null },
        at(minutes),
      )
      await list.apply(run, { by: null, origin, header: '', unusable: [], chosen: {}, now: at(minutes + 1) })
    }
    expect([await list.source('T1'), await read()]).toEqual([null, null])
    await staffSyncRepository(storage).apply(await readRun(storage, 'slack', [[user('A')]], at(9)), {
      now: at(9),
    })
    // Brought once, it does not grow old.
    await apply(5, upload)
    expect(await read()).toEqual(at(9))
    await apply(6, path)
    const good = { origin: path, standing: true, readAt: at(6), trouble: null, troubleSince: null }
    expect([await list.source('T1'), await read()]).toEqual([good, at(6)])
    await list.noteTrouble('T1', { origin: path, trouble: 'unreadable', now: at(10) })
    await list.noteTrouble('T1', { origin: path, trouble: 'invalid', now: at(11) })
    expect(await list.source('T1')).toEqual({ ...good, trouble: 'invalid', troubleSince: at(10) })
    expect(await rowsOf(storage, `SELECT deactivated AS gone FROM person`)).toEqual([{ gone: false }])
    await list.noteTrouble('T1', { origin: path, trouble: null, now: at(12) })
    expect([await list.source('T1'), await list.source('T2')]).toEqual([good, null])
    await list.stopReading('T1', at(9))
    expect([(await list.source('T1'))?.standing, await read()]).toEqual([false, at(9)])
    // Never read so far: as old as the first try.
    await storage.pool.query('DELETE FROM staff_list')
    await list.noteTrouble('T1', { origin: path, trouble: 'unreadable', now: at(8) })
    expect(await read()).toEqual(at(8))
  })
})
