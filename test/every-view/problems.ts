import { limits } from '../../src/sandbox/slack/limits.ts'
import { blockProblems, textWeight } from '../../src/sandbox/slack/validate-blocks.ts'
import { codePoints, isRecord } from '../../src/sandbox/slack/validate-values.ts'
import { viewProblems, viewTooLarge } from '../../src/sandbox/slack/validate-view.ts'
import { type Form, inForm, written } from '../../src/slack/frame/forms.ts'

/** What is wrong with something shown: what Slack would refuse, and what a foreign word got through. */
export function problemsOf(shown: unknown): unknown[] {
  return [...refusals(shown), ...textsIn(shown).flatMap(misleading)]
}

/** In both forms: with blocks that not every workspace takes, and without. */
const refusals = (shown: unknown): unknown[] =>
  (['newer', 'classic'] as const).flatMap(form => refusalsIn(form, shown))

function refusalsIn(form: Form, shown: unknown): unknown[] {
  // A part of a longer list: what is left out of it is null or false.
  if (Array.isArray(shown)) return blockProblems(inForm(shown.filter(Boolean), form), 'message')
  if (!isRecord(shown)) return ['not a view, a message or a part of one']
  if (shown['type'] === 'modal' || shown['type'] === 'home') {
    const view = written(shown, form)
    return [...viewProblems(view, shown['type']), ...(viewTooLarge(view) ? ['the view is too large'] : [])]
  }
  // Title and message of a reply: shown in a modal or as a message.
  if ('message' in shown) return refusalsIn(form, shown['message'])
  if (typeof shown['markup'] === 'string')
    return refusalsIn(form, [{ type: 'section', text: { type: 'mrkdwn', text: shown['markup'] || '–' } }])
  if (shown['type'] === 'two_forms') return refusalsIn(form, [shown])
  if (typeof shown['type'] === 'string') return refusalsIn(form, [{ type: 'actions', elements: [shown] }])
  return messageRefusals(written(shown, form))
}

function messageRefusals({ text, blocks = [] }: Record<string, unknown>): unknown[] {
  const said = typeof text === 'string' ? text.trim() : ''
  return [
    ...blockProblems(blocks, 'message'),
    ...(said === '' ? ['a message without a notification text'] : []),
    ...(codePoints(said) > limits.message.updateText ? ['the notification text is too long to edit'] : []),
    ...(textWeight(blocks) > limits.message.blocksText ? ['msg_blocks_too_long'] : []),
  ]
}

/** A dash stands for foreign text that is empty. At the end of a word it stands for words of ours that are none. */
export const strayDashes = (shown: unknown): string[] =>
  textsIn(shown).flatMap(({ text }) => (/[\p{L}\p{N}).]–/u.test(text) ? [text] : []))

/** Every text Slack would draw, with whether it reads markup in it. */
function textsIn(shown: unknown): { text: string; markup: boolean }[] {
  if (Array.isArray(shown)) return shown.flatMap(textsIn)
  if (!isRecord(shown)) return []
  const { type, text, markup } = shown
  const own = typeof markup === 'string' ? markup : text
  const plain = type === 'plain_text' || type === 'raw_text'
  return [
    ...(typeof own === 'string' ? [{ text: own, markup: !plain }] : []),
    ...Object.values(shown).flatMap(textsIn),
  ]
}

/** Controls but the line break, direction marks, zero-width characters, half surrogates. */
const hidden = /[\p{Cs}\p{Cf}]|(?!\n)\p{Cc}/u

function misleading({ text, markup }: { text: string; markup: boolean }): string[] {
  return [
    ...(hidden.test(text) ? [`an invisible character in ${JSON.stringify(text.slice(0, 200))}`] : []),
    ...(markup && /<!(?!date\^)|<@U0EVIL|<https:\/\/evil/.test(text)
      ? [`somebody else's markup in ${JSON.stringify(text.slice(0, 200))}`]
      : []),
  ]
}

/** Ids of what can be pressed or sent in it: somebody has to answer each. */
export function idsIn(shown: unknown): string[] {
  if (Array.isArray(shown)) return shown.flatMap(idsIn)
  if (!isRecord(shown)) return []
  const { type, elements, accessory, element, submit, callback_id: callback, dispatch_action: asks } = shown
  const answered = [
    ...(type === 'actions' && Array.isArray(elements) ? elements : []),
    ...(accessory === undefined ? [] : [accessory]),
    ...(asks === true || (isRecord(element) && String(element['type']).includes('external'))
      ? [element]
      : []),
  ]
  const own = [
    ...(submit === undefined ? [] : [callback]),
    ...answered.flatMap(each => (isRecord(each) && !isImage(each) ? [each['action_id']] : [])),
    ...(type === 'button' ? [shown['action_id']] : []),
  ]
  const inside = Object.values(shown).flatMap(value => (typeof value === 'object' ? idsIn(value) : []))
  return [...own.map(String), ...inside]
}

const isImage = (element: Record<string, unknown>): boolean => element['type'] === 'image'
