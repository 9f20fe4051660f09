import type { HeldGroup, HeldGroupsFacts } from '../../domain/source-notice.ts'
import { actions, button, confirm, context, type Message, section, titled } from '../blocks.ts'
import { heldGroupsIds } from '../held-sync/ids.ts'
import type { Naming } from '../mask.ts'
import { code, count, counted, date, join, type Markup, md, mention } from '../text.ts'
import { marks } from './wording.ts'

/** Changes of user groups that wait for a person's word, because a rule names these groups. */
export function heldGroupsMessage(facts: HeldGroupsFacts, naming: Naming): Message {
  const { groups, more, readAt, decided, heldId } = facts
  const changes = groups.map(changeInWords)
  const rest = more > 0 ? md`The same holds for ${counted(more, 'more group')}.` : null
  const was = join([...changes, rest], ' ')
  if (decided !== null) {
    const by = decided.by === null ? null : md`by ${mention(decided.by)}`
    const how = decided.as === 'applied' ? md`applied` : md`replaced by a later read`
    return titled(marks.closed, md`Closed · the held change of Slack user groups: ${how}`, [
      context(join([md`Was: ${was}`, md`It was ${join([how, by, date(decided.at)], ' ')}.`], ' ')),
    ])
  }
  const known = readAt === null ? md`before` : date(readAt)
  return titled(marks.trouble, md`A change of Slack user groups waits for your word`, [
    section(join([...groups.map((group, at) => withSample(changes[at] ?? md``, group, naming)), rest])),
    section(
      md`The rule for valid users names ${groups.length + more === 1 ? 'this group' : 'these groups'}. Nothing is changed yet: whoever was in them ${known} still counts. When that is too old, access that depends on them is unknown.`,
    ),
    section(
      md`*What to do*\n1. Look in Slack whether this is right.\n2. If it is right, press Apply anyway: accounts of people who are out of them may become invalid. If not, put the groups right in Slack and press Retry.`,
    ),
    actions([
      button('Apply anyway', heldGroupsIds.apply, {
        value: heldId,
        style: 'danger',
        confirm: confirm('Apply this change?', was, 'Apply anyway', 'Cancel', 'danger'),
      }),
      button('Retry', heldGroupsIds.retry, { value: heldId }),
    ]),
    context(md`Only people who administer this bot can decide. The decision is logged.`),
  ])
}

function changeInWords({ handle, reason, before, after, gone }: HeldGroup): Markup {
  const group = code(`@${handle}`)
  switch (reason) {
    case 'nobody_left':
      return after === 0
        ? md`${group} would be empty, where ${counted(before, 'person', 'people')} were in it before.`
        : md`None of the ${counted(before, 'person', 'people')} in ${group} would stay in it.`
    case 'many_gone':
      return md`${counted(gone, 'person', 'people')} of ${count(before)} would be out of ${group} at once.`
    case 'grew_tenfold':
      return md`${group} grew from ${counted(before, 'person', 'people')} to ${count(after)}.`
    case 'other_organisation':
      return md`${group} is a group of another workspace.`
  }
}

function withSample(change: Markup, { sample }: HeldGroup, naming: Naming): Markup {
  if (sample.length === 0) return change
  const people = sample.slice(0, 5).map(name => code(naming.person(name)))
  return md`${change} Among them: ${join(people, ', ')}.`
}
