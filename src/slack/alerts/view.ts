import type { AlertFacts } from '../../domain/alert.ts'
import { context, type Message, message } from '../frame/blocks.ts'
import { inForm } from '../frame/forms.ts'
import { limits } from '../frame/limits.ts'
import { naming } from '../frame/mask.ts'
import { md } from '../frame/text.ts'
import { answerMessage, questionMessage } from '../identity/question/message-view.ts'
import { channelMovedMessage, channelTroubleMessage } from './channel-notices-view.ts'
import { groupsMessage } from './groups-view.ts'
import { heldGroupsMessage } from './held-groups-view.ts'
import { heldListMessage, listTroubleMessage } from './list-notices-view.ts'
import {
  connectionMessage,
  contractsMessage,
  disconnectedMessage,
  firstLookMessage,
  heldSyncMessage,
  staffListMessage,
  tokensMessage,
} from './notices-view.ts'
import { overdueMessage, stillOpenMessage } from './steps-view.ts'
import { unlistedCountMessage, unlistedMessage } from './unlisted-view.ts'

export type AlertOptions = {
  /** Names and addresses shortened: for public channels. */
  readonly mask: boolean
  readonly now: Date
  /** Where Miro is in a browser. */
  readonly miroUrl: string
  /** Slack never said whether an earlier post of this message arrived. */
  readonly maybeDouble?: boolean
}

/** A living message as it is to stand now. */
export function alertMessage(facts: AlertFacts, options: AlertOptions): Message {
  const said = render(facts, options)
  if (options.maybeDouble !== true) return said
  const note = context(md`This may stand here twice: Slack did not say whether the first one arrived.`)
  return { text: said.text, blocks: [...said.blocks.slice(0, limits.messageBlocks - 1), note] }
}

function render(facts: AlertFacts, { mask, now, miroUrl }: AlertOptions): Message {
  switch (facts.kind) {
    case 'summary':
    case 'findings':
      return groupsMessage(facts, now, { naming: naming(mask), miroUrl })
    case 'connection':
      return connectionMessage(facts)
    case 'tokens':
      return tokensMessage(facts)
    case 'disconnected':
      return disconnectedMessage(facts)
    case 'channel':
      return channelTroubleMessage(facts)
    case 'channel_here':
    case 'channel_away':
      return channelMovedMessage(facts)
    case 'staff_list':
      return staffListMessage(facts)
    case 'held_sync':
      return heldSyncMessage(facts, naming(mask))
    case 'first_look':
      return firstLookMessage(facts)
    case 'list_trouble':
      return listTroubleMessage(facts, naming(mask))
    case 'held_list':
      return heldListMessage(facts, naming(mask))
    case 'contracts':
      return contractsMessage(facts, naming(mask))
    case 'held_groups':
      return heldGroupsMessage(facts, naming(mask))
    case 'unlisted':
      return unlistedMessage(facts)
    case 'unlisted_count':
      return unlistedCountMessage(facts)
    case 'question':
      return questionMessage(facts)
    case 'answer':
      return answerMessage(facts)
    case 'overdue':
      return overdueMessage(facts, naming(mask))
    case 'still_open':
      return stillOpenMessage(facts, naming(mask))
  }
}

/** The same without blocks, for when Slack refuses them: nothing is lost but the layout. */
export const plainAlert = (said: Message): { text: string } => {
  const parts = inForm(said.blocks, 'classic').flatMap(block =>
    block.type === 'section' && block.text !== undefined ? [block.text.text] : [],
  )
  return { text: message({ markup: [said.text, ...parts].join('\n') }, []).text }
}
