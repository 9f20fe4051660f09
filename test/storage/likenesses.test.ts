import { expect, it } from 'vitest'
import { joiningRepository } from '../../src/storage/joining-sql.ts'
import { likenessesRepository } from '../../src/storage/likenesses-sql.ts'
import { partingRepository } from '../../src/storage/parting-sql.ts'
import { staffListRepository } from '../../src/storage/staff-list.ts'
import { staffSyncRepository } from '../../src/storage/staff-sync-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, readRun, record, rowsOf, seedConnections, user } from './seeds.ts'

const upload = { kind: 'upload', name: 'staff.csv' } as const

await describeOnBothDatabases('people who look like one', open => {
  async function opened() {
    const storage = await open()
    await seedConnections(storage)
    const sync = staffSyncRepository(storage)
    const list = staffListRepository(storage, 'UTC')
    const users = [user('A', { name: 'Ana' }), user('B', { name: 'Ben' }), user('G', { kind: 'guest' })]
    await sync.apply(await readRun(storage, 'slack', [users], at(1)), { now: at(1) })
    const rows = [
      record('a'),
      record('x', { name: 'Benn' }),
      record('y', { name: 'Yve', lastDay: '2025-12-01' }),
    ]
    const run = await readRun(storage, 'list', [rows], at(2))
    await list.apply(run, { by: 'UB', origin: upload, header: '', unusable: [], chosen: {}, now: at(2) })
    const ids = new Map(
      ((await rowsOf(storage, 'SELECT id, name FROM person')) as { id: string; name: string }[]).map(
        ({ id, name }) => [name, id],
      ),
    )
    const idOf = (name: string) => ids.get(name) ?? ''
    return { storage, stored: likenessesRepository(storage), joining: joiningRepository(storage), idOf }
  }

  it('are sought among those of Slack alone and those of other sources alone, who left last', async () => {
    const { stored, idOf } = await opened()
    expect((await stored.others('T1', at(3), 9)).map(({ name, addresses }) => [name, ...addresses])).toEqual([
      ['Benn', 'x@acme.com'],
      ['Yve', 'y@acme.com'],
    ])
    expect((await stored.others('T1', at(3), 1)).length).toBe(1)
    // Ana is of both.
    expect((await stored.ofSlack('T1', null, 9)).map(({ name }) => name)).toEqual(['Ben'])
    expect(await stored.ofSlack('T1', idOf('Ben'), 9)).toEqual([])
    expect([await stored.others('T2', at(3), 9), await stored.ofSlack('T2', null, 9)]).toEqual([[], []])
  })

  it('are kept as they are now, and shown while both are people of their own', async () => {
    const { storage, stored, joining, idOf } = await opened()
    const pair = { slackId: idOf('Ben'), otherId: idOf('Benn') }
    const shown = async () =>
      (await stored.list('T1', 9)).map(({ because, slack, other }) => [because, slack, other])
    await stored.replace('T1', [{ ...pair, because: 'similar_name' }])
    await stored.replace('T1', [{ ...pair, because: 'same_name' }])
    expect(await shown()).toEqual([
      [
        'same_name',
        { id: idOf('Ben'), name: 'Ben', address: 'b@acme.com' },
        { id: idOf('Benn'), name: 'Benn', address: 'x@acme.com' },
      ],
    ])
    expect(await stored.list('T2', 9)).toEqual([])
    const by = { by: 'UADA', now: at(4) }
    const joinId = await joining.join('T1', {
      keptId: pair.slackId,
      goneId: pair.otherId,
      rehired: false,
      ...by,
    })
    expect(await shown()).toEqual([])
    expect(await stored.apart('T1')).toEqual([])
    await partingRepository(storage).part('T1', joinId ?? '', by)
    expect(await stored.apart('T1')).toEqual([[pair.slackId, pair.otherId]])
    await stored.replace('T1', [{ slackId: idOf('Ben'), otherId: idOf('Yve'), because: 'same_name' }])
    await joining.keepApart('T1', [idOf('Yve'), idOf('Ben')], by)
    expect([await shown(), (await stored.apart('T1')).length]).toEqual([[], 2])
    // A search that had begun before that finds them once more.
    const again = { slackId: idOf('Ben'), otherId: idOf('Yve'), because: 'same_name' as const }
    await stored.replace('T1', [again, { ...pair, because: 'similar_name' }])
    expect(await shown()).toEqual([])
    await stored.replace('T1', [])
    expect(await rowsOf(storage, 'SELECT 1 FROM person_likeness')).toEqual([])
  })
})
