import { expect, it } from 'vitest'
import { applyRun } from '../../src/storage/run-lock-sql.ts'
import { syncRunsRepository } from '../../src/storage/sync-runs-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { listReading } from '../support/staff-list-samples.ts'
import { at, here, member, rowsOf, seedConnections, there } from './seeds.ts'

const source = { workspaceId: 'T1', source: 'miro', sourceId: here.miroOrgId, requestedBy: 'U1' } as const
const page = (number: number, cursor: string | null = 'next') => ({
  number,
  pages: [[member('a')]],
  cursor,
  setAside: 1,
})

await describeOnBothDatabases('sync runs', open => {
  async function opened() {
    const storage = await open()
    await seedConnections(storage)
    return { storage, runs: syncRunsRepository(storage) }
  }

  it('gives a source to one of many who ask at once', async () => {
    const { storage, runs } = await opened()
    const all = await Promise.all(Array.from({ length: 8 }, () => runs.acquire({ ...source, now: at(0) })))
    expect(all.map(one => one.outcome).sort()).toEqual(['acquired', ...Array(7).fill('busy')])
    expect(await rowsOf(storage, 'SELECT state, fence FROM sync_run')).toEqual([
      { state: 'running', fence: 1 },
    ])
    const other = await runs.acquire({ ...source, workspaceId: there.workspaceId, now: at(0) })
    expect(other).toMatchObject({ outcome: 'acquired', resumed: false })
  })

  it('continues a run whose process died, and refuses what that process still writes', async () => {
    const { runs } = await opened()
    const first = await runs.acquire({ ...source, now: at(0) })
    expect(await runs.savePage(first.run, page(1), at(1))).toBe(true)
    expect(await runs.working('T1', 'miro', here.miroOrgId, at(1))).toMatchObject({ rows: 1 })
    expect(await runs.acquire({ ...source, now: at(1.24) })).toMatchObject({ outcome: 'busy' })
    const second = await runs.acquire({ ...source, now: at(1.25) })
    expect(second).toMatchObject({
      outcome: 'acquired',
      resumed: true,
      run: { id: first.run.id, fence: 2, cursor: 'next', pages: 1, rows: 1, setAside: 1, requestedBy: 'U1' },
    })
    expect(await runs.savePage(first.run, page(2), at(2))).toBe(false)
    expect(await runs.beat(first.run, at(2))).toBe(false)
    expect(await runs.finish(first.run, { state: 'failed', reason: 'late', change: null }, at(2))).toBe(false)
    expect(await runs.savePage(second.run, page(2, null), at(3))).toBe(true)
    expect(await runs.savePage(second.run, page(2, null), at(3))).toBe(false)
    expect(await runs.get('T1', first.run.id)).toMatchObject({
      state: 'running',
      pages: 2,
      rows: 2,
      cursor: null,
    })
    expect(await runs.get('T2', first.run.id)).toBe(null)
  })

  it('begins again when the dead run is old', async () => {
    const { storage, runs } = await opened()
    const first = await runs.acquire({ ...source, now: at(0) })
    await runs.savePage(first.run, page(1), at(0))
    const second = await runs.acquire({ ...source, now: at(31) })
    expect(second).toMatchObject({ outcome: 'acquired', resumed: false, run: { pages: 0, cursor: null } })
    expect(await rowsOf(storage, 'SELECT state FROM sync_run ORDER BY started_at')).toEqual([
      { state: 'superseded' },
      { state: 'running' },
    ])
    expect(await rowsOf(storage, 'SELECT run_id FROM sync_page')).toEqual([])
  })

  it('knows after a start that nobody works, and is not fooled by a clock that was ahead', async () => {
    const { runs } = await opened()
    const first = await runs.acquire({ ...source, now: at(10) })
    expect(await runs.acquire({ ...source, now: at(5) })).toMatchObject({
      outcome: 'acquired',
      resumed: true,
    })
    await runs.releaseAll()
    expect(await runs.acquire({ ...source, now: at(5) })).toMatchObject({
      run: { id: first.run.id, fence: 3 },
    })
  })

  it('notes who waits for a run nobody asked for, and never instead of who asked', async () => {
    const { runs } = await opened()
    const scheduled = await runs.acquire({ ...source, requestedBy: null, now: at(0) })
    await runs.waitedForBy(scheduled.run, 'U2')
    await runs.waitedForBy(scheduled.run, 'U3')
    const working = await runs.working('T1', 'miro', here.miroOrgId, at(0))
    expect(working?.requestedBy).toBe('U2')
  })

  it('holds a run and applies the held one before it at the same moment, without a deadlock', async () => {
    const { storage, runs } = await opened()
    const held = await runs.acquire({ ...source, now: at(0) })
    await runs.finish(held.run, { state: 'held', reason: 'many_gone', change: null }, at(1))
    const { run } = await runs.acquire({ ...source, now: at(2) })
    let holding: Promise<boolean> = Promise.resolve(true)
    const applied = await applyRun(storage, held.run, at(3), {
      none: {},
      write: async client => {
        holding = runs.finish(run, { state: 'held', reason: 'many_gone', change: null }, at(3))
        const waits = `SELECT 1 FROM pg_locks WHERE NOT granted AND pid = ANY(
          SELECT pid FROM pg_stat_activity WHERE datname = current_database())`
        // The embedded database has one connection: the other waits for it, and no lock shows that.
        if (storage.kind === 'served') while ((await client.query(waits)).rowCount === 0);
        return {}
      },
    })
    expect(applied).toEqual({ applied: true })
    expect(await holding).toBe(false)
    expect((await runs.get('T1', held.run.id))?.state).toBe('complete')
    expect((await runs.get('T1', run.id))?.state).toBe('superseded')
  })

  it('keeps the pages of the newest held run alone', async () => {
    const { storage, runs } = await opened()
    const change = { before: 10, after: 1, gone: 9, sample: ['a@acme.com'] }
    const ids: string[] = []
    for (const minutes of [0, 10]) {
      const { run } = await runs.acquire({ ...source, now: at(minutes) })
      ids.push(run.id)
      await runs.savePage(run, page(1, null), at(minutes))
      expect(await runs.finish(run, { state: 'held', reason: 'many_gone', change }, at(minutes + 1))).toBe(
        true,
      )
    }
    const failed = await runs.acquire({ ...source, now: at(20) })
    await runs.savePage(failed.run, page(1), at(20))
    await runs.finish(failed.run, { state: 'failed', reason: 'unavailable', change: null }, at(21))
    expect(await rowsOf(storage, 'SELECT run_id FROM sync_page')).toEqual([{ run_id: ids[1] }])
    expect(await runs.lastHeld('T1', 'miro', here.miroOrgId)).toMatchObject({
      id: ids[1],
      change,
      reason: 'many_gone',
    })
    expect(await runs.get('T1', ids[0] ?? '')).toMatchObject({ state: 'superseded' })
    expect(await runs.latest('T1', 'miro', here.miroOrgId)).toMatchObject({
      state: 'failed',
      reason: 'unavailable',
      finishedAt: at(21),
    })
    expect(await runs.lastFailed('T1', 'miro', here.miroOrgId)).toMatchObject({
      id: failed.run.id,
      finishedAt: at(21),
    })
    expect(await runs.lastFailed('T2', 'miro', here.miroOrgId)).toBe(null)
    expect(await runs.lastHeld('T2', 'miro', here.miroOrgId)).toBe(null)
    expect(await runs.working('T1', 'miro', here.miroOrgId, at(20))).toBe(null)
  })

  it('keeps a staged staff list until it is given up, and never goes on with half of one', async () => {
    const { storage, runs } = await opened()
    const list = { workspaceId: 'T1', source: 'list', sourceId: 'T1', requestedBy: 'U1' } as const
    const record = { line: 2, addresses: ['a@acme.com', 'a"b@acme.com'], name: 'Ann' }
    const rows = { number: 1, pages: [[record]], cursor: null, setAside: 0 }
    const cutOff = await runs.acquire({ ...list, now: at(0) })
    await runs.savePage(cutOff.run, rows, at(0))
    const { run, ...start } = await runs.acquire({ ...list, now: at(2) })
    expect(start).toEqual({ outcome: 'acquired', resumed: false })
    expect(await runs.savePage(cutOff.run, { ...rows, number: 2 }, at(2))).toBe(false)
    await runs.savePage(run, rows, at(2))
    const change = {
      ...{
        origin: { kind: 'upload', name: 'staff.csv' },
        rows: 1,
        setAside: 0,
        added: 1,
        changed: 0,
        leaving: 0,
        unlisted: 0,
        returning: 0,
      },
      ...{ missing: 0, conflicts: 1, before: 0, gone: 0, after: 1 },
      changes: { added: { all: 1, first: [{ called: 'a@acme.com', address: null, from: null, to: null }] } },
      conflicting: [{ line: 3, address: 'b@acme.com', because: 'several_people', other: null }],
      ...{ leftOut: [{ line: 4, called: 'c@acme.com' }], unnamed: 2 },
      reading: listReading({ own: { line: 2, lastDay: null }, managersByName: 3 }),
    }
    await runs.finish(run, { state: 'held', reason: 'preview', change }, at(3))
    expect(await runs.get('T1', run.id)).toMatchObject({ state: 'held', change: null, file: change })
    const pages = 'SELECT rows FROM sync_page'
    expect(await rowsOf(storage, pages)).toEqual([
      {
        rows: [
          [2, null, '{"a@acme.com","a\\"b@acme.com"}', 'Ann', ...Array.from({ length: 10 }, () => null)],
        ],
      },
    ])
    expect(await runs.giveUp(there.workspaceId, run.id, at(4))).toBe(false)
    expect(await runs.giveUp('T1', run.id, at(4))).toBe(true)
    expect(await runs.giveUp('T1', run.id, at(5))).toBe(false)
    expect(await rowsOf(storage, pages)).toEqual([])
    const lists = `SELECT state, change FROM sync_run WHERE source = 'list' ORDER BY started_at`
    const forgotten = { state: 'superseded', change: null }
    expect(await rowsOf(storage, lists)).toEqual([forgotten, forgotten])
    // Brought and never confirmed; what was read on the schedule waits on.
    for (const requestedBy of ['U1', null]) {
      const next = await runs.acquire({ ...list, requestedBy, now: at(10) })
      await runs.savePage(next.run, rows, at(10))
      await runs.finish(next.run, { state: 'held', reason: 'preview', change }, at(11))
      await runs.forgetBrought(at(11))
      expect((await runs.get('T1', next.run.id))?.state).toBe('held')
      await runs.forgetBrought(at(12))
      expect((await runs.get('T1', next.run.id))?.state).toBe(requestedBy === null ? 'held' : 'superseded')
      expect(await rowsOf(storage, pages)).toHaveLength(requestedBy === null ? 1 : 0)
    }
  })
})
