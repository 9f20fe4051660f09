import type { AccountClass } from './account-class.ts'
import { isPersonalDomain, isRoleMailbox, splitAddress } from './mailbox.ts'

/**
 * The address by which other accounts are this person's too, once somebody confirmed that an account with it is theirs;
 * null where nothing is learned. At a personal domain nobody in the company says who holds an address, or who will next
 * year, and that of a task is held by whoever does the task: there each account is decided by itself.
 */
export function learnedAddress(decided: AccountClass, address: string | null): string | null {
  if (decided !== 'staff' || address === null || isRoleMailbox(address)) return null
  return isPersonalDomain(splitAddress(address).domain) ? null : address
}
