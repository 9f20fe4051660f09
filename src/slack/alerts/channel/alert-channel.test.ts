import { expect, test } from 'vitest'
import {
  channel,
  connection,
  refusals,
  rule,
  screen,
  setup,
  submit,
} from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import type { AlertChannelSet } from '../../../workflows/alerts/alert-channel.ts'
import type { SubmissionListener } from '../../frame/listener.ts'
import { alertChannelIds } from '../../ids/alerts.ts'
import { policy } from '../../policy.ts'
import { alertChannelListeners, readChannel } from './handlers.ts'

const done = setup({ connections: [connection({ critical: true, rule })], alertChannel: channel })

const listenersFor = (set: AlertChannelSet) =>
  alertChannelListeners(
    { readSetup: async () => done, setAlertChannel: async () => set },
    { clicked: () => {}, refresh: async () => done },
  )

const choose = async (set: AlertChannelSet) => {
  const shown = screen()
  const listener = listenersFor(set).find((each): each is SubmissionListener => each.kind === 'submission')
  const { channel } = alertChannelIds
  const state = { [channel]: { [channel]: { selected_conversation: 'C0OPS' } } }
  if (listener !== undefined) await submit(listener, { state }, shown.answer)
  expect(shown.views.flatMap(refusals)).toEqual([])
  return shown.views.map(readable)
}

test('every listener has its row in the policy', () => {
  const names = listenersFor({ outcome: 'not_found', name: null }).map(each =>
    each.kind === 'word' ? `/miro ${each.word}` : 'id' in each ? each.id : '',
  )
  expect(names.filter(name => !policy.has(name))).toEqual([])
})

test('saved: what will be posted there, and that names are shortened there', async () => {
  expect(
    await choose({ outcome: 'set', name: 'it-ops', isPublic: true, shortensNames: true, before: null }),
  ).toMatchInlineSnapshot(`
    [
      "Alerts go to <#C0OPS>.
    The first findings are posted once, as one summary. Each later one gets its own message there, which is edited until it is closed.
    (Names are shortened there: O. F. for Olivia Fischer. \`/miro settings\` changes that.)",
    ]
  `)
  expect(
    (
      await choose({ outcome: 'set', name: 'it-ops', isPublic: false, shortensNames: false, before: null })
    ).join(),
  ).not.toContain('shortened')
  // Another one before: its messages do not move.
  expect(
    await choose({ outcome: 'set', name: 'it-ops', isPublic: false, shortensNames: false, before: 'C0OLD' }),
  ).toMatchInlineSnapshot(`
    [
      "Alerts go to <#C0OPS>.
    What was posted so far stays in <#C0OLD>, and is edited there until it is closed. What comes new is posted in <#C0OPS>.",
    ]
  `)
})

test('a channel that will not do is said in the same modal', async () => {
  const said = await Promise.all(
    (['not_member', 'shared', 'archived'] as const).map(outcome => choose({ outcome, name: 'it-ops' })),
  )
  const unseen = await choose({ outcome: 'not_found', name: null })
  expect([...said.flat(), ...unseen].map(text => text.split('\n')[0])).toMatchInlineSnapshot(`
    [
      "⚠️ The bot is not in <#C0OPS>. Type \`/invite @Miro Access\` there, then choose it again.",
      "⚠️ <#C0OPS> is shared with another company. Alerts name people, so choose one of your own.",
      "⚠️ <#C0OPS> is archived. Choose another one.",
      "⚠️ The bot cannot see that channel. If it is private, type \`/invite @Miro Access\` there, then choose it again.",
    ]
  `)
})

test.each([
  [{ selected_conversation: 'C0OPS' }, { input: { channelId: 'C0OPS' } }],
  [{ selected_conversation: null }, { problems: { [alertChannelIds.channel]: 'Choose a channel.' } }],
  [{ selected_conversation: 'D0ADA' }, { problems: { [alertChannelIds.channel]: 'Choose a channel.' } }],
  ['<!channel>', { problems: { [alertChannelIds.channel]: 'Choose a channel.' } }],
])('%j', (input, expected) => {
  expect(readChannel({ state: { [alertChannelIds.channel]: { [alertChannelIds.channel]: input } } })).toEqual(
    expected,
  )
})
