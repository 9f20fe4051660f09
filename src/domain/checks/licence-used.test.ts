import { describe, expect, it } from 'vitest'
import {
  account,
  type Facts,
  finding,
  hours,
  leaver,
  snapshot,
} from '../../../test/support/domain-samples.ts'
import { decided, excepted, type Some, unmatched } from '../../../test/support/domain-verdicts.ts'
import { evaluateBatch } from '../evaluate.ts'
import type { OpenFinding } from '../snapshot.ts'
import type { ChosenForCheck } from './form.ts'
import { licenceUsed } from './licence-used.ts'

const days = (many: number): Date => hours(-24 * many)
const chosen = (more: ChosenForCheck = {}) => ({ chosen: { licence_used: { on: true, ...more } } })

const evaluated = (facts: Facts, some: Some, ...open: OpenFinding[]) =>
  evaluateBatch(
    snapshot({
      ...chosen(),
      ...facts,
      accountsInBatch: [account(some)],
      findings: new Map([[account().id, open]]),
    }),
  )
const judged = (facts: Facts, some: Some): string => {
  const said = evaluated(facts, some).assessments[0]?.results.licence_used
  return `${said?.verdict}: ${said?.why}`
}

const used = 'pass: licence_used'
const notActive = 'fail: not_active'
const neverSignedIn = 'fail: never_signed_in'

const inGap: Facts = { accounts: 'stale', accountsUntil: days(5) }

describe('a licence', () => {
  const cases: [string, Facts, Some, string][] = [
    ['used yesterday', {}, { lastActivityAt: days(1) }, used],
    ['used 90 days ago', {}, { lastActivityAt: days(90) }, used],
    ['used a moment before that', {}, { lastActivityAt: new Date(days(90).getTime() - 1) }, notActive],
    ['of a word never seen', {}, { lastActivityAt: days(99), license: 'enterprise_plus' }, notActive],
    ['for a trial', {}, { lastActivityAt: days(99), license: 'full_trial' }, notActive],
    [
      'given lately, but used long ago',
      {},
      { lastActivityAt: days(99), licenseAssignedAt: days(2) },
      notActive,
    ],
    [
      'used long ago, by what the company chose',
      chosen({ options: { days: 30 } }),
      { lastActivityAt: days(31) },
      notActive,
    ],
    ['not that long ago by that', chosen({ options: { days: 365 } }), { lastActivityAt: days(99) }, used],
    ['never used, given long ago', {}, { licenseAssignedAt: days(91) }, neverSignedIn],
    ['never used, given lately', {}, { licenseAssignedAt: days(90) }, 'pass: licence_new'],
    ['never used, seen first long ago', {}, { firstSeenAt: days(91) }, neverSignedIn],
    ['never used, seen first lately', {}, { firstSeenAt: days(3) }, 'pass: licence_new'],
    [
      'never used, seen first long ago, given lately',
      {},
      { firstSeenAt: days(99), licenseAssignedAt: days(3) },
      'pass: licence_new',
    ],
    ['that is free', {}, { license: 'free' }, 'not_applicable: licence_free'],
    ['that is free and restricted', {}, { license: 'free_restricted' }, 'not_applicable: licence_free'],
    ['Miro did not name', {}, { license: 'unknown' }, 'unknown: licence_unknown'],
    ['of a guest', {}, { role: 'organization_team_guest_user' }, 'not_applicable: licence_of_guest'],
    [
      'of an external person',
      decided('external', 'dana'),
      { role: 'organization_external_user' },
      'not_applicable: licence_of_guest',
    ],
    ['of a service account', decided('service', 'dana'), { lastActivityAt: days(99) }, notActive],
    ['of nobody', unmatched, {}, 'not_applicable: identify_first'],
    [
      'of nobody, let through',
      { ...unmatched, ...excepted('identified', hours(1)) },
      { lastActivityAt: days(99) },
      notActive,
    ],
    ['of a leaver', { who: [leaver()] }, {}, 'not_applicable: removal_first'],
    ['deactivated', {}, { active: false }, 'not_applicable: deactivated'],
    ['gone', {}, { removedAt: hours(-1) }, 'not_applicable: gone'],
    ['missing once', {}, { missingSince: hours(-1) }, 'unknown: missing_once'],
    ['active unknown', {}, { active: null }, 'unknown: active_unknown'],
    ['by old data', inGap, { lastActivityAt: days(99) }, notActive],
    [
      'of whom the days passed while Miro was not read',
      inGap,
      { lastActivityAt: days(91) },
      'pass: licence_used',
    ],
    ['the same, and never signed in', inGap, { licenseAssignedAt: days(91) }, 'pass: licence_new'],
    [
      'the same, and Miro was asked about it since',
      inGap,
      { lastActivityAt: days(91), lookedAt: days(0) },
      notActive,
    ],
    [
      'Miro was asked about it before',
      inGap,
      { lastActivityAt: days(91), lookedAt: days(9) },
      'pass: licence_used',
    ],
    [
      'by an old staff list',
      { staff: 'stale', staffUntil: days(5) },
      { lastActivityAt: days(99) },
      notActive,
    ],
    ['let through', excepted('licence_used', hours(1)), { lastActivityAt: days(99) }, 'excepted: excepted'],
    ['while the check is off', { chosen: {} }, { lastActivityAt: days(99) }, 'undefined: undefined'],
  ]
  it.each(cases)('%s', (_case, facts, some, expected) => {
    expect(judged(facts, some)).toBe(expected)
  })
})

describe('its finding', () => {
  const open = finding({ checkId: 'licence_used', why: 'not_active', personId: 'dana' })
  const old = { lastActivityAt: days(99) }
  it('is open for 30 days, or for as long as the company chose', () => {
    const due = (facts: Facts) => evaluated(facts, old).reconciled.opened.map(({ dueAt }) => dueAt)
    expect([due({}), due(chosen({ deadline: { amount: 2, unit: 'hours' } }))]).toEqual([
      [hours(30 * 24)],
      [hours(2)],
    ])
  })
  it('goes on with its clock once the check is on again', () => {
    expect(evaluated({}, old).reconciled.opened).toMatchObject([
      { checkId: 'licence_used', goesOn: { closedAs: ['disconnected', 'check_off'], notBefore: null } },
    ])
  })
  it.each([
    ['used again', {}, { lastActivityAt: days(1) }, ['fixed']],
    ['the licence is free', {}, { ...old, license: 'free' }, ['fixed']],
    ['deactivated', {}, { ...old, active: false }, ['fixed']],
    ['gone', {}, { ...old, removedAt: hours(-1) }, ['fixed']],
    ['left', { who: [leaver()] }, old, ['not_applicable']],
    ['let through', excepted('licence_used', hours(1)), old, ['excepted']],
    ['nobody can say', {}, { ...old, active: null }, []],
    ['the check is off', { chosen: {} }, old, ['check_off']],
    ['still unused', {}, old, []],
  ] as const)('%s', (_case, facts, some, expected) => {
    expect(evaluated(facts, some, open).reconciled.closed.map(({ closedAs }) => closedAs)).toEqual(expected)
  })
})

it.each([
  [0, {}, null],
  [1, {}, '1 licence could be freed.'],
  [12, {}, '12 licences could be freed.'],
  [12, { price: 12 }, '12 licences could be freed, 144 EUR a month.'],
  [1_200, { price: 7.5, currency: 'US$' }, '1,200 licences could be freed, 9,000 US$ a month.'],
  [3, { price: 0.35 }, '3 licences could be freed, 1.05 EUR a month.'],
  [3, { price: 0 }, '3 licences could be freed.'],
] as const)('%i failing with %j: %s', (failing, options, expected) => {
  expect(licenceUsed.sum?.(failing, { options })).toBe(expected)
})

it('says how to free a licence', () => {
  const steps = (more: object) =>
    licenceUsed.steps({ why: 'not_active', role: 'organization_internal_user', ...more })
  expect(steps({}).join('\n')).toMatchInlineSnapshot(`
    "Ask whether they still use Miro. Signing in again keeps the licence.
    If not, in Miro: Admin console > Users > Active users > … > change the license to one that costs nothing.
    Or take the access away. In Miro: Admin console > Users > Active users > … > Deactivate.
    Choose Reassign user’s content if somebody takes the boards over."
  `)
  expect(steps({ class: 'service', authorises: true }).length).toBe(5)
})
