import type { HeldGroup, HeldGroupsFacts } from '../../domain/source-notice.ts'
import { questionOf } from '../doors/held.ts'
import { actions, context, type Message, section, titled } from '../frame/blocks.ts'
import type { Naming } from '../frame/mask.ts'
import { code, date, join, type Markup, md, mention } from '../frame/text.ts'
import { marks } from '../words/finding.ts'
import { groupInWords, moreInWords } from '../words/held.ts'

/** Changes of user groups that wait for a person's word, because a rule names these groups. */
export function heldGroupsMessage(facts: HeldGroupsFacts, naming: Naming): Message {
  const { groups, more, readAt, decided } = facts
  const { title, was, buttons } = questionOf(facts)
  if (decided !== null) {
    const by = decided.by === null ? null : md`by ${mention(decided.by)}`
    const how = decided.as === 'applied' ? md`applied` : md`replaced by a later sync`
    return titled(marks.closed, md`Closed · the held change of Slack user groups: ${how}`, [
      context(join([md`Was:`, was, md`It was ${join([how, by, date(decided.at)], ' ')}.`], ' ')),
    ])
  }
  const known = readAt === null ? md`before` : date(readAt)
  return titled(marks.trouble, title, [
    section(join([...groups.map(group => withSample(group, groups.length, naming)), moreInWords(more)])),
    section(
      md`Your rule names ${groups.length + more === 1 ? 'this group' : 'these groups'}. Until you decide, who was in ${groups.length + more === 1 ? 'it' : 'them'} ${known} still counts.`,
    ),
    section(
      md`Is this right? Yes: press *Apply anyway*. Their accounts may become invalid. No: correct it in Slack and press *Try again*.`,
    ),
    actions(buttons),
    context(md`Only administrators can decide.`),
  ])
}

/** As many names as a message has room for, of all groups together. */
const mostNames = 10

function withSample(group: HeldGroup, groups: number, naming: Naming): Markup {
  const change = groupInWords(group)
  if (group.sample.length === 0) return change
  const most = Math.min(5, Math.floor(mostNames / groups))
  const people = group.sample.slice(0, most).map(name => code(naming.person(name)))
  return md`${change} Among them: ${join(people, ', ')}.`
}
