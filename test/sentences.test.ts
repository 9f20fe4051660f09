import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { entries } from './every-view/entries.ts'
import { breachesOfAlerts } from './sentences/alerts.ts'
import { distinct, read, sentencesOf, written } from './sentences/collect.ts'
import { breachesOf, rules } from './sentences/rules.ts'

// Everything the bot says, in one file to be read from top to bottom, and what a program can tell of how it says it.
// After a change of words: npm run sentences

const known = new URL('./sentences/known-breaches.txt', import.meta.url)

const sentences = distinct(sentencesOf(entries))
const breaches = [...breachesOfAlerts(), ...breachesOf(sentences)].sort()
const isBroken = new Set(breaches)
const listed = readFileSync(known, 'utf8')
  .split('\n')
  .filter(line => line !== '')
const isListed = new Set(listed)

test('docs/sentences.txt holds every sentence of the bot', async () => {
  await expect(written(sentences)).toMatchFileSnapshot('../docs/sentences.txt')
})

test('no sentence breaks a rule, but for those that did before', () => {
  expect(breaches.filter(breach => !isListed.has(breach))).toEqual([])
})

// `npm run sentences` takes them off. Nothing puts any on.
test('what breaks no rule any more is off the list', async () => {
  const left = listed.filter(breach => isBroken.has(breach))
  await expect(left.map(breach => `${breach}\n`).join('')).toMatchFileSnapshot(
    './sentences/known-breaches.txt',
  )
})

const said = (says: string, kind: 'text' | 'button' = 'text') => ({
  view: 'v',
  kind,
  raw: says,
  says: read(says),
})

test.each([
  ['Press Verify again.', 'say “Try again”'],
  ['A sync of Miro waits for your word.', 'say “your decision”'],
  ['12.04.26 is no day.', 'say “is not a”'],
  ['The list was read to its end.', 'say “sync”'],
  ['Ask an admin.', 'say “administrator”'],
  ['Well done!', 'no exclamation mark'],
  ['✅ 🔴 Saved.', 'one status mark at most'],
  ['🎉 Saved.', 'no emoji but a status mark'],
  ['Due 1 Nov 2026, overdue from 2 Nov 2026.', 'one date a line'],
  ['Due <!date^1^{date}|1 Nov 2026 at 10:00 UTC>, overdue from <!date^2^{date}|1>.', 'one date a line'],
  [`${'so '.repeat(22)}long.`, 'at most 22 words a sentence'],
  ['Valid by role: .', 'no gap where words are missing'],
  ['1 person who have left', 'one of one, several of several'],
  ["It's open.", 'the apostrophe ’'],
])('“%s” breaks the rule: %s', (says, rule) => {
  expect(rules.filter(({ breaks }) => breaks(said(says))).map(one => one.rule)).toEqual([rule])
})

test.each([
  ['Show names', 'say “Show all”'],
  ['Details', 'say “Open”'],
  ['Add Miro as a critical system', 'at most 4 words a button'],
])('a button “%s” breaks the rule: %s', (says, rule) => {
  expect(rules.filter(({ breaks }) => breaks(said(says, 'button'))).map(one => one.rule)).toEqual([rule])
})

test.each([
  'Only Slack owners and admins can do this.',
  'In Miro: Admin console > Users, as a Company Admin.',
  'This button is no longer in use.',
  '⚠️ Since <!date^1^{date_short_pretty} at {time}|1 Nov 2026 at 10:00 UTC>: 3 accounts.',
  'Leavers from 1 Nov 2026 to 2 Nov 2026.',
  '• 1 Nov 2026 at 10:00: last day 31 Dec 2026',
  'last day none → 31 Dec 2026, seen 1 Nov 2026 at 10:00',
  '•  Indented. Nothing is missing: 12 of 12.',
])('“%s” breaks no rule', says => {
  expect(rules.filter(({ breaks }) => breaks(said(says))).map(({ rule }) => rule)).toEqual([])
})
