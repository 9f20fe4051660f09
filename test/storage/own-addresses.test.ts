import { expect, it } from 'vitest'
import { peopleRepository } from '../../src/storage/people-sql.ts'
import { staffSyncRepository } from '../../src/storage/staff-sync-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, readRun, seedConnections, user } from './seeds.ts'

await describeOnBothDatabases('the addresses of one person', open => {
  it('are those of today and before, of this workspace only', async () => {
    const storage = await open()
    await seedConnections(storage)
    const scan = async (address: string, minutes: number) =>
      staffSyncRepository(storage).apply(
        await readRun(storage, 'slack', [[user('UADA', { address }), user('UBO')]], at(minutes)),
        { now: at(minutes + 1) },
      )
    await scan('ada@acme.com', 1)
    await scan('ada.stone@acme.com', 10)
    const own = peopleRepository(storage).addresses
    expect([...(await own('T1', 'UADA'))].sort()).toEqual(['ada.stone@acme.com', 'ada@acme.com'])
    expect([await own('T1', 'UNOBODY'), await own('T2', 'UADA')]).toEqual([[], []])
  })
})
