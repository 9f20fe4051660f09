import { describe, expect, it } from 'vitest'
import { type Facts, hours, leaver, person } from '../../../test/support/domain-samples.ts'
import { byRole, judged, match, member, notLeft, type Some } from '../../../test/support/domain-verdicts.ts'

const everyStaffMember = 'pass: staff_member'
const accountsGap: Facts = { accounts: 'stale', accountsUntil: hours(-10) }
const staffGap: Facts = { staff: 'stale', staffUntil: hours(-10) }
const unread = 'unknown: staff_unread'
const left = [match, 'fail: left_still_active', 'not_applicable: removal_first']
const goneSince = ['not_applicable: gone', 'not_applicable: gone', 'not_applicable: gone']

describe('what was never read is unknown', () => {
  it.each<[string, Facts, Some, string[]]>([
    ['the staff', { staff: 'unread', who: [], carriers: [] }, {}, [unread, unread, unread]],
    ['the staff, and somebody was told of by hand', { staff: 'unread' }, {}, [match, unread, unread]],
  ])('%s', (_case, facts, some, expected) => {
    expect(judged(facts, some)).toEqual(expected)
  })
})

describe('in a gap the data read last still say it', () => {
  it.each<[string, Facts, Some, string[]]>([
    ['accounts, a leaver', { ...accountsGap, who: [leaver()] }, {}, left],
    [
      'accounts, gone',
      accountsGap,
      { removedAt: hours(-20) },
      ['not_applicable: gone', notLeft, 'not_applicable: gone'],
    ],
    ['accounts, a colleague', accountsGap, {}, [match, notLeft, everyStaffMember]],
    [
      'staff, nobody fits',
      { ...staffGap, carriers: [] },
      {},
      ['fail: no_match', 'not_applicable: identify_first', 'not_applicable: identify_first'],
    ],
    ['staff, a colleague then', staffGap, {}, [match, notLeft, everyStaffMember]],
    [
      'staff, a role that is valid for anybody',
      { ...staffGap, ...byRole([member]) },
      {},
      [match, notLeft, 'pass: role_valid'],
    ],
    [
      'staff, a title that was not valid',
      { ...staffGap, ...byRole([], ['Boss']) },
      {},
      [match, notLeft, 'fail: staff_role_not_valid'],
    ],
    ['staff, a leaver already', { ...staffGap, who: [leaver()] }, {}, left],
    [
      'staff, deactivated',
      staffGap,
      { active: false },
      ['not_applicable: deactivated', notLeft, 'not_applicable: deactivated'],
    ],
  ])('%s', (_case, facts, some, expected) => {
    expect(judged(facts, some)).toEqual(expected)
  })
})

describe('in a gap of the staff nothing follows from time alone', () => {
  const leaves = [match, 'not_applicable: leaves_later', everyStaffMember]
  const someone = (some: Parameters<typeof person>[0], facts: Facts = staffGap) =>
    judged({ ...facts, who: [person(some)] })
  it('a last day that passed unseen says nothing yet', () => {
    expect(someone({ endAt: hours(-5) })).toEqual(leaves)
    expect(someone({ endAt: hours(-5) }, {})).toEqual(left)
  })
  it('one that was over before does, and one that was told since', () => {
    expect(someone({ endAt: hours(-11) })).toEqual(left)
    expect(someone({ endAt: hours(-5), endToldSince: true })).toEqual(left)
    expect(someone({ endAt: hours(5), endToldSince: true })).toEqual(leaves)
  })
  it('who came back, as an administrator said since, has not left: the finding closes without a fresh list', () => {
    expect(someone({ endAt: null })).toEqual([match, notLeft, everyStaffMember])
  })
  it('who was looked at in Slack and is gone has left', () => {
    expect(someone({ endAt: hours(-5), deactivated: true })).toEqual(left)
  })
  it('a first day that passed unseen neither, but for one that was told since', () => {
    const [before, begun] = ['not_applicable: starts_later', everyStaffMember]
    expect(someone({ startAt: hours(-5) })[2]).toBe(before)
    expect(someone({ startAt: hours(-11) })[2]).toBe(begun)
    expect(someone({ startAt: hours(-5), startToldSince: true })[2]).toBe(begun)
  })
  it('who shares an address with somebody whose last day passed unseen is in no new conflict', () => {
    const carriers = [
      { personId: 'dana', address: 'dana@acme.com', kind: 'primary' as const },
      { personId: 'eve', address: 'dana@acme.com', kind: 'former' as const },
    ]
    const who = (endAt: Date) => [person({ endAt }), person({ id: 'eve' })]
    expect(judged({ ...staffGap, carriers, who: who(hours(-5)) })[0]).toBe(match)
    expect(judged({ carriers, who: who(hours(-5)) })[0]).toBe('fail: conflict')
  })
})

it('whose account is gone needs no staff', () => {
  expect(judged({ ...staffGap, carriers: [] }, { removedAt: hours(-1) })).toEqual(goneSince)
})
