import { roleName } from '../../../domain/account.ts'
import type { Why } from '../../../domain/check.ts'
import { type AccountSort, type RulePreview, sum } from '../../../domain/preview.ts'
import { count, counted, dotted, join, type Markup, md, words } from '../../frame/text.ts'
import { addressOf, rightsInWords } from '../../words/account.ts'

type Counts<Key extends string> = Readonly<Partial<Record<Key, number>>>
type InWords = (value: number) => string

const sorts: Readonly<Record<AccountSort, InWords>> = {
  guest: value => counted(value, 'guest'),
  external: value => counted(value, 'external person', 'external people'),
  service: value => counted(value, 'service account'),
  shared: value => counted(value, 'shared mailbox', 'shared mailboxes'),
  admin: value => counted(value, 'Company Admin'),
  member: value => counted(value, 'member'),
  other_role: value => `${count(value)} in another role`,
}

const unknowns: Readonly<Partial<Record<Why, InWords>>> = {
  role_unknown: value => counted(value, 'unknown role'),
  no_email: value => `${count(value)} without an e-mail address`,
  active_unknown: value => `${count(value)} of which Miro does not say whether they are active`,
  set_aside: value => `${counted(value, 'account')} whose entry could not be read`,
  missing_once: value => `${count(value)} missing from the newest list`,
  group_gone: value => `${count(value)} because Slack no longer has a user group the rule names`,
  groups_unread: value => `${count(value)} until the user groups of Slack are read`,
  staff_unread: value => `${count(value)} until the staff list is read`,
  conflict: value => `${count(value)} that two people claim`,
}

const others: Readonly<Partial<Record<Why, InWords>>> = {
  identify_first: value => `${count(value)} unidentified`,
  removal_first: value => (value === 1 ? '1 of somebody who left' : `${count(value)} of people who left`),
  starts_later: value =>
    value === 1 ? '1 of somebody who has not started' : `${count(value)} of people who have not started`,
}

/** "12 of 214 accounts fail: 9 guests, 2 external people, 1 Company Admin. 190 pass." */
export function failingLine(counted: RulePreview): Markup {
  const fail = sum(counted.failing)
  const all = counted.pass + fail + counted.excepted + sum(counted.unknown) + sum(counted.notJudged)
  if (all === 0) return md`It turns nobody away, as no account has access.`
  if (fail === 0)
    return md`*${counted.pass} of ${all} ${all === 1 ? 'account' : 'accounts'} ${counted.pass === 1 ? 'passes' : 'pass'}*, none ${all === 1 ? 'fails' : 'fail'}.`
  const pass = counted.pass === 1 ? md`1 passes.` : md`${counted.pass} pass.`
  return md`*${fail} of ${all} ${fail === 1 ? 'accounts fails' : 'accounts fail'}*: ${list(counted.failing, sorts)}. ${pass}`
}

/** "5 more than now." Null where nothing was judged by a rule so far. */
export function changeLine({ failing, change }: RulePreview): Markup | null {
  if (change === null) return null
  const more = sum(failing) - change.failedBefore
  const than = more === 0 ? md`As many as now` : md`${Math.abs(more)} ${more > 0 ? 'more' : 'fewer'} than now`
  if (change.newly === 0 || change.noLonger === 0) return md`${than}.`
  return md`${than}: ${change.newly} newly failing, ${change.noLonger} no longer failing.`
}

/** Who administers something beside their role: easily overlooked where the role is a valid one. */
export function administeringLine({ administering: { all, first } }: RulePreview): Markup | null {
  if (all === 0) return null
  const rest = all - first.length
  return join([
    md`⚠️ *${counted(all, 'account has', 'accounts have')} admin rights beside the role*`,
    ...first.map(account =>
      dotted(addressOf(account), md`${roleName(account.role)}`, rightsInWords(account.adminRoles)),
    ),
    rest === 0 ? null : md`and ${rest} more`,
  ])
}

/** What the rule neither lets through nor turns away. */
export const besides = ({ unknown, notJudged, excepted }: RulePreview): Markup | null => {
  const lines = [
    sum(unknown) === 0 ? null : md`Cannot be judged: ${list(unknown, unknowns)}.`,
    sum(notJudged) === 0
      ? null
      : md`${sum(notJudged)} ${sum(notJudged) === 1 ? 'is' : 'are'} not judged yet: ${list(notJudged, others)}.`,
    excepted === 0 ? null : md`Let through by an exception: ${excepted}.`,
  ]
  return lines.every(line => line === null) ? null : join(lines)
}

/** The most first. What has no words of its own stands last, together. */
function list<Key extends string>(counts: Counts<Key>, say: Readonly<Partial<Record<Key, InWords>>>): Markup {
  const entries = (Object.entries(counts) as [Key, number][]).sort((one, other) => other[1] - one[1])
  const said = entries.flatMap(([key, value]) => say[key]?.(value) ?? [])
  const rest = entries.reduce((total, [key, value]) => total + (say[key] === undefined ? value : 0), 0)
  const all = rest === 0 ? said : [...said, `${count(rest)} for another reason`]
  return words(all.join(', '))
}
