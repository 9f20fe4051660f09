import { expect, it } from 'vitest'
import { alertDelivery } from '../../src/storage/alerts-sql.ts'
import type { Storage } from '../../src/storage/engine/open.ts'
import { workspacesRepository } from '../../src/storage/workspaces.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, rowsOf } from './seeds.ts'

const first = { id: 'T1', name: 'Acme', botUserId: 'UBOT', timeZone: 'Europe/Berlin' }
const second = { id: 'T2', name: 'Other', botUserId: 'UBOT2', timeZone: null }
const fresh = {
  alertChannelId: null,
  alertChannelName: null,
  alertChannelPublic: null,
  alertChannelSetBy: null,
  alertChannelTrouble: null,
  alertChannelFence: 0,
  maskNames: 'automatic',
  schedule: null,
  scheduleAt: null,
  syncAskedFor: null,
  staffReadAt: null,
  removedAt: null,
}
const channel = { channelId: 'C1', name: 'alerts', isPublic: true, setBy: 'U1' }

const addAlert = ({ pool }: Storage, workspaceId: string, id: string, more: object = {}) => {
  const alert = { userId: null, state: 'pending', wanted: 1, sent: 0, ...more }
  return pool.query(
    `INSERT INTO alert (workspace_id, id, kind, user_id, state, wanted, sent, next_try_at, created_at)
     VALUES ($1, $2, 'summary', $3, $4, $5, $6, $7, $8)`,
    [workspaceId, id, alert.userId, alert.state, alert.wanted, alert.sent, at(60), at(0)],
  )
}

await describeOnBothDatabases('workspaces', open => {
  async function seeded() {
    const storage = await open()
    const workspaces = workspacesRepository(storage)
    await workspaces.ensure(second, at(0))
    await workspaces.ensure(first, at(1))
    return { storage, workspaces }
  }

  it('adds a workspace, and reads each by its id', async () => {
    const { storage, workspaces } = await seeded()
    expect(await workspaces.get('T1')).toEqual({ ...first, ...fresh })
    expect(await workspaces.get('T3')).toBe(null)
    expect(await workspaces.all()).toEqual([
      { ...first, ...fresh },
      { ...second, ...fresh },
    ])
    expect(await rowsOf(storage, 'SELECT id, created_at AS at FROM workspace ORDER BY id')).toEqual([
      { id: 'T1', at: at(1) },
      { id: 'T2', at: at(0) },
    ])
  })

  it('marks once that the app was removed and that it is back, in the log, and lets alerts wait meanwhile', async () => {
    const { storage, workspaces } = await seeded()
    const { due, nextDue } = alertDelivery(storage.pool)
    for (const id of ['T1', 'T2']) await addAlert(storage, id, `A${id}`)
    expect([
      await workspaces.setBack('T1', at(2)),
      await workspaces.setRemoved('T1', 'app_uninstalled', at(3)),
      await workspaces.setRemoved('T1', 'tokens_revoked', at(4)),
      (await workspaces.all()).map(({ removedAt }) => removedAt),
      (await due(at(99), 9)).map(({ id }) => id),
      await nextDue(at(1)),
    ]).toEqual([false, true, false, [at(3), null], ['AT2'], at(60)])
    await storage.pool.query(`DELETE FROM alert WHERE id = 'AT2'`)
    expect(await nextDue(at(1))).toBe(null)
    expect([await workspaces.setBack('T1', at(5)), await workspaces.setBack('T1', at(6))]).toEqual([
      true,
      false,
    ])
    expect((await due(at(5), 9)).map(({ id }) => id)).toEqual(['AT1'])
    expect(
      await rowsOf(storage, 'SELECT workspace_id AS w, at, actor, action, details FROM deed ORDER BY id'),
    ).toEqual([
      { w: 'T1', at: at(3), actor: 'bot', action: 'app_removed', details: { because: 'app_uninstalled' } },
      { w: 'T1', at: at(5), actor: 'bot', action: 'app_back', details: {} },
    ])
  })

  it('takes over name, bot and time zone; the rest, and a known time zone, stay', async () => {
    const { storage, workspaces } = await seeded()
    await workspaces.setAlertChannel('T1', channel, at(2))
    await storage.pool.query('UPDATE workspace SET staff_read_at = $1', [at(3)])
    const before = await rowsOf(storage, 'SELECT * FROM workspace ORDER BY id')
    await workspaces.ensure({ id: 'T1', name: 'Acme 2', botUserId: 'UNEW', timeZone: null }, at(9))
    const [mine, other] = before
    expect(await rowsOf(storage, 'SELECT * FROM workspace ORDER BY id')).toEqual([
      { ...(mine as object), name: 'Acme 2', bot_user_id: 'UNEW' },
      other,
    ])
    await workspaces.ensure({ ...first, timeZone: 'Asia/Tokyo' }, at(9))
    expect(await rowsOf(storage, 'SELECT * FROM workspace ORDER BY id')).toEqual([
      { ...(mine as object), time_zone: 'Asia/Tokyo' },
      other,
    ])
  })

  it('takes over whether the alert channel is public, of that channel only', async () => {
    const { workspaces } = await seeded()
    for (const id of ['T1', 'T2']) await workspaces.setAlertChannel(id, channel, at(2))
    await workspaces.setAlertChannelPublic('T1', 'C1', false)
    await workspaces.setAlertChannelPublic('T2', 'C-before', false)
    expect((await workspaces.all()).map(({ id, alertChannelPublic }) => [id, alertChannelPublic])).toEqual([
      ['T1', false],
      ['T2', true],
    ])
  })

  it('sets the alert channel of one workspace, without the trouble of the last one', async () => {
    const { workspaces } = await seeded()
    for (const id of ['T1', 'T2']) await workspaces.setAlertChannelTrouble(id, 'is_archived', 0)
    await workspaces.setAlertChannel('T1', channel, at(2))
    expect(await workspaces.all()).toEqual([
      {
        ...first,
        ...fresh,
        alertChannelId: 'C1',
        alertChannelName: 'alerts',
        alertChannelPublic: true,
        alertChannelSetBy: 'U1',
        alertChannelFence: 1,
      },
      { ...second, ...fresh, alertChannelTrouble: 'is_archived' },
    ])
  })

  it('makes due what waits for the channel, and nothing else', async () => {
    const { storage, workspaces } = await seeded()
    await addAlert(storage, 'T1', 'pending')
    await addAlert(storage, 'T1', 'behind', { state: 'sent', wanted: 3, sent: 2 })
    await addAlert(storage, 'T1', 'direct', { userId: 'U1' })
    await addAlert(storage, 'T1', 'on its way', { state: 'sending' })
    await addAlert(storage, 'T1', 'up to date', { state: 'sent', sent: 1 })
    await addAlert(storage, 'T1', 'dropped', { state: 'dropped' })
    await addAlert(storage, 'T2', 'pending')
    const before = await rowsOf(storage, 'SELECT * FROM alert ORDER BY workspace_id, id')
    await workspaces.setAlertChannel('T1', channel, at(2))
    const after = await rowsOf(storage, 'SELECT * FROM alert ORDER BY workspace_id, id')
    const due = (row: unknown): boolean => {
      const { workspace_id, id } = row as { workspace_id: string; id: string }
      return workspace_id === 'T1' && (id === 'pending' || id === 'behind')
    }
    expect(before.filter(due).length).toBe(2)
    expect(after).toEqual(before.map(row => (due(row) ? { ...(row as object), next_try_at: at(2) } : row)))
  })

  it('makes due what waits for the channel when its trouble is over, and then only', async () => {
    const { storage, workspaces } = await seeded()
    await addAlert(storage, 'T1', 'pending')
    await addAlert(storage, 'T1', 'direct', { userId: 'U1' })
    await addAlert(storage, 'T2', 'pending')
    const due = () =>
      rowsOf(
        storage,
        `SELECT workspace_id || ' ' || id AS id FROM alert WHERE next_try_at = '${at(3).toISOString()}'`,
      )
    await workspaces.setAlertChannel('T1', channel, at(2))
    await workspaces.setAlertChannelTrouble('T1', 'not_in_channel', 1)
    expect(await due()).toEqual([])
    expect(await workspaces.endAlertChannelTrouble('T1', 'C-before', at(3))).toBe(false)
    expect(await due()).toEqual([])
    expect(await workspaces.endAlertChannelTrouble('T1', 'C1', at(3))).toBe(true)
    expect(await due()).toEqual([{ id: 'T1 pending' }])
  })

  it('follows a channel that has another id, with what stands there', async () => {
    const { storage, workspaces } = await seeded()
    for (const id of ['T1', 'T2']) await workspaces.setAlertChannel(id, channel, at(2))
    await workspaces.setAlertChannelTrouble('T1', 'channel_not_found', 1)
    await addAlert(storage, 'T1', 'pending')
    await addAlert(storage, 'T1', 'standing', { state: 'sent', sent: 1 })
    await storage.pool.query(`UPDATE alert SET channel_id = 'C1', ts = '1.1' WHERE id = 'standing'`)
    expect(await workspaces.followChannel('T1', { from: 'C0', to: 'C8' }, at(3))).toBe(false)
    expect(await workspaces.followChannel('T1', { from: 'C1', to: 'C9' }, at(3))).toBe(true)
    const after = [await workspaces.get('T1'), await workspaces.get('T2')]
    expect(after).toMatchObject([
      { alertChannelId: 'C9', alertChannelTrouble: null },
      { alertChannelId: 'C1' },
    ])
    const where = `SELECT id, channel_id AS at, next_try_at AS due FROM alert ORDER BY id`
    expect(await rowsOf(storage, where)).toMatchObject([
      { id: 'pending', at: null, due: at(3) },
      { id: 'standing', at: 'C9' },
    ])
  })

  it('tells trouble with the channel only when it changes', async () => {
    const { workspaces } = await seeded()
    await workspaces.setAlertChannel('T1', channel, at(2))
    const trouble = (kind: string, fence = 1) => workspaces.setAlertChannelTrouble('T1', kind, fence)
    const end = () => workspaces.endAlertChannelTrouble('T1', 'C1', at(2))
    expect([
      await end(),
      await trouble('is_archived'),
      await trouble('is_archived'),
      await trouble('not_in_channel'),
      await end(),
      await end(),
    ]).toEqual([false, true, false, true, true, false])
    expect(await workspaces.setAlertChannelTrouble('T3', 'is_archived', 0)).toBe(false)
    expect((await workspaces.get('T1'))?.alertChannelTrouble).toBe(null)
    expect((await workspaces.get('T2'))?.alertChannelTrouble).toBe(null)
  })

  it('takes what a try ran into for nothing when a channel was chosen since it began, or worked again', async () => {
    const { workspaces } = await seeded()
    await workspaces.setAlertChannel('T1', channel, at(2))
    expect(await workspaces.setAlertChannelTrouble('T1', 'is_archived', 0)).toBe(false)
    expect(await workspaces.setAlertChannelTrouble('T1', 'is_archived', 1)).toBe(true)
    await workspaces.endAlertChannelTrouble('T1', 'C1', at(3))
    expect(await workspaces.setAlertChannelTrouble('T1', 'is_archived', 1)).toBe(false)
    expect(await workspaces.setAlertChannelTrouble('T1', 'is_archived', 2)).toBe(true)
  })

  it('tells one of many who report the same trouble at once', async () => {
    const { workspaces } = await seeded()
    const told = await Promise.all(
      [1, 2, 3, 4, 5].map(() => workspaces.setAlertChannelTrouble('T1', 'is_archived', 0)),
    )
    expect(told.sort()).toEqual([false, false, false, false, true])
  })
})
