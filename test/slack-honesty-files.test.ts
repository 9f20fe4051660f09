import type { ModalView } from '@slack/types'
import { afterEach, describe, expect, it } from 'vitest'
import type { LocalSlack } from '../src/sandbox/slack/local-slack.ts'
import { viewProblems } from '../src/sandbox/slack/validate-view.ts'
import { clientOf, errorOf, plainBot, refusalOf, scopes, startSlack } from './support/slack-workspace.ts'

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

describe('a file that the app brings', () => {
  const bytes = Buffer.from('Zoë: one line')
  type Api = ReturnType<typeof clientOf>
  const begun = async (api: Api, length = bytes.length, filename = 'record.txt') => {
    const { upload_url: url = '', file_id: id = '' } = await api.files.getUploadURLExternal({
      filename,
      length,
    })
    return { url, id }
  }
  const put = (url: string, body = bytes) => fetch(url, { method: 'POST', body })
  const complete = (api: Api, id: string, to: Record<string, unknown> = {}) =>
    api.apiCall('files.completeUploadExternal', { files: [{ id, title: 'Record' }], ...to })
  const start = async (...more: string[]) => {
    slack = await startSlack({ scopes: [...scopes, 'files:write', 'files:read', ...more] })
    return clientOf(slack)
  }
  const all = () => slack.channel('C0OPS').messages

  it('goes the three steps into a thread, and the file tells where it is shared', async () => {
    const api = await start()
    const { ts: parent = '' } = await api.chat.postMessage({ channel: 'C0OPS', text: 'this month' })
    const { url, id } = await begun(api)
    const answer = await put(url)
    expect([answer.status, await answer.text()]).toEqual([200, `OK - ${bytes.length}`])
    expect(await errorOf(api.files.info({ file: id }))).toBe('file_not_found')
    const completed = await complete(api, id, { channel_id: 'C0OPS', thread_ts: parent })
    // Slack shares after it has answered.
    expect(completed).toMatchObject({ files: [{ id, title: 'Record', shares: {} }] })
    const { messages = [] } = await api.conversations.replies({ channel: 'C0OPS', ts: parent })
    const [, reply] = messages
    expect(messages.length).toBe(2)
    expect(reply).toMatchObject({ text: '', thread_ts: parent, user: 'UBOT', files: [{ id }] })
    const { file } = await api.files.info({ file: id })
    expect(file).toMatchObject({ name: 'record.txt', user: 'UBOT', size: bytes.length, is_public: true })
    expect(file?.shares?.public?.['C0OPS']).toMatchObject([{ ts: reply?.ts, thread_ts: parent }])
    const got = await fetch(file?.url_private_download ?? '', {
      headers: { authorization: 'Bearer xoxb-local' },
    })
    expect(await got.text()).toBe(bytes.toString())
    // "This method can only be called once."
    expect(await errorOf(complete(api, id, { channel_id: 'C0OPS' }))).toBe('file_not_found')
    expect((await put(url)).status).toBe(404)
    expect(all().length).toBe(2)
  })

  it('goes into a channel with a comment, or nowhere; through the SDK too', async () => {
    const api = await start()
    await api.filesUploadV2({
      ...{ channel_id: 'C0OPS', initial_comment: 'Here it is', file: bytes, filename: 'record.txt' },
    })
    expect(all().map(({ text, files }) => [text, files.length])).toEqual([['Here it is', 1]])
    const { url, id } = await begun(api)
    await put(url)
    await complete(api, id)
    expect((await api.files.info({ file: id })).file?.shares).toEqual({})
    expect(all().length).toBe(1)
  })

  it('may be shared later than Slack answers', async () => {
    const api = await start()
    const release = slack.holdShares()
    const { url, id } = await begun(api)
    await put(url)
    await complete(api, id, { channel_id: 'C0OPS' })
    expect((await api.files.info({ file: id })).file?.shares).toEqual({})
    expect(all()).toEqual([])
    release()
    expect(all().length).toBe(1)
    expect((await api.files.info({ file: id })).file?.shares?.public?.['C0OPS']).toHaveLength(1)
  })

  it('is refused as by Slack, and nothing is shared', async () => {
    const api = await start()
    const ready = async () => {
      const { url, id } = await begun(api)
      await put(url)
      return id
    }
    const { ts: parent = '' } = await api.chat.postMessage({ channel: 'C0OPS', text: 'parent' })
    const { ts: reply = '' } = await api.chat.postMessage({
      ...{ channel: 'C0OPS', text: 'reply', thread_ts: parent },
    })
    const url = (args: Record<string, unknown>) => errorOf(api.apiCall('files.getUploadURLExternal', args))
    const to = async (place: Record<string, unknown>) => errorOf(complete(api, await ready(), place))
    const named = { filename: 'a.txt' }
    const unsent = await begun(api)
    const short = await begun(api)
    expect({
      noName: await url({ length: 1 }),
      noLength: await url(named),
      empty: await url({ ...named, length: 0 }),
      noNumber: await url({ ...named, length: 'x' }),
      tooLarge: await url({ ...named, length: 1024 ** 3 + 1 }),
      longAltText: await url({ ...named, length: 1, alt_txt: 'x'.repeat(1001) }),
      unknownFile: await errorOf(complete(api, 'F0NONE')),
      withoutBytes: await errorOf(complete(api, unsent.id)),
      wrongLength: [(await put(short.url, Buffer.from('x'))).status, await errorOf(complete(api, short.id))],
      otherAddress: (await put(`${unsent.url}0`)).status,
      noPost: (await fetch(unsent.url)).status,
      noFiles: await errorOf(api.apiCall('files.completeUploadExternal', { files: [] })),
      brokenFiles: await errorOf(api.apiCall('files.completeUploadExternal', { files: '[{' })),
      noId: await errorOf(api.apiCall('files.completeUploadExternal', { files: [{}] })),
      noChannel: await to({ channel_id: 'C0NONE' }),
      privateChannel: await to({ channel_id: 'C0PRI' }),
      notInChannel: await to({ channel_id: 'C0PUB' }),
      archived: await to({ channel_id: 'C0OLD' }),
      noThread: await to({ channel_id: 'C0OPS', thread_ts: '1.000001' }),
      underAReply: await to({ channel_id: 'C0OPS', thread_ts: reply }),
    }).toMatchInlineSnapshot(`
      {
        "archived": "is_archived",
        "brokenFiles": "invalid_arguments",
        "empty": "missing_argument",
        "longAltText": "alt_txt_too_large",
        "noChannel": "channel_not_found",
        "noFiles": "invalid_arguments",
        "noId": "invalid_arguments",
        "noLength": "missing_argument",
        "noName": "invalid_arguments",
        "noNumber": "invalid_arguments",
        "noPost": 405,
        "noThread": "thread_not_found",
        "notInChannel": "not_in_channel",
        "otherAddress": 404,
        "privateChannel": "channel_not_found",
        "tooLarge": "file_upload_size_restricted",
        "underAReply": "thread_not_found",
        "unknownFile": "file_not_found",
        "withoutBytes": "file_not_found",
        "wrongLength": [
          400,
          "file_not_found",
        ],
      }
    `)
    expect(all().length).toBe(2)
  })

  it('needs files:write', async () => {
    slack = await startSlack()
    const api = clientOf(slack)
    expect(await refusalOf(api.files.getUploadURLExternal({ filename: 'a.txt', length: 1 }))).toMatchObject({
      error: 'missing_scope',
      needed: 'files:write',
    })
    expect(await errorOf(complete(api, 'F0NONE'))).toBe('missing_scope')
  })

  it('suffers from faults at each step', async () => {
    const api = await start()
    const broken = { status: 503 } as const
    slack.faults.push({ method: 'files.getUploadURLExternal', do: broken })
    await expect(begun(api)).rejects.toThrow()
    const { url, id } = await begun(api)
    slack.faults.push({ method: 'upload_url', do: broken })
    expect((await put(url)).status).toBe(503)
    expect(await errorOf(complete(api, id))).toBe('file_not_found')
    slack.faults.push({ method: 'upload_url', do: { reset: true, afterStoring: true } })
    await expect(put(url)).rejects.toThrow()
    slack.faults.push({ method: 'files.completeUploadExternal', do: { ...broken, afterStoring: true } })
    await expect(complete(api, id, { channel_id: 'C0OPS' })).rejects.toThrow()
    expect(all().length).toBe(1)
    expect(slack.faults.pending).toBe(0)
  })
})
