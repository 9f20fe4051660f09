import { elementsIn } from './form-state.ts'
import type { Block, LocalMessage, LocalView, RequestRecord } from './shapes.ts'
import { isRecord } from './validate-values.ts'
import type { World } from './world.ts'

/** What people see, as text, for the message of a failed test. */
export const describeScreens = (world: World, requests: readonly RequestRecord[]): string => {
  const lines: string[] = []
  for (const channel of world.channels.values()) {
    if (channel.messages.length === 0) continue
    lines.push(`${channel.kind === 'im' ? `DM with ${channel.user}` : `#${channel.name}`} (${channel.id})`)
    for (const message of channel.messages.slice(-5)) lines.push(...describeMessage(message))
  }
  for (const message of world.ephemerals.slice(-5)) {
    lines.push(`Only ${message.ephemeralTo} sees:`, ...describeMessage(message))
  }
  for (const [userId, stack] of world.stacks) {
    for (const view of stack) lines.push(`Modal of ${userId}:`, ...describeView(view))
  }
  for (const [userId, view] of world.homes) lines.push(`Home of ${userId}:`, ...describeView(view))
  lines.push('Last requests:')
  for (const { method, result } of requests.slice(-10)) {
    lines.push(`  ${method} ${result.ok ? 'ok' : (result.error ?? `status ${result.status}`)}`)
  }
  return lines.join('\n')
}

/** Every text a person can read in a message or view, a line each. Blocks win over the text of a message. */
export const visibleText = (target: LocalMessage | LocalView): string => {
  const heading = 'ts' in target ? (target.blocks.length === 0 ? [target.text] : []) : [target.title?.text]
  const submit = 'ts' in target ? [] : [target.submit?.text]
  return [...heading, ...textsIn(target.blocks), ...submit].filter(text => text !== undefined).join('\n')
}

const textKeys = new Set(['text', 'alt_text', 'caption'])

/** Slack draws the level of an alert as a mark. */
const marks: Readonly<Record<string, string>> = { success: '✅ ', warning: '⚠️ ', error: '❗ ' }

/** Texts of a part of a block, in order; plain strings are those of markdown, table cells and images. */
const textsIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (!isRecord(value)) return []
  if (value['type'] === 'alert')
    return [`${marks[String(value['level'])] ?? ''}${textsIn(value['text']).join('')}`]
  return Object.entries(value).flatMap(([key, part]) => {
    if (key === 'confirm' || key === 'value') return []
    return textKeys.has(key) && typeof part === 'string' ? [part] : textsIn(part)
  })
}

const describeMessage = (message: LocalMessage): string[] => [
  `  [${message.ts}] ${message.text}${message.edited === null ? '' : ' (edited)'}`,
  ...message.blocks.flatMap(describeBlock),
]

const describeView = (view: LocalView): string[] => [
  `  "${view.title?.text ?? view.type}" ${view.id} ${view.callback_id}`,
  ...view.blocks.flatMap(describeBlock),
]

const describeBlock = (block: Block): string[] => {
  if (block.child_blocks !== undefined)
    return [`    container: ${textsIn(block['title']).join()}`, ...block.child_blocks.flatMap(describeBlock)]
  const texts = [block.label?.text, block.text?.text, ...(block.fields ?? []).map(field => field.text)]
  const plain = block.type === 'context' ? (block.elements ?? []).map(element => String(element.text)) : []
  const elements = elementsIn(block).map(
    element => `<${element.type} ${element.action_id}${element.text ? ` "${element.text.text}"` : ''}>`,
  )
  const parts = [...texts, ...plain, ...elements].filter(part => part !== undefined)
  return parts.length === 0 ? [] : [`    ${block.type}: ${parts.join(' | ')}`]
}
