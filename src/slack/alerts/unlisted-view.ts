import type { UnlistedCountFacts, UnlistedFacts } from '../../domain/unlisted.ts'
import { answerButton } from '../doors/person.ts'
import { actions, closedMessage, context, type Message, section, titled } from '../frame/blocks.ts'
import { counted, join, md, spaced } from '../frame/text.ts'
import { marks } from '../words/finding.ts'
import {
  answerBy,
  answeredInWords,
  unlistedCount,
  unlistedInWords,
  unlistedTitle,
} from '../words/unlisted.ts'

/** As many as are told one by one. */
const most = 5

/** Asks one administrator whether people left whom the staff list no longer names. */
export function unlistedMessage(facts: UnlistedFacts): Message {
  const { people, all, answered, fixedAt } = facts
  const over = answered.slice(-most).map(answeredInWords)
  if (fixedAt !== null)
    return closedMessage(
      md`the question who left of those missing from the staff list`,
      over.length === 0 ? md`other administrators decide about it.` : spaced(...over),
    )
  const rest = all - Math.min(people.length, most)
  return titled(marks.trouble, unlistedTitle(people, all), [
    section(
      join([
        ...people.slice(0, most).map(person => md`• ${unlistedInWords(person)}`),
        rest > 0 && md`and ${counted(rest, 'more', 'more')}`,
      ]),
    ),
    section(md`Did they leave? ${answerBy(facts)}`),
    actions([answerButton('primary')]),
    over.length > 0 && context(spaced(...over)),
    context(md`Until somebody answers, the check of their Miro access says unknown.`),
  ])
}

/** Tells the alert channel how many there are: names are for administrators. */
export function unlistedCountMessage(facts: UnlistedCountFacts): Message {
  const { all, asked, fixedAt } = facts
  const title = unlistedCount(all)
  if (fixedAt !== null) return closedMessage(md`people missing from the staff list: answered`, md`${title}.`)
  const who = asked ? md`Administrators were asked.` : md`Nobody was asked: there is no other administrator.`
  return titled(marks.trouble, title, [section(spaced(who, answerBy(facts)))])
}
