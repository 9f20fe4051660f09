import { expect, it } from 'vitest'
import { decisionsRepository } from '../../src/storage/decisions-sql.ts'
import { peopleRepository } from '../../src/storage/people-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { assess, personId, seedDecisions } from '../support/decision-seeds.ts'
import { at, here, rowsOf, there } from './seeds.ts'

const none = { reason: null, reviewAt: null, seen: null, learned: null }
const by = { slackUserId: 'UADMIN', now: at(5), newcomer: null }

await describeOnBothDatabases('decisions about accounts', open => {
  async function seeded() {
    const storage = await open()
    await seedDecisions(storage)
    const ben = await personId(storage, 'UB')
    const stored = () =>
      rowsOf(
        storage,
        `SELECT workspace_id AS ws, account_id AS account, class, person.name AS person, reason, decided_by AS by
         FROM classification c LEFT JOIN person USING (workspace_id)
         WHERE person.id = c.person_id OR (c.person_id IS NULL AND person.slack_user_id = 'UA') ORDER BY 1, 2`,
      )
    const log = () =>
      rowsOf(
        storage,
        `SELECT actor, action, subject, details->'before' AS before, details->'after' AS after FROM deed
         WHERE action LIKE 'account_%' ORDER BY id`,
      )
    return { storage, decisions: decisionsRepository(storage), ben, stored, log }
  }

  it('tells what is known and decided about an account, and whether it is the one of who asks', async () => {
    const { storage, decisions, ben } = await seeded()
    await assess(storage, [
      ['u2', 'staff', 'UB', 'matched_email'],
      ['u3', 'external', 'UB', 'external_with_sponsor'],
    ])
    await decisions.store(
      here,
      [{ ...none, accountId: 'u4', class: 'service', personId: ben, reason: 'Exports', reviewAt: at(9) }],
      by,
    )
    expect(await decisions.account(here, 'u4', 'UA')).toEqual({
      id: 'u4',
      disconnected: false,
      email: 'u4@Acme.com',
      name: null,
      address: 'u4@acme.com',
      role: 'organization_internal_user',
      license: 'full',
      active: true,
      lastActivityAt: new Date('2025-12-01T10:00:00Z'),
      removedAt: null,
      organizationName: 'Acme',
      timeZone: null,
      class: null,
      verdict: null,
      why: null,
      personName: null,
      own: false,
      decision: {
        class: 'service',
        personId: ben,
        personName: 'Ben',
        reason: 'Exports',
        reviewAt: at(9),
        decidedBy: 'UADMIN',
        decidedAt: at(5),
      },
    })
    const own = async (id: string, asker: string) => (await decisions.account(here, id, asker))?.own
    // By the address; by the match; not as a sponsor; as the owner.
    expect([
      await own('u1', 'UA'),
      await own('u2', 'UB'),
      await own('u3', 'UB'),
      await own('u4', 'UB'),
    ]).toEqual([true, true, false, true])
    expect([await own('u1', 'UB'), await own('u2', 'UA')]).toEqual([false, false])
    // What is only likely counts as theirs when it is more than a name.
    await storage.pool.query(
      `INSERT INTO suggestion VALUES ('T1', $1, 'u3', 0, 'plus_tag', $2), ('T1', $1, 'u1', 0, 'similar_name', $2)`,
      [here.miroOrgId, ben],
    )
    expect([await own('u3', 'UB'), await own('u1', 'UB')]).toEqual([true, false])
    expect(await decisions.account(here, 'nobody', 'UA')).toBe(null)
    expect(await decisions.account({ ...here, miroOrgId: '9' }, 'u1', 'UA')).toBe(null)
  })

  it('stores a decision, logs it with what it replaces, and renews or forgets only what was seen', async () => {
    const { storage, decisions, ben, stored, log } = await seeded()
    await assess(storage, [['u2', 'staff', 'UA', 'matched_email']])
    const ana = await personId(storage, 'UA')
    const first = { ...none, accountId: 'u2', class: 'staff' as const, personId: ben }
    expect(await decisions.store(here, [first], by)).toBe(true)
    // Whoever saw that nothing was decided comes too late.
    expect(await decisions.store(here, [{ ...first, class: 'external' }], { ...by, now: at(6) })).toBe(false)
    const second = { ...first, class: 'shared' as const, personId: ana, reason: 'Campaigns', seen: at(5) }
    expect(await decisions.store(here, [second], { ...by, slackUserId: 'UOTHER', now: at(7) })).toBe(true)
    expect(await stored()).toEqual([
      { ws: 'T1', account: 'u2', class: 'shared', person: 'Ana', reason: 'Campaigns', by: 'UOTHER' },
    ])
    const forgetting = { slackUserId: 'UADMIN', now: at(8) }
    expect(await decisions.forget(here, 'u2', { ...forgetting, seen: at(5) })).toBe(false)
    expect(await decisions.forget(there, 'u2', { ...forgetting, seen: at(7) })).toBe(false)
    expect(await decisions.forget(here, 'u2', { ...forgetting, seen: at(7) })).toBe(true)
    expect(await stored()).toEqual([])
    const staffBen = { class: 'staff', person: 'Ben', personId: ben }
    const sharedAna = { class: 'shared', person: 'Ana', personId: ana, reason: 'Campaigns' }
    expect(await log()).toEqual([
      {
        actor: 'UADMIN',
        action: 'account_identified',
        subject: 'u2',
        before: { class: 'staff', person: 'Ana', personId: ana, by: 'email' },
        after: { ...staffBen, reason: null, reviewAt: null },
      },
      {
        actor: 'UOTHER',
        action: 'account_identified',
        subject: 'u2',
        before: { ...staffBen, reason: null, by: 'hand' },
        after: { ...sharedAna, reviewAt: null },
      },
      {
        actor: 'UADMIN',
        action: 'account_unlinked',
        subject: 'u2',
        before: { ...sharedAna, by: 'hand' },
        after: null,
      },
    ])
  })

  it('stores several or none: a gone account, a foreign one or a newer decision stops all', async () => {
    const { storage, decisions, ben, stored, log } = await seeded()
    const about = (accountId: string) => ({ ...none, accountId, class: 'staff' as const, personId: ben })
    expect(await decisions.store(here, [about('u1'), about('nobody')], by)).toBe(false)
    await storage.pool.query(`UPDATE account SET removed_at = now() WHERE id = 'u3' AND workspace_id = 'T1'`)
    expect(await decisions.store(here, [about('u1'), about('u3')], by)).toBe(false)
    expect(await decisions.store({ ...here, miroOrgId: '9' }, [about('u1')], by)).toBe(false)
    expect([await stored(), await log()]).toEqual([[], []])
    expect(await decisions.store(here, [about('u1'), about('u2')], by)).toBe(true)
    expect((await stored()).length).toBe(2)
    expect((await log()).length).toBe(2)
    expect(await decisions.store(here, [about('u4'), { ...about('u1'), seen: at(1) }], by)).toBe(false)
    expect((await stored()).length).toBe(2)
  })

  it('lets one of two win who decide at once', async () => {
    const { decisions, ben, log } = await seeded()
    const about = { ...none, accountId: 'u1', class: 'staff' as const, personId: ben }
    const won = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        decisions.store(here, [about], { ...by, slackUserId: `U${index}`, now: at(10 + index) }),
      ),
    )
    expect(won.filter(Boolean).length).toBe(1)
    expect((await log()).length).toBe(1)
  })

  it('learns an address while a decision teaches it, and takes back what was matched by it', async () => {
    const { storage, decisions, ben } = await seeded()
    const ana = await personId(storage, 'UA')
    const said = {
      ...none,
      accountId: 'u3',
      class: 'staff' as const,
      personId: ben,
      learned: 'ben@old.example',
    }
    const learned = () =>
      rowsOf(
        storage,
        `SELECT p.name, a.address, a.kind FROM person_address a JOIN person p ON p.id = a.person_id
         WHERE a.workspace_id = 'T1' AND a.address IN ('ben@old.example', 'u1@acme.com') ORDER BY 1, 2`,
      )
    const anas = { name: 'Ana', address: 'u1@acme.com', kind: 'primary' }
    const bens = { name: 'Ben', address: 'ben@old.example', kind: 'learned' }
    // Somebody carries this address already: nothing is learned of it, so nothing will be taken back.
    const own = { ...said, accountId: 'u1', personId: ana, learned: 'u1@acme.com' }
    expect(await decisions.store(here, [said, own], by)).toBe(true)
    expect(await learned()).toEqual([anas, bens])
    // A second account teaches the same.
    expect(await decisions.store(here, [{ ...said, accountId: 'u4' }], by)).toBe(true)
    await storage.pool.query(`UPDATE account SET address = 'ben@old.example' WHERE id IN ('u2', 'u3', 'u4')`)
    await assess(storage, [['u2', 'staff', 'UB', 'matched_alias']])
    await storage.pool.query(`UPDATE assessment SET matched_by = 'alias'`)
    const matchedBy = () => rowsOf(storage, 'SELECT matched_by FROM assessment')

    // One is re-mapped, the other one still teaches.
    const remapped = { ...said, personId: ana, learned: null, seen: at(5) }
    expect(await decisions.store(here, [remapped], { ...by, now: at(6) })).toBe(true)
    expect(await learned()).toEqual([anas, bens])
    expect(await matchedBy()).toEqual([{ matched_by: 'alias' }])
    const forgetting = { slackUserId: 'UADMIN', now: at(8) }
    expect(await decisions.forget(here, 'u4', { ...forgetting, seen: at(7) })).toBe(false)
    expect(await learned()).toEqual([anas, bens])
    expect(await decisions.forget(here, 'u4', { ...forgetting, seen: at(5) })).toBe(true)
    expect(await learned()).toEqual([anas])
    expect(await matchedBy()).toEqual([{ matched_by: 'confirmed' }])
    expect(await decisions.forget(here, 'u1', { ...forgetting, seen: at(5) })).toBe(true)
    expect(await learned()).toEqual([anas])

    // An account that is gone teaches on, until something is said of another one with its address.
    expect(await decisions.store(here, [{ ...said, accountId: 'u4' }], { ...by, now: at(9) })).toBe(true)
    await storage.pool.query(`UPDATE account SET removed_at = now() WHERE id = 'u4'`)
    expect(await learned()).toEqual([anas, bens])
    const mailbox = {
      ...none,
      accountId: 'u2',
      class: 'shared' as const,
      personId: ana,
      reason: 'Old mailbox',
    }
    expect(await decisions.store(here, [mailbox], { ...by, now: at(10) })).toBe(true)
    expect(await learned()).toEqual([anas])
  })

  it('adds a newcomer with the decision, or neither', async () => {
    const { storage, decisions } = await seeded()
    const newcomer = { name: 'Nora\0 Bell', address: 'nora@acme.com', title: 'Engineer', startAt: at(100) }
    const about = { ...none, accountId: 'u1', class: 'staff' as const, personId: null }
    const people = () =>
      rowsOf(
        storage,
        `SELECT p.name, p.kind, p.title, p.slack_user_id AS slack, a.address, a.kind AS as, c.account_id AS account
         FROM person p JOIN person_address a ON a.person_id = p.id LEFT JOIN classification c ON c.person_id = p.id
         WHERE p.slack_user_id IS NULL`,
      )
    expect(await decisions.store(here, [{ ...about, accountId: 'nobody' }], { ...by, newcomer })).toBe(false)
    expect(await people()).toEqual([])
    expect(await decisions.store(here, [about], { ...by, newcomer })).toBe(true)
    const nora = { name: 'Nora Bell', kind: 'member', title: 'Engineer', slack: null, as: 'primary' }
    expect(await people()).toEqual([{ ...nora, address: 'nora@acme.com', account: 'u1' }])
    expect(await decisions.store(here, [{ ...about, accountId: 'u2' }], { ...by, newcomer })).toBe(false)
    expect((await people()).length).toBe(1)
    expect([
      await decisions.addressTaken('T1', 'nora@acme.com'),
      await decisions.addressTaken('T2', 'nora@acme.com'),
    ]).toEqual([true, false])
  })

  it('finds people by their Slack id, by id, and those Slack does not offer by name or address', async () => {
    const { decisions, storage } = await seeded()
    const newcomer = { name: 'Nora 100% Bell', address: 'nora@acme.com', title: null, startAt: null }
    await decisions.store(here, [{ ...none, accountId: 'u1', class: 'staff', personId: null }], {
      ...by,
      newcomer,
    })
    expect(await decisions.person('T1', { slackUserId: 'UA' }, 'u1@acme.com')).toMatchObject({
      name: 'Ana',
      kind: 'member',
      slackUserId: 'UA',
      groups: [],
      carriesAddress: true,
    })
    const gus = await personId(storage, 'UG')
    expect(await decisions.person('T1', { personId: gus }, null)).toMatchObject({
      kind: 'guest',
      carriesAddress: false,
    })
    expect(await decisions.person('T2', { personId: gus }, null)).toBe(null)
    const named = async (text: string) =>
      (
        await peopleRepository(storage).search(
          'T1',
          { kind: 'not_in_slack', text },
          { now: at(9), limit: 10 },
        )
      ).map(({ name, left }) => [name, left])
    expect(await named('')).toEqual([
      ['Lea', true],
      ['Nora 100% Bell', false],
    ])
    expect([await named('NORA@'), await named('100%'), await named('_'), await named('ana')]).toEqual([
      [['Nora 100% Bell', false]],
      [['Nora 100% Bell', false]],
      [],
      [],
    ])
  })
})
