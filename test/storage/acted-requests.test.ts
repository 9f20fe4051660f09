import { expect, it } from 'vitest'
import { actedRequestsRepository } from '../../src/storage/acted-requests.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, seedConnections } from './seeds.ts'

await describeOnBothDatabases('requests that were acted upon', open => {
  it('are acted upon once in each workspace, whoever asks at the same moment, until they are forgotten', async () => {
    const storage = await open()
    await seedConnections(storage)
    const acted = actedRequestsRepository(storage)
    const claims = await Promise.all([1, 2, 3].map(() => acted.claim('T1', 'Ev1', at(1))))
    expect(claims.sort()).toEqual([false, false, true])
    expect([await acted.claim('T2', 'Ev1', at(2)), await acted.claim('T1', 'Ev2', at(2))]).toEqual([
      true,
      true,
    ])
    expect([await acted.has('T1', 'Ev1'), await acted.has('T1', 'Ev3')]).toEqual([true, false])
    await acted.purge(at(2))
    expect([await acted.has('T1', 'Ev1'), await acted.has('T1', 'Ev2')]).toEqual([false, true])
    expect(await acted.claim('T1', 'Ev1', at(3))).toBe(true)
  })
})
