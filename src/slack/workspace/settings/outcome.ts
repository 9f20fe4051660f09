import { type Field, fieldInWords } from '../../../domain/settings.ts'
import type { TestSent } from '../../../workflows/alerts/alert-channel.ts'
import type { SettingsSaved } from '../../../workflows/workspace/save-settings.ts'
import { channelLink, commas, join, type Markup, md, mention, words } from '../../frame/text.ts'
import { retentionInWords } from './choices.ts'

/** What came of saving the settings. */
export function savedInWords(after: SettingsSaved): Markup {
  switch (after.outcome) {
    case 'saved':
      return md`✅ Saved: ${inList(after.changed)}.`
    case 'asks':
      return askedInWords(after)
    case 'unchanged':
      return md`Nothing changed.`
    case 'changed_meanwhile':
      return md`⚠️ Nothing was saved: somebody else changed the settings meanwhile. These are the settings now.`
    case 'not_staff':
      return md`⚠️ Nothing was saved: guests, bots and people who left cannot be administrators.${after.people.length === 0 ? md`` : md` Leave out ${commas(after.people.slice(0, 10).map(mention))}.`}`
    case 'no_group':
      return md`⚠️ Nothing was saved: the bot cannot read that user group. Choose another one.`
    case 'empty_group':
      return md`⚠️ Nothing was saved: nobody is in that user group. Choose another one.`
  }
}

const askedInWords = ({ about, keeper }: Extract<SettingsSaved, { outcome: 'asks' }>): Markup =>
  join([
    md`⚠️ *Not saved yet.*`,
    about.rights &&
      md`You will no longer be an administrator of this bot. ${keeper ? md`As an admin of Slack you can still open Settings.` : md`You cannot undo this yourself.`}`,
    about.retentionMonths !== null &&
      md`Names, addresses and notes of people and accounts that are gone for more than ${retentionInWords(about.retentionMonths)} are deleted for good.`,
    md`Go on? Press *Save anyway*, or change it below.`,
  ])

const inList = (changed: readonly Field[]): Markup =>
  words(changed.map(field => fieldInWords[field]).join(', '))

/** What came of a test message. */
export function testedInWords(sent: TestSent): Markup {
  if (sent.outcome === 'no_channel') return md`No alert channel is chosen yet. Choose one first.`
  const channel = channelLink(sent.channelId)
  switch (sent.outcome) {
    case 'sent':
      return md`✅ A test message was posted to ${channel}.`
    case 'not_member':
      return md`⚠️ The bot is not in ${channel}. Type \`/invite @Miro Access\` there, then try again.`
    case 'shared':
      return md`⚠️ ${channel} is shared with another company, and alerts name people. Choose another channel.`
    case 'archived':
      return md`⚠️ ${channel} is archived. Choose another channel.`
    case 'not_found':
      return md`⚠️ The bot cannot see the alert channel any more. If it is private, type \`/invite @Miro Access\` there, then try again. If it is gone, choose another channel.`
    case 'refused':
      return md`⚠️ Slack does not let the bot post in ${channel}. Ask somebody who manages the channel to allow it, or choose another one.`
  }
}
