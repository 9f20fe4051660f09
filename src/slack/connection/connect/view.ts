import type { ModalView } from '@slack/types'
import type { Begun } from '../../../workflows/connection/connect-miro.ts'
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
import { bold, code, date, link, type Markup, md, mention, words } from '../../frame/text.ts'
import { connectIds } from '../../ids/connection.ts'
import { troubleInWords } from '../../words/connection.ts'
import { setupBlocks } from '../../workspace/setup/view.ts'
import { begunMetadata, type Expected } from './read.ts'

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
  md`Miro will send your browser to ${code(publicUrl, 200)}, which only a browser on the machine that runs the bot can reach. With another browser you paste the address it ends on into Slack.`

/** Modal 2: the keys of the Miro app. They are in the inputs alone, never in the modal's metadata. */
export const detailsView = ({ expectedOrgId }: Expected): ModalView =>
  form(connectIds.details, 'Connect to Miro', { submit: 'Connect to Miro', metadata: { o: expectedOrgId } }, [
    input(
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
    ),
    input('Client ID', textInput(connectIds.clientId, { maxLength: 200 }), {
      hint: 'A long number, in App Credentials of your Miro app.',
    }),
    input('Client secret', textInput(connectIds.clientSecret, { maxLength: 500 }), {
      hint: 'Stored encrypted and never shown again. Slack shows it while this window is open.',
    }),
  ])

/** The link is ready; Miro is the next to act. */
export function waitingView(
  { redirectUrl }: Pick<Setup, 'redirectUrl'>,
  begun: Pick<Begun, 'startUrl' | 'elsewhereUrl' | 'expiresAt'> & Expected,
  refused: 'foreign_address' | null = null,
): ModalView {
  const { startUrl, elsewhereUrl, expiresAt, expectedOrgId } = begun
  const elsewhere = elsewhereUrl !== null
  const metadata = elsewhere ? { o: expectedOrgId, ...begunMetadata({ ...begun, elsewhereUrl }) } : null
  return form(
    elsewhere ? connectIds.pasted : connectIds.result,
    'One step in Miro',
    { submit: elsewhere ? 'Connect' : null, metadata },
    [
      refused !== null && section(foreignAddress),
      section(
        md`Open Miro, choose a production team of your organization, and allow the app. A Developer team does not work.\nThen this window and a message from me say what came of it.`,
      ),
      actions([
        linkButton('Open Miro', connectIds.openMiro, startUrl, 'primary'),
        button('Start again', connectIds.again, { value: targetValue(expectedOrgId) }),
      ]),
      context(md`The link is for you and one browser. It works for 10 minutes, until ${date(expiresAt)}.`),
      ...(elsewhere ? elsewhereBlocks(elsewhereUrl, redirectUrl) : []),
    ],
  )
}

const foreignAddress = md`⚠️ *Not connected: this address is of another start.* Press *Open Miro from here*, allow the app, and paste the address the browser ends on then.`

/** For a browser that does not run on the machine of the bot: where it ends, there is no page. */
const elsewhereBlocks = (url: string, redirectUrl: string): Blocks => [
  divider(),
  section(
    md`*Is your browser on another machine than the bot?*\nThen that button shows no page. Use this one instead, and allow the app in Miro. The browser ends on a page that cannot be shown. Copy its whole address, paste it here, and press Connect.`,
    linkButton('Open Miro from here', connectIds.openElsewhere, url),
  ),
  input(
    'Address the browser ended on',
    textInput(connectIds.address, { placeholder: `${redirectUrl}?state=…&code=…` }),
    { hint: 'Only from another machine. It works once, and only for you.' },
  ),
]

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
