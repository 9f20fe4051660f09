import { afterEach, beforeEach, expect, test } from 'vitest'
import { actedInMemory } from '../../../../test/support/acted-in-memory.ts'
import {
  check,
  connection,
  hours,
  noon,
  quiet,
  report,
  rule,
  setup,
} from '../../../../test/support/slack-samples.ts'
import { startSlack } from '../../../../test/support/slack-workspace.ts'
import type { Log } from '../../../log.ts'
import { type ClaimedPort, claimPort } from '../../../sandbox/claimed-port.ts'
import type { LocalSlack } from '../../../sandbox/slack/local-slack.ts'
import { openServer } from '../../../web/server.ts'
import type { Workflows } from '../../../workflows/for-slack.ts'
import type { Setup } from '../../../workflows/workspace/read-setup.ts'
import { openInFlight } from '../../frame/in-flight.ts'
import { openSlack, type Slack } from '../../open-slack.ts'
import { openSlackPorts, type SlackPorts } from '../../ports.ts'
import { listeners } from '../../register.ts'

const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => log }
const org = '3074457345618265000'

let slack: LocalSlack
let bot: Slack
let ports: SlackPorts
let now: Setup
let asked: Record<string, unknown>[]

const unasked = () => Promise.reject(new Error('not asked here'))
const step = <T>(change: (before: Setup) => Setup, answer: T, input: object): T => {
  asked.push({ ...input })
  now = change(now)
  return answer
}
const only = (before: Setup, more: object): Setup => ({
  ...before,
  connections: before.connections.map(one => ({ ...one, ...more })),
})

const workflows: Workflows = {
  permission: async () => ({ allowed: true }),
  useTimeZone: unasked,
  standing: async () => ({ as: 'admin' }),
  readSetup: async () => now,
  readHome: unasked,
  beginConnect: async input =>
    step(
      same => same,
      { attemptId: 'attempt-1', startUrl: 'https://bot.acme.com/s', elsewhereUrl: null, expiresAt: hours(1) },
      input,
    ),
  typedClientId: unasked,
  finishPasted: unasked,
  nextSync: unasked,
  readDisconnectable: unasked,
  disconnectMiro: unasked,
  sendTestMessage: unasked,
  readSettings: unasked,
  saveSettings: unasked,
  readHolidays: unasked,
  saveHolidays: unasked,
  readDomains: unasked,
  previewDomains: unasked,
  saveDomains: unasked,
  userGroups: unasked,
  mayReadFiles: unasked,
  importStaff: unasked,
  chooseColumns: unasked,
  readStaffFile: unasked,
  applyImport: unasked,
  discardStaffFile: unasked,
  readPerson: unasked,
  readJournal: unasked,
  readLeavers: unasked,
  readLeaving: unasked,
  setLeaving: unasked,
  readUnlisted: unasked,
  answerUnlisted: unasked,
  readJoining: unasked,
  joinPeople: unasked,
  partPeople: unasked,
  keepApart: unasked,
  readPeopleNotices: async () => quiet,
  readFinding: unasked,
  lookAtFindings: unasked,
  verifyAccounts: unasked,
  addAsCritical: async input => step(one => only(one, { critical: true }), { outcome: 'added' }, input),
  ruleOptions: async () => ({
    organizationName: 'Acme',
    roles: [{ role: 'organization_internal_user', count: 3 }],
    adminRights: [],
    titles: ['Designer'],
    departments: [],
    groups: [],
    current: null,
    approved: [],
    lapsed: [],
    unsaved: null,
  }),
  readCritical: async () => null,
  removeFromCritical: unasked,
  setCriticalOwner: unasked,
  draftRule: async input => step(one => one, { outcome: 'drafted', draftId: 'draft-1' }, input),
  keepRuleDraft: unasked,
  draftAgain: unasked,
  previewRule: async () => ({
    rule: rule.rule,
    critical: true,
    accountsReadAt: null,
    counted: null,
    approved: { all: 0, first: [] },
  }),
  namesUnderRule: unasked,
  waitForChecks: async () => ({ pass: 9, fail: 0, unknown: 0, unidentified: 0 }),
  saveRule: async input =>
    step(
      one => only(one, { rule }),
      { outcome: 'saved', everyRole: false, rule: rule.rule, version: 1 },
      input,
    ),
  identifiedAccounts: async () => [],
  findAccounts: async ({ text }) => [
    { id: '7', email: `${text}@acme.com`, role: 'organization_internal_user', name: null },
  ],
  noteChannelJoined: async () => {},
  noteChannelIdChanged: async () => {},
  setAlertChannel: async input =>
    input.channelId === 'C0OPS'
      ? step(
          one => ({ ...one, alertChannel: { id: 'C0OPS', name: 'it-ops', isPublic: true, trouble: null } }),
          { outcome: 'set', name: 'it-ops', isPublic: true, shortensNames: true, before: null },
          input,
        )
      : { outcome: 'not_member', name: 'lobby' },
  readChecks: async () => [
    report({ checks: [check('removed', 'fail', { fail: 30 }, { open: 30, since: hours(-2) })] }),
  ],
  readBehind: async ({ afterId }) => ({
    rows: [
      {
        id: afterId === null ? '8' : '9',
        email: 'olivia@acme.com',
        role: 'organization_internal_user',
        license: 'full',
        lastActivityAt: null,
        class: 'staff',
        personName: '<!channel>',
        why: 'left_still_active',
        authorises: false,
      },
    ],
    more: afterId === null,
  }),
  requestSync: unasked,
  accountWords: unasked,
  readAccounts: unasked,
  readAccountCard: unasked,
  whois: unasked,
  readPeople: unasked,
  readPastDay: unasked,
  readTeams: unasked,
  readName: unasked,
  decideHeld: unasked,
  readHeldLosses: unasked,
  readScim: unasked,
  setScimToken: unasked,
  removeScimToken: unasked,
  notePersonEvent: unasked,
  noteAppRemoved: unasked,
  noteHeard: unasked,
  noteGroupEvent: unasked,
  readIdentity: async () => null,
  identifyAccount: async () => ({ outcome: 'changed' }),
  unlinkAccount: async () => ({ outcome: 'changed' }),
  findPeople: async () => [],
  askOwner: unasked,
  answerQuestion: unasked,
  confirmAnswer: unasked,
  dismissAnswer: unasked,
  readUnidentified: unasked,
  identifySeveral: unasked,
  acceptGuesses: unasked,
  refuseGuess: unasked,
}

let claimed: ClaimedPort

beforeEach(async () => {
  claimed = await claimPort()
  asked = []
  now = setup({ connections: [] })
  slack = await startSlack()
  ports = openSlackPorts({
    botToken: 'xoxb-local',
    apiUrl: slack.apiUrl,
    miroUrl: 'https://miro.com',
    readSetup: workflows.readSetup,
    readHome: workflows.readHome,
    clock: () => noon,
    reference: () => 'abc123',
    log,
  })
  const { progress, importMessage, liveSetup, home, clients } = ports
  const server = openServer()
  const { port } = await server.listen(claimed.port)
  bot = openSlack({
    botToken: 'xoxb-local',
    appToken: null,
    signingSecret: 'shhh',
    apiUrl: slack.apiUrl,
    server,
    inFlight: openInFlight(),
    acted: actedInMemory(),
    heard: async () => {},
    identity: await ports.identify(),
    clients,
    listeners: listeners({
      workflows,
      progress,
      importMessage,
      liveSetup,
      home,
      redirectUrl: now.redirectUrl,
      clock: () => noon,
    }),
    permission: workflows.permission,
    routes: [],
    clock: () => new Date(),
    reference: () => 'abc123',
    log,
  })
  await bot.start()
  slack.deliverTo(`http://127.0.0.1:${port}/slack/events`)
})

afterEach(async () => {
  await bot.stop()
  await slack.stop()
  await claimed.release()
})

const ada = () => slack.as('U0ADA')
/** Waits until the modal in front is this one. */
const title = (text: string) => slack.until(() => ada().views.at(-1)?.title?.text === text)
const setupMessage = () => ada().dm.at(0)

test('from /miro connect to the alert channel, with every modal Slack would take', async () => {
  await ada().command('/miro', 'connect', { channel: 'C0OPS' })
  await title('Before you begin')
  await ada().submit(ada().view)
  await title('Connect to Miro')
  await ada().fill(ada().view, {
    'connect.acknowledged': ['yes'],
    'connect.client_id': '3074457363680401096',
    'connect.client_secret': ' ',
  })
  expect(JSON.stringify(await ada().submit(ada().view))).toContain('Paste the client secret')
  await ada().fill(ada().view, { 'connect.client_secret': 'hNw3xkQ9Zr7LmV2aTc8YpB4d' })
  await ada().submit(ada().view)
  await title('One step in Miro')
  const viewId = ada().view.id
  expect(asked).toEqual([
    {
      attemptBefore: null,
      workspaceId: 'T0ACME',
      slackUserId: 'U0ADA',
      clientId: '3074457363680401096',
      clientSecret: 'hNw3xkQ9Zr7LmV2aTc8YpB4d',
      expectedOrgId: null,
      viewId,
    },
  ])

  now = setup({ connections: [connection()] })
  await ports.liveConnect.connected({
    workspaceId: 'T0ACME',
    slackUserId: 'U0ADA',
    viewId,
  })
  expect(ada().view.title?.text).toBe('Miro is connected')

  await ada().click(ada().view, 'critical.add')
  await title('Critical system')
  await ada().click(ada().view, 'rule.open')
  await title('Choose valid users')
  await slack.until(() => ada().view.callback_id === 'rule.modal')
  await ada().fill(ada().view, { 'rule.way': 'by_approval' })
  await slack.until(() => ada().read(ada().view).includes('Approved accounts'))
  expect((await ada().suggestions(ada().view, 'rule.accounts', 'dana')).map(({ value }) => value)).toEqual([
    '7',
  ])
  await ada().fill(ada().view, { 'rule.way': 'by_role' })
  await slack.until(() => ada().read(ada().view).includes('Roles in Miro'))
  await ada().fill(ada().view, {
    'rule.miro_roles': ['organization_internal_user'],
    'rule.titles': ['Designer'],
  })
  await ada().submit(ada().view)
  await slack.until(() => ada().view.callback_id === 'rule.preview')
  await ada().submit(ada().view)
  await slack.until(() => ada().read(ada().view).includes('9 accounts pass, none fail'))
  await ada().click(ada().view, 'alert_channel.open')
  await slack.until(() => ada().view.callback_id === 'alert_channel.modal')
  await ada().fill(ada().view, { 'alert_channel.channel': '#lobby' })
  await ada().submit(ada().view)
  await slack.until(() => ada().read(ada().view).includes('The bot is not in'))
  await ada().fill(ada().view, { 'alert_channel.channel': '#it-ops' })
  await ada().submit(ada().view)
  await slack.until(() => ada().view.callback_id === 'alert_channel.saved')

  expect(asked.slice(1)).toEqual([
    { key: { workspaceId: 'T0ACME', miroOrgId: org }, by: 'U0ADA' },
    {
      key: { workspaceId: 'T0ACME', miroOrgId: org },
      rule: {
        way: 'by_role',
        miroRoles: ['organization_internal_user'],
        staffRoles: [{ kind: 'title', value: 'Designer' }],
      },
      approved: null,
      basedOn: 0,
      by: 'U0ADA',
    },
    { key: { workspaceId: 'T0ACME', miroOrgId: org }, draftId: 'draft-1', by: 'U0ADA' },
    { workspaceId: 'T0ACME', channelId: 'C0OPS', by: 'U0ADA' },
  ])
  await slack.until(() => setupMessage()?.text.includes('everything is set up'))
  expect(ada().dm.length).toBe(1)
  expect(JSON.stringify(slack.calls('views.update'))).not.toContain('hNw3xkQ9Zr7LmV2aTc8YpB4d')
})

test('from /miro checks to the accounts behind a count, a page further and back', async () => {
  now = setup({ connections: [connection({ critical: true, rule })] })
  await ada().command('/miro', 'checks', { channel: 'C0OPS' })
  const message = await slack.until(() => ada().ephemerals.at(-1))
  await ada().click(message, 'checks.accounts_failing')
  await title('Failing accounts')
  expect(ada().read(ada().view)).toContain('Account 1.')
  await ada().click(ada().view, 'Next')
  await slack.until(() => ada().read(ada().view).includes('Account 26.'))
  await ada().click(ada().view, 'Back')
  await slack.until(() => ada().read(ada().view).includes('Account 1.'))
  await ada().click(ada().view, 'How to fix')
  await title('How to fix')
  expect(slack.calls('views.push').length).toBe(1)
})
