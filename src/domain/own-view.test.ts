import { expect, test } from 'vitest'
import { card, cardAssessment, cardPerson, saidOf } from '../../test/support/account-samples.ts'
import { noon } from '../../test/support/slack-samples.ts'
import { conflictOf } from './leaving.ts'
import { ownCard, ownPerson, ownResults } from './own-view.ts'

test('nobody is told that they may have left before somebody has said so', () => {
  const lacking = saidOf('list', { gone: true, goneSince: noon, missingSince: noon })
  const asked = cardPerson({ unlistedAt: noon, said: [lacking, saidOf('slack')] })
  const answered = cardPerson({ said: [{ ...lacking, stillHereAt: noon }, saidOf('slack')] })
  const conflicts = [asked, answered].flatMap(person => [person, ownPerson(person)])
  expect(conflicts.map(person => conflictOf(person, noon))).toEqual(['asked', null, 'still_here', null])
  expect(ownPerson(asked).unlistedAt).toBeNull()
  const identified = { verdict: 'pass', why: 'confirmed' } as const
  expect(ownResults({ identified, removed: { verdict: 'unknown', why: 'unlisted' } })).toEqual({
    ...{ identified, removed: { verdict: 'not_applicable', why: 'not_left' } },
  })
  const left = { removed: { verdict: 'fail', why: 'left_still_active' } } as const
  expect(ownResults(left)).toEqual(left)
  const checks = [{ id: 'removed', verdict: 'unknown', why: 'unlisted' }] as const
  const told = ownCard(card({ person: asked, assessment: cardAssessment({ checks }) }))
  expect([told.person, told.assessment?.checks]).toEqual([
    ownPerson(asked),
    [{ id: 'removed', verdict: 'not_applicable', why: 'not_left' }],
  ])
})
