import type { ModalView } from '@slack/types'
import { licenseWords, roleName } from '../../../domain/account.ts'
import { inWords } from '../../../domain/check.ts'
import { accountRefusal, type Choice } from '../../../domain/decision.ts'
import type { AccountToIdentify, Hint, IdentityRead } from '../../../workflows/identity/identify-account.ts'
import { askButton, type Seen, seenValue, takeValue } from '../../doors/account.ts'
import { pairButton } from '../../doors/person.ts'
import {
  actions,
  type Blocks,
  button,
  confirm,
  context,
  divider,
  form,
  modal,
  section,
} from '../../frame/blocks.ts'
import { stateLine } from '../../frame/newer-blocks.ts'
import {
  bold,
  code,
  date,
  dotted,
  firstName,
  foreign,
  join,
  type Markup,
  md,
  words,
} from '../../frame/text.ts'
import { identifyIds } from '../../ids/identity.ts'
import { nameInWords } from '../../words/account.ts'
import { accountRefusalInWords, decisionInWords, emailOf, hintInWords } from '../../words/identify.ts'
import { canBeAsked } from '../../words/question.ts'
import { choiceField, type FieldRefusal, fieldsOf, reviewDay } from './fields.ts'
import type { Filled, FormChoice } from './read.ts'

const title = 'Identify account'

type Form = {
  /** What is chosen, or null for what is likely. */
  readonly as: FormChoice | null
  /** Its first content: what was sent and refused, or what an answer proposes. */
  readonly filled: Filled | null
  readonly refused: FieldRefusal | null
  /** Somebody else decided about the account since it was shown. */
  readonly changed: boolean
  readonly now: Date
}

/** Who or what an account is: suggestions to take, or a form that asks what the choice needs. */
export function identifyView(
  miroOrgId: string,
  { account, hints, onlyAdmin }: IdentityRead,
  { as: chosen, filled, refused: refusal, changed, now }: Form,
): ModalView {
  const refused = accountRefusal(account)
  if (refused !== null) return refusedView(accountRefusalInWords(refused, onlyAdmin))
  const seen = { o: miroOrgId, a: account.id, v: account.decision?.decidedAt.getTime() ?? null }
  const as = chosen ?? likely(account, hints)
  const initial = filled ?? {
    email: account.email,
    review: reviewDay(now),
  }
  return form(identifyIds.modal, title, { submit: 'Save', metadata: seen }, [
    changed &&
      stateLine(md`⚠️ *Not saved.* Something changed about this account meanwhile. This is how it is now.`),
    ...aboutAccount(account, seen),
    ...hintBlocks(hints, seen),
    choiceField(as),
    ...fieldsOf(as, initial, refusal),
  ])
}

/** Chosen at first: what the strongest hint proposes, unless somebody has decided already. */
function likely({ decision }: AccountToIdentify, [hint]: readonly Hint[]): FormChoice | null {
  if (decision !== null || hint === undefined) return null
  if (hint.because === 'role_mailbox') return 'shared'
  return hint.because === 'guest' ? 'external' : null
}

function aboutAccount(account: AccountToIdentify, seen: Seen): Blocks {
  const { role, license, lastActivityAt, organizationName, active, decision, why, personName } = account
  const facts = dotted(
    emailOf(account),
    nameInWords(account.name),
    words(roleName(role)),
    md`${licenseWords(license)}`,
    lastActivityAt === null ? md`never signed in` : md`last active ${date(lastActivityAt)}`,
    active === false ? md`deactivated` : null,
    bold(organizationName),
  )
  const known =
    why === null
      ? null
      : words(
          inWords(why, { personName: personName === null ? null : foreign(personName), role: foreign(role) }),
        )
  return [
    section(join([facts, known])),
    ...(decision === null ? [] : [section(decisionInWords(decision)), actions([unlinkButton(seen)])]),
  ]
}

const unlinkButton = (seen: Seen) =>
  button('Forget this decision', identifyIds.unlink, {
    value: seenValue(seen),
    style: 'danger',
    confirm: confirm(
      'Forget this decision?',
      md`Then only the e-mail address of the account counts again. If it matches nobody, a finding opens.`,
      'Forget it',
    ),
  })

function hintBlocks(hints: readonly Hint[], seen: Seen): Blocks {
  if (hints.length === 0) return []
  return [
    divider(),
    section(md`*Our guess*`),
    ...hints.flatMap((hint): Blocks => {
      const { personId, because } = hint
      const text = hintInWords(hint)
      if (personId === null || because === 'guest') return [section(text)]
      const value = takeValue(seen, personId)
      const name = hint.personName ?? 'them'
      return [
        section(text),
        actions([
          button(`Yes, it is ${firstName(name)}’s`, identifyIds.take, { value }),
          button('No', identifyIds.deny, { value }),
          canBeAsked(hint) && askButton(seen, personId, name),
        ]),
      ]
    }),
    ...onePersonBlocks(hints),
    divider(),
  ]
}

/** Two people have its address: perhaps they are one. */
function onePersonBlocks(hints: readonly Hint[]): Blocks {
  const [one, other] = hints.flatMap(({ because, personId }) =>
    because === 'same_address' && personId !== null ? [personId] : [],
  )
  if (one === undefined || other === undefined) return []
  return [
    section(
      md`If these two are one person, say so instead: then the account is theirs by itself.`,
      pairButton(one, other),
    ),
  ]
}

/** Nothing can be decided about this account. */
export const refusedView = (text: Markup): ModalView => modal(identifyIds.refused, title, [section(text)])

export type Saved = {
  readonly email: string | null
  readonly personName: string | null
  readonly choice: Choice
  readonly learned: boolean
  /** It is the account of somebody who left. */
  readonly left: boolean
}

/** Said after the decision. */
export const savedView = (saved: Saved): ModalView =>
  modal(identifyIds.saved, title, [
    stateLine(md`✅ *Saved.* ${savedInWords(saved)}`),
    saved.learned &&
      context(md`Any other account with this address counts as theirs too, until this decision changes.`),
    saved.left &&
      section(
        md`⚠️ ${bold(saved.personName ?? 'Somebody')} left: a finding opens within a minute, because that access has to go.`,
      ),
    context(
      saved.choice.as === 'unidentified'
        ? md`It is being checked again now.`
        : md`It is being checked again now. Findings that this fixes close by themselves within a minute.`,
    ),
  ])

function savedInWords({ email, personName, choice }: Saved): Markup {
  const account = email === null ? md`The account` : code(email)
  const name = bold(personName ?? 'somebody')
  switch (choice.as) {
    case 'staff':
      return md`${account} is the account of ${name}.`
    case 'new_staff':
      return md`${account} is the account of ${name}, now on the staff list.`
    case 'external':
      return md`${account} is external. Sponsor: ${name}.`
    case 'service':
      return md`${account} is a service account. Owner: ${name}.`
    case 'shared':
      return md`${account} is a shared mailbox. Owner: ${name}.`
    case 'unidentified':
      return md`${account} is marked as not identified. The finding stays open.`
  }
}

/** Said after a decision was forgotten. */
export const forgottenView = (email: string | null): ModalView =>
  modal(identifyIds.saved, title, [
    stateLine(
      md`✅ *Forgotten.* Only the e-mail address of ${email === null ? md`the account` : code(email)} counts again.`,
    ),
    context(md`It is being checked again now. If nobody is found for it, a finding opens within a minute.`),
  ])
