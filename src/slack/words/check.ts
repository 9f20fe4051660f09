import type { CheckId, Verdict } from '../../domain/check.ts'
import { checks } from '../../domain/checks/index.ts'

export const titleOf = (id: CheckId): string => checks.find(check => check.id === id)?.title ?? id

export const whyOf = (id: CheckId): string => checks.find(check => check.id === id)?.why ?? ''

/** In the order people look at them. */
export const verdicts: readonly Verdict[] = ['fail', 'unknown', 'excepted', 'pass', 'not_applicable']

/** "3 failing", "12 passing" */
export const verdictWord: Readonly<Record<Verdict, string>> = {
  fail: 'failing',
  unknown: 'unknown',
  excepted: 'excepted',
  pass: 'passing',
  not_applicable: 'not applicable',
}

/** Never the colour alone: the word stands beside it. */
export const verdictMark: Readonly<Record<Verdict, string>> = {
  fail: '🔴',
  unknown: '⚪',
  excepted: '🔵',
  pass: '✅',
  not_applicable: '➖',
}
