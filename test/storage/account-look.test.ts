import { expect, it } from 'vitest'
import { accountLookRepository } from '../../src/storage/account-look-sql.ts'
import { accountSyncRepository } from '../../src/storage/account-sync-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, member, readRun, rowsOf, seedConnections, there } from './seeds.ts'

const accounts = `SELECT id, role, active, missing_since, removed_at, came_back_at, looked_at
  FROM account WHERE workspace_id = 'T1' ORDER BY id`
const admin = 'organization_internal_admin'

const row = (id: string, more: object = {}) => ({
  id,
  role: 'organization_internal_user',
  active: true,
  missing_since: null,
  removed_at: null,
  came_back_at: null,
  looked_at: null,
  ...more,
})

await describeOnBothDatabases('a look at single accounts', open => {
  async function opened() {
    const storage = await open()
    await seedConnections(storage)
    const sync = accountSyncRepository(storage)
    for (const key of [here, there]) {
      const run = await readRun(storage, 'miro', [['a', 'b', 'c'].map(id => member(id))], at(1), key)
      await sync.apply(run, { gone: [], now: at(2) })
    }
    return { storage, sync, look: accountLookRepository(storage) }
  }
  const seen = (...members: ReturnType<typeof member>[]) => ({
    askedAt: at(10),
    seen: members,
    absent: [],
    now: at(11),
  })

  it('writes what Miro said of these accounts alone, and keeps the counts', async () => {
    const { storage, look } = await opened()
    const told = seen(member('a', { active: false }), member('b', { role: admin, email: 'x@acme.com' }))
    expect(await look.record(here, told)).toEqual({ recorded: true, gone: [] })
    expect(await rowsOf(storage, accounts)).toEqual([
      row('a', { active: false, looked_at: at(10) }),
      row('b', { role: admin, looked_at: at(10) }),
      row('c'),
    ])
    expect(
      await rowsOf(storage, `SELECT 1 FROM account WHERE workspace_id = 'T2' AND looked_at IS NULL`),
    ).toHaveLength(3)
    expect(
      await rowsOf(storage, `SELECT role, live FROM role_count WHERE workspace_id = 'T1' ORDER BY role`),
    ).toEqual([
      { role: admin, live: 1 },
      { role: 'organization_internal_user', live: 1 },
    ])
    expect(await rowsOf(storage, 'SELECT action, subject FROM deed')).toEqual([
      { action: 'account_email_changed', subject: 'b' },
    ])
    expect(
      await rowsOf(storage, `SELECT last_complete_sync_at AS at FROM connection WHERE workspace_id = 'T1'`),
    ).toEqual([{ at: at(2) }])
  })

  it('makes an absent account gone only where a complete sync had missed it', async () => {
    const { storage, sync, look } = await opened()
    const run = await readRun(storage, 'miro', [[member('a'), member('b')]], at(5))
    await sync.apply(run, { gone: [], now: at(6) })
    const absent = { askedAt: at(10), seen: [], absent: ['b', 'c', 'nobody'], now: at(11) }
    expect(await look.record(here, absent)).toEqual({ recorded: true, gone: ['c'] })
    expect(await rowsOf(storage, accounts)).toEqual([
      row('a'),
      row('b'),
      row('c', { missing_since: at(6), removed_at: at(11), looked_at: at(10) }),
    ])
    // Seen again, it came back.
    await look.record(here, { ...seen(member('c')), askedAt: at(20), now: at(21) })
    expect((await rowsOf(storage, accounts))[2]).toEqual(
      row('c', { came_back_at: at(21), looked_at: at(20) }),
    )
  })

  it('is newer than a sync that began before it, and older than one that began after', async () => {
    const { storage, sync, look } = await opened()
    const before = await readRun(storage, 'miro', [['a', 'b', 'c'].map(id => member(id))], at(9))
    await look.record(here, seen(member('a', { active: false })))
    await sync.apply(before, { gone: [], now: at(12) })
    expect((await rowsOf(storage, accounts))[0]).toEqual(row('a', { active: false, looked_at: at(10) }))
    const after = await readRun(storage, 'miro', [['a', 'b', 'c'].map(id => member(id))], at(15))
    await sync.apply(after, { gone: [], now: at(16) })
    expect((await rowsOf(storage, accounts))[0]).toEqual(
      row('a', { came_back_at: at(16), looked_at: at(10) }),
    )
    // Asked before that sync began, and told only now.
    expect(
      await look.record(here, { ...seen(member('a', { active: false })), askedAt: at(14), now: at(17) }),
    ).toEqual({
      recorded: false,
      gone: [],
    })
    expect((await rowsOf(storage, accounts))[0]).toEqual(
      row('a', { came_back_at: at(16), looked_at: at(10) }),
    )
  })

  it('an older look does not replace a newer one; one from the future counts for nothing', async () => {
    const { storage, look } = await opened()
    await look.record(here, { ...seen(member('a', { active: false })), askedAt: at(20), now: at(21) })
    await look.record(here, { ...seen(member('a')), askedAt: at(15), now: at(22) })
    expect((await rowsOf(storage, accounts))[0]).toEqual(row('a', { active: false, looked_at: at(20) }))
    await storage.pool.query(`UPDATE account SET looked_at = '2099-01-01' WHERE id = 'a'`)
    await look.record(here, { ...seen(member('a')), askedAt: at(25), now: at(26) })
    // Active again after it was deactivated, it came back.
    expect((await rowsOf(storage, accounts))[0]).toEqual(
      row('a', { came_back_at: at(26), looked_at: at(25) }),
    )
  })
})
