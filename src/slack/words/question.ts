import { roleName } from '../../domain/account.ts'
import type { Answer, Question } from '../../domain/question.ts'
import type { Because } from '../../domain/suggest.ts'
import type { Hint } from '../../workflows/identity/identify-account.ts'
import { bold, date, dotted, foreign, join, type Markup, md, mention, spaced, words } from '../frame/text.ts'
import { emailOf } from './identify.ts'

/** "`carla+miro@acme.com` · Member · last active 20 Nov · *Acme*" */
export const accountLine = ({ account, organizationName }: Question): Markup =>
  dotted(
    emailOf(account),
    words(roleName(account.role)),
    account.lastActivityAt === null ? md`never signed in` : md`last active ${date(account.lastActivityAt)}`,
    bold(organizationName),
  )

/** Why the bot thinks of them, to the person who is asked. */
export const becauseToYou: Readonly<Record<Because, string>> = {
  same_address: 'it has your e-mail address',
  plus_tag: 'it looks like your e-mail address with something added',
  similar_name: 'its e-mail address looks like your name',
  guest: 'it has your e-mail address',
  role_mailbox: 'you may use this mailbox',
}

/** What is asked about, by what the account is. */
export function titleOf({ about, class: kind }: Question): string {
  if (about === 'whose') return 'Is this Miro account yours?'
  if (kind === 'external') return 'Does this person still work with us?'
  return kind === 'shared'
    ? 'Is this shared mailbox still used in Miro?'
    : 'Is this Miro service account still needed?'
}

/** An answer as its button says it, in the middle of a sentence. */
export function answerInWords(answer: Answer, { class: kind }: Pick<Question, 'class'>): string {
  switch (answer) {
    case 'mine':
      return 'mine'
    case 'not_mine':
      return 'not mine'
    case 'shared':
      return 'a shared mailbox'
    case 'still':
      return kind === 'external' ? 'still works with us' : 'still needed'
    case 'no_longer':
      return kind === 'external' ? 'no longer works with us' : 'no longer needed'
  }
}

/** What is going on with a question, for administrators. What came after the answer has a line of its own. */
export function stateInWords(question: Question): Markup {
  const { answer, answeredAt, settledAs, settledBy, settledAt, remindedAt } = question
  const reminded = remindedAt === null ? md`` : md`, reminded ${date(remindedAt)}`
  const said =
    answer === null
      ? md`No answer${settledAs === null ? md` yet` : md``}${reminded}.`
      : md`Said: ${answerInWords(answer, question)}${answeredAt === null ? md`` : md`, ${date(answeredAt)}`}.`
  const at = settledAt === null ? md`` : md` ${date(settledAt)}`
  const by = settledBy === null ? at : md` by ${mention(settledBy)}${at}`
  switch (settledAs) {
    case null:
      return spaced(said, answer !== null && md`Waits for an administrator.`)
    case 'confirmed':
      return join([said, md`Confirmed${by}.`])
    case 'dismissed':
      return join([said, md`Dismissed${by}.`])
    case 'answered':
      return said
    case 'decided':
      return join([said, question.about === 'whose' ? md`Decided otherwise${by}.` : md`Decided again${by}.`])
    case 'gone':
      return spaced(said, md`The account gives no access any more.`)
    case 'left':
      return spaced(said, md`They are no longer on the staff.`)
    case 'disconnected':
      return join([
        said,
        md`${question.organizationName} was disconnected${by}, so nothing is decided about it.`,
      ])
  }
}

/** What somebody said of an account: "*Carla Mendes* says that `x` is theirs." */
export function saidOf(question: Question): Markup {
  const who = bold(question.personName || 'Somebody')
  const account = emailOf(question.account)
  switch (question.answer) {
    case 'mine':
      return md`${who} says that ${account} is theirs.`
    case 'not_mine':
      return md`${who} says that ${account} is not theirs.`
    case 'shared':
      return md`${who} says that ${account} is a shared mailbox.`
    case 'still':
      return md`${who} says that ${account} is ${question.class === 'external' ? 'still working with us' : 'still needed'}.`
    case 'no_longer':
      return question.class === 'external'
        ? md`${who}, the sponsor, says that ${account} no longer works with us.`
        : md`${who}, the owner, says that ${account} is no longer needed.`
    case null:
      if (question.about === 'whose') return md`${who} has not said whether ${account} is theirs.`
      return question.class === 'external'
        ? md`${who}, the sponsor, has not said for 7 days whether ${account} still works with us.`
        : md`${who}, the owner, has not said for 7 days whether ${account} is still needed.`
  }
}

/** Written by a person: longer than a name, and still cut. */
export const reasonLine = ({ reason }: Question): Markup | null =>
  reason === null || reason === '' ? null : md`Reason: ${words(foreign(reason, 300))}`

/** Only staff of today are asked whether an account is theirs. */
export const canBeAsked = (hint: Hint): hint is Hint & { readonly personId: string } =>
  hint.personId !== null && hint.because !== 'guest' && !hint.left
