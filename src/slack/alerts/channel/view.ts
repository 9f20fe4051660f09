import type { KnownBlock, ModalView } from '@slack/types'
import type { AlertChannelSet } from '../../../workflows/alerts/alert-channel.ts'
import type { Setup } from '../../../workflows/workspace/read-setup.ts'
import { nextButton } from '../../doors/setup.ts'
import {
  actions,
  context,
  form,
  input,
  type Maybe,
  type Message,
  modal,
  note,
  section,
} from '../../frame/blocks.ts'
import { stateLine } from '../../frame/newer-blocks.ts'
import { channelSelect } from '../../frame/pickers.ts'
import { channelLink, join, type Markup, md, mention } from '../../frame/text.ts'
import { alertChannelIds } from '../../ids/alerts.ts'

type Refused = Exclude<AlertChannelSet, { outcome: 'set' }>

/** "Choose a channel". After a refusal the same modal says what is wrong with the channel chosen. */
export const chooseView = (
  current: string | null,
  refused: (Refused & { readonly channelId: string }) | null = null,
): ModalView =>
  form(alertChannelIds.modal, 'Choose a channel', { submit: 'Save' }, [
    refused !== null && stateLine(refusedInWords(refused)),
    input(
      'Channel',
      channelSelect(alertChannelIds.channel, 'Choose a channel', preselected(current, refused) ?? undefined),
      {
        hint: 'The bot joins a public channel by itself. In a private one, type /invite @Miro Access first. A private channel shows names in full, a public one shortened.',
      },
    ),
  ])

/** Only a channel that an invitation would make right is offered again. */
const preselected = (current: string | null, refused: (Refused & { channelId: string }) | null) =>
  refused === null ? current : refused.outcome === 'not_member' ? refused.channelId : null

function refusedInWords({ outcome, name, channelId }: Refused & { readonly channelId: string }): Markup {
  const channel = name === null ? md`that channel` : channelLink(channelId)
  switch (outcome) {
    case 'not_member':
      return md`⚠️ The bot is not in ${channel}. Type \`/invite @Miro Access\` there, then choose it again.`
    case 'shared':
      return md`⚠️ ${channel} is shared with another company. Alerts name people, so choose one of your own.`
    case 'archived':
      return md`⚠️ ${channel} is archived. Choose another one.`
    case 'not_found':
      return md`⚠️ The bot cannot see that channel. If it is private, type \`/invite @Miro Access\` there, then choose it again.`
  }
}

/** Said after the channel was saved. */
export function savedView(
  setup: Setup,
  channel: { id: string; shortensNames: boolean; before: string | null },
): ModalView {
  const next = nextButton(setup)
  const blocks: Maybe<KnownBlock>[] = [
    section(
      join([
        md`Alerts go to ${channelLink(channel.id)}.`,
        channel.before === null
          ? md`The first findings are posted once, as one summary. Each later one gets its own message there, which is edited until it is closed.`
          : md`What was posted so far stays in ${channelLink(channel.before)}, and is edited there until it is closed. What comes new is posted in ${channelLink(channel.id)}.`,
      ]),
    ),
    channel.shortensNames &&
      context(md`Names are shortened there: O. F. for Olivia Fischer. \`/miro settings\` changes that.`),
    next !== null && actions([next]),
  ]
  return modal(alertChannelIds.saved, 'Choose a channel', blocks)
}

/** Posted only to show that alerts arrive. */
export const testMessage = (by: string): Message =>
  note(md`This is a test message. Alerts about Miro access arrive in this channel. Sent by ${mention(by)}.`)
