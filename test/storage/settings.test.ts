import { expect, it } from 'vitest'
import type { Settings } from '../../src/domain/settings.ts'
import { settingsRepository } from '../../src/storage/settings-sql.ts'
import { workspacesRepository } from '../../src/storage/workspaces.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { settings } from '../support/settings-samples.ts'
import { at, rowsOf, seedConnections } from './seeds.ts'

const chosen = {
  schedule: { everyMinutes: 240 },
  timeZone: 'Europe/Berlin',
  administrators: { way: 'people', people: ['U1', 'U2'] },
  removalDeadline: { amount: 2, unit: 'business_days' },
  otherDeadline: { amount: 30, unit: 'days' },
  checks: { some: { on: true, options: { days: 30, price: null, currency: 'EUR' } } },
  maskNames: 'always',
  reviewDays: 30,
  holidays: [{ day: '2026-12-25', name: 'Christmas Day' }],
  retentionMonths: 36,
} satisfies Settings

await describeOnBothDatabases('settings', open => {
  it('are the defaults at first, then what was saved, for this workspace alone', async () => {
    const storage = await open()
    await seedConnections(storage)
    const stored = settingsRepository(storage)
    const first = { settings, version: 0, savedBy: null, savedAt: null }
    expect([await stored.get('T1'), await stored.get('T0NONE')]).toEqual([first, null])
    expect(await stored.save('T1', chosen, { version: 0, by: 'U1', now: at(1) })).toBe(true)
    const saved = { settings: chosen, version: 1, savedBy: 'U1', savedAt: at(1) }
    expect([await stored.get('T1'), await stored.get('T2')]).toEqual([saved, first])
    // Somebody who saw the version before overwrites nothing.
    expect(await stored.save('T1', settings, { version: 0, by: 'U2', now: at(2) })).toBe(false)
    expect(await stored.get('T1')).toEqual(saved)
    const group = { ...chosen, administrators: { way: 'group', groupId: 'S1' } } as const
    expect(await stored.save('T1', group, { version: 1, by: 'U2', now: at(3) })).toBe(true)
    expect((await stored.get('T1'))?.settings).toEqual(group)
    expect(await rowsOf(storage, 'SELECT sync_schedule_at FROM workspace ORDER BY id')).toMatchObject([
      { sync_schedule_at: at(1) },
      { sync_schedule_at: null },
    ])
  })

  it('lets one of many processes ask for what is due, and begins anew with another schedule', async () => {
    const storage = await open()
    await seedConnections(storage)
    const [stored, workspaces] = [settingsRepository(storage), workspacesRepository(storage)]
    await stored.save('T1', chosen, { version: 0, by: 'U1', now: at(0) })
    expect(await workspaces.get('T1')).toMatchObject({
      schedule: { everyMinutes: 240 },
      scheduleAt: at(0),
      syncAskedFor: null,
      maskNames: 'always',
    })
    const many = await Promise.all(Array.from({ length: 8 }, () => workspaces.claimSync('T1', at(5), at(6))))
    expect(many.filter(Boolean)).toHaveLength(1)
    expect(await workspaces.claimSync('T1', at(4), at(6))).toBe(false)
    expect(await workspaces.claimSync('T1', at(7), at(7))).toBe(true)
    // Asked for by a clock that was far ahead: nobody waits until that is true.
    expect(await workspaces.claimSync('T1', at(100_000), at(100_000))).toBe(true)
    expect(await workspaces.claimSync('T1', at(8), at(9))).toBe(true)
    await stored.save('T1', { ...chosen, maskNames: 'never' }, { version: 1, by: 'U1', now: at(10) })
    expect((await workspaces.get('T1'))?.syncAskedFor).toEqual(at(8))
    await stored.save('T1', { ...chosen, schedule: { dailyAt: 6 } }, { version: 2, by: 'U1', now: at(11) })
    expect((await workspaces.get('T1'))?.syncAskedFor).toBe(null)
  })
})
