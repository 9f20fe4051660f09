import { expect, test } from 'vitest'
import type { FirstLookFacts, NoticeFacts } from '../domain/alert.ts'
import type { ChannelFacts } from '../domain/channel-notice.ts'
import type { StaffListFacts, UnusedRows } from '../domain/source-notice.ts'
import { noticeOf } from './alert-notice-shape.ts'
import { jsonText } from './sql-values.ts'

const now = new Date('2026-11-24T09:00:00Z')
const stored = (facts: object): unknown => JSON.parse(jsonText(facts))

test('a notice about the staff list comes back as it was stored', () => {
  const facts: StaffListFacts = {
    kind: 'staff_list',
    trouble: 'no_addresses',
    since: now,
    staffReadAt: now,
    fixedAt: null,
  }
  expect(noticeOf(stored(facts))).toEqual(facts)
})

test('a notice about the alert channel comes back as it was stored', () => {
  const open: ChannelFacts = {
    ...{ kind: 'channel', channelId: 'C1', trouble: 'not_in_channel', since: now },
    ...{ fixedAt: null, goTo: null },
  }
  const closed: ChannelFacts = { ...open, fixedAt: now, goTo: 'C2' }
  expect([noticeOf(stored(open)), noticeOf(stored(closed))]).toEqual([open, closed])
})

test('a notice about access that ends soon comes back as it was stored', () => {
  const facts: NoticeFacts = {
    ...{
      kind: 'tokens',
      organizationName: 'Acme',
      miroOrgId: '1',
      renewedAt: now,
      endsAt: now,
      fixedAt: null,
    },
  }
  expect(noticeOf(stored(facts))).toEqual(facts)
})

test('a question about people missing from the staff list comes back as it was stored', () => {
  const facts: NoticeFacts = {
    ...{ kind: 'unlisted', all: 1, dueAt: now, overdue: false, fixedAt: null },
    people: [{ id: 'p1', name: 'Dana Lee', since: now, askedAt: now, accounts: 2 }],
    answered: [{ id: 'p2', name: 'Jon Berg', as: 'still_here' }],
  }
  const count: NoticeFacts = {
    ...{ kind: 'unlisted_count', all: 1, asked: true, dueAt: now, overdue: true, fixedAt: now },
  }
  expect([noticeOf(stored(facts)), noticeOf(stored(count))]).toEqual([facts, count])
})

test('what was told of contracts comes back as it was stored', () => {
  const facts: NoticeFacts = {
    kind: 'contracts',
    people: [{ id: 'p1', name: 'Jon Berg', lastDay: null, endAt: now, reminder: 7, days: 7 }],
  }
  expect(noticeOf(stored(facts))).toEqual(facts)
})

test('a first look stored before it counted who could not be judged is still readable', () => {
  const { unknown, chosen, ...old }: FirstLookFacts = {
    kind: 'first_look',
    organizationName: 'Acme',
    miroOrgId: '1',
    accounts: 9,
    unknown: 0,
    open: [{ checkId: 'removed', count: 2 }],
    chosen: null,
    disconnected: null,
  }
  expect(noticeOf(stored(old))).toEqual({ ...old, unknown, chosen })
})

test('notices about a staff list read on the schedule come back as they were stored', () => {
  const origin = { kind: 'path', name: '/data/staff.csv' } as const
  const none = { mistakes: [], conflicts: [], more: 0 }
  const unused: UnusedRows = {
    mistakes: [{ line: 3, kind: 'no_day', column: 'Start', value: 'soon', other: null }],
    conflicts: [{ line: 9, address: 'dana@acme.com', because: 'same_person', other: 8 }],
    more: 4,
  }
  const facts: readonly NoticeFacts[] = [
    {
      ...{
        kind: 'list_trouble',
        origin,
        trouble: 'invalid',
        unused: none,
        damaged: null,
        since: now,
        readAt: now,
      },
      fixedAt: null,
    },
    {
      ...{
        kind: 'held_list',
        columns: null,
        runId: 'r1',
        origin,
        reason: 'mistakes',
        rows: 9,
        setAside: 1,
        before: 8,
        after: 9,
      },
      ...{
        gone: 0,
        leaving: 0,
        returning: 0,
        unused,
        sample: ['Dana'],
        decided: { as: 'applied', by: 'U1', at: now },
      },
    },
  ]
  expect(facts.map(one => noticeOf(stored(one)))).toEqual(facts)
  // Before rows were named.
  const { unused: _, ...old } = stored(facts[1] ?? {}) as Record<string, unknown>
  expect(noticeOf(old)).toEqual({ ...facts[1], unused: none })
})
