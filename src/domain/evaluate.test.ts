import { expect, it } from 'vitest'
import { account, hours, leaver, now, snapshot } from '../../test/support/domain-samples.ts'
import { evaluateBatch } from './evaluate.ts'

it('says what is new, and nothing the second time', () => {
  const facts = snapshot({ who: [leaver()] })
  const first = evaluateBatch(facts)
  expect(first).toEqual({
    assessments: first.changed,
    changed: [
      {
        accountId: account().id,
        class: 'staff',
        personId: 'dana',
        matchedBy: 'email',
        results: {
          identified: { verdict: 'pass', why: 'matched_email' },
          removed: { verdict: 'fail', why: 'left_still_active' },
          valid: { verdict: 'not_applicable', why: 'removal_first' },
        },
      },
    ],
    reconciled: {
      opened: [
        {
          checkId: 'removed',
          subjectId: account().id,
          why: 'left_still_active',
          personId: 'dana',
          clockAt: now,
          endAt: null,
          dueAt: hours(24),
          goesOn: { closedAs: ['disconnected', 'not_applicable'], notBefore: hours(-1) },
        },
      ],
      changed: [],
      closed: [],
    },
  })
  const opened = first.reconciled.opened.map(one => ({ ...one, id: 'f1' }))
  const previous = new Map(first.changed.map(one => [one.accountId, one]))
  const again = evaluateBatch({ ...facts, previous, findings: new Map([[account().id, opened]]) })
  expect(again).toEqual({
    assessments: first.assessments,
    changed: [],
    reconciled: { opened: [], changed: [], closed: [] },
  })
})
