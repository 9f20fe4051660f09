import { expect, it } from 'vitest'
import { accountSyncRepository } from '../../src/storage/account-sync-sql.ts'
import { logChanges } from '../../src/storage/audit-sql.ts'
import { followClock } from '../../src/storage/engine/journal-clock.ts'
import type { Storage } from '../../src/storage/engine/storage.ts'
import { journalRepository } from '../../src/storage/journal.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, member, readRun, rowsOf, seedConnections } from './seeds.ts'

type Written = { subject: string; facts: Record<string, unknown>; part: string | null }

const written = async (storage: Storage, kind: string, after = 0): Promise<Written[]> => {
  const { rows } = await storage.pool.query<Written>(
    `SELECT j.subject, j.facts, p.part FROM journal j LEFT JOIN journal_part p USING (workspace_id, id)
     WHERE kind = '${kind}' AND id > ${after} ORDER BY j.id`,
  )
  return rows
}

async function last(storage: Storage): Promise<number> {
  const { rows } = await storage.pool.query<{ id: number }>(
    'SELECT coalesce(max(id), 0)::int AS id FROM journal',
  )
  return rows[0]?.id ?? 0
}

async function read(storage: Storage, members: ReturnType<typeof member>[], minute: number) {
  const run = await readRun(storage, 'miro', [members], at(minute))
  await accountSyncRepository(storage).apply(run, { gone: [], now: at(minute) })
  return run
}

await describeOnBothDatabases('the journal', open => {
  async function opened() {
    const storage = await open()
    await seedConnections(storage)
    return { storage, journal: journalRepository(storage) }
  }

  it('holds what an account is from each change on, and nothing where only its activity changed', async () => {
    const { storage } = await opened()
    await read(storage, [member('a'), member('b'), member('c')], 1)
    const first = await last(storage)
    const [added] = await written(storage, 'account')
    expect(added).toEqual({
      subject: 'a',
      facts: {
        ...{ role: 'organization_internal_user', license: 'full', active: true, adminRoles: [] },
        firstSeenAt: at(1).getTime(),
      },
      part: '{"email": "a@Acme.com", "address": "a@acme.com"}',
    })
    const seen = { lastActivityAt: '2026-02-01T00:00:00.000Z' }
    await read(
      storage,
      [member('a', seen), member('b', { ...seen, role: 'organization_internal_admin' })],
      60,
    )
    expect(await written(storage, 'account', first)).toMatchObject([
      { subject: 'b', facts: { role: 'organization_internal_admin' } },
      { subject: 'c', facts: { missingSince: at(60).getTime() } },
    ])
    // The rows of one transaction, its run among them, are one change.
    expect(
      await rowsOf(
        storage,
        `SELECT count(DISTINCT change)::int AS changes FROM journal WHERE id > ${first} AND kind IN ('account', 'run')`,
      ),
    ).toEqual([{ changes: 1 }])
    const second = await last(storage)
    await read(
      storage,
      [member('a', seen), member('b', { ...seen, role: 'organization_internal_admin' })],
      90,
    )
    expect(await written(storage, 'account', second)).toMatchObject([
      { subject: 'c', facts: { removedAt: at(90).getTime() } },
    ])
    expect(await written(storage, 'run', second)).toHaveLength(1)
  })

  it('adds one row for a read that changed nothing: the read itself', async () => {
    const { storage } = await opened()
    const members = [member('a'), member('b')]
    await read(storage, members, 1)
    const before = await last(storage)
    await read(storage, members, 30)
    expect(await written(storage, 'run', before)).toMatchObject([
      { facts: { endpoint: 'GET /v2/orgs/{org_id}/members', scopes: expect.any(Array), rows: 2, pages: 1 } },
    ])
    expect(await rowsOf(storage, `SELECT kind FROM journal WHERE id > ${before}`)).toEqual([{ kind: 'run' }])
  })

  it('keeps all addresses of a person as one fact, and what a source says of their leaving', async () => {
    const { storage } = await opened()
    const { pool } = storage
    await pool.query(
      `INSERT INTO person (workspace_id, id, name, kind, first_seen_at) VALUES ('T1', 'p1', 'Dana Lee', 'member', $1)`,
      [at(0)],
    )
    await pool.query(
      `INSERT INTO person_address (workspace_id, address, person_id, kind, since)
       VALUES ('T1', 'dana@acme.com', 'p1', 'primary', $1), ('T1', 'd@acme.com', 'p1', 'alias', $1)`,
      [at(0)],
    )
    await pool.query(`UPDATE person_address SET since = $1`, [at(1)])
    await pool.query(`DELETE FROM person_address WHERE address = 'd@acme.com'`)
    expect((await written(storage, 'addresses')).map(({ part }) => JSON.parse(String(part)))).toEqual([
      {
        addresses: [
          { address: 'd@acme.com', kind: 'alias' },
          { address: 'dana@acme.com', kind: 'primary' },
        ],
      },
      { addresses: [{ address: 'dana@acme.com', kind: 'primary' }] },
    ])
    await pool.query(
      `INSERT INTO person_source (workspace_id, person_id, record_id, source, addresses)
       VALUES ('T1', 'p1', 'p1', 'entered', '{}')`,
    )
    expect(await written(storage, 'source')).toEqual([])
    await pool.query(`UPDATE person_source SET last_day = '2026-03-01', entered_by = 'U1', entered_at = $1`, [
      at(2),
    ])
    await pool.query(`UPDATE person_source SET last_day = NULL, entered_by = NULL, entered_at = NULL`)
    expect((await written(storage, 'source')).map(({ facts }) => facts)).toEqual([
      {
        ...{ recordId: 'p1', source: 'entered' },
        lastDay: '2026-03-01',
        enteredBy: 'U1',
        enteredAt: at(2).getTime(),
      },
      { recordId: 'p1', source: 'entered' },
    ])
    await pool.query(`DELETE FROM person WHERE id = 'p1'`)
    expect((await written(storage, 'person')).at(-1)).toMatchObject({
      subject: 'p1',
      facts: { deleted: true },
      part: null,
    })
  })

  it('seals rows into blocks, each with the hash of the one before, also where two copies seal at once', async () => {
    const { storage, journal } = await opened()
    const deeds = Array.from({ length: 2_500 }, (_, n) => ({
      ...{ actor: 'U1', action: 'tested', subject: `s${n}`, details: { n, text: 'ä "quoted" \u2028' } },
    }))
    await logChanges(storage.pool, 'T1', at(0), deeds)
    expect(await journal.unsealedWorkspaces()).toContain('T1')
    const seal = async () => {
      while (await journal.seal('T1', at(1)));
    }
    await Promise.all([seal(), seal(), seal()])
    expect(await journal.unsealedWorkspaces()).not.toContain('T1')
    const blocks = await journal.blocksAfter('T1', 0, 10)
    expect(blocks.map(({ number }) => number)).toEqual([1, 2, 3])
    expect(await journal.head('T1')).toMatchObject({ number: 3, hash: blocks[2]?.hash })
    const { rows, parts } = await journal.contents('T1', 2)
    expect(rows).toHaveLength(1_000)
    expect(rows.every(row => (parts.get(row.id) ?? null) === row.partHash)).toBe(true)
  })

  it.each([
    [
      'a removal',
      `UPDATE account SET removed_at = now() WHERE id = 'a'`,
      { kind: 'account', subject: 'a', facts: { removedAt: expect.any(Number) } },
    ],
    [
      'a change of role',
      `UPDATE account SET role = 'organization_internal_admin' WHERE id = 'a'`,
      { kind: 'account', subject: 'a', facts: { role: 'organization_internal_admin' } },
    ],
    [
      'a change of mapping',
      `UPDATE assessment SET person_id = 'p2', matched_by = 'alias' WHERE account_id = 'a'`,
      { kind: 'verdict', subject: 'a', facts: { class: 'staff', personId: 'p2', matchedBy: 'alias' } },
    ],
    [
      'a change of class',
      `UPDATE classification SET class = 'shared', reason = 'Team mailbox' WHERE account_id = 'a'`,
      {
        ...{ kind: 'class', subject: 'a', facts: { class: 'shared', decidedBy: 'U1' } },
        part: { reason: 'Team mailbox' },
      },
    ],
    [
      'a verdict about a licence, with the activity it goes by',
      `UPDATE assessment SET results = '{"licence_used": {"verdict": "fail", "why": "not_active"}}' WHERE account_id = 'a'`,
      {
        ...{ kind: 'verdict', subject: 'a' },
        facts: { lastActivityAt: Date.parse('2026-02-01T00:00:00Z') },
      },
    ],
    [
      'a decision taken back',
      `DELETE FROM classification WHERE account_id = 'a'`,
      { kind: 'class', subject: 'a', facts: { deleted: true } },
    ],
    [
      'a rule',
      `INSERT INTO rule (workspace_id, miro_org_id, version, way, miro_roles, staff_roles, saved_by, saved_at)
       SELECT workspace_id, miro_org_id, 1, 'every_staff_member', '{}', '[]', 'U1', now() FROM connection
       WHERE workspace_id = 'T1'`,
      { kind: 'rule', facts: { version: 1, way: 'every_staff_member', savedBy: 'U1' } },
    ],
    [
      'an approval',
      `INSERT INTO approval (workspace_id, miro_org_id, account_id, role, approved_by, approved_at)
       SELECT workspace_id, miro_org_id, 'a', 'r', 'U1', now() FROM connection WHERE workspace_id = 'T1'`,
      { kind: 'approval', subject: 'a', facts: { role: 'r', approvedBy: 'U1' } },
    ],
    [
      'a last day',
      `UPDATE person SET last_day = '2026-03-01', end_at = now() WHERE id = 'p1'`,
      { kind: 'person', subject: 'p1', facts: { lastDay: '2026-03-01' }, part: { name: 'Dana Lee' } },
    ],
    [
      'a critical system',
      `UPDATE connection SET critical_since = now(), critical_by = 'U1' WHERE workspace_id = 'T1'`,
      { kind: 'connection', facts: { criticalBy: 'U1' } },
    ],
    [
      'domains that are the same',
      `UPDATE workspace SET equal_domains = '{acme.com,acme.io}' WHERE id = 'T1'`,
      { kind: 'settings', subject: 'T1', facts: { equalDomains: ['acme.com', 'acme.io'] } },
    ],
    [
      'a user group',
      `INSERT INTO user_group (workspace_id, id, handle, name, active) VALUES ('T1', 'S1', 'ops', 'Ops', true)`,
      { kind: 'slack_group', subject: 'S1', facts: { name: 'Ops', active: true } },
    ],
    [
      'a gap',
      `INSERT INTO source_gap (workspace_id, id, source, source_id, since, stale_at, noticed_at, because)
       VALUES ('T1', 'g1', 'staff', 'T1', now(), now(), now(), 'unavailable')`,
      { kind: 'gap', subject: 'T1', facts: { source: 'staff', because: 'unavailable' } },
    ],
  ] as const)('has a row for %s', async (_, change, expected) => {
    const { storage } = await opened()
    const { pool } = storage
    await read(storage, [member('a', { lastActivityAt: '2026-02-01T00:00:00.000Z' })], 1)
    await pool.query(
      `INSERT INTO person (workspace_id, id, name, kind, first_seen_at) VALUES ('T1', 'p1', 'Dana Lee', 'member', now());
       INSERT INTO assessment (workspace_id, miro_org_id, account_id, class, person_id, matched_by, results, changed_at)
       SELECT workspace_id, miro_org_id, id, 'staff', 'p1', 'email', '{}', now() FROM account;
       INSERT INTO classification (workspace_id, miro_org_id, account_id, class, decided_by, decided_at)
       SELECT workspace_id, miro_org_id, id, 'external', 'U1', now() FROM account`,
    )
    const before = await last(storage)
    await pool.query(change)
    const { rows } = await pool.query<{ kind: string; subject: string; facts: object; part: string | null }>(
      `SELECT kind, subject, facts, part FROM journal LEFT JOIN journal_part USING (workspace_id, id)
       WHERE workspace_id = 'T1' AND id > ${before}`,
    )
    const found = rows.map(({ part, ...row }) => ({ ...row, part: part === null ? null : JSON.parse(part) }))
    expect(found).toMatchObject([expected])
  })

  it('is only ever appended to', async () => {
    const { storage, journal } = await opened()
    await logChanges(storage.pool, 'T1', at(0), [
      { actor: 'U1', action: 'tested', subject: 's', details: { n: 1 } },
    ])
    await journal.seal('T1', at(1))
    for (const change of [
      `UPDATE journal SET subject = 'other'`,
      'DELETE FROM journal',
      `UPDATE journal_part SET part = '{}'`,
      'UPDATE journal_block SET rows = 2',
      'DELETE FROM journal_block',
    ])
      await expect(storage.pool.query(change)).rejects.toThrow('only ever appended')
  })

  it('goes by the clock of the program where that is not the one of the database', async () => {
    const { storage } = await opened()
    let now = new Date('2031-05-01T12:00:00Z')
    const unfollow = followClock(storage.pool, () => now)
    const renamed = async (name: string) => {
      await storage.pool.query(`UPDATE workspace SET name = $1 WHERE id = 'T1'`, [name])
      const { rows } = await storage.pool.query<{ at: Date }>(
        'SELECT at FROM journal ORDER BY id DESC LIMIT 1',
      )
      return Math.abs((rows[0]?.at.getTime() ?? 0) - now.getTime())
    }
    expect(await renamed('A')).toBeLessThan(10_000)
    now = new Date('2032-05-01T12:00:00Z')
    expect(await renamed('B')).toBeLessThan(10_000)
    unfollow()
  })
})
