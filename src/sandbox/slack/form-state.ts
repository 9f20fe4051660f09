import type { Block, Element, StateValue, StateValues } from './shapes.ts'

/** Blocks with those that stand in containers, in reading order. */
export const flat = (blocks: readonly Block[]): Block[] =>
  blocks.flatMap(block => [block, ...flat(block.child_blocks ?? [])])

/** The elements of a block, in reading order. */
export const elementsIn = (block: Block): Element[] => [
  ...(block.element === undefined ? [] : [block.element]),
  ...(block.accessory === undefined ? [] : [block.accessory]),
  ...(block.type === 'actions' || block.type === 'context_actions' ? (block.elements ?? []) : []),
]

/** Where each element type keeps its answer, and what it holds while empty. */
const slots: Record<string, { key: string; empty: unknown; initial?: keyof Element }> = {
  plain_text_input: { key: 'value', empty: null, initial: 'initial_value' },
  email_text_input: { key: 'value', empty: null, initial: 'initial_value' },
  url_text_input: { key: 'value', empty: null, initial: 'initial_value' },
  number_input: { key: 'value', empty: null, initial: 'initial_value' },
  static_select: { key: 'selected_option', empty: null, initial: 'initial_option' },
  external_select: { key: 'selected_option', empty: null, initial: 'initial_option' },
  radio_buttons: { key: 'selected_option', empty: null, initial: 'initial_option' },
  multi_static_select: { key: 'selected_options', empty: [], initial: 'initial_options' },
  multi_external_select: { key: 'selected_options', empty: [], initial: 'initial_options' },
  checkboxes: { key: 'selected_options', empty: [], initial: 'initial_options' },
  users_select: { key: 'selected_user', empty: null, initial: 'initial_user' },
  multi_users_select: { key: 'selected_users', empty: [], initial: 'initial_users' },
  conversations_select: { key: 'selected_conversation', empty: null, initial: 'initial_conversation' },
  multi_conversations_select: {
    key: 'selected_conversations',
    empty: [],
    initial: 'initial_conversations',
  },
  channels_select: { key: 'selected_channel', empty: null, initial: 'initial_channel' },
  multi_channels_select: { key: 'selected_channels', empty: [], initial: 'initial_channels' },
  datepicker: { key: 'selected_date', empty: null, initial: 'initial_date' },
  timepicker: { key: 'selected_time', empty: null, initial: 'initial_time' },
  datetimepicker: { key: 'selected_date_time', empty: null, initial: 'initial_date_time' },
  file_input: { key: 'files', empty: [] },
}

/** The key of `state.values` an element answers with; null for buttons, menus and images. */
export const slotOf = (type: string): string | null => slots[type]?.key ?? null

const empty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** What the element holds. */
const answerOf = (value: StateValue | undefined): unknown => {
  const key = value === undefined ? null : slotOf(value.type)
  return value === undefined || key === null ? null : value[key]
}

export const isEmpty = (value: StateValue | undefined): boolean => empty(answerOf(value))

export const stateValue = (element: Element, answer: unknown): StateValue => {
  const slot = slots[element.type]
  if (slot === undefined) return { type: element.type }
  return { type: element.type, [slot.key]: empty(answer) ? slot.empty : answer }
}

/**
 * `state.values` of these blocks. What a person has answered before stays when block, element and type are
 * the same, as in Slack.
 */
export const stateOf = (blocks: readonly Block[], before: StateValues = {}): StateValues => {
  const values: StateValues = {}
  for (const block of flat(blocks)) {
    for (const element of elementsIn(block)) {
      const slot = slots[element.type]
      if (slot === undefined || block.block_id === undefined || element.action_id === undefined) continue
      const kept = before[block.block_id]?.[element.action_id]
      const initial = slot.initial === undefined ? undefined : element[slot.initial]
      const value = kept?.type === element.type ? kept : stateValue(element, initial)
      const own = values[block.block_id] ?? {}
      own[element.action_id] = value
      values[block.block_id] = own
    }
  }
  return values
}

/** What Slack's own form says before anything is sent: block id to text. */
export const formProblems = (blocks: readonly Block[], values: StateValues): Record<string, string> => {
  const problems: Record<string, string> = {}
  for (const block of blocks) {
    const { block_id: id, element } = block
    if (block.type !== 'input' || id === undefined || element?.action_id === undefined) continue
    const answer = answerOf(values[id]?.[element.action_id])
    if (empty(answer)) {
      if (block.optional !== true) problems[id] = 'Please complete this required field.'
      continue
    }
    const length = typeof answer === 'string' ? [...answer].length : 0
    if (element.min_length !== undefined && length < element.min_length) {
      problems[id] = `Must be at least ${element.min_length} characters.`
    }
    if (element.type === 'plain_text_input' && length > (element.max_length ?? 3000)) {
      problems[id] = `Must be at most ${element.max_length ?? 3000} characters.`
    }
    if (element.type === 'email_text_input' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(String(answer))) {
      problems[id] = 'Please enter a valid email address.'
    }
    if (element.type === 'url_text_input' && !URL.canParse(String(answer))) {
      problems[id] = 'Please enter a valid URL.'
    }
    if (element.type === 'number_input' && Number.isNaN(Number(answer))) {
      problems[id] = 'Please enter a valid number.'
    }
  }
  return problems
}
