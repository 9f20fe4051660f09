import { describe, expect, it } from 'vitest'
import {
  account,
  type Facts,
  hours,
  leaver,
  person,
  primary,
  snapshot,
} from '../../test/support/domain-samples.ts'
import type { MatchedBy } from './account.ts'
import { equalDomains, identify } from './identity.ts'
import type { Assessment } from './snapshot.ts'
import type { PersonAddress } from './staff.ts'

const former = (personId: string, address: string): PersonAddress => ({ personId, address, kind: 'former' })
const alias = (personId: string, address: string): PersonAddress => ({ personId, address, kind: 'alias' })

const lee = person({ id: 'lee', name: 'Lee Dana', slackUserId: 'U2' })
const gone = leaver({ id: 'old', name: 'Dana Old', slackUserId: 'U3' })

const mapped = (
  personId: string,
  matchedBy: MatchedBy | null = 'email',
  kind: 'staff' | 'unidentified' = 'staff',
) => ({
  previous: new Map<string, Assessment>([
    [
      account().id,
      {
        accountId: account().id,
        class: kind,
        personId,
        matchedBy,
        results: {
          identified: { verdict: 'pass', why: 'matched_email' },
          removed: { verdict: 'not_applicable', why: 'not_left' },
          valid: { verdict: 'pass', why: 'staff_member' },
        },
      },
    ],
  ]),
})

const decided = (kind: Assessment['class'], personId: string | null) => ({
  classifications: new Map([[account().id, { class: kind, personId, reason: 'it runs the importer' }]]),
})

/** What matters of an answer, in one line. */
function answer(facts: Facts, some: Parameters<typeof account>[0] = {}): string {
  const known = snapshot(facts)
  const identity = identify(account(some), { ...known, equal: equalDomains(known.equalDomains) })
  const { class: kind, personId, matchedBy, problem, claimants } = identity
  const parts = [kind, matchedBy, problem, personId, claimants.map(one => one.id).join('|')]
  return parts.filter(part => part !== null && part !== '').join(' ')
}

const dana = person()

describe('by address', () => {
  const cases: [string, Facts, Parameters<typeof account>[0], string][] = [
    ['primary address', {}, {}, 'staff email dana'],
    ['nobody has it', { carriers: [] }, {}, 'unidentified no_match'],
    ['no address', {}, { email: null, address: null }, 'unidentified no_email'],
    ['former address', { carriers: [former('dana', 'dana@acme.com')] }, {}, 'staff alias dana'],
    ['alias', { carriers: [alias('dana', 'dana@acme.com')] }, {}, 'staff alias dana'],
    [
      'an alias somebody confirmed',
      { carriers: [{ personId: 'dana', address: 'dana@acme.com', kind: 'learned' }] },
      {},
      'staff alias dana',
    ],
    ['somebody who left', { who: [leaver()] }, {}, 'staff email dana'],
    ['a guest', { who: [person({ kind: 'guest' })] }, {}, 'unidentified no_match'],
    [
      'of whom it is not known',
      { who: [person({ kind: 'unknown', deactivated: true })] },
      {},
      'staff email dana',
    ],
    [
      'of whom it is not known, the account of a guest',
      { who: [person({ kind: 'unknown', deactivated: true })] },
      { role: 'organization_external_user' },
      'unidentified no_match',
    ],
    ['an invited person', { who: [person({ kind: 'invited' })] }, {}, 'unidentified no_match'],
    [
      'a gmail address',
      { carriers: [primary('dana', 'dana@gmail.com')] },
      { address: 'dana@gmail.com' },
      'staff email dana',
    ],
    ['a plus tag', {}, { address: 'dana+miro@acme.com' }, 'unidentified no_match'],
    [
      'a role mailbox',
      { carriers: [primary('dana', 'support@acme.com')] },
      { address: 'support@acme.com' },
      'unidentified no_match',
    ],
    [
      'a member and a guest',
      {
        who: [dana, person({ id: 'g', kind: 'guest' })],
        carriers: [primary('dana', 'dana@acme.com'), primary('g', 'dana@acme.com')],
      },
      {},
      'staff email dana',
    ],
    [
      'two colleagues',
      { who: [dana, lee], carriers: [primary('lee', 'dana@acme.com'), primary('dana', 'dana@acme.com')] },
      {},
      'unidentified conflict dana|lee',
    ],
    [
      'two former holders',
      { who: [dana, lee], carriers: [alias('lee', 'dana@acme.com'), former('dana', 'dana@acme.com')] },
      {},
      'unidentified conflict dana|lee',
    ],
    [
      'today’s holder and a former one',
      { who: [dana, lee], carriers: [former('lee', 'dana@acme.com'), primary('dana', 'dana@acme.com')] },
      {},
      'staff email dana',
    ],
    [
      'today’s holder, formerly a leaver’s',
      { who: [dana, gone], carriers: [former('old', 'dana@acme.com'), primary('dana', 'dana@acme.com')] },
      {},
      'staff email dana',
    ],
    [
      'rehired as a new Slack user, or a re-used address',
      { who: [dana, gone], carriers: [primary('old', 'dana@acme.com'), primary('dana', 'dana@acme.com')] },
      {},
      'unidentified conflict dana|old',
    ],
    [
      'a leaver’s address that a colleague once had',
      { who: [dana, gone], carriers: [primary('old', 'dana@acme.com'), former('dana', 'dana@acme.com')] },
      {},
      'unidentified conflict dana|old',
    ],
    [
      'a leaver’s address that another leaver once had',
      { who: [leaver(), gone], carriers: [primary('old', 'dana@acme.com'), former('dana', 'dana@acme.com')] },
      {},
      'staff email old',
    ],
    [
      'one person twice',
      { carriers: [primary('dana', 'dana@acme.com'), alias('dana', 'dana@acme.com')] },
      {},
      'staff email dana',
    ],
  ]
  it.each(cases)('%s', (_case, facts, some, expected) => {
    expect(answer(facts, some)).toBe(expected)
  })
})

describe('by equal domain', () => {
  const equal = { equalDomains: ['acme.com', 'acme.io', 'gmail.com'] }
  const cases: [string, Facts, string, string][] = [
    ['declared', equal, 'dana@acme.io', 'staff equal_domain dana'],
    ['not declared', {}, 'dana@acme.io', 'unidentified no_match'],
    ['a personal domain, whatever was declared', equal, 'dana@gmail.com', 'unidentified no_match'],
    ['another name', equal, 'dan@acme.io', 'unidentified no_match'],
    [
      'a role mailbox',
      { ...equal, carriers: [primary('dana', 'info@acme.com')] },
      'info@acme.io',
      'unidentified no_match',
    ],
    [
      'the exact address comes first',
      {
        ...equal,
        who: [dana, lee],
        carriers: [primary('dana', 'dana@acme.com'), alias('lee', 'dana@acme.io')],
      },
      'dana@acme.io',
      'staff alias lee',
    ],
    [
      'two people',
      {
        equalDomains: ['acme.com', 'acme.io', 'acme.dev'],
        who: [dana, lee],
        carriers: [primary('dana', 'dana@acme.com'), primary('lee', 'dana@acme.dev')],
      },
      'dana@acme.io',
      'unidentified conflict dana|lee',
    ],
  ]
  it.each(cases)('%s', (_case, facts, address, expected) => {
    expect(answer(facts, { address })).toBe(expected)
  })
})

describe('by a person’s decision', () => {
  const both = [primary('lee', 'dana@acme.com'), primary('dana', 'dana@acme.com')]
  const cases: [string, Facts, string][] = [
    ['confirmed', { ...decided('staff', 'lee'), who: [lee], carriers: [] }, 'staff confirmed lee'],
    [
      'confirmed settles a conflict',
      { ...decided('staff', 'lee'), who: [dana, lee], carriers: both },
      'staff confirmed lee',
    ],
    [
      'confirmed for a guest',
      { ...decided('staff', 'g'), who: [person({ id: 'g', kind: 'guest' })], carriers: [] },
      'staff confirmed g',
    ],
    [
      'the address went to a colleague since',
      { ...decided('staff', 'lee'), who: [dana, lee] },
      'unidentified conflict dana|lee',
    ],
    [
      'also where only the confirmation made it an alias',
      {
        ...decided('staff', 'lee'),
        who: [dana, lee],
        carriers: [
          primary('dana', 'dana@acme.com'),
          { personId: 'lee', address: 'dana@acme.com', kind: 'learned' },
        ],
      },
      'unidentified conflict dana|lee',
    ],
    [
      'the address went to somebody who left too',
      { ...decided('staff', 'lee'), who: [leaver(), lee] },
      'staff confirmed lee',
    ],
    ['confirmed for nobody any more', { ...decided('staff', 'lost') }, 'staff email dana'],
    ['external', decided('external', 'dana'), 'external confirmed dana'],
    ['service', decided('service', 'dana'), 'service confirmed dana'],
    ['shared without an owner', decided('shared', null), 'shared confirmed'],
    ['not identified', decided('unidentified', null), 'unidentified said_not_identified'],
  ]
  it.each(cases)('%s', (_case, facts, expected) => {
    expect(answer(facts)).toBe(expected)
  })
})

describe('kept from before', () => {
  const cases: [string, Facts, Parameters<typeof account>[0], string][] = [
    ['the account’s address changed', mapped('dana'), { address: 'new@home.org' }, 'staff kept dana'],
    ['and was kept before', mapped('dana', 'kept'), { address: 'new@home.org' }, 'staff kept dana'],
    ['the address vanished', mapped('dana'), { email: null, address: null }, 'staff kept dana'],
    [
      'the person left since',
      { ...mapped('dana'), who: [leaver()] },
      { address: 'new@home.org' },
      'staff kept dana',
    ],
    [
      'the person is a guest now',
      { ...mapped('dana'), who: [person({ kind: 'guest' })] },
      { address: 'new@home.org' },
      'unidentified no_match',
    ],
    [
      'the person is unknown now',
      { ...mapped('lost') },
      { address: 'new@home.org' },
      'unidentified no_match',
    ],
    [
      'another person carries the address now',
      { ...mapped('lee'), who: [dana, lee] },
      {},
      'unidentified conflict lee dana|lee',
    ],
    [
      'and still does the next time',
      { ...mapped('lee', null, 'unidentified'), who: [dana, lee] },
      {},
      'unidentified conflict lee dana|lee',
    ],
    [
      'and then no more',
      { ...mapped('lee', null, 'unidentified'), who: [dana, lee], carriers: [] },
      {},
      'staff kept lee',
    ],
    [
      'a guest carries the address now',
      { ...mapped('lee'), who: [person({ kind: 'guest' }), lee] },
      {},
      'staff kept lee',
    ],
    [
      'a confirmation was withdrawn',
      mapped('dana', 'confirmed'),
      { address: 'new@home.org' },
      'unidentified no_match',
    ],
    [
      'an equal domain was withdrawn',
      mapped('dana', 'equal_domain'),
      { address: 'dana@acme.io' },
      'unidentified no_match',
    ],
    [
      'in an equal domain',
      { ...mapped('dana', 'equal_domain'), equalDomains: ['acme.com', 'acme.io'] },
      { address: 'd@acme.io' },
      'staff kept dana',
    ],
  ]
  it.each(cases)('%s', (_case, facts, some, expected) => {
    expect(answer(facts, some)).toBe(expected)
  })
})

it('takes a scheduled leaver for a colleague until the last day is over', () => {
  const who = [person({ endAt: hours(5) }), gone]
  const carriers = [former('old', 'dana@acme.com'), primary('dana', 'dana@acme.com')]
  expect(answer({ who, carriers })).toBe('staff email dana')
})
