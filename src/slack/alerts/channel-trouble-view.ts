import type { ChannelFacts } from '../../domain/alert.ts'
import { actions, button, context, type Message, message, section, titled } from '../frame/blocks.ts'
import { channelLink, date, type Markup, md } from '../frame/text.ts'
import { alertChannelIds } from '../ids/alerts.ts'
import { marks } from '../words/finding.ts'

/** Alerts cannot be posted where they should go. They are kept, and go out as soon as there is a place. */
export function channelTroubleMessage(told: ChannelFacts): Message {
  const channel = channelLink(told.channelId)
  const title = md`Miro alerts cannot be posted in ${channel}`
  if (told.fixedAt !== null) {
    const there = told.goTo === null ? channel : channelLink(told.goTo)
    const closed = md`Closed · Miro alerts are posted in ${there}`
    return titled(marks.closed, closed, [
      context(
        md`Was: ${title}, from ${date(told.since)} to ${date(told.fixedAt)}. What waited follows there.`,
      ),
    ])
  }
  return message(title, [
    section(
      md`*${title}*\n${reason(told.trouble, channel)} The alerts are kept and follow as soon as it works.`,
    ),
    actions([button('Choose another channel', alertChannelIds.open, { style: 'primary' })]),
  ])
}

function reason(trouble: string, channel: Markup): Markup {
  if (trouble === 'not_in_channel' || trouble === 'channel_not_found')
    return md`The bot is not in that channel. Type \`/invite\` with the bot’s name in ${channel}, or choose another one.`
  if (trouble === 'is_archived') return md`The channel is archived. Choose another one.`
  if (trouble === 'shared')
    return md`The channel is shared with another company by now. Alerts name people, so choose one of your own.`
  return md`Posting there is restricted. Let the bot post, or choose another channel.`
}
