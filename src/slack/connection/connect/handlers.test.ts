import { beforeEach, expect, test } from 'vitest'
import { click, hours, screen, setup, submit } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import type { ActionListener, Listener, SubmissionListener } from '../../frame/listener.ts'
import { connectIds } from '../../ids/connection.ts'
import { policy } from '../../policy.ts'
import { connectListeners } from './handlers.ts'

const begun: unknown[] = []
const ended: unknown[] = []
const listeners = connectListeners(
  {
    readSetup: async () => setup(),
    beginConnect: async input => {
      begun.push(input)
      return {
        attemptId: 'attempt-1',
        startUrl: 'https://bot.acme.com/miro/start?t=abc',
        elsewhereUrl: null,
        expiresAt: hours(1),
      }
    },
    typedClientId: async ({ attemptId }) => (attemptId === 'attempt-1' ? '3074457363680401096' : null),
    finishPasted: async pasted => {
      ended.push(pasted)
      return {
        outcome: 'problem',
        problem: pasted.state === 'foreign' ? 'state_unknown' : 'state_expired',
        attempt: null,
      }
    },
  },
  'http://localhost:3000/miro/callback',
)
const find = <T extends Listener>(id: string): T => {
  const found = listeners.find(each => 'id' in each && each.id === id)
  if (found === undefined) throw new Error(`no listener ${id}`)
  return found as T
}
beforeEach(() => {
  begun.length = 0
})

test('every listener has its row in the policy', () => {
  const names = listeners.map(each =>
    each.kind === 'word' ? `/miro ${each.word}` : 'id' in each ? each.id : '',
  )
  expect(names.filter(name => !policy.has(name))).toEqual([])
})

test('Reconnect pins the organization, through both modals to the attempt', async () => {
  const shown = screen('VTOP')
  await find<ActionListener>(connectIds.again).handle(click(shown.answer, '3074457345618265000'))
  const before = find<SubmissionListener>(connectIds.before)
  await submit(before, { metadata: shown.views.at(-1)?.private_metadata ?? '' }, shown.answer)
  const details = find<SubmissionListener>(connectIds.details)
  const value = (id: string, text: string) => ({ [id]: { [id]: { value: text } } })
  await submit(
    details,
    {
      metadata: shown.views.at(-1)?.private_metadata ?? '',
      state: {
        ...value(connectIds.clientId, '3074457363680401096'),
        ...value(connectIds.clientSecret, 'hNw3xkQ9Zr7LmV2aTc8YpB4d'),
        [connectIds.acknowledged]: { [connectIds.acknowledged]: { selected_options: [{ value: 'yes' }] } },
      },
    },
    shown.answer,
  )
  expect(begun).toEqual([
    {
      workspaceId: 'T0ACME',
      slackUserId: 'U0ADA',
      clientId: '3074457363680401096',
      clientSecret: 'hNw3xkQ9Zr7LmV2aTc8YpB4d',
      attemptBefore: null,
      expectedOrgId: '3074457345618265000',
      viewId: 'VTOP',
    },
  ])
  expect(shown.views.map(view => view.title.text)).toEqual([
    'Before you begin',
    'Connect to Miro',
    'One step in Miro',
  ])
  expect(JSON.stringify(shown.views)).not.toContain('hNw3xkQ9Zr7LmV2aTc8YpB4d')
})

test('an address pasted back carries who pasted it; one that belongs to no setup is said in the same modal', async () => {
  const shown = screen('VTOP')
  const pasted = find<SubmissionListener>(connectIds.pasted)
  await submit(
    pasted,
    {
      metadata: '{"o":"7"}',
      state: {
        [connectIds.address]: {
          [connectIds.address]: { value: 'http://localhost:3000/miro/callback?code=c&state=s' },
        },
      },
    },
    shown.answer,
  )
  expect(ended).toEqual([{ workspaceId: 'T0ACME', slackUserId: 'U0ADA', state: 's', code: 'c' }])
  expect(shown.views.map(view => view.title.text)).toEqual(['Nothing was connected'])
  expect(JSON.stringify(shown.views)).toContain('"value":"7"')
})

test('an address of another start keeps the window, with the links it had', async () => {
  const shown = screen('VTOP')
  const pasted = find<SubmissionListener>(connectIds.pasted)
  const links =
    '"a":"attempt-1","s":"http://localhost:3000/miro/start?t=1","e":"https://miro.example/oauth?state=2"'
  await submit(
    pasted,
    {
      metadata: `{"o":"7",${links},"x":1795510800000}`,
      state: {
        [connectIds.address]: {
          [connectIds.address]: { value: 'http://localhost:3000/miro/callback?code=c&state=foreign' },
        },
      },
    },
    shown.answer,
  )
  const [view] = shown.views
  expect(view?.title.text).toBe('One step in Miro')
  expect(JSON.stringify(view)).toContain('that address is from an earlier try')
  expect(JSON.stringify(view)).toContain('https://miro.example/oauth?state=2')
  expect(view?.private_metadata).toBe(`{"o":"7",${links},"x":1795510800000}`)
})

test('Miro does not know the app: back to the keys, with what was typed, and the secret only where it is stored', async () => {
  const metadata = JSON.stringify({
    ...{ o: '7', a: 'attempt-1', s: 'http://localhost:3000/miro/start?t=1' },
    ...{ e: null, x: 1795510800000 },
  })
  const shown = screen('VTOP')
  await find<ActionListener>(connectIds.keys).handle({ ...click(shown.answer, ''), metadata })
  const keys = shown.views.at(-1)
  expect(readable(keys ?? { blocks: [] })).toMatchInlineSnapshot(`
    "Copy the client ID again, from App Credentials of your Miro app.
    Client ID: <plain_text_input>
    Client secret: <plain_text_input>"
  `)
  expect(JSON.stringify(keys)).toContain('"initial_value":"3074457363680401096"')
  const details = find<SubmissionListener>(connectIds.details)
  const value = (id: string, text: string) => ({ [id]: { [id]: { value: text } } })
  const state = {
    ...value(connectIds.clientId, '3074457363680401097'),
    ...value(connectIds.clientSecret, ''),
  }
  await submit(details, { metadata: keys?.private_metadata ?? '', state }, shown.answer)
  expect(begun).toMatchObject([
    { clientId: '3074457363680401097', clientSecret: null, attemptBefore: 'attempt-1', expectedOrgId: '7' },
  ])
  expect(shown.views.at(-1)?.title.text).toBe('One step in Miro')
})

test('another machine: the same link in a window of its own, with one green button', async () => {
  const metadata = JSON.stringify({
    ...{ o: '7', a: 'attempt-1', s: 'http://localhost:3000/miro/start?t=1' },
    ...{ e: 'https://miro.example/oauth?state=2', x: 1795510800000 },
  })
  const shown = screen('VTOP')
  await find<ActionListener>(connectIds.elsewhere).handle({ ...click(shown.answer, ''), metadata })
  const view = shown.views.at(-1)
  expect([view?.submit?.text, view?.callback_id, view?.private_metadata]).toEqual([
    'Connect',
    connectIds.pasted,
    metadata,
  ])
  expect(JSON.stringify(view?.blocks)).not.toContain('"primary"')
  await find<ActionListener>(connectIds.elsewhere).handle(click(shown.answer, ''))
  expect(shown.views.at(-1)?.title.text).toBe('Nothing was connected')
})
