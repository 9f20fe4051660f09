import { afterEach, describe, expect, it } from 'vitest'
import { clientOf, plainBot, scopes, startSlack } from '../../../test/support/slack-workspace.ts'
import type { LocalSlack } from '../../sandbox/slack/local-slack.ts'
import { isSlacks, openUploads } from './uploads.ts'

let slack: LocalSlack

afterEach(async () => {
  await slack.stop()
})

const plain = (text: string) => ({ type: 'plain_text' as const, text })

/** A workspace in which Ada has put a file into a modal of the bot. */
async function uploaded(name: string, bytes: Buffer) {
  slack = await startSlack({ scopes: [...scopes, 'files:read'] })
  const bot = await plainBot(slack)
  const ada = slack.as('U0ADA')
  await ada.command('/miro', 'import', { channel: 'C0OPS' })
  const element = { type: 'file_input' as const, action_id: 'file', max_files: 1 }
  await clientOf(slack).views.open({
    trigger_id: String(bot.received.at(-1)?.['trigger_id']),
    view: {
      type: 'modal',
      title: plain('Import'),
      submit: plain('Read'),
      blocks: [{ type: 'input', block_id: 'file', label: plain('File'), element }],
    },
  })
  ada.upload('file', { name, bytes })
  const files = ada.view.state.values['file']?.['file']?.['files'] ?? []
  const [file] = files as { id: string }[]
  bot.close()
  return file?.id ?? ''
}

const uploads = (token = 'xoxb-local') =>
  openUploads({ client: clientOf(slack, token), botToken: token, apiUrl: slack.apiUrl })

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts).toString()
}

it('hands over what the person uploaded, and nothing that others did', async () => {
  const text = 'Email\nzoë@acme.example\n'.repeat(10_000)
  const id = await uploaded('staff.csv', Buffer.from(text))
  const opened = await uploads().open(id, 'U0ADA')
  expect(opened).toMatchObject({ outcome: 'open', name: 'staff.csv' })
  expect(opened.outcome === 'open' && (await textOf(opened.bytes))).toBe(text)
  expect(await uploads().open(id, 'U0BEN')).toEqual({ outcome: 'refused', because: 'gone' })
  expect(await uploads().open('F0OTHER', 'U0ADA')).toEqual({ outcome: 'refused', because: 'gone' })
})

it('closes the connection also when nobody reads to the end', async () => {
  const id = await uploaded('staff.csv', Buffer.alloc(5_000_000, 'x'))
  const opened = await uploads().open(id, 'U0ADA')
  if (opened.outcome !== 'open') throw new Error('not opened')
  for await (const part of opened.bytes) {
    expect(part.byteLength).toBeGreaterThan(0)
    break
  }
})

it('refuses what is no text, and says where the permission is missing', async () => {
  const id = await uploaded('staff.pdf', Buffer.from('%PDF'))
  expect(await uploads().open(id, 'U0ADA')).toEqual({ outcome: 'refused', because: 'not_text' })
  expect(await uploads().allowed()).toBe(true)
  await slack.stop()
  slack = await startSlack()
  expect(await uploads().allowed()).toBe(false)
  expect(await uploads().open(id, 'U0ADA')).toEqual({ outcome: 'refused', because: 'not_allowed' })
})

it('does not follow to a page to sign in', async () => {
  const id = await uploaded('staff.csv', Buffer.from('Email\n'))
  const mixed = openUploads({ client: clientOf(slack), botToken: 'xoxb-other', apiUrl: slack.apiUrl })
  expect(await mixed.open(id, 'U0ADA')).toEqual({ outcome: 'refused', because: 'not_allowed' })
})

describe('the token goes to Slack only', () => {
  it.each([
    ['https://files.slack.com/files-pri/T1-F1/download/a.csv', true],
    ['https://slack.com/files-pri/T1-F1', true],
    ['http://files.slack.com/files-pri/T1-F1', false],
    ['https://files.slack.com.evil.example/a', false],
    ['https://evilslack.com/a', false],
    ['https://slack.com@evil.example/a', false],
    ['https://user:secret@files.slack.com/a', false],
    ['https://files.slack.com:8443/a', false],
    ['file:///etc/passwd', false],
    ['//files.slack.com/a', false],
    ['', false],
  ])('%s', async (address, expected) => {
    slack = await startSlack()
    expect(isSlacks(address, 'https://slack.com/api/')).toBe(expected)
  })
})
