import { expect, test } from 'vitest'
import { Browser } from '../../src/sandbox/browser.ts'
import { inSlack, left, link, nothing, shown } from '../support/connecting.ts'
import { startFlow } from '../support/flow.ts'

test('what went wrong is said in the browser, in the window and in a message, and nothing stays behind', async () => {
  const flow = await startFlow()
  const { miro, sandbox } = flow
  const app = {
    clientId: sandbox.miroApp.clientId,
    clientSecret: sandbox.miroApp.clientSecret,
    redirectUris: [`http://localhost:${sandbox.port}/miro/callback`],
    expiringTokens: true,
  }
  const withScopes = (scopes: string[]) => () => miro.addApp({ ...app, scopes })
  const cases: Record<
    string,
    { before?: () => void; secret?: string; given?: { as?: string; allow?: boolean }; after?: () => void }
  > = {
    denied: { given: { allow: false } },
    wrongSecret: { secret: 'not-the-secret' },
    notEnterprise: { before: () => miro.setPlan('business'), after: () => miro.setPlan('company') },
    notAdmin: { given: { as: 'farah.haddad@juniper.example' } },
    missingScope: {
      before: withScopes(['boards:read', 'boards:write']),
      after: withScopes(['organizations:read']),
    },
    noOrganization: {
      before: () => {
        miro.withoutOrganization = true
      },
      after: () => {
        miro.withoutOrganization = false
      },
    },
    unreachable: {
      before: () =>
        miro.faults.push({ match: { path: /oauth\/token$/ }, times: 'always', do: { status: 503 } }),
      after: () => miro.faults.clear(),
    },
    cutOff: {
      before: () =>
        miro.faults.push({ match: { path: /oauth-token$/ }, times: 'always', do: { reset: true } }),
      after: () => miro.faults.clear(),
    },
  }
  const told: Record<string, unknown> = {}
  for (const [name, { before, secret, given, after }] of Object.entries(cases)) {
    before?.()
    const said = flow.ada.dm.length
    const asked = miro.requests.length
    const { waiting, url } = await link(flow, secret === undefined ? {} : { clientSecret: secret })
    const page = await shown(new Browser(), flow, url, given)
    const slack = await inSlack(flow, waiting, said)
    expect({ name, messages: flow.ada.dm.length - said, ...(await left(flow)) }).toEqual({
      name,
      messages: 1,
      ...nothing,
    })
    const revoked = miro.requests.slice(asked).filter(({ path }) => path.endsWith('/revoke'))
    told[name] = { page, ...slack, revoked: revoked.map(({ status }) => status) }
    after?.()
  }
  expect(told).toMatchInlineSnapshot(`
    {
      "cutOff": {
        "dm": "*Miro did not answer.*
    Nothing was stored. Wait a few minutes, then type /miro connect in Slack.
    Start again",
        "modal": "Nothing was connected
    *Miro did not answer.*
    Nothing was stored. Wait a few minutes, then type /miro connect in Slack.
    Start again",
        "page": "400 Miro did not answer
    Nothing was stored. Wait a few minutes, then type /miro connect in Slack.",
        "revoked": [
          204,
        ],
      },
      "denied": {
        "dm": "*Access was not granted in Miro.*
    To try again, type /miro connect in Slack, and allow the app on Miro’s page.
    Start again",
        "modal": "Nothing was connected
    *Access was not granted in Miro.*
    To try again, type /miro connect in Slack, and allow the app on Miro’s page.
    Start again",
        "page": "400 Access was not granted in Miro
    To try again, type /miro connect in Slack, and allow the app on Miro’s page.",
        "revoked": [],
      },
      "missingScope": {
        "dm": "*The Miro app lacks the permission organizations:read.*
    Tick organizations:read under Permissions in the settings of your Miro app. Then type /miro connect in Slack.
    Start again",
        "modal": "Nothing was connected
    *The Miro app lacks the permission organizations:read.*
    Tick organizations:read under Permissions in the settings of your Miro app. Then type /miro connect in Slack.
    Start again",
        "page": "400 The Miro app lacks the permission organizations:read
    Tick organizations:read under Permissions in the settings of your Miro app. Then type /miro connect in Slack.",
        "revoked": [
          204,
        ],
      },
      "noOrganization": {
        "dm": "*Miro named no organization.*
    To try again, type /miro connect in Slack, and choose a production team on Miro’s page, not a Developer team.
    Start again",
        "modal": "Nothing was connected
    *Miro named no organization.*
    To try again, type /miro connect in Slack, and choose a production team on Miro’s page, not a Developer team.
    Start again",
        "page": "400 Miro named no organization
    To try again, type /miro connect in Slack, and choose a production team on Miro’s page, not a Developer team.",
        "revoked": [
          204,
        ],
      },
      "notAdmin": {
        "dm": "*Miro does not let this account read the organization’s members.*
    That needs the Enterprise plan and a Company Admin. Ask one to type /miro connect in Slack, and to choose a production team on Miro’s page.
    Start again",
        "modal": "Nothing was connected
    *Miro does not let this account read the organization’s members.*
    That needs the Enterprise plan and a Company Admin. Ask one to type /miro connect in Slack, and to choose a production team on Miro’s page.
    Start again",
        "page": "400 Miro does not let this account read the organization’s members
    That needs the Enterprise plan and a Company Admin. Ask one to type /miro connect in Slack, and to choose a production team on Miro’s page.",
        "revoked": [
          204,
        ],
      },
      "notEnterprise": {
        "dm": "*This Miro organization is not on the Enterprise plan.*
    Miro shows members to apps on that plan only. If you have an Enterprise organization, type /miro connect in Slack, and choose one of its teams on Miro’s page.
    Start again",
        "modal": "Nothing was connected
    *This Miro organization is not on the Enterprise plan.*
    Miro shows members to apps on that plan only. If you have an Enterprise organization, type /miro connect in Slack, and choose one of its teams on Miro’s page.
    Start again",
        "page": "400 This Miro organization is not on the Enterprise plan
    Miro shows members to apps on that plan only. If you have an Enterprise organization, type /miro connect in Slack, and choose one of its teams on Miro’s page.",
        "revoked": [
          204,
        ],
      },
      "unreachable": {
        "dm": "*Miro did not answer.*
    Nothing was stored. Wait a few minutes, then type /miro connect in Slack.
    Start again",
        "modal": "Nothing was connected
    *Miro did not answer.*
    Nothing was stored. Wait a few minutes, then type /miro connect in Slack.
    Start again",
        "page": "400 Miro did not answer
    Nothing was stored. Wait a few minutes, then type /miro connect in Slack.",
        "revoked": [],
      },
      "wrongSecret": {
        "dm": "*Miro did not accept the client secret or the redirect URI.*
    Copy the client ID and secret from App Credentials of one and the same Miro app. Compare its redirect URI with the address in the first step, letter by letter. Then type /miro connect in Slack.
    Start again",
        "modal": "Nothing was connected
    *Miro did not accept the client secret or the redirect URI.*
    Copy the client ID and secret from App Credentials of one and the same Miro app. Compare its redirect URI with the address in the first step, letter by letter. Then type /miro connect in Slack.
    Start again",
        "page": "400 Miro did not accept the client secret or the redirect URI
    Copy the client ID and secret from App Credentials of one and the same Miro app. Compare its redirect URI with the address in the first step, letter by letter. Then type /miro connect in Slack.",
        "revoked": [],
      },
    }
  `)
  // And then it works.
  await flow.connect()
})
