import { expect, it } from 'vitest'
import type { MiroMember } from '../../src/domain/account.ts'
import type { CheckId } from '../../src/domain/check.ts'
import type { Assessment } from '../../src/domain/snapshot.ts'
import type { Verdict } from '../../src/domain/verdict.ts'
import { accountSyncRepository } from '../../src/storage/account-sync-sql.ts'
import { decisionsRepository } from '../../src/storage/decisions-sql.ts'
import type { Storage } from '../../src/storage/engine/open.ts'
import { inTransaction } from '../../src/storage/engine/statement.ts'
import { evaluationRepository } from '../../src/storage/evaluation-sql.ts'
import { overviewRepository } from '../../src/storage/overview-sql.ts'
import { staffLookRepository } from '../../src/storage/staff-look-sql.ts'
import { staffSyncRepository } from '../../src/storage/staff-sync-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, member, readRun, rowsOf, seedConnections, there, user } from './seeds.ts'

const fresh = {
  verdicts: `SELECT workspace_id, class, check_id, said->>'verdict' AS verdict, count(*)::int AS accounts
    FROM assessment, jsonb_each(results) AS each(check_id, said) GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
  roles: `SELECT workspace_id, role, count(*) FILTER (WHERE missing_since IS NULL AND active)::int AS live,
      count(*) FILTER (WHERE active IS NOT FALSE)::int AS present
    FROM account WHERE removed_at IS NULL GROUP BY 1, 2 ORDER BY 1, 2`,
  staff: `SELECT id, (SELECT count(*)::int FROM person
      WHERE workspace_id = workspace.id AND kind = 'member' AND NOT deactivated) AS staff_people
    FROM workspace ORDER BY id`,
}
const kept = {
  verdicts: `SELECT workspace_id, class, check_id, verdict, accounts
    FROM verdict_count WHERE accounts <> 0 ORDER BY 1, 2, 3, 4`,
  roles: 'SELECT workspace_id, role, live, present FROM role_count ORDER BY 1, 2',
  staff: 'SELECT id, staff_people FROM workspace ORDER BY id',
}

async function expectTrue(storage: Storage): Promise<void> {
  for (const what of ['verdicts', 'roles', 'staff'] as const)
    expect(await rowsOf(storage, kept[what]), what).toEqual(await rowsOf(storage, fresh[what]))
}

/** Begins work while somebody else holds a lock on every row, and lets go once all of it waits. */
async function whileLocked(
  { kind, pool }: Storage,
  table: 'connection' | 'workspace',
  work: () => Promise<unknown>[],
): Promise<unknown[]> {
  // The embedded database takes one transaction after the other anyway.
  if (kind === 'embedded') return Promise.all(work())
  const begun = await inTransaction(pool, async client => {
    await client.query(`SELECT 1 FROM ${table} FOR NO KEY UPDATE`)
    const begun = work()
    const waiting = `SELECT count(*)::int AS many FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`
    await expect.poll(async () => (await pool.query(waiting)).rows[0].many).toBe(begun.length)
    // In an array: a transaction does not wait for what waits for it.
    return begun
  })
  return Promise.all(begun)
}

/** The same for the same seed, so that what fails can be repeated. */
function dice(seed: number) {
  let state = seed
  return (sides: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 16) % sides
  }
}

await describeOnBothDatabases('what is counted beside what it counts', open => {
  it('equals a fresh count after every sync and every evaluation', async () => {
    const storage = await open()
    await seedConnections(storage)
    const accounts = accountSyncRepository(storage)
    const staff = staffSyncRepository(storage)
    const evaluation = evaluationRepository(storage)
    const roll = dice(7)
    const one = <T>(of: readonly T[]): T => of[roll(of.length)] as T
    const members = (): MiroMember[] =>
      Array.from({ length: 12 }, (_, id) =>
        member(`m${id}`, { role: one(['user', 'admin', 'guest']), active: one([true, true, false, null]) }),
      ).filter(() => roll(5) > 0)
    const people = () =>
      Array.from({ length: 8 }, (_, id) =>
        user(`U${id}`, { kind: one(['member', 'member', 'guest']), deactivated: roll(4) === 0 }),
      ).filter(() => roll(5) > 0)
    const verdict = () => one<Verdict>(['pass', 'fail', 'unknown', 'excepted', 'not_applicable'])
    const judged = (): Assessment[] =>
      Array.from({ length: 12 }, (_, id) => ({
        accountId: `m${id}`,
        class: one(['staff', 'shared', 'unidentified'] as const),
        personId: null,
        matchedBy: null,
        results: {
          identified: { verdict: verdict(), why: 'no_match' as const },
          removed: { verdict: verdict(), why: 'nobody' as const },
          valid: { verdict: verdict(), why: 'identify_first' as const },
        },
      })).filter(() => roll(3) > 0)
    const reconciled = { opened: [], changed: [], closed: [] }
    for (let round = 1; round <= 8; round += 1) {
      const key = round % 3 === 0 ? there : here
      const now = at(round)
      const gone = roll(2) === 0 ? ['m1', 'm2'] : []
      await accounts.apply(await readRun(storage, 'miro', [members()], now, key), { gone, now })
      await staff.apply(await readRun(storage, 'slack', [people()], now, key), { now })
      const fence = await evaluation.begin(key)
      const saved = { evaluationId: `e${round}`, now, assessments: judged(), reconciled }
      expect(await evaluation.save(key, fence, saved)).toBe(true)
      // An older evaluation writes nothing, so it counts nothing.
      expect(await evaluation.save(key, fence - 1, { ...saved, assessments: judged() })).toBe(false)
      await expectTrue(storage)
    }
    expect((await rowsOf(storage, kept.verdicts)).length).toBeGreaterThan(10)
  })

  it('counts once what two evaluations with one number write at once', async () => {
    const storage = await open()
    await seedConnections(storage)
    const run = await readRun(storage, 'miro', [[member('m1')]], at(1))
    await accountSyncRepository(storage).apply(run, { gone: [], now: at(1) })
    const evaluation = evaluationRepository(storage)
    // One of all goes on with the number of one of some.
    const whole = await evaluation.begin(here)
    const apart = await evaluation.begin(here, 'some')
    expect(await evaluation.goOn(here, whole)).toBe(apart)
    const judged: Assessment = {
      accountId: 'm1',
      class: 'staff',
      personId: null,
      matchedBy: null,
      results: {
        identified: { verdict: 'pass', why: 'matched_email' },
        removed: { verdict: 'pass', why: 'nobody' },
        valid: { verdict: 'pass', why: 'staff_member' },
      },
    }
    const save = (evaluationId: string) =>
      evaluation.save(here, apart, {
        evaluationId,
        now: at(2),
        assessments: [judged],
        reconciled: { opened: [], changed: [], closed: [] },
      })
    const saved = await whileLocked(storage, 'connection', () => [save('whole'), save('apart')])
    expect(saved).toEqual([true, true])
    await expectTrue(storage)
  })

  it('counts the staff once more when two add people at once', async () => {
    const storage = await open()
    await seedConnections(storage)
    const look = staffLookRepository(storage)
    const decisions = decisionsRepository(storage)
    const newcomer = { name: 'Nia', address: 'nia@acme.com', title: null, startAt: null }
    await whileLocked(storage, 'workspace', () => [
      look.record('T1', { askedAt: at(2), users: [user('U1')], eventIds: [], now: at(2) }),
      decisions.store(here, [], { slackUserId: 'U1', now: at(2), newcomer }),
    ])
    await expectTrue(storage)
    expect(await rowsOf(storage, kept.staff)).toMatchObject([{ staff_people: 2 }, { staff_people: 0 }])
  })

  it('tells what was open at a moment, and nothing of before the first complete sync', async () => {
    const storage = await open()
    await seedConnections(storage)
    const evaluation = evaluationRepository(storage)
    const overview = overviewRepository(storage)
    const run = await readRun(storage, 'miro', [[member('m1')]], at(1))
    await accountSyncRepository(storage).apply(run, { gone: [], now: at(1) })
    const save = async (minute: number, subjects: string[], closed: string[]) => {
      const opened = subjects.map(subjectId => ({
        checkId: 'identified' as const,
        subjectId,
        why: 'no_match' as const,
        personId: null,
        clockAt: at(minute),
        endAt: null,
        dueAt: at(minute + 60),
        goesOn: { closedAs: [], notBefore: null },
      }))
      const ids = await storage.pool.query<{ id: string }>(
        'SELECT id FROM finding WHERE subject_id = ANY($1) AND closed_at IS NULL',
        [closed],
      )
      await evaluation.save(here, await evaluation.begin(here), {
        evaluationId: `at-${minute}`,
        now: at(minute),
        assessments: [],
        reconciled: {
          opened,
          changed: [],
          closed: ids.rows.map(({ id }) => ({ id, closedAs: 'fixed' as const })),
        },
      })
    }
    await save(2, ['a', 'b', 'c'], [])
    await save(4, [], ['a'])
    await save(6, ['a', 'd'], ['b'])
    const open_ = async (minute: number) => (await overview.checks(here, at(minute))).openThen
    expect(await open_(0)).toBeNull()
    expect(await open_(1)).toEqual([])
    expect(await open_(3)).toEqual([{ checkId: 'identified', count: 3 }])
    expect(await open_(5)).toEqual([{ checkId: 'identified', count: 2 }])
    expect(await open_(7)).toEqual([{ checkId: 'identified', count: 3 }])
    expect(await overview.openByCheck(here)).toMatchObject([{ checkId: 'identified', count: 3 }])
    const first = async (of: CheckId[], most: number) =>
      (await overview.findingsFirst(here, of, most)).map(({ subjectId }) => subjectId)
    expect(await first(['identified', 'valid'], 10)).toHaveLength(3)
    expect(await first(['identified'], 1)).toEqual(['c'])
    expect(await first(['valid'], 1)).toEqual([])
  })
})
