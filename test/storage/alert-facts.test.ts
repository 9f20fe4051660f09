import { expect, it } from 'vitest'
import { alertsRepository } from '../../src/storage/alerts-sql.ts'
import type { Storage } from '../../src/storage/engine/storage.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, saidOf, seedConnections } from './seeds.ts'

/** What is said of one account in an alert; as other rows, the account was removed and came back. */
type Case = {
  readonly cameBackAt?: Date
  readonly previousClosedAt?: Date
  readonly accountId?: string
  readonly class?: string
}

const addRow = (storage: Storage, table: string, row: object) =>
  storage.pool.query(`INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, $1::jsonb)).*`, [
    JSON.stringify({ workspace_id: 'T1', miro_org_id: here.miroOrgId, ...row }),
  ])

await describeOnBothDatabases('what an alert says of an account', open => {
  async function said(given: Case) {
    const storage = await open()
    await seedConnections(storage)
    const add = (table: string, row: object) => addRow(storage, table, row)
    const id = given.accountId ?? 'm7'
    await add('alert', {
      ...{ id: 'a', kind: 'findings', state: 'pending', wanted: 1, sent: 0, attempts: 0, broadcast: false },
      ...{ next_try_at: at(60), maybe_double: false, created_at: at(60) },
    })
    await add('account', {
      ...{ id, email: 'm7@acme.com', address: 'm7@acme.com', role: 'organization_internal_user' },
      ...{ license: 'full', active: true, admin_roles: [], first_seen_at: at(0) },
      ...{ came_back_at: given.cameBackAt ?? null },
    })
    if (given.class !== undefined)
      await add('assessment', {
        ...{ account_id: id, class: given.class, changed_at: at(0) },
        results: saidOf('pass confirmed', 'fail left_still_active'),
      })
    const group = { check_id: 'removed', opened_at: at(60), changed: false, evaluation_id: 'e' }
    await add('finding_group', { ...group, id: 'g', alert_id: 'a' })
    await add('finding_group', { ...group, id: 'g-before', evaluation_id: 'e-before' })
    const finding = { check_id: 'removed', subject_id: id, why: 'left_still_active', clock_at: at(0) }
    const before = given.previousClosedAt
    if (before !== undefined)
      await add('finding', {
        ...{ ...finding, id: 'f-before', group_id: 'g-before', opened_at: at(0), due_at: at(90) },
        ...{ closed_at: before, closed_as: 'fixed' },
      })
    await add('finding', {
      ...{ ...finding, id: 'f', group_id: 'g', opened_at: at(60), due_at: at(90) },
      ...{ previous_id: before === undefined ? null : 'f-before' },
    })
    const facts = await alertsRepository(storage).facts('T1', 'a')
    const one = facts?.kind === 'findings' ? facts.groups[0]?.findings[0] : undefined
    return { cameBack: one?.cameBack, class: one?.account?.class, authorises: one?.account?.authorises }
  }

  it('came back, when it did between the finding before and this one', async () => {
    const cases: [Case, boolean][] = [
      [{}, false],
      [{ previousClosedAt: at(20) }, false],
      [{ previousClosedAt: at(20), cameBackAt: at(60) }, true],
      // A finding that was open before it came back; one opened long after; one that has none before it.
      [{ previousClosedAt: at(20), cameBackAt: at(61) }, false],
      [{ previousClosedAt: at(20), cameBackAt: at(10) }, false],
      [{ cameBackAt: at(30) }, false],
    ]
    for (const [given, cameBack] of cases)
      expect([given, (await said(given)).cameBack]).toEqual([given, cameBack])
  })

  it('its class, and whether the connection was authorised with it', async () => {
    expect(await said({ class: 'service' })).toEqual({ cameBack: false, class: 'service', authorises: false })
    expect(await said({ accountId: 'm1' })).toEqual({ cameBack: false, class: undefined, authorises: true })
  })

  it('a summary shows a group that closed after it was posted, and none that closed before', async () => {
    const groupsShown = async (ts: string | null, kind = 'summary') => {
      const storage = await open()
      await seedConnections(storage)
      const add = (table: string, row: object) => addRow(storage, table, row)
      await add('alert', {
        ...{ id: 'a', kind, state: 'pending', wanted: 1, sent: 0, attempts: 0, ts, broadcast: false },
        ...{ next_try_at: at(60), maybe_double: false, created_at: at(60) },
      })
      for (const [id, closedAt] of [['open', null] as const, ['closed', at(70)] as const]) {
        const group = { check_id: 'removed', opened_at: at(60), changed: false, evaluation_id: id }
        await add('finding_group', { ...group, id, alert_id: 'a' })
        await add('finding', {
          ...{ check_id: 'removed', subject_id: id, why: 'left_still_active', clock_at: at(0) },
          ...{ id: `f-${id}`, group_id: id, opened_at: at(60), due_at: at(90) },
          ...{ closed_at: closedAt, closed_as: closedAt === null ? null : 'fixed' },
        })
      }
      const facts = await alertsRepository(storage).facts('T1', 'a')
      return facts?.kind === 'summary' || facts?.kind === 'findings' ? facts.groups.map(({ id }) => id) : null
    }
    const ts = (minutes: number) => `${at(minutes).getTime() / 1000}.000100`
    expect(await groupsShown(null)).toEqual(['open'])
    expect(await groupsShown(ts(71))).toEqual(['open'])
    expect(await groupsShown(ts(69))).toEqual(['closed', 'open'])
    expect(await groupsShown(ts(71), 'findings')).toEqual(['closed', 'open'])
  })
})
