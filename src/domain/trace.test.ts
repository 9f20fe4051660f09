import { expect, test } from 'vitest'
import { noGaps } from './gap.ts'
import { type TraceFacts, type TraceLine, trace } from './trace.ts'

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 24, hour))

const facts = (more: Partial<TraceFacts> = {}): TraceFacts => ({
  checkId: 'removed',
  result: { verdict: 'fail', why: 'left_still_active' },
  finding: {
    why: 'left_still_active',
    openedAt: at(9),
    clockAt: at(8),
    endAt: null,
    dueAt: at(20),
    closedAt: null,
    closedAs: null,
    closedBy: null,
  },
  account: {
    email: 'dana@acme.com',
    role: 'organization_internal_user',
    license: 'full',
    active: true,
    lastActivityAt: null,
    missingSince: null,
    removedAt: null,
    lookedAt: null,
  },
  person: {
    id: 'p1',
    name: 'Dana Lee',
    slackUserId: 'U1',
    kind: 'member',
    deactivated: true,
    lastDay: null,
    endAt: null,
    leftKnownAt: at(8),
    onLeave: false,
    unlistedAt: null,
  },
  matchedBy: 'email',
  carriers: [{ personId: 'p1', name: 'Dana Lee', since: at(1) }],
  decision: null,
  rule: null,
  approval: null,
  exception: null,
  lastCompleteSyncAt: at(9),
  staffReadAt: at(7),
  gaps: noGaps,
  evaluatedAt: at(9),
  ...more,
})

/** "part: says by somebody, since 8" */
const told = ({ part, says, by, when }: TraceLine): string =>
  `${part}: ${says}${by === null ? '' : ` by ${by}`}${when === null ? '' : `, ${when.word} ${'day' in when ? when.day : when.at.getUTCHours()}`}`

const lines = (more: Partial<TraceFacts> = {}, part?: TraceLine['part']): string[] =>
  trace(facts(more))
    .filter(line => part === undefined || line.part === part)
    .map(told)

const account = facts().account as NonNullable<TraceFacts['account']>
const person = facts().person as NonNullable<TraceFacts['person']>
const decision = { class: 'service', reason: 'Nightly export', decidedBy: 'U0BEN', decidedAt: at(5) }

test('whom only a list knew is gone by it, and not by Slack', () => {
  expect(lines({ person: { ...person, slackUserId: null } }, 'staff')).toEqual([
    'staff: Dana Lee: gone by the imported staff list, first seen, on 8',
    'staff: Slack does not know this person',
  ])
})

test('a leaver: from the account to the verdict, each step with its source and time', () => {
  expect(lines()).toMatchInlineSnapshot(`
    [
      "account: Active in Miro, role Member, license Full",
      "account: Miro’s accounts: complete, synced, on 9",
      "account: Never signed in",
      "identity: Has the e-mail address of Dana Lee: dana@acme.com, since 1",
      "staff: Dana Lee: deactivated in Slack, first seen, on 8",
      "staff: Slack’s staff list: complete, synced, on 7",
      "verdict: Dana Lee left and can still use Miro",
      "verdict: Found, on 9",
      "verdict: The deadline counts from, on 8",
      "verdict: Deadline, on 20",
      "verdict: All accounts were last checked, on 9",
    ]
  `)
})

const nobody = { person: null, matchedBy: null, carriers: [] }
const both = [
  { personId: 'p1', name: 'Dana Lee', since: at(1) },
  { personId: 'p2', name: 'Dan Lee', since: at(2) },
]

test.each<[string, Partial<TraceFacts>, string[]]>([
  [
    'by an alias',
    { matchedBy: 'alias' },
    ['Has a former address or an alias of Dana Lee: dana@acme.com, since 1'],
  ],
  [
    'in a domain declared equal',
    { matchedBy: 'equal_domain', carriers: [] },
    ['Has the same name in another domain of the company as Dana Lee'],
  ],
  [
    'kept',
    { matchedBy: 'kept', carriers: [] },
    ['The e-mail address changed; before, it belonged to Dana Lee'],
  ],
  [
    'confirmed by hand',
    { matchedBy: 'confirmed', carriers: [], decision: { ...decision, class: 'staff', reason: null } },
    ['Confirmed by hand as the account of Dana Lee', 'Account of a staff member, decided by U0BEN, on 5'],
  ],
  ['service', { ...nobody, decision }, ['Service account (Nightly export), decided by U0BEN, on 5']],
  ['nobody', nobody, ['No person was found for dana@acme.com']],
  [
    'nobody, without an address',
    { ...nobody, account: { ...account, email: null } },
    ['No person was found for it: Miro gave no e-mail address'],
  ],
  ['two people', { ...nobody, carriers: both }, ['Its address leads to Dana Lee and Dan Lee']],
])('whose account: %s', (_, more, said) => {
  expect(lines(more, 'identity')).toEqual(said.map(each => `identity: ${each}`))
})

test.each<[string, Partial<TraceFacts['person']>, string]>([
  ['current', { deactivated: false }, 'active in Slack'],
  ['on leave', { deactivated: false, onLeave: true }, 'on leave'],
  ['a guest', { deactivated: false, kind: 'guest' }, 'a guest in Slack, not staff'],
  ['invited', { deactivated: false, kind: 'invited' }, 'invited to Slack, not staff yet'],
  ['not from Slack', { deactivated: false, slackUserId: null }, 'active'],
])('staff status: %s', (_, more, said) => {
  expect(lines({ person: { ...person, ...more } }, 'staff')[0]).toBe(`staff: Dana Lee: ${said}`)
})

test('a last day is a day, and what counted when it was found stands apart from what counts now', () => {
  const finding = facts().finding as NonNullable<TraceFacts['finding']>
  const ended = { lastDay: '2026-11-23', endAt: at(0) }
  const days = (now: Partial<TraceFacts['person']>, then: Date | null) =>
    lines({ person: { ...person, ...now }, finding: { ...finding, endAt: then } }, 'staff').slice(1, -1)
  const before = 'staff: The last day known when this was found ended, on 0'
  expect([days(ended, at(0)), days(ended, null), days({}, at(0)), days({ endAt: at(9) }, at(0))]).toEqual([
    ['staff: Last day, day 2026-11-23'],
    ['staff: Last day, day 2026-11-23'],
    [before],
    ['staff: The last day ends, on 9', before],
  ])
})

test.each<[string, Partial<TraceFacts['account']>, string]>([
  ['deactivated', { active: false }, 'Deactivated in Miro'],
  ['gone', { active: true, removedAt: at(3) }, 'Gone from the organization'],
  ['missing once', { missingSince: at(3) }, 'Missing from the newest list of Miro'],
  ['unknown', { active: null }, 'Miro did not say whether it is active'],
])('the account: %s', (_, more, said) => {
  expect(lines({ account: { ...account, ...more } }, 'account')[0]).toBe(
    `account: ${said}, role Member, license Full`,
  )
})

test('the newer of a look at the account alone and the list of all is named', () => {
  const looked = (hour: number) => lines({ account: { ...account, lookedAt: at(hour) } }, 'account')[1]
  expect([looked(8), looked(10)]).toEqual([
    'account: Miro’s accounts: complete, synced, on 9',
    'account: Miro was asked about this account alone, on 10',
  ])
})

test('rule, approval and exception say who and when', () => {
  const more: Partial<TraceFacts> = {
    checkId: 'valid',
    rule: { version: 3, savedBy: 'U0ADA', savedAt: at(2) },
    approval: { role: 'organization_internal_admin', approvedBy: 'U0BEN', approvedAt: at(3) },
    exception: { reason: 'Until the export has another way in', approvedBy: 'U0BEN', expiresAt: at(23) },
  }
  expect([...lines(more, 'rule'), ...lines(more, 'exception')]).toEqual([
    'rule: Version 3, saved by U0ADA, on 2',
    'rule: Its approval lapsed, as the role changed: it was approved by name as Company Admin by U0BEN, on 3',
    'exception: Let through (Until the export has another way in), approved by U0BEN, until 23',
  ])
  expect(lines({ checkId: 'valid' }, 'rule')).toEqual(['rule: No rule is saved'])
  expect(lines({ ...more, checkId: 'removed' }, 'rule')).toEqual([])
})

test('closed, the verdict of now counts; the system has no account and no person', () => {
  const closed = facts().finding
  expect(
    lines(
      {
        result: { verdict: 'pass', why: 'left_deactivated' },
        finding: closed === null ? null : { ...closed, closedAt: at(11) },
      },
      'verdict',
    ),
  ).toEqual([
    'verdict: Dana Lee left, and the account is deactivated',
    'verdict: Found, on 9',
    'verdict: The deadline counts from, on 8',
    'verdict: Closed, on 11',
    'verdict: All accounts were last checked, on 9',
  ])
  const system = {
    checkId: 'configured',
    account: null,
    person: null,
    matchedBy: null,
    carriers: [],
  } as const
  expect(lines({ ...system, result: { verdict: 'fail', why: 'no_rule' }, finding: null })).toEqual([
    'rule: No rule is saved',
    'verdict: Nobody has chosen yet who may use Miro',
    'verdict: All accounts were last checked, on 9',
  ])
})
