import { expect, it } from 'vitest'
import { noGaps } from '../../src/domain/gap.ts'
import { accountSyncRepository } from '../../src/storage/account-sync-sql.ts'
import { evaluationRepository } from '../../src/storage/evaluation-sql.ts'
import { findingsRepository } from '../../src/storage/findings-sql.ts'
import { rulesRepository } from '../../src/storage/rules-sql.ts'
import { staffSyncRepository } from '../../src/storage/staff-sync-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, member, readRun, rowsOf, seedConnections, there, user } from './seeds.ts'

await describeOnBothDatabases('findings as people look at them', open => {
  async function seeded() {
    const storage = await open()
    await seedConnections(storage)
    const run = await readRun(storage, 'miro', [['u1', 'u2', 'u3'].map(id => member(id))], at(1))
    await accountSyncRepository(storage).apply(run, { gone: [], now: at(2) })
    const staff = await readRun(storage, 'slack', [[user('U1', { deactivated: true })]], at(1))
    await staffSyncRepository(storage).apply(staff, { now: at(3) })
    const [person] = (await rowsOf(storage, 'SELECT id FROM person')) as { id: string }[]
    const evaluation = evaluationRepository(storage)
    const fence = await evaluation.begin(here)
    const opened = ['u1', 'u2', 'u3'].map((subjectId, index) => ({
      checkId: 'removed' as const,
      subjectId,
      why: 'left_still_active' as const,
      personId: person?.id ?? null,
      clockAt: at(10),
      endAt: null,
      dueAt: at(100 - index),
      goesOn: { closedAs: [], notBefore: null },
    }))
    const assessments = [
      {
        accountId: 'u1',
        class: 'staff' as const,
        personId: person?.id ?? null,
        matchedBy: 'email' as const,
        results: {
          identified: { verdict: 'pass' as const, why: 'matched_email' as const },
          removed: { verdict: 'fail' as const, why: 'left_still_active' as const },
          valid: { verdict: 'not_applicable' as const, why: 'removal_first' as const },
        },
      },
    ]
    const reconciled = { opened, changed: [], closed: [] }
    await evaluation.save(here, fence, { evaluationId: 'e1', now: at(11), assessments, reconciled })
    const found = (await rowsOf(
      storage,
      'SELECT id, group_id, subject_id FROM finding ORDER BY subject_id',
    )) as {
      id: string
      group_id: string
    }[]
    return { storage, findings: findingsRepository(storage), found, personId: person?.id }
  }

  it('a group page by page, the soonest due first, for its own workspace alone', async () => {
    const { findings, found } = await seeded()
    const group = found[0]?.group_id ?? ''
    const ids = async (from: number) =>
      (await findings.group('T1', group, { from, limit: 2, except: 'U0ADA' }))?.findings.map(
        ({ subjectId }) => subjectId,
      )
    expect([await ids(0), await ids(2), await ids(4)]).toEqual([['u3', 'u2'], ['u1'], []])
    expect(await findings.group('T1', group, { from: 0, limit: 0, except: 'U0ADA' })).toEqual({
      id: group,
      miroOrgId: here.miroOrgId,
      gaps: noGaps,
      organizationName: 'Acme',
      checkId: 'removed',
      open: 3,
      closed: 0,
      findings: [],
    })
    expect(await findings.group('T2', group, { from: 0, limit: 2, except: 'U0ADA' })).toBe(null)
    expect(await findings.subject('T2', found[0]?.id ?? '')).toBe(null)
  })

  it('leaves out, and does not count, what is about whoever asks', async () => {
    const { storage, findings, found, personId } = await seeded()
    const group = found[0]?.group_id ?? ''
    const shown = async (except: string) => {
      const page = await findings.group('T1', group, { from: 0, limit: 9, except })
      return [page?.open, page?.findings.length]
    }
    expect([await shown('U9'), await shown('U1')]).toEqual([
      [3, 3],
      [0, 0],
    ])
    // Whoever answers for an account is not who the finding is about.
    await storage.pool.query(`UPDATE finding SET check_id = 'valid'`)
    expect(await shown('U1')).toEqual([2, 2])
    await storage.pool.query(`UPDATE assessment SET class = 'external' WHERE person_id = $1`, [personId])
    expect(await shown('U1')).toEqual([3, 3])
  })

  it('an alert is about its findings and their group, where it stands and nowhere else', async () => {
    const { storage, findings, found } = await seeded()
    await storage.pool.query(
      `INSERT INTO alert (workspace_id, id, miro_org_id, kind, state, channel_id, ts, next_try_at, created_at)
       VALUES ('T1', 'a1', $1, 'findings', 'sent', 'C1', '1.1', $2, $2)`,
      [here.miroOrgId, at(12)],
    )
    const { id: findingId = '', group_id: groupId = '' } = found[0] ?? {}
    const stands = (place: object, about: object = {}, workspaceId = 'T1') =>
      findings.standsIn(
        workspaceId,
        { channelId: 'C1', ts: '1.1', ...place },
        { findingId: null, groupId: null, ...about },
      )
    expect(await stands({}, { groupId })).toBe(false)
    await storage.pool.query(`UPDATE finding_group SET alert_id = 'a1'`)
    expect([await stands({}, { groupId }), await stands({}, { findingId })]).toEqual([true, true])
    for (const place of [{ channelId: 'C2' }, { ts: '1.2' }])
      expect(await stands(place, { findingId })).toBe(false)
    expect([await stands({}), await stands({}, { findingId: 'other' })]).toEqual([false, false])
    expect(await stands({}, { findingId }, 'T2')).toBe(false)
  })

  it('all that led to one: account, person, who decided what, and when everything was read', async () => {
    const { storage, findings, found, personId } = await seeded()
    await rulesRepository(storage).save(here, { way: 'every_staff_member' }, 'U9', at(4))
    await storage.pool.query(
      `INSERT INTO classification (workspace_id, miro_org_id, account_id, class, reason, decided_by, decided_at)
       VALUES ('T1', $1, 'u1', 'service', 'Export', 'U9', $2)`,
      [here.miroOrgId, at(5)],
    )
    await storage.pool.query(
      `INSERT INTO exception (workspace_id, miro_org_id, check_id, account_id, reason, requested_by, approved_by,
         created_at, expires_at) VALUES ('T1', $1, 'removed', 'u1', 'Until May', 'U8', 'U9', $2, $3)`,
      [here.miroOrgId, at(6), at(900)],
    )
    const subject = await findings.subject('T1', found[0]?.id ?? '')
    expect(subject).toMatchObject({ checkId: 'removed', subjectId: 'u1' })
    const sheet = subject === null ? null : await findings.sheet('T1', subject)
    expect(sheet).toMatchObject({
      organizationName: 'Acme',
      lastCompleteSyncAt: at(2),
      staffReadAt: at(3),
      evaluatedAt: null,
      finding: {
        id: found[0]?.id,
        why: 'left_still_active',
        openedAt: at(11),
        clockAt: at(10),
        dueAt: at(100),
      },
      result: { verdict: 'fail', why: 'left_still_active' },
      account: { email: 'u1@Acme.com', active: true, lookedAt: null },
      class: 'staff',
      authorises: false,
      matchedBy: 'email',
      person: { id: personId, name: 'Name U1', slackUserId: 'U1', deactivated: true, leftKnownAt: at(3) },
      carriers: [{ personId, name: 'Name U1', since: at(3) }],
      decision: { class: 'service', reason: 'Export', decidedBy: 'U9', decidedAt: at(5) },
      rule: { version: 1, savedBy: 'U9', savedAt: at(4) },
      approval: null,
      exception: { reason: 'Until May', approvedBy: 'U9', expiresAt: at(900) },
    })
  })

  it('a check of an account without a finding, and nothing of others', async () => {
    const { findings } = await seeded()
    const asked = { miroOrgId: here.miroOrgId, checkId: 'valid', subjectId: 'u1', findingId: null } as const
    expect(await findings.sheet('T1', asked)).toMatchObject({
      finding: null,
      result: { verdict: 'not_applicable', why: 'removal_first' },
    })
    expect(await findings.sheet('T1', { ...asked, subjectId: 'nobody' })).toBe(null)
    expect(await findings.sheet(there.workspaceId, asked)).toBe(null)
    expect(await findings.sheet('T3', asked)).toBe(null)
  })
})
