import type { Identity } from '../identity.ts'
import { type LeftState, leftOf } from '../staff.ts'
import type { ClosedAs } from '../verdict.ts'
import {
  accessUnknown,
  identifyFirst,
  ofAccess,
  ofStaffList,
  staffDoubt,
  twoPeople,
  withoutAccess,
} from './access.ts'
import {
  type Before,
  type Fixable,
  type Frame,
  fail,
  notApplicable,
  ofAccounts,
  pass,
  type Start,
  type Subject,
  unknown,
} from './form.ts'
import { isGuest, takingAway, warning } from './taking-away.ts'

const reasons = {
  ...ofAccess,
  ...ofStaffList,
  ...identifyFirst,
  left_still_active: fail(({ name }) => `${name ?? 'This person'} left and can still use Miro.`),
  left_deactivated: pass(({ name }) => `${name ?? 'This person'} left, and the account is deactivated.`),
  left_gone: pass(
    ({ name }) => `${name ?? 'This person'} left, and the account is gone from the organization.`,
  ),
  not_left: notApplicable(({ name }) => `${name ?? 'This person'} has not left.`),
  leaves_later: notApplicable(({ name }) => `${name ?? 'This person'} has a last day that is not over yet.`),
  nobody: notApplicable('Not the account of a staff member, so there is nobody who could have left.'),
  conflict: unknown(twoPeople),
  unlisted: unknown(
    ({ name }) =>
      `${name ?? 'This person'} is no longer in the staff list, and nobody has said whether they left.`,
  ),
}

type Why = keyof typeof reasons

export const removed = ofAccounts({
  id: 'removed',
  title: 'Miro access should be removed for offboarded user',
  why: 'Somebody who left must not be able to read or change what the company keeps in Miro.',
  deadline: { amount: 24, unit: 'hours', setting: 'removalDeadline' },
  reasons,
  evaluate: (subject, frame): Why => {
    const { person, class: kind, problem } = subject.identity
    if (kind === 'staff' && person !== null) return ofPerson(subject, [leftOf(person, frame)], frame)
    return problem === 'conflict' ? ofClaimants(subject, frame) : ofNobody(subject, frame)
  },
  place: 0,
  headlines: {
    open: {
      one: '1 account of a person who left can still use Miro',
      many: '{n} accounts of people who left can still use Miro',
    },
    fixed: {
      one: 'access removed for 1 account of a person who left',
      many: 'access removed for {n} accounts of people who left',
    },
    over: {
      one: '1 account of a person who left: nothing left to do',
      many: '{n} accounts of people who left: nothing left to do',
    },
    unwatched: { one: '1 account of a person who left', many: '{n} accounts of people who left' },
    named: {
      one: '{who} left but can still use Miro',
      many: '{n} people who left can still use Miro: {who}',
    },
  },
  fixedAs: 'access removed',
  aboutLeaver: true,
  start,
  endAt: ({ identity }, frame) => lastToLeave(identity, frame)?.endAt ?? null,
  closes,
  steps: (finding: Fixable) => {
    if (finding.why === 'unlisted') return saying
    if (isGuest(finding)) return takingAway(finding)
    const boards = 'Decide who takes over their boards. Miro does not move them.'
    return [...warning(finding), boards, ...takingAway(finding)]
  },
  advice: ({ active }) =>
    active === false
      ? 'With a password they can still sign in to Miro itself, outside this organization. *Block deactivated users* in Miro stops that for your own domains.'
      : null,
})

/** Nothing is taken away before somebody says that they left. */
const saying: readonly string[] = [
  'Find out whether they left, or only have another name or address in the staff list.',
  'Press Answer under Waiting for you in /miro checks, and say that they left, that they are still here, or who they are in the list.',
]

/** `states` of the one person, or of everybody who claims the account when all of them left. */
function ofPerson(subject: Subject, states: readonly LeftState[], frame: Frame): Why {
  const { account } = subject
  const dead = withoutAccess(account)
  const current = states.find(state => !state.left)
  if (current !== undefined && !current.left) {
    // Without access it makes no difference who left.
    const doubt = dead === null ? staffDoubt(frame) : null
    if (doubt !== null) return doubt
    if (subject.identity.person?.unlistedAt != null) return dead ?? 'unlisted'
    return 'leavesAt' in current ? 'leaves_later' : 'not_left'
  }
  if (dead !== null) return account.removedAt === null ? 'left_deactivated' : 'left_gone'
  return accessUnknown(account) ?? 'left_still_active'
}

/**
 * An account that several people claim: when all left it has to go, when none did there is nothing to remove, and in
 * between nobody can say, so that an open finding stays open until somebody decides.
 */
function ofClaimants(subject: Subject, frame: Frame): Why {
  const states = subject.identity.claimants.map(person => leftOf(person, frame))
  if (states.every(state => state.left)) return ofPerson(subject, states, frame)
  if (states.every(state => !state.left)) return withoutAccess(subject.account) ?? 'identify_first'
  return withoutAccess(subject.account) ?? 'conflict'
}

/**
 * What is known to be no staff member's account cannot be a leaver's. An unidentified one could be: until somebody
 * says whose it is, nothing is found about it here.
 */
function ofNobody({ account, identity }: Subject, frame: Frame): Why {
  const dead = withoutAccess(account)
  if (dead !== null) return dead
  if (identity.problem === 'no_email') return 'no_email'
  if (identity.class !== 'unidentified') return 'nobody'
  return (identity.problem === 'no_match' ? staffDoubt(frame) : null) ?? 'identify_first'
}

/**
 * The clock of a removal starts when the person left or that could be known, but never before the bot could know
 * that this account is theirs and gives access: what is seen for the first time, was last seen without access, was
 * nobody's, or was excepted until now, starts now. Forgetting whose an account is and saying it again gains no time:
 * where the person has been gone since before an earlier finding's clock started, that clock goes on.
 */
function start({ account, identity }: Subject, before: Before | undefined, frame: Frame): Start | null {
  const last = lastToLeave(identity, frame)
  if (last === null) return null
  const known =
    before !== undefined &&
    before.class === identity.class &&
    before.personId === identity.personId &&
    before.verdict !== 'pass' &&
    before.verdict !== 'excepted'
  const { cameBackAt } = account
  const since = cameBackAt !== null && cameBackAt > last.clockAt ? cameBackAt : last.clockAt
  return {
    clockAt: known ? since : frame.now,
    goesOn: { closedAs: ['disconnected', 'not_applicable'], notBefore: last.clockAt },
  }
}

/** How whoever the account belongs to left; of several the last one. */
function lastToLeave(identity: Identity, frame: Frame) {
  const people = identity.person === null ? identity.claimants : [identity.person]
  const lefts = people.map(person => leftOf(person, frame)).filter(state => state.left)
  return lefts.reduce<(typeof lefts)[number] | null>(
    (one, other) => (one === null || other.clockAt > one.clockAt ? other : one),
    null,
  )
}

/**
 * A leaver's finding that closes without the access gone: the person came back (rehired), or the leave was cancelled
 * or moved (void). Without a new start after it, a known end that vanished was withdrawn; where the source only says
 * gone or not gone, being there again is coming back.
 */
function closes(
  why: string,
  finding: { readonly personId: string | null; readonly endAt: Date | null },
  { identity }: Subject,
): ClosedAs | null {
  const { person } = identity
  if (person === null || identity.class !== 'staff' || person.id !== finding.personId) return null
  if (why !== 'not_left' && why !== 'leaves_later') return null
  const cameBack = finding.endAt === null || (person.startAt !== null && person.startAt >= finding.endAt)
  return cameBack ? 'rehired' : 'void'
}
