import { beforeAll, expect, it } from 'vitest'
import { noGaps } from '../../src/domain/gap.ts'
import type { SoughtPerson } from '../../src/domain/staff.ts'
import { accountCardRepository } from '../../src/storage/account-card-sql.ts'
import type { Storage } from '../../src/storage/engine/open.ts'
import { peopleRepository } from '../../src/storage/people-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, saidOf, seedConnections, there } from './seeds.ts'

async function seed(storage: Storage) {
  await seedConnections(storage)
  const add = (table: string, row: object) =>
    storage.pool.query(`INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, $1::jsonb)).*`, [
      JSON.stringify({ workspace_id: 'T1', miro_org_id: here.miroOrgId, ...row }),
    ])
  const person = (id: string, name: string, more: object = {}) =>
    add('person', {
      ...{ id, name, slack_user_id: id.toUpperCase(), kind: 'member', type: 'employee', is_admin: false },
      ...{ deactivated: false, on_leave: false, first_seen_at: at(0), ...more },
    })
  const carries = (personId: string, address: string, kind: string) =>
    add('person_address', { address, person_id: personId, kind, since: at(3) })
  const account = (id: string, address: string | null, more: object = {}) =>
    add('account', {
      ...{ id, email: address, address, role: 'organization_internal_user', license: 'full', active: true },
      ...{ admin_roles: [], first_seen_at: at(0), ...more },
    })
  const assessment = (id: string, kind: string, personId: string | null, matchedBy: string | null) =>
    add('assessment', {
      ...{ account_id: id, class: kind, person_id: personId, matched_by: matchedBy, changed_at: at(0) },
      results: saidOf('pass confirmed', 'fail left_still_active', 'not_applicable removal_first'),
    })
  const finding = (id: string, more: object) =>
    add('finding', {
      ...{ id, check_id: 'removed', subject_id: 'm1', group_id: 'g', why: 'left_still_active' },
      ...{ opened_at: at(10), clock_at: at(9), due_at: at(99), ...more },
    })
  const logged = (subject: string, action: string, details: object, more: object = {}) =>
    storage.pool.query(
      `INSERT INTO deed (workspace_id, at, actor, action, subject, details) VALUES ($1, $2, 'U9', $3, $4, $5)`,
      [{ workspaceId: 'T1', ...more }.workspaceId, at(5), action, subject, details],
    )
  await person('p1', 'Zoë 50%', { title: 'Designer', end_at: at(40), left_known_at: at(41) })
  await person('p2', 'Zoë Other', { deactivated: true })
  await person('p1', 'Not here', { workspace_id: there.workspaceId })
  await carries('p1', 'zoe@acme.com', 'primary')
  await carries('p1', 'old@acme.com', 'former')
  await carries('p2', 'old@acme.com', 'alias')
  await account('m1', 'old@acme.com', { came_back_at: at(8), admin_roles: ['Billing'] })
  await account('m2', 'zoe@acme.io')
  await account('m3', 'guest@else.com', { removed_at: at(7) })
  await account('m4', 'zoe@acme.com')
  await account('m5', 'lonely@acme.com')
  await account('m1', 'zoe@acme.com', { workspace_id: there.workspaceId })
  await assessment('m1', 'staff', 'p1', 'alias')
  await assessment('m2', 'staff', 'p1', 'equal_domain')
  await assessment('m3', 'external', 'p1', 'confirmed')
  await assessment('m4', 'unidentified', null, null)
  await add('classification', {
    ...{ account_id: 'm3', class: 'external', person_id: 'p1', reason: 'Review', review_at: at(90) },
    ...{ decided_by: 'U9', decided_at: at(4) },
  })
  await add('approval', { account_id: 'm1', role: 'x', approved_by: 'U9', approved_at: at(6) })
  await add('exception', {
    ...{ check_id: 'valid', account_id: 'm1', reason: 'For now', requested_by: 'U8', approved_by: 'U9' },
    ...{ created_at: at(1), expires_at: at(70) },
  })
  await add('finding_group', {
    ...{ id: 'g', check_id: 'removed', opened_at: at(10), changed: false, evaluation_id: 'e' },
  })
  await finding('open', {})
  await finding('closed', { opened_at: at(20), closed_at: at(30), closed_as: 'fixed' })
  await finding('other', { subject_id: 'm2' })
  await logged('m1', 'account_identified', { miroOrgId: here.miroOrgId })
  await logged('m1', 'older', {})
  await logged('m1', 'elsewhere', { miroOrgId: '999' })
  await logged('m1', 'other_workspace', {}, { workspaceId: there.workspaceId })
}

await describeOnBothDatabases('the card of an account', open => {
  let storage: Storage
  let cards: ReturnType<typeof accountCardRepository>
  beforeAll(async () => {
    storage = await open()
    await seed(storage)
    cards = accountCardRepository(storage)
  })

  it('holds everything about it, and nothing of another organization or workspace', async () => {
    const person = {
      ...{
        id: 'p1',
        name: 'Zoë 50%',
        slackUserId: 'P1',
        kind: 'member',
        type: 'employee',
        title: 'Designer',
        startAt: null,
      },
      ...{
        department: null,
        endAt: at(40),
        deactivated: false,
        unlistedAt: null,
        leftKnownAt: at(41),
        onLeave: false,
      },
      ...{ lastDay: null, said: [] },
    }
    const finding = {
      ...{ checkId: 'removed', why: 'left_still_active', clockAt: at(9), dueAt: at(99) },
    }
    expect(await cards.card(here, 'm1')).toEqual({
      organizationName: 'Acme',
      off: ['licence_used'],
      disconnectedAt: null,
      lastCompleteSyncAt: null,
      gaps: noGaps,
      teamsGranted: false,
      boardsGranted: false,
      account: {
        ...{ id: 'm1', email: 'old@acme.com', name: null, role: 'organization_internal_user' },
        ...{ license: 'full', licenseAssignedAt: null, adminRoles: ['Billing'], active: true },
        ...{ lastActivityAt: null, firstSeenAt: at(0), missingSince: null, removedAt: null },
        setAsideSince: null,
        ...{ cameBackAt: at(8), authorises: true },
      },
      person,
      assessment: {
        ...{ class: 'staff', matchedBy: 'alias' },
        matchedAddress: { address: 'old@acme.com', kind: 'former', since: at(3) },
        checks: [
          { id: 'identified', verdict: 'pass', why: 'confirmed' },
          { id: 'removed', verdict: 'fail', why: 'left_still_active' },
          { id: 'valid', verdict: 'not_applicable', why: 'removal_first' },
        ],
      },
      decision: null,
      approval: { role: 'x', by: 'U9', at: at(6) },
      exceptions: [
        {
          ...{ checkId: 'valid', reason: 'For now', approvedBy: 'U9', createdAt: at(1), expiresAt: at(70) },
          revokedAt: null,
        },
      ],
      findings: [
        { ...finding, id: 'open', openedAt: at(10), closedAt: null, closedAs: null },
        { ...finding, id: 'closed', openedAt: at(20), closedAt: at(30), closedAs: 'fixed' },
      ],
      logged: [
        { at: at(5), actor: 'U9', action: 'older', details: {} },
        { at: at(5), actor: 'U9', action: 'account_identified', details: { miroOrgId: here.miroOrgId } },
      ],
    })
  })

  it('names the address that led to the person, and what was decided by hand', async () => {
    const equal = await cards.card(here, 'm2')
    expect(equal?.assessment?.matchedAddress).toEqual({
      ...{ address: 'zoe@acme.com', kind: 'primary', since: at(3) },
    })
    const guest = await cards.card(here, 'm3')
    expect([guest?.person?.id, guest?.assessment?.matchedAddress, guest?.decision]).toEqual([
      'p1',
      null,
      { class: 'external', reason: 'Review', reviewAt: at(90), by: 'U9', at: at(4) },
    ])
    const unjudged = await cards.card(here, 'm5')
    expect([unjudged?.assessment, unjudged?.person, unjudged?.findings]).toEqual([null, null, []])
    expect(await cards.card(here, 'm9')).toBeNull()
    expect(await cards.card({ ...here, miroOrgId: '9' }, 'm1')).toBeNull()
  })

  it('whose accounts: their own first, then those they answer for and those with their address', async () => {
    const ids = async (found: Promise<readonly { accountId: string }[]>) =>
      (await found).map(({ accountId }) => accountId)
    expect(await ids(cards.ofPerson('T1', 'p1', 9))).toEqual(['m1', 'm2', 'm3', 'm4'])
    expect(await ids(cards.ofPerson('T1', 'p1', 2))).toEqual(['m1', 'm2'])
    expect(await ids(cards.ofPerson('T2', 'p1', 9))).toEqual([])
    // With their address, and somebody else's.
    expect(await ids(cards.ofPerson('T1', 'p2', 9))).toEqual(['m1'])
    expect(await ids(cards.withAddress('T1', 'lonely@acme.com', 9))).toEqual(['m5'])
    expect(await ids(cards.withAddress('T1', 'guest@else.com', 9))).toEqual(['m3'])
    expect(await ids(cards.withAddress('T2', 'guest@else.com', 9))).toEqual([])
    const connection = (state: string) => storage.pool.query('UPDATE connection SET state = $1', [state])
    await connection('disconnected')
    expect(await ids(cards.ofPerson('T1', 'p1', 9))).toEqual([])
    expect(await ids(cards.withAddress('T1', 'lonely@acme.com', 9))).toEqual([])
    await connection('connected')
  })

  it('finds people by Slack id, id, address and a part of the name', async () => {
    const people = peopleRepository(storage)
    const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id)
    const sought = (who: SoughtPerson, workspaceId = 'T1') =>
      people.search(workspaceId, who, { now: at(0), limit: 9 })
    expect([
      ids(await sought({ kind: 'slack', slackUserId: 'P2' })),
      ids(await sought({ kind: 'slack', slackUserId: 'P3' })),
    ]).toEqual([['p2'], []])
    expect((await sought({ kind: 'person', personId: 'p1' }, 'T2')).map(({ name }) => name)).toEqual([
      'Not here',
    ])
    expect(ids(await sought({ kind: 'address', address: 'old@acme.com' }))).toEqual(['p1', 'p2'])
    expect(ids(await sought({ kind: 'name', text: 'zoë' }))).toEqual(['p1', 'p2'])
    expect(ids(await sought({ kind: 'name', text: '50%' }))).toEqual(['p1'])
    expect(ids(await sought({ kind: 'name', text: '%' }))).toEqual(['p1'])
  })
})
