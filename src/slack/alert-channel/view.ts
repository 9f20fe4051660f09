import type { KnownBlock, ModalView } from '@slack/types'
import type { Setup } from '../../workflows/read-setup.ts'
import type { AlertChannelSet } from '../../workflows/set-alert-channel.ts'
import { actions, channelSelect, context, input, modal, section } from '../blocks.ts'
import { alertChannelIds } from '../ids.ts'
import { nextButton } from '../setup/view.ts'
import { channelLink, join, type Markup, md } from '../text.ts'

type Refused = Exclude<AlertChannelSet, { outcome: 'set' }>

/** "Where do alerts go?". After a refusal the same modal says what is wrong with the channel chosen. */
export const chooseView = (
  current: string | null,
  refused: (Refused & { readonly channelId: string }) | null = null,
): ModalView =>
  modal({
    callbackId: alertChannelIds.modal,
    title: 'Where do alerts go?',
    submit: 'Save',
    blocks: [
      ...(refused === null ? [] : [section(refusedInWords(refused))]),
      input(
        alertChannelIds.channel,
        'Channel',
        channelSelect(
          alertChannelIds.channel,
          'Choose a channel',
          preselected(current, refused) ?? undefined,
        ),
        { hint: 'The bot has to be in it. A private channel shows names in full, a public one shortened.' },
      ),
    ],
  })

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
export function savedView(setup: Setup, channel: { id: string; isPublic: boolean }): ModalView {
  const next = nextButton(setup)
  const blocks: KnownBlock[] = [
    section(
      join([
        md`Alerts go to ${channelLink(channel.id)}.`,
        md`What the checks found is posted there once, as one summary. After that, each new finding gets its own message, which is edited until it is closed.`,
      ]),
    ),
    ...(channel.isPublic
      ? [context(md`The channel is public, so names are shortened there: O. F. for Olivia Fischer.`)]
      : []),
    ...(next === null ? [] : [actions([next])]),
  ]
  return modal({ callbackId: alertChannelIds.saved, title: 'Where do alerts go?', blocks })
}
