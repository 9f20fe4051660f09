import type { CheckResult } from '../check.ts'
import type { Frame } from '../snapshot.ts'
import { leftState } from '../staff.ts'
import {
  accessUnknown,
  type Check,
  result,
  type Subject,
  staffDoubt,
  stale,
  withoutAccess,
} from './subject.ts'

export const removed: Check<Subject> = {
  id: 'removed',
  title: 'Miro access should be removed for offboarded user',
  why: 'Somebody who left must not be able to read or change what the company keeps in Miro.',
  evaluate: (subject, frame) => {
    if (frame.accounts === 'stale') return stale
    const { person, class: kind, problem } = subject.identity
    if (kind === 'staff' && person !== null) return ofPerson(subject, [leftState(person, frame.now)], frame)
    return problem === 'conflict' ? ofClaimants(subject, frame) : ofNobody(subject, frame)
  },
}

const nobody = result('not_applicable', 'nobody')
const unidentified = result('not_applicable', 'identify_first')
const notLeft = result('not_applicable', 'not_left')
const leavesLater = result('not_applicable', 'leaves_later')
const leftGone = result('pass', 'left_gone')
const leftDeactivated = result('pass', 'left_deactivated')
const stillActive = result('fail', 'left_still_active')
const noEmail = result('unknown', 'no_email')
const claimed = result('unknown', 'conflict')

type State = ReturnType<typeof leftState>

/** `states` of the one person, or of everybody who claims the account when all of them left. */
function ofPerson({ account }: Subject, states: readonly State[], frame: Frame): CheckResult {
  const dead = withoutAccess(account)
  const current = states.find(state => !state.left)
  if (current !== undefined && !current.left) {
    // An old list may not know yet who left since; without access that makes no difference.
    const doubt = dead === null ? staffDoubt(frame) : null
    return doubt ?? ('leavesAt' in current ? leavesLater : notLeft)
  }
  if (dead !== null) return account.removedAt === null ? leftDeactivated : leftGone
  return accessUnknown(account) ?? stillActive
}

/**
 * Whoever of several people an account belongs to: when all left it has to go, when none did there is nothing to
 * remove, and in between nobody can say, so that an open finding stays open until somebody decides.
 */
function ofClaimants(subject: Subject, frame: Frame): CheckResult {
  const states = subject.identity.claimants.map(person => leftState(person, frame.now))
  if (states.every(state => state.left)) return ofPerson(subject, states, frame)
  if (states.every(state => !state.left)) return withoutAccess(subject.account) ?? unidentified
  return withoutAccess(subject.account) ?? claimed
}

/**
 * What is known to be no staff member's account cannot be a leaver's. An unidentified one could be: until somebody
 * says whose it is, nothing is found about it here.
 */
function ofNobody({ account, identity }: Subject, frame: Frame): CheckResult {
  const dead = withoutAccess(account)
  if (dead !== null) return dead
  if (identity.problem === 'no_email') return noEmail
  if (identity.class !== 'unidentified') return nobody
  return (identity.problem === 'no_match' ? staffDoubt(frame) : null) ?? unidentified
}
