import { expect, it } from 'vitest'
import { auditRepository } from '../../src/storage/audit-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, rowsOf, seedConnections } from './seeds.ts'

const entry = { workspaceId: 'T1', at: at(1), actor: 'U1', action: 'rule_saved', subject: 'O1', details: {} }
const stored = `SELECT workspace_id AS "workspaceId", at, actor, action, subject, details FROM deed ORDER BY id`

await describeOnBothDatabases('the audit log', open => {
  async function seeded() {
    const storage = await open()
    await seedConnections(storage)
    return { storage, audit: auditRepository(storage) }
  }

  it('keeps every entry as it was given, in order, under its workspace', async () => {
    const { storage, audit } = await seeded()
    const given = [
      { ...entry, details: { version: 2, way: 'by_role', roles: ['a', 'b'], none: null } },
      { ...entry, workspaceId: 'T2', actor: 'bot', at: at(0) },
      // The same once more is another entry: it happened twice.
      entry,
      entry,
    ]
    for (const one of given) await audit.append(one)
    expect(await rowsOf(storage, stored)).toEqual(given)
  })

  it('keeps what several write at once', async () => {
    const { storage, audit } = await seeded()
    const given = Array.from({ length: 20 }, (_, index) => ({ ...entry, subject: `O${index + 10}` }))
    await Promise.all(given.map(one => audit.append(one)))
    expect(await rowsOf(storage, stored.replace('ORDER BY id', 'ORDER BY subject'))).toEqual(given)
    expect(await rowsOf(storage, 'SELECT count(DISTINCT id)::int AS ids FROM deed')).toEqual([{ ids: 20 }])
  })

  it('tells the newest with the name of the person or the e-mail of the account each is about', async () => {
    const { storage, audit } = await seeded()
    await storage.pool.query(
      `INSERT INTO person (workspace_id, id, name, kind, first_seen_at)
       VALUES ('T1', 'p1', 'Dana Lee', 'member', now()), ('T2', 'p2', 'Not ours', 'member', now())`,
    )
    await storage.pool.query(
      `INSERT INTO account (workspace_id, miro_org_id, id, email, role, license, admin_roles, first_seen_at)
       VALUES ('T1', '1', 'a1', 'dana@acme.com', 'r', 'l', '{}', now())`,
    )
    const about = (subject: string, details: object = {}) => audit.append({ ...entry, subject, details })
    for (const [subject, details] of [
      ['forgotten', {}],
      ['p1', {}],
      ['p2', {}],
      ['a1', { miroOrgId: '1' }],
      ['a1', { miroOrgId: '2' }],
    ] as const)
      await about(subject, details)
    expect((await audit.recent('T1', 4)).map(({ subject, about }) => [subject, about])).toEqual([
      ['a1', null],
      ['a1', 'dana@acme.com'],
      ['p2', null],
      ['p1', 'Dana Lee'],
    ])
  })

  it('leaves out characters the database cannot hold', async () => {
    const { storage, audit } = await seeded()
    await audit.append({ ...entry, details: { name: 'a\0b\ud800' } })
    expect(await rowsOf(storage, stored)).toEqual([{ ...entry, details: { name: 'ab\ufffd' } }])
  })

  it('refuses an entry of a workspace that is not there', async () => {
    const { audit } = await seeded()
    await expect(audit.append({ ...entry, workspaceId: 'T3' })).rejects.toThrow(
      'of a workspace that is there',
    )
  })

  it('offers no way to change or delete an entry', async () => {
    const { audit } = await seeded()
    expect(Object.keys(audit)).toEqual(['append', 'recent'])
  })
})
