import { expect, it } from 'vitest'
import { type CheckId, statusOf } from './check.ts'
import type { Verdict } from './verdict.ts'

const none = { pass: 0, fail: 0, not_applicable: 0, unknown: 0, excepted: 0 }
const fresh = { accounts: 'fresh', staff: 'fresh' } as const

const cases: [string, CheckId, Partial<typeof none>, Parameters<typeof statusOf>[2], Verdict][] = [
  ['one fail among passes', 'valid', { pass: 9, fail: 1, unknown: 3 }, fresh, 'fail'],
  ['a fail on stale data is still one', 'valid', { fail: 1 }, { ...fresh, accounts: 'stale' }, 'fail'],
  ['one unknown', 'removed', { pass: 9, unknown: 1 }, fresh, 'unknown'],
  ['all pass, accounts stale', 'removed', { pass: 9 }, { ...fresh, accounts: 'stale' }, 'unknown'],
  ['all pass, staff stale', 'removed', { pass: 9 }, { ...fresh, staff: 'stale' }, 'unknown'],
  ['nothing, staff never read', 'identified', {}, { ...fresh, staff: 'unread' }, 'unknown'],
  ['pass and excepted', 'valid', { pass: 1, excepted: 5, not_applicable: 2 }, fresh, 'pass'],
  ['only excepted', 'valid', { excepted: 1, not_applicable: 2 }, fresh, 'excepted'],
  ['not applicable', 'valid', { not_applicable: 2 }, fresh, 'not_applicable'],
  ['no accounts', 'valid', {}, fresh, 'not_applicable'],
  ['a rule does not grow stale', 'configured', { pass: 1 }, { accounts: 'stale', staff: 'unread' }, 'pass'],
]

it.each(cases)('%s', (_case, checkId, counts, sources, status) => {
  expect(statusOf(checkId, { ...none, ...counts }, sources)).toBe(status)
})
