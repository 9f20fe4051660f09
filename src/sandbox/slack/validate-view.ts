import { limits } from './limits.ts'
import { blockProblems } from './validate-blocks.ts'
import { checkKeys, checkString, checkText, isRecord, type Problem, type Report } from './validate-values.ts'

const plain = ['plain_text'] as const

const keys = {
  modal: [
    'type',
    'title',
    'blocks',
    'close',
    'submit',
    'private_metadata',
    'callback_id',
    'clear_on_close',
    'notify_on_close',
    'external_id',
    'submit_disabled',
  ],
  home: ['type', 'blocks', 'private_metadata', 'callback_id', 'external_id'],
} as const

/** Every problem of a view as sent to views.open, push, update or publish. */
export const viewProblems = (
  value: unknown,
  surface: 'modal' | 'home',
  without: readonly string[] = [],
): Problem[] => {
  const problems: Problem[] = []
  const report: Report = (pointer, message) => problems.push({ pointer, message })
  if (!isRecord(value)) return [{ pointer: '/view', message: 'must be an object' }]
  if (value['type'] !== surface) {
    report('/view/type', `must be ${surface}`)
    return problems
  }
  checkKeys(value, keys[surface], '/view', report)
  checkString(value['private_metadata'], '/view/private_metadata', limits.view.privateMetadata, report)
  checkString(value['callback_id'], '/view/callback_id', limits.view.callbackId, report)
  checkString(value['external_id'], '/view/external_id', limits.view.externalId, report)
  problems.push(...blockProblems(value['blocks'], surface, '/view/blocks', { without }))
  if (surface === 'home') return problems
  checkText(value['title'], '/view/title', limits.view.title, plain, report)
  if (value['submit'] !== undefined)
    checkText(value['submit'], '/view/submit', limits.view.submit, plain, report)
  if (value['close'] !== undefined) checkText(value['close'], '/view/close', limits.view.close, plain, report)
  const blocks: unknown[] = Array.isArray(value['blocks']) ? value['blocks'] : []
  const hasInput = blocks.some(block => isRecord(block) && block['type'] === 'input')
  if (hasInput && value['submit'] === undefined) {
    report('/view', 'missing required field: submit (a modal with an input block needs it)')
  }
  return problems
}

/** Bigger than Slack takes at all. */
export const viewTooLarge = (value: unknown): boolean =>
  Buffer.byteLength(JSON.stringify(value)) > limits.view.bytes
