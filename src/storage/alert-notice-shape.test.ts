import { expect, test } from 'vitest'
import type { FirstLookFacts, StaffListFacts } from '../domain/alert.ts'
import { noticeOf } from './alert-notice-shape.ts'
import { jsonText } from './json-text.ts'

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

test('a first look stored before it counted who could not be judged is still readable', () => {
  const { unknown, ...old }: FirstLookFacts = {
    kind: 'first_look',
    organizationName: 'Acme',
    miroOrgId: '1',
    accounts: 9,
    unknown: 0,
    open: [{ checkId: 'removed', count: 2 }],
  }
  expect(noticeOf(stored(old))).toEqual({ ...old, unknown })
})
