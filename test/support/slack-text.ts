import type { HomeView, KnownBlock, ModalView } from '@slack/types'

type Shown = {
  readonly text?: string
  readonly blocks: readonly (KnownBlock | ModalView['blocks'][number] | HomeView['blocks'][number])[]
}

/** A message or modal as a person reads it: a line per text, buttons in brackets. */
export function readable(shown: Shown): string {
  const lines = shown.blocks.flatMap(block => lineOf(block as unknown as Block))
  return [...(shown.text === undefined ? [] : [`notification: ${shown.text}`]), ...lines].join('\n')
}

type Text = { text: string }
type Element = { type: string; text?: string | Text; action_id?: string; value?: string }
type Block = {
  type: string
  text?: Text
  fields?: Text[]
  elements?: Element[]
  accessory?: Element
  label?: Text
  element?: Element
}

function lineOf(block: Block): string[] {
  switch (block.type) {
    case 'divider':
      return ['---']
    case 'context':
      return [`(${(block.elements ?? []).map(textOf).join(' | ')})`]
    case 'actions':
      return [(block.elements ?? []).map(buttonText).join(' ')]
    case 'input':
      return [`${block.label?.text}: <${block.element?.type}>`]
    default:
      return [
        ...(block.text === undefined ? [] : [block.text.text]),
        ...(block.fields ?? []).map(({ text }) => text),
        ...(block.accessory === undefined ? [] : [buttonText(block.accessory)]),
      ]
  }
}

const textOf = ({ text }: Element): string => (typeof text === 'object' ? text.text : (text ?? ''))

const buttonText = (element: Element): string =>
  `[${textOf(element) || element.type} → ${element.action_id}${element.value === undefined ? '' : ` ${element.value}`}]`
