import type { AccountRefusal, Refusal } from '../../domain/decision.ts'
import type { Because, Guess } from '../../domain/suggest.ts'
import type { AccountToIdentify, Hint } from '../../workflows/identity/identify-account.ts'
import { bold, code, date, dotted, join, type Markup, md, mention, spaced, words } from '../frame/text.ts'

export const emailOf = ({ email, id }: Pick<AccountToIdentify, 'email' | 'id'>): Markup =>
  email === null || email.trim() === '' ? md`Miro id ${code(id)}` : code(email)

/** What was decided, by whom and when. */
export function decisionInWords(decision: NonNullable<AccountToIdentify['decision']>): Markup {
  const { reason, reviewAt, decidedBy, decidedAt } = decision
  return join([
    md`*Decided:* ${classInWords(decision)}, by ${mention(decidedBy)} ${date(decidedAt)}.`,
    reason === null || reason === '' ? null : md`Reason: ${reason}`,
    reviewAt === null ? null : md`Next review: ${date(reviewAt)}.`,
  ])
}

function classInWords({ class: kind, personName }: NonNullable<AccountToIdentify['decision']>): Markup {
  const name = bold(personName ?? 'nobody known')
  switch (kind) {
    case 'staff':
      return md`account of ${name}`
    case 'external':
      return md`external, sponsor ${name}`
    case 'service':
      return md`service account, owner ${name}`
    case 'shared':
      return md`shared mailbox, owner ${name}`
    case 'unidentified':
      return md`not identified`
  }
}

const becauseOf: Readonly<Record<Because, string>> = {
  role_mailbox: 'this is a shared address, not one person’s',
  same_address: 'the same e-mail address',
  guest: 'a guest in Slack with the same e-mail address',
  plus_tag: 'their e-mail address, with something added after a plus',
  similar_name: 'a name close to theirs',
}

export function hintInWords({ because, personName, personAddress, left }: Hint): Markup {
  const why = words(becauseOf[because])
  if (because === 'role_mailbox') return md`*Perhaps a shared mailbox:* ${why}.`
  const who = spaced(bold(personName ?? 'somebody'), personAddress === null ? null : code(personAddress))
  if (because === 'guest') return md`*Perhaps an external person:* ${who}, ${why}.`
  return spaced(md`${who}: ${why}.`, left ? md`They left, so the access has to go.` : null)
}

/** What a guess about somebody on the staff rests on. */
export const restsOn: Readonly<Record<Because, string>> = {
  ...{ same_address: 'same e-mail address', plus_tag: 'their address, with something added after a plus' },
  ...{ similar_name: 'a name close to theirs', guest: 'a guest in Slack', role_mailbox: 'a shared address' },
}

/** "→ *Hana Sato*", why, and that the access has to go where they left. */
export function guessInWords([hint]: readonly Guess[]): Markup | null {
  if (hint === undefined) return null
  const name = bold(hint.personName ?? 'somebody')
  return dotted(md`→ ${name}`, words(restsOn[hint.because]), hint.left && md`left, so the access has to go`)
}

/** The same without markup, of what is no clear guess; null where there is none. */
export function guessPlainly(hints: readonly Guess[]): string | null {
  const [first] = hints
  if (first === undefined) return null
  if (first.because === 'role_mailbox') return 'perhaps a shared mailbox'
  const names = hints
    .filter(hint => hint.because === first.because)
    .map(hint => hint.personName ?? 'somebody')
  return `perhaps ${names.slice(0, 2).join(' or ')}`
}

/** Who can decide instead about somebody's own account. */
export const noSelf = (onlyAdmin: boolean): string =>
  onlyAdmin
    ? 'You are the only administrator of this bot: name another under /miro settings, who can decide it.'
    : 'Another administrator of this bot can decide it.'

/** Why nothing can be decided about an account at all. */
export function accountRefusalInWords(because: AccountRefusal, onlyAdmin: boolean): Markup {
  switch (because) {
    case 'no_account':
      return md`This account is not in the list of this organization. Open \`/miro checks\` to see what is there now.`
    case 'gone':
      return md`This account is gone from the organization, so there is nothing to decide about it.`
    case 'disconnected':
      return md`The Miro organization of this account is disconnected: nothing in it is checked, so there is nothing to decide. Connect it again with \`/miro connect\` first.`
    case 'own_account':
      return md`This is your own account, and nobody decides about their own. ${words(noSelf(onlyAdmin))}`
  }
}

/** What is wrong with what was chosen, said under its field. */
export const refusalInWords = (because: OfField, onlyAdmin: boolean): string => {
  switch (because) {
    case 'yourself':
      return `This is you, and nobody decides about their own account. ${noSelf(onlyAdmin)}`
    case 'unknown_person':
      return 'This person is not in the staff list. If they joined lately, run /miro sync and try again.'
    case 'not_staff':
      return 'This person is a guest or was only invited, so not on the staff. Choose a staff member, or choose External person.'
    case 'has_left':
      return 'This person left. Choose a colleague who is on the staff today.'
    case 'same_address':
      return 'This account carries that person’s own e-mail address. Choose somebody else, or choose Existing staff member.'
    case 'no_name':
      return 'Write the name.'
    case 'bad_address':
      return 'This is not an e-mail address.'
    case 'address_taken':
      return 'Somebody on the staff list has this e-mail address. Choose them as an existing staff member.'
    case 'bad_start':
      return 'This is not a day. Choose another.'
    case 'short_reason':
      return 'Write what it is for, in at least 10 characters.'
    case 'bad_review':
      return 'Choose a day from today on, at most a year ahead.'
  }
}

/** Why one of several accounts stays as it is. */
export function missedInWords(because: Refusal | 'changed'): string {
  switch (because) {
    case 'changed':
      return 'Somebody decided about it meanwhile.'
    case 'no_account':
    case 'gone':
      return 'It is gone from Miro.'
    case 'disconnected':
      return 'Its organization is disconnected.'
    case 'own_account':
      return 'It may be yours. Another administrator identifies it.'
    default:
      return refusalInWords(because, false)
  }
}

const aboutAccount: readonly Refusal[] = ['no_account', 'gone', 'disconnected', 'own_account']

export const isAboutAccount = (because: Refusal): because is AccountRefusal => aboutAccount.includes(because)

export type OfField = Exclude<Refusal, AccountRefusal>
