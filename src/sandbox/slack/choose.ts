import type { Element, Option, OptionGroup } from './shapes.ts'
import { isRecord } from './validate-values.ts'
import type { ChannelState, World } from './world.ts'

/** What a person puts into a form: text, a number, one choice or several; null empties it. */
export type Choice = string | number | readonly string[] | null

/** Asks the bot for the options that fit a typed text. */
export type Suggest = (typed: string) => Promise<Option[]>

export const optionsOf = (element: { options?: Option[]; option_groups?: OptionGroup[] }): Option[] => [
  ...(element.options ?? []),
  ...(element.option_groups ?? []).flatMap(group => group.options),
]

const pick = (options: readonly Option[], wanted: string): Option => {
  const found = options.find(option => option.value === wanted || option.text.text === wanted)
  if (found !== undefined) return found
  const shown = options.map(option => `${option.text.text} (${option.value})`).join(', ')
  throw new Error(`There is no option "${wanted}": ${shown === '' ? 'the list is empty' : shown}`)
}

const asList = (choice: Choice): string[] =>
  choice === null ? [] : typeof choice === 'object' ? [...choice] : [String(choice)]

/** Turns what a person chooses into what Slack stores for this element. */
export const answerFor = async (
  world: World,
  userId: string,
  element: Element,
  choice: Choice,
  suggest: Suggest,
): Promise<unknown> => {
  if (element.type === 'file_input' && choice !== null) throw new Error('A file is uploaded, not chosen')
  const several = asList(choice)
  const most = element.max_selected_items
  if (most !== undefined && several.length > most) throw new Error(`No more than ${most} may be chosen`)
  const kind = element.type.replace('multi_', '')
  const answers: unknown[] = []
  for (const wanted of several) {
    answers.push(await single(world, userId, element, kind, wanted, suggest))
  }
  const multi = element.type.startsWith('multi_') || element.type === 'checkboxes'
  return multi ? answers : (answers[0] ?? null)
}

const single = async (
  world: World,
  userId: string,
  element: Element,
  kind: string,
  wanted: string,
  suggest: Suggest,
): Promise<unknown> => {
  if (['static_select', 'radio_buttons', 'checkboxes', 'overflow'].includes(kind)) {
    return pick(optionsOf(element), wanted)
  }
  if (kind === 'external_select') return pickSuggested(await suggest(wanted), wanted)
  if (kind === 'conversations_select' || kind === 'channels_select') {
    return pickConversation(world, userId, element, kind, wanted)
  }
  if (kind === 'users_select') {
    if (!world.users.has(wanted)) throw new Error(`There is no user ${wanted}`)
    return wanted
  }
  return kind === 'datetimepicker' ? Number(wanted) : wanted
}

/** The exact one, or the only one that the bot offers. */
const pickSuggested = (options: Option[], wanted: string): Option => {
  const [only] = options
  return only !== undefined && options.length === 1 ? only : pick(options, wanted)
}

const pickConversation = (
  world: World,
  userId: string,
  element: Element,
  kind: string,
  wanted: string,
): string => {
  const name = wanted.replace(/^#/, '')
  const channel = [...world.channels.values()].find(one => one.id === wanted || one.name === name)
  if (channel === undefined) throw new Error(`There is no channel ${wanted}`)
  const fits =
    isOffered(userId, element, channel) && (kind !== 'channels_select' || channel.kind === 'public')
  if (!fits) throw new Error(`Slack does not offer ${wanted} in this list`)
  return channel.id
}

/** Whether a list of conversations has this channel for this person. */
export const isOffered = (userId: string, element: Element, channel: ChannelState): boolean => {
  const include = isRecord(element.filter) ? element.filter.include : undefined
  return (
    !channel.archived &&
    (channel.kind === 'public' || channel.members.has(userId)) &&
    (include === undefined || include.includes(channel.kind)) &&
    !(element.filter?.exclude_external_shared_channels === true && channel.extShared)
  )
}
