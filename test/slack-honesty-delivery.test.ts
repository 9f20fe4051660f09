import { LogLevel, SocketModeReceiver } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { LocalSlack } from '../src/sandbox/slack/local-slack.ts'
import { plainBot, startSlack } from './support/slack-workspace.ts'

let slack: LocalSlack
let now = new Date('2026-11-24T10:00:00Z')

beforeEach(async () => {
  now = new Date('2026-11-24T10:00:00Z')
  slack = await startSlack({ clock: () => now, eventRetryDelaysMs: [20, 40] })
})

afterEach(async () => {
  await slack.stop()
})

describe('requests to the bot', () => {
  it('carry exactly the content types of Slack', async () => {
    const bot = await plainBot(slack)
    await slack.as('U0ADA').command('/miro', 'hello world', { channel: 'C0OPS' })
    await slack.as('U0ADA').openHome()
    expect(bot.requests.map(({ headers }) => headers['content-type'])).toEqual([
      'application/x-www-form-urlencoded',
      'application/json',
    ])
    expect(bot.received[0]).toMatchObject({
      team_id: 'T0ACME',
      channel_id: 'C0OPS',
      channel_name: 'it-ops',
      user_id: 'U0ADA',
      command: '/miro',
      text: 'hello world',
      is_enterprise_install: 'false',
    })
    expect(bot.received[1]).toMatchObject({
      type: 'event_callback',
      team_id: 'T0ACME',
      event: { type: 'app_home_opened', user: 'U0ADA', tab: 'home' },
      authorizations: [{ team_id: 'T0ACME', user_id: 'UBOT', is_bot: true }],
    })
    bot.close()
  })

  it('try an event again with its number and reason until it is taken', async () => {
    const bot = await plainBot(slack, ({ headers }) => (headers['x-slack-retry-num'] === '2' ? 200 : 500))
    await slack.deactivateUser('U0BEN')
    await slack.until(() => bot.requests.length === 3)
    expect(
      bot.requests.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]),
    ).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ])
    expect(new Set(bot.received.map(({ event_id: id }) => id)).size).toBe(1)
    expect(bot.received[0]?.['event']).toMatchObject({
      type: 'user_change',
      user: { id: 'U0BEN', deleted: true },
    })
    bot.close()
  })

  it('can be doubled, dropped and repeated', async () => {
    const bot = await plainBot(slack)
    slack.faults.push({ delivery: 'command', do: { duplicate: 'at_once' } })
    await slack.as('U0ADA').command('/miro', 'twice')
    slack.faults.push({ delivery: 'event', do: { drop: true } })
    await slack.emit({ type: 'team_join' })
    slack.faults.push({ delivery: 'event', do: { duplicate: 'after_ack' } })
    await slack.emit({ type: 'channel_archive', channel: 'C0OPS' })
    const [event] = slack.deliveries.filter(({ kind }) => kind === 'event')
    await slack.redeliver(event?.payload ?? {})
    expect(
      bot.requests.map(({ payload, headers }) => [
        payload['type'] ?? payload['text'],
        headers['x-slack-retry-num'],
      ]),
    ).toEqual([
      ['twice', undefined],
      ['twice', undefined],
      ['event_callback', undefined],
      ['event_callback', '1'],
      ['event_callback', '1'],
    ])
    expect(slack.faults.pending).toBe(0)
    bot.close()
  })

  it('tell of guests twice, and of members once', async () => {
    const bot = await plainBot(slack)
    await slack.makeGuest('U0BEN')
    await slack.rename('U0BEN', 'Ben Guest')
    await slack.deactivateUser('U0BEN')
    await slack.deactivateUser('U0ADA')
    await slack.addUser({ id: 'U0NEW', realName: 'New Person' })
    expect(bot.received.map(({ event }) => event as { type: string; user: { id: string } })).toMatchObject([
      { type: 'user_change', user: { id: 'U0BEN', is_restricted: true } },
      { type: 'user_guest_status_changed', user: { id: 'U0BEN', is_restricted: true } },
      { type: 'user_change', user: { id: 'U0BEN' } },
      { type: 'user_change', user: { id: 'U0BEN', deleted: true } },
      { type: 'user_guest_status_changed', user: { id: 'U0BEN', deleted: true } },
      { type: 'user_change', user: { id: 'U0ADA', deleted: true } },
      { type: 'team_join', user: { id: 'U0NEW' } },
    ])
    bot.close()
  })

  it('go nowhere without a bot, and the person sees that', async () => {
    await expect(slack.as('U0ADA').command('/miro')).rejects.toMatchObject({ code: 'dispatch_failed' })
  })

  it('are only of the events the app subscribed to', async () => {
    await slack.stop()
    slack = await startSlack({ events: ['app_home_opened'] })
    const bot = await plainBot(slack)
    expect(await slack.deactivateUser('U0BEN')).toBe(null)
    await slack.as('U0ADA').openHome()
    expect(bot.received).toHaveLength(1)
    bot.close()
  })
})

describe('a response URL', () => {
  const post = async (url: unknown, body: Record<string, unknown>) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(String(url), { method: 'POST', headers, body: JSON.stringify(body) })
    return response.status
  }

  it('works five times and for half an hour', async () => {
    const bot = await plainBot(slack)
    const ada = slack.as('U0ADA')
    await ada.command('/miro', '', { channel: 'C0OPS' })
    await ada.command('/miro', '', { channel: 'C0OPS' })
    const [first, second] = bot.received.map(({ response_url: url }) => url)
    const statuses: number[] = []
    for (let use = 1; use <= 6; use += 1) statuses.push(await post(first, { text: `reply ${use}` }))
    now = new Date(now.getTime() + 30 * 60_000 + 1)
    expect([...statuses, await post(second, { text: 'late' })]).toEqual([200, 200, 200, 200, 200, 404, 404])
    expect(ada.ephemerals).toHaveLength(5)
    expect(slack.as('U0BEN').ephemerals).toEqual([])
    bot.close()
  })

  it('speaks to all when told, and deletes the message it came from', async () => {
    const bot = await plainBot(slack)
    const ada = slack.as('U0ADA')
    await ada.command('/miro', '', { channel: 'C0OPS' })
    const button = { type: 'button', action_id: 'hide', text: { type: 'plain_text', text: 'Hide' } }
    const blocks = [{ type: 'actions', elements: [button] }]
    await post(bot.received[0]?.['response_url'], { response_type: 'in_channel', text: 'to all', blocks })
    const [message] = slack.channel('C0OPS').messages
    if (message === undefined) throw new Error('no message')
    await ada.click(message, 'Hide')
    await post(bot.received.at(-1)?.['response_url'], { delete_original: true })
    expect(slack.channel('C0OPS').messages).toEqual([])
    bot.close()
  })
})

describe('Socket Mode', () => {
  const connect = async () => {
    const { client } = new SocketModeReceiver({
      appToken: 'xapp-local',
      clientPingTimeout: 500,
      logLevel: LogLevel.ERROR,
      installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
    })
    const received: string[] = []
    client.on('slack_event', async ({ ack, body, retry_num: retry }) => {
      received.push(`${String(body.event?.type ?? body.command)} ${String(retry ?? 0)}`)
      await ack()
    })
    const before = slack.socketConnections
    await client.start()
    await slack.until(() => slack.socketConnections === before + 1)
    return { received, close: async () => await client.disconnect() }
  }

  it('gives each envelope to one of two connections; a doubled event reaches both', async () => {
    const first = await connect()
    const second = await connect()
    await slack.emit({ type: 'team_join' })
    await slack.emit({ type: 'team_join' })
    slack.faults.push({ delivery: 'event', do: { duplicate: 'at_once' } })
    await slack.emit({ type: 'user_change' })
    expect([first.received.length, second.received.length]).toEqual([2, 2])
    expect([...first.received, ...second.received].toSorted()).toEqual([
      'team_join 0',
      'team_join 0',
      'user_change 0',
      'user_change 1',
    ])
    await first.close()
    await second.close()
  })

  it.each(['cut', 'refresh_requested'] as const)('is taken up again after %s', async reason => {
    const bot = await connect()
    slack.disconnectSockets(reason)
    expect(slack.socketConnections).toBe(0)
    await slack.until(() => slack.socketConnections === 1, { timeoutMs: 10_000, what: 'a new connection' })
    await slack.as('U0ADA').command('/miro')
    expect(bot.received).toEqual(['/miro 0'])
    await bot.close()
  })

  it('wants a ticket that was not used', async () => {
    const answer = await fetch(`${slack.apiUrl}apps.connections.open`, {
      method: 'POST',
      headers: { authorization: 'Bearer xapp-local' },
    })
    const { url } = (await answer.json()) as { url: string }
    const outcome = async () =>
      await new Promise<string>(resolve => {
        const socket = new WebSocket(url)
        socket.onmessage = ({ data }) => resolve((JSON.parse(String(data)) as { type: string }).type)
        socket.onerror = () => resolve('refused')
      })
    expect([await outcome(), await outcome()]).toEqual(['hello', 'refused'])
  })
})

describe('waiting', () => {
  it('fails with what everybody sees', async () => {
    await slack.as('U0ADA').say('good morning', { channel: 'C0OPS' })
    const waiting = slack.until(() => false, { timeoutMs: 30, what: 'an alert' })
    await expect(waiting).rejects.toThrow(/Not within 30 ms: an alert[\s\S]*#it-ops[\s\S]*good morning/)
  })
})
