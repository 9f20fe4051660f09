import type { AnswerFacts, QuestionFacts } from '../../../domain/alert.ts'
import type { Question } from '../../../domain/question.ts'
import { cardButton, decideButtons, identifyButton } from '../../doors/account.ts'
import { actions, type Blocks, button, context, type Message, message, section } from '../../frame/blocks.ts'
import { join, type Markup, md, mention, spaced, words } from '../../frame/text.ts'
import { questionIds } from '../../ids/identity.ts'
import {
  accountLine,
  answerInWords,
  becauseToYou,
  reasonLine,
  saidOf,
  stateInWords,
  titleOf,
} from '../../words/question.ts'

/** To the person who is asked; afterwards it says what became of the answer. */
export function questionMessage({ question, again }: QuestionFacts): Message {
  const open = question.answer === null && question.settledAs === null
  const title = words(open && again ? `Reminder: ${lowerFirst(titleOf(question))}` : titleOf(question))
  return message(title, [
    section(md`*${title}*`),
    section(accountLine(question)),
    ...(open ? asking(question) : [section(toYou(question))]),
  ])
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

function asking(question: Question): Blocks {
  const value = question.id
  const kind = question.class
  if (question.about === 'whose')
    return [
      section(
        md`${question.askedBy === null ? md`An administrator` : mention(question.askedBy)} asks you, because ${becauseToYou[question.because ?? 'similar_name']}. Until we know who uses it, nobody can say whether it should have access.`,
      ),
      actions([
        button('Mine', questionIds.mine, { value, style: 'primary' }),
        button('Not mine', questionIds.notMine, { value }),
        button('Shared mailbox', questionIds.shared, { value }),
      ]),
      context(md`Your answer changes nothing by itself: an administrator confirms it.`),
    ]
  const role =
    kind === 'external' ? md`You are the sponsor of this external person.` : md`You answer for this account.`
  return [
    section(
      join([
        spaced(
          role,
          md`Whoever answers for an account is asked now and then, so that nobody keeps access without need.`,
        ),
        reasonLine(question),
      ]),
    ),
    actions([
      button(kind === 'external' ? 'Still works with us' : 'Still needed', questionIds.still, {
        value,
        style: 'primary',
      }),
      button(kind === 'external' ? 'No longer' : 'No longer needed', questionIds.noLonger, { value }),
    ]),
    context(md`Your answer changes no access by itself: an administrator decides.`),
  ]
}

/** What became of it, to the person who was asked. */
function toYou(question: Question): Markup {
  const { answer, settledAs, settledBy, about } = question
  const said = answer === null ? null : md`You said: ${answerInWords(answer, question)}.`
  const by = settledBy === null ? md`An administrator` : mention(settledBy)
  return spaced(said, after())

  function after(): Markup {
    switch (settledAs) {
      case null:
        return about === 'whose'
          ? md`An administrator confirms it.`
          : md`An administrator decides what follows.`
      case 'confirmed':
        return md`${by} confirmed it.`
      case 'dismissed':
        return md`${by} left it as it is.`
      case 'answered':
        return answer === 'not_mine'
          ? md`Nobody asks you about this account again.`
          : md`You are asked again when the next review is due.`
      case 'decided':
        return about === 'whose'
          ? md`Somebody has identified this account. There is nothing left to do.`
          : md`Somebody decided about it meanwhile. There is nothing left to do.`
      case 'gone':
        return md`This account gives no access any more. There is nothing left to do.`
      case 'left':
        return md`There is nothing left to do.`
      case 'disconnected':
        return md`${question.organizationName} is disconnected, so nothing is checked there. There is nothing left to do.`
    }
  }
}

/** The answer, to the administrator who asked, or who decided about the account. */
export function answerMessage({ question }: AnswerFacts): Message {
  const { settledAs, answer, about, miroOrgId, account } = question
  const title = saidOf(question)
  const told = [section(md`*Answer:* ${title}`), section(accountLine(question))]
  if (settledAs === 'answered')
    return message(title, [
      ...told,
      ...(answer === 'not_mine'
        ? [context(md`They are no longer suggested for it.`), actions([cardButton(miroOrgId, account.id)])]
        : []),
    ])
  if (settledAs === 'left' && answer === null)
    return message(title, [
      section(md`*No answer:* ${title}`),
      section(accountLine(question)),
      section(
        md`They are no longer on the staff, so there will be no answer. If it was their account, say so with Identify: then it is reported as the access of somebody who left.`,
      ),
      actions([identifyButton(miroOrgId, account.id), cardButton(miroOrgId, account.id)]),
    ])
  if (settledAs !== null) return message(title, [...told, section(stateInWords(question))])
  return message(title, [
    ...told,
    section(
      about === 'whose'
        ? md`Nothing changes until you confirm it.`
        : md`If the access is to go, remove the account in Miro: this closes once a sync sees it gone. If it stays with somebody else, press Identify.`,
    ),
    actions(decideButtons(question)),
  ])
}
