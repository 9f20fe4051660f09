import { isAdminRole, isGuestRole } from '../account.ts'
import type { Fixable } from './form.ts'

// Steps that several checks share, in the words of Miro's Admin console.

export const activeUsers = 'Admin console > Users > Active users'

/** How access is ended, by role: guests are out of reach of Miro's API, and an admin has to be demoted first. */
export function takingAway(finding: Fixable): string[] {
  if (isGuest(finding))
    return [
      'In Miro: Admin console > Users > remove the guest.\nMiro lets no program remove guests, so a person has to.',
      'Check boards with a public link. Anybody with the link can still view them.',
    ]
  const deactivate = `In Miro: ${activeUsers} > … > Deactivate.\nChoose Reassign user’s content if somebody takes the boards over.`
  const demote = `First make them a Member in Miro: ${activeUsers} > … > change the role from Company Admin.`
  return isAdmin(finding) ? [demote, deactivate] : [deactivate]
}

/** What has to be done before the account that authorised the connection goes. */
export function warning({ authorises }: Fixable): string[] {
  if (authorises !== true) return []
  return [
    'Careful: the bot reads Miro with this account. Have another Company Admin type /miro connect first.',
  ]
}

/** What breaks when an account goes that is not one person's: an integration, or the access of all who share it. */
export const dependents = (finding: Fixable): string[] => {
  if (finding.class === 'service')
    return ['Ask the owner which integration runs on this account, and move it first.']
  if (finding.class === 'shared')
    return [
      'Ask the owner who works in Miro with this mailbox, and invite them by their own addresses first.',
    ]
  return []
}

/** A step that is made of others: one stands in the same line, several below it. */
export function inTurn(lead: string, steps: readonly string[]): string {
  const [only, ...more] = steps
  if (more.length === 0) return `${lead.replace(/:$/, '.')} ${only}`
  return [lead, ...steps.map((step, at) => `    ${letters[at]}. ${step}`)].join('\n')
}

const letters = 'abcdefgh'

export const isGuest = ({ role }: Fixable): boolean => role !== null && isGuestRole(role)

const isAdmin = ({ role }: Fixable): boolean => role !== null && isAdminRole(role)
