import { expect, test } from 'vitest'
import { entries } from './every-view/entries.ts'
import { breachesOfAlerts } from './sentences/alerts.ts'
import { distinct, read, sentencesOf, written } from './sentences/collect.ts'
import { breachesOf, rules } from './sentences/rules.ts'

// Everything the bot says, in one file to be read from top to bottom, and what a program can tell of how it says it.
// After a change of words: npm run sentences

const sentences = distinct(sentencesOf(entries))

test('docs/sentences.txt holds every sentence of the bot', async () => {
  await expect(written(sentences)).toMatchFileSnapshot('../docs/sentences.txt')
})

test('no sentence breaks a rule', () => {
  expect([...breachesOfAlerts(), ...breachesOf(sentences)].sort()).toEqual([])
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

test('an answer to a question says what it does', () => {
  expect(rules.some(({ breaks }) => breaks(said('No, keep the last day', 'button')))).toBe(false)
})

test.each([
  'Only Slack owners and admins can do this.',
  'There is no command `chekcs`.',
  'In Miro: Admin console > Users, as a Company Admin.',
  'This button is no longer in use.',
  '⚠️ Since <!date^1^{date_short_pretty} at {time}|1 Nov 2026 at 10:00 UTC>: 3 accounts.',
  // What was chosen for a rule is as long as its list.
  'Valid: Unknown role (Olivia Fischer0), Unknown role (Olivia Fischer1) and 7 more with job title Olivia Fischer0, Olivia Fischer1 or Olivia Fischer2.',
  'Leavers from 1 Nov 2026 to 2 Nov 2026.',
  '• 1 Nov 2026 at 10:00: last day 31 Dec 2026',
  'last day none → 31 Dec 2026, seen 1 Nov 2026 at 10:00',
  '•  Indented. Nothing is missing: 12 of 12.',
])('“%s” breaks no rule', says => {
  expect(rules.filter(({ breaks }) => breaks(said(says))).map(({ rule }) => rule)).toEqual([])
})
