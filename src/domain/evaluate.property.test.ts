import fc from 'fast-check'
import { expect, it } from 'vitest'
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

it('says unknown to everything while accounts are stale, and touches no finding', () => {
  always(({ facts, evaluation }) => {
    if (facts.accounts === 'fresh') return
    const said = evaluation.assessments.flatMap(({ results }) => Object.values(results))
    expect(new Set(said.map(({ why }) => why))).toEqual(new Set(['accounts_stale']))
    // Switching a check off is no verdict.
    const closed = evaluation.reconciled.closed.filter(({ closedAs }) => closedAs !== 'check_off')
    expect({ ...evaluation.reconciled, closed }).toEqual({ opened: [], changed: [], closed: [] })
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
