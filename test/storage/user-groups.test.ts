import { expect, it } from 'vitest'
import { snapshotOf } from '../../src/storage/snapshot-batch.ts'
import { userGroupsRepository } from '../../src/storage/user-groups.ts'
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
    await stored.forget('T1')
    expect([await stored.changedSince('T1'), await stored.list('T1')]).toEqual([null, null])
  })
})
