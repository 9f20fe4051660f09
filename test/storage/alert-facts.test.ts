import { expect, it } from 'vitest'
import { alertsRepository } from '../../src/storage/alerts.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, seedConnections } from './seeds.ts'

/** What is said of one account in an alert; as other rows, the account was removed and came back. */
type Case = {
  readonly cameBackAt?: Date
  readonly previousClosedAt?: Date
  readonly accountId?: string
  readonly class?: string
}

await describeOnBothDatabases('what an alert says of an account', open => {
  async function said(given: Case) {
    const storage = await open()
    await seedConnections(storage)
    const add = (table: string, row: object) =>
      storage.pool.query(`INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, $1::jsonb)).*`, [
        JSON.stringify({ workspace_id: 'T1', miro_org_id: here.miroOrgId, ...row }),
      ])
    const id = given.accountId ?? 'm7'
    await add('alert', {
      ...{ id: 'a', kind: 'findings', state: 'pending', wanted: 1, sent: 0, attempts: 0 },
      ...{ next_try_at: at(60), maybe_double: false, created_at: at(60) },
    })
    await add('account', {
      ...{ id, email: 'm7@acme.com', address: 'm7@acme.com', role: 'organization_internal_user' },
      ...{ license: 'full', active: true, admin_roles: [], first_seen_at: at(0) },
      ...{ came_back_at: given.cameBackAt ?? null },
    })
    if (given.class !== undefined)
      await add('assessment', {
        ...{ account_id: id, class: given.class, identified: 'pass', identified_why: '', changed_at: at(0) },
        ...{ removed: 'fail', removed_why: '', valid: 'pass', valid_why: '' },
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
})
