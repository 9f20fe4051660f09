import { expect, test } from 'vitest'
import { connection, hostile, hours, many, refusals, setup } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import {
  beforeView,
  connectedView,
  detailsView,
  elsewhereView,
  failedMessage,
  failedView,
  waitingView,
} from './view.ts'

const fresh = { expectedOrgId: null }
const local = setup({
  publicUrl: 'http://localhost:3000',
  redirectUrl: 'http://localhost:3000/miro/callback',
  publicUrlIsLocal: true,
  connections: [],
  disconnected: [],
})

test('before you begin, with an address only this machine has', () => {
  expect(readable(beforeView(local, fresh))).toMatchInlineSnapshot(`
    "You need:
    •  Miro’s Enterprise plan. Other plans do not show their members to apps.
    •  The role Company Admin in Miro. Others may not read the members.
    *Create an app in Miro*
    *1.* In Miro, open <https://miro.com/app/settings/user-profile/apps|Profile settings, Your apps> and choose Create new app.
    *2.* Give it a name, for example Miro Access, and choose a team of your organization.
    *3.* Tick Expire user authorization token, then create the app.
    *4.* Under Redirect URI for OAuth2.0, add exactly this address:
    \`http://localhost:3000/miro/callback\`
    *5.* Under Permissions, tick:
    •  \`organizations:read\`: required. It lets the bot read the members with their e-mail, role and license.
    •  \`boards:read\`: optional. It lets the bot show the name of a guest, which Miro gives only with boards.
    •  \`organizations:teams:read\`: optional. It lets the bot show the teams of an account.
    Leave everything else unticked. Other products ask for \`boards:write\`; this bot changes nothing in Miro and does not need it.
    *6.* Keep the page open: the next step asks for the client ID and the client secret from App Credentials.
    (Miro will send your browser to \`http://localhost:3000\`. Only a browser on the bot’s own machine can open that. From another machine, you paste the address where it ends into Slack.)"
  `)
})

test('already connected: who, since when, and both ways on', () => {
  const before = beforeView(setup(), fresh)
  expect(readable(before).split('\n').slice(0, 4).join('\n')).toMatchInlineSnapshot(`
    "*Acme* is connected · by <@U0ADA> · <!date^1795348800^{date_short_pretty} at {time}|22 Nov 2026 at 12:00 UTC>
    [Reconnect → connect.again 3074457345618265000]
    ---
    *Connect another Miro organization*"
  `)
  expect(before.private_metadata).toBe('{"o":null}')
})

test('a reconnect is pinned to its organization', () => {
  const before = beforeView(setup(), { expectedOrgId: '3074457345618265000' })
  expect(readable(before).split('\n').slice(0, 2).join('\n')).toMatchInlineSnapshot(`
    "*Acme* is connected · by <@U0ADA> · <!date^1795348800^{date_short_pretty} at {time}|22 Nov 2026 at 12:00 UTC>
    Reconnecting keeps the rule, the accounts and the alerts. The same Miro app can be used again: then go on to *Next*."
  `)
  expect(before.private_metadata).toBe('{"o":"3074457345618265000"}')
  expect(beforeView(setup(), { expectedOrgId: '999' }).private_metadata).toBe('{"o":null}')
})

test('the keys are typed into inputs, and there alone', () => {
  const view = detailsView({ expectedOrgId: '7' })
  expect([view.title.text, view.submit?.text, view.private_metadata]).toEqual([
    'Connect to Miro',
    'Connect to Miro',
    '{"o":"7"}',
  ])
  expect(readable(view)).toMatchInlineSnapshot(`
    "Acknowledgement: <checkboxes>
    Client ID: <plain_text_input>
    Client secret: <plain_text_input>"
  `)
  expect(refusals(view)).toEqual([])
})

const begun = {
  attemptId: 'attempt-1',
  startUrl: 'http://localhost:3000/miro/start?t=abc',
  elsewhereUrl: null,
  expiresAt: hours(1),
  expectedOrgId: '7',
}

test('the link to Miro: one green button, and what to do where Miro does not know the app', () => {
  const view = waitingView(begun)
  expect(readable(view)).toMatchInlineSnapshot(`
    "Open Miro, choose a production team of your organization, and allow the app. A Developer team does not work.
    You will see the result here and in a direct message.
    [Open Miro → connect.open_miro]
    Does Miro say that it does not know the app? Then the client ID is wrong.
    [Start again → connect.keys]
    (The link is for you and one browser. It works for 10 minutes, until <!date^1795525200^{date_short_pretty} at {time}|24 Nov 2026 at 13:00 UTC>.)"
  `)
  expect([view.submit, view.private_metadata]).toMatchInlineSnapshot(`
    [
      undefined,
      "{"o":"7","a":"attempt-1","s":"http://localhost:3000/miro/start?t=abc","e":null,"x":1795525200000}",
    ]
  `)
  expect(refusals(view)).toEqual([])
})

test('where not every browser comes back, the rare way stands behind a button', () => {
  const elsewhereUrl = 'https://miro.com/oauth/authorize?state=xyz'
  expect(readable(waitingView({ ...begun, elsewhereUrl }))).toContain(
    '[Browser on another machine → connect.elsewhere]',
  )
  const view = elsewhereView(local, { ...begun, elsewhereUrl })
  expect(readable(view)).toMatchInlineSnapshot(`
    "*1.* Open Miro with this button, choose a production team of your organization, and allow the app.
    [Open Miro from here → connect.open_elsewhere]
    *2.* The browser will show an error page. That is fine: copy its full address and paste it here.
    Address the browser ended on: <plain_text_input>
    Does Miro say that it does not know the app? Then the client ID is wrong.
    [Start again → connect.keys]
    (The link works for 10 minutes, until <!date^1795525200^{date_short_pretty} at {time}|24 Nov 2026 at 13:00 UTC>.)"
  `)
  expect([view.callback_id, view.submit?.text, view.private_metadata]).toEqual([
    'connect.pasted',
    'Connect',
    '{"o":"7","a":"attempt-1","s":"http://localhost:3000/miro/start?t=abc","e":"https://miro.com/oauth/authorize?state=xyz","x":1795525200000}',
  ])
  expect(refusals(view)).toEqual([])
})

test('connected and not connected', () => {
  expect(connectedView(setup()).title.text).toBe('Miro is connected')
  expect(readable(failedView('not_enterprise', fresh))).toMatchInlineSnapshot(`
    "*This Miro organization is not on the Enterprise plan.*
    Miro shows members to apps on that plan only. If you have an Enterprise organization, type /miro connect in Slack, and choose one of its teams on Miro’s page.
    [Start again → connect.again ]"
  `)
  expect(readable(failedMessage('denied', fresh))).toMatchInlineSnapshot(`
    "notification: *Access was not granted in Miro.*
    To try again, type /miro connect in Slack, and allow the app on Miro’s page.
    *Access was not granted in Miro.*
    To try again, type /miro connect in Slack, and allow the app on Miro’s page.
    [Start again → connect.open ]"
  `)
})

test('starting again asks for the same organization', () => {
  const expected = { expectedOrgId: '7' }
  expect(readable(failedView('other_organization', expected))).toContain('[Start again → connect.again 7]')
  expect(readable(failedMessage('other_organization', expected))).toContain('[Start again → connect.open 7]')
})

test.each(hostile)('an organization called %j is only text', organizationName => {
  const shown = setup({ connections: many(30, () => connection({ organizationName })) })
  for (const view of [
    beforeView(shown, fresh),
    beforeView(shown, { expectedOrgId: '3074457345618265000' }),
  ]) {
    expect(refusals(view)).toEqual([])
    expect(JSON.stringify(view)).not.toMatch(/<!channel>|\u202e/)
  }
})
