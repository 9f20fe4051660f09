import type { ListedAccount, ListedPerson, Presence } from '../../domain/account-list.ts'
import type { AccountClass } from '../../domain/snapshot.ts'
import { leftState } from '../../domain/staff.ts'
import { code, counted, date, type Markup, md } from '../frame/text.ts'
import { leftInWords } from '../words/leaving.ts'

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

/** "seen as left today", "left, last day 20 Nov 2026"; null for who has not left. */
export function leftWords(person: Omit<ListedPerson, 'name'>, now: Date): Markup | null {
  const state = leftState(person, now)
  if (!state.left) return null
  return state.endAt === null
    ? md`seen as left ${date(state.clockAt)}`
    : leftInWords(person.lastDay, state.endAt)
}

type State = Pick<ListedAccount, 'active' | 'missingSince' | 'removedAt'>

/** What keeps the account from being an ordinary active one; null when nothing does. */
export function stateInWords({ active, missingSince, removedAt }: State): Markup | null {
  if (removedAt !== null) return md`removed from Miro, seen ${date(removedAt)}`
  if (missingSince !== null) return md`missing from the list since ${date(missingSince)}`
  if (active === false) return md`deactivated`
  return active === null ? md`Miro does not say whether it is active` : null
}

/** "Kim Park (name from Miro)": what Miro calls somebody says nothing about who they are. */
export const nameInWords = (name: string | null): Markup | null =>
  name === null || name === '' ? null : md`${name} (name from Miro)`

export const activityInWords = (lastActivityAt: Date | null): Markup =>
  lastActivityAt === null ? md`never signed in` : md`last active ${date(lastActivityAt)}`

export const addressOf = ({ id, email }: { readonly id: string; readonly email: string | null }): Markup =>
  email === null || email.trim() === '' ? md`no e-mail address, Miro id ${code(id)}` : code(email)
