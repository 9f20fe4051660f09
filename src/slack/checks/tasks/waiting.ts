import type { Question } from '../../../domain/question.ts'
import type { HeldFacts } from '../../../domain/source-notice.ts'
import { questionOf } from '../../doors/held.ts'
import type { Task } from '../../doors/pending-task.ts'
import { decideButtons } from '../../doors/question.ts'
import { md } from '../../frame/text.ts'
import { saidOf } from '../../words/question.ts'

const most = 3

/** Answers that wait for an administrator, and reviews that nobody answers. */
export function questionTasks(waiting: readonly Question[]): Task[] {
  const shown = waiting.slice(0, most).map(question => ({
    text:
      question.about === 'whose'
        ? saidOf(question)
        : md`${saidOf(question)} Remove the access in Miro, say who answers for it now, or keep it as it is.`,
    buttons: decideButtons(question),
  }))
  if (waiting.length <= most) return shown
  return [...shown, { text: md`And more answers like this, once these are done.`, buttons: [] }]
}

/** What of people and user groups waits for a person's word. */
export const heldTasks = (held: readonly HeldFacts[]): Task[] =>
  held.map(questionOf).map(({ title, was, buttons }) => ({ text: md`${title}. ${was}`, buttons }))
