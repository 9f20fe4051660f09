import { expect, test } from 'vitest'
import { readable } from '../../../test/support/slack-text.ts'
import type { Log } from '../../log.ts'
import { MiroError } from '../../miro/miro-error.ts'
import { SlackError } from './errors.ts'
import type { Said } from './standard-views.ts'
import { withUserErrors } from './user-errors.ts'

const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => log }

async function told(error: Error, again?: { actionId: string; value: string }): Promise<string> {
  const said: Said[] = []
  const listener = { name: 'x', tell: async (one: Said) => void said.push(one), ...(again && { again }) }
  await withUserErrors({ log, reference: () => 'abc123' }, listener, async () => {
    throw error
  })
  return said.map(({ title, message }) => `${title}\n${readable(message)}`).join('\n')
}

test('who asks to wait, and for how long, is said with a button to try again', async () => {
  const limited = new SlackError({ kind: 'rate_limited', code: 'ratelimited', retryAfterSeconds: 12 })
  expect(await told(limited, { actionId: 'common.type_again', value: 'settings' })).toMatchInlineSnapshot(`
    "Please wait
    notification: Slack asks us to wait: it got many requests at once. Try again in 12 seconds. Reference abc123.
    Slack asks us to wait: it got many requests at once. Try again in 12 seconds. Reference abc123.
    [Try again → common.type_again settings]"
  `)
})

test.each([
  ['Miro, too fast', new MiroError('members', 'rate_limited'), 'Miro asks us to wait'],
  [
    'Miro, silent',
    new MiroError('members', 'timeout'),
    'Miro did not answer in time. Try again in a minute.',
  ],
  [
    'Slack, silent',
    new SlackError({ kind: 'timeout', code: 'timeout' }),
    'Slack did not answer in time. Try again in a minute.',
  ],
  [
    'the database, away',
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    'The bot cannot reach its database. Nothing was changed. Try again in a few minutes. Reference abc123.',
  ],
  ['a bug', new Error('secret'), 'Something went wrong. Reference abc123.'],
])('%s: the cause is named, without a button where nothing can be repeated', async (_case, error, said) => {
  const text = await told(error)
  expect(text).toContain(said)
  expect(text).not.toContain('Try again →')
})
