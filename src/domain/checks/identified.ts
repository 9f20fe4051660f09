import type { MatchedBy } from '../account.ts'
import type { Identity } from '../identity.ts'
import { isStaff, leftOf } from '../staff.ts'
import { accessUnknown, ofAccess, ofStaffList, staffDoubt, twoPeople, withoutAccess } from './access.ts'
import { type Fixable, type Frame, fail, ofAccounts, pass, type Reason } from './form.ts'
import { inTurn, isGuest, takingAway, warning } from './taking-away.ts'

const belongs = (how: string): Reason => pass(({ name }) => `Belongs to ${name ?? 'a staff member'}: ${how}.`)

const reasons = {
  ...ofAccess,
  ...ofStaffList,
  confirmed: belongs('confirmed by hand'),
  matched_email: belongs('same e-mail address'),
  matched_alias: belongs('matched by a former address or an alias'),
  matched_equal_domain: belongs('same name in a domain of the company'),
  matched_kept: belongs('the e-mail address changed, the Miro account is the same'),
  external_with_sponsor: pass(({ name }) => `External person, with ${name ?? 'a staff member'} as sponsor.`),
  service_with_owner: pass(({ name }) => `Service account, owned by ${name ?? 'a staff member'}.`),
  shared_with_owner: pass(({ name }) => `Shared mailbox, owned by ${name ?? 'a staff member'}.`),
  no_match: fail('Its e-mail address matches nobody on the staff.', {
    ofAll: 'Their e-mail addresses match nobody on the staff.',
  }),
  conflict: fail(twoPeople, {
    ofAll: 'Two people fit each of these accounts. Somebody has to decide who uses them.',
  }),
  said_not_identified: fail('Marked as not identified.'),
  owner_missing: fail(
    ({ name }) =>
      name === null
        ? 'Nobody on the staff today answers for this account.'
        : `${name} answers for this account, but is not on the staff today.`,
    {
      named: {
        one: '{who} needs another sponsor or owner',
        many: '{n} Miro accounts need another sponsor or owner: {who}',
      },
    },
  ),
  reason_missing: fail('Nobody wrote down what this account is for.', {
    ofAll: 'Nobody wrote down what these accounts are for.',
  }),
}

type Why = keyof typeof reasons

export const identified = ofAccounts({
  id: 'identified',
  title: 'User should be identified',
  why: 'Until somebody says who uses an account, nobody can say whether it should exist.',
  deadline: { amount: 7, unit: 'days', setting: 'otherDeadline' },
  reasons,
  evaluate: ({ account, identity }, frame): Why =>
    withoutAccess(account) ?? accessUnknown(account) ?? ofIdentity(identity, frame),
  place: 3,
  headlines: {
    open: { one: '1 Miro account is not identified', many: '{n} Miro accounts are not identified' },
    fixed: { one: '1 Miro account identified', many: '{n} Miro accounts identified' },
    over: {
      one: '1 Miro account to identify: nothing left to do',
      many: '{n} Miro accounts to identify: nothing left to do',
    },
    unwatched: { one: '1 Miro account not identified', many: '{n} Miro accounts not identified' },
    named: {
      one: '{who} can use Miro but is not identified',
      many: '{n} Miro accounts are not identified: {who}',
    },
  },
  fixedAs: 'identified',
  remedy: 'identify',
  steps,
})

function ofIdentity(identity: Identity, frame: Frame): Why {
  if (identity.class === 'unidentified') return unidentified(identity, frame)
  if (identity.class === 'staff') return matched[identity.matchedBy ?? 'confirmed']
  return withResponsible(identity, identity.class, frame)
}

const matched = {
  confirmed: 'confirmed',
  email: 'matched_email',
  alias: 'matched_alias',
  equal_domain: 'matched_equal_domain',
  kept: 'matched_kept',
} as const satisfies Record<MatchedBy, Why>

function unidentified({ problem }: Identity, frame: Frame): Why {
  if (problem !== null && problem !== 'no_match') return problem
  // Somebody new may stand in the list that has not been read.
  return staffDoubt(frame) ?? 'no_match'
}

const withOwner = {
  external: 'external_with_sponsor',
  service: 'service_with_owner',
  shared: 'shared_with_owner',
} as const satisfies Record<string, Why>

/** A sponsor or owner has to be staff of today, and a service account or shared mailbox needs a reason besides. */
function withResponsible(identity: Identity, kind: keyof typeof withOwner, frame: Frame): Why {
  const { person, personId, decision } = identity
  if (person === null && personId !== null) return staffDoubt(frame) ?? 'owner_missing'
  if (person === null || !isStaff(person) || leftOf(person, frame).left) return 'owner_missing'
  const explained = kind === 'external' || (decision?.reason ?? '').trim() !== ''
  return explained ? withOwner[kind] : 'reason_missing'
}

function steps(finding: Fixable): string[] {
  const { why } = finding
  if (why === 'owner_missing') return [answering(finding)]
  if (why === 'reason_missing')
    return [
      finding.class === 'shared'
        ? 'Write down what this shared mailbox is used for in Miro.'
        : 'Write down what this account is for.',
    ]
  const revoke = [...warning(finding), ...takingAway(finding)]
  if (why === 'conflict')
    return [
      'Find out who uses this account today: two people carry its e-mail address, or it belonged to somebody else before.',
      'Press Identify and say who it is. Or correct the e-mail address in Miro or Slack, so that it leads to one person.',
      inTurn('If somebody who left still uses it, take the access away:', revoke),
    ]
  return [
    'Find out who uses this account. Until then nobody can say whether it should exist.',
    isGuest(finding)
      ? 'Somebody outside? Press Identify and name the colleague who invited them as sponsor.'
      : 'A colleague, a shared mailbox or a program? Press Identify and say so.',
    inTurn('Does nobody know it? Take the access away:', revoke),
  ]
}

/** Who has to be found for an account that is not a staff member's. */
function answering(finding: Fixable): string {
  if (finding.class === 'external')
    return 'Find a current staff member who still works with this person, as their sponsor in place of the one who left. If there is none, take the access away.'
  if (finding.class === 'service')
    return 'Find a current staff member who answers for the integration on this account in place of the one who left.'
  if (finding.class === 'shared')
    return 'Find a current staff member who answers for this shared mailbox in place of the one who left.'
  return 'Find a current staff member who answers for this account in place of the one who left.'
}
