import { describe, expect, it } from 'vitest'
import { type Facts, hours, leaver } from '../../../test/support/domain-samples.ts'
import { byRole, judged, match, member, notLeft, type Some } from '../../../test/support/domain-verdicts.ts'

describe('old or missing data', () => {
  const stale = 'unknown: accounts_stale'
  const cases: [string, Facts, Some, string[]][] = [
    ['accounts stale', { accounts: 'stale', who: [leaver()] }, {}, [stale, stale, stale]],
    ['accounts stale, gone', { accounts: 'stale' }, { removedAt: hours(-1) }, [stale, stale, stale]],
    [
      'staff never read',
      { staff: 'unread', who: [], carriers: [] },
      {},
      ['unknown: staff_unread', 'unknown: staff_unread', 'unknown: staff_unread'],
    ],
    [
      'staff stale, nobody fits',
      { staff: 'stale', carriers: [] },
      {},
      ['unknown: staff_stale', 'unknown: staff_stale', 'unknown: staff_stale'],
    ],
    [
      'staff stale, a colleague then',
      { staff: 'stale' },
      {},
      [match, 'unknown: staff_stale', 'unknown: staff_stale'],
    ],
    [
      'staff stale, a role that is valid for anybody',
      { staff: 'stale', ...byRole([member]) },
      {},
      [match, 'unknown: staff_stale', 'pass: role_valid'],
    ],
    [
      'staff stale, a title that was not valid',
      { staff: 'stale', ...byRole([], ['Boss']) },
      {},
      [match, 'unknown: staff_stale', 'unknown: staff_stale'],
    ],
    [
      'staff stale, a leaver already',
      { staff: 'stale', who: [leaver()] },
      {},
      [match, 'fail: left_still_active', 'not_applicable: removal_first'],
    ],
    [
      'staff stale, deactivated',
      { staff: 'stale' },
      { active: false },
      ['not_applicable: deactivated', notLeft, 'not_applicable: deactivated'],
    ],
  ]
  it.each(cases)('%s', (_case, facts, some, expected) => {
    expect(judged(facts, some)).toEqual(expected)
  })
})
