import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { staffFilesRepository } from '../../src/storage/staff-files-sql.ts'
import { staffListRepository } from '../../src/storage/staff-list.ts'
import { syncRunsRepository } from '../../src/storage/sync-runs-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, readRun, record, rowsOf, seedConnections } from './seeds.ts'

const origin = { kind: 'upload', name: 'staff.csv' } as const

await describeOnBothDatabases('files behind staff lists', open => {
  async function opened() {
    const storage = await open()
    await seedConnections(storage)
    const files = staffFilesRepository(storage)
    const runs = syncRunsRepository(storage)
    const list = staffListRepository(storage, 'UTC')
    /** A run that has kept these bytes, and is still read. */
    const reading = async (minutes: number, ...parts: readonly Buffer[]) => {
      const run = await readRun(storage, 'list', [[record('a')]], at(minutes))
      const keeper = files.keep(run)
      for (const part of parts) await keeper.add(part)
      await keeper.end()
      return run
    }
    const held = async (minutes: number, ...parts: readonly Buffer[]) => {
      const run = await reading(minutes, ...parts)
      const change = await list.compare(run, origin, at(minutes))
      await runs.finish(run, { state: 'held', reason: 'preview', change }, at(minutes))
      return run
    }
    const bytesOf = async (run: { readonly id: string }, workspaceId = 'T1') => {
      const parts: Uint8Array[] = []
      for await (const part of files.read(workspaceId, run.id)) parts.push(part)
      return Buffer.concat(parts)
    }
    const kept = async () =>
      (await rowsOf(storage, 'SELECT DISTINCT run_id AS id FROM staff_file_part')).map(row =>
        String(Reflect.get(row as object, 'id')),
      )
    return { storage, files, runs, list, reading, held, bytesOf, kept }
  }

  it('come back as they were, in parts, for their workspace alone', async () => {
    const { storage, held, bytesOf } = await opened()
    const large = Array.from({ length: 40 }, () => randomBytes(64 * 1024))
    const run = await held(1, ...large)
    expect((await bytesOf(run)).equals(Buffer.concat(large))).toBe(true)
    expect(await rowsOf(storage, 'SELECT number, is_last AS last FROM staff_file_part ORDER BY 1')).toEqual([
      ...[1, 2, 3, 4, 5].map(number => ({ number, last: false })),
      { number: 6, last: true },
    ])
    await expect(bytesOf(run, 'T2')).rejects.toMatchObject({ because: { kind: 'broken_off' } })
    expect((await bytesOf(await held(2))).length).toBe(0)
  })

  it('go with their run: replaced, given up, forgotten, applied, failed, left by its process', async () => {
    const { files, runs, list, reading, held, bytesOf, kept } = await opened()
    const bytes = Buffer.from('Email\n')
    const first = await held(1, bytes)
    const second = await held(2, bytes)
    expect(await kept()).toEqual([second.id])
    await expect(bytesOf(first)).rejects.toMatchObject({ because: { kind: 'broken_off' } })
    expect(await runs.giveUp('T1', second.id, at(3))).toBe(true)
    expect(await kept()).toEqual([])

    const { run: brought } = await runs.acquire({
      ...{ workspaceId: 'T1', source: 'list', sourceId: 'T1', requestedBy: 'U1', now: at(4) },
    })
    const keeper = files.keep(brought)
    await keeper.add(bytes)
    await keeper.end()
    await runs.finish(brought, { state: 'held', reason: 'preview', change: null }, at(4))
    expect(await kept()).toEqual([brought.id])
    await runs.forgetBrought(at(5))
    expect(await kept()).toEqual([])

    const applied = await held(6, bytes)
    const chosen = {}
    await list.apply(applied, { by: 'U1', origin, header: '', unusable: [], chosen, now: at(6) })
    expect(await kept()).toEqual([])

    const failed = await reading(7, bytes)
    await runs.finish(failed, { state: 'failed', reason: 'interrupted', change: null }, at(7))
    expect(await kept()).toEqual([])

    const left = await reading(8, bytes)
    expect(await kept()).toEqual([left.id])
    await reading(10)
    expect(await kept()).not.toContain(left.id)
  })

  it('are not kept for a run that another process took over', async () => {
    const { files, reading, runs, kept } = await opened()
    const run = await reading(1)
    await runs.finish(run, { state: 'failed', reason: 'interrupted', change: null }, at(1))
    const keeper = files.keep(run)
    await keeper.add(Buffer.from('Email\n'))
    await keeper.end()
    expect(await kept()).toEqual([])
  })

  it('what was said of columns is known for lists with the same ones, until nothing is said any more', async () => {
    const { list, held } = await opened()
    const header = Array.from({ length: 200 }, (_, at) => `A rather long name of column ${at}`).join('\n')
    const apply = async (minutes: number, chosen: Parameters<typeof list.apply>[1]['chosen']) => {
      const run = await held(minutes)
      await list.apply(run, { by: 'U1', origin, header, unusable: [], chosen, now: at(minutes) })
    }
    expect(await list.chosenFor('T1', header)).toEqual({})
    await apply(1, { 0: 'last_day', 12: null })
    expect(await list.chosenFor('T1', header)).toEqual({ 0: 'last_day', 12: null })
    expect([await list.chosenFor('T1', `${header}\nMore`), await list.chosenFor('T2', header)]).toEqual([
      {},
      {},
    ])
    await apply(2, { 0: 'start_day' })
    expect(await list.chosenFor('T1', header)).toEqual({ 0: 'start_day' })
    await apply(3, {})
    expect(await list.chosenFor('T1', header)).toEqual({})
  })
})
