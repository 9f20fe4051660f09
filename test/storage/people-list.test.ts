import { expect, it } from 'vitest'
import type { PeopleList } from '../../src/domain/people-list.ts'
import { peopleListRepository } from '../../src/storage/people-list-sql.ts'
import { staffSyncRepository } from '../../src/storage/staff-sync-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { assess, seedDecisions } from '../support/decision-seeds.ts'
import { at, readRun, seedConnections, user } from './seeds.ts'

const day = 1440

await describeOnBothDatabases('the list of people', open => {
  it('has who leaves soon, who left, contractors, on leave and without an address, never who looks', async () => {
    const storage = await open()
    await seedConnections(storage)
    const names = ['SOON', 'SOONER', 'LATE', 'LEFT', 'GONE', 'AWAY', 'ADA', 'GUEST', 'NONE']
    const users = names.map(name =>
      user(name, {
        name,
        ...(name === 'GUEST' && { kind: 'guest' as const }),
        ...(name === 'NONE' && { address: null }),
      }),
    )
    await staffSyncRepository(storage).apply(await readRun(storage, 'slack', [users], at(1)), { now: at(2) })
    const set = (name: string, what: string) =>
      storage.pool.query(`UPDATE person SET ${what} WHERE workspace_id = 'T1' AND slack_user_id = '${name}'`)
    const ends = (days: number) => `end_at = timestamptz '${at(days * day).toISOString()}'`
    await set('SOON', `${ends(20)}, type = 'contractor'`)
    await set('SOONER', ends(5))
    await set('LATE', `${ends(200)}, type = 'contractor'`)
    await set('LEFT', `${ends(-3)}, type = 'contractor', on_leave = true`)
    await set('GONE', `deactivated = true, left_known_at = timestamptz '${at(-2 * day).toISOString()}'`)
    await set('AWAY', 'on_leave = true')
    await set('ADA', `${ends(5)}, type = 'contractor', on_leave = true`)
    await set('GUEST', ends(5))
    const people = peopleListRepository(storage)
    const asked = { by: 'ADA', now: at(0), until: at(60 * day), from: 0, size: 9 }
    const inList = async (list: PeopleList, more = {}) =>
      (await people.page('T1', list, { ...asked, ...more })).map(({ name }) => name)
    expect({
      leaving: await inList('leaving'),
      left: await inList('left'),
      contractors: await inList('contractors'),
      on_leave: await inList('on_leave'),
      no_address: await inList('no_address'),
    }).toEqual({
      leaving: ['SOONER', 'SOON'],
      left: ['GONE', 'LEFT'],
      contractors: ['LATE', 'SOON'],
      on_leave: ['AWAY'],
      no_address: ['NONE'],
    })
    expect(await people.counts('T1', asked)).toEqual({
      ...{ leaving: 2, left: 2, contractors: 2, on_leave: 1, no_address: 1 },
    })
    expect(await inList('left', { from: 1, size: 1 })).toEqual(['LEFT'])
    expect((await people.counts('T2', asked)).left).toBe(0)
  })

  it('counts the accounts that are known as theirs and may give access', async () => {
    const storage = await open()
    await seedDecisions(storage)
    await assess(storage, [
      ['u1', 'staff', 'UL', 'matched_email'],
      ['u2', 'staff', 'UL', 'matched_email'],
      ['u3', 'external', 'UL', 'external_with_sponsor'],
      ['u4', 'staff', 'UL', 'matched_email'],
    ])
    await storage.pool.query(`UPDATE account SET active = false WHERE id = 'u2'`)
    const page = await peopleListRepository(storage).page('T1', 'left', {
      ...{ by: 'UA', now: at(0), until: at(0), from: 0, size: 9 },
    })
    expect(page.map(({ name, accounts }) => [name, accounts])).toEqual([['Lea', 2]])
  })
})
