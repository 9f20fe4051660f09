import type { ModalView } from '@slack/types'
import type { Permission } from '../../workflows/workspace/permission.ts'
import { actions, button, context, type Message, message, modal, section } from './blocks.ts'
import { stateLine } from './newer-blocks.ts'
import { commas, counted, type Markup, md, mention, words } from './text.ts'

/**
 * An id names a button, menu, modal or block; those of the wings are in slack/ids. Slack sends them back, so a released
 * id keeps its meaning. Form: `feature.what`. Who is meant travels beside them, as opaque ids in `value` or
 * `private_metadata`, and is parsed again by a door or a read.ts. These belong to no wing.
 */
export const commonIds = {
  /** Types the command again: a click brings a fresh trigger. value: the words after /miro. */
  typeAgain: 'common.type_again',
  /** A link: the click needs no answer. */
  openLink: 'common.open_link',
  loading: 'common.loading',
  said: 'common.said',
} as const

/** Shown within a second, before anything slow is asked. Nobody changes it should the process end meanwhile. */
export const loadingView = (): ModalView =>
  modal(commonIds.loading, 'One moment', [
    section(md`Working on it …`),
    context(md`Still here after a minute? Close the window and try again.`),
  ])

/** A modal that only says something. */
export const saidView = ({ title, message: { blocks } }: Said): ModalView =>
  modal(commonIds.said, title, blocks)

/** What somebody is told: the same words in a modal or in a message. */
export type Said = { readonly title: string; readonly message: Message }

type Refused = Extract<Permission, { allowed: false }>

export const refusal = (refused: Refused): Said => ({
  title: 'You cannot do this',
  message: stands(refusalText(refused)),
})

/** One line that says how it stands. */
const stands = (text: Markup): Message => message(text, [stateLine(text)])

function refusalText({ because, admins }: Refused): Markup {
  switch (because) {
    case 'guest':
      return md`Guests cannot use this bot. ${ask(admins)}`
    case 'stranger':
      return md`This bot answers only people of its own workspace.`
    case 'deactivated':
      return md`Your Slack account is deactivated, so this bot does not answer it. ${ask(admins)}`
    case 'left':
      return md`An administrator or the staff list says that you left, so this bot no longer answers you. ${ask(admins)}`
    case 'not_admin':
      return md`Only Slack owners and admins can do this. ${ask(admins)}`
    case 'not_chosen':
      return md`Only administrators of this bot can do this. ${ask(admins)}`
    case 'not_chosen_keeper':
      return md`Only administrators of this bot can do this. ${ask(admins)} As an owner or admin of Slack you can choose them in \`/miro settings\`.`
  }
}

/** Names at most five: a long list of admins helps less than a short one. */
const ask = (admins: readonly string[]): Markup =>
  admins.length === 0
    ? md`Ask an owner or admin of this workspace.`
    : md`Ask ${commas(admins.slice(0, 5).map(mention))}.`

/** A click is good for three seconds. Another click brings a new one. */
export const tooLate = ({ actionId, value }: Again): Said => ({
  title: 'Please try again',
  message: message(md`Slack was too slow to open the window. Press Open to try again.`, [
    stateLine(md`Slack was too slow to open the window.`),
    actions([button('Open', actionId, { value, style: 'primary' })]),
  ]),
})

export const retired = (): Said => ({
  title: 'Out of use',
  message: stands(md`This button is no longer in use. \`/miro help\` shows what the bot does now.`),
})

export const wentWrong = (reference: string): Said => ({
  title: 'Something went wrong',
  message: withAgain(md`Something went wrong. Reference ${reference}.`, null),
})

/** What pressing the button again does; null where that cannot be repeated. */
export type Again = { readonly actionId: string; readonly value: string }

type Unanswered = {
  readonly service: 'Slack' | 'Miro' | 'Another service'
  /** It refused because of too many requests. */
  readonly tooMany: boolean
  /** How long it asks to wait; null: it did not say. */
  readonly waitSeconds: number | null
  readonly again: Again | null
}

/** A service gave nothing: which one, why, and how to try again. */
export function noAnswer(reference: string, { service, tooMany, waitSeconds, again }: Unanswered): Said {
  const cause = tooMany
    ? `${service} asks us to wait: it got many requests at once.`
    : `${service} did not answer in time.`
  const when =
    waitSeconds === null ? 'in a minute' : `in ${counted(Math.max(1, Math.ceil(waitSeconds)), 'second')}`
  const text = words(`${cause} Try again ${when}. Reference ${reference}.`)
  return { title: tooMany ? 'Please wait' : 'No answer', message: withAgain(text, again) }
}

const withAgain = (text: Markup, again: Again | null): Message =>
  message(text, [
    stateLine(md`⚠️ ${text}`),
    again !== null &&
      actions([button('Try again', again.actionId, { value: again.value, style: 'primary' })]),
  ])

/** The bot's own disk, keys or database gave way: what, and what to do. */
export const ownSaid = (reference: string, trouble: string, again: Again | null): Said => ({
  title: 'Not possible now',
  message: withAgain(words(`${trouble} Reference ${reference}.`), again),
})
