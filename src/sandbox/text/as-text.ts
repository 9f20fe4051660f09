import type { Block, Element, LocalMessage, LocalView, StateValues, TextObject } from '../slack/shapes.ts'
import { isRecord } from '../slack/validate-values.ts'
import { elementAsText } from './element-as-text.ts'
import { markup, type Names } from './markup.ts'

const width = 88

/** A message as the person sees it: its text, and its buttons in brackets. */
export function messageAsText(message: LocalMessage, names: Names): string[] {
  const lines =
    message.blocks.length > 0 ? blocksAsText(message.blocks, {}, names) : wrap(markup(message.text, names))
  return frame(lines, message.edited === null ? null : 'edited')
}

/** A modal as the person sees it: title, blocks with what is filled in, and its buttons. */
export function modalAsText(view: LocalView, names: Names): string[] {
  const title = view.title?.text ?? ''
  const buttons = [view.close?.text, view.submit?.text].flatMap(text => (text ? [`[ ${text} ]`] : []))
  const blocks = blocksAsText(view.blocks, view.state.values, names)
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

function blocksAsText(blocks: readonly Block[], values: StateValues, names: Names): string[] {
  return blocks.flatMap(block => blockAsText(block, values, names))
}

function blockAsText(block: Block, values: StateValues, names: Names): string[] {
  const element = (one: Element): string[] =>
    elementAsText(one, values[block.block_id ?? '']?.[one.action_id ?? ''], names)
  switch (block.type) {
    case 'header':
      return [(block.text?.text ?? '').toUpperCase()]
    case 'divider':
      return ['· · ·']
    case 'section':
      return [
        ...(block.text === undefined ? [] : textLines(block.text, names)),
        ...(block.fields ?? []).flatMap(field => textLines(field, names)),
        ...(block.accessory === undefined ? [] : element(block.accessory)),
      ]
    case 'context':
      return (block.elements ?? []).flatMap(one => wrap(markup(String(one.text ?? ''), names)))
    case 'actions':
      return [(block.elements ?? []).flatMap(element).join('  ')]
    case 'input':
      return [
        block.label?.text ?? '',
        ...(block.element === undefined ? [] : element(block.element).map(line => `  ${line}`)),
      ]
    case 'alert':
      return block.text === undefined ? [] : textLines(block.text, names)
    case 'container':
      return [
        `▸ ${textIn(block['title'])}`,
        ...blocksAsText(block.child_blocks ?? [], values, names).map(line => `  ${line}`),
      ]
    case 'data_table':
      return [String(block['caption'] ?? ''), ...rowsAsText(block['rows'])]
    default:
      return []
  }
}

const textIn = (value: unknown): string => (isRecord(value) ? String(value['text'] ?? '') : '')

const rowsAsText = (rows: unknown): string[] =>
  (Array.isArray(rows) ? rows : []).map(row => (Array.isArray(row) ? row.map(textIn).join(' | ') : ''))

const textLines = (text: TextObject, names: Names): string[] =>
  text.type === 'mrkdwn' ? wrap(markup(text.text, names)) : wrap(text.text)

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
