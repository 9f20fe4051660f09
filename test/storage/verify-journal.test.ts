import { randomInt } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type pg from 'pg'
import { expect, it } from 'vitest'
import type { Difference, Witnessed } from '../../src/domain/journal-check.ts'
import { accountSyncRepository } from '../../src/storage/account-sync-sql.ts'
import { logChanges } from '../../src/storage/audit-sql.ts'
import { followClock } from '../../src/storage/engine/journal-clock.ts'
import type { Storage } from '../../src/storage/engine/storage.ts'
import { journalRepository } from '../../src/storage/journal.ts'
import { verifyJournal } from '../../src/workflows/journal/verify-journal.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { forget } from '../support/forgetting.ts'
import { randomFrom } from '../support/moving-company.ts'
import { at, member, readRun, rowsOf, seedConnections } from './seeds.ts'

type Random = ReturnType<typeof randomFrom>

const day = 24 * 60
const pick = <T>(random: Random, from: readonly T[]): T => {
  const one = from[Math.floor(random() * from.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}

async function verify(db: pg.Pool | pg.PoolClient, now: Date, witnessed: readonly Witnessed[] = []) {
  const differences: Difference[] = []
  const journal = journalRepository({ pool: db as pg.Pool })
  const world = { clock: () => now, makeWay: () => nextTurn(), journal }
  const figures = await verifyJournal(world, { workspaceId: 'T1', witnessed }, difference => {
    differences.push(difference)
  })
  expect(figures.differences).toBe(differences.length)
  return { differences, figures }
}

/** Accounts and people that come, change and go over two years, sealed again and again. */
async function randomHistory(storage: Storage, random: Random) {
  const { pool } = storage
  const sync = accountSyncRepository(storage)
  const journal = journalRepository(storage)
  let now = at(0)
  const unfollow = followClock(pool, () => now)
  const people = Array.from({ length: 10 }, (_, n) => `p${n}`)
  for (const id of people) {
    await pool.query(
      `INSERT INTO person (workspace_id, id, name, kind, first_seen_at) VALUES ('T1', $1, 'Name of ' || $1, 'member', $2)`,
      [id, now],
    )
    await pool.query(
      `INSERT INTO person_address (workspace_id, address, person_id, kind, since)
       VALUES ('T1', $1 || '@acme.com', $1, 'primary', $2)`,
      [id, now],
    )
  }
  const names = Array.from({ length: 8 }, (_, n) => `a${n}`)
  for (let step = 1; step <= 12; step += 1) {
    now = at(step * 60 * day)
    const members = names
      .filter(() => random() < 0.8)
      .map(name =>
        member(name, { role: pick(random, ['organization_internal_user', 'organization_internal_admin']) }),
      )
    const run = await readRun(storage, 'miro', [members], now)
    await sync.apply(run, { gone: [], now })
    await pool.query(`UPDATE person SET title = $1 WHERE id = $2`, [`Title ${step}`, pick(random, people)])
    await logChanges(pool, 'T1', now, [{ actor: 'U1', action: 'tested', subject: 'a1', details: { step } }])
    if (step % 2 === 0) while (await journal.seal('T1', now));
  }
  return { now, unfollow, journal, setNow: (later: Date) => (now = later) }
}

/** Ways to change what was sealed; each writes something else than what was there. */
const tamperings: readonly ((random: Random, client: pg.PoolClient) => Promise<unknown>)[] = [
  ...[
    `UPDATE journal SET subject = subject || 'x' WHERE id = $1`,
    `UPDATE journal SET at = at + interval '1 millisecond' WHERE id = $1`,
    `UPDATE journal SET kind = 'gap' WHERE id = $1 AND kind <> 'gap'`,
    `UPDATE journal SET facts = facts || '{"role": "other"}' WHERE id = $1`,
    `UPDATE journal SET facts = facts || '{"more": [1, "é", null]}' WHERE id = $1`,
    `UPDATE journal SET miro_org_id = coalesce(miro_org_id, '') || '1' WHERE id = $1`,
    `UPDATE journal SET change = change + 1 WHERE id = $1`,
    `UPDATE journal SET part_hash = sha256(coalesce(part_hash, '')) WHERE id = $1`,
    `UPDATE journal SET block = block + 1 WHERE id = $1`,
    `UPDATE journal SET block = 1000000 WHERE id = $1`,
    `UPDATE journal SET block = NULL WHERE id = $1`,
    `UPDATE journal SET id = id + 1000000 WHERE id = $1`,
    `DELETE FROM journal WHERE id = $1`,
    `INSERT INTO journal SELECT workspace_id, id + 1000000, at, kind, miro_org_id, subject, facts, change, part_hash, block FROM journal WHERE id = $1`,
  ].map(
    sql => async (random: Random, client: pg.PoolClient) =>
      client.query(sql, [await anyOf(random, client, 'journal')]),
  ),
  ...[
    `UPDATE journal_part SET part = '{"name": "Somebody else"}' WHERE id = $1`,
    `UPDATE journal_part SET salt = sha256(salt) WHERE id = $1`,
    `UPDATE journal_part SET id = id + 1000000 WHERE id = $1`,
  ].map(
    sql => async (random: Random, client: pg.PoolClient) =>
      client.query(sql, [await anyOf(random, client, 'journal_part')]),
  ),
  ...[
    `UPDATE journal_block SET sealed_at = sealed_at - interval '1 day' WHERE number = $1`,
    `UPDATE journal_block SET rows = rows + 1 WHERE number = $1`,
    `UPDATE journal_block SET rows_hash = sha256(rows_hash) WHERE number = $1`,
    `UPDATE journal_block SET hash = sha256(hash) WHERE number = $1`,
    `UPDATE journal_block SET number = number + 1000 WHERE number = $1`,
    `DELETE FROM journal_block WHERE number = $1`,
  ].map(
    sql => async (random: Random, client: pg.PoolClient) =>
      client.query(sql, [await anyOf(random, client, 'journal_block', 'number')]),
  ),
  swap('journal', ['facts', 'subject', 'kind', 'at', 'change'], 'id'),
  swap('journal', ['id'], 'id'),
  swap('journal', ['block'], 'id'),
  swap('journal', ['part_hash'], 'id'),
  swap('journal_part', ['part', 'salt'], 'id'),
  swap('journal_block', ['rows_hash', 'hash', 'rows', 'sealed_at'], 'number'),
]

async function anyOf(
  random: Random,
  client: pg.PoolClient,
  table: string,
  key = 'id',
  not = '-1',
): Promise<string> {
  const { rows } = await client.query<{ key: string }>(
    `SELECT ${key}::text AS key FROM ${table} WHERE workspace_id = 'T1' AND ${key} <> $1 ORDER BY ${key}`,
    [not],
  )
  return pick(random, rows).key
}

const deletingPart: (typeof tamperings)[number] = async (random, client) =>
  client.query('DELETE FROM journal_part WHERE id = $1', [await anyOf(random, client, 'journal_part')])

const fails = () => expect.unreachable()

/** Two rows change places in some of their columns. Where they say the same, nothing is changed. */
function swap(table: string, columns: readonly string[], key: string) {
  return async (random: Random, client: pg.PoolClient): Promise<{ rowCount: number }> => {
    const one = await anyOf(random, client, table, key)
    const other = await anyOf(random, client, table, key, one)
    const both = await client.query<Record<string, unknown>>(
      `SELECT ${columns.join(', ')} FROM ${table} WHERE ${key} IN ($1, $2)`,
      [one, other],
    )
    const [first, second] = both.rows.map(row => JSON.stringify(row))
    if (first === second) return { rowCount: 0 }
    if (columns.includes(key)) {
      await client.query(`UPDATE ${table} SET ${key} = -1 WHERE ${key} = $1`, [one])
      await client.query(`UPDATE ${table} SET ${key} = $1 WHERE ${key} = $2`, [one, other])
      await client.query(`UPDATE ${table} SET ${key} = $1 WHERE ${key} = -1`, [other])
      return { rowCount: 2 }
    }
    await client.query(
      `UPDATE ${table} mine SET (${columns.join(', ')}) = (
         SELECT ${columns.map(column => `theirs.${column}`).join(', ')} FROM ${table} theirs
         WHERE theirs.workspace_id = mine.workspace_id AND theirs.${key} = CASE mine.${key} WHEN $1 THEN $2::bigint ELSE $1::bigint END)
       WHERE ${key} IN ($1, $2)`,
      [one, other],
    )
    return { rowCount: 2 }
  }
}

await describeOnBothDatabases('verifying the journal', open => {
  it.each([randomInt(2 ** 31)])(
    'a random history is whole, also after half of the people were deleted, and what was changed is found (seed %i)',
    async seed => {
      const storage = await open()
      await seedConnections(storage)
      const random = randomFrom(seed)
      const { now, unfollow, journal, setNow } = await randomHistory(storage, random)
      const whole = await verify(storage.pool, now)
      expect(whole.differences).toEqual([])
      expect(whole.figures).toMatchObject({ blocks: 6, partsDeleted: 0, unsealed: 0, to: now.getTime() })

      // 500 changes while everything is there, 500 after half of it was deleted.
      await tampered(storage, random, now, 500, [...tamperings, deletingPart])
      const left = at(24 * 30 * day - 60)
      await storage.pool.query(`UPDATE person SET deactivated = true, left_known_at = $1 WHERE id < 'p5'`, [
        left,
      ])
      const later = at(50 * 30 * day)
      setNow(later)
      await forget(storage, later)
      while (await journal.seal('T1', later));
      const after = await verify(storage.pool, later)
      expect(after.differences).toEqual([])
      expect(after.figures.partsDeleted).toBeGreaterThan(10)
      expect(await rowsOf(storage, `SELECT count(*)::int AS gone FROM person WHERE name = 'Erased'`)).toEqual(
        [{ gone: 5 }],
      )
      // What is kept of live accounts is older than anything has to be: of such a part nobody can say that it is missing.
      await tampered(storage, random, later, 500, tamperings)
      unfollow()
    },
    240_000,
  )

  async function tampered(
    storage: Storage,
    random: Random,
    now: Date,
    times: number,
    ways: typeof tamperings,
  ): Promise<void> {
    const unseen: string[] = []
    const { differences } = await verify(storage.pool, now)
    expect(differences).toEqual([])
    for (let turn = 0; turn < times; turn += 1) {
      const tampering = ways[turn % ways.length] ?? fails
      const client = await storage.pool.connect()
      try {
        await client.query('BEGIN')
        await client.query(`SET LOCAL session_replication_role = replica`)
        const { rowCount } = (await tampering(random, client)) as { rowCount: number | null }
        const changed = rowCount !== 0
        const found = (await verify(client, now)).differences
        if (changed && found.length === 0) unseen.push(`turn ${turn}: way ${turn % ways.length}`)
        if (!changed) expect(found).toEqual([])
      } finally {
        await client.query('ROLLBACK')
        client.release()
      }
    }
    expect(unseen).toEqual([])
  }

  it('names what differs, and where', async () => {
    const storage = await open()
    await seedConnections(storage)
    const journal = journalRepository(storage)
    for (let step = 0; step < 4; step += 1) {
      await logChanges(storage.pool, 'T1', at(step), [
        { actor: 'U1', action: 'tested', subject: 's', details: { step } },
      ])
      while (await journal.seal('T1', at(step)));
    }
    const blocks = await journal.blocksAfter('T1', 0, 10)
    const third = {
      ...{ day: '2026-01-01', number: 3, hash: blocks[2]?.hash ?? '', words: 'Block 3' },
      ...{ ts: null, link: null, fileId: null },
    }
    const other = { ...third, hash: 'f'.repeat(64) }
    const unknown = { ...third, number: 9 }
    expect((await verify(storage.pool, at(5), [third])).differences).toEqual([])
    expect((await verify(storage.pool, at(5), [third, other, unknown])).differences).toEqual([
      { what: 'witness_differs', day: '2026-01-01', block: 3, words: 'Block 3' },
      { what: 'witness_without_block', day: '2026-01-01', block: 9, words: 'Block 3' },
    ])
    const { rows } = await storage.pool.query<{ id: string }>(
      `SELECT id::text FROM journal WHERE workspace_id = 'T1' AND kind = 'deed' ORDER BY id`,
    )
    const [first, second, , last] = rows.map(({ id }) => id)
    for (const [changes, expected] of [
      [
        [`DELETE FROM journal_block WHERE number = 2`],
        [
          { what: 'block_missing', block: 2 },
          { what: 'row_without_block', block: 2, row: second },
        ],
      ],
      [
        [`DELETE FROM journal WHERE id = ${second}`],
        [
          { what: 'rows_missing', block: 2, sealed: 1, found: 0 },
          { what: 'part_alone', row: second },
        ],
      ],
      [[`DELETE FROM journal_part WHERE id = ${second}`], [{ what: 'part_missing', block: 2, row: second }]],
      [
        [`UPDATE journal_part SET part = '{}' WHERE id = ${last}`],
        [{ what: 'part_changed', block: 4, row: last }],
      ],
      [[`UPDATE journal SET subject = 'other' WHERE id = ${last}`], [{ what: 'rows_changed', block: 4 }]],
      [
        [`UPDATE journal_block SET hash = sha256('') WHERE number = 3`],
        [
          { what: 'block_changed', block: 3 },
          { what: 'block_changed', block: 4 },
        ],
      ],
      // Nobody sees it in the database alone that its end was cut off: that is what the witness is for.
      [
        [
          `DELETE FROM journal_block WHERE number > 2`,
          `DELETE FROM journal WHERE block > 2`,
          `DELETE FROM journal_part WHERE id > ${second}`,
        ],
        [],
      ],
    ] as const) {
      const client = await storage.pool.connect()
      await client.query('BEGIN; SET LOCAL session_replication_role = replica')
      for (const change of changes) await client.query(change)
      expect((await verify(client, at(5))).differences, changes.join()).toEqual(expected)
      if (expected.length === 0)
        expect((await verify(client, at(5), [third])).differences).toMatchObject([
          { what: 'witness_without_block' },
        ])
      await client.query('ROLLBACK')
      client.release()
    }
    expect(first).toBeDefined()
  })
})
