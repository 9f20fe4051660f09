import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  channel,
  click,
  connection,
  rule,
  screen,
  setup,
  who,
} from '../../../../test/support/slack-samples.ts'
import { startSlack } from '../../../../test/support/slack-workspace.ts'
import type { Log } from '../../../log.ts'
import type { LocalSlack } from '../../../sandbox/slack/local-slack.ts'
import type { Setup } from '../../../workflows/workspace/read-setup.ts'
import { openClients } from '../../frame/clients.ts'
import { openInstallation } from '../../frame/installation.ts'
import { openLiveSetup } from '../../workspace/setup/live-setup.ts'
import { openLiveConnect } from './live-connect.ts'

const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => log }
const done = setup({ connections: [connection({ critical: true, rule })], alertChannel: channel })

let slack: LocalSlack
let now: Setup

/** What one process has; a second call is the process after a restart. */
const open = () => {
  const clients = openClients({
    installation: openInstallation(),
    botToken: 'xoxb-local',
    apiUrl: slack.apiUrl,
    log,
  })
  const readSetup = async () => now
  const liveSetup = openLiveSetup({ clients, readSetup, log })
  return { liveSetup, tell: openLiveConnect({ clients, liveSetup, readSetup, log }) }
}
const dm = () => slack.as('U0ADA').dm

beforeEach(async () => {
  slack = await startSlack()
  now = setup()
})
afterEach(() => slack.stop())

test('a closed modal is nothing to complain about: the message comes all the same', async () => {
  await open().tell.connected({ ...who, viewId: 'VGONE' })
  expect(slack.calls('views.update').length).toBe(1)
  expect(dm().map(({ text }) => text)).toEqual([
    'Set up the Miro access checks: next, Add as critical system.',
  ])
})

test('what went wrong is told with the way to start again', async () => {
  await open().tell.failed({
    slackUserId: 'U0ADA',
    viewId: null,
    problem: 'missing_scope',
    expectedOrgId: '7',
  })
  expect(dm().map(({ text }) => text)).toEqual([
    '*The Miro app lacks the permission organizations:read.*\nTick organizations:read under Permissions in the settings of your Miro app. Then type /miro connect in Slack.',
  ])
})

test('Slack being away does not turn a connection into a failure', async () => {
  slack.faults.push({ method: '*', times: 'always', do: { error: 'internal_error' } })
  await expect(open().tell.connected({ ...who, viewId: 'V1' })).resolves.toBeUndefined()
})

test('the one message is edited as steps are done', async () => {
  const { liveSetup, tell } = open()
  await tell.connected({ ...who, viewId: null })
  now = done
  await liveSetup.refresh('T0OTHER')
  expect(dm().map(({ edits }) => edits.length)).toEqual([0])
  expect(await liveSetup.refresh('T0ACME')).toBe(done)
  expect(dm().map(({ text }) => text)).toEqual(['Set up the Miro access checks: everything is set up.'])
})

test('after a restart a click on it is enough to find it again', async () => {
  await open().tell.connected({ ...who, viewId: null })
  const [message] = dm()
  const restarted = open().liveSetup
  now = done
  const place = { channelId: message?.channel ?? '', messageTs: message?.ts ?? '' }
  const { answer } = screen()
  restarted.clicked(click(answer, '3074457345618265000', place))
  await restarted.refresh('T0ACME')
  expect(dm().map(({ edits }) => edits.length)).toEqual([0])
  restarted.clicked(click(answer, '3074457345618265000 setup', place))
  await restarted.refresh('T0ACME')
  expect(dm().map(({ text }) => text)).toEqual(['Set up the Miro access checks: everything is set up.'])
})

test('a message that was deleted is forgotten, and nothing fails', async () => {
  const { liveSetup, tell } = open()
  await tell.connected({ ...who, viewId: null })
  slack.faults.push({ method: 'chat.update', do: { error: 'message_not_found' } })
  await liveSetup.refresh('T0ACME')
  await liveSetup.refresh('T0ACME')
  expect(slack.calls('chat.update').length).toBe(1)
})
