import type { ModalView } from '@slack/types'
import type { TestSent } from '../../../workflows/alerts/alert-channel.ts'
import { modal, section } from '../../frame/blocks.ts'
import { channelLink, type Markup, md } from '../../frame/text.ts'
import { settingsIds } from '../../ids/workspace.ts'

/** What came of a test message. */
export const testedView = (sent: TestSent): ModalView =>
  modal({ callbackId: settingsIds.tested, title: 'Test message', blocks: [section(testedInWords(sent))] })

function testedInWords(sent: TestSent): Markup {
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
