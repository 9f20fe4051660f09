import { expect, test } from 'vitest'
import { refusals } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import { disconnectIds } from '../../ids/connection.ts'
import { isTyped, nameToType, readDisconnect } from './read.ts'
import { askView, disconnectedView, whichView } from './view.ts'

const acme = {
  key: { workspaceId: 'T0ACME', miroOrgId: '3074457345618265000' },
  organizationName: 'Acme & Söhne',
  accounts: 1_214,
  findings: 30,
  openFindings: 1,
}

test('what is deleted, closed and kept, before anything happens', () => {
  const view = askView(acme)
  expect(readable(view)).toMatchInlineSnapshot(`
    "*Disconnect Acme &amp; Söhne?* The bot then no longer syncs or checks this Miro organization. Nobody hears of it when somebody who left still has access.
    *Deleted at once*
    •  The bot’s sign-in to Miro, here and at Miro, and the client secret; here also the SCIM token, where one was given.
    *Closed*
    •  1 open finding: no longer watched, not fixed. Their messages say so, and who disconnected.
    •  Syncs and checks that are under way.
    *Kept as evidence*
    •  1,214 accounts as last seen, and 30 findings with what came of each.
    •  The rule, who uses which account, and the log of who did what.
    Nothing changes in Miro: its accounts stay, and so does the Miro app. Connect the same organization again, and everything continues from here.
    Type Acme & Söhne to disconnect it: <plain_text_input>"
  `)
  expect([view.submit?.text, view.private_metadata, refusals(view)]).toEqual([
    'Disconnect',
    '{"o":"3074457345618265000"}',
    [],
  ])
  expect(readable(askView(acme, true)).split('\n')[0]).toContain('that is not the name')
})

test('which one, and what came of it', () => {
  expect(readable(whichView([acme, { ...acme, organizationName: 'Juniper' }]))).toMatchInlineSnapshot(`
    "Which organization do you want to disconnect? The next step says what is deleted.
    *Acme &amp; Söhne*
    [Disconnect → disconnect.open 3074457345618265000]
    *Juniper*
    [Disconnect → disconnect.open 3074457345618265000]"
  `)
  const ended = { outcome: 'disconnected', organizationName: 'Acme', closedFindings: 3 } as const
  expect(readable(disconnectedView({ ...ended, revoked: true }))).toMatchInlineSnapshot(`
    "*Acme* is disconnected. Nothing in it is checked any more.
    3 open findings closed as no longer watched. The messages about them say so.
    ✅ Its sign-in no longer works at Miro. To remove the app there too, delete it in Miro under Profile settings, Your apps.
    [Connect again → connect.open ]"
  `)
  expect(readable(disconnectedView({ ...ended, revoked: false }))).toContain('Remove it there by hand')
})

test.each([
  ['Acme & Söhne', 'Acme & Söhne', true],
  ['Acme & Söhne', ' acme &  SÖHNE ', true],
  ['Acme & Söhne', 'Acme', false],
  ['Acme & Söhne', '', false],
  ['\u202Egpj.exe', 'gpj.exe', true],
  ['Ａｃｍｅ', 'acme', true],
  ['🙂', 'Miro', true],
  ['🙂', '', false],
  ['x'.repeat(300), nameToType('x'.repeat(300)), true],
])('%s is typed as %s: %s', (name, typed, expected) => {
  expect(isTyped(typed, name)).toBe(expected)
})

test.each([
  ['{"o":"7"}', ' Acme ', { input: { miroOrgId: '7', name: 'Acme' } }],
  ['{"o":"<!channel>"}', 'Acme', { input: { miroOrgId: '', name: 'Acme' } }],
  ['no json', 'Acme', { input: { miroOrgId: '', name: 'Acme' } }],
  ['{"o":"7"}', '  ', { problems: { [disconnectIds.name]: 'Type the name of the organization.' } }],
])('%s with %j', (metadata, value, expected) => {
  const state = { [disconnectIds.name]: { [disconnectIds.name]: { value } } }
  expect(readDisconnect({ metadata, state })).toEqual(expected)
})
