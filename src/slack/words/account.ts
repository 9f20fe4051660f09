import { type AccountClass, licenseWords, roleName } from '../../domain/account.ts'
import type { AccountCard, CardAssessment } from '../../domain/account-card.ts'
import type { ListedAccount, ListedPerson, Presence } from '../../domain/account-list.ts'
import { type CheckId, isAboutLeaver } from '../../domain/check.ts'
import { beginsLater } from '../../domain/staff.ts'
import {
  bold,
  code,
  count,
  counted,
  date,
  dotted,
  foreign,
  type Markup,
  md,
  mention,
  spaced,
  words,
} from '../frame/text.ts'
import { conflictInWords, earlyInWords, leftWords, personInWords } from './person.ts'

type Known = {
  /** What leads to it: the address, already written as it may be shown. */
  readonly address: Markup | null
  /** The staff member, the sponsor or the owner, by class; as it may be shown. */
  readonly name: string | null
  /** null: no check has said so yet. */
  readonly kind: AccountClass | null
  readonly checkId: CheckId
}

/**
 * An account by its person and address. Who only answers for it is named as its sponsor or owner, never as if it were
 * theirs; somebody who left is named in any case, since the finding is about them.
 */
export function whoseAccount({ address, name, kind, checkId }: Known): Markup | null {
  if (name === null) return address
  if (kind === 'staff' || isAboutLeaver(checkId))
    return address === null ? bold(name) : spaced(bold(name), address)
  const answersFor = kind === null ? null : answering[kind]
  return answersFor === null ? address : dotted(address, md`${answersFor} ${bold(name)}`)
}

const answering: Readonly<Record<AccountClass, string | null>> = {
  staff: null,
  external: 'external, sponsor',
  service: 'service account, owner',
  shared: 'shared mailbox, owner',
  unidentified: null,
}

/** What the person is to an account that is not theirs. */
const answersFor = { staff: null, external: md`sponsor`, service: md`owner`, shared: md`owner` } as const

/** Whose the account is and how that is known. */
export function whoseLines(card: AccountCard, now: Date): Markup[] {
  const { assessment, person, decision } = card
  if (assessment === null) return [md`This account was not checked yet.`]
  const lines = [
    dotted(
      bold(className[assessment.class]),
      person === null || assessment.class === 'unidentified'
        ? null
        : spaced(answersFor[assessment.class], personInWords(person, now)),
    ),
    matchInWords(assessment),
    person === null || assessment.class === 'unidentified' ? null : conflictInWords(person, now),
  ]
  const early = earlyHint(card, now)
  if (decision === null) return present([...lines, early])
  return present([
    ...lines,
    early,
    md`${decision.class === 'unidentified' ? 'Marked as not identified' : 'Confirmed'} by ${mention(decision.by)} ${date(decision.at)}.`,
    decision.reason === null ? null : md`Reason: ${reasonInWords(decision.reason)}`,
    decision.reviewAt === null ? null : md`Next review: ${date(decision.reviewAt)}.`,
  ])
}

/** A live account before the first day of the person it is of: nothing fails by it, but somebody should know. */
export function earlyHint({ assessment, person, account }: AccountCard, now: Date): Markup | null {
  if (assessment?.class !== 'staff' || person === null || !beginsLater(person, now)) return null
  const live = account.active === true && account.removedAt === null && account.missingSince === null
  return live && person.startAt !== null ? md`⚠️ ${person.name} ${earlyInWords(person.startAt, 1)}` : null
}

/** Written by a person: longer than a name, and still cut. */
export const reasonInWords = (reason: string): Markup => words(foreign(reason, 300))

const present = (lines: readonly (Markup | null)[]): Markup[] => lines.filter(line => line !== null)

const addressKinds = {
  primary: 'their address',
  former: 'a former address',
  alias: 'an alias',
  learned: 'an alias confirmed with another account',
} as const

function matchInWords({ matchedBy, matchedAddress }: CardAssessment): Markup | null {
  const address = matchedAddress === null ? null : code(matchedAddress.address)
  switch (matchedBy) {
    case 'email':
      return address === null
        ? md`Matched by the same e-mail address.`
        : md`Matched by the same e-mail address ${address}.`
    case 'alias':
      return matchedAddress === null || address === null
        ? md`Matched by a former address or an alias.`
        : md`Matched by ${address}, ${addressKinds[matchedAddress.kind]} since ${date(matchedAddress.since)}.`
    case 'equal_domain':
      return address === null
        ? md`Matched by the same name in a domain of the company.`
        : md`Matched by ${address}: the same name in a domain of the company.`
    case 'kept':
      return md`Matched before its e-mail address changed. The Miro account is the same.`
    // Who confirmed it, and when, is said beside it.
    case 'confirmed':
    case null:
      return null
  }
}

export const className: Readonly<Record<AccountClass, string>> = {
  staff: 'Staff member',
  external: 'External person',
  service: 'Service account',
  shared: 'Shared mailbox',
  unidentified: 'Not identified',
}

export const presenceName: Readonly<Record<Presence, string>> = {
  present: 'In Miro today',
  deactivated: 'Deactivated',
  removed: 'Removed from Miro',
}

/** Which rows of a longer list these are: "Accounts 11 to 20."; "3 accounts." where they are all there are. */
export function spanInWords(first: number, many: number, more: boolean): Markup {
  if (first === 1 && !more) return md`${counted(many, 'account')}.`
  return many === 1 ? md`Account ${first}.` : md`Accounts ${first} to ${first + many - 1}.`
}

/** "Staff member Dana Lee", "Former staff member Dana Lee, left, last day 20 Nov 2026", "Shared mailbox, owner Dana Lee" */
export function whoseInWords(kind: AccountClass, person: ListedPerson | null, now: Date): Markup {
  if (kind === 'staff' && person === null) return md`${className.staff} whose record is gone`
  if (kind === 'unidentified' || person === null) return md`${className[kind]}`
  const left = leftWords(person, now)
  const named = left === null ? md`${person.name}` : md`${person.name}, ${left}`
  if (kind === 'staff')
    return left === null ? md`${className.staff} ${named}` : md`Former staff member ${named}`
  return md`${className[kind]}, ${kind === 'external' ? 'sponsor' : 'owner'} ${named}`
}

type State = Pick<ListedAccount, 'active' | 'missingSince' | 'removedAt'> & {
  readonly setAsideSince?: Date | null
}

/** What keeps the account from being an ordinary active one; null when nothing does. */
export function stateInWords({
  active,
  missingSince,
  setAsideSince = null,
  removedAt,
}: State): Markup | null {
  if (removedAt !== null) return md`removed from Miro, seen ${date(removedAt)}`
  if (setAsideSince !== null) return md`cannot be read in Miro’s list since ${date(setAsideSince)}`
  if (missingSince !== null) return md`missing from the list since ${date(missingSince)}`
  if (active === false) return md`deactivated`
  return active === null ? md`Miro does not say whether it is active` : null
}

/** "Kim Park (name from Miro)": what Miro calls somebody says nothing about who they are. */
export const nameInWords = (name: string | null): Markup | null =>
  name === null || name === '' ? null : md`${name} (name from Miro)`

/** "`dana@acme.com` · Member · Full license · last active 20 Nov" */
export const accountFacts = (account: AccountFacts): Markup =>
  dotted(
    addressOf(account),
    md`${roleName(account.role)}`,
    adminRightsInWords(account.adminRoles ?? []),
    md`${licenseWords(account.license)}`,
    activityInWords(account.lastActivityAt),
  )

type AccountFacts = Pick<ListedAccount, 'id' | 'email' | 'role' | 'license' | 'lastActivityAt'> & {
  readonly adminRoles?: readonly string[]
}

/** What somebody may administer beside their role; the rest is on the account's page. */
export function adminRightsInWords(names: readonly string[]): Markup | null {
  const rights = rightsInWords(names)
  return rights === null ? null : md`⚠️ admin rights: ${rights}`
}

/** The same where it is said above what is listed. */
export function rightsInWords(names: readonly string[]): Markup | null {
  const [first, ...others] = names
  if (first === undefined) return null
  const more = others.length === 0 ? md`` : md` and ${count(others.length)} more`
  return md`${first}${more}`
}

export const activityInWords = (lastActivityAt: Date | null): Markup =>
  lastActivityAt === null ? md`never signed in` : md`last active ${date(lastActivityAt)}`

export const addressOf = ({ id, email }: { readonly id: string; readonly email: string | null }): Markup =>
  email === null || email.trim() === '' ? md`no e-mail address, Miro id ${code(id)}` : code(email)
