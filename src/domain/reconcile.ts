import type { Account } from './account.ts'
import type { CheckId, CheckResult } from './check.ts'
import { type Deadline, dueAt } from './deadline.ts'
import { type ClosedAs, type NewFinding, type OpenFinding, type Reconciled, SYSTEM } from './finding.ts'
import type { Identity } from './identity.ts'
import type { Assessment, Frame } from './snapshot.ts'
import { leftState } from './staff.ts'

/** One account as it was just assessed, with what is stored about it. */
export type Assessed = {
  readonly account: Account
  readonly identity: Identity
  readonly assessment: Assessment
  readonly previous: Assessment | undefined
  readonly findings: readonly OpenFinding[]
}

type Ledger = {
  readonly opened: NewFinding[]
  readonly changed: Reconciled['changed'][number][]
  readonly closed: { id: string; closedAs: ClosedAs }[]
}

type Subject = {
  readonly id: string
  readonly personId: string | null
  readonly open: OpenFinding | undefined
}

/**
 * Compares verdicts with open findings. A fail opens one finding or keeps the open one, unknown touches nothing,
 * anything else closes. What is stored already is never asked for again, so applying it twice changes nothing.
 */
export function reconcile(frame: Frame, accounts: readonly Assessed[]): Reconciled {
  const ledger: Ledger = { opened: [], changed: [], closed: [] }
  // The same for all of one look, and not free in business days.
  const other = otherTimes(frame)
  for (const assessed of accounts) reconcileAccount(ledger, frame, assessed, other)
  return ledger
}

/** The same for check 3, whose subject is the system. */
export function reconcileSystem(frame: Frame, result: CheckResult, open: OpenFinding | null): Reconciled {
  const ledger: Ledger = { opened: [], changed: [], closed: [] }
  const subject = { id: SYSTEM, personId: null, open: open ?? undefined }
  settle(ledger, 'configured', result, subject, { open: otherTimes(frame), endAt: null, close: closedAs })
  return ledger
}

function reconcileAccount(ledger: Ledger, frame: Frame, assessed: Assessed, otherTimes: () => Times): void {
  const { account, assessment, findings } = assessed
  // Most accounts: nothing is open and nothing failed.
  if (findings.length === 0 && !anyFail(assessment)) return
  const personId = assessment.class === 'unidentified' ? null : assessment.personId
  const openOf = (checkId: CheckId): OpenFinding | undefined =>
    findings.find(finding => finding.checkId === checkId)
  const of = (checkId: CheckId): Subject => ({ id: account.id, personId, open: openOf(checkId) })
  const other = { open: otherTimes, endAt: null, close: closedAs }
  const left = lastToLeave(frame, assessed)
  settle(ledger, 'identified', assessment.identified, of('identified'), other)
  settle(ledger, 'removed', assessment.removed, of('removed'), {
    open: () => removalTimes(frame, assessed, left),
    endAt: left?.endAt ?? null,
    close: (result, finding) => removedClosedAs(result, finding, assessed),
  })
  settle(ledger, 'valid', assessment.valid, of('valid'), { ...other, close: validClosedAs })
}

const anyFail = ({ identified, removed, valid }: Assessment): boolean =>
  identified.verdict === 'fail' || removed.verdict === 'fail' || valid.verdict === 'fail'

type Times = Pick<NewFinding, 'clockAt' | 'endAt' | 'dueAt' | 'goesOn'>

type How = {
  readonly open: () => Times
  /** What an open finding has to say: a last day may be entered, moved or withdrawn while somebody stays gone. */
  readonly endAt: Date | null
  readonly close: (result: CheckResult, finding: OpenFinding) => ClosedAs
}

function settle(ledger: Ledger, checkId: CheckId, result: CheckResult, subject: Subject, how: How): void {
  const { open, personId } = subject
  if (result.verdict === 'unknown') return
  if (result.verdict !== 'fail') {
    if (open !== undefined) ledger.closed.push({ id: open.id, closedAs: how.close(result, open) })
    return
  }
  const { why } = result
  const { endAt } = how
  if (open === undefined) ledger.opened.push({ checkId, subjectId: subject.id, why, personId, ...how.open() })
  else if (open.why !== why || open.personId !== personId || open.endAt?.getTime() !== endAt?.getTime())
    ledger.changed.push({ id: open.id, why, personId, endAt })
}

function otherTimes(frame: Frame): () => Times {
  let times: Times | null = null
  return () => (times ??= timed(frame, frame.now, null, frame.otherDeadline))
}

/** What a disconnect closed was never put right: connected again, it is as late as it was. */
const whereItEnded: NewFinding['goesOn'] = { closedAs: ['disconnected'], notBefore: null }

const timed = (frame: Frame, clockAt: Date, endAt: Date | null, deadline: Deadline): Times => ({
  clockAt,
  endAt,
  dueAt: dueAt(clockAt, deadline, frame.timeZone),
  goesOn: whereItEnded,
})

/**
 * The clock of a removal starts when the person left or that could be known, but never before the bot could know
 * that this account is theirs and gives access: what is seen for the first time, was last seen without access, was
 * nobody's, or was excepted until now, starts now. Forgetting whose an account is and saying it again gains no time:
 * where the person has been gone since before an earlier finding's clock started, that clock goes on.
 */
function removalTimes(
  frame: Frame,
  { account, assessment, previous }: Assessed,
  last: ReturnType<typeof lastToLeave>,
): Times {
  if (last === null) return timed(frame, frame.now, null, frame.removalDeadline)
  const known =
    previous !== undefined &&
    previous.class === assessment.class &&
    previous.personId === assessment.personId &&
    previous.removed.verdict !== 'pass' &&
    previous.removed.verdict !== 'excepted'
  const { cameBackAt } = account
  const since = cameBackAt !== null && cameBackAt > last.clockAt ? cameBackAt : last.clockAt
  const times = timed(frame, known ? since : frame.now, last.endAt, frame.removalDeadline)
  return { ...times, goesOn: { closedAs: ['disconnected', 'not_applicable'], notBefore: last.clockAt } }
}

/** How whoever the account belongs to left; of several the last one. */
function lastToLeave(frame: Frame, { identity }: Assessed) {
  const people = identity.person === null ? identity.claimants : [identity.person]
  const lefts = people.map(person => leftState(person, frame.now)).filter(state => state.left)
  return lefts.reduce<(typeof lefts)[number] | null>(
    (one, other) => (one === null || other.clockAt > one.clockAt ? other : one),
    null,
  )
}

const closedAs = ({ verdict }: CheckResult): ClosedAs =>
  verdict === 'excepted' ? 'excepted' : verdict === 'pass' ? 'fixed' : 'not_applicable'

/** Taking the access away is what the fix of check 4 asks for, so an account without access is fixed. */
const validClosedAs = (result: CheckResult): ClosedAs =>
  result.why === 'deactivated' || result.why === 'gone' ? 'fixed' : closedAs(result)

/**
 * A leaver's finding that closes without the access gone: the person came back (rehired), or the leave was cancelled
 * or moved (void). Without a new start after it, a known end that vanished was withdrawn; where the source only says
 * gone or not gone, being there again is coming back.
 */
function removedClosedAs(result: CheckResult, finding: OpenFinding, { identity }: Assessed): ClosedAs {
  const { person } = identity
  if (person === null || identity.class !== 'staff' || person.id !== finding.personId) return closedAs(result)
  if (result.why !== 'not_left' && result.why !== 'leaves_later') return closedAs(result)
  const cameBack = finding.endAt === null || (person.startAt !== null && person.startAt >= finding.endAt)
  return cameBack ? 'rehired' : 'void'
}
