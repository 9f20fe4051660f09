import { expect, it } from 'vitest'
import type { Rule } from '../../src/domain/rule.ts'
import { accountSyncRepository } from '../../src/storage/account-sync-sql.ts'
import type { Storage } from '../../src/storage/engine/open.ts'
import { overviewRepository } from '../../src/storage/overview-sql.ts'
import { ruleDraftsRepository, rulesRepository } from '../../src/storage/rules-sql.ts'
import { staffSyncRepository } from '../../src/storage/staff-sync-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, member, readRun, rowsOf, saidOf, seedConnections, there, user } from './seeds.ts'

const everyone: Rule = { way: 'every_staff_member' }
const byRole: Rule = {
  way: 'by_role',
  miroRoles: ['organization_internal_user', 'with "quotes", commas'],
  staffRoles: [
    { kind: 'title', value: 'Engineer' },
    { kind: 'department', value: 'R&D' },
  ],
}
const withRights: Rule = { ...byRole, adminRights: ['User Admin', 'Night "watch" <!channel>, {x}'] }
const noRights: Rule = { ...byRole, adminRights: [] }
const byApproval: Rule = { way: 'by_approval' }
const plain = 'organization_internal_user'
const admin = 'organization_internal_admin'

const approval = (account_id: string, role: string, approved_by: string, approved_at: Date) => ({
  workspace_id: 'T1',
  miro_org_id: here.miroOrgId,
  account_id,
  role,
  approved_by,
  approved_at,
})
const approvals = (storage: Storage) =>
  rowsOf(storage, 'SELECT * FROM approval ORDER BY workspace_id, account_id')

await describeOnBothDatabases('rules', open => {
  async function seeded(own?: 'own') {
    const storage = await open(own)
    await seedConnections(storage)
    for (const [key, ids] of [
      [here, ['u1', 'u2', 'u3']],
      [there, ['u1', 'u2', 'only-there']],
    ] as const) {
      const rows = ids.map(id => member(id, id === 'u2' ? { role: admin } : {}))
      const run = await readRun(storage, 'miro', [rows], at(1), key)
      await accountSyncRepository(storage).apply(run, { gone: [], now: at(1) })
    }
    return { storage, rules: rulesRepository(storage) }
  }

  it('keeps which admin rights are valid, none of them or that nobody looks, in drafts and in rules', async () => {
    const { storage, rules } = await seeded()
    const drafts = ruleDraftsRepository(storage)
    for (const [before, rule] of [byRole, withRights, noRights].entries()) {
      const id = await drafts.add(here, { rule, approved: ['u1'], basedOn: before }, 'U1', at(1))
      const draft = await drafts.get(here, id, 'U1')
      expect(draft?.rule).toEqual(rule)
      if (draft !== null) await rules.saveDraft(here, draft, 'U1', at(2))
      expect((await rules.current(here))?.rule).toEqual(rule)
    }
  })

  it('saves a draft as it is, once, by whom it belongs to, and only on the version it was begun on', async () => {
    const { storage, rules } = await seeded()
    const drafts = ruleDraftsRepository(storage)
    const draft = { rule: byApproval, approved: ['u1', 'u2'], basedOn: 0 }
    const id = await drafts.add(here, draft, 'U1', at(1))
    expect(await drafts.get(here, id, 'U1')).toEqual({ id, ...draft })
    for (const [key, by] of [
      [here, 'U2'],
      [there, 'U1'],
    ] as const)
      expect(await drafts.get(key, id, by)).toBe(null)
    const later = await drafts.add(here, { ...draft, rule: byRole }, 'U1', at(2))
    const unsaved = async (by: string, basedOn: number, now = at(3)) =>
      (await drafts.unsaved(here, by, basedOn, now))?.id ?? null
    expect([await unsaved('U1', 0), await unsaved('U2', 0), await unsaved('U1', 1)]).toEqual([
      later,
      null,
      null,
    ])
    expect(await unsaved('U1', 0, new Date(at(2).getTime() + 24 * 3_600_000))).toBe(null)
    expect(await rules.saveDraft(there, { id, ...draft }, 'U1', at(2))).toBe(null)
    const saves = await Promise.all(
      [2, 3].map(second => rules.saveDraft(here, { id, ...draft }, 'U1', at(second))),
    )
    expect(saves.filter(one => one !== null)).toMatchObject([{ saved: { version: 1 }, added: ['u1', 'u2'] }])
    expect(await drafts.get(here, id, 'U1')).toBe(null)

    const late = await drafts.add(here, { rule: byRole, approved: null, basedOn: 0 }, 'U2', at(4))
    expect(
      await rules.saveDraft(here, { id: late, rule: byRole, approved: null, basedOn: 0 }, 'U2', at(5)),
    ).toBe(null)
    expect((await drafts.get(here, late, 'U2'))?.rule).toEqual(byRole)
    expect(await approvals(storage)).toHaveLength(2)
    // A day later what nobody saved is forgotten.
    await drafts.add(here, draft, 'U1', new Date(at(4).getTime() + 25 * 3_600_000))
    expect(await drafts.get(here, late, 'U2')).toBe(null)
  })

  it('does not approve an account for another role than was previewed', async () => {
    const { storage, rules } = await seeded()
    const draft = { rule: byApproval, approved: ['u1', 'u2'], basedOn: 0 }
    const id = await ruleDraftsRepository(storage).add(here, draft, 'U1', at(1))
    await storage.pool.query(`UPDATE account SET role = $1 WHERE id = 'u1'`, [admin])
    expect(await rules.saveDraft(here, { id, ...draft }, 'U1', at(2))).toBe(null)
    expect([await rules.current(here), await approvals(storage)]).toEqual([null, []])
    await storage.pool.query(`UPDATE account SET role = $1 WHERE id = 'u1'`, [plain])
    expect((await rules.saveDraft(here, { id, ...draft }, 'U1', at(3)))?.added).toEqual(['u1', 'u2'])
  })

  it('gives every saved rule the next version and keeps the older ones', async () => {
    const { storage, rules } = await seeded()
    expect(await rules.current(here)).toBe(null)
    const saved = [
      { version: 1, rule: everyone, savedBy: 'U1', savedAt: at(1) },
      { version: 2, rule: byRole, savedBy: 'U2', savedAt: at(2) },
      { version: 3, rule: { way: 'by_approval' as const }, savedBy: 'U1', savedAt: at(3) },
    ]
    for (const one of saved) {
      expect(await rules.save(here, one.rule, one.savedBy, one.savedAt)).toEqual({
        saved: one,
        added: [],
        withdrawn: [],
      })
      expect(await rules.current(here)).toEqual(one)
    }
    expect(
      await rowsOf(
        storage,
        `SELECT version, way, miro_roles AS miro, staff_roles AS staff, saved_by AS by, saved_at AS at
         FROM rule ORDER BY version`,
      ),
    ).toEqual([
      { version: 1, way: 'every_staff_member', miro: [], staff: [], by: 'U1', at: at(1) },
      { version: 2, way: 'by_role', miro: byRole.miroRoles, staff: byRole.staffRoles, by: 'U2', at: at(2) },
      { version: 3, way: 'by_approval', miro: [], staff: [], by: 'U1', at: at(3) },
    ])
  })

  it('counts versions for each connection alone', async () => {
    const { rules } = await seeded()
    await rules.save(here, everyone, 'U1', at(1))
    await rules.save(here, everyone, 'U1', at(2))
    expect(await rules.current(there)).toBe(null)
    const theirs = { version: 1, rule: byRole, savedBy: 'U9', savedAt: at(3) }
    expect((await rules.save(there, byRole, 'U9', at(3))).saved).toEqual(theirs)
    expect(await rules.current(there)).toEqual(theirs)
    expect(await rules.current(here)).toEqual({ version: 2, rule: everyone, savedBy: 'U1', savedAt: at(2) })
  })

  it('gives rules saved at once different versions, without a gap', async () => {
    const { storage, rules } = await seeded()
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, index) => rules.save(here, everyone, `U${index}`, at(index))),
    )
    const saved = all.map(one => one.saved)
    expect(saved.map(one => one.version).sort((one, other) => one - other)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    )
    expect(await rowsOf(storage, 'SELECT version, saved_by AS "savedBy" FROM rule ORDER BY version')).toEqual(
      saved
        .map(({ version, savedBy }) => ({ version, savedBy }))
        .sort((one, other) => one.version - other.version),
    )
  })

  it('approves accounts for the role they have', async () => {
    const { storage, rules } = await seeded()
    expect(await rules.approved(here)).toEqual([])
    await rules.save(here, byApproval, 'U1', at(1), ['u2', 'u1'])
    expect(await approvals(storage)).toEqual([
      approval('u1', plain, 'U1', at(1)),
      approval('u2', admin, 'U1', at(1)),
    ])
    expect(await rules.approved(here)).toEqual([
      { id: 'u1', email: 'u1@Acme.com', role: plain, name: null },
      { id: 'u2', email: 'u2@Acme.com', role: admin, name: null },
    ])
  })

  it('saves the rule and the approvals together or not at all', async () => {
    const { storage, rules } = await seeded('own')
    await rules.save(here, byApproval, 'U1', at(1), ['u1', 'u2'])
    const before = await approvals(storage)
    await storage.pool.query('ALTER TABLE approval ADD CONSTRAINT full_now CHECK (approved_by <> $$U2$$)')
    await expect(rules.save(here, byApproval, 'U2', at(2), ['u3'])).rejects.toThrow('full_now')
    expect([(await rules.current(here))?.version, await approvals(storage)]).toEqual([1, before])
  })

  it('tells which approvals are new, renewed for another role, or withdrawn', async () => {
    const { storage, rules } = await seeded()
    const first = await rules.save(here, byApproval, 'U1', at(1), ['u2', 'u1', 'nobody'])
    await storage.pool.query(`UPDATE account SET role = $1 WHERE id = 'u1'`, [admin])
    const second = await rules.save(here, byApproval, 'U2', at(2), ['u1', 'u3'])
    const third = await rules.save(here, byRole, 'U2', at(3))
    expect([first, second, third].map(({ added, withdrawn }) => ({ added, withdrawn }))).toEqual([
      { added: ['u1', 'u2'], withdrawn: [] },
      { added: ['u1', 'u3'], withdrawn: ['u2'] },
      { added: [], withdrawn: [] },
    ])
  })

  it('keeps who approved an account before, withdraws the others and adds the new ones', async () => {
    const { storage, rules } = await seeded()
    await rules.save(here, byApproval, 'U1', at(1), ['u1', 'u2'])
    await rules.save(here, byApproval, 'U2', at(2), ['u2', 'u3'])
    expect(await approvals(storage)).toEqual([
      approval('u2', admin, 'U1', at(1)),
      approval('u3', plain, 'U2', at(2)),
    ])
    await rules.save(here, byApproval, 'U3', at(3), [])
    expect(await approvals(storage)).toEqual([])
  })

  it('renews the approval of an account whose role changed, and only that one', async () => {
    const { storage, rules } = await seeded()
    await rules.save(here, byApproval, 'U1', at(1), ['u1', 'u2'])
    await storage.pool.query(`UPDATE account SET role = $1 WHERE id = 'u1'`, [admin])
    await rules.save(here, byApproval, 'U2', at(2), ['u1', 'u2'])
    expect(await approvals(storage)).toEqual([
      approval('u1', admin, 'U2', at(2)),
      approval('u2', admin, 'U1', at(1)),
    ])
  })

  it('tells approvals that lapsed, for the role changed since, from those that hold', async () => {
    const { storage, rules } = await seeded()
    await rules.save(here, byApproval, 'U1', at(1), ['u1', 'u2'])
    await storage.pool.query(`UPDATE account SET role = $1 WHERE id = 'u1' AND workspace_id = 'T1'`, [admin])
    expect(await rules.approved(here)).toEqual([{ id: 'u2', email: 'u2@Acme.com', role: admin, name: null }])
    expect(await rules.lapsed(here)).toEqual([
      { id: 'u1', email: 'u1@Acme.com', role: admin, name: null, approvedRole: plain },
    ])
    expect(await rules.lapsed(there)).toEqual([])
  })

  it('tells whose account each of the chosen ones is, and which are approved already', async () => {
    const { storage, rules } = await seeded()
    const people = await readRun(
      storage,
      'slack',
      [[user('UA', { address: 'u1@acme.com' }), user('UB')]],
      at(1),
    )
    await staffSyncRepository(storage).apply(people, { now: at(1) })
    await storage.pool.query(
      `INSERT INTO assessment (workspace_id, miro_org_id, account_id, class, person_id, results, changed_at)
       SELECT 'T1', $1, account.id, class, person.id, $3, $2
       FROM (VALUES ('u2', 'staff'), ('u3', 'external')) AS account (id, class), person WHERE slack_user_id = 'UA'`,
      [here.miroOrgId, at(1), saidOf()],
    )
    await storage.pool.query(
      `INSERT INTO suggestion SELECT 'T1', $1, 'u3', 0, 'plus_tag', id FROM person WHERE slack_user_id = 'UB'`,
      [here.miroOrgId],
    )
    await rules.save(here, byApproval, 'U1', at(1), ['u2'])
    const chosen = async (by: string) =>
      (await rules.chosen(here, ['u3', 'u2', 'u1', 'nobody'], by)).map(({ id, own, approved }) => [
        id,
        own,
        approved,
      ])
    // Approved by whom it belongs to: somebody else who saves renews it, they themselves do not.
    const approvers = async () =>
      (await approvals(storage)).map(row => (row as { approved_by: string }).approved_by)
    await storage.pool.query(`UPDATE approval SET approved_by = 'UA'`)
    await rules.save(here, byApproval, 'UA', at(2), ['u2'])
    expect(await approvers()).toEqual(['UA'])
    await rules.save(here, byApproval, 'U2', at(3), ['u2'])
    expect(await approvers()).toEqual(['U2'])
    // By the address, by whom it was assessed to be, and only a guest they answer for.
    expect(await chosen('UA')).toEqual([
      ['u1', true, false],
      ['u2', true, true],
      ['u3', false, false],
    ])
    // Nobody has said so yet, but its address says it.
    expect((await chosen('UB')).map(([, own]) => own)).toEqual([false, false, true])
  })

  it('finds everybody who is known and has not left, but oneself, and names whose account it is', async () => {
    const { storage, rules } = await seeded()
    const names = [user('UA', { name: 'Dana Lee' }), user('UB', { name: 'Ben 100%' })]
    const people = await readRun(storage, 'slack', [names], at(1))
    await staffSyncRepository(storage).apply(people, { now: at(1) })
    const judged = (account: string, slackUserId: string, results: object) =>
      storage.pool.query(
        `INSERT INTO assessment (workspace_id, miro_org_id, account_id, class, person_id, results, changed_at)
         SELECT 'T1', $1, $2, 'staff', id, $3, $4 FROM person WHERE slack_user_id = $5`,
        [here.miroOrgId, account, JSON.stringify(results), at(1), slackUserId],
      )
    const known = { identified: { verdict: 'pass', why: 'matched_email' } }
    await judged('u1', 'UA', known)
    await judged('u2', 'UB', { ...known, removed: { verdict: 'fail', why: 'left_still_active' } })
    await judged('u3', 'UB', { identified: { verdict: 'fail', why: 'no_match' } })
    expect(await rules.identified(here, 'UB')).toEqual(['u1'])
    expect(await rules.identified(here, 'UA')).toEqual([])
    expect(await rules.identified(there, 'UB')).toEqual([])
    const overview = overviewRepository(storage)
    expect((await overview.findAccounts(here, 'dana', 9)).map(({ id, name }) => [id, name])).toEqual([
      ['u1', 'Dana Lee'],
    ])
    expect((await overview.findAccounts(here, '100%', 9)).map(({ id }) => id)).toEqual(['u2', 'u3'])
    expect((await overview.findAccounts(here, 'U2@', 9)).map(({ name }) => name)).toEqual(['Ben 100%'])
    expect((await rules.chosen(here, ['u1'], 'UB')).map(({ name }) => name)).toEqual(['Dana Lee'])
  })

  it('neither reads nor changes approvals of another workspace', async () => {
    const { storage, rules } = await seeded()
    await rules.save(there, byApproval, 'U9', at(1), ['u1', 'only-there'])
    const theirs = await approvals(storage)
    expect(theirs.length).toBe(2)
    expect(await rules.approved(here)).toEqual([])
    await rules.save(here, byApproval, 'U1', at(2), ['u1', 'only-there'])
    expect(await approvals(storage)).toEqual([approval('u1', plain, 'U1', at(2)), ...theirs])
    await rules.save(here, byApproval, 'U1', at(3), [])
    expect(await approvals(storage)).toEqual(theirs)
    expect((await rules.approved(there)).map(account => account.id)).toEqual(['only-there', 'u1'])
  })

  it('ends with what one of them chose when two approve at once', async () => {
    const { storage, rules } = await seeded()
    await rules.save(here, byApproval, 'U1', at(1), ['u1', 'u2'])
    await Promise.all([
      rules.save(here, byApproval, 'U2', at(2), ['u1', 'u2']),
      rules.save(here, byApproval, 'U3', at(2), ['u1', 'u2']),
    ])
    expect(await approvals(storage)).toEqual([
      approval('u1', plain, 'U1', at(1)),
      approval('u2', admin, 'U1', at(1)),
    ])
  })
})
