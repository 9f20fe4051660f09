import { describe, expect, it } from 'vitest'
import { type Facts, hours, leaver, now, person, primary } from '../../../test/support/domain-samples.ts'
import {
  decided,
  judged,
  match,
  notLeft,
  type Some,
  staffOk,
  unmatched,
} from '../../../test/support/domain-verdicts.ts'

const unlisted = { who: [person({ unlistedAt: hours(-1) })] }
const first = 'not_applicable: identify_first'

describe('one account', () => {
  const cases: [string, Facts, Some, string[]][] = [
    ['a colleague', {}, {}, [match, notLeft, staffOk]],
    ['on long leave', { who: [person({ onLeave: true })] }, {}, [match, notLeft, staffOk]],
    [
      'leaves later',
      { who: [person({ endAt: hours(1) })] },
      {},
      [match, 'not_applicable: leaves_later', staffOk],
    ],
    ['no longer in the staff list', unlisted, {}, [match, 'unknown: unlisted', staffOk]],
    [
      'no longer in the staff list, deactivated',
      unlisted,
      { active: false },
      ['not_applicable: deactivated', 'not_applicable: deactivated', 'not_applicable: deactivated'],
    ],
    [
      'no longer in the staff list, with a last day to come in it',
      { who: [person({ unlistedAt: hours(-1), endAt: hours(1) })] },
      {},
      [match, 'unknown: unlisted', staffOk],
    ],
    [
      'no longer in the staff list, and the last day is over',
      { who: [person({ unlistedAt: hours(-1), endAt: now })] },
      {},
      [match, 'fail: left_still_active', 'not_applicable: removal_first'],
    ],
    [
      'a leaver',
      { who: [leaver()] },
      {},
      [match, 'fail: left_still_active', 'not_applicable: removal_first'],
    ],
    [
      'the last day is over',
      { who: [person({ endAt: now })] },
      {},
      [match, 'fail: left_still_active', 'not_applicable: removal_first'],
    ],
    [
      'a leaver, deactivated',
      { who: [leaver()] },
      { active: false },
      ['not_applicable: deactivated', 'pass: left_deactivated', 'not_applicable: deactivated'],
    ],
    [
      'a leaver, gone',
      { who: [leaver()] },
      { removedAt: hours(-1) },
      ['not_applicable: gone', 'pass: left_gone', 'not_applicable: gone'],
    ],
    [
      'a leaver, active unknown',
      { who: [leaver()] },
      { active: null },
      ['unknown: active_unknown', 'unknown: active_unknown', 'unknown: active_unknown'],
    ],
    [
      'a leaver, missing once',
      { who: [leaver()] },
      { missingSince: hours(-1) },
      ['unknown: missing_once', 'unknown: missing_once', 'unknown: missing_once'],
    ],
    [
      'a leaver, set aside while deactivated',
      { who: [leaver()] },
      { active: false, setAsideSince: hours(-1) },
      ['unknown: set_aside', 'unknown: set_aside', 'unknown: set_aside'],
    ],
    [
      'a leaver, gone since it was set aside',
      { who: [leaver()] },
      { setAsideSince: hours(-2), removedAt: hours(-1) },
      ['not_applicable: gone', 'pass: left_gone', 'not_applicable: gone'],
    ],
    [
      'a colleague, missing once',
      {},
      { missingSince: hours(-1) },
      ['unknown: missing_once', notLeft, 'unknown: missing_once'],
    ],
    [
      'a colleague, deactivated',
      {},
      { active: false },
      ['not_applicable: deactivated', notLeft, 'not_applicable: deactivated'],
    ],
    [
      'starts later',
      { who: [person({ startAt: hours(9) })] },
      {},
      [match, notLeft, 'not_applicable: starts_later'],
    ],
    ['nobody', unmatched, {}, ['fail: no_match', first, first]],
    [
      'nobody, deactivated',
      unmatched,
      { active: false },
      ['not_applicable: deactivated', 'not_applicable: deactivated', 'not_applicable: deactivated'],
    ],
    [
      'no e-mail',
      {},
      { email: null, address: null },
      ['unknown: no_email', 'unknown: no_email', 'unknown: no_email'],
    ],
    [
      'no e-mail, gone',
      {},
      { address: null, removedAt: hours(-1) },
      ['not_applicable: gone', 'not_applicable: gone', 'not_applicable: gone'],
    ],
    [
      'no e-mail, but decided',
      decided('service', 'dana'),
      { address: null },
      ['pass: service_with_owner', 'not_applicable: nobody', 'fail: not_staff'],
    ],
    ['said not identified', decided('unidentified', null), {}, ['fail: said_not_identified', first, first]],
  ]
  it.each(cases)('%s', (_case, facts, some, expected) => {
    expect(judged(facts, some)).toEqual(expected)
  })
})

describe('two people', () => {
  const carriers = [primary('dana', 'dana@acme.com'), primary('two', 'dana@acme.com')]
  const cases: [string, Facts, Some, string[]][] = [
    ['both here', { who: [person(), person({ id: 'two' })], carriers }, {}, ['fail: conflict', first, first]],
    [
      'one left',
      { who: [leaver(), person({ id: 'two' })], carriers },
      {},
      ['fail: conflict', 'unknown: conflict', first],
    ],
    [
      'both left',
      { who: [leaver(), leaver({ id: 'two' })], carriers },
      {},
      ['fail: conflict', 'fail: left_still_active', 'not_applicable: removal_first'],
    ],
    [
      'both left, deactivated',
      { who: [leaver(), leaver({ id: 'two' })], carriers },
      { active: false },
      ['not_applicable: deactivated', 'pass: left_deactivated', 'not_applicable: deactivated'],
    ],
  ]
  it.each(cases)('%s', (_case, facts, some, expected) => {
    expect(judged(facts, some)).toEqual(expected)
  })
})
