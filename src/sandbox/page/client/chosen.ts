import type { Answer, ElementShown } from './element-props.ts'

type Option = NonNullable<ElementShown['options']>[number]

export const optionsIn = (element: ElementShown): Option[] => [
  ...(element.options ?? []),
  ...(element.option_groups ?? []).flatMap(group => group.options),
]

/** Options that are chosen, as the local Slack keeps them. */
export const chosenOptions = (answer: Answer | undefined): Option[] =>
  [answer?.['selected_option'] ?? [], answer?.['selected_options'] ?? []].flat() as Option[]

const slots = [
  'selected_user',
  'selected_users',
  'selected_conversation',
  'selected_conversations',
  'selected_channel',
  'selected_channels',
]

/** What is chosen: values of options, or ids of people and conversations. */
export const chosenOf = (answer: Answer | undefined): string[] => [
  ...chosenOptions(answer).map(option => option.value),
  ...slots.flatMap(slot => (answer?.[slot] ?? []) as string | string[]),
]

/** What is typed or picked in an input that holds one text. */
export function typedIn(answer: Answer | undefined): string {
  const held = answer?.['value'] ?? answer?.['selected_date'] ?? answer?.['selected_time'] ?? ''
  return typeof held === 'string' ? held : ''
}
