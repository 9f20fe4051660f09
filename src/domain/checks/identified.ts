import type { CheckResult } from '../check.ts'
import type { Identity } from '../identity.ts'
import type { Frame, MatchedBy } from '../snapshot.ts'
import { isStaff, leftState } from '../staff.ts'
import {
  accessUnknown,
  type Check,
  result,
  type Subject,
  staffDoubt,
  stale,
  withoutAccess,
} from './subject.ts'

export const identified: Check<Subject> = {
  id: 'identified',
  title: 'User should be identified',
  why: 'Until it is known whose account it is, neither its removal nor its validity can be judged.',
  evaluate: ({ account, identity }, frame) =>
    frame.accounts === 'stale'
      ? stale
      : (withoutAccess(account) ?? accessUnknown(account) ?? ofIdentity(identity, frame)),
}

function ofIdentity(identity: Identity, frame: Frame): CheckResult {
  if (identity.class === 'unidentified') return unidentified(identity, frame)
  if (identity.class === 'staff') return matchedBy[identity.matchedBy ?? 'confirmed']
  return withResponsible(identity, identity.class, frame)
}

const matchedBy: Record<MatchedBy, CheckResult> = {
  confirmed: result('pass', 'confirmed'),
  email: result('pass', 'matched_email'),
  alias: result('pass', 'matched_alias'),
  equal_domain: result('pass', 'matched_equal_domain'),
  kept: result('pass', 'matched_kept'),
}

const conflict = result('fail', 'conflict')
const saidNot = result('fail', 'said_not_identified')
const noMatch = result('fail', 'no_match')
const noEmail = result('unknown', 'no_email')

function unidentified({ problem }: Identity, frame: Frame): CheckResult {
  if (problem === 'conflict') return conflict
  if (problem === 'said_not_identified') return saidNot
  if (problem === 'no_email') return noEmail
  // Somebody new may stand in the list that has not been read.
  return staffDoubt(frame) ?? noMatch
}

const withOwner = {
  external: result('pass', 'external_with_sponsor'),
  service: result('pass', 'service_with_owner'),
  shared: result('pass', 'shared_with_owner'),
}

/** A sponsor or owner has to be staff of today, and a service account or shared mailbox needs a reason besides. */
function withResponsible(identity: Identity, kind: keyof typeof withOwner, frame: Frame): CheckResult {
  const { person, personId, decision } = identity
  if (person === null && personId !== null) return staffDoubt(frame) ?? result('fail', 'owner_missing')
  if (person === null || !isStaff(person) || leftState(person, frame.now).left)
    return result('fail', 'owner_missing')
  const explained = kind === 'external' || (decision?.reason ?? '').trim() !== ''
  return explained ? withOwner[kind] : result('fail', 'reason_missing')
}
