import { expect, it } from 'vitest'
import { logChanges } from '../../src/storage/audit-sql.ts'
import { followClock } from '../../src/storage/engine/journal-clock.ts'
import type { Storage } from '../../src/storage/engine/storage.ts'
import { staffListRepository } from '../../src/storage/staff-list.ts'
import { staffSyncRepository } from '../../src/storage/staff-sync-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { forget } from '../support/forgetting.ts'
import { here, readRun, record, rowsOf, seedConnections, user } from './seeds.ts'

const month = (number: number): Date => new Date(Date.UTC(2026, number, 1))
const now = month(30)

/** Accounts and people with two versions each: of month 0 and of month 2, long before the 24 months that are kept. */
async function opened(storage: Storage) {
  await seedConnections(storage)
  const { pool } = storage
  let time = month(0)
  const unfollow = followClock(pool, () => time)
  const run = (sql: string, ...values: unknown[]) => pool.query(sql, values)
  const account = (id: string, more = '') =>
    run(
      `INSERT INTO account (workspace_id, miro_org_id, id, email, address, role, license, active, admin_roles, first_seen_at)
       VALUES ('T1', $1, $2::text, $2 || '@Acme.com', $2 || '@acme.com', 'member', 'full', $3, '{}', $4)`,
      here.miroOrgId,
      id,
      more !== 'deactivated',
      time,
    )
  const person = async (id: string) => {
    await run(
      `INSERT INTO person (workspace_id, id, slack_user_id, name, kind, first_seen_at) VALUES ('T1', $1::text, upper($1), 'Name of ' || $1, 'member', $2)`,
      id,
      time,
    )
    await run(
      `INSERT INTO person_source (workspace_id, person_id, record_id, source, slack_user_id, addresses, name, kind, gone, is_admin)
       VALUES ('T1', $1::text, $1, 'slack', upper($1), ARRAY[$1 || '@acme.com'], 'Name of ' || $1, 'member', false, false)`,
      id,
    )
    await run(
      `INSERT INTO person_address (workspace_id, address, person_id, kind, since) VALUES ('T1', $1 || '@acme.com', $1, 'primary', $2)`,
      id,
      time,
    )
  }
  const leave = async (id: string) => {
    await run(`UPDATE person SET deactivated = true, left_known_at = $2 WHERE id = $1`, id, time)
    await run(`UPDATE person_source SET gone = true, gone_since = $2 WHERE person_id = $1`, id, time)
  }
  const owns = (personId: string, accountId: string) =>
    run(
      `INSERT INTO assessment (workspace_id, miro_org_id, account_id, class, person_id, results, changed_at)
       VALUES ('T1', $1, $2, 'staff', $3, '{}', $4)`,
      here.miroOrgId,
      accountId,
      personId,
      time,
    )
  const finding = async (subjectId: string, personId: string | null) => {
    await run(
      `INSERT INTO finding_group (workspace_id, miro_org_id, id, check_id, evaluation_id, opened_at)
       VALUES ('T1', $1, $2, 'removed', $2, $3)`,
      here.miroOrgId,
      subjectId,
      time,
    )
    await run(
      `INSERT INTO finding (workspace_id, miro_org_id, id, check_id, subject_id, group_id, why, person_id, opened_at, clock_at, due_at)
       VALUES ('T1', $1, $2::text, 'removed', $2, $2, 'left', $3, $4, $4, $4)`,
      here.miroOrgId,
      subjectId,
      personId,
      time,
    )
  }
  /** How many personal parts are left of each. */
  const parts = async (kind: string): Promise<Record<string, number>> => {
    const { rows } = await run(
      `SELECT subject, count(p.id)::int AS parts FROM journal j LEFT JOIN journal_part p USING (workspace_id, id)
       WHERE kind = $1 AND part_hash IS NOT NULL GROUP BY subject ORDER BY subject`,
      kind,
    )
    return Object.fromEntries(rows.map(({ subject, parts }) => [subject, parts]))
  }
  const to = (number: number) => {
    time = month(number)
  }
  return { run, account, person, leave, owns, finding, parts, to, unfollow }
}

await describeOnBothDatabases('what is too old', open => {
  it('is deleted of accounts that are gone, and kept where one is live, or something is to be put right', async () => {
    const storage = await open()
    const { run, account, finding, parts, to, unfollow } = await opened(storage)
    for (const id of ['live', 'gone', 'lately', 'open', 'unknown']) await account(id)
    await account('deactivated', 'deactivated')
    await run(`UPDATE account SET active = NULL WHERE id = 'unknown'`)
    await run(
      `INSERT INTO classification (workspace_id, miro_org_id, account_id, class, reason, decided_by, decided_at)
       SELECT 'T1', $1, id, 'external', 'A note about ' || id, 'U1', $2 FROM account`,
      here.miroOrgId,
      month(0),
    )
    to(2)
    await run(`UPDATE account SET role = 'admin'`)
    await run(`UPDATE account SET removed_at = $1 WHERE id IN ('gone', 'open')`, month(2))
    await finding('open', null)
    to(20)
    await run(`UPDATE account SET removed_at = $1 WHERE id = 'lately'`, month(20))
    to(30)
    await forget(storage, now)
    // Of what is known of them now, and of what was: the newest of one that still is there stays.
    expect(await rowsOf(storage, 'SELECT id, email IS NULL AS erased FROM account ORDER BY id')).toEqual([
      { id: 'deactivated', erased: false },
      { id: 'gone', erased: true },
      { id: 'lately', erased: false },
      { id: 'live', erased: false },
      { id: 'open', erased: false },
      { id: 'unknown', erased: false },
    ])
    expect(await parts('account')).toEqual({
      deactivated: 1,
      gone: 0,
      lately: 1,
      live: 2,
      open: 3,
      unknown: 3,
    })
    expect(await parts('class')).toEqual({ deactivated: 1, gone: 0, lately: 1, live: 1, open: 1, unknown: 1 })
    expect(
      await rowsOf(storage, `SELECT action, actor, details FROM deed WHERE action = 'personal_data_deleted'`),
    ).toMatchObject([{ actor: 'bot', details: { accounts: 1, people: 0 } }])
    // Once is enough.
    await forget(storage, now)
    expect(await rowsOf(storage, `SELECT 1 FROM deed WHERE action = 'personal_data_deleted'`)).toHaveLength(1)
    unfollow()
  })

  it('is deleted of people who left, but not of those who answer for a live account or whose finding is open', async () => {
    const storage = await open()
    const { run, account, person, leave, owns, finding, parts, to, unfollow } = await opened(storage)
    const people = ['staff', 'left', 'lately', 'owner', 'sponsor', 'open']
    for (const id of people) await person(id)
    for (const id of ['live', 'guest', 'other']) await account(id)
    await owns('owner', 'live')
    await run(
      `INSERT INTO classification (workspace_id, miro_org_id, account_id, class, person_id, decided_by, decided_at)
       VALUES ('T1', $1, 'guest', 'external', 'sponsor', 'U1', $2)`,
      here.miroOrgId,
      month(0),
    )
    await finding('other', 'open')
    to(2)
    for (const id of ['left', 'owner', 'sponsor', 'open']) await leave(id)
    await run(`UPDATE person SET title = 'A title'`)
    to(20)
    await leave('lately')
    to(30)
    await forget(storage, now)
    expect(
      await rowsOf(storage, `SELECT id, name FROM person WHERE name NOT LIKE 'Name of %' ORDER BY id`),
    ).toEqual([{ id: 'left', name: 'Erased' }])
    expect(
      await rowsOf(storage, `SELECT person_id, addresses FROM person_source WHERE name = 'Erased'`),
    ).toEqual([{ person_id: 'left', addresses: [] }])
    expect(await rowsOf(storage, `SELECT count(*)::int AS many FROM person_address`)).toEqual([{ many: 5 }])
    const after = await parts('person')
    // Its newest row says "Erased"; of who left lately the rows of their leaving are young.
    expect(after).toEqual({ lately: 1, left: 1, open: 3, owner: 3, sponsor: 3, staff: 2 })
    expect((await parts('addresses'))['left']).toBe(1)
    expect(
      await rowsOf(
        storage,
        `SELECT 1 FROM journal_part WHERE part LIKE '%Name of left%' OR part LIKE '%left@acme%'`,
      ),
    ).toEqual([])
    unfollow()
  })

  it('does not come back with the next read of Slack, but with who comes back', async () => {
    const storage = await open()
    const { person, leave, to, unfollow } = await opened(storage)
    await person('u1')
    await person('u2')
    to(2)
    await leave('u1')
    to(30)
    await forget(storage, now)
    const read = async (deactivated: boolean, minute: number) => {
      const at = new Date(now.getTime() + minute * 60_000)
      const run = await readRun(
        storage,
        'slack',
        [[user('U1', { name: 'Back', address: null, deactivated }), user('U2', { name: 'Name of u2' })]],
        at,
      )
      await staffSyncRepository(storage).apply(run, { now: at })
      return rowsOf(storage, `SELECT name, deactivated FROM person WHERE id = 'u1'`)
    }
    expect(await read(true, 1)).toEqual([{ name: 'Erased', deactivated: true }])
    expect(await read(false, 2)).toEqual([{ name: 'Back', deactivated: false }])
    unfollow()
  })

  it('does not come back with a list that still names them by number, and waits where one names them by address', async () => {
    const storage = await open()
    const { to, unfollow } = await opened(storage)
    const read = async (at: Date) => {
      const rows = [
        record('numbered', { employeeId: '7', name: 'Nora', lastDay: '2026-02-01' }),
        record('addressed', { name: 'Adam', lastDay: '2026-02-01' }),
      ]
      const run = await readRun(storage, 'list', [rows.map((row, line) => ({ ...row, line }))], at)
      await staffListRepository(storage, 'UTC').apply(run, {
        ...{ by: null, origin: { kind: 'path', name: '/staff.csv' }, header: '', unusable: [], chosen: {} },
        now: at,
      })
      return rowsOf(storage, 'SELECT name FROM person ORDER BY name')
    }
    const named = [{ name: 'Adam' }, { name: 'Nora' }]
    expect(await read(month(3))).toEqual(named)
    to(30)
    await forget(storage, now)
    const erased = [{ name: 'Adam' }, { name: 'Erased' }]
    expect(await read(now)).toEqual(erased)
    expect(await rowsOf(storage, 'SELECT address FROM person_address')).toEqual([
      { address: 'addressed@acme.com' },
    ])
    unfollow()
  })

  it('is deleted where an organization was disconnected, once it may not come back any more', async () => {
    const storage = await open()
    const { run, account, parts, to, unfollow } = await opened(storage)
    await account('live')
    to(2)
    await run(`UPDATE account SET role = 'admin'`)
    await run(`UPDATE connection SET state = 'disconnected', state_since = $1 WHERE workspace_id = 'T1'`, now)
    to(30)
    await forget(storage, new Date(now.getTime() + 86_400_000))
    expect(await parts('account')).toEqual({ live: 2 })
    await forget(storage, month(32))
    // How it was last stays known until it is gone for so long.
    expect(await parts('account')).toEqual({ live: 1 })
    expect(await rowsOf(storage, 'SELECT 1 FROM account WHERE email IS NOT NULL')).toHaveLength(1)
    await forget(storage, month(55))
    expect(await rowsOf(storage, 'SELECT 1 FROM account WHERE email IS NOT NULL')).toEqual([])
    expect(await parts('account')).toEqual({ live: 0 })
    unfollow()
  })

  it('is deleted of deeds by their age, and of everything where Miro or the app is long gone', async () => {
    const storage = await open()
    const { run, account, person, parts, to, unfollow } = await opened(storage)
    await account('live')
    await person('staff')
    for (const number of [2, 29])
      await logChanges(storage.pool, 'T1', month(number), [
        { actor: 'U1', action: 'tested', subject: `s${number}`, details: { text: 'About somebody' } },
      ])
    to(30)
    await forget(storage, now)
    expect(await parts('deed')).toMatchObject({ s2: 0, s29: 1 })
    expect(await parts('account')).toEqual({ live: 1 })
    // Removed lately, it may come back.
    await run(`UPDATE workspace SET removed_at = $1 WHERE id = 'T1'`, now)
    await forget(storage, now)
    expect(await parts('person')).toEqual({ staff: 1 })
    await forget(storage, month(55))
    expect(await rowsOf(storage, 'SELECT name FROM person')).toEqual([{ name: 'Erased' }])
    expect(await rowsOf(storage, 'SELECT email, address FROM account')).toEqual([
      { email: null, address: null },
    ])
    expect(
      await rowsOf(storage, `SELECT 1 FROM journal_part WHERE part LIKE '%Name of%' OR part LIKE '%acme%'`),
    ).toEqual([])
    unfollow()
  })
})
