import { expect, test } from 'vitest'
import { leaver, person } from '../../../test/support/domain-samples.ts'
import { workspaceRow } from '../../../test/support/row-samples.ts'
import { type AcceptInput, acceptSuggestions, type ClearSuggestion, markOf } from './accept-suggestions.ts'

const now = new Date('2026-11-24T10:00:00Z')
const row = (accountId: string, more: Partial<ClearSuggestion> = {}): ClearSuggestion => ({
  accountId,
  email: `${accountId}@acme.com`,
  role: 'organization_internal_user',
  personId: `p-${accountId}`,
  personName: 'Dana Lee',
  left: false,
  own: false,
  ...more,
})
const rows = [row('a'), row('b', { left: true }), row('c'), row('mine', { own: true })]
const shared = {
  who: { slackUserId: 'U1' },
  choice: { as: 'shared' as const, reason: 'Mailboxes of teams', reviewOn: '2027-05-24' },
}

async function accept(
  some: Partial<AcceptInput>,
  more: { now?: readonly ClearSuggestion[]; stores?: boolean } = {},
) {
  const did: unknown[] = []
  const needs = {
    clock: () => now,
    suggestions: { clear: async () => [...(more.now ?? rows)] },
    decisions: {
      person: async (_: string, who: object) => ({
        ...('slackUserId' in who && who.slackUserId === 'U1' ? person() : leaver()),
        carriesAddress: false,
      }),
      store: async (_: object, decided: readonly object[]) => {
        did.push(...decided)
        return more.stores !== false
      },
    },
    workspaces: { get: async () => workspaceRow({ timeZone: 'Europe/Berlin' }) },
    people: { admins: async () => ['U0ADA', 'U0BEN'] },
    audit: {
      append: async ({ action, details }: Record<string, unknown>) => void did.push({ action, details }),
    },
    decided: async () => void did.push('checks'),
  }
  const accepted = await acceptSuggestions(needs, {
    key: { workspaceId: 'T1', miroOrgId: 'O1' },
    because: 'plus_tag',
    shown: markOf(rows),
    except: [],
    given: null,
    by: 'U0ADA',
    ...some,
  })
  return { accepted, did }
}

const staff = (id: string) => ({
  accountId: id,
  seen: null,
  class: 'staff',
  personId: `p-${id}`,
  reason: null,
  reviewAt: null,
  learned: `${id}@acme.com`,
})

test('all that were shown, without those left out and the own one', async () => {
  expect(await accept({ except: ['c'] })).toEqual({
    accepted: { outcome: 'accepted', accounts: 2, left: 1 },
    did: [staff('a'), staff('b'), 'checks'],
  })
})

test('role mailboxes get one owner and reason', async () => {
  const one = { class: 'shared', personId: 'dana', reason: 'Mailboxes of teams', seen: null, learned: null }
  const { accepted, did } = await accept({ because: 'role_mailbox', given: shared, except: ['b', 'c'] })
  expect(accepted).toEqual({ outcome: 'accepted', accounts: 1, left: 0 })
  expect(did).toEqual([{ ...one, accountId: 'a', reviewAt: new Date('2027-05-24T22:00:00Z') }, 'checks'])
})

test('nothing that was not shown, and nothing when all is left out', async () => {
  const other = [row('a'), row('b', { personId: 'somebody else' })]
  expect(await accept({}, { now: other })).toEqual({ accepted: { outcome: 'changed' }, did: [] })
  expect(await accept({ except: ['a', 'b', 'c', 'mine'] })).toEqual({
    accepted: { outcome: 'nothing' },
    did: [],
  })
  expect((await accept({}, { stores: false })).did).not.toContain('checks')
})

test.each([
  ['unknown_person', { because: 'role_mailbox', given: null }],
  ['unknown_person', { because: 'guest', given: null }],
  ['has_left', { because: 'role_mailbox', given: { ...shared, who: { slackUserId: 'U2' } } }],
  ['yourself', { because: 'role_mailbox', given: shared, by: 'U1' }],
  [
    'short_reason',
    { because: 'role_mailbox', given: { ...shared, choice: { ...shared.choice, reason: 'teams' } } },
  ],
] as const)('refused and logged: %s %j', async (because, some) => {
  expect(await accept(some)).toEqual({
    accepted: { outcome: 'refused', because, onlyAdmin: false },
    did: [{ action: 'refused', details: { because, what: 'accept_suggestions', kind: some.because } }],
  })
})
