import type { ModalView, PlainTextOption } from '@slack/types'
import type { Message } from './blocks.ts'

// Who may use a listener stands in one table, in policy.ts: one without a row is refused to everybody.

/** Who asks: taken from Slack's signed payload, never from a value. */
export type Who = { readonly workspaceId: string; readonly slackUserId: string }

/**
 * Where the answer goes. open: a new modal, opened with a loading view before anything slow. update: the modal the
 * click came from. message: a message only the person sees.
 */
export type Screen = 'open' | 'update' | 'message'

/** What a handler may do to answer. Each may be called several times. */
export type Answer = {
  /** Shows the modal; falls back to a message where no modal could be opened. */
  show(view: ModalView): Promise<void>
  /** What was shown last, with more in it; nothing where something else stands in its place by now. */
  showMore(view: ModalView): Promise<void>
  /** A message only the person sees, where they are (else by direct message). */
  say(message: Message): Promise<void>
  /** The modal on screen, null when there is none: also for a click in Home. */
  readonly viewId: string | null
  /** It lies on top of the modal that was clicked in, which comes back when it is closed. */
  readonly isOnTop: boolean
}

/** Who asks, and how to answer. */
export type Asked = { readonly who: Who; readonly answer: Answer }

export type WordAsked = Asked & { readonly text: string; readonly channelId: string }

export type ActionAsked = Asked & {
  /** The button's value. Untrusted. */
  readonly value: string
  /** What was chosen in a menu, checkboxes or radio buttons: the options' values. */
  readonly chosen: readonly string[]
  readonly channelId: string | null
  /** The message the click came from; null for a modal, and for a message only the person sees. */
  readonly messageTs: string | null
  /** The modal's private_metadata, empty when the click came from a message. Untrusted. */
  readonly metadata: string
  /** The content of the modal's inputs. Untrusted. */
  readonly state: ViewState
}

/** block id → action id → what Slack sends of one input. */
export type ViewState = Readonly<Record<string, Readonly<Record<string, unknown>>>>

export type Submitted = { readonly metadata: string; readonly state: ViewState }

/** What is wrong with what was sent, by block id. */
type Problems = { readonly problems: Readonly<Record<string, string>> }

/** What a modal says. */
export type Read<Input> = Problems | { readonly input: Input }

/** What was typed into a menu, and the private_metadata of the modal it is in. Both untrusted. */
export type OptionsSought = { readonly who: Who; readonly text: string; readonly metadata: string }

type EventTold = {
  readonly workspaceId: string
  /** Slack's event id. */
  readonly id: string
  /** Untrusted. */
  readonly event: unknown
}

/** `/miro <word>`. The first listed word of a feature is its name; `also` are other spellings of it. */
export type WordListener = {
  readonly kind: 'word'
  readonly word: string
  readonly also: readonly string[]
  /** What it does, for the help. */
  readonly does: string
  readonly screen: 'open' | 'message'
  readonly handle: (asked: WordAsked) => Promise<void>
}

/** A button or a menu, in a message, a modal or Home. */
export type ActionListener = {
  readonly kind: 'action'
  readonly id: string
  readonly screen: Screen
  readonly handle: (asked: ActionAsked) => Promise<void>
}

/**
 * A submitted modal. `read` is pure and answers at once: problems by block id, or what is to be done. Then the modal
 * shows that it is working, and `handle` shows what came of it.
 */
export type SubmissionListener = {
  readonly kind: 'submission'
  readonly id: string
  /** What comes of it lies on top of the form, which comes back as it was; in its place where three lie already. */
  readonly onTop?: true
  readonly read: (submitted: Submitted) => Problems | { readonly handle: (asked: Asked) => Promise<void> }
}

/** The options of a menu that asks while the person types. Within 3 seconds. */
export type OptionsListener = {
  readonly kind: 'options'
  readonly id: string
  readonly handle: (sought: OptionsSought) => Promise<readonly PlainTextOption[]>
}

/** A Slack event. Slack may send it twice. */
export type EventListener = {
  readonly kind: 'event'
  readonly name:
    | 'app_home_opened'
    | 'app_uninstalled'
    | 'tokens_revoked'
    | 'member_joined_channel'
    | 'channel_id_changed'
    | 'user_change'
    | 'team_join'
    | 'user_guest_status_changed'
    | 'subteam_created'
    | 'subteam_updated'
    | 'subteam_members_changed'
  /**
   * It only shows something: acknowledged at once, and given up when that fails. Of every other event Slack hears that
   * it arrived when what it asks for is stored; until then Slack sends it again, and the listener may be called again.
   */
  readonly onlyShows?: true
  /** It says that the app was removed; any other shows that it may be back. */
  readonly isFarewell?: true
  readonly handle: (told: EventTold) => Promise<void>
}

export type Listener = WordListener | ActionListener | SubmissionListener | OptionsListener | EventListener

/** `words`: its name and, where there are others, its spellings. */
export function command(
  words: string | readonly [string, ...string[]],
  screen: WordListener['screen'],
  does: string,
  handle: WordListener['handle'],
): WordListener {
  const [word, ...also] = typeof words === 'string' ? [words] : words
  return { kind: 'word', word, also, does, screen, handle }
}

export const action = (id: string, screen: Screen, handle: ActionListener['handle']): ActionListener => ({
  kind: 'action',
  id,
  screen,
  handle,
})

/** Ties together how one modal is read and what is done with what was read. */
export const submission = <Input>(
  id: string,
  read: (submitted: Submitted) => Read<Input>,
  handle: (asked: Asked, input: Input) => Promise<void>,
  more: Pick<SubmissionListener, 'onTop'> = {},
): SubmissionListener => ({
  kind: 'submission',
  id,
  ...more,
  read(submitted) {
    const said = read(submitted)
    return 'problems' in said ? said : { handle: asked => handle(asked, said.input) }
  },
})

export const menu = (id: string, handle: OptionsListener['handle']): OptionsListener => ({
  kind: 'options',
  id,
  handle,
})

export const event = (
  name: EventListener['name'],
  handle: EventListener['handle'],
  more: Pick<EventListener, 'onlyShows' | 'isFarewell'> = {},
): EventListener => ({ kind: 'event', name, handle, ...more })
