import type { HomeView, ModalView } from '@slack/types'
import { type Part, written } from '../../src/slack/frame/forms.ts'

type Shown = {
  readonly text?: string
  readonly blocks: readonly (Part | ModalView['blocks'][number] | HomeView['blocks'][number])[]
}

/** A message or modal as a person reads it: a line per text, buttons in brackets. */
export const readable = (shown: Shown): string => inLines(shown, 'newer')

/** The same where Slack takes no newer blocks. */
export const readableClassic = (shown: Shown): string => inLines(shown, 'classic')

function inLines(shown: Shown, form: 'newer' | 'classic'): string {
  const lines = written(shown, form).blocks.flatMap(block => lineOf(block as unknown as Block))
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
  level?: string
  title?: Text
  child_blocks?: Block[]
  caption?: string
  rows?: Text[][]
}

/** Slack draws the level of an alert as a mark. */
const marks: Readonly<Record<string, string>> = { success: '✅ ', warning: '⚠️ ', error: '❗ ' }

function lineOf(block: Block): string[] {
  switch (block.type) {
    case 'alert':
      return [`${marks[block.level ?? ''] ?? ''}${block.text?.text}`]
    case 'container':
      return [
        `▸ ${block.title?.text}`,
        ...(block.child_blocks ?? []).flatMap(lineOf).map(text => text.replace(/^/gm, '  ')),
      ]
    case 'data_table':
      return [`▦ ${block.caption}`, ...(block.rows ?? []).map(row => row.map(({ text }) => text).join(' | '))]
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
