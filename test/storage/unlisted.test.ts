import { expect, it } from 'vitest'
import { evaluateBatch } from '../../src/domain/evaluate.ts'
import { goneFrom, unlistedSince } from '../../src/domain/staff-sources.ts'
import { accountSyncRepository } from '../../src/storage/account-sync-sql.ts'
import { joiningRepository } from '../../src/storage/joining-sql.ts'
import { leavingRepository } from '../../src/storage/leaving-sql.ts'
import { likenessesRepository } from '../../src/storage/likenesses-sql.ts'
import { snapshotOf } from '../../src/storage/snapshot-batch.ts'
import { staffListRepository } from '../../src/storage/staff-list.ts'
import { staffSyncRepository } from '../../src/storage/staff-sync-sql.ts'
import { unlistedRepository } from '../../src/storage/unlisted-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { frame } from '../support/domain-samples.ts'
import { at, here, member, readRun, record, rowsOf, seedConnections, user } from './seeds.ts'

const path = { kind: 'path', name: '/data/staff.csv' } as const
const names = ['a', 'b', 'c', 'd', 'e']

await describeOnBothDatabases('people whom the staff list no longer names', open => {
  async function opened() {
    const storage = await open()
    await seedConnections(storage)
    const list = staffListRepository(storage, 'UTC')
    const sync = staffSyncRepository(storage)
    const [unlisted, leaving] = [unlistedRepository(storage), leavingRepository(storage)]
    const scan = async (minutes: number, more: Readonly<Record<string, object>> = {}) => {
      const users = names.slice(0, 4).map(name => user(name.toUpperCase(), more[name] ?? {}))
      return sync.apply(await readRun(storage, 'slack', [users], at(minutes)), { now: at(minutes) })
    }
    let version = 0
    /** Another list each time, which lacks these. */
    const apply = async (lacking: readonly string[], minutes: number, more: readonly object[] = []) => {
      version += 1
      const rows = [...names, 'z'].filter(name => !lacking.includes(name))
      const run = await readRun(
        storage,
        'list',
        [[...rows.map(name => record(name, { title: `Version ${version}` })), ...more]],
        at(minutes),
      )
      const change = await list.compare(run, path, at(minutes))
      const given = { by: null, origin: path, header: '', unusable: [], chosen: {}, now: at(minutes) }
      let unlistedIds: readonly string[] = []
      const log = (_: object, ids: readonly string[]) => {
        unlistedIds = ids
        return []
      }
      const { applied, ...done } = await list.apply(run, { ...given, log })
      const { added, changed, leaving: left, unlisted: asked, returning, missing, conflicts } = change
      expect(applied && done).toEqual({
        ...{ added, changed, leaving: left, unlisted: asked, returning, missing, conflicts },
      })
      expect(unlistedIds).toHaveLength(asked)
      return change
    }
    const ids = async () =>
      new Map(
        (
          (await rowsOf(storage, `SELECT id, coalesce(slack_user_id, name) AS who FROM person`)) as {
            id: string
            who: string
          }[]
        ).map(({ id, who }) => [who, id]),
      )
    const idOf = async (who: string) => (await ids()).get(who) ?? ''
    const asked = async (minutes: number) =>
      (await unlisted.open('T1', at(minutes), 9)).map(({ slackUserIds, askedAt }) => [
        slackUserIds[0],
        askedAt,
      ])
    /** What is stored of everybody is what the domain says. */
    const agrees = async () => {
      for (const row of await rowsOf(
        storage,
        `SELECT id, deactivated AS gone, unlisted_at AS at FROM person`,
      )) {
        const { id, gone, at: since } = row as { id: string; gone: boolean; at: Date | null }
        const said = (await leaving.person('T1', id))?.said ?? []
        expect([gone, since]).toEqual([goneFrom(said)?.gone ?? false, unlistedSince(said)])
      }
    }
    await scan(1)
    await apply([], 2)
    return { storage, list, unlisted, leaving, scan, apply, idOf, asked, agrees }
  }

  it('are asked about where Slack shows them as active; of all others it means that they left', async () => {
    const { storage, leaving, scan, apply, idOf, asked, agrees } = await opened()
    await scan(3, { b: { deactivated: true }, c: { kind: 'guest' } })
    expect(await apply(['a', 'b', 'c', 'e'], 4)).toMatchObject({ missing: 3, leaving: 1, unlisted: 0 })
    expect(await asked(4)).toEqual([])
    expect(await apply(['a', 'b', 'c', 'e'], 5)).toMatchObject({ missing: 0, leaving: 2, unlisted: 1 })
    expect(await asked(5)).toEqual([['A', at(5)]])
    expect(await unlistedRepository(storage).open('T2', at(5), 9)).toEqual([])
    await agrees()
    const left = await rowsOf(
      storage,
      `SELECT coalesce(slack_user_id, name) AS who FROM person WHERE deactivated ORDER BY 1`,
    )
    expect(left).toEqual([{ who: 'B' }, { who: 'C' }, { who: 'e@acme.com' }])
    // Another list says nothing new of them, and they are not counted as gone once more.
    expect(await apply(['a', 'b', 'c', 'e'], 6)).toMatchObject({
      unlisted: 0,
      leaving: 0,
      before: 2,
      gone: 0,
    })
    expect(await asked(7)).toEqual([['A', at(5)]])
    // Slack agrees: they left, known since then.
    await scan(8, { a: { deactivated: true }, b: { deactivated: true }, c: { kind: 'guest' } })
    expect(await asked(8)).toEqual([])
    expect(await leaving.person('T1', await idOf('A'))).toMatchObject({
      deactivated: true,
      leftKnownAt: at(8),
    })
    // And takes it back.
    await scan(9, { b: { deactivated: true }, c: { kind: 'guest' } })
    expect(await asked(9)).toEqual([['A', at(5)]])
    await agrees()
    // The list names them again.
    expect(await apply(['b', 'c', 'e'], 10)).toMatchObject({ changed: 3, returning: 0, leaving: 0 })
    expect(await asked(10)).toEqual([])
    await agrees()
  })

  it('are still here once somebody says so, until a list names them and loses them again', async () => {
    const { unlisted, leaving, scan, apply, idOf, asked, agrees } = await opened()
    for (const minutes of [3, 4]) await apply(['a', 'b'], minutes)
    const [a, b] = [await idOf('A'), await idOf('B')]
    const by = { by: 'UADA', now: at(5) }
    expect([await unlisted.stillHere('T2', [a], by), await unlisted.stillHere('T1', [a, 'x'], by)]).toEqual([
      [],
      [a],
    ])
    expect(await unlisted.stillHere('T1', [a], by)).toEqual([])
    expect(await leaving.due('T1', at(5), 9)).toEqual([{ id: a, judgeAt: at(5) }])
    await apply(['a', 'b'], 6)
    expect(await asked(6)).toEqual([['B', at(4)]])
    await agrees()
    // Deactivated later they left all the same.
    await scan(7, { a: { deactivated: true } })
    expect(await leaving.person('T1', a)).toMatchObject({ deactivated: true })
    await scan(8)
    expect(await leaving.person('T1', a)).toMatchObject({ deactivated: false, unlistedAt: null })
    await apply(['b'], 9)
    for (const minutes of [10, 11]) await apply(['a', 'b'], minutes)
    expect(await asked(11)).toEqual([
      ['B', at(4)],
      ['A', at(11)],
    ])
    // A last day by hand rules, past or to come.
    const entered = {
      type: 'employee',
      onLeave: false,
      startAt: null,
      forgetList: false,
      by: 'UADA',
    } as const
    const enter = (personId: string, minutes: number) =>
      leaving.store('T1', {
        ...{ ...entered, personId, seen: null, lastDay: '2026-01-01', endAt: at(minutes), now: at(12) },
      })
    await enter(a, 11)
    await enter(b, 99)
    expect([await asked(12), await asked(100)]).toEqual([[], []])
    await agrees()
  })

  it('come with their accounts, and with who may be them in the list', async () => {
    const { storage, unlisted, apply, idOf, asked, agrees } = await opened()
    const accounts = accountSyncRepository(storage)
    const run = await readRun(storage, 'miro', [[member('a'), member('b')]], at(3))
    await accounts.apply(run, { gone: [], now: at(3) })
    for (const minutes of [4, 5]) await apply(['a'], minutes, [record('ann', { name: 'Ann A' })])
    const [one, other] = [await idOf('A'), await idOf('Ann A')]
    await storage.pool.query(
      `INSERT INTO assessment (workspace_id, miro_org_id, account_id, class, person_id, results, changed_at)
       VALUES ($1, $2, 'a', 'staff', $3, '{}', $4)`,
      [here.workspaceId, here.miroOrgId, one, at(5)],
    )
    const likenesses = likenessesRepository(storage)
    await likenesses.replace('T1', [{ slackId: one, otherId: other, because: 'similar_name' }])
    expect(await unlisted.open('T1', at(5), 9)).toEqual([
      {
        ...{ id: one, name: 'Name A', type: 'employee', slackUserIds: ['A'], timeZone: 'Europe/Berlin' },
        ...{ since: at(4), askedAt: at(5), enteredAt: null, accounts: 1, likely: 0 },
        alike: { id: other, name: 'Ann A' },
      },
    ])
    const verdict = async (minutes: number) => {
      const batch = await snapshotOf(storage.pool, here, ['a'])
      const { assessments } = evaluateBatch({ ...frame({ now: at(minutes) }), ...batch })
      return assessments[0]?.results.removed
    }
    expect(await verdict(5)).toEqual({ verdict: 'unknown', why: 'unlisted' })
    await joiningRepository(storage).join('T1', {
      ...{ keptId: one, goneId: other, rehired: false, by: 'UADA', now: at(6) },
    })
    expect(await asked(6)).toEqual([])
    expect(await verdict(6)).toEqual({ verdict: 'not_applicable', why: 'not_left' })
    await agrees()
    await apply(['a'], 7, [record('ann', { name: 'Ann A' })])
    expect(await asked(7)).toEqual([])
    await agrees()
  })
})
