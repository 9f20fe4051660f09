import { optionsOf } from '../slack/choose.ts'
import type { Element, Option, StateValue } from '../slack/shapes.ts'
import { markup, type Names } from './markup.ts'

/** A button, menu or input as lines: what is chosen or typed, or how much there is to choose from. */
export function elementAsText(element: Element, value: StateValue | undefined, names: Names): string[] {
  switch (element.type) {
    case 'button':
      return [`[ ${element.text?.text ?? ''} ]`]
    case 'checkboxes':
      return marked(element, value, names, ['[x]', '[ ]'])
    case 'radio_buttons':
      return marked(element, value, names, ['(x)', '( )'])
    case 'mrkdwn':
      return [markup(String(element.text ?? ''), names)]
    default: {
      const typed = answerAsText(value, names)
      const isText = /_text_input$|^number_input$/.test(element.type)
      return [
        isText
          ? `${typed}______________________`.slice(0, Math.max(22, typed.length))
          : `[ ${typed || 'choose …'} ]`,
      ]
    }
  }
}

const marked = (
  element: Element,
  value: StateValue | undefined,
  names: Names,
  [on, off]: readonly [string, string],
): string[] => {
  const chosen = new Set(chosenOptions(value).map(option => option.value))
  return optionsOf(element).map(
    option => `${chosen.has(option.value) ? on : off} ${markup(option.text.text, names)}`,
  )
}

const chosenOptions = (value: StateValue | undefined): Option[] => {
  const chosen = value?.['selected_options'] ?? value?.['selected_option'] ?? []
  return (Array.isArray(chosen) ? chosen : [chosen]) as Option[]
}

/** What somebody has answered, in a line; empty when nothing. */
export function answerAsText(value: StateValue | undefined, names: Names): string {
  if (value === undefined) return ''
  const several = (key: string): string[] => [value[key] ?? []].flat().map(String)
  return [
    ...several('value'),
    ...chosenOptions(value).map(option => markup(option.text.text, names)),
    ...[...several('selected_conversation'), ...several('selected_conversations')].map(
      id => `#${names.channel(id)}`,
    ),
    ...[...several('selected_channel'), ...several('selected_channels')].map(id => `#${names.channel(id)}`),
    ...[...several('selected_user'), ...several('selected_users')].map(id => `@${names.user(id)}`),
    ...(Array.isArray(value['files']) ? value['files'] : []).map(file => String(file.name)),
    ...[...several('selected_date'), ...several('selected_time')],
  ].join(', ')
}
