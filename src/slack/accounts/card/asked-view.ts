import { type Question, waitingFor } from '../../../domain/question.ts'
import type { Hint } from '../../../workflows/identity/identify-account.ts'
import { askButton, decideButtons } from '../../doors/account.ts'
import { actions, type Blocks, section } from '../../frame/blocks.ts'
import { bold, date, join, type Markup, md, mention } from '../../frame/text.ts'
import { hintInWords } from '../../words/identify.ts'
import { canBeAsked, stateInWords } from '../../words/question.ts'

const mostShown = 5

/** On the card of an account: who is likely and can be asked, and what those who were asked said. */
export function askedBlocks(
  account: { readonly miroOrgId: string; readonly id: string; readonly decidedAt: Date | null },
  { questions, hints }: { readonly questions: readonly Question[]; readonly hints: readonly Hint[] },
  now: Date,
): Blocks {
  const seen = { o: account.miroOrgId, a: account.id, v: account.decidedAt?.getTime() ?? null }
  const likely = hints.filter(hint => !wasAsked(hint, questions))
  return [
    likely.length > 0 && section(bold('Likely')),
    ...likely.map(hint =>
      section(
        hintInWords(hint),
        canBeAsked(hint) && askButton(seen, hint.personId, hint.personName ?? 'them'),
      ),
    ),
    ...questions
      .slice(0, mostShown)
      .flatMap(question => [
        section(askedInWords(question)),
        waitingFor(question, now) !== null && actions(decideButtons(question)),
      ]),
  ]
}

const wasAsked = ({ personId }: Hint, questions: readonly Question[]): boolean =>
  personId !== null &&
  questions.some(question => question.about === 'whose' && question.personId === personId)

/** "Asked *Carla Mendes* 24 Nov by @ada whether it is theirs. No answer yet." */
function askedInWords(question: Question): Markup {
  const { about, askedBy, askedAt, personName, class: kind } = question
  const what =
    about === 'whose'
      ? md`it is theirs`
      : kind === 'external'
        ? md`this person still works with us`
        : md`it is still needed`
  return join([
    md`Asked ${bold(personName || 'somebody')} ${date(askedAt)}${askedBy === null ? md`` : md` by ${mention(askedBy)}`} whether ${what}.`,
    stateInWords(question),
  ])
}
