import { expect, it } from 'vitest'
import type { Assessment, Reconciled } from '../../src/domain/snapshot.ts'
import { accountSyncRepository } from '../../src/storage/account-sync-sql.ts'
import { alertsRepository } from '../../src/storage/alerts-sql.ts'
import { evaluationRepository } from '../../src/storage/evaluation-sql.ts'
import { overviewRepository } from '../../src/storage/overview-sql.ts'
import { staffSyncRepository } from '../../src/storage/staff-sync-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, member, readRun, rowsOf, seedConnections, there, user } from './seeds.ts'

const assessment = (accountId: string, more: Partial<Assessment> = {}): Assessment => ({
  accountId,
  class: 'unidentified',
  personId: null,
  matchedBy: null,
  results: {
    identified: { verdict: 'fail', why: 'no_match' },
    removed: { verdict: 'not_applicable', why: 'nobody' },
    valid: { verdict: 'not_applicable', why: 'identify_first' },
  },
  ...more,
})
const opened = (subjectId: string) => ({
  checkId: 'identified' as const,
  subjectId,
  why: 'no_match' as const,
  personId: null,
  clockAt: at(10),
  endAt: null,
  dueAt: at(100),
  goesOn: { closedAs: ['disconnected' as const], notBefore: null },
})
const byNothing = { rule: null, critical: false }
const nothing = { opened: [], changed: [], closed: [] }

await describeOnBothDatabases('evaluations and their alerts', open => {
  async function seeded() {
    const storage = await open()
    await seedConnections(storage)
    for (const key of [here, there]) {
      const run = await readRun(storage, 'miro', [['u1', 'u2', 'u3'].map(id => member(id))], at(1), key)
      await accountSyncRepository(storage).apply(run, { gone: [], now: at(1) })
      const staff = await readRun(
        storage,
        'slack',
        [[user('U1'), user('U9', { address: 'u2@acme.io' })]],
        at(1),
        key,
      )
      await staffSyncRepository(storage).apply(staff, { now: at(1) })
    }
    return { storage, evaluation: evaluationRepository(storage), alerts: alertsRepository(storage) }
  }

  it('reads accounts in batches with the people they lead to', async () => {
    const { storage, evaluation } = await seeded()
    await storage.pool.query(`UPDATE workspace SET equal_domains = '{acme.com,acme.io}' WHERE id = 'T1'`)
    const first = await evaluation.batch(here, null, 2)
    expect(first.accountsInBatch.map(account => account.id)).toEqual(['u1', 'u2'])
    expect(first.accountsInBatch[0]).toEqual({
      id: 'u1',
      email: 'u1@Acme.com',
      address: 'u1@acme.com',
      role: 'organization_internal_user',
      license: 'full',
      adminRoles: [],
      active: true,
      lastActivityAt: new Date('2025-12-01T10:00:00Z'),
      licenseAssignedAt: null,
      firstSeenAt: at(1),
      missingSince: null,
      setAsideSince: null,
      removedAt: null,
      cameBackAt: null,
      lookedAt: null,
    })
    expect([...first.addresses.keys()].sort()).toEqual(['u1@acme.com', 'u2@acme.io'])
    expect([...first.people.values()].map(person => person.slackUserId).sort()).toEqual(['U1', 'U9'])
    expect((await evaluation.batch(there, null, 9)).people.size).toBe(1)
    const rest = await evaluation.batch(here, 'u2', 2)
    expect([rest.accountsInBatch.length, rest.people.size]).toEqual([1, 0])
    expect((await evaluation.batch(here, 'u3', 2)).accountsInBatch).toEqual([])
    expect(await evaluation.facts(here)).toMatchObject({
      roles: ['organization_internal_user'],
      staffPeople: 2,
      lastCompleteSyncAt: at(1),
      rule: null,
      systemFinding: null,
    })
  })

  it('goes on with the clock of the finding before, where that was closed without being put right', async () => {
    const { storage, evaluation } = await seeded()
    const saved = async (minute: number, reconciled: Reconciled) =>
      evaluation.save(here, await evaluation.begin(here), {
        evaluationId: `e${minute}`,
        now: at(minute),
        assessments: [],
        reconciled,
      })
    const leaver = (subjectId: string, minute: number, notBefore: number) => ({
      ...opened(subjectId),
      ...{ checkId: 'removed' as const, why: 'left_still_active' as const, personId: 'p' },
      ...{ clockAt: at(minute), dueAt: at(minute + 90) },
      goesOn: { closedAs: ['disconnected' as const, 'not_applicable' as const], notBefore: at(notBefore) },
    })
    const subjects = ['forgotten', 'fixed', 'left again', 'somebody else']
    await saved(10, { ...nothing, opened: subjects.map(id => leaver(id, 10, 5)) })
    const { rows } = await storage.pool.query<{ id: string; subject: string }>(
      'SELECT id, subject_id AS subject FROM finding',
    )
    const closed = rows.map(({ id, subject }) => ({
      id,
      closedAs: subject === 'fixed' ? ('fixed' as const) : ('not_applicable' as const),
    }))
    await saved(20, { ...nothing, closed })
    const again = [
      ...['forgotten', 'fixed'].map(id => leaver(id, 30, 5)),
      leaver('left again', 30, 25),
      { ...leaver('somebody else', 30, 5), personId: 'q' },
    ]
    await saved(30, { ...nothing, opened: again })
    expect(
      await rowsOf(
        storage,
        `SELECT subject_id AS s, clock_at AS clock, due_at AS due, previous_id IS NOT NULL AS linked
         FROM finding WHERE closed_at IS NULL ORDER BY subject_id`,
      ),
    ).toEqual([
      { s: 'fixed', clock: at(30), due: at(120), linked: true },
      { s: 'forgotten', clock: at(10), due: at(100), linked: true },
      { s: 'left again', clock: at(30), due: at(120), linked: true },
      { s: 'somebody else', clock: at(30), due: at(120), linked: true },
    ])
  })

  it('opens, changes, closes and opens again, each once, and only for the newest evaluation', async () => {
    const { storage, evaluation } = await seeded()
    const fence = await evaluation.begin(here)
    const saved = {
      evaluationId: 'e1',
      now: at(10),
      assessments: [assessment('u1')],
      reconciled: { ...nothing, opened: [opened('u1')] },
    }
    expect(await evaluation.save(here, fence, saved)).toBe(true)
    expect(await evaluation.save(here, fence, saved)).toBe(true)
    const before = await evaluation.batch(here, null, 9)
    const [finding] = before.findings.get('u1') ?? []
    if (finding === undefined) throw new Error('nothing was opened')
    expect(before.previous.get('u1')).toEqual(assessment('u1'))
    const { goesOn: _goesOn, ...stored } = opened('u1')
    expect(finding).toEqual({ id: finding.id, ...stored })
    const newer = await evaluation.begin(here)
    const close = { ...nothing, closed: [{ id: finding.id, closedAs: 'fixed' as const }] }
    expect(await evaluation.save(here, fence, { ...saved, assessments: [], reconciled: close })).toBe(false)
    const both = {
      changed: [{ id: finding.id, why: 'conflict' as const, personId: 'p', endAt: at(5) }],
      opened: [opened('u2')],
      closed: [],
    }
    expect(await evaluation.save(here, newer, { ...saved, evaluationId: 'e2', reconciled: both })).toBe(true)
    expect(await evaluation.save(there, newer, { ...saved, reconciled: close })).toBe(false)
    const again = { closed: close.closed, changed: [], opened: [opened('u1')] }
    expect(
      await evaluation.save(here, newer, { ...saved, evaluationId: 'e3', now: at(20), reconciled: again }),
    ).toBe(true)
    expect(
      await rowsOf(
        storage,
        `SELECT f.workspace_id AS w, f.subject_id AS s, f.why, f.person_id AS p, f.end_at AS "end", f.closed_as AS c,
           f.closed_at AS at, e.id IS NOT NULL AS linked, g.evaluation_id AS e
         FROM finding f JOIN finding_group g ON g.id = f.group_id LEFT JOIN finding e ON e.id = f.previous_id
         ORDER BY f.opened_at, f.subject_id, g.evaluation_id`,
      ),
    ).toEqual([
      {
        w: 'T1',
        s: 'u1',
        why: 'conflict',
        p: 'p',
        end: at(5),
        c: 'fixed',
        at: at(20),
        linked: false,
        e: 'e1',
      },
      { w: 'T1', s: 'u2', why: 'no_match', p: null, end: null, c: null, at: null, linked: false, e: 'e2' },
      { w: 'T1', s: 'u1', why: 'no_match', p: null, end: null, c: null, at: null, linked: true, e: 'e3' },
    ])
    expect([
      await evaluation.finish(here, fence, byNothing, at(21)),
      await evaluation.finish(here, newer, byNothing, at(21)),
    ]).toEqual([false, true])
  })

  it('evaluates some accounts apart, and lets one of all go on after that', async () => {
    const { storage, evaluation, alerts } = await seeded()
    const all = await evaluation.begin(here)
    await evaluation.save(here, all, {
      evaluationId: 'all',
      now: at(10),
      assessments: [assessment('u1')],
      reconciled: { ...nothing, opened: [opened('u1')] },
    })
    const some = await evaluation.begin(here, 'some')
    const apart = {
      evaluationId: 'some',
      now: at(11),
      assessments: [assessment('u2')],
      reconciled: { ...nothing, opened: [opened('u2')] },
    }
    expect(await evaluation.save(here, some, apart)).toBe(true)
    expect(await evaluation.save(here, all, apart)).toBe(false)
    expect([
      await evaluation.goOn(here, all),
      await evaluation.goOn(here, some),
      await evaluation.goOn(there, all),
    ]).toEqual([some, null, null])
    const batch = await evaluation.batchOf(here, ['u2', 'nobody'])
    expect([batch.accountsInBatch.map(({ id }) => id), [...batch.findings.keys()]]).toEqual([['u2'], ['u2']])
    expect([...(await evaluation.batchOf(here, ['u1', 'u2'])).previous.keys()].sort()).toEqual(['u1', 'u2'])
    const groups = async (only: string | null) =>
      (await alerts.publishFacts(here, at(12), only)).groupsWithoutAlert.length
    expect([await groups(null), await groups('some'), await groups('none')]).toEqual([2, 1, 0])
    const next = await evaluation.begin(here)
    expect([await evaluation.goOn(here, all), await evaluation.goOn(here, next)]).toEqual([null, next])
    expect(await rowsOf(storage, 'SELECT last_evaluated_at AS at FROM connection')).toEqual([
      { at: null },
      { at: null },
    ])
  })

  it('what one of all and one of some find at the same time is one group with one message', async () => {
    const { storage, evaluation, alerts } = await seeded()
    await evaluation.begin(here)
    // The one of all goes on by the number of the one of some, and has read before that one wrote.
    const fence = await evaluation.begin(here, 'some')
    const found = { now: at(10), assessments: [], reconciled: { ...nothing, opened: [opened('u1')] } }
    expect(await evaluation.save(here, fence, { ...found, evaluationId: 'some' })).toBe(true)
    const { groupsWithoutAlert } = await alerts.publishFacts(here, at(11), 'some')
    expect(await evaluation.save(here, fence, { ...found, evaluationId: 'all' })).toBe(true)
    expect((await alerts.publishFacts(here, at(11))).groupsWithoutAlert).toEqual(groupsWithoutAlert)

    const create = groupsWithoutAlert.map(({ id }) => ({ kind: 'findings' as const, groupIds: [id] }))
    const publish = () => alerts.publish(here, fence, { create, attach: [], bump: [] }, at(11))
    expect([await publish(), await publish()]).toEqual([true, true])
    expect(await rowsOf(storage, 'SELECT alert_id IS NOT NULL AS told FROM finding_group')).toEqual([
      { told: true },
    ])
    expect((await alerts.due(at(11), 9)).length).toBe(1)
  })

  it('publishes groups as messages, delivers each once, and says what is open', async () => {
    const { storage, evaluation, alerts } = await seeded()
    const fence = await evaluation.begin(here)
    const reconciled = { ...nothing, opened: [opened('u1'), opened('u2')] }
    await evaluation.save(here, fence, {
      evaluationId: 'e1',
      now: at(10),
      assessments: [
        assessment('u1', {
          results: { ...assessment('u1').results, valid: { verdict: 'unknown', why: 'role_unknown' } },
        }),
      ],
      reconciled,
    })
    const facts = await alerts.publishFacts(here, at(11))
    const groupId = facts.groupsWithoutAlert[0]?.id ?? ''
    expect(facts).toEqual({
      groupsWithoutAlert: [{ id: groupId, checkId: 'identified', open: 2 }],
      unpostedSummary: null,
      everAlerted: false,
      everLooked: false,
      changedAlerts: [],
      alertsDueToChange: [],
      standing: [],
    })
    const plan = { create: [{ kind: 'summary' as const, groupIds: [groupId] }], attach: [], bump: [] }
    expect(await alerts.publish(here, fence - 1, plan, at(11))).toBe(false)
    expect(await alerts.publish(here, fence, plan, at(11))).toBe(true)
    const [due] = await alerts.due(at(11), 9)
    if (due === undefined) throw new Error('nothing is due')
    expect(await alerts.publishFacts(here, at(11))).toMatchObject({
      groupsWithoutAlert: [],
      unpostedSummary: due.id,
      everAlerted: true,
    })
    expect(await alerts.facts('T1', due.id)).toMatchObject({
      kind: 'summary',
      organizationName: 'Acme',
      firstAccounts: 3,
      unknown: 1,
      groups: [
        {
          id: groupId,
          open: 2,
          closed: 0,
          findings: [{ subjectId: 'u1', account: { id: 'u1' }, person: null }, { subjectId: 'u2' }],
        },
      ],
    })
    expect(await alerts.facts('T2', due.id)).toBe(null)
    const claims = await Promise.all([1, 2, 3].map(() => alerts.claim(due, at(11), 60_000)))
    expect(claims.filter(Boolean)).toEqual([true])
    expect(await alerts.due(at(11.5), 9)).toEqual([])
    // Its process died: after the lease another one takes it, and the first one's failure no longer counts.
    const [late] = await alerts.due(at(13), 9)
    if (late === undefined) throw new Error('the lease did not end')
    expect(late).toMatchObject({ state: 'sending', attempts: 1, ts: null })
    expect(await alerts.claim(late, at(13), 60_000)).toBe(true)
    expect(
      await alerts.failed(due, { error: 'x', nextTryAt: at(99), state: 'pending', channelFence: 0 }, at(13)),
    ).toBe(false)
    const posted = {
      channelId: 'C1',
      ts: '1.1',
      version: 1,
      changesAt: at(50),
      closed: false,
      told: 'as then',
      maybeDouble: false,
    }
    await alerts.posted(late, posted, at(13))
    // What was true when it was made stays: one account is gone since.
    await storage.pool.query(`UPDATE account SET removed_at = $1 WHERE id = 'u3'`, [at(13)])
    expect(await alerts.facts('T1', due.id)).toMatchObject({ firstAccounts: 3 })
    expect((await alerts.publishFacts(here, at(14))).standing).toEqual([{ id: due.id, told: 'as then' }])
    expect(await alerts.due(at(40), 9)).toEqual([])
    expect((await alerts.publishFacts(here, at(51))).alertsDueToChange).toEqual([due.id])
    await alerts.publish(here, fence, { create: [], attach: [], bump: [due.id] }, at(51))
    expect(await alerts.due(at(51), 9)).toMatchObject([
      { id: due.id, state: 'sent', ts: '1.1', wanted: 2, sent: 1 },
    ])
    expect((await overviewRepository(storage).checks(here, at(0))).open).toEqual([
      { checkId: 'identified', count: 2, oldestOpenedAt: at(10), soonestDueAt: at(100) },
    ])
    expect((await overviewRepository(storage).checks(there, at(0))).open).toEqual([])
  })

  it('keeps notices open until their matter is settled', async () => {
    const { alerts } = await seeded()
    const facts = {
      kind: 'connection' as const,
      organizationName: 'Acme',
      miroOrgId: here.miroOrgId,
      trouble: 'stale' as const,
      because: null,
      since: at(1),
      lastCompleteSyncAt: null,
      fixedAt: null,
    }
    const id = (await alerts.notify({ ...here, kind: 'connection', facts, userId: 'U1' }, at(2))) ?? ''
    expect(await alerts.openNotice('T1', here.miroOrgId, 'connection')).toEqual({ id, facts })
    expect(await alerts.openNotice('T2', here.miroOrgId, 'connection')).toBe(null)
    await alerts.changeNotice('T2', id, { ...facts, fixedAt: at(3) }, at(3))
    expect(await alerts.facts('T1', id)).toEqual(facts)
    await alerts.changeNotice('T1', id, { ...facts, fixedAt: at(3) }, at(3))
    expect(await alerts.openNotice('T1', here.miroOrgId, 'connection')).toBe(null)
    const [due] = await alerts.due(at(3), 9)
    expect(due).toMatchObject({ id, userId: 'U1', wanted: 2, kind: 'connection' })
  })

  it('lists accounts by verdict, role and address', async () => {
    const { storage, evaluation } = await seeded()
    const overview = overviewRepository(storage)
    const fence = await evaluation.begin(here)
    const assessments = ['u1', 'u2', 'u3'].map(id => assessment(id))
    await evaluation.save(here, fence, { evaluationId: 'e', now: at(1), assessments, reconciled: nothing })
    await storage.pool.query(`UPDATE connection SET miro_user_id = 'u2'`)
    const fails = { checkId: 'identified', verdict: 'fail', afterId: null, limit: 2 } as const
    const page = await overview.behind(here, fails)
    expect([page.rows.map(row => [row.id, row.why, row.authorises]), page.more]).toEqual([
      [
        ['u1', 'no_match', false],
        ['u2', 'no_match', true],
      ],
      true,
    ])
    expect(await overview.behind(here, { ...fails, afterId: 'u2' })).toMatchObject({
      rows: [{ id: 'u3' }],
      more: false,
    })
    expect(await overview.behind(there, fails)).toEqual({ rows: [], more: false })
    expect((await overview.checks(here, at(0))).counts.identified).toMatchObject({ fail: 3, pass: 0 })
    expect(await overview.roles(here)).toEqual([{ role: 'organization_internal_user', count: 3 }])
    await storage.pool.query(
      `UPDATE account SET admin_roles = '{"User Admin","Night \\"watch\\""}' WHERE miro_org_id = $1`,
      [here.miroOrgId],
    )
    expect((await overview.checks(here, at(0))).administering).toBe(3)
    expect(await overview.adminRights(here)).toEqual([
      { right: 'Night "watch"', count: 3 },
      { right: 'User Admin', count: 3 },
    ])
    expect((await overview.findAccounts(here, 'U2@', 9)).map(row => row.id)).toEqual(['u2'])
    expect(await overview.findAccounts(here, '%\0', 9)).toEqual([])
  })
})
