import { isGuestRole, isPaidLicense } from '../account.ts'
import {
  accessUnknown,
  accountTime,
  identifyFirst,
  noAccess,
  ofAccess,
  removalFirst,
  withoutAccess,
} from './access.ts'
import {
  type ChosenForCheck,
  fail,
  notApplicable,
  type Option,
  ofAccounts,
  optionNumber,
  optionValue,
  pass,
  type Subject,
  unknown,
} from './form.ts'
import { identified } from './identified.ts'
import { removed } from './removed.ts'
import { activeUsers, dependents, inTurn, takingAway, warning } from './taking-away.ts'

const day = 86_400_000

const id = 'licence_used'

const days: Option = {
  key: 'days',
  label: 'Days without activity until a paid licence counts as unused',
  kind: 'number',
  default: 90,
  least: 7,
  most: 730,
}
const price: Option = {
  key: 'price',
  label: 'Price of one licence a month',
  hint: 'With it, the checks say what unused licences cost.',
  kind: 'number',
  default: null,
  least: 0,
  most: 100_000,
  decimals: 2,
}
const currency: Option = {
  key: 'currency',
  label: 'Currency of that price',
  kind: 'text',
  default: 'EUR',
  longest: 12,
}

const reasons = {
  ...ofAccess,
  ...identifyFirst,
  ...removalFirst,
  licence_used: pass(({ lastActivityAt }) =>
    lastActivityAt === null ? 'Active not long ago.' : { says: 'Last active', at: lastActivityAt },
  ),
  licence_new: pass('Never signed in, but the licence is not old either.'),
  not_active: fail(({ lastActivityAt }) =>
    lastActivityAt === null
      ? 'Not active for a long time.'
      : { says: 'Not active since', at: lastActivityAt },
  ),
  never_signed_in: fail('Has a paid licence, and never signed in.', {
    ofAll: 'They have paid licences, and never signed in.',
  }),
  licence_free: notApplicable('The licence of this account costs nothing.'),
  licence_unknown: unknown('Miro did not say what licence this account has.'),
  licence_of_guest: notApplicable('Guests and external people need no paid licence.'),
}

export const licenceUsed = ofAccounts({
  id,
  title: 'Miro licence should be used',
  why: 'A paid licence that nobody uses costs money, and an account nobody uses is one more way in.',
  deadline: { amount: 30, unit: 'days' },
  switch: { on: false },
  options: [days, price, currency],
  reasons,
  evaluate: (subject, frame): keyof typeof reasons => {
    const { account } = subject
    const other =
      withoutAccess(account) ?? notPaid(subject) ?? accessUnknown(account) ?? otherCheckFirst(subject)
    if (other !== null) return other
    const { lastActivityAt, licenseAssignedAt, firstSeenAt } = account
    const allowed = (optionNumber(frame.chosen[id], days) ?? 90) * day
    const until = accountTime(account, frame).getTime()
    const isLong = (since: Date) => until - since.getTime() > allowed
    if (lastActivityAt !== null) return isLong(lastActivityAt) ? 'not_active' : 'licence_used'
    return isLong(licenseAssignedAt ?? firstSeenAt) ? 'never_signed_in' : 'licence_new'
  },
  place: 4,
  headlines: {
    open: { one: '1 paid Miro licence is not used', many: '{n} paid Miro licences are not used' },
    fixed: {
      one: '1 paid Miro licence is used or free again',
      many: '{n} paid Miro licences are used or free again',
    },
    over: {
      one: '1 unused Miro licence: nothing left to do',
      many: '{n} unused Miro licences: nothing left to do',
    },
    unwatched: { one: '1 paid Miro licence not used', many: '{n} paid Miro licences not used' },
    named: {
      one: '{who} does not use a paid Miro licence',
      many: '{n} paid Miro licences are not used: {who}',
    },
  },
  fixedAs: 'licence used or freed',
  // Freeing the licence is what the fix asks for, with or without the account.
  closes: why => (why in noAccess || why === 'licence_free' ? 'fixed' : null),
  steps: finding => [
    ...warning(finding),
    ...dependents(finding),
    'Ask whether they still use Miro. Signing in again keeps the licence.',
    `If not, in Miro: ${activeUsers} > … > change the license to one that costs nothing.`,
    inTurn('Or take the access away:', takingAway(finding)),
  ],
  sum: (failing, chosen) => (failing === 0 ? null : `${freed(failing)}${cost(failing, chosen)}.`),
})

function notPaid({ account }: Subject): 'licence_of_guest' | 'licence_free' | 'licence_unknown' | null {
  if (isGuestRole(account.role)) return 'licence_of_guest'
  const paid = isPaidLicense(account.license)
  if (paid === null) return 'licence_unknown'
  return paid ? null : 'licence_free'
}

function otherCheckFirst({ said }: Subject): 'removal_first' | 'identify_first' | null {
  if (said(removed) === 'fail') return 'removal_first'
  return said(identified) === 'fail' ? 'identify_first' : null
}

const freed = (licences: number): string =>
  licences === 1 ? '1 licence could be freed' : `${whole.format(licences)} licences could be freed`

function cost(licences: number, chosen: ChosenForCheck | undefined): string {
  const each = optionNumber(chosen, price)
  if (each === null || each === 0) return ''
  return `, ${whole.format(each * licences)} ${optionValue(chosen, currency)} a month`
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })
