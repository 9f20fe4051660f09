import { beforeAll, expect, it } from 'vitest'
import { type AccountFilter, anyAccount, withAdminRights } from '../../src/domain/account-list.ts'
import { accountListRepository, mostCounted } from '../../src/storage/account-list-sql.ts'
import type { Storage } from '../../src/storage/engine/open.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, saidOf, seedConnections, there } from './seeds.ts'

const days = (many: number): Date => at(-many * 24 * 60)

/** id, e-mail, and what else is not ordinary. In the other workspace stands one account that must never be seen. */
async function seed(storage: Storage) {
  await seedConnections(storage)
  const add = (table: string, row: object) =>
    storage.pool.query(`INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, $1::jsonb)).*`, [
      JSON.stringify({ workspace_id: 'T1', miro_org_id: here.miroOrgId, ...row }),
    ])
  const account = (id: string, email: string | null, more: object = {}) =>
    add('account', {
      ...{ id, email, address: email?.toLowerCase() ?? null, role: 'organization_internal_user' },
      ...{ license: 'full', active: true, admin_roles: [], first_seen_at: at(0), last_activity_at: days(1) },
      ...more,
    })
  const assessment = (id: string, kind: string, personId: string | null, ...said: string[]) =>
    add('assessment', {
      ...{ account_id: id, class: kind, person_id: personId, changed_at: at(0), results: saidOf(...said) },
    })
  const person = (id: string, name: string, more: object = {}) =>
    add('person', {
      ...{ id, name, kind: 'member', type: 'employee', is_admin: false, deactivated: false },
      ...{ on_leave: false, first_seen_at: at(0), ...more },
    })
  await person('p1', 'Zoë Ödegård')
  await person('p2', '100% Off_er\\', {
    ...{ deactivated: true, left_known_at: at(-30), last_day: '2026-05-20', end_at: at(-60) },
  })
  await account('30', 'Zoe@Acme.com')
  await account('20', 'bob@acme.com', { role: 'organization_external_user', license: 'free' })
  await account('10', 'carl_x@acme.com', { last_activity_at: null })
  await account('50', null, { name: 'Dana Miro', last_activity_at: days(100) })
  await account('60', 'off@acme.com', { active: false, last_activity_at: days(400) })
  await account('70', 'gone@acme.com', { removed_at: at(5) })
  await account('80', 'bob@acme.com', { workspace_id: there.workspaceId })
  await assessment('30', 'staff', 'p1')
  await assessment(
    '20',
    'external',
    'p2',
    'pass external_with_sponsor',
    'not_applicable nobody',
    'fail not_staff',
  )
  await assessment(
    '10',
    'unidentified',
    null,
    ...['fail no_match', 'not_applicable identify_first', 'not_applicable identify_first'],
  )
}

await describeOnBothDatabases('the list of accounts', open => {
  // One database for all: opening one takes longer than everything done with it.
  let storage: Storage
  let list: ReturnType<typeof accountListRepository>
  beforeAll(async () => {
    storage = await open()
    await seed(storage)
    list = accountListRepository(storage)
  })

  it('is filtered by each of its filters and by all together, and counted the same', async () => {
    const cases: [Partial<AccountFilter>, string[]][] = [
      [{}, ['50', '20', '10', '60', '30']],
      [{ presence: 'deactivated' }, ['60']],
      [{ presence: 'removed' }, ['70']],
      [{ class: 'staff' }, ['30']],
      [{ class: 'unidentified' }, ['10']],
      [{ role: 'organization_external_user' }, ['20']],
      [{ license: 'free' }, ['20']],
      [{ verdict: { check: 'valid', verdict: 'fail' } }, ['20']],
      [{ verdict: { check: 'any', verdict: 'fail' } }, ['20', '10']],
      [{ inactive: 'never' }, ['10']],
      [{ inactive: 90 }, ['50', '60']],
      [{ inactive: 365 }, ['60']],
      [{ search: 'ACME.com' }, ['20', '10', '60', '30']],
      [{ search: ' dana ' }, ['50']],
      [{ search: 'zoë ö' }, ['30']],
      [{ search: '0% off_er\\' }, ['20']],
      [{ search: '%' }, ['20']],
      [{ search: 'l_x' }, ['10']],
      [{ search: '\0nobody' }, []],
      [{ search: "'; DROP TABLE account; --" }, []],
      [{ search: 'acme', class: 'external', license: 'free', inactive: null }, ['20']],
      [{ search: 'zoe', class: 'external' }, []],
    ]
    for (const [given, expected] of cases) {
      const filter = { ...anyAccount, ...given }
      const { rows, more } = await list.page(here, filter, { afterId: null, limit: 10, now: at(0) })
      expect([given, rows.map(({ id }) => id), more]).toEqual([given, expected, false])
      expect([given, await list.count(here, filter, at(0))]).toEqual([given, expected.length])
    }
  })

  it('is leafed through by address, those without one first, whoever comes or goes meanwhile', async () => {
    const page = async (afterId: string | null) => {
      const { rows, more } = await list.page(here, anyAccount, { afterId, limit: 2, now: at(0) })
      return [rows.map(({ id }) => id), more]
    }
    expect(await page(null)).toEqual([['50', '20'], true])
    await storage.pool.query(`UPDATE account SET removed_at = now() WHERE id = '20'`)
    expect(await page('20')).toEqual([['10', '60'], true])
    expect(await page('60')).toEqual([['30'], false])
    expect(await page('30')).toEqual([[], false])
    expect(await page('unknown')).toEqual([[], false])
    await storage.pool.query(`UPDATE account SET removed_at = NULL WHERE id = '20'`)
  })

  it('says of each what the checks said, and nothing where they did not look', async () => {
    const { rows } = await list.page(here, anyAccount, { afterId: null, limit: 2, now: at(0) })
    expect(rows).toEqual([
      {
        ...{ id: '50', email: null, name: 'Dana Miro', role: 'organization_internal_user', license: 'full' },
        adminRoles: [],
        ...{ active: true, lastActivityAt: days(100), missingSince: null, removedAt: null },
        ...{ class: null, person: null, verdicts: null },
      },
      {
        ...{ id: '20', email: 'bob@acme.com', name: null, role: 'organization_external_user' },
        adminRoles: [],
        ...{ license: 'free', active: true, lastActivityAt: days(1), missingSince: null, removedAt: null },
        class: 'external',
        person: {
          ...{ name: '100% Off_er\\', lastDay: '2026-05-20', endAt: at(-60), deactivated: true },
          leftKnownAt: at(-30),
        },
        verdicts: { identified: 'pass', removed: 'not_applicable', valid: 'fail' },
      },
    ])
  })

  it('finds those with admin rights beside their role, where there are any', async () => {
    await storage.pool.query(`UPDATE account SET admin_roles = '{"User Admin"}' WHERE id = '20'`)
    const wanted = { ...anyAccount, role: withAdminRights }
    const { rows } = await list.page(here, wanted, { afterId: null, limit: 9, now: at(0) })
    expect(rows.map(({ id, adminRoles }) => [id, adminRoles])).toEqual([['20', ['User Admin']]])
    expect([await list.count(here, wanted, at(0)), (await list.words(here)).roles[0]]).toEqual([
      1,
      withAdminRights,
    ])
    await storage.pool.query(`UPDATE account SET admin_roles = '{}' WHERE id = '20'`)
  })

  it('stops counting a little above a thousand; knows the words that accounts have', async () => {
    expect(await list.words(here)).toEqual({
      roles: ['organization_internal_user', 'organization_external_user'],
      licenses: ['full', 'free'],
      off: ['licence_used'],
    })
    await storage.pool.query(
      `INSERT INTO account (workspace_id, miro_org_id, id, role, license, admin_roles, first_seen_at)
       SELECT 'T1', $1, 'm' || n, 'board_robot', 'full', '{}', now() FROM generate_series(1, $2) n`,
      [here.miroOrgId, mostCounted + 200],
    )
    expect(await list.count(here, anyAccount, at(0))).toBe(mostCounted + 1)
    expect((await list.words(here)).roles[0]).toBe('board_robot')
  })
})
