import { createHmac } from 'node:crypto'
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LocalSlack } from '../src/sandbox/slack/local-slack.ts'
import { clientOf, startSlack } from './support/slack-workspace.ts'

let slack: LocalSlack
const cleanUp: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  slack = await startSlack()
})

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean()
  await slack.stop()
})

const openModal = {
  type: 'modal' as const,
  callback_id: 'connect',
  title: { type: 'plain_text' as const, text: 'Connect' },
  submit: { type: 'plain_text' as const, text: 'Go on' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'client_id',
      label: { type: 'plain_text' as const, text: 'Client ID' },
      element: { type: 'plain_text_input' as const, action_id: 'value' },
    },
    {
      type: 'input' as const,
      block_id: 'roles',
      optional: true,
      label: { type: 'plain_text' as const, text: 'Roles' },
      element: { type: 'multi_external_select' as const, action_id: 'roles', min_query_length: 0 },
    },
  ],
}

const doneModal = {
  type: 'modal' as const,
  callback_id: 'done',
  title: { type: 'plain_text' as const, text: 'Done' },
  blocks: [{ type: 'section' as const, text: { type: 'plain_text' as const, text: 'Connected' } }],
}

const listeners = (app: App) => {
  app.command('/miro', async ({ ack, command, client: api, body, respond }) => {
    if (command.text === 'silent') return
    if (command.text === 'say') return await ack({ text: 'Said in the answer' })
    await ack()
    if (command.text === 'connect') await api.views.open({ trigger_id: body.trigger_id, view: openModal })
    if (command.text === 'later') await respond({ text: 'Said later' })
  })
  app.view('connect', async ({ ack, view }) => {
    const value = view.state.values['client_id']?.['value']?.value
    if (value === 'wrong') await ack({ response_action: 'errors', errors: { client_id: 'Not a client id' } })
    else await ack({ response_action: 'update', view: doneModal })
  })
  app.options('roles', async ({ ack, options }) => {
    await ack({
      options: ['Admin', 'Member', 'Guest']
        .filter(name => name.startsWith(options.value))
        .map(name => ({ text: { type: 'plain_text', text: name }, value: name.toLowerCase() })),
    })
  })
  app.action('approve', async ({ ack, respond }) => {
    await ack()
    await respond({ text: 'Approved', replace_original: true })
  })
  app.event('app_home_opened', async ({ event, client: api }) => {
    await api.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Home' } }] },
    })
  })
}

const startHttp = async (): Promise<string> => {
  const receiver = new HTTPReceiver({ signingSecret: 'shhh', logLevel: LogLevel.ERROR })
  const app = new App({
    receiver,
    token: 'xoxb-local',
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
  })
  listeners(app)
  const server = await app.start(0)
  cleanUp.push(() => app.stop())
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const url = `http://127.0.0.1:${port}/slack/events`
  slack.deliverTo(url)
  return url
}

const startSocket = async (): Promise<void> => {
  const receiver = new SocketModeReceiver({
    appToken: 'xapp-local',
    clientPingTimeout: 1000,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
  })
  const app = new App({
    receiver,
    token: 'xoxb-local',
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
  })
  listeners(app)
  await app.start()
  cleanUp.push(() => app.stop())
  await slack.until(() => slack.socketConnections === 1)
}

describe.each([
  { mode: 'HTTP', start: startHttp },
  { mode: 'Socket Mode', start: startSocket },
])('a real Bolt app over $mode', ({ start }) => {
  beforeEach(async () => {
    await start()
  })

  it('answers a command in the acknowledgement', async () => {
    const ada = slack.as('U0ADA')
    const { ackMs } = await ada.command('/miro', 'say', { channel: '#it-ops' })
    expect(ackMs).toBeLessThan(3000)
    expect(ada.ephemerals.map(({ text, channel }) => ({ text, channel }))).toEqual([
      { text: 'Said in the answer', channel: 'C0OPS' },
    ])
    expect(slack.channel('C0OPS').messages).toEqual([])
  })

  it('answers later through the response URL', async () => {
    const ada = slack.as('U0ADA')
    await ada.command('/miro', 'later', { channel: 'C0OPS' })
    await slack.until(() => ada.ephemerals.some(({ text }) => text === 'Said later'))
  })

  it('opens a modal, shows errors, then the next content in the same view', async () => {
    const ada = slack.as('U0ADA')
    await ada.command('/miro', 'connect')
    await slack.until(() => ada.views.length === 1)
    const view = ada.view
    expect(await ada.submit(view)).toEqual({
      outcome: 'incomplete',
      errors: { client_id: 'Please complete this required field.' },
    })
    await ada.fill(view, { 'Client ID': 'wrong', roles: ['Admin', 'Guest'] })
    expect(await ada.submit(view)).toMatchObject({
      outcome: 'errors',
      errors: { client_id: 'Not a client id' },
    })
    expect(view.state.values['roles']?.['roles']?.['selected_options']).toEqual([
      { text: { type: 'plain_text', text: 'Admin' }, value: 'admin' },
      { text: { type: 'plain_text', text: 'Guest' }, value: 'guest' },
    ])
    await ada.fill(view, { client_id: '3458764512345' })
    expect(await ada.submit(view)).toMatchObject({ outcome: 'updated' })
    expect({ id: ada.view.id, title: ada.view.title?.text }).toEqual({ id: view.id, title: 'Done' })
  })

  it('replaces the message whose button was clicked', async () => {
    const ada = slack.as('U0ADA')
    await clientOf(slack).chat.postMessage({
      channel: 'C0OPS',
      text: 'Please approve',
      blocks: [
        {
          type: 'actions',
          elements: [{ type: 'button', action_id: 'approve', text: { type: 'plain_text', text: 'Approve' } }],
        },
      ],
    })
    const message = slack.channel('C0OPS').messages[0]
    if (message === undefined) throw new Error('no message')
    await ada.click(message, 'Approve')
    await slack.until(() => message.text === 'Approved')
    expect(message.edits.map(({ text }) => text)).toEqual(['Please approve'])
  })

  it('publishes the Home tab on its event', async () => {
    const ada = slack.as('U0ADA')
    await ada.openHome()
    await slack.until(() => ada.home !== null)
    expect(ada.home?.blocks[0]?.text?.text).toBe('Home')
  })

  it('shows a person that a command was not acknowledged', async () => {
    await expect(slack.as('U0ADA').command('/miro', 'silent')).rejects.toMatchObject({ name: 'SlackProblem' })
  })
})

describe('a request URL', () => {
  it('is verified by the challenge', async () => {
    await startHttp()
    expect(await slack.verifyUrl()).toBe(true)
  })
})

describe('signatures', () => {
  const post = async (url: string, body: string, seconds: number, secret: string) => {
    const hmac = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': `v0=${hmac}`,
    }
    return (await fetch(url, { method: 'POST', headers, body: 'command=%2Fmiro&text=say' })).status
  }

  it('is accepted for the body sent, refused for another body, secret or time', async () => {
    const url = await startHttp()
    const now = Math.floor(Date.now() / 1000)
    const statuses = {
      right: await post(url, 'command=%2Fmiro&text=say', now, 'shhh'),
      tampered: await post(url, 'command=%2Fmiro&text=other', now, 'shhh'),
      otherSecret: await post(url, 'command=%2Fmiro&text=say', now, 'other'),
      old: await post(url, 'command=%2Fmiro&text=say', now - 600, 'shhh'),
    }
    expect(statuses).toEqual({ right: 200, tampered: 401, otherSecret: 401, old: 401 })
  })
})
