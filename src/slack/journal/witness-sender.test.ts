import { afterEach, beforeEach, expect, test } from 'vitest'
import { scopes, startSlack } from '../../../test/support/slack-workspace.ts'
import type { Log } from '../../log.ts'
import type { LocalSlack } from '../../sandbox/slack/local-slack.ts'
import { openClients } from '../frame/clients.ts'
import { openInstallation } from '../frame/installation.ts'
import { openWitnessSender, type WitnessSender } from './witness-sender.ts'

const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => log }
const epoch = new Date(0)
const channelId = 'C0OPS'

let slack: LocalSlack
let ending: AbortController
let to: { channelId: string; threadTs: string }

const senderFor = (apiUrl = slack.apiUrl): WitnessSender => {
  const installation = openInstallation()
  const clients = openClients({ installation, botToken: 'xoxb-local', apiUrl: slack.apiUrl, log })
  return openWitnessSender({ ...clients, apiUrl, clock: () => new Date(), ending: ending.signal })
}

const open = async (...more: string[]): Promise<WitnessSender> => {
  slack = await startSlack({ scopes: [...scopes, ...more] })
  const sender = senderFor()
  const { ts } = await sender.post({ channelId, threadTs: null }, 'a month', 'month')
  to = { channelId, threadTs: ts }
  return sender
}

const problem = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    ({ kind, outcomeUnknown, name }) => (kind === undefined ? name : [kind, outcomeUnknown]),
  )

beforeEach(() => {
  ending = new AbortController()
})

afterEach(() => slack.stop())

const replies = () => slack.channel(channelId).messages.filter(({ threadTs }) => threadTs !== null)

test('a text stands in the thread alone, exactly as given, and is found by its key behind many others', async () => {
  const sender = await open()
  const noise = Array.from({ length: 130 }, (_, at) => sender.post(to, `noise ${at}`, `noise-${at}`))
  await Promise.all(noise)
  const { ts } = await sender.post(to, 'block 1, hash ab', 'day')
  expect(replies().at(-1)).toMatchObject({ text: 'block 1, hash ab', blocks: [], threadTs: to.threadTs, ts })
  expect(slack.calls('chat.postMessage').filter(({ params }) => 'reply_broadcast' in params)).toEqual([])
  expect(await sender.findMessage(to, 'day', epoch)).toEqual({ ts })
  expect(await sender.findMessage(to, 'another', epoch)).toBeNull()
  expect(await sender.findMessage({ channelId, threadTs: null }, 'month', epoch)).toEqual({ ts: to.threadTs })
  expect(await sender.findMessage({ channelId, threadTs: null }, 'day', epoch)).toBeNull()
})

test('a file is shared once, and found by its id: by what it says itself, or in the thread', async () => {
  for (const scope of ['files:read', 'usergroups:read']) {
    const sender = await open('files:write', scope)
    const { fileId } = await sender.bring('record.txt', 'Zoë: block 1')
    expect([replies(), await sender.findFile(to, fileId, epoch)]).toEqual([[], null])
    await sender.share(fileId, to)
    const [reply] = replies()
    expect(reply && slack.as('U0ADA').read(reply)).toBe('Zoë: block 1')
    expect(await sender.findFile(to, fileId, epoch)).toEqual({ ts: reply?.ts })
    expect(await sender.findFile({ channelId, threadTs: null }, fileId, epoch)).toBeNull()
    expect(await problem(sender.share(fileId, to))).toEqual(['file_not_found', false])
    expect(replies().length).toBe(1)
    if (scope === 'files:read') await slack.stop()
  }
})

test('the bytes go to Slack and to nobody else', async () => {
  await open('files:write')
  const sender = senderFor('https://slack.com/api/')
  expect(await problem(sender.bring('record.txt', 'x'))).toEqual(['unavailable', false])
  expect(slack.calls('upload_url')).toEqual([])
})

test('a lost upload says nothing of what stands; a lost share may', async () => {
  const sender = await open('files:write')
  for (const method of ['files.getUploadURLExternal', 'upload_url']) {
    slack.faults.push({ method, do: { status: 500 } })
    expect([method, (await problem(sender.bring('record.txt', 'x')))[0]]).toEqual([method, 'unavailable'])
  }
  const { fileId } = await sender.bring('record.txt', 'x')
  slack.faults.push({ method: 'files.completeUploadExternal', do: { status: 500 } })
  expect(await problem(sender.share(fileId, to))).toEqual(['unavailable', true])
})

test('where files may not be brought, or nobody may look, it says so', async () => {
  const sender = await open()
  expect(await problem(sender.bring('record.txt', 'x'))).toEqual(['missing_scope', false])
  slack.faults.push({ method: 'files.getUploadURLExternal', do: { error: 'file_uploads_disabled' } })
  expect(await problem(sender.bring('record.txt', 'x'))).toEqual(['uploads_off', false])
  await slack.stop()
  slack = await startSlack({ scopes: ['chat:write'] })
  const blind = senderFor()
  expect(await problem(blind.findMessage(to, 'day', epoch))).toEqual(['missing_scope', false])
  expect(await problem(blind.findFile(to, 'F0NONE', epoch))).toEqual(['missing_scope', false])
})

test('the end of the bot ends an upload', async () => {
  const sender = await open('files:write')
  slack.faults.push({ method: 'upload_url', do: { hang: true } })
  const going = problem(sender.bring('record.txt', 'x'))
  await slack.until(() => slack.faults.pending === 0, { what: 'the upload' })
  ending.abort(new DOMException('the bot is being stopped', 'AbortError'))
  expect(await going).toBe('AbortError')
})
