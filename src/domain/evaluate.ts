import type { Account } from './account.ts'
import type { CheckId, CheckResult } from './check.ts'
import { configured } from './checks/configured.ts'
import { identified } from './checks/identified.ts'
import { removed } from './checks/removed.ts'
import { result } from './checks/subject.ts'
import { valid } from './checks/valid.ts'
import type { OpenFinding, Reconciled } from './finding.ts'
import { equalDomains, type Identity, identify } from './identity.ts'
import { type Assessed, reconcile, reconcileSystem } from './reconcile.ts'
import type { Assessment, Exception, Frame, Snapshot } from './snapshot.ts'

export type Evaluation = {
  readonly assessments: readonly Assessment[]
  /** Those that differ from what is stored. */
  readonly changed: readonly Assessment[]
  readonly reconciled: Reconciled
}

/** Runs checks 1, 2 and 4 on a batch of accounts and says what has to be stored. */
export function evaluateBatch(snapshot: Snapshot): Evaluation {
  const system = configured.evaluate(null, snapshot)
  const known = { ...snapshot, equal: equalDomains(snapshot.equalDomains) }
  const assessed = snapshot.accountsInBatch.map((account): Assessed => {
    const identity = identify(account, known)
    return {
      account,
      identity,
      assessment: assess(account, identity, snapshot, system),
      previous: snapshot.previous.get(account.id),
      findings: snapshot.findings.get(account.id) ?? noFindings,
    }
  })
  const assessments = assessed.map(({ assessment }) => assessment)
  return {
    assessments,
    changed: assessed.filter(differs).map(({ assessment }) => assessment),
    reconciled: reconcile(snapshot, assessed),
  }
}

/** Runs check 3. `open` is its open finding, if there is one. */
export function evaluateSystem(
  frame: Frame,
  open: OpenFinding | null,
): { readonly result: CheckResult; readonly reconciled: Reconciled } {
  const judged = configured.evaluate(null, frame)
  return { result: judged, reconciled: reconcileSystem(frame, judged, open) }
}

const noFindings: readonly OpenFinding[] = []

function assess(account: Account, identity: Identity, snapshot: Snapshot, system: CheckResult): Assessment {
  const exceptions = snapshot.exceptions.get(account.id)
  const allow = (checkId: CheckId, judged: CheckResult): CheckResult =>
    exceptions !== undefined && judged.verdict === 'fail' && isExcepted(exceptions, checkId, snapshot.now)
      ? excepted
      : judged
  const one = allow('identified', identified.evaluate({ account, identity }, snapshot))
  const two = allow('removed', removed.evaluate({ account, identity }, snapshot))
  const approval = snapshot.approvals.get(account.id) ?? null
  const usable = { account, identity, identified: one, removed: two, configured: system, approval }
  return {
    accountId: account.id,
    class: identity.class,
    personId: identity.personId,
    matchedBy: identity.matchedBy,
    identified: one,
    removed: two,
    valid: allow('valid', valid.evaluate(usable, snapshot)),
  }
}

const excepted = result('excepted', 'excepted')

const isExcepted = (exceptions: readonly Exception[], checkId: CheckId, now: Date): boolean =>
  exceptions.some(exception => exception.checkId === checkId && exception.expiresAt > now)

function differs({ assessment: now, previous }: Assessed): boolean {
  return (
    previous === undefined ||
    previous.class !== now.class ||
    previous.personId !== now.personId ||
    previous.matchedBy !== now.matchedBy ||
    unlike(previous.identified, now.identified) ||
    unlike(previous.removed, now.removed) ||
    unlike(previous.valid, now.valid)
  )
}

const unlike = (one: CheckResult, other: CheckResult): boolean =>
  one.verdict !== other.verdict || one.why !== other.why
