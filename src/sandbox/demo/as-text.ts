import type { Block, Element, LocalMessage, LocalView, TextObject } from '../slack/shapes.ts'

/** How Slack's markup reads on a terminal: names of people and channels, dates in this machine's zone. */
export type Names = { readonly user: (id: string) => string; readonly channel: (id: string) => string }

const width = 88

/** A message as the person sees it: its text, and its buttons in brackets. */
export function messageAsText(message: LocalMessage, names: Names): string[] {
  const lines =
    message.blocks.length > 0 ? blocksAsText(message.blocks, names) : wrap(markup(message.text, names))
  return frame(lines, message.edited === null ? null : 'edited')
}

/** A modal as the person sees it: title, blocks with what is filled in, and its buttons. */
export function modalAsText(view: LocalView, names: Names): string[] {
  const title = view.title?.text ?? ''
  const buttons = [view.close?.text, view.submit?.text].flatMap(text => (text ? [`[ ${text} ]`] : []))
  const blocks = blocksAsText(view.blocks, names)
  return frame(
    [
      title,
      '─'.repeat(Math.min(width, title.length)),
      ...blocks,
      ...(buttons.length > 0 ? ['', buttons.join('  ')] : []),
    ],
    null,
  )
}

function frame(lines: readonly string[], note: string | null): string[] {
  return [...lines.map(line => `  │ ${line}`.trimEnd()), ...(note === null ? [] : [`  │ (${note})`])]
}

function blocksAsText(blocks: readonly Block[], names: Names): string[] {
  return blocks.flatMap(block => blockAsText(block, names))
}

function blockAsText(block: Block, names: Names): string[] {
  switch (block.type) {
    case 'header':
      return [(block.text?.text ?? '').toUpperCase()]
    case 'divider':
      return ['· · ·']
    case 'section':
      return [
        ...(block.text === undefined ? [] : textLines(block.text, names)),
        ...(block.fields ?? []).flatMap(field => textLines(field, names)),
        ...(block.accessory === undefined ? [] : [elementAsText(block.accessory, names)]),
      ]
    case 'context':
      return (block.elements ?? []).flatMap(element => wrap(markup(String(element.text ?? ''), names)))
    case 'actions':
      return [(block.elements ?? []).map(element => elementAsText(element, names)).join('  ')]
    case 'input':
      return [
        block.label?.text ?? '',
        ...(block.element === undefined
          ? []
          : elementAsText(block.element, names)
              .split('\n')
              .map(line => `  ${line}`)),
      ]
    default:
      return []
  }
}

const textLines = (text: TextObject, names: Names): string[] =>
  text.type === 'mrkdwn' ? wrap(markup(text.text, names)) : wrap(text.text)

function elementAsText(element: Element, names: Names): string {
  switch (element.type) {
    case 'button':
      return `[ ${element.text?.text ?? ''} ]`
    case 'plain_text_input':
      return '______________________'
    case 'checkboxes':
    case 'radio_buttons':
      return (element.options ?? []).map(option => `( ) ${markup(option.text.text, names)}`).join('\n')
    case 'mrkdwn':
      return markup(String(element.text ?? ''), names)
    default:
      return `[ choose … ]`
  }
}

/** Slack's markup to plain text. Public for its test. */
export function markup(text: string, names: Names): string {
  return text
    .replace(/<!date\^(\d+)\^[^|>]*\|([^>]*)>/g, (_, _seconds: string, fallback: string) => fallback)
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => `@${names.user(id)}`)
    .replace(/<#([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => `#${names.channel(id)}`)
    .replace(/<(https?:[^|>]+)\|([^>]*)>/g, (_, url: string, label: string) => `${label} (${url})`)
    .replace(/<(https?:[^>]+)>/g, '$1')
    .replace(/(^|[\s(])\*([^*\n]+)\*/g, '$1$2')
    .replace(/(^|[\s(])_([^_\n]+)_(?=$|[\s.,)])/g, '$1$2')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
}

function wrap(text: string): string[] {
  return text.split('\n').flatMap(line => {
    const lines: string[] = []
    let rest = line
    while (rest.length > width) {
      const space = rest.lastIndexOf(' ', width)
      const cut = space > 0 ? space : width
      lines.push(rest.slice(0, cut))
      rest = rest.slice(cut).trimStart()
    }
    return [...lines, rest]
  })
}
