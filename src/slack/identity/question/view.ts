import type { ModalView } from '@slack/types'
import type { AnswerRefusal, AskRefusal, Question } from '../../../domain/question.ts'
import { type Message, modal, note, section } from '../../frame/blocks.ts'
import { bold, date, join, type Markup, md, mention, words } from '../../frame/text.ts'
import { questionIds } from '../../ids/identity.ts'
import { emailOf, noSelf } from '../../words/identify.ts'
import { answerInWords, stateInWords } from '../../words/question.ts'

const said = (title: string, ...texts: readonly Markup[]): ModalView =>
  modal(
    questionIds.said,
    title,
    texts.map(text => section(text)),
  )

/** Somebody is being asked. */
export const askedView = (personName: string): ModalView =>
  said(
    'Asked',
    md`${bold(personName)} gets a direct message now.`,
    md`You will get the answer. It also stands with the account and under \`/miro checks\`. Nothing changes until an administrator confirms it. Without an answer in three days, they are reminded once.`,
  )

/** They were asked before: when, by whom, and what they said. */
export const askedBeforeView = (question: Question): ModalView =>
  said(
    'Asked before',
    join([
      md`${bold(question.personName || 'This person')} was asked about ${emailOf(question.account)} ${date(question.askedAt)}${question.askedBy === null ? md`` : md` by ${mention(question.askedBy)}`}.`,
      stateInWords(question),
    ]),
    md`Nobody is asked twice about one account.`,
  )

const askRefusals: Readonly<Record<Exclude<AskRefusal, 'own_account'>, string>> = {
  no_account:
    'This account is not in the list of this organization. Open /miro checks to see what is there now.',
  gone: 'This account gives no access any more, so nobody needs to be asked.',
  identified: 'Somebody has identified this account already, so nobody needs to be asked.',
  yourself: 'This is you. If the account is yours, another administrator can say so with Identify.',
  unknown_person:
    'This person is not in the staff list. If they joined lately, run /miro sync and try again.',
  out_of_reach: 'This person cannot be asked: only staff of today with a Slack account can answer.',
  not_likely: 'Nothing points to this person any more. Open the account again to see who is likely now.',
}

/** Nobody is asked. */
export const askRefusedView = (because: AskRefusal, onlyAdmin: boolean): ModalView =>
  said(
    'Not asked',
    because === 'own_account'
      ? md`This looks like your own account, and nobody decides about their own. ${words(noSelf(onlyAdmin))}`
      : words(askRefusals[because]),
  )

/** The account stays as it is. */
export const dismissedView = (question: Question): ModalView =>
  said(
    'Dismissed',
    question.about === 'whose'
      ? md`The answer about ${emailOf(question.account)} is dismissed. The account stays unidentified.`
      : md`${emailOf(question.account)} stays as it is. ${bold(question.personName || 'Whoever answers for it')} is asked again when the next review is due.`,
  )

/** Nothing waits here any more. */
export const overView = (question: Question | null): ModalView =>
  said(
    'Nothing to decide',
    question === null
      ? md`This question is not known any more: its organization may have been disconnected.`
      : join([md`Nothing waits here any more.`, stateInWords(question)]),
  )

/** The person who was asked does not decide about the answer. */
export const ownAnswerView = (onlyAdmin: boolean): ModalView =>
  said(
    'Not yours to decide',
    md`This is your own answer, and nobody decides about their own account. ${words(noSelf(onlyAdmin))}`,
  )

/** Something changed about the account between the answer and the decision. */
export const changedView = (): ModalView =>
  said('Not saved', md`⚠️ Something changed about this account meanwhile. Open it again to see how it is now.`)

/** Why an answer was not taken. */
export function answerRefusedReply(because: AnswerRefusal, question: Question | null): Message {
  if (because === 'not_asked' || question === null) return note(md`This question is for somebody else.`)
  if (because === 'answered')
    return note(
      question.answer === null
        ? md`This was answered already. Thank you.`
        : md`You answered already: ${answerInWords(question.answer, question)}. If that was wrong, tell an administrator.`,
    )
  return note(md`Thank you. This is decided already, so no answer is needed any more.`)
}
