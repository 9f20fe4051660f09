import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { actedInMemory } from '../../test/support/acted-in-memory.ts'
import { startSlack } from '../../test/support/slack-workspace.ts'
import type { Log } from '../log.ts'
import { type ClaimedPort, claimPort } from '../sandbox/claimed-port.ts'
import type { LocalSlack } from '../sandbox/slack/local-slack.ts'
import { openServer } from '../web/server.ts'
import type { Permission } from '../workflows/workspace/permission.ts'
import type { Acted } from './frame/acted.ts'
import { actions, button, input, modal, note, section, textInput } from './frame/blocks.ts'
import { SlackError } from './frame/errors.ts'
import { openInFlight } from './frame/in-flight.ts'
import { action, command, event, type Listener, submission } from './frame/listener.ts'
import { loadingView } from './frame/standard-views.ts'
import { md } from './frame/text.ts'
import { ruleIds } from './ids/rule.ts'
import { heldSyncIds } from './ids/sync.ts'
import { openSlack, type Slack } from './open-slack.ts'
import { openSlackPorts, type SlackPorts } from './ports.ts'

let local: LocalSlack
let bot: Slack
let port: number
let ports: SlackPorts
let logged: string[]
let calls: string[]
/** Outlives the bot, as a database does. */
let acted: Acted
/** What an event does. */
let store: () => Promise<void>
let allowed: (who: string) => Permission

const log: Log = {
  debug: () => {},
  info: () => {},
  warn: (fields, message) => logged.push(`warn ${message} ${fields['kind'] ?? ''}`.trim()),
  error: (_fields, message) => logged.push(`error ${message}`),
  child: () => log,
}

const form = modal(ruleIds.modal, 'A form', [input('Name', textInput('name'))], { metadata: { o: '1' } })

/** One listener of each kind, under ids of the product so that the table of permissions applies. */
const listeners: Listener[] = [
  command('help', 'message', 'shows this', ({ answer, text }) => answer.say(note(md`help: ${text}`))),
  command('rule', 'open', 'opens a form', ({ answer }) => answer.show(form)),
  command('sync', 'message', 'fails', async ({ text }) => {
    calls.push(`sync ${text}`)
    if (text === 'slack') throw new SlackError({ kind: 'timeout', code: 'timeout' })
    throw new Error('a secret detail')
  }),
  command('checks', 'message', 'shows buttons', ({ answer }) =>
    answer.say({
      text: 'buttons',
      blocks: [
        section(md`buttons`),
        actions([button('Apply', heldSyncIds.apply, { value: 'run-1' }), button('Old', 'gone.button')]),
      ],
    }),
  ),
  action(
    heldSyncIds.apply,
    'message',
    async ({ who, value }) => void calls.push(`apply ${value} by ${who.slackUserId} of ${who.workspaceId}`),
  ),
  submission(
    ruleIds.modal,
    ({ state }) => {
      const name = String(
        state['name']?.['name'] === undefined ? '' : (state['name']['name'] as { value: string }).value,
      )
      return name === 'bad' ? { problems: { name: 'Choose another name.' } } : { input: name }
    },
    async ({ answer }, name) => {
      calls.push(`submitted ${name}`)
      await answer.show(modal('x.done', 'Done', [section(md`Saved ${name}`)]))
    },
  ),
  event('app_uninstalled', async () => void calls.push('uninstalled')),
  event('user_change', () => store()),
  event('app_home_opened', () => store(), { onlyShows: true }),
]

async function start(socketMode: boolean): Promise<void> {
  ports = openSlackPorts({
    botToken: 'xoxb-local',
    apiUrl: local.apiUrl,
    miroUrl: 'https://miro.com',
    readSetup: () => Promise.reject(new Error('not asked here')),
    readHome: () => Promise.reject(new Error('not asked here')),
    clock: () => new Date(),
    reference: () => 'abc123',
    log,
  })
  const server = openServer()
  port = (await server.listen(claimed.port)).port
  bot = openSlack({
    botToken: 'xoxb-local',
    appToken: socketMode ? 'xapp-local' : null,
    signingSecret: 'shhh',
    apiUrl: local.apiUrl,
    server,
    inFlight: openInFlight(),
    acted,
    heard: async () => {},
    identity: await ports.identify(),
    clients: ports.clients,
    listeners,
    permission: async who => allowed(who.slackUserId),
    routes: [
      { path: '/healthz', method: ['GET', 'HEAD'], handler: (_request, response) => response.end('well') },
    ],
    clock: () => new Date(),
    reference: () => 'abc123',
    log,
  })
  await bot.start()
  if (!socketMode) local.deliverTo(`http://127.0.0.1:${port}/slack/events`)
}

let claimed: ClaimedPort

beforeEach(async () => {
  claimed = await claimPort()
  local = await startSlack()
  logged = []
  calls = []
  acted = actedInMemory()
  store = async () => void calls.push('stored')
  allowed = () => ({ allowed: true })
})

afterEach(async () => {
  await bot.stop()
  await local.stop()
  await claimed.release()
})

const ada = () => local.as('U0ADA')
const heard = (count = 1) =>
  local.until(() => ada().ephemerals.length >= count && ada().ephemerals.at(-1)?.text)

describe.each([
  ['HTTP', false],
  ['Socket Mode', true],
])('over %s', (_name, socketMode) => {
  beforeEach(() => start(socketMode))

  test('an unknown word goes to the help, whole', async () => {
    await ada().command('/miro', 'bananna <!channel>', { channel: 'C0OPS' })
    expect(await heard()).toBe('help: bananna &lt;!channel&gt;')
  })

  test('a form opens with a loading view, keeps its input on problems, and ends with what was done', async () => {
    await ada().command('/miro', 'rule')
    await local.until(() => ada().views.at(-1)?.title?.text === 'A form')
    expect(local.calls('views.open').map(({ params }) => params['view'])).toEqual([loadingView()])
    await ada().fill(ada().view, { name: 'bad' })
    const refused = await ada().submit(ada().view)
    expect(JSON.stringify(refused)).toContain('Choose another name.')
    await ada().fill(ada().view, { name: 'good' })
    await ada().submit(ada().view)
    await local.until(() => ada().read(ada().view).includes('Saved good'))
    expect(calls).toEqual(['submitted good'])
  })

  test('a bug shows a reference and nothing else; a silent service asks to try again', async () => {
    await ada().command('/miro', 'sync')
    expect(await heard()).toBe('Something went wrong. Reference abc123.')
    await ada().command('/miro', 'sync slack')
    expect(await heard(2)).toBe('Slack did not answer in time. Try again in a minute. Reference abc123.')
    // The button does the same once more.
    const message = ada().ephemerals.at(-1)
    if (message === undefined) throw new Error('no message')
    await ada().click(message, 'Try again')
    expect(await heard(3)).toBe('Slack did not answer in time. Try again in a minute. Reference abc123.')
    expect(logged).toEqual([
      'error a handler failed',
      'warn a handler was refused by another service timeout',
      'warn a handler was refused by another service timeout',
    ])
  })

  test('a click is checked again, and a retired button says so', async () => {
    await ada().command('/miro', 'checks')
    await heard()
    const message = ada().ephemerals[0]
    if (message === undefined) throw new Error('no message')
    await ada().click(message, 'Apply')
    await local.until(() => calls.length === 1)
    allowed = () => ({ allowed: false, because: 'not_admin', admins: ['U0BEN'] })
    await ada().click(message, 'Apply')
    expect(await heard(2)).toBe('Only Slack owners and admins can do this. Ask <@U0BEN>.')
    await ada().click(message, 'Old')
    expect(await heard(3)).toContain('no longer in use')
    expect(calls).toEqual(['apply run-1 by U0ADA of T0ACME'])
  })

  test('who may not is refused politely, also in a modal', async () => {
    allowed = () => ({ allowed: false, because: 'guest', admins: [] })
    await ada().command('/miro', 'rule')
    await local.until(() => ada().views.at(-1)?.title?.text === 'You cannot do this')
    expect(ada().read(ada().view)).toContain('Guests cannot use this bot.')
  })

  test('a trigger that is too old leads to a button with a fresh one', async () => {
    await ada().command('/miro', 'rule', { channel: 'C0OPS', triggerAgeMs: 5000 })
    expect(await heard()).toContain('too slow')
    const message = ada().ephemerals[0]
    if (message === undefined) throw new Error('no message')
    await ada().click(message, 'Open')
    await local.until(() => ada().views.at(-1)?.title?.text === 'A form')
  })

  test('what Slack does not answer is cut off when the bot is stopped', async () => {
    local.faults.push({ method: 'views.open', do: { hang: true } })
    await ada().command('/miro', 'rule')
    await local.until(() => local.faults.pending === 0)
    const stopping = bot.stop()
    ports.cutOff()
    await stopping
    expect(logged.filter(line => line.startsWith('error'))).toEqual([])
    await start(socketMode)
  })

  test('what comes twice has one effect', async () => {
    local.faults.push({ delivery: 'command', do: { duplicate: 'at_once' } })
    await ada().command('/miro', 'sync')
    await heard()
    local.faults.push({ delivery: 'event', do: { duplicate: 'after_ack' } })
    await local.emit({ type: 'app_uninstalled' })
    await local.until(() => calls.includes('uninstalled'))
    await bot.stop()
    expect(calls).toEqual(['sync ', 'uninstalled'])
    await start(socketMode)
  })

  const restarted = async () => {
    await bot.stop()
    await start(socketMode)
  }
  const emitted = async (type = 'user_change') => (await local.emit({ type, user: 'U0ADA' }))?.acked
  const tried = () => local.deliveries.map(({ retryNum, result }) => `${retryNum} ${result.acked}`)

  test('an event counts as arrived when it is stored: until then Slack sends it again, and it has one effect', async () => {
    let refusals = 2
    store = async () => {
      refusals -= 1
      if (refusals >= 0) throw new Error('no database')
      calls.push('stored')
    }
    local.faults.push({ delivery: 'event', do: { duplicate: 'after_ack' } })
    expect(await emitted()).toBe(false)
    await local.until(() => calls.length === 1)
    expect(tried()).toEqual(['0 false', '1 false', '1 true'])
    await restarted()
    const [{ payload } = { payload: {} }] = local.deliveries
    expect((await local.redeliver(payload, { num: 2, reason: 'http_error' })).acked).toBe(true)
    expect(calls).toEqual(['stored'])
  })

  test('an event that cannot be stored in time is refused before Slack gives it up', async () => {
    let hang = true
    store = () => (hang ? new Promise(() => {}) : Promise.resolve(void calls.push('stored')))
    local.faults.push({ delivery: 'event', do: { delayMs: 0 } })
    expect(await emitted()).toBe(false)
    expect(local.deliveries.map(({ result }) => [result.problem, result.status])).toEqual([
      socketMode ? ['operation_timeout', null] : ['dispatch_failed', 503],
    ])
    hang = false
    await local.until(() => calls.length === 1)
  })

  test('Home is acknowledged at once, whatever comes of it', async () => {
    let end = () => {}
    const shown = new Promise<void>(resolve => {
      end = resolve
    })
    store = () => shown
    expect(await emitted('app_home_opened')).toBe(true)
    end()
  })

  test('what was acted upon stays so after a restart: a recorded command, click or window has no effect', async () => {
    await ada().command('/miro', 'sync')
    await heard()
    await ada().command('/miro', 'checks')
    await heard(2)
    const message = ada().ephemerals.at(-1)
    if (message === undefined) throw new Error('no message')
    await ada().click(message, 'Apply')
    await ada().command('/miro', 'rule')
    await local.until(() => ada().views.at(-1)?.title?.text === 'A form')
    await ada().fill(ada().view, { name: 'good' })
    await ada().submit(ada().view)
    await local.until(() => calls.length === 3)
    const recorded = [...local.deliveries]
    expect(recorded.map(({ kind }) => kind)).toEqual([
      ...['command', 'command', 'interactive', 'command', 'interactive'],
    ])
    await restarted()
    const before = local.requests.length
    for (const one of recorded) expect((await local.replay(one)).acked, one.kind).toBe(true)
    await bot.stop()
    expect(calls).toEqual(['sync ', expect.stringMatching('apply'), 'submitted good'])
    expect(
      local.requests.slice(before).filter(({ method }) => !/^(auth|apps|views\.open)/.test(method)),
    ).toEqual([])
    await start(socketMode)
  })

  test('while nobody can say what was acted upon, nothing is done, and the person is told', async () => {
    acted = { claim: () => Promise.reject(Object.assign(new Error('no'), { code: '57P03' })), has: acted.has }
    await restarted()
    const { ackMs } = await ada().command('/miro', 'sync')
    expect(ackMs).toBeLessThan(1000)
    expect(await heard()).toBe(
      'The bot cannot reach its database. Nothing was changed. Try again in a few minutes. Reference abc123.',
    )
    expect(calls).toEqual([])
  })

  test('the bot’s own pages are served, and others are not found', async () => {
    const well = await fetch(`http://127.0.0.1:${port}/healthz?x=1`)
    expect([well.status, await well.text()]).toEqual([200, 'well'])
    expect((await fetch(`http://127.0.0.1:${port}/healthz`, { method: 'HEAD' })).status).toBe(200)
    expect((await fetch(`http://127.0.0.1:${port}/other`)).status).toBe(404)
    expect(bot.isOpen()).toBe(true)
  })
})

describe('requests that are not of Slack', () => {
  beforeEach(() => start(false))

  const send = (secret: string, stamp: number, body: string, type = 'application/x-www-form-urlencoded') =>
    fetch(`http://127.0.0.1:${port}/slack/events`, {
      method: 'POST',
      body,
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': String(stamp),
        'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex')}`,
      },
    })

  const typed = (trigger: string) =>
    new URLSearchParams({
      command: '/miro',
      text: 'sync',
      team_id: 'T0ACME',
      user_id: 'U0ADA',
      channel_id: 'C0OPS',
      trigger_id: trigger,
    }).toString()

  const seconds = () => Math.floor(Date.now() / 1000)
  test('a wrong secret, an old stamp and a stamp of the future are refused', async () => {
    const statuses = [
      await send('wrong', seconds(), typed('1')),
      await send('shhh', seconds() - 400, typed('2')),
      await send('shhh', seconds() + 400, typed('3')),
    ].map(({ status }) => status)
    expect(statuses).toEqual([401, 401, 401])
    expect(calls).toEqual([])
  })

  test('a clock that is wrong is said, once a minute however often it is asked', async () => {
    for (const off of [-3600, -3600, 3600]) await send('shhh', seconds() + off, typed(`${off}`))
    expect(logged).toHaveLength(1)
    expect(logged[0]).toMatch(/^warn Slack's request is 360\d s old: check this machine's clock\.$/)
  })

  test('a body that is cut off is nothing to log', async () => {
    for (let times = 0; times < 3; times += 1) {
      const socket = createConnection(port, '127.0.0.1')
      socket.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{')
      expect((await fetch(`http://127.0.0.1:${port}/healthz`)).ok).toBe(true)
      const closed = once(socket, 'close')
      socket.destroy()
      await closed
    }
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
    expect(logged).toEqual([])
  })

  test('a recorded request sent again has no effect', async () => {
    const stamp = seconds()
    const statuses = [await send('shhh', stamp, typed('')), await send('shhh', stamp, typed(''))]
    expect(statuses.map(({ status }) => status)).toEqual([200, 200])
    await local.until(() => ada().ephemerals.length === 1)
    expect(calls).toEqual(['sync '])
  })

  test('a charset beside the content type is no reason to refuse', async () => {
    const { status } = await send(
      'shhh',
      seconds(),
      typed('4'),
      'application/x-www-form-urlencoded; charset=utf-8',
    )
    expect(status).toBe(200)
  })

  test.each([
    ['application/json', 'null'],
    ['application/json', ' null\n'],
    ['application/json', '5'],
    ['application/x-www-form-urlencoded', 'payload=null'],
  ])('a body that is no object, %s %j, is refused and ends nothing', async (type, body) => {
    expect((await send('shhh', seconds(), body, type)).status).toBe(400)
    expect(logged).toEqual([])
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
  })

  test('a body that is too large is refused before it is read to its end', async () => {
    expect((await send('shhh', seconds(), 'x'.repeat(1024 * 1024 + 1))).status).toBe(413)
  })

  test('somebody of another workspace is refused', async () => {
    const body = typed('5').replace('T0ACME', 'T0OTHER')
    await send('shhh', seconds(), body)
    expect(await heard()).toBe('This bot answers only people of its own workspace.')
  })
})
