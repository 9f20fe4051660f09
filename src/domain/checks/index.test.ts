import { expect, test } from 'vitest'
import { howToFix } from '../check.ts'
import { checks } from './index.ts'

test('the four that every company needs come first', () => {
  expect(checks.slice(0, 4).map(({ title }) => title)).toEqual([
    'User should be identified',
    'Miro access should be removed for offboarded user',
    'Critical system access control should be configured',
    'User access to Critical System should be valid',
  ])
})

test('a word for a reason means the same in every check', () => {
  const sentences = new Map<string, unknown>()
  for (const [why, { says }] of checks.flatMap(({ reasons }) => Object.entries(reasons))) {
    expect(sentences.get(why) ?? says, why).toBe(says)
    sentences.set(why, says)
  }
})

test.each(checks.map(check => [check.id, check] as const))('%s can be told apart, and told', (id, check) => {
  expect(checks.filter(other => other.id === id || other.place === check.place)).toEqual([check])
  const texts = Object.values(check.headlines).flatMap(({ one, many }) => [one, many])
  for (const text of texts) expect(text).toMatch(/^\S[^!]{9,79}[^.]$/)
  if (check.about === 'account')
    for (const text of Object.values(check.headlines.named ?? {}))
      expect(text).toMatch(/^[^{]*(\{n\}[^{]*)?\{who\}[^{!]*$/)
  expect(howToFix({ checkId: id, why: 'excepted', role: null }).length).toBeGreaterThan(0)
})
