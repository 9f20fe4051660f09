import { expect, it } from 'vitest'
import { type Gap, noGaps } from '../../src/domain/gap.ts'
import { disconnectingRepository } from '../../src/storage/disconnecting-sql.ts'
import type { Storage } from '../../src/storage/engine/open.ts'
import { inTransaction } from '../../src/storage/engine/statement.ts'
import { gapsRepository } from '../../src/storage/gaps-sql.ts'
import { closeRun } from '../../src/storage/run-lock-sql.ts'
import { workspacesRepository } from '../../src/storage/workspaces.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, readRun, rowsOf, seedConnections, there } from './seeds.ts'

const gap: Gap = { since: at(0), staleAt: at(60), because: 'unavailable' }
const miro = { workspaceId: 'T1', source: 'miro', sourceId: here.miroOrgId } as const
const staff = { workspaceId: 'T1', source: 'staff', sourceId: 'T1' } as const

async function seeded(storage: Storage) {
  await seedConnections(storage)
  await storage.pool.query(
    `INSERT INTO alert (workspace_id, id, miro_org_id, kind, state, wanted, sent, next_try_at, created_at)
     VALUES ('T1', 'a', $1, 'findings', 'sent', 1, 1, $2, $2), ('T2', 'a', $1, 'findings', 'sent', 1, 1, $2, $2)`,
    [here.miroOrgId, at(0)],
  )
  const gaps = gapsRepository(storage)
  const apply = async (source: 'miro' | 'slack' | 'list', minutes: number) => {
    const run = await readRun(storage, source, [], at(minutes))
    await inTransaction(storage.pool, client => closeRun(client, run, at(minutes)))
  }
  const ended = () => rowsOf(storage, 'SELECT source, ended_at AS at FROM source_gap ORDER BY 1')
  const versions = () => rowsOf(storage, 'SELECT workspace_id AS id, wanted FROM alert ORDER BY 1')
  return { gaps, apply, ended, versions }
}

await describeOnBothDatabases('gaps of sources', open => {
  it('one row each, however often it is noticed; messages say so, those of others do not', async () => {
    const { gaps, ended, versions } = await seeded(await open())
    expect([await gaps.begin(miro, gap, at(61)), await gaps.begin(miro, gap, at(62))]).toEqual([true, false])
    expect(await gaps.begin(staff, { ...gap, because: 'list' }, at(63))).toBe(true)
    expect(await gaps.open(here)).toEqual({ accounts: gap, staff: { ...gap, because: 'list' } })
    expect(await gaps.open(there)).toEqual(noGaps)
    expect(await ended()).toEqual([
      { source: 'miro', at: null },
      { source: 'staff', at: null },
    ])
    expect(await versions()).toEqual([
      { id: 'T1', wanted: 3 },
      { id: 'T2', wanted: 1 },
    ])
  })

  it('none begins of what was read meanwhile, or of an app that was removed', async () => {
    const storage = await open()
    const { gaps, apply, ended } = await seeded(storage)
    await apply('miro', 61)
    expect(await gaps.begin(miro, gap, at(62))).toBe(false)
    await workspacesRepository(storage).setRemoved('T1', 'app_uninstalled', at(63))
    expect(await gaps.begin(staff, gap, at(64))).toBe(false)
    expect(await ended()).toEqual([])
  })

  it('the next complete read ends it, one that was read before it began does not', async () => {
    const { gaps, apply, ended, versions } = await seeded(await open())
    await gaps.begin(miro, gap, at(61))
    await gaps.begin(staff, gap, at(61))
    await apply('miro', 59)
    expect((await gaps.open(here)).accounts).toEqual(gap)
    await apply('miro', 70)
    expect(await ended()).toEqual([
      { source: 'miro', at: at(70) },
      { source: 'staff', at: null },
    ])
    expect(await versions()).toMatchObject([{ id: 'T1', wanted: 4 }, {}])
    const again = { ...gap, since: at(70), staleAt: at(130) }
    expect(await gaps.begin(miro, again, at(131))).toBe(true)
  })

  it('that of the staff ends once every part was read', async () => {
    const storage = await open()
    const { gaps, apply, ended } = await seeded(storage)
    await storage.pool.query(
      `INSERT INTO staff_list (workspace_id, origin_kind, origin_name, standing, read_at) VALUES ('T1', 'path', 'x', true, $1)`,
      [at(59)],
    )
    await gaps.begin(staff, gap, at(61))
    await apply('slack', 70)
    expect(await ended()).toEqual([{ source: 'staff', at: null }])
    expect(await gaps.staffReads()).toMatchObject([
      { workspaceId: 'T1', readAt: at(59), slackReadAt: at(70), listReadAt: at(59), groupsReadAt: null },
      { workspaceId: 'T2', readAt: null, listReadAt: null },
    ])
    await storage.pool.query('UPDATE staff_list SET read_at = $1', [at(71)])
    await apply('list', 71)
    expect(await ended()).toEqual([{ source: 'staff', at: at(71) }])
  })

  it('a disconnect ends both, the removal of the app too', async () => {
    const storage = await open()
    const { gaps, ended, versions } = await seeded(storage)
    await gaps.begin(miro, gap, at(61))
    await gaps.begin(staff, gap, at(61))
    await disconnectingRepository(storage).disconnect(here, 'U1', at(70))
    expect(await ended()).toEqual([
      { source: 'miro', at: at(70) },
      { source: 'staff', at: at(70) },
    ])
    const other = { workspaceId: 'T2', source: 'miro', sourceId: there.miroOrgId } as const
    await gaps.begin(other, gap, at(71))
    const before = await versions()
    await workspacesRepository(storage).setRemoved('T2', 'app_uninstalled', at(80))
    expect(await gaps.open(there)).toEqual(noGaps)
    expect(await versions()).toEqual([before[0], { id: 'T2', wanted: 3 }])
  })
})
