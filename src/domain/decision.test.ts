import { describe, expect, it } from 'vitest'
import { hours, leaver, now, person } from '../../test/support/domain-samples.ts'
import { type Choice, type Judged, judge } from './decision.ts'

const dana = { ...person(), carriesAddress: false }
const facts = (some: Partial<Judged> = {}): Judged => ({
  now,
  timeZone: 'Europe/Berlin',
  by: 'U0ADA',
  account: { removedAt: null, disconnected: false, own: false },
  person: dana,
  addressTaken: false,
  ...some,
})
const nothing = { class: 'unidentified', personId: null, reason: null, reviewAt: null, newcomer: null }
const staff: Choice = { as: 'staff' }
const external: Choice = { as: 'external', reason: ' Client review ' }
const shared: Choice = { as: 'shared', reason: ' Campaign mailbox ', reviewOn: '2027-05-24' }
const service: Choice = { ...shared, as: 'service' }
const newcomer: Choice = {
  as: 'new_staff',
  name: ' Nora Bell ',
  email: 'Nora@Acme.com ',
  title: '',
  startsOn: '2026-12-01',
}
const every = [staff, newcomer, external, shared, service, { as: 'unidentified' } as const]

describe('what is stored', () => {
  it.each<[Choice, object]>([
    [staff, { class: 'staff', personId: 'dana' }],
    [
      newcomer,
      {
        class: 'staff',
        newcomer: {
          name: 'Nora Bell',
          address: 'nora@acme.com',
          title: null,
          startAt: new Date('2026-11-30T23:00:00Z'),
        },
      },
    ],
    [external, { class: 'external', personId: 'dana', reason: 'Client review' }],
    [
      shared,
      {
        class: 'shared',
        personId: 'dana',
        reason: 'Campaign mailbox',
        reviewAt: new Date('2027-05-24T22:00:00Z'),
      },
    ],
    [{ as: 'unidentified' }, {}],
  ])('%j', (choice, stored) => {
    expect(judge(choice, facts())).toEqual({ decision: { ...nothing, ...stored } })
  })
  it('somebody who left is mapped all the same: that is how their access is found', () => {
    expect(judge(staff, facts({ person: { ...leaver(), carriesAddress: true } }))).toMatchObject({
      decision: { class: 'staff', personId: 'dana' },
    })
  })
})

const me = { ...dana, slackUserId: 'U0ADA' }
const guest = { ...dana, kind: 'guest' as const }
const gone = { ...leaver(), carriesAddress: false }
const ended = { ...dana, endAt: hours(-1) }

describe('what is refused', () => {
  it.each(every)('anything about an account that is not there, gone, or their own: $as', choice => {
    expect(judge(choice, facts({ account: null }))).toEqual({ refused: 'no_account' })
    expect(judge(choice, facts({ account: { removedAt: now, disconnected: true, own: true } }))).toEqual({
      refused: 'gone',
    })
    expect(judge(choice, facts({ account: { removedAt: null, disconnected: true, own: true } }))).toEqual({
      refused: 'disconnected',
    })
    expect(judge(choice, facts({ account: { removedAt: null, disconnected: false, own: true } }))).toEqual({
      refused: 'own_account',
    })
  })
  it.each<[Choice['as'], string, Choice, Partial<Judged>]>([
    ['staff', 'unknown_person', staff, { person: null }],
    ['staff', 'yourself', staff, { person: me }],
    ['staff', 'not_staff', staff, { person: guest }],
    ['external', 'unknown_person', external, { person: null }],
    ['external', 'not_staff', external, { person: guest }],
    ['external', 'has_left', external, { person: gone }],
    ['external', 'has_left', external, { person: ended }],
    ['external', 'same_address', external, { person: { ...dana, carriesAddress: true } }],
    ['shared', 'yourself', shared, { person: me }],
    ['service', 'yourself', service, { person: me }],
    ['service', 'unknown_person', service, { person: null }],
    ['shared', 'has_left', shared, { person: gone }],
    ['shared', 'same_address', shared, { person: { ...dana, carriesAddress: true } }],
    ['shared', 'short_reason', { ...shared, reason: '  ninechars ' }, {}],
    ['shared', 'bad_review', { ...shared, reviewOn: '2026-11-23' }, {}],
    ['shared', 'bad_review', { ...shared, reviewOn: '2027-12-01' }, {}],
    ['shared', 'bad_review', { ...shared, reviewOn: '2027-02-30' }, {}],
    ['new_staff', 'no_name', { ...newcomer, name: ' ' }, {}],
    ['new_staff', 'bad_address', { ...newcomer, email: 'nora' }, {}],
    ['new_staff', 'address_taken', newcomer, { addressTaken: true }],
    ['new_staff', 'bad_start', { ...newcomer, startsOn: 'soon' }, {}],
  ])('%s: %s', (_, refused, choice, some) => {
    expect(judge(choice, facts(some))).toEqual({ refused })
  })
  it('but somebody may be the sponsor of a guest themselves', () => {
    expect(judge(external, facts({ person: me }))).toMatchObject({ decision: { class: 'external' } })
  })
})
