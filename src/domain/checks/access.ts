import type { Account } from '../account.ts'
import { type Frame, notApplicable, unknown } from './form.ts'

// What several checks say alike: that the account gives no access, or that nobody can say.

export const noAccess = {
  deactivated: notApplicable('The account is deactivated.'),
  gone: notApplicable('The account is gone from the organization.'),
}

const accessDoubt = {
  active_unknown: unknown('Miro did not say whether this account is active.'),
  set_aside: unknown('Miro listed this account, but its entry could not be read.'),
  missing_once: unknown('Missing from the newest list, and not checked a second time yet.'),
}

/** What every check of accounts says. */
export const ofAccess = { ...noAccess, ...accessDoubt }

const staffDoubts = {
  staff_unread: unknown('The staff list was never synced so far.'),
}

/** What a check says that asks whose the account is. */
export const ofStaffList = {
  ...staffDoubts,
  no_email: unknown('Miro gave no usable e-mail address for this account.'),
}

export const identifyFirst = {
  identify_first: notApplicable('Somebody has to say first who uses this account.'),
}

export const removalFirst = {
  removal_first: notApplicable('The person left: removing the access comes first.'),
}

export const twoPeople = 'Two people fit this account. Decide who uses it.'

/** Why an account gives no access any more, or null: of one set aside that is not known. */
export function withoutAccess(account: Account): keyof typeof noAccess | null {
  if (account.removedAt !== null) return 'gone'
  return account.active === false && account.setAsideSince === null ? 'deactivated' : null
}

/** Why nobody can say whether the account gives access, or null. */
export function accessUnknown(account: Account): keyof typeof accessDoubt | null {
  if (account.setAsideSince !== null) return 'set_aside'
  if (account.active === null) return 'active_unknown'
  return account.missingSince === null ? null : 'missing_once'
}

/** Without any staff list: what rests on somebody being or not being in it is then unknown. An old one still says it. */
export const staffDoubt = ({ staff }: Pick<Frame, 'staff'>): keyof typeof staffDoubts | null =>
  staff === 'unread' ? 'staff_unread' : null

/**
 * From when it is counted how long ago something was that Miro says of an account: in a gap it does not grow older, but
 * where Miro was asked about this one account since.
 */
export const accountTime = ({ lookedAt }: Account, { accountsUntil }: Frame): Date =>
  lookedAt !== null && lookedAt > accountsUntil ? lookedAt : accountsUntil
