import type { Account } from './account.ts'
import { type AccountCheck, accountChecks, type CheckResult, isOn, type Results } from './check.ts'
import type { Frame, Subject } from './checks/form.ts'
import { systemCheck } from './checks/index.ts'
import { equalDomains, type Identity, identify } from './identity.ts'
import { type Assessed, reconcile, reconcileSystem } from './reconcile.ts'
import type { Assessment, Exception, OpenFinding, Reconciled, Snapshot } from './snapshot.ts'

export type Evaluation = {
  readonly assessments: readonly Assessment[]
  /** Those that differ from what is stored. */
  readonly changed: readonly Assessment[]
  readonly reconciled: Reconciled
}

/** Runs the checks of accounts on a batch of them and says what has to be stored. */
export function evaluateBatch(snapshot: Snapshot): Evaluation {
  const system = systemCheck.judge(snapshot)
  const known = { ...snapshot, equal: equalDomains(snapshot.equalDomains) }
  const on = accountChecks.filter(check => isOn(check, snapshot.chosen))
  const shared = new Map<string, Results>()
  const assessed = snapshot.accountsInBatch.map((account): Assessed => {
    const identity = identify(account, known)
    const { subject, results } = judge(account, identity, snapshot, { system, on, shared })
    const { class: kind, personId, matchedBy } = identity
    return {
      subject,
      assessment: { accountId: account.id, class: kind, personId, matchedBy, results },
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

/** Runs the check of the system. `open` is its open finding, if there is one. */
export function evaluateSystem(
  frame: Frame,
  open: OpenFinding | null,
): { readonly result: CheckResult; readonly reconciled: Reconciled } {
  const result = systemCheck.judge(frame)
  return { result, reconciled: reconcileSystem(frame, result, open) }
}

const noFindings: readonly OpenFinding[] = []

type Judging = {
  readonly system: CheckResult
  readonly on: readonly AccountCheck[]
  /** By their reasons: very many accounts have the same few results. */
  readonly shared: Map<string, Results>
}

/** Each check in its turn, and each may ask what those before it said. */
function judge(
  account: Account,
  identity: Identity,
  snapshot: Snapshot,
  { system, on, shared }: Judging,
): { readonly subject: Subject; readonly results: Results } {
  const exceptions = snapshot.exceptions.get(account.id)
  const results: Record<string, CheckResult> = {}
  const subject: Subject = {
    account,
    identity,
    approval: snapshot.approvals.get(account.id) ?? null,
    said: ({ id }) => (id === systemCheck.id ? system : results[id])?.verdict ?? 'not_applicable',
  }
  let whys = ''
  for (const check of on) {
    const judged = check.judge(subject, snapshot)
    const result =
      exceptions !== undefined && judged.verdict === 'fail' && isExcepted(exceptions, check.id, snapshot.now)
        ? excepted
        : judged
    results[check.id] = result
    whys += `${result.why} `
  }
  const same = shared.get(whys) ?? results
  shared.set(whys, same)
  return { subject, results: same }
}

const excepted: CheckResult = { verdict: 'excepted', why: 'excepted' }

const isExcepted = (exceptions: readonly Exception[], checkId: string, now: Date): boolean =>
  exceptions.some(exception => exception.checkId === checkId && exception.expiresAt > now)

function differs({ assessment: now, previous }: Assessed): boolean {
  return (
    previous === undefined ||
    previous.class !== now.class ||
    previous.personId !== now.personId ||
    previous.matchedBy !== now.matchedBy ||
    accountChecks.some(({ id }) => unlike(previous.results[id], now.results[id]))
  )
}

const unlike = (one: CheckResult | undefined, other: CheckResult | undefined): boolean =>
  one !== other && (one?.verdict !== other?.verdict || one?.why !== other?.why)
