import { expect, it } from 'vitest'
import { alertsRepository } from '../../src/storage/alerts-sql.ts'
import type { Storage } from '../../src/storage/engine/open.ts'
import { evaluationRepository } from '../../src/storage/evaluation-sql.ts'
import { ladderRepository } from '../../src/storage/ladder-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, rowsOf, seedConnections, there } from './seeds.ts'

await describeOnBothDatabases('what is said of findings after their message', open => {
  /** Three findings in each of two workspaces, with a message that stands, due at minute 100, 101 and 102. */
  async function seeded() {
    const storage = await open()
    await seedConnections(storage)
    const evaluation = evaluationRepository(storage)
    for (const key of [here, there]) {
      const opened = ['u1', 'u2', 'u3'].map((subjectId, index) => ({
        ...{ checkId: 'identified' as const, subjectId, why: 'no_match' as const, personId: null },
        ...{ clockAt: at(10), endAt: null, dueAt: at(100 + index) },
        goesOn: { closedAs: [], notBefore: null },
      }))
      const reconciled = { opened, changed: [], closed: [] }
      const fence = await evaluation.begin(key)
      await evaluation.save(key, fence, { evaluationId: 'e1', now: at(11), assessments: [], reconciled })
      await storage.pool.query(
        `INSERT INTO alert (workspace_id, miro_org_id, id, kind, state, wanted, sent, ts, channel_id, next_try_at, created_at)
         VALUES ($1, $2, 'a', 'findings', 'sent', 1, 1, '1.1', 'C1', $3, $3)`,
        [key.workspaceId, key.miroOrgId, at(11)],
      )
    }
    await storage.pool.query(`UPDATE finding_group SET alert_id = 'a'`)
    return { storage, ladder: ladderRepository(storage) }
  }
  const late = async (ladder: ReturnType<typeof ladderRepository>, minute: number) =>
    (await ladder.unsaid(here, { leavers: at(0), others: at(minute) }, 9)).map(({ id, dueAt }) => ({
      id,
      dueAt,
    }))
  const to = ['U0ADA']
  const replies = (storage: Storage) =>
    rowsOf(storage, `SELECT workspace_id, thread_of, broadcast, facts FROM alert WHERE kind = 'overdue'`)

  it('says of each once that it became overdue, under its message, the soonest due first', async () => {
    const { storage, ladder } = await seeded()
    expect(await late(ladder, 99)).toEqual([])
    const two = await late(ladder, 101)
    expect(two.map(({ dueAt }) => dueAt)).toEqual([at(100), at(101)])
    const lines = two.map(({ id }) => ({ id, to }))
    expect(await ladder.sayOverdue(here, 'a', lines, at(102))).toBe(true)
    expect(await ladder.sayOverdue(here, 'a', lines, at(103))).toBe(false)
    expect(await replies(storage)).toEqual([
      { workspace_id: 'T1', thread_of: 'a', broadcast: true, facts: { kind: 'overdue', lines, all: 2 } },
    ])
    expect((await late(ladder, 200)).map(({ dueAt }) => dueAt)).toEqual([at(102)])
    const facts = await alertsRepository(storage).facts('T1', await idOf(storage))
    expect(facts).toMatchObject({
      kind: 'overdue',
      all: 2,
      findings: [{ subjectId: 'u1', to, organizationName: 'Acme' }, { subjectId: 'u2' }],
    })
  })

  const idOf = async (storage: Storage): Promise<string> => {
    const [found] = await rowsOf(storage, `SELECT id FROM alert WHERE kind = 'overdue'`)
    return (found as { id: string } | undefined)?.id ?? ''
  }

  it('about people who left the time is another, and nothing that waits keeps it back', async () => {
    const { storage, ladder } = await seeded()
    await storage.pool.query(`UPDATE finding SET check_id = 'removed' WHERE subject_id = 'u3'`)
    const [only, ...more] = await ladder.unsaid(here, { leavers: at(200), others: at(0) }, 1)
    expect([only?.checkId, more]).toEqual(['removed', []])
  })

  it('says nothing of what is closed by then, nor under a message that does not stand', async () => {
    const { storage, ladder } = await seeded()
    const lines = (await late(ladder, 200)).map(({ id }) => ({ id, to }))
    await storage.pool.query(`UPDATE finding SET closed_at = $1 WHERE subject_id IN ('u1', 'u2')`, [at(150)])
    expect(await ladder.sayOverdue(here, 'a', lines, at(200))).toBe(true)
    expect(await replies(storage)).toMatchObject([{ facts: { all: 1 } }])
    await storage.pool.query(`UPDATE finding SET overdue_said_at = NULL`)
    await storage.pool.query(`UPDATE alert SET ts = NULL`)
    expect(await late(ladder, 200)).toEqual([])
  })

  it('lists what was said before, of organizations that are read and connected', async () => {
    const { storage, ladder } = await seeded()
    const lines = (await late(ladder, 101)).map(({ id }) => ({ id, to }))
    await ladder.sayOverdue(here, 'a', lines, at(102))
    const listed = async (before: number, limit = 9) => {
      const { lines, all } = await ladder.stillOverdue('T1', at(before), limit)
      return [lines.length, all]
    }
    expect([await listed(102), await listed(103), await listed(103, 1)]).toEqual([
      [0, 0],
      [2, 2],
      [1, 2],
    ])
    await storage.pool.query(
      `INSERT INTO source_gap (workspace_id, id, source, source_id, since, stale_at, noticed_at, because)
       VALUES ('T1', 'g', 'miro', $1, $2, $2, $2, 'not_read')`,
      [here.miroOrgId, at(103)],
    )
    expect(await listed(200)).toEqual([0, 0])
    await storage.pool.query(`UPDATE source_gap SET ended_at = $1`, [at(104)])
    await storage.pool.query(`UPDATE connection SET state = 'disconnected' WHERE workspace_id = 'T1'`)
    expect(await listed(200)).toEqual([0, 0])
  })

  it('begins one list a day, and knows which of before still stand', async () => {
    const { storage, ladder } = await seeded()
    const list = (day: string) => ({ kind: 'still_open' as const, day, lines: [{ id: 'f', to }], all: 1 })
    const begun = await Promise.all(
      [1, 2, 3].map(() => ladder.beginStillOpen('T1', list('2026-01-01'), at(1))),
    )
    expect(begun.filter(Boolean)).toHaveLength(1)
    const first = await ladder.stillOpen('T1', '2026-01-01')
    expect([first?.facts, await ladder.stillOpen('T2', null)]).toEqual([list('2026-01-01'), null])
    expect(await ladder.beginStillOpen('T1', list('2026-01-02'), at(2))).toBe(true)
    const second = await ladder.stillOpen('T1', null)
    expect(second?.facts.day).toBe('2026-01-02')
    expect(await ladder.olderLists('T1', second?.id ?? '')).toEqual([])
    await storage.pool.query(`UPDATE alert SET ts = '7', channel_id = 'C7', state = 'sent' WHERE id = $1`, [
      first?.id,
    ])
    expect(await ladder.olderLists('T1', second?.id ?? '')).toEqual([
      { id: first?.id, channelId: 'C7', ts: '7' },
    ])
    await ladder.takenAway('T1', first?.id ?? '', at(3))
    expect([
      await ladder.olderLists('T1', second?.id ?? ''),
      await ladder.stillOpen('T1', '2026-01-01'),
    ]).toEqual([[], null])
    await ladder.changeStillOpen('T1', second?.id ?? '', { ...list('2026-01-02'), all: 5 }, at(4))
    expect((await ladder.stillOpen('T1', null))?.facts.all).toBe(5)
  })
})
