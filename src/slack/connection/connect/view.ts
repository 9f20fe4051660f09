import type { ModalView } from '@slack/types'
import { type ConnectProblem, describeProblem } from '../../../workflows/connection/connect-problem.ts'
import type { Setup, SetupConnection } from '../../../workflows/workspace/read-setup.ts'
import { targetValue } from '../../doors/setup.ts'
import {
  actions,
  type Blocks,
  button,
  checkboxes,
  context,
  divider,
  firstOf,
  form,
  input,
  linkButton,
  type Message,
  message,
  modal,
  option,
  section,
  textInput,
} from '../../frame/blocks.ts'
import { stateLine } from '../../frame/newer-blocks.ts'
import { bold, code, date, link, type Markup, md, mention, words } from '../../frame/text.ts'
import { connectIds } from '../../ids/connection.ts'
import { troubleInWords } from '../../words/connection.ts'
import { setupBlocks } from '../../workspace/setup/view.ts'
import { type Begun, begunMetadata, type Expected } from './read.ts'

/** Already connected organizations shown above a new one. */
const most = 10

/** Modal 1: what is needed, and how the Miro app is made. */
export function beforeView(setup: Setup, { expectedOrgId }: Expected): ModalView {
  const again = setup.connections.find(({ key }) => key.miroOrgId === expectedOrgId) ?? null
  return form(
    connectIds.before,
    'Before you begin',
    { submit: 'Next', metadata: { o: again?.key.miroOrgId ?? null } },
    [
      ...(again === null ? connected(setup.connections) : [section(reconnecting(again))]),
      section(needed),
      section(bold('Create an app in Miro')),
      section(createApp),
      section(
        md`*4.* Under Redirect URI for OAuth2.0, add exactly this address:\n${code(setup.redirectUrl, 1000)}`,
      ),
      section(permissions),
      section(credentials),
      setup.publicUrlIsLocal && context(localNotice(setup.publicUrl)),
    ],
  )
}

const needed = md`You need:\n•  Miro’s Enterprise plan. Other plans do not show their members to apps.\n•  The role Company Admin in Miro. Others may not read the members.`

const createApp: Markup = md`*1.* In Miro, open ${link('https://miro.com/app/settings/user-profile/apps', 'Profile settings, Your apps')} and choose Create new app.\n*2.* Give it a name, for example Miro Access, and choose a team of your organization.\n*3.* Tick Expire user authorization token, then create the app.`

const permissions = md`*5.* Under Permissions, tick:\n•  \`organizations:read\`: required. It lets the bot read the members with their e-mail, role and license.\n•  \`boards:read\`: optional. It lets the bot show the name of a guest, which Miro gives only with boards.\n•  \`organizations:teams:read\`: optional. It lets the bot show the teams of an account.\nLeave everything else unticked. Other products ask for \`boards:write\`; this bot changes nothing in Miro and does not need it.`

const credentials = md`*6.* Keep the page open: the next step asks for the client ID and the client secret from App Credentials.`

function connected(connections: readonly SetupConnection[]): Blocks {
  if (connections.length === 0) return []
  return [
    ...firstOf(connections, most, 'organization', one =>
      section(
        connectedInWords(one),
        button('Reconnect', connectIds.again, { value: targetValue(one.key.miroOrgId) }),
      ),
    ),
    divider(),
    section(bold('Connect another Miro organization')),
  ]
}

function connectedInWords({
  organizationName,
  connectedAt,
  connectedBy,
  state,
  stateSince,
}: SetupConnection): Markup {
  const since = md`${bold(organizationName)} is connected · by ${mention(connectedBy)} · ${date(connectedAt)}`
  return state === 'connected' ? since : md`${since}\n${troubleInWords(state)} Since ${date(stateSince)}.`
}

const reconnecting = (one: SetupConnection): Markup =>
  md`${connectedInWords(one)}\nReconnecting keeps the rule, the accounts and the alerts. The same Miro app can be used again: then go on to *Next*.`

const localNotice = (publicUrl: string): Markup =>
  md`Miro will send your browser to ${code(publicUrl, 200)}. Only a browser on the bot’s own machine can open that. From another machine, you paste the address where it ends into Slack.`

/** What is known when the keys are typed again. */
type Before = { readonly attemptId: string; readonly clientId: string }

/** Modal 2: the keys of the Miro app. They are in the inputs alone, never in the modal's metadata. */
export const detailsView = ({ expectedOrgId }: Expected, before: Before | null = null): ModalView =>
  form(
    connectIds.details,
    'Connect to Miro',
    { submit: 'Connect to Miro', metadata: { o: expectedOrgId, ...(before && { a: before.attemptId }) } },
    [
      before === null
        ? input(
            'Acknowledgement',
            checkboxes(connectIds.acknowledged, {
              options: [
                option(
                  'I may connect our Miro organization to this bot',
                  'yes',
                  'It reads who the members are, with e-mail, role and last activity.',
                ),
              ],
            }),
          )
        : section(md`Copy the client ID again, from App Credentials of your Miro app.`),
      input(
        'Client ID',
        textInput(connectIds.clientId, { maxLength: 200, ...(before && { initial: before.clientId }) }),
        { hint: 'A long number, in App Credentials of your Miro app.' },
      ),
      input('Client secret', textInput(connectIds.clientSecret, { maxLength: 500 }), {
        hint:
          before === null
            ? 'Stored encrypted. Never shown again after you close this window.'
            : 'Leave it empty to keep the one you typed.',
        optional: before !== null,
      }),
    ],
  )

type Waiting = Begun & Expected

/** The link is ready; Miro is the next to act. */
export function waitingView(begun: Waiting): ModalView {
  const { startUrl, elsewhereUrl, expiresAt, expectedOrgId } = begun
  return form(
    connectIds.result,
    'One step in Miro',
    { submit: null, metadata: { o: expectedOrgId, ...begunMetadata(begun) } },
    [
      section(
        md`Open Miro, choose a production team of your organization, and allow the app. A Developer team does not work.\nYou will see the result here and in a direct message.`,
      ),
      actions([
        linkButton('Open Miro', connectIds.openMiro, startUrl, 'primary'),
        elsewhereUrl !== null && button('Browser on another machine', connectIds.elsewhere),
      ]),
      ...wrongId,
      context(md`The link is for you and one browser. It works for 10 minutes, until ${date(expiresAt)}.`),
    ],
  )
}

/** Miro says it on its own page, so nobody tells the bot. */
const wrongId: Blocks = [
  section(
    md`Does Miro say that it does not know the app? Then the client ID is wrong.`,
    button('Start again', connectIds.keys),
  ),
]

/** For a browser that does not run on the machine of the bot: where it ends, there is no page. */
export function elsewhereView(
  { redirectUrl }: Pick<Setup, 'redirectUrl'>,
  begun: Waiting & { readonly elsewhereUrl: string },
  refused: 'foreign_address' | null = null,
): ModalView {
  const { elsewhereUrl, expiresAt, expectedOrgId } = begun
  return form(
    connectIds.pasted,
    'One step in Miro',
    { submit: 'Connect', metadata: { o: expectedOrgId, ...begunMetadata(begun) } },
    [
      refused !== null && stateLine(foreignAddress),
      section(
        md`*1.* Open Miro with this button, choose a production team of your organization, and allow the app.`,
        linkButton('Open Miro from here', connectIds.openElsewhere, elsewhereUrl),
      ),
      section(
        md`*2.* The browser will show an error page. That is fine: copy its full address and paste it here.`,
      ),
      input(
        'Address the browser ended on',
        textInput(connectIds.address, { placeholder: `${redirectUrl}?state=…&code=…` }),
        { hint: 'It works once, and only for you.' },
      ),
      ...wrongId,
      context(md`The link works for 10 minutes, until ${date(expiresAt)}.`),
    ],
  )
}

const foreignAddress = md`⚠️ *Not connected: that address is from an earlier try.* Press *Open Miro from here*, allow the app, and paste the new address.`

export const connectedView = (setup: Setup): ModalView =>
  modal(connectIds.result, 'Miro is connected', setupBlocks(setup, 'elsewhere'))

export const failedView = (problem: ConnectProblem, { expectedOrgId }: Expected): ModalView =>
  modal(connectIds.result, 'Nothing was connected', [
    section(problemText(problem)),
    actions([button('Start again', connectIds.again, { value: targetValue(expectedOrgId) })]),
  ])

/** The same for somebody who closed the window. */
export const failedMessage = (problem: ConnectProblem, { expectedOrgId }: Expected): Message =>
  message(problemText(problem), [
    section(problemText(problem)),
    actions([button('Start again', connectIds.open, { value: targetValue(expectedOrgId) })]),
  ])

function problemText(problem: ConnectProblem): Markup {
  const { title, nextStep } = describeProblem(problem)
  return md`*${words(title)}.*\n${words(nextStep)}`
}
