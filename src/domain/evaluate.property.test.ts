import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hours } from '../../test/support/domain-samples.ts'
import { nothingStored, type Stored, store, world } from '../../test/support/domain-worlds.ts'
import { accountChecks } from './check.ts'
import { type Evaluation, evaluateBatch } from './evaluate.ts'
import type { Snapshot } from './snapshot.ts'

const checkIds = accountChecks.map(({ id }) => id)
const history = fc.array(world, { minLength: 1, maxLength: 5 })

type Step = { facts: Snapshot; before: Stored; evaluation: Evaluation; after: Stored }

/** Evaluates one world after the other, storing in between, and looks at every step. */
function live(worlds: readonly Snapshot[], look: (step: Step) => void): void {
  let stored = nothingStored
  for (const facts of worlds) {
    const before = stored
    const evaluation = evaluateBatch({ ...facts, ...before })
    stored = store(before, evaluation)
    look({ facts, before, evaluation, after: stored })
  }
}

const always = (look: (step: Step) => void): void =>
  fc.assert(
    fc.property(history, worlds => live(worlds, look)),
    { numRuns: 300 },
  )

const openIn = (stored: Stored, accountId: string): string[] =>
  (stored.findings.get(accountId) ?? []).map(finding => finding.checkId).sort()

it('never has two open findings for one thing', () => {
  always(({ facts, after }) => {
    for (const { id } of facts.accountsInBatch) {
      const open = openIn(after, id)
      expect(open).toEqual([...new Set(open)])
    }
  })
})

it('changes nothing the second time', () => {
  always(({ facts, evaluation, after }) => {
    expect(evaluateBatch({ ...facts, ...after })).toEqual({
      assessments: evaluation.assessments,
      changed: [],
      reconciled: { opened: [], changed: [], closed: [] },
    })
  })
})

it('has an open finding for every fail and for no pass; unknown leaves it as it was', () => {
  always(({ before, evaluation, after }) => {
    for (const assessment of evaluation.assessments) {
      const id = assessment.accountId
      const expected = checkIds.filter(checkId =>
        assessment.results[checkId]?.verdict === 'unknown'
          ? openIn(before, id).includes(checkId)
          : assessment.results[checkId]?.verdict === 'fail',
      )
      expect(openIn(after, id)).toEqual(expected.sort())
    }
  })
})

it('changes nothing in a gap of both sources, however long', () => {
  const nothing = { changed: [], reconciled: { opened: [], changed: [], closed: [] } }
  always(({ facts, after }) => {
    // What somebody let through ends by the clock: that is no word of a source.
    const exceptions = new Map()
    const begun = { ...facts, exceptions }
    const stored = store(after, evaluateBatch({ ...begun, ...after }))
    const [accountsUntil, staffUntil] = [facts.now, facts.now]
    for (const passed of [1, 20, 24 * 200]) {
      const later = { ...begun, accountsUntil, staffUntil, now: hours(passed) }
      expect(evaluateBatch({ ...later, accounts: 'stale', ...stored })).toMatchObject(nothing)
    }
  })
})

it('never calls anything valid whose removal failed or whose owner nobody knows', () => {
  always(({ evaluation }) => {
    for (const {
      class: kind,
      results: { removed, valid },
    } of evaluation.assessments)
      if (removed?.verdict === 'fail' || kind === 'unidentified') expect(valid?.verdict).not.toBe('pass')
  })
})
