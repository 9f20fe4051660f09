import type { ChannelFacts, ChannelMovedFacts } from '../../domain/channel-notice.ts'
import { actions, button, closedMessage, type Message, message, note, section } from '../frame/blocks.ts'
import { channelLink, count, date, type Markup, md, words } from '../frame/text.ts'
import { alertChannelIds } from '../ids/alerts.ts'

/** Where alerts go from now on, in the channel they go to and in the one they came to so far. */
export function channelMovedMessage(facts: ChannelMovedFacts): Message {
  if (facts.kind === 'channel_away') return note(md`New alerts go to ${channelLink(facts.goTo)}.`)
  const { before, open, overdue } = facts
  const late = overdue === 0 ? '' : `, ${count(overdue)} of them overdue`
  return note(
    open === 0
      ? md`Alerts come here from now on.`
      : md`Alerts come here from now on. ${words(`Open: ${count(open)}${late}.`)} Their messages stay where they were posted, such as ${channelLink(before)}.`,
  )
}

/** Alerts cannot be posted where they should go. They are kept, and go out as soon as there is a place. */
export function channelTroubleMessage(told: ChannelFacts): Message {
  const channel = channelLink(told.channelId)
  const title = md`Miro alerts cannot be posted in ${channel}`
  if (told.fixedAt !== null) {
    const there = told.goTo === null ? channel : channelLink(told.goTo)
    return closedMessage(
      md`Miro alerts are posted in ${there}`,
      md`${title}, from ${date(told.since)} to ${date(told.fixedAt)}. What waited follows there.`,
    )
  }
  return message(title, [
    section(md`*${title}*\n${reason(told.trouble, channel)} The alerts wait and follow as soon as it works.`),
    actions([button('Choose another channel', alertChannelIds.open, { style: 'primary' })]),
  ])
}

function reason(trouble: string, channel: Markup): Markup {
  if (trouble === 'not_in_channel' || trouble === 'channel_not_found')
    return md`The bot is not in that channel. Type \`/invite\` with the bot’s name in ${channel}, or choose another channel.`
  if (trouble === 'is_archived') return md`The channel is archived. Choose another channel.`
  if (trouble === 'shared')
    return md`The channel is now shared with another company. Alerts name people, so choose one of your own.`
  return md`Posting there is restricted. Let the bot post, or choose another channel.`
}
