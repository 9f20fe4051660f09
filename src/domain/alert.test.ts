import { describe, expect, it } from 'vitest'
import { hours, now } from '../../test/support/domain-samples.ts'
import { type AlertFacts, alertState, type GroupFacts, planAlerts } from './alert.ts'
import type { FindingFacts } from './finding-facts.ts'
import { noGaps } from './gap.ts'

const nothing = {
  groupsWithoutAlert: [],
  unpostedSummary: null,
  everAlerted: true,
  everLooked: true,
  changedAlerts: [],
  alertsDueToChange: [],
  outdatedAlerts: [],
}
const whole = { accounts: 'fresh', staff: 'fresh', looked: 9 } as const
const group = (id: string) => ({ id, checkId: 'removed' as const, open: 1 })

describe('planAlerts', () => {
  const cases: [string, Partial<Parameters<typeof planAlerts>[0]>, ReturnType<typeof planAlerts>][] = [
    ['nothing new', {}, { create: [], attach: [], bump: [] }],
    [
      'first evaluation finds nothing',
      { everAlerted: false },
      { create: [{ kind: 'summary', groupIds: [] }], attach: [], bump: [] },
    ],
    [
      'first evaluation',
      { everAlerted: false, groupsWithoutAlert: [group('a'), group('b')] },
      { create: [{ kind: 'summary', groupIds: ['a', 'b'] }], attach: [], bump: [] },
    ],
    [
      'more before the summary is posted',
      { unpostedSummary: 's', groupsWithoutAlert: [group('c')], changedAlerts: ['s'] },
      { create: [], attach: [{ alertId: 's', groupIds: ['c'] }], bump: ['s'] },
    ],
    ['a summary waits, nothing new', { unpostedSummary: 's' }, { create: [], attach: [], bump: [] }],
    [
      'later',
      { groupsWithoutAlert: [group('c'), group('d')] },
      {
        create: [
          { kind: 'findings', groupIds: ['c'] },
          { kind: 'findings', groupIds: ['d'] },
        ],
        attach: [],
        bump: [],
      },
    ],
    [
      'changed, and due to change',
      { changedAlerts: ['y', 'x'], alertsDueToChange: ['x'] },
      { create: [], attach: [], bump: ['x', 'y'] },
    ],
    [
      'printing a role that is another one by now',
      { outdatedAlerts: ['z'], changedAlerts: ['y'] },
      { create: [], attach: [], bump: ['y', 'z'] },
    ],
  ]
  it.each(cases)('%s', (_case, facts, plan) => {
    expect(planAlerts({ ...nothing, ...facts }, whole)).toEqual(plan)
  })

  const before = { ...nothing, everAlerted: false }
  it.each([
    ['the staff list was never read', { ...whole, staff: 'unread' as const }],
    ['the staff list is old', { ...whole, staff: 'stale' as const }],
    ['the accounts are old', { ...whole, accounts: 'stale' as const }],
    ['there is no account', { ...whole, looked: 0 }],
  ])('no summary of nothing when %s', (_case, ground) => {
    expect(planAlerts(before, ground)).toEqual({ create: [], attach: [], bump: [] })
  })

  it('a summary of what was found anyway', () => {
    const found = { ...before, groupsWithoutAlert: [group('a')] }
    const create = [{ kind: 'summary', groupIds: ['a'] }]
    expect(planAlerts(found, { ...whole, staff: 'unread' })).toEqual({ create, attach: [], bump: [] })
  })

  it('old accounts never grow worse by time alone', () => {
    const facts = { ...nothing, changedAlerts: ['x'], alertsDueToChange: ['y'] }
    expect(planAlerts(facts, { ...whole, accounts: 'stale' })).toMatchObject({ bump: ['x'] })
  })
})

describe('alertState', () => {
  const one = (dueAt: Date, closedAt: Date | null = null): FindingFacts => ({
    id: 'f1',
    subjectId: '1',
    why: 'left_still_active',
    account: null,
    person: null,
    openedAt: hours(-1),
    clockAt: new Date(dueAt.getTime() - 24 * 3_600_000),
    endAt: null,
    dueAt,
    closedAt,
    closedAs: closedAt === null ? null : 'fixed',
    closedBy: null,
    cameBack: false,
  })
  const groups = (...all: FindingFacts[][]): GroupFacts[] =>
    all.map((findings, index) => {
      const open = findings.filter(finding => finding.closedAt === null).length
      return {
        id: `g${index}`,
        checkId: 'removed',
        openedAt: hours(-1),
        unwatched: 0,
        open,
        closed: findings.length - open,
        findings,
      }
    })
  const of = (some: GroupFacts[]): AlertFacts => ({
    kind: 'findings',
    organizationName: 'Acme',
    miroOrgId: '1',
    gaps: noGaps,
    firstAccounts: 9,
    unknown: 0,
    groups: some,
  })
  const connection = {
    kind: 'connection',
    organizationName: 'Acme',
    miroOrgId: '1',
    trouble: 'stale',
    because: null,
    since: now,
    lastCompleteSyncAt: null,
  } as const
  const held = {
    kind: 'held_sync',
    organizationName: null,
    miroOrgId: null,
    runId: 'r',
    reason: 'many_gone',
    before: 9,
    after: 1,
    gone: 8,
    sample: [],
  } as const

  const cases: [string, AlertFacts, ReturnType<typeof alertState>][] = [
    ['a summary of nothing', of([]), { closed: true, severity: null, changesAt: null }],
    ['in time', of(groups([one(hours(20))])), { closed: false, severity: 'due', changesAt: hours(14) }],
    [
      'the worst counts',
      of(groups([one(hours(20))], [one(hours(5))])),
      { closed: false, severity: 'critical', changesAt: hours(5) },
    ],
    [
      'overdue, and one in time',
      of(groups([one(hours(-1)), one(hours(20))])),
      { closed: false, severity: 'overdue', changesAt: hours(14) },
    ],
    ['all overdue', of(groups([one(hours(-1))])), { closed: false, severity: 'overdue', changesAt: null }],
    [
      'closed ones do not count',
      of(groups([one(hours(-1), now)], [one(hours(20))])),
      { closed: false, severity: 'due', changesAt: hours(14) },
    ],
    ['all closed', of(groups([one(hours(-1), now)])), { closed: true, severity: null, changesAt: null }],
    [
      'connection trouble',
      { ...connection, fixedAt: null },
      { closed: false, severity: null, changesAt: null },
    ],
    [
      'access that ends soon',
      {
        ...{ kind: 'tokens', organizationName: 'Acme', miroOrgId: '1', renewedAt: now, endsAt: now },
        fixedAt: null,
      },
      { closed: false, severity: null, changesAt: null },
    ],
    [
      'an unread staff list',
      { kind: 'staff_list', trouble: 'not_read', since: now, staffReadAt: null, fixedAt: null },
      { closed: false, severity: null, changesAt: null },
    ],
    ['connection fixed', { ...connection, fixedAt: now }, { closed: true, severity: null, changesAt: null }],
    ['a held sync', { ...held, decided: null }, { closed: false, severity: null, changesAt: null }],
    [
      'a held sync, decided',
      { ...held, decided: { as: 'applied', by: 'U1', at: now } },
      { closed: true, severity: null, changesAt: null },
    ],
    [
      'a first look',
      {
        ...{
          kind: 'first_look',
          organizationName: 'Acme',
          miroOrgId: '1',
          accounts: 9,
          unknown: 0,
          open: [],
        },
        chosen: { channelId: 'C1', at: now },
        disconnected: null,
      },
      { closed: true, severity: null, changesAt: null },
    ],
  ]
  it.each(cases)('%s', (_case, facts, state) => {
    expect(alertState(facts, now)).toEqual(state)
  })
})
