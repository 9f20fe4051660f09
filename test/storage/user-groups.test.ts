import { expect, it } from 'vitest'
import { snapshotOf } from '../../src/storage/snapshot-batch.ts'
import { syncRunsRepository } from '../../src/storage/sync-runs-sql.ts'
import { userGroupsRepository } from '../../src/storage/user-groups-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { personId, seedDecisions } from '../support/decision-seeds.ts'
import { at, here } from './seeds.ts'

const group = (id: string, members: string[], more: object = {}) => ({
  id,
  handle: id.toLowerCase(),
  name: `Group ${id}`,
  active: true,
  members,
  ...more,
})

await describeOnBothDatabases('user groups', open => {
  it('are taken over as a whole, and tell who is in others than before', async () => {
    const storage = await open()
    await seedDecisions(storage)
    const [ana, ben] = [await personId(storage, 'UA'), await personId(storage, 'UB')]
    const stored = userGroupsRepository(storage)
    const inGroups = async () => (await snapshotOf(storage.pool, here, ['u1'])).people.get(ana)?.groups
    expect([await stored.list('T1'), await inGroups()]).toEqual([null, []])

    const first = [group('S1', ['UA', 'UB', 'UA', 'UNKNOWN']), group('S2', ['UA'], { active: false })]
    expect(await stored.apply('T1', { askedAt: at(2), groups: first })).toEqual({
      personIds: [ana, ben].toSorted(),
      groupsChanged: true,
    })
    expect(await inGroups()).toEqual(['S1'])
    expect(await stored.apply('T1', { askedAt: at(3), groups: first })).toEqual({
      personIds: [],
      groupsChanged: false,
    })
    // A read that began before the newest one says nothing any more.
    expect(await stored.apply('T1', { askedAt: at(2), groups: [] })).toBeNull()

    expect(
      await stored.apply('T1', { askedAt: at(4), groups: [group('S3', ['UA'], { handle: 'all' })] }),
    ).toEqual({ personIds: [ana, ben].toSorted(), groupsChanged: true })
    expect(await inGroups()).toEqual(['S3'])
    // Those that are gone stay, since a rule may name them.
    expect((await stored.list('T1'))?.map(({ id, active }) => `${id} ${active}`)).toEqual([
      'S3 true',
      'S1 false',
      'S2 false',
    ])
    expect(await stored.list('T2')).toBeNull()
  })

  it('are waited for since a change that was not read yet', async () => {
    const storage = await open()
    await seedDecisions(storage)
    const stored = userGroupsRepository(storage)
    expect([await stored.changedSince('T1'), await stored.workspacesWaiting()]).toEqual([null, []])
    await stored.noteChange('T1', at(5))
    expect([await stored.changedSince('T1'), await stored.workspacesWaiting()]).toEqual([at(5), ['T1']])
    // Asked at the same moment, Slack may not have known yet.
    await stored.apply('T1', { askedAt: at(5), groups: [] })
    expect(await stored.changedSince('T1')).toEqual(at(5))
    await stored.apply('T1', { askedAt: at(6), groups: [] })
    expect(await stored.changedSince('T1')).toBeNull()
    await stored.noteChange('T1', at(7))
    await stored.forget('T1', at(8))
    expect([await stored.changedSince('T1'), await stored.list('T1')]).toEqual([null, null])
  })

  it('are compared where a rule in force names them, without people who have left', async () => {
    const storage = await open()
    await seedDecisions(storage)
    const stored = userGroupsRepository(storage)
    const read = (members: string[], more: object = {}) => [
      group('S1', members, more),
      group('S2', []),
      group('S3', ['UA']),
    ]
    await stored.apply('T1', {
      askedAt: at(2),
      groups: [group('S1', ['UA', 'UB', 'UX', 'UY']), group('S2', ['UA']), group('S3', [])],
    })
    const compare = (members: string[], more: object = {}) => stored.compare('T1', read(members, more), at(3))
    expect(await compare(['UA'])).toEqual([])
    const rule = (version: number, ...ids: string[]) =>
      storage.pool.query(
        `INSERT INTO rule (workspace_id, miro_org_id, version, way, miro_roles, staff_roles, saved_by, saved_at)
         VALUES ('T1', $1, $2, 'by_role', '{}', $3, 'UA', $4)`,
        [
          here.miroOrgId,
          version,
          JSON.stringify(ids.map(value => ({ kind: 'group', value, name: value }))),
          at(1),
        ],
      )
    await rule(1, 'S2')
    await rule(2, 'S1', 'S3', 'S9')
    const names = ['Name B', 'UX', 'UY']
    const change = { handle: 's1', before: 4, after: 1, gone: 3 }
    expect(await compare(['UA'])).toMatchObject([{ ...change, sample: { length: 3 } }])
    expect((await compare(['UA']))[0]?.sample.slice(1)).toEqual(names.slice(1))
    expect(await compare(['UA', 'UB', 'UX', 'UY', 'UZ'])).toMatchObject([{ before: 4, after: 5, gone: 0 }])
    // Switched off, it lets nobody be judged.
    expect(await compare([], { active: false })).toEqual([])
    await storage.pool.query(`UPDATE person SET deactivated = true WHERE slack_user_id = 'UB'`)
    expect(await compare(['UA'])).toMatchObject([{ before: 3, gone: 2, sample: ['UX', 'UY'] }])
    await storage.pool.query(
      `UPDATE connection SET state = 'disconnected' WHERE workspace_id = 'T1' AND miro_org_id = $1`,
      [here.miroOrgId],
    )
    expect(await compare(['UA'])).toEqual([])
  })

  it('are kept apart while they wait for a word, and taken over by it', async () => {
    const storage = await open()
    await seedDecisions(storage)
    const [stored, runs] = [userGroupsRepository(storage), syncRunsRepository(storage)]
    const hold = (read: Parameters<typeof stored.hold>[1]) => stored.hold('T1', read, 'nobody_left')
    const isHeld = async (workspaceId: string, id: string | null) =>
      (await runs.get(workspaceId, id ?? ''))?.state === 'held'
    const apply = async (id: string | null) => {
      const run = await runs.get('T1', id ?? '')
      return run !== null && stored.applyHeld(run, at(20))
    }
    const staged = async () =>
      (await storage.pool.query('SELECT run_id FROM sync_page ORDER BY 1')).rows.map(({ run_id }) => run_id)
    const seats = async () =>
      (await storage.pool.query('SELECT slack_user_id AS who FROM user_group_member ORDER BY 1')).rows.map(
        ({ who }) => who,
      )
    await stored.apply('T1', { askedAt: at(2), groups: [group('S1', ['UA', 'UB'])] })
    await stored.noteChange('T1', at(3))
    const emptied = { askedAt: at(4), groups: [group('S1', [])] }
    const id = await hold(emptied)
    expect([await isHeld('T1', id), await isHeld('T2', id)]).toEqual([true, false])
    // What was known is in force, and grows old; the change that Slack told of is not read again and again.
    expect([await seats(), await stored.readAt('T1')]).toEqual([['UA', 'UB'], at(2)])
    expect([await stored.workspacesWaiting(), await stored.changedSince('T1')]).toEqual([[], null])
    await stored.noteChange('T1', at(6))
    // The same again is the same question; a read that began earlier says nothing any more.
    expect(await hold({ ...emptied, askedAt: at(5) })).toBe(id)
    expect(await stored.changedSince('T1')).toEqual(at(6))
    expect(await hold({ ...emptied, askedAt: at(4) })).toBeNull()
    const other = await hold({ askedAt: at(7), groups: [group('S1', ['UX'])] })
    expect([other === id, await apply(id)]).toEqual([false, false])
    expect(await staged()).toEqual([other])
    expect(await apply(other)).toBe(true)
    expect(await staged()).toEqual([])
    expect(await runs.get('T1', other ?? '')).toMatchObject({
      ...{ state: 'complete', reason: 'nobody_left', startedAt: at(7), finishedAt: at(7), rows: 1 },
    })
    expect([await seats(), await stored.readAt('T1'), await apply(other)]).toEqual([['UX'], at(7), false])
    expect(await hold(emptied)).toBeNull()

    const again = await hold({ askedAt: at(8), groups: [] })
    await stored.apply('T1', { askedAt: at(9), groups: [group('S1', ['UA'])] })
    expect(await isHeld('T1', again)).toBe(false)
    const last = await hold({ askedAt: at(10), groups: [] })
    await stored.forget('T1', at(11))
    expect(await isHeld('T1', last)).toBe(false)
  })
})
