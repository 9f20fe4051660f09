import type { ModalView } from '@slack/types'
import { afterEach, expect, it } from 'vitest'
import type { LocalSlack } from '../src/sandbox/slack/local-slack.ts'
import { viewProblems } from '../src/sandbox/slack/validate-view.ts'
import { clientOf, errorOf, plainBot, scopes, startSlack } from './support/slack-workspace.ts'

let slack: LocalSlack

afterEach(async () => {
  await slack.stop()
})

const plain = (text: string) => ({ type: 'plain_text' as const, text })

const modal = (element: object = {}): ModalView => ({
  type: 'modal',
  title: plain('Import'),
  submit: plain('Read'),
  blocks: [
    {
      type: 'input',
      block_id: 'file',
      label: plain('File'),
      element: { type: 'file_input', action_id: 'file', filetypes: ['csv'], max_files: 1, ...element },
    },
  ],
})

async function opened(granted: readonly string[]) {
  slack = await startSlack({ scopes: [...granted] })
  const bot = await plainBot(slack)
  const ada = slack.as('U0ADA')
  await ada.command('/miro', 'import', { channel: 'C0OPS' })
  const api = clientOf(slack)
  const trigger = String(bot.received.at(-1)?.['trigger_id'])
  return { bot, ada, api, error: await errorOf(api.views.open({ trigger_id: trigger, view: modal() })) }
}

type Sent = { view: { state: { values: { file: { file: { files: Record<string, string>[] } } } } } }

it('hands a file over: in the form, by files.info, and by its address to the token of the bot', async () => {
  const { bot, ada, api, error } = await opened([...scopes, 'files:read'])
  expect(error).toBeUndefined()
  const text = 'E-Mail\nzoë@acme.example\n'
  ada.upload('File', { name: 'other.csv', bytes: Buffer.from('x') })
  ada.upload('File', { name: 'staff.csv', bytes: Buffer.from(text) })
  await ada.submit(ada.view)
  const sent = bot.received.at(-1) as unknown as Sent
  const [file, ...others] = sent.view.state.values.file.file.files
  expect(others).toEqual([])
  expect(file).toMatchObject({ name: 'staff.csv', mimetype: 'text/csv', filetype: 'csv', user: 'U0ADA' })
  const { file: info } = await api.files.info({ file: file?.['id'] ?? '' })
  expect(info?.url_private_download).toBe(file?.['url_private_download'])
  const url = info?.url_private_download ?? ''
  const get = (token?: string) =>
    fetch(url, {
      redirect: 'manual',
      ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
    })
  const answer = await get('xoxb-local')
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
    200,
    'text/csv',
    text,
  ])
  expect([(await get()).status, (await get('xoxb-other')).status]).toEqual([302, 302])
  expect(await errorOf(api.files.info({ file: 'F0NONE' }))).toBe('file_not_found')
  bot.close()
})

it('shows the page to sign in where the scope is missing, and no form that takes files', async () => {
  const { bot, ada, api, error } = await opened(scopes)
  expect(error).toBe('missing_scope')
  expect(ada.views).toEqual([])
  expect(await errorOf(api.files.info({ file: 'F0NONE' }))).toBe('missing_scope')
  bot.close()
})

it('refuses files as Slack does: other endings, too large, none', async () => {
  const { bot, ada } = await opened([...scopes, 'files:read'])
  const upload = (name: string, size: number) => () => ada.upload('file', { name, bytes: Buffer.alloc(size) })
  expect(upload('staff.xlsx', 5)).toThrow('This file type is not supported here: xlsx. Taken: csv')
  expect(upload('staff.csv', 10 * 1024 * 1024 + 1)).toThrow('larger than 10 MB')
  expect(upload('staff.csv', 0)).toThrow('The file is empty.')
  await expect(ada.fill(ada.view, { file: 'staff.csv' })).rejects.toThrow('uploaded, not chosen')
  expect(await ada.submit(ada.view)).toMatchObject({ outcome: 'incomplete' })
  upload('staff.csv', 5)()
  await ada.fill(ada.view, { file: null })
  expect(await ada.submit(ada.view)).toMatchObject({ outcome: 'incomplete' })
  bot.close()
})

it.each([
  [{ max_files: 0 }, ['must be from 1 to 10']],
  [{ max_files: 11 }, ['must be from 1 to 10']],
  [{ max_files: 1.5 }, ['must be from 1 to 10']],
  [{ filetypes: ['.csv'] }, ['must be file endings without a dot']],
  [{ placeholder: plain('x') }, ['additional property']],
  [{}, []],
])('knows the limits of file_input: %j', async (element, problems) => {
  slack = await startSlack()
  const found = viewProblems(modal(element), 'modal').map(({ message }) => message)
  expect(found).toHaveLength(problems.length)
  expect(found.join()).toContain(problems.join())
})
