import type {
  ActionsBlock,
  Button,
  Checkboxes,
  ConfirmationDialog,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  HomeView,
  InputBlock,
  KnownBlock,
  ModalView,
  MultiStaticSelect,
  Overflow,
  PlainTextInput,
  PlainTextOption,
  RadioButtons,
  SectionBlock,
  StaticSelect,
} from '@slack/types'
import { atMost, fittingText } from './fit-text.ts'
import type { Part } from './forms.ts'
import { limits } from './limits.ts'
import { clip, counted, foreign, type Markup, md, mrkdwn, plain } from './text.ts'

/** What a message is made of. `text` is what notifications and screen readers say. */
export type Message = { readonly text: string; readonly blocks: Part[] }

/** In a list it stands for itself, or (null, false) for nothing: `found && section(…)`. */
export type Maybe<T> = T | null | false

/** A part of a message or window, to be put into a longer one. */
export type Blocks = readonly Maybe<Part>[]

export const present = <T>(list: readonly Maybe<T>[]): T[] =>
  list.flatMap(each => (each === null || each === false ? [] : [each]))

type Element = ActionsBlock['elements'][number]
type InputElement = InputBlock['element']

/** A text, with a button or menu beside it. */
export const section = (
  text: Markup,
  accessory: Maybe<NonNullable<SectionBlock['accessory']>> = null,
  blockId?: string,
): SectionBlock => ({
  type: 'section',
  text: mrkdwn(text),
  ...(accessory && { accessory }),
  ...(blockId && { block_id: blockId }),
})

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(text, limits.header) })

export const context = (...texts: readonly Markup[]): ContextBlock => ({
  type: 'context',
  elements: texts.slice(0, limits.contextElements).map(text => mrkdwn(text)),
})

export const divider = (): DividerBlock => ({ type: 'divider' })

/** A row of buttons and menus; at most 25. */
export const actions = (elements: readonly Maybe<Element>[], blockId?: string): ActionsBlock => ({
  type: 'actions',
  elements: present(elements).slice(0, limits.actionsElements),
  ...(blockId && { block_id: blockId }),
})

/** The same where there may be no button at all: then there is no row. */
export const buttonRow = (buttons: readonly Maybe<Element>[]): ActionsBlock | null =>
  present(buttons).length === 0 ? null : actions(buttons)

type ButtonMore = {
  /** An opaque id, or JSON of ids. It is parsed again when it comes back. */
  value?: string
  style?: 'primary' | 'danger'
  confirm?: ConfirmationDialog
}

export const button = (text: string, actionId: string, more: ButtonMore = {}): Button => ({
  type: 'button',
  text: plain(text, limits.buttonText),
  action_id: actionId,
  ...(more.value !== undefined && { value: within(more.value, limits.buttonValue, 'button value') }),
  ...(more.style && { style: more.style }),
  ...(more.confirm && { confirm: more.confirm }),
})

/** A button that opens an address in the browser. Slack still reports the click. */
export const linkButton = (text: string, actionId: string, url: string, style?: 'primary'): Button => ({
  ...button(text, actionId, style ? { style } : {}),
  url: within(url, limits.url, 'button url'),
})

export const confirm = (
  title: string,
  text: Markup,
  yes: string,
  no = 'Cancel',
  style?: 'primary' | 'danger',
): ConfirmationDialog => ({
  title: plain(title, limits.confirmTitle),
  text: mrkdwn(text, limits.confirmText),
  confirm: plain(yes, limits.confirmButton),
  deny: plain(no, limits.confirmButton),
  ...(style && { style }),
})

/** A choice. `value` comes back; it must be an id of at most 75 characters. */
export const option = (text: string, value: string, description?: string): PlainTextOption => ({
  text: plain(text, limits.optionText),
  value: within(value, limits.optionValue, 'option value'),
  ...(description && { description: plain(description, limits.optionText) }),
})

/** A labelled input. Its block has the id of its element, under which errors of a submission are shown. */
export const input = (
  label: string,
  element: InputElement,
  more: { hint?: string; optional?: boolean; dispatches?: boolean; blockId?: string } = {},
): InputBlock => ({
  type: 'input',
  block_id: more.blockId ?? element.action_id ?? '',
  label: plain(label, limits.label),
  element,
  optional: more.optional === true,
  ...(more.hint && { hint: plain(more.hint, limits.label) }),
  ...(more.dispatches && { dispatch_action: true }),
})

export const textInput = (
  actionId: string,
  more: {
    placeholder?: string
    initial?: string
    maxLength?: number
    multiline?: boolean
    focus?: boolean
  } = {},
): PlainTextInput => ({
  type: 'plain_text_input',
  action_id: actionId,
  max_length: Math.min(more.maxLength ?? limits.inputText, limits.inputText),
  ...(more.placeholder && { placeholder: plain(more.placeholder, limits.placeholder) }),
  ...(more.initial && { initial_value: clip(more.initial, more.maxLength ?? limits.inputText) }),
  ...(more.multiline && { multiline: true }),
  ...(more.focus && { focus_on_load: true }),
})

type Chosen = { options: readonly PlainTextOption[]; chosen?: readonly string[] }

/** Slack refuses an initial choice that is not among the options. */
const initial = ({ options, chosen = [] }: Chosen, max: number): PlainTextOption[] =>
  options.slice(0, max).filter(({ value }) => value !== undefined && chosen.includes(value))

const first = (given: Chosen, max: number) => {
  const [one] = initial(given, max)
  return one ? { initial_option: one } : {}
}

const several = (given: Chosen, max: number) => {
  const all = initial(given, max)
  return all.length > 0 ? { initial_options: all } : {}
}

/** A menu of one; at most 100 options are shown. More: use `externalSelect`. */
export const select = (actionId: string, placeholder: string, given: Chosen): StaticSelect => ({
  type: 'static_select',
  action_id: actionId,
  placeholder: plain(placeholder, limits.placeholder),
  options: given.options.slice(0, limits.options),
  ...first(given, limits.options),
})

/** What else can be done with one row; at most five. */
export const overflow = (actionId: string, options: readonly PlainTextOption[]): Overflow => {
  return { type: 'overflow', action_id: actionId, options: options.slice(0, limits.overflow) }
}

/** A menu of several; at most 100 options are shown. More: use `multiExternalSelect`. */
export const multiSelect = (actionId: string, placeholder: string, given: Chosen): MultiStaticSelect => ({
  type: 'multi_static_select',
  action_id: actionId,
  placeholder: plain(placeholder, limits.placeholder),
  options: given.options.slice(0, limits.options),
  ...several(given, limits.options),
})

/** Texts side by side, two to a line; at most ten. */
export const fields = (texts: readonly Maybe<Markup>[]): SectionBlock => ({
  type: 'section',
  fields: present(texts)
    .slice(0, limits.fields)
    .map(text => mrkdwn(text, limits.fieldText)),
})

export const checkboxes = (actionId: string, given: Chosen): Checkboxes => ({
  type: 'checkboxes',
  action_id: actionId,
  options: given.options.slice(0, limits.choices),
  ...several(given, limits.choices),
})

export const radio = (actionId: string, given: Chosen): RadioButtons => ({
  type: 'radio_buttons',
  action_id: actionId,
  options: given.options.slice(0, limits.choices),
  ...first(given, limits.choices),
})

type Window = {
  readonly close?: string
  /** Opaque ids only: Slack and its logs can read it. */
  readonly metadata?: object | null
}

/** A window whose content is sent by `submit`; null: there is nothing to send. */
export const form = (
  callbackId: string,
  title: string,
  { submit, close = 'Close', metadata }: Window & { readonly submit: string | null },
  blocks: Blocks,
): ModalView => ({
  type: 'modal',
  callback_id: callbackId,
  title: plain(title, limits.viewTitle),
  close: plain(close, limits.viewButton),
  blocks: atMost(present(blocks), limits.viewBlocks),
  ...(submit !== null && { submit: plain(submit, limits.viewButton) }),
  ...(metadata && {
    private_metadata: within(JSON.stringify(metadata), limits.privateMetadata, 'private_metadata'),
  }),
})

/** A window that shows something. Slack wants a submit button where there is an input. */
export const modal = (callbackId: string, title: string, blocks: Blocks, more: Window = {}): ModalView => {
  const hasInput = present(blocks).some(({ type }) => type === 'input')
  return form(callbackId, title, { ...more, submit: hasInput ? 'Save' : null }, blocks)
}

/** App Home of one person. */
export const home = (callbackId: string, blocks: Blocks): HomeView => ({
  type: 'home',
  callback_id: callbackId,
  blocks: atMost(present(blocks), limits.viewBlocks),
})

/** A message within Slack's limits. The notification text is markup too, so its foreign parts are escaped. */
export const message = (text: Markup, blocks: Blocks): Message => ({
  text: mrkdwn(text, limits.messageText).text,
  blocks: fittingText(atMost(present(blocks), limits.messageBlocks)),
})

/** A message of text alone. */
export const note = (text: Markup): Message => message(text, [section(text)])

/** How many more there are; nothing where that is none. */
export const notShown = (hidden: number, what: string): Maybe<ContextBlock> =>
  hidden > 0 && context(md`${counted(hidden, `more ${what}`)} not shown here.`)

/** The first ones, each as a block, and how many more there are. */
export const firstOf = <T>(
  all: readonly T[],
  most: number,
  what: string,
  block: (one: T) => KnownBlock,
): Blocks => [...all.slice(0, most).map(block), notShown(all.length - most, what)]

/** What is over: what it came to, and what it was. */
export const closedMessage = (title: Markup, was: Markup): Message =>
  titled('✅', md`Closed · ${title}`, [context(md`Was: ${was}`)])

/** As many lines to a section as Slack takes. */
export function lineSections(lines: readonly Markup[]): SectionBlock[] {
  const texts: string[] = []
  for (const { markup } of lines) {
    const last = texts.at(-1)
    if (last === undefined || last.length + markup.length >= limits.text) texts.push(markup)
    else texts[texts.length - 1] = `${last}\n${markup}`
  }
  return texts.map(markup => section({ markup }))
}

/** Ids and addresses cannot be cut: too long is a mistake in the program. */
function within(text: string, max: number, what: string): string {
  if (Array.from(text).length > max) throw new Error(`${what} is longer than ${max}: ${foreign(text, 40)}`)
  return text
}

/** A message under one line with a mark. */
export const titled = (mark: string, title: Markup, blocks: Blocks): Message =>
  message(title, [section(md`${{ markup: mark }} *${title}*`), ...blocks])
