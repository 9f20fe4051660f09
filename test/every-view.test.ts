import { expect, test } from 'vitest'
import { policy } from '../src/slack/policy.ts'
import { discovered } from './every-view/discovered.ts'
import { entries } from './every-view/entries.ts'
import { fillings } from './every-view/given.ts'
import { idsIn, problemsOf, strayDashes } from './every-view/problems.ts'

// Everything the bot can show, with data that is long, hostile, right to left, empty and huge, against Slack's
// limits. A new view needs one entry in a file of test/every-view/samples: any file there is read.

test('every view and message has its sample, and every sample its view', async () => {
  const shown = entries.map(({ name }) => name).filter(name => !name.startsWith('words/'))
  expect(shown.sort()).toEqual(await discovered())
})

test.each(entries)('$name is what Slack takes, whatever it is filled with', ({ render }) => {
  const problems = fillings.flatMap(({ kind, word, many }) =>
    render({ word, many }).flatMap((shown, at) =>
      problemsOf(shown).map(problem => ({ kind, many, at, problem })),
    ),
  )
  expect(problems.slice(0, 10)).toEqual([])
})

test.each(entries)('$name has no dash where nothing is left out', ({ render }) => {
  const shown = [0, 1, 120].flatMap(many => render({ word: 'Olivia Fischer', many }))
  expect([...new Set(shown.flatMap(strayDashes))]).toEqual([])
})

test('every button, menu and modal in them is answered by somebody', () => {
  const ids = entries.flatMap(({ render }) =>
    [0, 1, 120].flatMap(many => render({ word: 'a', many }).flatMap(idsIn)),
  )
  expect([...new Set(ids)].filter(id => !policy.has(id)).sort()).toEqual([])
})
