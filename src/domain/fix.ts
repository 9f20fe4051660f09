import { isAdminRole, isGuestRole } from './account.ts'
import type { CheckId, Why } from './check.ts'
import type { AccountClass } from './snapshot.ts'

/** What the way to fix a finding depends on. */
export type ToFix = {
  readonly checkId: CheckId
  readonly why: Why
  /** Miro's word; null for check 3. */
  readonly role: string | null
  readonly class?: AccountClass
  /** True when the bot's connection was authorised with this very account. */
  readonly authorises?: boolean
}

const activeUsers = 'Admin console > Users > Active users'

/**
 * How to fix one finding: the steps in order, plain text, the last one saying what happens then. What a step is made
 * of stands below it, a line each.
 */
export function howToFix(finding: ToFix): readonly string[] {
  switch (finding.checkId) {
    case 'identified':
      return [...identifying(finding), closesAfterSync]
    case 'removed':
      return [...removing(finding), closesAfterSync]
    case 'configured':
      return [...configuring(finding.why), 'This message closes by itself as soon as the rule is saved.']
    case 'valid':
      return [...validating(finding), closesAfterSync]
  }
}

const closesAfterSync =
  'This message closes by itself once a sync sees the change. Press Verify now to have that checked at once.'

function identifying(finding: ToFix): string[] {
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
      'Open the account, press Identify and say who it is, or correct the e-mail address in Miro or in Slack, so that it leads to one person alone.',
      inTurn('If somebody who left still uses it, take the access away:', revoke),
    ]
  return [
    'Find out whose account this is. Until then neither its removal nor its validity can be judged.',
    isGuest(finding)
      ? 'If it belongs to somebody outside, open the account, press Identify and name the colleague who invited them as sponsor.'
      : 'If it belongs to a staff member, or to several people or a program, open the account, press Identify and say so.',
    inTurn('If nobody knows it, take the access away:', revoke),
  ]
}

/** Who has to be found for an account that is not a staff member's. */
function answering(finding: ToFix): string {
  if (finding.class === 'external')
    return 'Find a current staff member who still works with this person, as their sponsor in place of the one who left. If there is none, take the access away.'
  if (finding.class === 'service')
    return 'Find a current staff member who answers for the integration on this account in place of the one who left.'
  if (finding.class === 'shared')
    return 'Find a current staff member who answers for this shared mailbox in place of the one who left.'
  return 'Find a current staff member who answers for this account in place of the one who left.'
}

function removing(finding: ToFix): string[] {
  if (isGuest(finding)) return takingAway(finding)
  const boards = 'Agree who takes over this person’s boards: Miro leaves them where they are.'
  return [...warning(finding), boards, ...takingAway(finding)]
}

/** How access is ended, by role: guests are out of reach of Miro's API, and an admin has to be demoted first. */
function takingAway(finding: ToFix): string[] {
  if (isGuest(finding))
    return [
      'Remove the guest in Miro: Admin console > Users. Neither Miro’s API nor SCIM can remove guests.',
      'Check boards that are shared by a public link: whoever has the link can still view them.',
    ]
  const deactivate = `In Miro: ${activeUsers} > … > Deactivate (with Reassign user’s content, if somebody takes the boards over).`
  const demote = `Revoke the admin role first: ${activeUsers} > … > change the role from Company Admin to Member.`
  return isAdmin(finding) ? [demote, deactivate] : [deactivate]
}

function warning({ authorises }: ToFix): string[] {
  if (authorises !== true) return []
  return [
    'Careful: this account authorized the bot’s connection to Miro. Have another Company Admin connect again with /miro connect first, or syncing stops with it.',
  ]
}

/** What breaks when an account goes that is not one person's: an integration, or the access of all who share it. */
const dependents = (finding: ToFix): string[] => {
  if (finding.class === 'service')
    return ['Ask the owner which integration runs on this account, and move it first.']
  if (finding.class === 'shared')
    return [
      'Ask the owner who works in Miro with this mailbox, and invite them by their own addresses first.',
    ]
  return []
}

function configuring(why: Why): string[] {
  const choose = 'Press Who is a valid user? and choose every staff member, by role, or by approval.'
  if (why !== 'roles_gone') return [choose]
  return ['The roles named by the rule are no longer used in Miro.', choose]
}

function validating(finding: ToFix): string[] {
  const first = [...warning(finding), ...dependents(finding)]
  const revoke = [...first, ...takingAway(finding)]
  switch (finding.why) {
    case 'role_too_high':
      return [
        ...first,
        `Downgrade: ${activeUsers} > … > change the role from Company Admin to Member, which the rule allows.`,
        'Do it before any deactivation: the role of a deactivated user cannot be changed.',
      ]
    case 'approval_lapsed':
      return [
        'The role changed since the approval. If that is right, approve the account again under Who is a valid user?',
        inTurn('If it is not, change the role back in Miro, or revoke the access:', revoke),
      ]
    case 'approved_by_holder':
      return [
        'Whoever approved this account answers for it, so the approval does not count. If the account is right, another administrator saves Who is a valid user? once more with it among those approved.',
        inTurn('If it is not, revoke the access:', revoke),
      ]
    case 'not_approved':
      return [
        'If this account is right, approve it under Who is a valid user?',
        inTurn('If not, revoke the access:', revoke),
      ]
    default:
      return [
        'If this account is right, change the rule under Who is a valid user?',
        inTurn('If not, revoke the access:', revoke),
      ]
  }
}

/** A step that is made of others: one stands in the same line, several below it. */
function inTurn(lead: string, steps: readonly string[]): string {
  const [only, ...more] = steps
  if (more.length === 0) return `${lead.replace(/:$/, '.')} ${only}`
  return [lead, ...steps.map((step, at) => `    ${letters[at]}. ${step}`)].join('\n')
}

const letters = 'abcdefgh'

const isAdmin = ({ role }: ToFix): boolean => role !== null && isAdminRole(role)

const isGuest = ({ role }: ToFix): boolean => role !== null && isGuestRole(role)
