import { expect, it } from 'vitest'
import { type JournalFilter, wholeJournal } from '../../src/domain/journal-window.ts'
import { accountSyncRepository } from '../../src/storage/account-sync-sql.ts'
import { auditRepository } from '../../src/storage/audit-sql.ts'
import type { Storage } from '../../src/storage/engine/storage.ts'
import { journalWindowRepository } from '../../src/storage/journal-window-sql.ts'
import { leaversRepository } from '../../src/storage/leavers-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, member, readRun, seedConnections } from './seeds.ts'

const { miroOrgId } = here

async function read(storage: Storage, members: ReturnType<typeof member>[], minute: number) {
  const run = await readRun(storage, 'miro', [members], at(minute))
  await accountSyncRepository(storage).apply(run, { gone: [], now: at(minute) })
}

const admin = { role: 'organization_internal_admin' }

await describeOnBothDatabases('the journal as it is looked at', open => {
  async function opened() {
    const storage = await open()
    await seedConnections(storage)
    const window = journalWindowRepository(storage)
    const entries = (filter: Partial<JournalFilter>, more: object = {}) =>
      window.entries('T1', {
        filter: { ...wholeJournal, ...filter },
        ...{ slackUserId: null, hidden: null, before: null, limit: 50 },
        ...more,
      })
    return { storage, window, entries }
  }

  const dana = (storage: Storage) =>
    storage.pool.query(
      `INSERT INTO person (workspace_id, id, slack_user_id, name, kind, first_seen_at)
       VALUES ('T1', 'p1', 'U1', 'Dana Lee', 'member', $1)`,
      [at(0)],
    )

  it('tells each row with the one before about the same thing, and what it is called, newest first', async () => {
    const { storage, entries } = await opened()
    await read(storage, [member('a'), member('b')], 1)
    await read(storage, [member('a', admin), member('b')], 60)
    await read(storage, [member('a', admin), member('b')], 90)
    const found = await entries({ account: { miroOrgId, accountId: 'a' } })
    expect(
      found.map(({ kind, facts, was, about }) => [kind, facts['role'], was?.facts['role'], about]),
    ).toEqual([
      ['account', 'organization_internal_admin', 'organization_internal_user', 'a@Acme.com'],
      ['account', 'organization_internal_user', undefined, 'a@Acme.com'],
    ])
    const reads = await entries({ topic: 'reads' })
    expect(reads.map(({ changedAnything }) => changedAnything)).toEqual([false, true, true])
    // The account of the same id in another organization, or of another workspace, is another one.
    expect(await entries({ account: { miroOrgId: '2', accountId: 'a' } })).toEqual([])
    const accounts = await entries({ topic: 'accounts' })
    expect(accounts.map(({ subject }) => subject)).toEqual(['a', 'b', 'a'])
    expect(await entries({ topic: 'accounts' }, { before: accounts[0]?.id, limit: 1 })).toMatchObject([
      { id: accounts[1]?.id },
    ])
  })

  it('tells what one transaction wrote of a kind as one, and opens it', async () => {
    const { storage, window, entries } = await opened()
    const members = Array.from({ length: 20 }, (_, n) => member(`m${n}`))
    await read(storage, members, 1)
    const [newest] = await entries({ topic: 'accounts' })
    const batch = newest === undefined ? null : await window.batch('T1', newest)
    expect(batch).toMatchObject({ rows: 20, last: newest?.id })
    const { kind = '', change = '' } = newest ?? {}
    const opening = { kind, change, first: batch?.first ?? '', last: batch?.last ?? '' }
    expect(await entries({ batch: opening })).toHaveLength(20)
    expect(await entries({ batch: opening }, { before: opening.first })).toEqual([])
  })

  it('finds what is about a person, by either id, and leaves out what they are not to see of themselves', async () => {
    const { storage, window, entries } = await opened()
    await dana(storage)
    await storage.pool.query(`UPDATE person SET title = 'Head' WHERE id = 'p1'`)
    await storage.pool.query(
      `INSERT INTO user_group (workspace_id, id, handle, name, active) VALUES ('T1', 'S1', 's', 'Staff', true)`,
    )
    await storage.pool.query(
      `INSERT INTO user_group_member (workspace_id, group_id, slack_user_id) VALUES ('T1', 'S1', 'U1')`,
    )
    const found = await entries({ personId: 'p1' }, { slackUserId: 'U1' })
    expect(found.map(({ kind, about }) => `${kind} ${about}`)).toEqual([
      'group Dana Lee',
      'person Dana Lee',
      'person Dana Lee',
    ])
    expect(found[1]).toMatchObject({ part: { title: 'Head' }, was: { part: { name: 'Dana Lee' } } })
    expect(await entries({ topic: 'people' }, { hidden: 'p1' })).toMatchObject([
      { kind: 'group' },
      { kind: 'slack_group' },
    ])
    expect([...(await window.names('T1', ['p1', 'S1', 'nobody']))].sort()).toEqual([
      ['S1', 'Staff'],
      ['p1', 'Dana Lee'],
    ])
    // Forgotten as a person, the name stands in the journal until that part is deleted.
    await storage.pool.query(`DELETE FROM person WHERE id = 'p1'`)
    const [gone] = await entries({ personId: 'p1' })
    expect(gone).toMatchObject({ about: 'Dana Lee', facts: { deleted: true }, partDeleted: false })
    await storage.pool.query('DELETE FROM journal_part')
    const [last, before] = await entries({ personId: 'p1' })
    expect(last).toMatchObject({ about: null, partDeleted: false })
    expect(before).toMatchObject({ about: null, partDeleted: true, part: null })
  })

  it('does not tell what was done where a row says more', async () => {
    const { storage, entries } = await opened()
    const audit = auditRepository(storage)
    for (const action of ['rule_saved', 'test_message_sent'])
      await audit.append({
        ...{ workspaceId: 'T1', at: at(1), actor: 'U1', action, subject: miroOrgId },
        details: { miroOrgId },
      })
    expect(await entries({ topic: 'decisions' })).toMatchObject([
      { facts: { action: 'test_message_sent', actor: 'U1' } },
    ])
  })

  it('reads what leavers are told from, with the reads around it', async () => {
    const { storage } = await opened()
    const leavers = leaversRepository(storage)
    const span = { from: at(50), until: at(200) }
    await dana(storage)
    await read(storage, [member('a'), member('b')], 1)
    await storage.pool.query(
      `INSERT INTO assessment (workspace_id, miro_org_id, account_id, class, person_id, results, changed_at)
       VALUES ('T1', $1, 'a', 'staff', 'p1', '{}', $2), ('T1', $1, 'b', 'unidentified', NULL, '{}', $2)`,
      [miroOrgId, at(2)],
    )
    expect(await leavers.rows('T1', span)).toEqual([])
    await storage.pool.query(`UPDATE person SET end_at = $1, left_known_at = $1 WHERE id = 'p1'`, [at(100)])
    await read(storage, [member('a'), member('b')], 110)
    await read(storage, [member('a', { active: false }), member('b')], 120)
    const found = await leavers.rows('T1', span)
    const kinds = found.map(({ kind, subject }) => `${kind} ${subject}`)
    expect(kinds.filter(kind => !kind.startsWith('run') && !kind.startsWith('settings'))).toEqual([
      'person p1',
      'account a',
      'verdict a',
      'person p1',
      'account a',
    ])
    const runs = found.filter(({ kind }) => kind === 'run')
    expect(runs.map(({ facts }) => facts['finishedAt'])).toEqual(
      [1, 110, 120].map(each => at(each).getTime()),
    )
    expect(await leavers.people('T1', ['p1', 'x'])).toEqual([
      { id: 'p1', name: 'Dana Lee', slackUserId: 'U1', there: true },
      { id: 'x', name: null, slackUserId: null, there: false },
    ])
    expect(await leavers.rows('T1', { from: at(150), until: at(200) })).toEqual([])
  })
})
