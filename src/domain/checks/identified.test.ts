import { describe, expect, it } from 'vitest'
import { type Facts, leaver, person } from '../../../test/support/domain-samples.ts'
import {
  admin,
  byRole,
  decided,
  judged,
  member,
  notLeft,
  type Some,
} from '../../../test/support/domain-verdicts.ts'

describe('decided by hand', () => {
  const nobody = 'not_applicable: nobody'
  const roles = byRole([member])
  const cases: [string, Facts, Some, string[]][] = [
    [
      'external',
      { ...decided('external', 'dana', null), ...roles },
      {},
      ['pass: external_with_sponsor', nobody, 'pass: role_valid'],
    ],
    [
      'external, every staff member is valid',
      decided('external', 'dana'),
      {},
      ['pass: external_with_sponsor', nobody, 'fail: not_staff'],
    ],
    [
      'external, sponsor left',
      { ...decided('external', 'dana'), ...roles, who: [leaver()] },
      {},
      ['fail: owner_missing', nobody, 'pass: role_valid'],
    ],
    [
      'external, sponsor on leave',
      { ...decided('external', 'dana'), ...roles, who: [person({ onLeave: true })] },
      {},
      ['pass: external_with_sponsor', nobody, 'pass: role_valid'],
    ],
    [
      'external without sponsor',
      { ...decided('external', null), ...roles },
      {},
      ['fail: owner_missing', nobody, 'pass: role_valid'],
    ],
    [
      'sponsored by a guest',
      { ...decided('external', 'dana'), ...roles, who: [person({ kind: 'guest' })] },
      {},
      ['fail: owner_missing', nobody, 'pass: role_valid'],
    ],
    [
      'an admin bot',
      { ...decided('service', 'dana'), ...roles },
      { role: admin },
      ['pass: service_with_owner', nobody, 'fail: role_too_high'],
    ],
    [
      'a service account without a reason',
      { ...decided('service', 'dana', ' '), ...roles },
      {},
      ['fail: reason_missing', nobody, 'pass: role_valid'],
    ],
    [
      'a shared mailbox',
      { ...decided('shared', 'dana'), ...roles },
      {},
      ['pass: shared_with_owner', nobody, 'pass: role_valid'],
    ],
    [
      'an owner nobody knows',
      { ...decided('shared', 'lost'), ...roles },
      {},
      ['fail: owner_missing', nobody, 'pass: role_valid'],
    ],
    [
      'an owner nobody could look up',
      { ...decided('shared', 'lost'), ...roles, staff: 'unread' },
      {},
      ['unknown: staff_unread', nobody, 'pass: role_valid'],
    ],
    [
      'confirmed for a guest',
      { ...decided('staff', 'dana'), who: [person({ kind: 'guest' })] },
      {},
      ['pass: confirmed', notLeft, 'fail: not_staff'],
    ],
  ]
  it.each(cases)('%s', (_case, facts, some, expected) => {
    expect(judged(facts, some)).toEqual(expected)
  })
})
