import { type AccountCheck, accountChecks, type Check, type CheckResult, deadlineOf, isOn } from './check.ts'
import type { Frame, Subject } from './checks/form.ts'
import { systemCheck } from './checks/index.ts'
import { dueAt } from './deadline.ts'
import { type Assessment, type NewFinding, type OpenFinding, type Reconciled, SYSTEM } from './snapshot.ts'
import type { ClosedAs } from './verdict.ts'

/** One account as it was just assessed, with what is stored about it. */
export type Assessed = {
  readonly subject: Subject
  readonly assessment: Assessment
  readonly previous: Assessment | undefined
  readonly findings: readonly OpenFinding[]
}

type Ledger = {
  readonly opened: NewFinding[]
  readonly changed: Reconciled['changed'][number][]
  readonly closed: { id: string; closedAs: ClosedAs }[]
}

/**
 * Compares verdicts with open findings. A fail opens one finding or keeps the open one, unknown touches nothing,
 * anything else closes. What is stored already is never asked for again, so applying it twice changes nothing.
 */
export function reconcile(frame: Frame, accounts: readonly Assessed[]): Reconciled {
  const ledger: Ledger = { opened: [], changed: [], closed: [] }
  const due = dueTimes(frame)
  for (const assessed of accounts) {
    // Most accounts: nothing is open and nothing failed.
    if (assessed.findings.length === 0 && !anyFail(assessed.assessment)) continue
    for (const check of accountChecks) reconcileAccount(ledger, frame, { check, assessed, due })
  }
  return ledger
}

/** The same for the check of the system. */
export function reconcileSystem(frame: Frame, result: CheckResult, open: OpenFinding | null): Reconciled {
  const ledger: Ledger = { opened: [], changed: [], closed: [] }
  const due = dueTimes(frame)
  settle(ledger, {
    ...{
      check: systemCheck,
      result,
      subjectId: SYSTEM,
      personId: null,
      endAt: null,
      open: open ?? undefined,
    },
    start: () => due(systemCheck, { clockAt: frame.now, goesOn: whereItEnded(systemCheck) }),
    closedAs: () => closedAs(result),
  })
  return ledger
}

type One = {
  readonly check: AccountCheck
  readonly assessed: Assessed
  readonly due: DueTimes
}

function reconcileAccount(ledger: Ledger, frame: Frame, { check, assessed, due }: One): void {
  const { subject, assessment, previous, findings } = assessed
  const open = findings.find(finding => finding.checkId === check.id)
  const result = assessment.results[check.id]
  if (result === undefined) {
    if (open !== undefined && !isOn(check, frame.chosen))
      ledger.closed.push({ id: open.id, closedAs: 'check_off' })
    return
  }
  if (open === undefined && result.verdict !== 'fail') return
  const before = previous && { ...previous, verdict: previous.results[check.id]?.verdict }
  settle(ledger, {
    ...{ check, result, subjectId: assessment.accountId, open },
    personId: assessment.class === 'unidentified' ? null : assessment.personId,
    endAt: check.endAt?.(subject, frame) ?? null,
    start: () =>
      due(
        check,
        check.start?.(subject, before, frame) ?? { clockAt: frame.now, goesOn: whereItEnded(check) },
      ),
    closedAs: finding => check.closes?.(result.why, finding, subject) ?? closedAs(result),
  })
}

const anyFail = ({ results }: Assessment): boolean =>
  accountChecks.some(({ id }) => results[id]?.verdict === 'fail')

type Settled = {
  readonly check: Check
  readonly result: CheckResult
  readonly subjectId: string
  readonly personId: string | null
  readonly open: OpenFinding | undefined
  /** What an open finding has to say: a last day may be entered, moved or withdrawn while somebody stays gone. */
  readonly endAt: Date | null
  readonly start: () => Pick<NewFinding, 'clockAt' | 'dueAt' | 'goesOn'>
  readonly closedAs: (finding: OpenFinding) => ClosedAs
}

function settle(ledger: Ledger, { check, result, open, ...of }: Settled): void {
  if (result.verdict === 'unknown') return
  if (result.verdict !== 'fail') {
    if (open !== undefined) ledger.closed.push({ id: open.id, closedAs: of.closedAs(open) })
    return
  }
  const { why } = result
  const { subjectId, personId, endAt } = of
  if (open === undefined)
    ledger.opened.push({ checkId: check.id, subjectId, why, personId, endAt, ...of.start() })
  else if (open.why !== why || open.personId !== personId || open.endAt?.getTime() !== endAt?.getTime())
    ledger.changed.push({ id: open.id, why, personId, endAt })
}

type Started = Pick<NewFinding, 'clockAt' | 'goesOn'>

type DueTimes = (check: Check, start: Started) => Started & Pick<NewFinding, 'dueAt'>

/** When the time is over. Most clocks start now, which is the same for all of one look, and not free in business days. */
function dueTimes(frame: Frame): DueTimes {
  const fromNow = new Map<Check, Date>()
  const dueOf = (check: Check, clockAt: Date) => dueAt(clockAt, deadlineOf(check, frame), frame)
  return (check, start) => {
    if (start.clockAt !== frame.now) return { ...start, dueAt: dueOf(check, start.clockAt) }
    const known = fromNow.get(check) ?? dueOf(check, frame.now)
    fromNow.set(check, known)
    return { ...start, dueAt: known }
  }
}

/** What a disconnect or a check switched off closed was never put right: watched again, it is as late as it was. */
const whereItEnded = (check: Check): NewFinding['goesOn'] => ({
  closedAs: check.switch === undefined ? ['disconnected'] : ['disconnected', 'check_off'],
  notBefore: null,
})

const closedAs = ({ verdict }: CheckResult): ClosedAs =>
  verdict === 'excepted' ? 'excepted' : verdict === 'pass' ? 'fixed' : 'not_applicable'
