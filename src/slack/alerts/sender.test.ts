import { afterEach, beforeEach, expect, test } from 'vitest'
import { startSlack } from '../../../test/support/slack-workspace.ts'
import type { FirstLookFacts } from '../../domain/alert.ts'
import type { Log } from '../../log.ts'
import type { LocalSlack } from '../../sandbox/slack/local-slack.ts'
import { openClients } from '../frame/clients.ts'
import { openInstallation } from '../frame/installation.ts'
import { type AlertSender, openAlertSender } from './sender.ts'

const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => log }

const facts: FirstLookFacts = {
  kind: 'first_look',
  organizationName: 'Acme',
  miroOrgId: '1',
  accounts: 3,
  unknown: 0,
  open: [],
  chosen: null,
  disconnected: null,
}
const options = { key: 'alert-1', mask: false, now: new Date('2026-11-24T10:00:00Z') }

let slack: LocalSlack
let alerts: AlertSender

beforeEach(async () => {
  slack = await startSlack()
  alerts = openAlertSender({
    ...openClients({ installation: openInstallation(), botToken: 'xoxb-local', apiUrl: slack.apiUrl, log }),
    miroUrl: 'https://miro.com',
  })
})

afterEach(() => slack.stop())

const inOps = () => slack.channel('C0OPS').messages

test('posts with its key, edits the same message, and finds it again', async () => {
  const { channelId, ts } = await alerts.post('C0OPS', facts, options)
  await alerts.update(channelId, ts, { ...facts, organizationName: 'Acme Two' }, options)
  expect(inOps().map(message => [message.text, message.metadata])).toEqual([
    [
      'First check of Acme Two: 3 accounts',
      { event_type: 'miro_access_alert', event_payload: { key: 'alert-1' } },
    ],
  ])
  expect(await alerts.find('C0OPS', 'alert-1', new Date(0))).toEqual({ ts })
  expect(await alerts.find('C0OPS', 'alert-2', new Date(0))).toBe(null)
})

test('a lost answer is one post, not several, and says that it may have arrived', async () => {
  slack.faults.push({ method: 'chat.postMessage', do: { status: 503, afterStoring: true } })
  await expect(alerts.post('C0OPS', facts, options)).rejects.toMatchObject({
    kind: 'unavailable',
    outcomeUnknown: true,
  })
  expect(inOps()).toHaveLength(1)
  expect(await alerts.find('C0OPS', 'alert-1', new Date(0))).toEqual({ ts: inOps()[0]?.ts })
})

test('refused blocks go once as plain text', async () => {
  slack.faults.push({ method: 'chat.postMessage', do: { error: 'invalid_blocks' } })
  await alerts.post('C0OPS', facts, options)
  expect(inOps().map(({ text, blocks }) => [text.includes('No findings.'), blocks])).toEqual([[true, []]])
})

test.each([
  ['C0PUB', 'not_in_channel'],
  ['C0PRI', 'channel_not_found'],
  ['C0OLD', 'is_archived'],
])('%s is refused as %s, for good', async (channel, kind) => {
  await expect(alerts.post(channel, facts, options)).rejects.toMatchObject({
    kind,
    permanent: true,
    outcomeUnknown: false,
  })
})

test('a rate limit is told at once', async () => {
  slack.faults.push({ method: 'chat.postMessage', do: { rateLimited: 30 } })
  await expect(alerts.post('C0OPS', facts, options)).rejects.toMatchObject({
    kind: 'rate_limited',
    retryAfterSeconds: 30,
  })
})

test('a search that takes too long ends, and says nothing about what stands there', async () => {
  let now = 0
  let asked = 0
  const endless = {
    conversations: {
      history: async () => {
        asked += 1
        now += 10_000
        return { ok: true, messages: [], response_metadata: { next_cursor: String(asked) } }
      },
    },
  }
  const clients = openClients({
    installation: openInstallation(),
    botToken: 'xoxb-local',
    apiUrl: slack.apiUrl,
    log,
  })
  const slow = openAlertSender({
    ...clients,
    miroUrl: 'https://miro.com',
    once: Object.assign(clients.once, endless),
    clock: () => new Date(now),
  })
  await expect(slow.find('C0OPS', 'alert-1', new Date(0))).rejects.toMatchObject({
    kind: 'timeout',
    outcomeUnknown: false,
  })
  expect(asked).toBe(3)
})

test('direct messages may be posted but not searched', async () => {
  const { channelId } = await alerts.post('U0ADA', facts, options)
  expect(channelId).toMatch(/^D/)
  await expect(alerts.find('U0ADA', 'alert-1', new Date(0))).rejects.toMatchObject({ kind: 'missing_scope' })
})

test('a reply stands in its thread, in the channel too where it is sent there, and is found in the thread', async () => {
  const { ts } = await alerts.post('C0OPS', facts, options)
  const quiet = await alerts.post('C0OPS', facts, {
    ...options,
    key: 'quiet',
    thread: { ts, broadcast: false },
  })
  const loud = await alerts.post('C0OPS', facts, { ...options, key: 'loud', thread: { ts, broadcast: true } })
  expect(inOps().map(({ threadTs, broadcast }) => [threadTs, broadcast])).toEqual([
    [null, false],
    [ts, false],
    [ts, true],
  ])
  expect(await alerts.find('C0OPS', 'quiet', new Date(0), ts)).toEqual({ ts: quiet.ts })
  expect(await alerts.find('C0OPS', 'quiet', new Date(0))).toBe(null)
  expect(await alerts.find('C0OPS', 'loud', new Date(0))).toEqual({ ts: loud.ts })
})

test('taking away what is gone already is fine', async () => {
  const { ts } = await alerts.post('C0OPS', facts, options)
  await alerts.remove('C0OPS', ts)
  await alerts.remove('C0OPS', ts)
  expect(inOps()).toEqual([])
  const gone = alerts.post('C0OPS', facts, { ...options, thread: { ts, broadcast: true } })
  await expect(gone).rejects.toMatchObject({ kind: 'message_not_found', code: 'thread_not_found' })
})
